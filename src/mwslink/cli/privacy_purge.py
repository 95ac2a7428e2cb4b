"""`mwslink privacy purge`: erase what may not be kept any longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mwslink.cli.words import command, json_option, option
from mwslink.messages import N_

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command("purge", help=N_("Erase the personal data whose time is over, and all else of orders after 18 months."))
@option("--dry-run", is_flag=True, help=N_("Only show what would go, order by order."))
@json_option
@click.pass_obj
def purge(session: Session, dry_run: bool) -> None:
    from mwslink.cli.purging import run_purge

    run_purge(session, dry_run=dry_run)
