"""When each version of an order came, and by which of Amazon's calls; no personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Cursor

from mwslink.connections import Seller
from mwslink.orders.model import Order
from mwslink.orders.pull import Source
from mwslink.store.database import Database
from mwslink.store.moments import moment_text, parse_moment

_NOTE = """INSERT OR IGNORE INTO sightings
    (order_id, seller, seen_at, place, api, operation, request_id, status, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A version of an order (its status, its last change) and a call that brought it."""

    seen_at: datetime
    source: Source
    status: str
    updated_at: datetime


def note_sightings(
    sql: Cursor, seller: str, orders: Sequence[Order], sources: Sequence[Source], *, at: datetime
) -> None:
    """Keep by which calls these orders came, within the transaction of `sql` that saves them."""
    now = moment_text(at)
    sql.executemany(
        _NOTE,
        [
            (order.id, seller, now, place, one.api, one.operation, one.request_id, order.status, _changed(order))
            for order in orders
            for place, one in enumerate(sources)
        ],
    )


def _changed(order: Order) -> str:
    return moment_text(order.updated_at)


class Sightings:
    """The sightings of all sellers' orders."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, seller: Seller, order_id: str) -> list[Sighting]:
        """How the versions of an order came, the first first."""
        rows = self._database.rows(
            "SELECT seen_at, api, operation, request_id, status, updated_at FROM sightings "
            "WHERE order_id = ? AND seller = ? ORDER BY seen_at, updated_at, place",
            (order_id, str(seller)),
        )
        return [
            Sighting(parse_moment(seen_at), Source(api, operation, request_id), status, parse_moment(updated_at))
            for seen_at, api, operation, request_id, status, updated_at in rows
        ]
