"""`mwslink push`: hand orders over to Sendcloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mwslink.cli.moments import DURATION
from mwslink.cli.words import command, json_option, max_wait_option, names_argument, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "push",
    help=N_("Hand the orders of all connections, or of those named, over to Sendcloud, and take cancelled ones back."),
)
@names_argument
@option("--again", multiple=True, metavar=N_("ORDER"), help=N_("Hand this order over once more, whatever happened."))
@option("--dry-run", is_flag=True, help=N_("Only say what would go; nothing is sent."))
@option("--personal", is_flag=True, help=N_("With --dry-run: show names and addresses too."))
@option(
    "--wait",
    type=DURATION,
    default="15s",
    metavar=N_("TIME"),
    help=N_("How long to wait for Sendcloud to save what it took (15s)."),
)
@max_wait_option
@json_option
@click.pass_obj
def push(  # noqa: PLR0913  (one per flag)
    session: Session,
    names: tuple[str, ...],
    again: tuple[str, ...],
    dry_run: bool,
    personal: bool,
    wait: float,
    max_wait: float,
) -> None:
    from mwslink.cli.pushing import PushWishes, run_push

    if personal and not dry_run:
        raise click.UsageError(_("--personal goes with --dry-run only."))
    run_push(session, PushWishes(names, again, max_wait, wait, dry_run, personal))
