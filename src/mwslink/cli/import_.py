"""`mwslink import`: bring the orders up to date."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from mwslink import clock
from mwslink.cli.moments import MOMENT
from mwslink.cli.words import command, json_option, max_wait_option, names_argument, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command("import", help=N_("Bring the orders of all connections, or of those named, up to date."))
@names_argument
@option("--since", type=MOMENT, metavar=N_("MOMENT"), help=N_("Fetch again from then on: a date, or 7d."))
@max_wait_option
@option("--jobs", type=click.IntRange(1, 64), default=8, help=N_("How many accounts at the same time (8)."))
@json_option
@click.pass_obj
def import_orders(session: Session, names: tuple[str, ...], since: datetime | None, max_wait: float, jobs: int) -> None:
    from mwslink.cli.importing import ImportWishes, run_import

    if since and since > clock.now():
        raise click.BadParameter(_("That moment has not come yet."), param_hint="--since")
    run_import(session, ImportWishes(names, since, max_wait, jobs))
