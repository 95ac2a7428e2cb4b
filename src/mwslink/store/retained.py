"""What the store holds that must go some day: orders with the facts their day follows from, a thousand at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from mwslink.connections import Seller
from mwslink.orders.milestones import Milestones, milestones_of
from mwslink.store.database import Database, Row, Value
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment, parse_seller
from mwslink.store.sealed import SEALED_TABLES

AT_ONCE = 1000
_HOLDS = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} t WHERE t.order_id = o.order_id AND t.seller = o.seller)"  # noqa: S608
    for table in SEALED_TABLES
)
_ORDERS = f"""SELECT o.order_id, o.seller, o.created_at, o.updated_at, o.document, ({_HOLDS}) AS holds, m.shipped_by,
        m.delivered_by, r.requested_at,
        CASE WHEN r.sendcloud_at IS NOT NULL THEN r.is_whole END, e.ended_at,
        r.requested_at IS NOT NULL AND EXISTS (SELECT 1 FROM erasures g WHERE g.seller = r.seller
            AND g.order_id = r.order_id AND g.erased_at >= r.requested_at AND g.reason != 'key-lost'),
        p.data_key
    FROM orders o
    LEFT JOIN milestones m ON m.order_id = o.order_id AND m.seller = o.seller
    LEFT JOIN erasure_requests r ON r.order_id = o.order_id AND r.seller = o.seller
    LEFT JOIN endings e ON e.seller = o.seller
    LEFT JOIN personal p ON p.order_id = o.order_id AND p.seller = o.seller"""  # noqa: S608  (constants)
_ONE = f"{_ORDERS} WHERE o.order_id = ? AND o.seller = ?"
_SELECT = f"""SELECT * FROM ({_ORDERS} WHERE (o.order_id, o.seller) > (?, ?))
    WHERE holds OR created_at < ? OR requested_at IS NOT NULL OR ended_at IS NOT NULL
    ORDER BY order_id, seller LIMIT ?"""  # noqa: S608

# A version byte, a nonce of 12 bytes and a tag of 16; a data key has 32 bytes beside them.
_IS_SEALED = (
    "substr(sealed, 1, 1) = x'01' AND length(sealed) > 29 AND substr(data_key, 1, 1) = x'01' AND length(data_key) = 61"
)


class _Window(msgspec.Struct, frozen=True, gc=False):
    latest: datetime | None = None


class _Parcel(msgspec.Struct, gc=False):
    status: str = ""
    shipped_at: datetime | None = None


_NEVER = _Window()


class _Document(msgspec.Struct, gc=False):
    """Of an order's document only what its day follows from."""

    status: str
    updated_at: datetime
    ship_by: _Window = _NEVER
    deliver_by: _Window = _NEVER
    packages: tuple[_Parcel, ...] = ()


_document = msgspec.json.Decoder(_Document)


class RetainedOrder(msgspec.Struct, frozen=True, gc=False):
    """An order; `version` is the one these facts were read from, `data_key` that of its personal data then.

    `is_whole`: all of it was asked to go, and Sendcloud, for which its entry in the outbox is needed, was told.
    `is_answered`: its personal data was erased since it was asked for.
    """

    seller: Seller
    order_id: str
    version: str
    status: str
    created_at: datetime
    updated_at: datetime
    milestones: Milestones
    holds_personal: bool
    requested_at: datetime | None = None
    is_whole: bool = False
    ended_at: datetime | None = None
    is_answered: bool = False
    data_key: bytes | None = None


class Retained:
    """All orders of a store that hold personal data, or of which the rest may be due as well."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sealed(self) -> tuple[int, int]:
        """How many texts are sealed as they should be, and how many are not."""
        good = bad = 0
        for table in SEALED_TABLES:
            row = self._database.row(f"SELECT count(*), count(*) FILTER (WHERE {_IS_SEALED}) FROM {table}")  # noqa: S608
            total, sealed = row or (0, 0)
            good, bad = good + int(sealed), bad + int(total - sealed)
        return good, bad

    def get(self, seller: Seller, order_id: str) -> RetainedOrder | None:
        """One order; None where there is no such order."""
        row = self._database.row(_ONE, (order_id, str(seller)))
        return _retained(row) if row else None

    def orders(self, *, older_than: datetime) -> Iterator[Sequence[RetainedOrder]]:
        """Those with personal data, bought before `older_than`, asked to be erased, or of a seller that has gone."""
        after: tuple[Value, Value] = ("", "")
        while rows := self._database.rows(_SELECT, (*after, moment_text(older_than), AT_ONCE)):
            yield [_retained(row) for row in rows]
            after = rows[-1][0], rows[-1][1]


def _retained(row: Row) -> RetainedOrder:
    order_id, seller, created_at, version, document, holds, *later = row
    shipped_by, delivered_by, requested_at, whole, ended, answered, data_key = later
    told = _document.decode(document)
    milestones = milestones_of(told)
    if shipped_by or delivered_by:  # seen in an earlier version, or at Sendcloud
        milestones = msgspec.structs.replace(
            milestones,
            shipped_by=parse_optional_moment(shipped_by) or milestones.shipped_by,
            delivered_by=parse_optional_moment(delivered_by) or milestones.delivered_by,
        )
    return RetainedOrder(
        parse_seller(seller),
        order_id,
        version,
        told.status,
        parse_moment(created_at),
        told.updated_at,
        milestones,
        holds_personal=bool(holds),
        requested_at=parse_optional_moment(requested_at),
        is_whole=bool(whole),
        ended_at=parse_optional_moment(ended),
        is_answered=bool(answered),
        data_key=data_key,
    )
