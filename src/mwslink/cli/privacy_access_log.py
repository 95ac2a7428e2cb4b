"""`mwslink privacy access-log`: who opened personal data, when, how much and what for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from mwslink.cli.moments import MOMENT
from mwslink.cli.stored import existing_store
from mwslink.cli.words import HOW_MANY, command, json_option, option
from mwslink.messages import N_

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "access-log", help=N_("Show which commands opened personal data: when, by whom, of how many orders, what for.")
)
@option("--since", type=MOMENT, metavar=N_("MOMENT"), help=N_("From then on: a date, or 7d."))
@option("--limit", type=HOW_MANY, default=50, metavar=N_("NUMBER"), help=N_("How many (50)."))
@json_option
@click.pass_obj
def access_log(session: Session, since: datetime | None, limit: int) -> None:
    from mwslink.present.accesses import accesses_answer

    with existing_store(session) as store:
        found = store.accesses.recent(limit, since=since) if store else []
        session.show(accesses_answer(found, store.accesses.reaches_back_to() if store else None))
