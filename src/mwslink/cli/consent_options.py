"""The options of commands that can lead a seller through a consent, in the order in which the help shows them."""

from __future__ import annotations

from pathlib import Path

import click

from mwslink.cli.moments import Seconds
from mwslink.cli.words import F, option
from mwslink.messages import N_

FILE = click.Path(path_type=Path)


def consent_options(function: F) -> F:
    """Whether there is a consent, and where it led to."""
    for decorate in reversed(_CONSENT):
        function = decorate(function)
    return function


def browser_options(function: F) -> F:
    """How the consent's page is opened and waited for."""
    for decorate in reversed(_BROWSER):
        function = decorate(function)
    return function


_CONSENT = (
    option("--consent", is_flag=True, help=N_("Public application: let the seller consent on Amazon's page.")),
    option("--redirect", metavar="URL", help=N_("The address that the consent page led to, or the code in it.")),
    option("--redirect-file", type=FILE, metavar=N_("FILE"), help=N_("File with that address; - is standard input.")),
)
_BROWSER = (
    option("--browser/--no-browser", default=True, help=N_("Consent: whether to open the page in a browser (yes).")),
    option(
        "--max-wait",
        type=Seconds(1, 86_400),
        default=300,
        metavar=N_("SECONDS"),
        help=N_("Consent: how long to wait for the browser (300)."),
    ),
)
