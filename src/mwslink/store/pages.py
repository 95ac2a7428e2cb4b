"""Write a page of orders within one transaction, each version judged against what is held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from sqlite3 import Cursor

from mwslink import clock
from mwslink.orders.model import Order, PersonalData
from mwslink.orders.pull import Pulled, Source, Tally
from mwslink.store.database import Row
from mwslink.store.documents import order_document, personal_document
from mwslink.store.erasing import ERASED_AT, ORDER, barred, note_erased
from mwslink.store.keys import StoreKey
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment
from mwslink.store.sealed import context_of
from mwslink.store.sightings import note_sightings
from mwslink.store.versions import Held, Personal, Verdict, after, completes, judge

_HELD = f"""SELECT o.order_id, o.updated_at, o.status, o.country, p.updated_at, {ERASED_AT}, p.is_whole
    FROM orders o LEFT JOIN personal p ON p.order_id = o.order_id AND p.seller = o.seller
    WHERE o.seller = ? AND o.order_id IN """  # noqa: S608  (constants)
_SAVE_ORDER = """INSERT INTO orders (order_id, seller, country, personal_erased_at, marketplace_id, created_at,
        updated_at, ship_by, status, fulfilled_by, total, currency, items, document)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (order_id, seller) DO UPDATE SET country = excluded.country,
        personal_erased_at = excluded.personal_erased_at, marketplace_id = excluded.marketplace_id,
        created_at = excluded.created_at, updated_at = excluded.updated_at, ship_by = excluded.ship_by,
        status = excluded.status, fulfilled_by = excluded.fulfilled_by, total = excluded.total,
        currency = excluded.currency, items = excluded.items, document = excluded.document"""
_SAVE_COUNTRY = "UPDATE orders SET country = ?, personal_erased_at = NULL WHERE order_id = ? AND seller = ?"
_SAVE_PERSONAL = """INSERT INTO personal (order_id, seller, updated_at, is_whole, data_key, sealed)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (order_id, seller) DO UPDATE SET updated_at = excluded.updated_at, is_whole = excluded.is_whole,
        data_key = excluded.data_key, sealed = excluded.sealed"""
_DESTROY_PERSONAL = "DELETE FROM personal WHERE order_id = ? AND seller = ?"
# What was archived is the same version, with less in it.
_ARCHIVE_AGAIN = "UPDATE archived_orders SET version = '' WHERE order_id = ? AND seller = ?"
NEW, CHANGED, UNCHANGED = Tally(new=1), Tally(changed=1), Tally(unchanged=1)
_AT_ONCE = 500  # values in one IN list


class PageWriter:
    """Saves the orders of one seller within the transaction of `sql`."""

    def __init__(self, sql: Cursor, key: StoreKey, path: Path, sources: Sequence[Source] = ()) -> None:
        self._sources = sources
        self._seen: list[Order] = []
        self._sql = sql
        self._key = key
        self._path = path
        self._now = clock.now()
        self._orders: dict[str, Order] = {}
        self._personal: dict[str, PersonalData | None] = {}
        self._completed: set[str] = set()

    def save(self, seller: str, page: Sequence[Order]) -> Pulled:
        """Save the page; return how many of its orders were new, changed or unchanged."""
        page = self._admitted(seller, page)
        held = self._held(seller, {order.id for order in page})
        tallies: dict[str, Tally] = {}
        for order in page:
            before = held.get(order.id)
            verdict = judge(before, order)
            done = UNCHANGED if not verdict.changes else NEW if before is None else CHANGED
            tallies[order.marketplace_id] = tallies.get(order.marketplace_id, Tally()) + done
            if verdict.changes:
                held[order.id] = after(before, order, verdict, self._now)
                self._take(order, verdict)
                if completes(before, held[order.id]):
                    self._completed.add(order.id)
                self._seen.append(order)
        self._write(seller, held)
        total = sum(tallies.values(), Tally())
        return Pulled(total.new, total.changed, total.unchanged, by_marketplace=tallies)

    def _take(self, order: Order, verdict: Verdict) -> None:
        if verdict.takes_order:
            self._orders[order.id] = order
        if verdict.personal is not Personal.KEEP:
            self._personal[order.id] = order.personal if verdict.personal is Personal.TAKE else None

    def _admitted(self, seller: str, page: Sequence[Order]) -> list[Order]:
        """The page without what was erased for good."""
        gone: dict[str, str] = {}
        ids = iter({order.id for order in page})
        while some := list(islice(ids, _AT_ONCE)):
            gone |= barred(self._sql, seller, some)
        admitted = [order for order in page if gone.get(order.id) != ORDER]
        return [order.without_personal() if order.id in gone else order for order in admitted] if gone else admitted

    def _held(self, seller: str, order_ids: Iterable[str]) -> dict[str, Held]:
        found: dict[str, Held] = {}
        ids = iter(order_ids)
        while some := list(islice(ids, _AT_ONCE)):
            marks = ",".join("?" * len(some))
            found |= {row[0]: _held(row) for row in self._sql.execute(f"{_HELD} ({marks})", (seller, *some))}
        return found

    def _write(self, seller: str, held: dict[str, Held]) -> None:
        self._sql.executemany(_SAVE_ORDER, [_row(seller, order, held[id_]) for id_, order in self._orders.items()])
        note_sightings(self._sql, seller, self._seen, self._sources, at=self._now)
        taken = {id_: personal for id_, personal in self._personal.items() if personal}
        destroyed = [(id_, seller) for id_ in self._personal.keys() - taken.keys()]
        self._sql.executemany(_DESTROY_PERSONAL, destroyed)
        note_erased(self._sql, seller, [self._orders[id_] for id_, _seller in destroyed], self._now)
        if not taken:
            return
        self._sql.executemany(
            _SAVE_COUNTRY, [(held[id_].country, id_, seller) for id_ in taken.keys() - self._orders.keys()]
        )
        vault = self._key.to_seal(self._sql, self._path)
        rows = []
        for id_, personal in taken.items():
            sealed = vault.seal_apart(personal_document(personal), context=context_of("personal", seller, id_))
            version = moment_text(held[id_].personal_at or self._now)
            rows.append((id_, seller, version, int(personal.is_whole), sealed.data_key, sealed.text))
        self._sql.executemany(_SAVE_PERSONAL, rows)
        self._sql.executemany(_ARCHIVE_AGAIN, [(id_, seller) for id_ in self._completed])


def _held(row: Row) -> Held:
    _id, updated_at, status, country, personal_at, erased_at, is_whole = row
    return Held(
        parse_moment(updated_at),
        status,
        country,
        parse_optional_moment(personal_at),
        parse_optional_moment(erased_at),
        bool(is_whole),
    )


def _row(seller: str, order: Order, held: Held) -> Row:
    return (
        order.id,
        seller,
        held.country,
        moment_text(held.erased_at) if held.erased_at else None,
        order.marketplace_id,
        moment_text(order.created_at),
        moment_text(order.updated_at),
        moment_text(order.ship_by.latest) if order.ship_by.latest else None,
        str(order.status),
        order.fulfilled_by,
        str(order.total.amount) if order.total else None,
        order.total.currency if order.total else None,
        sum(item.quantity for item in order.items),
        order_document(order),
    )
