"""Erasing from every table at once, so that it stays erased, with a row of evidence for each order.

What is erased is deleted together with its data key, under `secure_delete`, and with the row that says it does not come
back. It is gone from the files once `leave_no_trace` has returned; only then is it put into a certificate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Cursor

from msgspec import Struct

from mwslink import clock
from mwslink.connections import Seller
from mwslink.orders.model import Order
from mwslink.store.database import Database, Row
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment, parse_seller
from mwslink.store.runs import forget_orders
from mwslink.store.sealed import EMPTIED, SEALED_TABLES

PERSONAL, ORDER, SELLER = "personal", "order", "seller"
REQUEST, KEY_LOST = "request", "key-lost"  # as `retention.policy` calls these reasons
# Whether nothing of it may come back: not so where a key was lost, by accident, nor of a seller that authorizes again.
FINAL = "reason NOT IN ('key-lost', 'authorization-ended')"
# What is kept when an order or a seller goes: the evidence of that, and of the law's own copies.
EVIDENCE = ("erasures", "erasure_requests", "endings", "archives")
_TRACES = "traces"  # the entry of `meta`
_WORTH_A_VACUUM = 16 * 2**20  # bytes of free pages, if they are half of the file

# When the personal data of an order `o` went: the evidence says so, an order that Amazon cancelled says it itself.
# Nothing is written into the order then, which would be most of the work of a purge.
ERASED_AT = f"""coalesce(o.personal_erased_at, (SELECT min(e.erased_at) FROM erasures e
    WHERE e.seller = o.seller AND e.order_id = o.order_id AND e.{FINAL}))"""  # noqa: S608
# What is erased now is in the certificate after the last one.
NEXT = "(SELECT coalesce(max(number), 0) + 1 FROM certificates)"
_DUE = """CREATE TEMP TABLE IF NOT EXISTS due
    (order_id TEXT, seller TEXT, version TEXT, what TEXT, reason TEXT, due_at TEXT, data_key BLOB)"""
# What another run changed since it was judged is judged again the next time: a recipient that it brought may not be
# in the archive yet.
_EVIDENCE = """INSERT INTO erasures (order_id, seller, what, reason, due_at, erased_at, created_at, certificate)
    SELECT d.order_id, d.seller, d.what, d.reason, d.due_at, ?, o.created_at, ? FROM due d CROSS JOIN orders o
    ON o.order_id = d.order_id AND o.seller = d.seller AND o.updated_at = d.version
    WHERE d.data_key IS (SELECT data_key FROM personal p WHERE p.order_id = d.order_id AND p.seller = d.seller)"""
_LAST = f"SELECT coalesce(max(id), 0), {NEXT} FROM erasures"  # noqa: S608  (constants, here and below)
_CHOSEN = "(order_id, seller) IN (SELECT order_id, seller FROM erasures WHERE id > ?)"
_WHOLE = f"{_CHOSEN[:-1]} AND what = '{ORDER}')"
# A killed run must not have it done without the erasure: the order would have to be archived a second time.
_STRIKE = f"DELETE FROM archived_orders WHERE {_CHOSEN[:-1]} AND reason = '{REQUEST}')"  # noqa: S608
_CANCELLED = f"""INSERT INTO erasures (order_id, seller, what, reason, due_at, erased_at, created_at, certificate)
    VALUES (?, ?, '{PERSONAL}', 'cancelled', ?, ?, ?, {NEXT})"""  # noqa: S608
_NOT_STORED = "(order_id, seller) NOT IN (SELECT order_id, seller FROM orders)"
# What Amazon's catalogue says of a product has no seller; asked for again where somebody needs it yet.
_UNLISTED = """DELETE FROM catalogue_weights WHERE (asin, marketplace_id) NOT IN
    (SELECT asin, marketplace_id FROM listings)"""
# Their number is used again, for the next feed; what became of them is read in the order.
_WITHOUT_FEED = "UPDATE parcels SET feed = NULL, feed_place = NULL WHERE seller = ?"
_HAS_NO_ORDERS = "NOT EXISTS (SELECT 1 FROM orders o WHERE o.seller = endings.seller)"
_SELLER = f"""INSERT INTO erasures (order_id, seller, what, reason, due_at, erased_at, created_at, certificate)
    VALUES ('', ?, '{SELLER}', ?, ?, ?, ?, {NEXT})"""  # noqa: S608


class Erasure(Struct, frozen=True, gc=False):
    """To erase: an order's personal data, or all of an order, while its version and data key are these."""

    seller: Seller
    order_id: str
    version: str
    what: str
    reason: str
    due_at: datetime
    data_key: bytes | None


@dataclass(frozen=True, slots=True)
class ErasedRow:
    """What the store keeps of an erasure."""

    id: int
    seller: Seller
    order_id: str
    what: str
    reason: str
    due_at: datetime
    erased_at: datetime
    certificate: int | None


class Erasing:
    """Erases orders of all sellers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def erase(self, erasures: Sequence[Erasure]) -> Counter[tuple[str, str]]:
        """Erase in one transaction; return how many orders, by kind and reason.

        The archive's index forgets in the same transaction where those are that somebody asked to be erased.
        Nothing of it comes back with a later import.
        """
        now = moment_text(clock.now())
        with self._database.writing() as sql:
            *last, number = sql.execute(_LAST).fetchone()
            sql.execute(_DUE)
            sql.executemany("INSERT INTO due VALUES (?, ?, ?, ?, ?, ?, ?)", [_row(one) for one in erasures])
            sql.execute(_EVIDENCE, (now, number))
            sql.execute("DELETE FROM due")
            tallies = sql.execute(
                "SELECT what, reason, count(*) FROM erasures WHERE id > ? GROUP BY what, reason", last
            ).fetchall()
            for table in SEALED_TABLES:
                sql.execute(f"DELETE FROM {table} WHERE {_CHOSEN}", last)  # noqa: S608
            for emptied in EMPTIED:
                sql.execute(f"{emptied} WHERE {_CHOSEN}", last)
            sql.execute(_STRIKE, last)
            if any(what == ORDER for what, _reason, _count in tallies):
                for table in _tables_with(sql, "order_id", "seller"):
                    sql.execute(f"DELETE FROM {table} WHERE {_WHOLE}", last)  # noqa: S608
                gone = sql.execute(f"SELECT order_id FROM erasures WHERE id > ? AND what = '{ORDER}'", last)  # noqa: S608
                forget_orders(sql, {order_id for (order_id,) in gone.fetchall()})
        return Counter({(what, reason): count for what, reason, count in tallies})

    def erase_seller(self, seller: Seller, *, reason: str, due_at: datetime) -> None:
        """Erase what there is of a seller beside orders: listings, weights, positions and the like.

        Orders that are stored yet stay, with all that is kept of each, and so does that the seller has gone.
        """
        now, text = moment_text(clock.now()), str(seller)
        with self._database.writing() as sql:
            sql.execute(_WITHOUT_FEED, (text,))
            of_orders = set(_tables_with(sql, "order_id", "seller"))
            for table in _tables_with(sql, "seller"):
                further = f" AND {_NOT_STORED}" if table in of_orders else ""
                sql.execute(f"DELETE FROM {table} WHERE seller = ?{further}", (text,))  # noqa: S608
            sql.execute(_UNLISTED)
            sql.execute(f"DELETE FROM endings WHERE seller = ? AND {_HAS_NO_ORDERS}", (text,))  # noqa: S608
            sql.execute(_SELLER, (text, reason, moment_text(due_at), now, now))

    def leave_no_trace(self) -> None:
        """Let nothing that was erased remain in the files. Raises BusyError while another run reads."""
        self._database.forget_history()
        if self.has_traces():
            with self._database.writing() as sql:
                sql.execute("DELETE FROM meta WHERE name = ?", (_TRACES,))
        if self._database.free_bytes(at_least=_WORTH_A_VACUUM):
            self._database.give_back()

    def has_traces(self) -> bool:
        """Whether a run that replaced or forgot a store key could not do that."""
        return self._database.row("SELECT 1 FROM meta WHERE name = ?", (_TRACES,)) is not None

    def pending_since(self) -> datetime | None:
        """Since when the oldest erasure was due that is in no certificate yet; None where all are."""
        row = self._database.row(f"SELECT min(due_at) FROM erasures WHERE certificate >= {NEXT}")  # noqa: S608
        return parse_optional_moment(row[0]) if row else None

    def of_order(self, order_id: str) -> list[ErasedRow]:
        """What was erased of an order, of all sellers."""
        where = "WHERE order_id = ? ORDER BY id"
        return [_erased(row) for row in self._database.rows(f"{_ROWS} {where}", (order_id,))]


_ROWS = f"""SELECT id, seller, order_id, what, reason, due_at, erased_at,
    CASE WHEN certificate < {NEXT} THEN certificate END FROM erasures"""  # noqa: S608


def note_traces(sql: Cursor) -> None:
    """Keep, in the transaction that leaves some, that traces are to be removed; see `Erasing.leave_no_trace`."""
    sql.execute("INSERT OR IGNORE INTO meta (name, value) VALUES (?, x'01')", (_TRACES,))


def barred(sql: Cursor, seller: str, order_ids: Sequence[str]) -> dict[str, str]:
    """By order id: what of these orders may not come in, since it was erased or is to be: `order` over `personal`."""
    of_these = f"WHERE seller = ? AND order_id IN ({', '.join('?' * len(order_ids))})"
    rows = sql.execute(
        f"""SELECT order_id, min(what) FROM (SELECT order_id, what FROM erasures {of_these} AND {FINAL} UNION ALL
            SELECT order_id, iif(is_whole IS NULL, '{PERSONAL}', '{ORDER}') FROM erasure_requests {of_these})
            GROUP BY order_id""",  # noqa: S608
        (seller, *order_ids) * 2,
    )
    return dict(rows.fetchall())


def note_erased(sql: Cursor, seller: str, cancelled: Sequence[Order], at: datetime) -> None:
    """Write down that the import of their cancellation destroyed the personal data of these orders."""
    rows = [
        (one.id, seller, moment_text(one.updated_at), moment_text(at), moment_text(one.created_at)) for one in cancelled
    ]
    sql.executemany(_CANCELLED, rows)
    for emptied in EMPTIED:
        sql.executemany(f"{emptied} WHERE order_id = ? AND seller = ?", [(one.id, seller) for one in cancelled])


def note_key_lost(sql: Cursor) -> None:
    """Write down that what is sealed can be opened by nobody any more, in the transaction that deletes it."""
    now = moment_text(clock.now())
    sealed = " UNION ".join(f"SELECT order_id, seller FROM {table}" for table in SEALED_TABLES)  # noqa: S608
    sql.execute(
        f"""INSERT INTO erasures (order_id, seller, what, reason, due_at, erased_at, created_at, certificate)
            SELECT o.order_id, o.seller, '{PERSONAL}', '{KEY_LOST}', ?, ?, o.created_at, {NEXT}
            FROM ({sealed}) s JOIN orders o ON o.order_id = s.order_id AND o.seller = s.seller""",  # noqa: S608
        (now, now),
    )


def _row(one: Erasure) -> Row:
    return one.order_id, str(one.seller), one.version, one.what, one.reason, moment_text(one.due_at), one.data_key


def _erased(row: Row) -> ErasedRow:
    id_, seller, order_id, what, reason, due_at, erased_at, certificate = row
    moments = parse_moment(due_at), parse_moment(erased_at)
    return ErasedRow(id_, parse_seller(seller), order_id, what, reason, *moments, certificate)


def _tables_with(sql: Cursor, *columns: str) -> list[str]:
    """The tables that have these columns, those of orders last; evidence is none of them."""
    marks = ", ".join("?" * len(columns))
    rows = sql.execute(
        f"SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' "  # noqa: S608
        f"AND c.name IN ({marks}) GROUP BY m.name HAVING count(*) = {len(columns)} ORDER BY m.name = 'orders', m.name",
        columns,
    )
    return [name for (name,) in rows.fetchall() if name not in EVIDENCE]
