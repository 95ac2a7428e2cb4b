"""`mwslink privacy status`: what is held, what is due, and what can be vouched for in an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mwslink.cli.words import command, json_option, option
from mwslink.messages import N_

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command("status", help=N_("Show how much personal data is held, what goes next, and what is late. Asks nobody."))
@option(
    "--audit", is_flag=True, help=N_("With answers for Amazon's questions on data protection, each with its evidence.")
)
@json_option
@click.pass_obj
def status(session: Session, audit: bool) -> None:
    from mwslink.cli.auditing import run_status

    run_status(session, with_audit=audit)
