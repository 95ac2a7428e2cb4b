"""`mwslink runs`: what past runs did and cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mwslink.cli.stored import existing_store
from mwslink.cli.words import HOW_MANY, argument, command, json_option, option
from mwslink.errors import RejectedError
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store.runs import Run

_EVER = 2**31  # more runs than anybody has


@command("runs", help=N_("Show the last runs, or one run in detail: orders, calls, time and what went wrong."))
@argument("run", metavar=N_("[RUN]"), type=click.IntRange(min=1), required=False)
@option("--limit", type=HOW_MANY, default=20, metavar=N_("NUMBER"), help=N_("How many (20)."))
@json_option
@click.pass_obj
def runs(session: Session, run: int | None, limit: int) -> None:
    from mwslink.present.runs import run_answer, runs_answer

    with existing_store(session) as store:
        found = store.runs.recent(_EVER if run else limit) if store else []
    session.show(run_answer(_only(found, run)) if run else runs_answer(found))


def _only(found: list[Run], wanted: int) -> Run:
    for run in found:
        if run.id == wanted:
            return run
    raise RejectedError(
        _("There is no run {number}.").format(number=wanted), hint=_("See which there are: mwslink runs")
    )
