"""Parcels, and what Amazon was told of them; see `shipping.journal` for what the states mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from sqlite3 import Cursor

from mwslink import clock
from mwslink.connections import Seller
from mwslink.orders.model import OrderStatus
from mwslink.shipping.journal import FeedRecord, Move, Note, ParcelRecord, Sent, State
from mwslink.shipping.model import Confirmation, Parcel
from mwslink.store.database import Database, Row
from mwslink.store.erasing import ERASED_AT
from mwslink.store.keys import StoreKey
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment, parse_seller
from mwslink.store.parcel_labels import TABLE, Label, open_label, seal_label
from mwslink.store.sealed import context_of
from mwslink.store.vault import Sealed, Vault

_COLUMNS = (
    "p.parcel_id, p.seller, p.order_id, p.status, p.state, p.changed_at, p.processed_at, p.settled_at, p.reason, "
    "p.text, p.feed, l.data_key, l.sealed"
)
_FROM = "FROM parcels p JOIN parcel_labels l ON l.parcel_id = p.parcel_id AND l.seller = p.seller"
_OPEN = f"""SELECT {_COLUMNS} {_FROM} JOIN orders o ON o.order_id = p.order_id AND o.seller = p.seller
    WHERE p.seller = ? AND o.marketplace_id = ? AND p.order_id IN
        (SELECT order_id FROM parcels WHERE seller = ? AND settled_at IS NULL AND state IN ({{states}}))
    ORDER BY p.order_id, length(p.parcel_id), p.parcel_id"""  # noqa: S608  (constants)
_OF_ORDER = f"""SELECT {_COLUMNS} {_FROM} WHERE p.order_id = ? AND p.seller = ?
    ORDER BY length(p.parcel_id), p.parcel_id"""
_SAVE_PARCEL = """INSERT INTO parcels (parcel_id, seller, order_id, status, state, changed_at, processed_at, reason,
        text) VALUES (?, ?, ?, ?, ?, ?, ?, '', '')
    ON CONFLICT (parcel_id, seller) DO UPDATE SET status = excluded.status, settled_at = NULL,
        processed_at = coalesce(parcels.processed_at, excluded.processed_at)"""
_SAVE_LABEL = """INSERT INTO parcel_labels (parcel_id, order_id, seller, data_key, sealed) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (parcel_id, seller) DO UPDATE SET data_key = excluded.data_key, sealed = excluded.sealed"""
_WITH_LABEL, _WITHOUT_LABEL = "with label", "without"
_PLACE = f"""SELECT o.status, {ERASED_AT}, p.parcel_id IS NOT NULL AND l.parcel_id IS NULL
    FROM orders o LEFT JOIN parcels p ON p.parcel_id = ? AND p.seller = o.seller
    LEFT JOIN parcel_labels l ON l.parcel_id = p.parcel_id AND l.seller = p.seller
    WHERE o.order_id = ? AND o.seller = ?"""  # noqa: S608  (constants)
_HELD = """SELECT p.status, p.order_id, l.data_key, l.sealed FROM parcels p
    JOIN parcel_labels l ON l.parcel_id = p.parcel_id AND l.seller = p.seller WHERE p.parcel_id = ? AND p.seller = ?"""
_SUBMIT = """UPDATE parcels SET state = ?, changed_at = ?, told_at = ?, settled_at = NULL, reason = '', text = '',
    feed = ?, feed_place = ? WHERE parcel_id = ? AND seller = ?"""
_MOVE = """UPDATE parcels SET state = ?, changed_at = CASE WHEN state = ? THEN changed_at ELSE ? END, settled_at = ?,
    reason = ?, text = ? WHERE parcel_id = ? AND seller = ?"""
_FEED = "id, intended_at, marketplace_ids, feed_id"


class Parcels:
    """The journal of all sellers' parcels (implements `shipping.journal.ConfirmationStore`)."""

    def __init__(self, database: Database, key: StoreKey) -> None:
        self._database = database
        self._key = key

    def save(self, seller: Seller, parcels: Sequence[Parcel]) -> int:
        """Keep parcels of the seller's stored orders as Sendcloud shows them; how many were new or changed.

        One whose label was erased stays erased, and so does one of an order whose personal data was.
        """
        if not parcels:
            return 0
        self._key.vault()
        with self._database.writing() as sql:
            vault = self._key.to_seal(sql, self._database.path)
            return sum(_save(sql, vault, seller, parcel) for parcel in parcels)

    def statuses(self, seller: Seller, order_id: str) -> list[str]:
        """The statuses of all parcels of an order, erased ones included."""
        rows = self._database.rows(
            "SELECT status FROM parcels WHERE order_id = ? AND seller = ?", (order_id, str(seller))
        )
        return [status for (status,) in rows]

    def open(self, seller: Seller, marketplace_ids: Sequence[str], *states: State) -> list[list[ParcelRecord]]:
        """By order: the parcels of each order with something that is not settled, in these states if any are given."""
        found = []
        wanted = states or tuple(State)
        statement = _OPEN.format(states=",".join("?" * len(wanted)))
        for marketplace_id in marketplace_ids:
            rows = self._database.rows(statement, (str(seller), marketplace_id, str(seller), *wanted))
            records = self._records(rows)
            found += [list(group) for _order, group in groupby(records, lambda one: one.order_id)]
        return found

    def of_order(self, seller: Seller, order_id: str) -> list[ParcelRecord]:
        """All parcels of an order that are not erased."""
        return self._records(self._database.rows(_OF_ORDER, (order_id, str(seller))))

    def submit(self, records: Sequence[tuple[ParcelRecord, Confirmation]]) -> None:
        """Note that Amazon is about to be told this; the parcels become `submitted`."""
        self._key.vault()
        with self._database.writing() as sql:
            self._submit(sql, records, feed=None)

    def move(self, moves: Sequence[Move]) -> None:
        """Put parcels into another state, now."""
        if moves:
            self._key.vault()
            with self._database.writing() as sql:
                self._move(sql, moves)

    def open_feed(
        self, seller: Seller, marketplace_ids: Sequence[str], records: Sequence[tuple[ParcelRecord, Confirmation]]
    ) -> FeedRecord:
        """Note that a feed with these confirmations is about to be submitted; the parcels become `submitted`."""
        self._key.vault()
        now = clock.now()
        with self._database.writing() as sql:
            sql.execute(
                "INSERT INTO confirmation_feeds (seller, marketplace_ids, intended_at) VALUES (?, ?, ?) RETURNING id",
                (str(seller), ",".join(marketplace_ids), moment_text(now)),
            )
            number = int(sql.fetchone()[0])
            self._submit(sql, records, feed=number)
        return FeedRecord(number, now, tuple(marketplace_ids))

    def name_feed(self, feed: FeedRecord, feed_id: str) -> None:
        """Note Amazon's id of a feed that was submitted."""
        with self._database.writing() as sql:
            sql.execute("UPDATE confirmation_feeds SET feed_id = ? WHERE id = ?", (feed_id, feed.id))

    def close_feed(self, feed: FeedRecord, moves: Sequence[Move]) -> None:
        """Note what became of a feed's parcels, and that nothing more is to come."""
        self._key.vault()
        with self._database.writing() as sql:
            self._move(sql, moves)
            sql.execute("UPDATE parcels SET feed = NULL, feed_place = NULL WHERE feed = ?", (feed.id,))
            sql.execute(
                "UPDATE confirmation_feeds SET collected_at = ? WHERE id = ?", (moment_text(clock.now()), feed.id)
            )

    def open_feeds(self, seller: Seller) -> list[FeedRecord]:
        """Feeds of the seller that are not closed."""
        rows = self._database.rows(
            f"SELECT {_FEED} FROM confirmation_feeds WHERE seller = ? AND collected_at IS NULL ORDER BY id",  # noqa: S608
            (str(seller),),
        )
        return [FeedRecord(number, parse_moment(at), tuple(ids.split(",")), id_) for number, at, ids, id_ in rows]

    def known_feeds(self, seller: Seller) -> set[str]:
        """Amazon's ids of all feeds of the seller in the journal."""
        rows = self._database.rows(
            "SELECT feed_id FROM confirmation_feeds WHERE seller = ? AND feed_id IS NOT NULL", (str(seller),)
        )
        return {feed_id for (feed_id,) in rows}

    def in_feed(self, feed: FeedRecord) -> list[ParcelRecord]:
        """The parcels of a feed that is not closed, in the order they were written in it."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} {_FROM} WHERE p.feed = ? ORDER BY p.feed_place",
            (feed.id,),
        )
        return self._records(rows)

    def _records(self, rows: Sequence[Row]) -> list[ParcelRecord]:
        if not rows:
            return []
        vault = self._key.to_open(self._database)
        return [_record(vault, row) for row in rows]

    def _submit(self, sql: Cursor, records: Sequence[tuple[ParcelRecord, Confirmation]], *, feed: int | None) -> None:
        vault = self._key.to_seal(sql, self._database.path)
        now = moment_text(clock.now())
        for place, (record, confirmation) in enumerate(records, 1):
            seller, parcel = str(record.seller), record.parcel
            state = State.SUBMITTED
            sql.execute(_SUBMIT, (state, now, now, feed, place if feed else None, parcel.id, seller))
            _save_label(sql, vault, seller, Label.of(parcel, record.sent, Sent.of(confirmation)), parcel)

    def _move(self, sql: Cursor, moves: Iterable[Move]) -> None:
        now = moment_text(clock.now())
        vault: Vault | None = None
        for move in moves:
            record, state = move.record, move.state
            settled_at = now if move.settles else None
            place = (record.parcel.id, str(record.seller))
            sql.execute(_MOVE, (state, state, now, settled_at, move.note.reason, move.note.text, *place))
            if move.is_shown and record.sending:
                vault = vault or self._key.to_seal(sql, self._database.path)
                _save_label(sql, vault, place[1], Label.of(record.parcel, record.sending, None), record.parcel)


def _save(sql: Cursor, vault: Vault, seller: Seller, parcel: Parcel) -> int:
    place = _place_for(sql, seller, parcel)
    if place is None:
        return 0
    if place == _WITHOUT_LABEL:
        parcel = replace(parcel, tracking_number="", items=())
    held = _held(sql, vault, seller, parcel)
    if held and held[0] == parcel:
        return 0
    now = moment_text(clock.now())
    at = moment_text(parcel.updated_at) if parcel.updated_at else now
    processed_at = at if parcel.is_processed else None
    row = (parcel.id, str(seller), parcel.order_number, parcel.status, State.SEEN, now, processed_at)
    sql.execute(_SAVE_PARCEL, row)
    sent, sending = (held[1].sent, held[1].sending) if held else (None, None)
    _save_label(sql, vault, str(seller), Label.of(parcel, sent, sending), parcel)
    return 1


def _place_for(sql: Cursor, seller: Seller, parcel: Parcel) -> str | None:
    """How the parcel may be held: with its label, without what leads to the buyer, or (None) not at all.

    An order that Amazon cancelled has lost its personal data already; its label is to be warned of all the same.
    """
    row = sql.execute(_PLACE, (parcel.id, parcel.order_number, str(seller))).fetchone()
    if row is None or row[2]:
        return None
    status, erased_at, _is_erased = row
    if not erased_at:
        return _WITH_LABEL
    return _WITHOUT_LABEL if status == OrderStatus.CANCELLED else None


def _held(sql: Cursor, vault: Vault, seller: Seller, parcel: Parcel) -> tuple[Parcel, Label] | None:
    """The parcel and its label as they are held."""
    row = sql.execute(_HELD, (parcel.id, str(seller))).fetchone()
    if row is None:
        return None
    status, order_id, *sealed = row
    label = open_label(vault, Sealed(*sealed), context=_context(str(seller), order_id))
    return label.parcel(parcel.id, order_id, status), label


def _save_label(sql: Cursor, vault: Vault, seller: str, label: Label, parcel: Parcel) -> None:
    sealed = seal_label(vault, label, context=_context(seller, parcel.order_number))
    sql.execute(_SAVE_LABEL, (parcel.id, parcel.order_number, seller, sealed.data_key, sealed.text))


def _context(seller: str, order_id: str) -> str:
    return context_of(TABLE, seller, order_id)


def _record(vault: Vault, row: Row) -> ParcelRecord:
    id_, seller, order_id, status, state, changed_at, processed_at, settled_at, reason, text, feed, *sealed = row
    label = open_label(vault, Sealed(*sealed), context=_context(seller, order_id))
    return ParcelRecord(
        parse_seller(seller),
        label.parcel(id_, order_id, status),
        State(state),
        parse_moment(changed_at),
        processed_at=parse_optional_moment(processed_at),
        sent=label.sent,
        sending=label.sending,
        feed=feed,
        note=Note(reason, text),
        is_settled=settled_at is not None,
    )
