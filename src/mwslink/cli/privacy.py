"""`mwslink privacy`: the group of commands about personal data."""

from __future__ import annotations

import click

from mwslink.cli.group import CommandGroup
from mwslink.messages import N_

# As in `group.COMMANDS`: name -> module:attribute, help in the order in which they are needed.
COMMANDS = {
    "purge": ("privacy_purge:purge", N_("Erase what may not be kept any longer.")),
}


@click.group("privacy", cls=CommandGroup, table=COMMANDS, help=N_("Keep, erase and account for personal data."))
def privacy() -> None:
    pass
