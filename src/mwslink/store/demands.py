"""What is to be erased because somebody asked for it, or because a seller has gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from mwslink import clock
from mwslink.connections import Seller
from mwslink.store.database import Database
from mwslink.store.moments import moment_text, parse_moment, parse_seller

_ASK = """INSERT INTO erasure_requests (order_id, seller, requested_at, is_whole) VALUES (?, ?, ?, ?)
    ON CONFLICT (order_id, seller) DO UPDATE SET is_whole = coalesce(is_whole, excluded.is_whole)"""
_ASK_ALL = """INSERT INTO erasure_requests (order_id, seller, requested_at, is_whole)
    SELECT order_id, seller, ?, ? FROM orders WHERE seller = ?
    ON CONFLICT (order_id, seller) DO UPDATE SET is_whole = coalesce(is_whole, excluded.is_whole)"""
_ASK_REST = """INSERT INTO erasure_requests (order_id, seller, requested_at, is_whole, sendcloud_at)
    VALUES ('', ?, ?, 'whole', ?) ON CONFLICT (order_id, seller) DO NOTHING"""
_END = "INSERT INTO endings (seller, ended_at, cause) VALUES (?, ?, ?) ON CONFLICT (seller) DO NOTHING"
_OVER = """DELETE FROM erasure_requests WHERE sendcloud_at IS NOT NULL AND EXISTS (SELECT 1 FROM erasures e
    WHERE e.seller = erasure_requests.seller AND e.order_id = erasure_requests.order_id
    AND e.erased_at >= erasure_requests.requested_at AND e.reason != 'key-lost'
    AND (e.what != 'personal' OR erasure_requests.is_whole IS NULL))"""

_NEVER_CAME = """DELETE FROM erasure_requests WHERE requested_at < ? AND order_id != '' AND NOT EXISTS
    (SELECT 1 FROM orders o WHERE o.order_id = erasure_requests.order_id AND o.seller = erasure_requests.seller)"""


@dataclass(frozen=True, slots=True)
class Ending:
    """A seller whose authorization ended, as far as is known here: everything of it goes within thirty days."""

    seller: Seller
    ended_at: datetime
    cause: str


class Demands:
    """Requests of all sellers, and the ends of authorizations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, orders: Sequence[tuple[Seller, str]], *, is_whole: bool) -> None:
        """Keep that the personal data of these orders, or all of them, is to be erased at once.

        Of an order that is not stored no import lets in what is to be erased.
        """
        now = moment_text(clock.now())
        with self._database.writing() as sql:
            sql.executemany(_ASK, [(order_id, str(seller), now, _mark(is_whole)) for seller, order_id in orders])

    def ask_seller(self, seller: Seller, *, is_whole: bool) -> None:
        """The same for all orders of a seller; with `is_whole` everything else of it goes too."""
        now = moment_text(clock.now())
        with self._database.writing() as sql:
            sql.execute(_ASK_ALL, (now, _mark(is_whole), str(seller)))
            if is_whole:
                sql.execute(_ASK_REST, (str(seller), now, now))

    def sellers_asked(self) -> list[tuple[Seller, datetime]]:
        """The sellers of whom everything was asked to go, and when."""
        rows = self._database.rows("SELECT seller, requested_at FROM erasure_requests WHERE order_id = ''")
        return [(parse_seller(seller), parse_moment(at)) for seller, at in rows]

    def asked_of(self, seller: Seller) -> set[str]:
        """The seller's orders that are to be erased and are not all gone yet."""
        rows = self._database.rows("SELECT order_id FROM erasure_requests WHERE seller = ?", (str(seller),))
        return {order_id for (order_id,) in rows}

    def not_at_sendcloud(self, *, asked_by: datetime | None = None) -> list[tuple[Seller, str]]:
        """The orders asked for, by that moment if there is one, that Sendcloud may still have."""
        latest = moment_text(asked_by) if asked_by else None
        rows = self._database.rows(
            "SELECT seller, order_id FROM erasure_requests "
            "WHERE sendcloud_at IS NULL AND (? IS NULL OR requested_at <= ?) ORDER BY seller, order_id",
            (latest, latest),
        )
        return [(parse_seller(seller), order_id) for seller, order_id in rows]

    def gone_from_sendcloud(self, orders: Sequence[tuple[Seller, str]]) -> None:
        """Keep that Sendcloud has them no more, or never had, or will not let go of them."""
        now = moment_text(clock.now())
        with self._database.writing() as sql:
            sql.executemany(
                "UPDATE erasure_requests SET sendcloud_at = ? WHERE order_id = ? AND seller = ?",
                [(now, order_id, str(seller)) for seller, order_id in orders],
            )

    def find(self, order_id: str) -> list[Seller]:
        """The sellers that have an order with this id."""
        rows = self._database.rows("SELECT seller FROM orders WHERE order_id = ? ORDER BY seller", (order_id,))
        return [parse_seller(seller) for (seller,) in rows]

    def count(self, seller: Seller) -> int:
        """How many orders a seller has."""
        row = self._database.row("SELECT count(*) FROM orders WHERE seller = ?", (str(seller),))
        return int(row[0]) if row else 0

    def fulfilled(self, *, too_old: datetime) -> None:
        """Forget the requests that were carried out: the erasures tell of them.

        And those from before `too_old` for orders that were never imported: such an old order is not let in anyway.
        """
        with self._database.writing() as sql:
            sql.execute(_OVER)
            sql.execute(_NEVER_CAME, (moment_text(too_old),))

    def sellers(self) -> list[Seller]:
        """All sellers of whom orders or listings were imported."""
        held = [*self._sellers_in("orders"), *self._sellers_in("marks"), *self._sellers_in("listing_marks")]
        return [parse_seller(text) for text in dict.fromkeys(held)]

    def sellers_with_orders(self) -> list[Seller]:
        """All sellers of whom there are orders now."""
        return [parse_seller(text) for text in self._sellers_in("orders")]

    def _sellers_in(self, table: str) -> Iterator[str]:
        """One after the other by the table's index; DISTINCT would read all of it."""
        row = self._database.row(f"SELECT min(seller) FROM {table}")  # noqa: S608
        while row and row[0]:
            yield row[0]
            row = self._database.row(f"SELECT min(seller) FROM {table} WHERE seller > ?", row)  # noqa: S608

    def endings(self) -> list[Ending]:
        """The sellers that have gone."""
        rows = self._database.rows("SELECT seller, ended_at, cause FROM endings ORDER BY ended_at, seller")
        return [Ending(parse_seller(seller), parse_moment(at), cause) for seller, at, cause in rows]

    def end(self, seller: Seller, cause: str, at: datetime) -> None:
        """Keep that the seller has gone; when it did stays what it was."""
        with self._database.writing() as sql:
            sql.execute(_END, (str(seller), moment_text(at), cause))

    def apart(self) -> None:
        """From now on this process notes ends in a copy of its own: for a look at what would be, without writing."""
        with self._database.writing() as sql:
            sql.execute("CREATE TEMP TABLE endings AS SELECT * FROM main.endings")  # it goes before the other one
            sql.execute("CREATE UNIQUE INDEX temp.endings_apart ON endings (seller)")

    def resume(self, seller: Seller) -> None:
        """The seller is back."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM endings WHERE seller = ?", (str(seller),))


def _mark(is_whole: bool) -> str | None:  # noqa: FBT001
    return "whole" if is_whole else None
