"""What the store knows of one order beside the order itself: parcels, weighing, archive, requests; no personal data.

It is there after the personal data went; nothing here needs the store key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from mwslink.connections import Seller
from mwslink.store.database import Database, Row
from mwslink.store.moments import parse_moment, parse_optional_moment

_PARCELS = """SELECT p.parcel_id, p.status, p.state, p.changed_at, p.processed_at, p.told_at, p.reason, p.text,
        f.feed_id
    FROM parcels p LEFT JOIN confirmation_feeds f ON f.id = p.feed
    WHERE p.order_id = ? AND p.seller = ? ORDER BY length(p.parcel_id), p.parcel_id"""
_ARCHIVES = """SELECT a.id, a.state, a.created_at, a.verified_at
    FROM archived_orders o JOIN archives a ON a.id = o.archive_id
    WHERE o.order_id = ? AND o.seller = ? ORDER BY a.created_at, a.id"""
_CANDIDATES = 2_000  # ids that share a part with a wrong one


@dataclass(frozen=True, slots=True)
class ParcelOutline:
    """A parcel without what leads to the buyer; see `shipping.journal` for the states."""

    parcel_id: str
    status: str
    state: str
    changed_at: datetime
    processed_at: datetime | None
    told_at: datetime | None
    reason: str
    text: str
    feed_id: str | None


@dataclass(frozen=True, slots=True)
class ArchivedIn:
    """A bundle of the archive that has the order."""

    archive_id: str
    state: str
    created_at: datetime
    verified_at: datetime | None


class Histories:
    """Looks orders up in all tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def parcels(self, seller: Seller, order_id: str) -> list[ParcelOutline]:
        """All parcels of an order, those whose label was erased too."""
        return [_outline(row) for row in self._database.rows(_PARCELS, (order_id, str(seller)))]

    def archives(self, seller: Seller, order_id: str) -> list[ArchivedIn]:
        """The bundles an order is in."""
        rows = self._database.rows(_ARCHIVES, (order_id, str(seller)))
        return [ArchivedIn(id_, state, parse_moment(at), parse_optional_moment(then)) for id_, state, at, then in rows]

    def weighed_at(self, seller: Seller, order_id: str) -> datetime | None:
        """When an order got the weight it has."""
        return self._moment("SELECT weighed_at FROM order_weights WHERE order_id = ? AND seller = ?", seller, order_id)

    def erasure_requested_at(self, seller: Seller, order_id: str) -> datetime | None:
        """When somebody asked for an order's data to be erased."""
        return self._moment(
            "SELECT requested_at FROM erasure_requests WHERE order_id = ? AND seller = ?", seller, order_id
        )

    def _moment(self, statement: str, seller: Seller, order_id: str) -> datetime | None:
        row = self._database.row(statement, (order_id, str(seller)))
        return parse_optional_moment(row[0]) if row else None

    def similar(self, order_id: str) -> list[str]:
        """Ids of stored orders that this one may be meant to be: three, the nearest first."""
        parts = [part for part in order_id.split("-") if len(part) > 3] or [order_id]
        likes = " OR ".join("order_id LIKE ?" for _part in parts)
        rows = self._database.rows(
            f"SELECT DISTINCT order_id FROM orders WHERE {likes} ORDER BY created_at DESC LIMIT ?",  # noqa: S608
            (*(f"%{_escaped(part)}%" for part in parts), _CANDIDATES),
        )
        return get_close_matches(order_id, [id_ for (id_,) in rows], n=3, cutoff=0.5)


def _escaped(part: str) -> str:
    """Without the two characters that mean something to LIKE."""
    return part.replace("%", "").replace("_", "")


def _outline(row: Row) -> ParcelOutline:
    parcel_id, status, state, changed_at, processed_at, told_at, reason, text, feed_id = row
    moments = parse_moment(changed_at), parse_optional_moment(processed_at), parse_optional_moment(told_at)
    return ParcelOutline(parcel_id, status, state, *moments, reason, text, feed_id)
