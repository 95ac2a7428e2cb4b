"""When orders had left and arrived at the latest, the earliest of what was seen; see `orders.milestones`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mwslink.connections import Seller
from mwslink.store.database import Database
from mwslink.store.moments import moment_text

_NOTE = """INSERT INTO milestones (order_id, seller, shipped_by, delivered_by) VALUES (?, ?, ?, ?)
    ON CONFLICT (order_id, seller) DO UPDATE SET
        shipped_by = min(coalesce(shipped_by, excluded.shipped_by), coalesce(excluded.shipped_by, shipped_by)),
        delivered_by = min(coalesce(delivered_by, excluded.delivered_by), coalesce(excluded.delivered_by, delivered_by))
"""
_SENT_AGAIN = "UPDATE milestones SET delivered_by = NULL WHERE order_id = ? AND seller = ? AND delivered_by < ?"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of an order; `underway_at`: that a parcel of it had not arrived then."""

    order_id: str
    shipped_by: datetime | None = None
    delivered_by: datetime | None = None
    underway_at: datetime | None = None


class MilestoneBook:
    """The milestones of all sellers' orders."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, seller: Seller, seen: Iterable[Seen]) -> None:
        """Keep the earliest moment of each; a parcel sent after all had arrived has still to arrive."""
        rows, again = [], []
        for one in seen:
            if one.shipped_by or one.delivered_by:
                rows.append((one.order_id, str(seller), _text(one.shipped_by), _text(one.delivered_by)))
            if one.underway_at:
                again.append((one.order_id, str(seller), moment_text(one.underway_at)))
        if not (rows or again):
            return
        with self._database.writing() as sql:
            sql.executemany(_NOTE, rows)
            sql.executemany(_SENT_AGAIN, again)


def _text(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None
