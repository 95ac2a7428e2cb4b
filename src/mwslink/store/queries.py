"""What can be asked of the stored orders, and the statements that answer it page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mwslink.connections import Seller
from mwslink.orders.model import Order, PersonalData
from mwslink.store.database import Row, Value
from mwslink.store.erasing import ERASED_AT
from mwslink.store.moments import moment_text

_AT_ONCE = 500
_COLUMNS = f"o.order_id, o.seller, o.created_at, o.document, o.country, {ERASED_AT}, p.updated_at IS NOT NULL"
_FROM = "FROM orders o"
_JOIN = "LEFT JOIN personal p ON p.order_id = o.order_id AND p.seller = o.seller"
_NEWEST_FIRST = "ORDER BY o.created_at DESC, o.seller DESC, o.order_id DESC LIMIT ?"


@dataclass(frozen=True)
class OrderQuery:
    """Which orders; what is empty or None does not restrict.

    `marketplaces` are pairs of a seller and a marketplace id; `since` and `until` bound the moment of purchase, the
    latter being outside; `text` is part of an order id.
    """

    marketplaces: tuple[tuple[Seller, str], ...] = ()
    statuses: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""
    seller: Seller | None = None
    order_id: str = ""
    limit: int | None = None


@dataclass(frozen=True)
class StoredOrder:
    """An order with what the store knows of it; `order.personal` is there only if asked for.

    `country` is where it goes, known also without personal data.
    """

    seller: Seller
    order: Order
    country: str = ""
    has_personal: bool = False
    personal_erased_at: datetime | None = None

    def with_personal(self, personal: PersonalData) -> StoredOrder:
        return replace(self, order=replace(self.order, personal=personal))


def count_statement(query: OrderQuery) -> tuple[str, list[Value]]:
    """The statement that counts the orders."""
    where, values = _conditions(query)
    if query.limit is None:
        return f"SELECT count(*) {_FROM} {where}", values
    return f"SELECT count(*) FROM (SELECT 1 {_FROM} {where} LIMIT ?) AS found", [  # noqa: S608  (no value is in the text)
        *values,
        query.limit,
    ]


def next_statement(query: OrderQuery, rows: list[Row], *, with_personal: bool) -> Iterator[tuple[str, list[Value]]]:
    """The statements to run one after the other; `rows` holds what the last one found when the next is asked for."""
    where, values = _conditions(query)
    columns = f"{_COLUMNS}, {'p.data_key, p.sealed' if with_personal else 'NULL, NULL'}"
    left = query.limit
    size = _AT_ONCE if left is None else min(left, _AT_ONCE)
    yield f"SELECT {columns} {_FROM} {_JOIN} {where} {_NEWEST_FIRST}", [*values, size]
    further = f"{where} {'AND' if where else 'WHERE'} (o.created_at, o.seller, o.order_id) < (?, ?, ?)"
    while len(rows) == _AT_ONCE:
        order_id, seller, created_at = rows[-1][:3]
        if left is not None:
            left -= len(rows)
        size = _AT_ONCE if left is None else min(left, _AT_ONCE)
        yield (
            f"SELECT {columns} {_FROM} {_JOIN} {further} {_NEWEST_FIRST}",
            [*values, created_at, seller, order_id, size],
        )


def _conditions(query: OrderQuery) -> tuple[str, list[Value]]:
    """The WHERE clause, with a question mark for each of the values."""
    conditions = [*_identities(query), *_properties(query)]
    values = [value for _, needed in conditions for value in needed]
    return ("WHERE " + " AND ".join(text for text, _ in conditions) if conditions else ""), values


_Condition = tuple[str, Sequence[Value]]


def _identities(query: OrderQuery) -> Iterator[_Condition]:
    if query.order_id:
        yield "o.order_id = ?", [query.order_id]
    if query.seller:
        yield "o.seller = ?", [str(query.seller)]
    if len(query.marketplaces) == 1:  # written so that the index by marketplace gives the order too
        seller, marketplace_id = query.marketplaces[0]
        yield "o.seller = ? AND o.marketplace_id = ?", [str(seller), marketplace_id]
    elif query.marketplaces:
        pairs = [text for seller, id_ in query.marketplaces for text in (str(seller), id_)]
        yield f"(o.seller, o.marketplace_id) IN (VALUES {_list('(?, ?)', len(query.marketplaces))})", pairs
    if query.text:
        escaped = query.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        yield "o.order_id LIKE ? ESCAPE '\\'", [f"%{escaped}%"]


def _properties(query: OrderQuery) -> Iterator[_Condition]:
    if query.statuses:
        yield f"o.status IN ({_list('?', len(query.statuses))})", [str(status) for status in query.statuses]
    if query.since:
        yield "o.created_at >= ?", [moment_text(query.since)]
    if query.until:
        yield "o.created_at < ?", [moment_text(query.until)]


def _list(part: str, count: int) -> str:
    return ", ".join([part] * count)
