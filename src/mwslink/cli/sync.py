"""`mwslink sync`: import, push, confirm and purge in one run; the one line for cron."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mwslink.cli.moments import DURATION
from mwslink.cli.words import command, json_option, max_wait_option, names_argument, option
from mwslink.messages import N_

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "sync",
    help=N_(
        "Import orders, push them to Sendcloud, confirm shipments to Amazon and remove personal data that is due: "
        "the one line for cron. What goes wrong in one step or connection does not stop the others."
    ),
)
@names_argument
@max_wait_option
@option("--jobs", type=click.IntRange(1, 64), default=8, help=N_("How many accounts at the same time (8)."))
@option(
    "--spread",
    type=DURATION,
    default="0s",
    metavar=N_("TIME"),
    help=N_("Begin at a random moment within this time, so that not every computer calls at once."),
)
@json_option
@click.pass_obj
def sync(session: Session, names: tuple[str, ...], max_wait: float, jobs: int, spread: float) -> None:
    from mwslink.cli.syncing import SyncWishes, run_sync

    run_sync(session, SyncWishes(names, max_wait, jobs, spread))
