"""`mwslink privacy rotate-key` and `forget-key`: another store key, and the end of one that is lost."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mwslink.cli.words import command, json_option, option
from mwslink.messages import N_

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "rotate-key",
    help=N_("Seal everything under a new store key. Interrupted, run it again: it goes on."),
    epilog=N_("Where the key's place cannot be written (env:, command:, aws:) it takes two runs, see --write-new."),
)
@option(
    "--write-new",
    type=click.Path(path_type=Path),
    metavar=N_("FILE"),
    help=N_("Write the new key to this file; put it where key of [store] points, then run it again without."),
)
@json_option
@click.pass_obj
def rotate_key(session: Session, write_new: Path | None) -> None:
    from mwslink.cli.rotating import rotate

    rotate(session, write_new)


@command(
    "forget-key",
    help=N_("Declare the store key lost: orders stay, without personal data, and the next import asks for it again."),
)
@option("--yes", is_flag=True, help=N_("Do not ask."))
@json_option
@click.pass_obj
def forget_key(session: Session, yes: bool) -> None:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.rotating import forget

    forget(session, Conversation(may_ask=session.is_talkative and sys.stdin.isatty()), yes=yes)
