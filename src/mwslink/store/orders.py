"""Orders, positions and marks in the database: what an import saves and what the other commands read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Cursor

from mwslink.connections import Seller
from mwslink.errors import StoreError
from mwslink.orders.model import Order
from mwslink.orders.pull import Pulled, Source, Stream
from mwslink.store.database import Database, Row
from mwslink.store.documents import parse_order, parse_personal
from mwslink.store.keys import StoreKey
from mwslink.store.marks import load_marks
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment, parse_seller
from mwslink.store.pages import PageWriter
from mwslink.store.queries import OrderQuery, StoredOrder, count_statement, next_statement
from mwslink.store.sealed import context_of
from mwslink.store.vault import Sealed, Vault

_SAVE_POSITION = """INSERT INTO positions (seller, marketplace_ids, since, position, until) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (seller, marketplace_ids, since) DO UPDATE SET position = excluded.position, until = excluded.until"""
_FORGET_POSITION = "DELETE FROM positions WHERE seller = ? AND marketplace_ids = ? AND since = ?"
_MOVE_MARK = """INSERT INTO marks (seller, marketplace_id, complete_until) VALUES (?, ?, ?)
    ON CONFLICT (seller, marketplace_id) DO UPDATE SET complete_until = excluded.complete_until
    WHERE marks.complete_until >= ? AND marks.complete_until < excluded.complete_until"""
_PERSONAL = "SELECT data_key, sealed FROM personal WHERE order_id = ? AND seller = ?"


class Orders:
    """The orders of all sellers (implements `orders.pull.OrderStore`)."""

    def __init__(self, database: Database, key: StoreKey) -> None:
        self._database = database
        self._key = key
        self._vault: Vault | None = None  # that opened something before

    def positions(self, seller: Seller) -> Sequence[Stream]:
        """Interrupted streams of the seller, the one that reaches back furthest first."""
        rows = self._database.rows(
            "SELECT marketplace_ids, since, position, until FROM positions WHERE seller = ? ORDER BY since",
            (str(seller),),
        )
        return [
            Stream(seller, tuple(ids.split(",")), parse_moment(since), position, parse_optional_moment(until))
            for ids, since, position, until in rows
        ]

    def marks(self, seller: Seller) -> dict[str, datetime]:
        """By marketplace id: the moment up to which the store is complete."""
        return load_marks(self._database, seller)

    def is_stored(self, seller: Seller, order_id: str, updated_at: datetime) -> bool:
        """Whether this version of the order, or a newer one, is here."""
        row = self._database.row(
            "SELECT updated_at FROM orders WHERE order_id = ? AND seller = ?", (order_id, str(seller))
        )
        return row is not None and bool(row[0] >= moment_text(updated_at))

    def save_page(self, stream: Stream, orders: Iterable[Order], sources: Sequence[Source] = ()) -> Pulled:
        """Save orders and the stream's position in one transaction, as `OrderStore` says."""
        page = list(orders)
        if any(order.personal for order in page):
            self._key.vault()
        with self._database.writing() as sql:
            pulled = PageWriter(sql, self._key, self._database.path, sources).save(str(stream.seller), page)
            _save_position(sql, stream)
        return pulled

    def get(self, seller: Seller, order_id: str, *, with_personal: bool = False) -> StoredOrder | None:
        """One order; None where there is no such order."""
        query = OrderQuery(seller=seller, order_id=order_id, limit=1)
        return next(self.find(query, with_personal=with_personal), None)

    def find(self, query: OrderQuery, *, with_personal: bool = False) -> Iterator[StoredOrder]:
        """The orders asked for, newest first; personal data is opened only when asked for.

        They are read some hundred at a time, and nothing is held between: however slowly they are consumed, an import
        beside it does not wait. An order changed meanwhile is shown once, before or after.
        """
        rows: list[Row] = []
        for statement, values in next_statement(query, rows, with_personal=with_personal):
            rows[:] = self._database.rows(statement, values)
            for row in rows:
                yield self.opened(row) if with_personal and row[6] else self.shown(row)

    def shown(self, row: Row) -> StoredOrder:
        """The order of a row of `next_statement`, without its personal data."""
        _order_id, seller, _created_at, document, country, erased_at, has_personal = row[:7]
        return StoredOrder(
            parse_seller(seller),
            parse_order(document),
            country=country,
            has_personal=bool(has_personal),
            personal_erased_at=parse_optional_moment(erased_at),
        )

    def opened(self, row: Row) -> StoredOrder:
        """The order with its personal data, which the row has sealed.

        It is read anew where a key rotation came between the row and the vault.
        """
        stored, context = self.shown(row), context_of("personal", row[1], row[0])
        vault = self._vault or self._key.to_open(self._database)
        try:
            opened = vault.open_apart(Sealed(*row[7:9]), context=context)
        except StoreError:
            now = self._database.row(_PERSONAL, row[:2])
            if now is None:  # erased meanwhile
                return replace(stored, has_personal=False)
            vault = self._key.to_open(self._database)
            opened = vault.open_apart(Sealed(*now), context=context)
        self._vault = vault
        return stored.with_personal(parse_personal(opened))

    def count(self, query: OrderQuery) -> int:
        """How many orders there are of what is asked for."""
        row = self._database.row(*count_statement(query))
        return int(row[0]) if row else 0


def _stream_key(stream: Stream) -> tuple[str, str, str]:
    return str(stream.seller), ",".join(sorted(stream.marketplace_ids)), moment_text(stream.since)


def _save_position(sql: Cursor, stream: Stream) -> None:
    until = moment_text(stream.until) if stream.until else None
    if stream.position is not None:
        sql.execute(_SAVE_POSITION, (*_stream_key(stream), stream.position, until))
        return
    sql.execute(_FORGET_POSITION, _stream_key(stream))
    if until:
        since = moment_text(stream.since)
        sql.executemany(_MOVE_MARK, [(str(stream.seller), id_, until, since) for id_ in stream.marketplace_ids])
