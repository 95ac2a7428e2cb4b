"""`mwslink orders`: show or export the stored orders."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.moments import MOMENT, Moment
from mwslink.cli.words import command, names_argument, option
from mwslink.messages import N_
from mwslink.orders.model import OrderStatus

if TYPE_CHECKING:
    from mwslink.cli.session import Session


class _EndOfDay(Moment):
    """A moment; a day alone counts to its end."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, str):
            with suppress(ValueError, OverflowError):  # then it is no day alone
                value = (date.fromisoformat(value.strip()) + timedelta(days=1)).isoformat()
        return super().convert(value, param, ctx)


@command("orders", help=N_("Show the stored orders of all connections, or of those named; or export them."))
@names_argument
@option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([str(status) for status in OrderStatus], case_sensitive=False),
    metavar=N_("STATUS"),
    help=N_("Only orders of this status, such as UNSHIPPED; may be repeated."),
)
@option("--open", "is_open", is_flag=True, help=N_("Only orders that wait to be shipped."))
@option("--since", type=MOMENT, metavar=N_("MOMENT"), help=N_("Placed from then on: a date, or 7d."))
@option("--until", type=_EndOfDay(), metavar=N_("MOMENT"), help=N_("Placed up to then: a date (its end), or 1d."))
@option("--country", metavar=N_("CODE"), help=N_("Only this country's marketplace."))
@option("--order", "order_id", metavar="ID", help=N_("One order, in detail."))
@option("--limit", type=click.IntRange(min=1), metavar=N_("NUMBER"), help=N_("No more than so many, the newest."))
@option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "jsonl"]),
    help=N_("A table, CSV with one row an item, or JSON with one order a line."),
)
@option(
    "--output",
    type=click.Path(path_type=Path),
    metavar=N_("FILE"),
    help=N_("Write CSV or JSON lines to this file, readable for you alone."),
)
@option("--personal", is_flag=True, help=N_("With the buyers' data: recipient, address, gift texts."))
@option("--json", "as_json", is_flag=True, help=N_("Print one JSON document and nothing else."))
@click.pass_obj
def orders(session: Session, /, **flags: Any) -> None:
    from mwslink.cli.order_views import OrderWishes, show_orders

    show_orders(session, OrderWishes(**flags))
