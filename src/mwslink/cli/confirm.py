"""`mwslink confirm`: tell Amazon about the shipments."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from mwslink import clock
from mwslink.cli.moments import DURATION, MOMENT
from mwslink.cli.words import command, json_option, max_wait_option, names_argument, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "confirm",
    help=N_("Tell Amazon about the parcels of all connections, or of those named, and see that it has them."),
)
@names_argument
@option("--since", type=MOMENT, metavar=N_("MOMENT"), help=N_("Look at parcels changed since then: a date, or 7d."))
@option(
    "--wait",
    type=DURATION,
    default="0s",
    metavar=N_("TIME"),
    help=N_("How long to wait until Amazon shows what it took (0s: the next run looks)."),
)
@option(
    "--late-within",
    type=DURATION,
    default="24h",
    metavar=N_("TIME"),
    help=N_("Show orders first that are to be shipped within this time (24h)."),
)
@option("--retry", is_flag=True, help=N_("Tell Amazon again what it refused or dropped, or never answered for."))
@option("--dry-run", is_flag=True, help=N_("Only say what Amazon would be told."))
@max_wait_option
@option("--jobs", type=click.IntRange(1, 64), default=8, help=N_("How many accounts at the same time (8)."))
@json_option
@click.pass_obj
def confirm(
    session: Session, /, names: tuple[str, ...], since: datetime | None, late_within: float, **flags: Any
) -> None:
    from mwslink.cli.confirming import ConfirmWishes, run_confirm

    if since and since > clock.now():
        raise click.BadParameter(_("That moment has not come yet."), param_hint="--since")
    run_confirm(session, ConfirmWishes(names, since, near=timedelta(seconds=late_within), **flags))
