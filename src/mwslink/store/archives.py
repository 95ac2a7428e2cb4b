"""The index of the archive: which bundles there are, how sure they are, and which orders are in them.

SEALED     written down with its digest before it is sent off; its orders do not count as archived yet
VERIFIED   read back, or confirmed by the storage's own checksum: its orders may be erased here
DAMAGED    was verified, and is not whole or not there any more
REPLACED   damaged, and all its orders were in verified bundles then: nothing is lost, whatever becomes of its rows
EXPIRED    deleted after its years; the row stays as evidence, without order ids
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment, parse_seller

if TYPE_CHECKING:
    from mwslink.connections import Seller
    from mwslink.store.database import Database, Row, Value

_COLUMNS = (
    "id, seller, year, place, state, created_at, expires_on, orders, size, sha256, manifest_sha256, proof_sha256, "
    "verified_at, expired_at"
)
# Verified elsewhere with the same personal data or newer. An order whose row is gone counts as lost with its bundle.
_MADE_GOOD = """SELECT count(*) FROM archived_orders o WHERE o.archive_id = archives.id AND EXISTS (
    SELECT 1 FROM archived_orders a JOIN archives v ON v.id = a.archive_id
    WHERE a.order_id = o.order_id AND a.seller = o.seller AND a.version >= o.version AND v.state = 'verified')"""
_REPLACED = f"UPDATE archives SET state = 'replaced' WHERE state = 'damaged' AND orders <= ({_MADE_GOOD})"  # noqa: S608
# What an import completed since it was sealed is to be archived again, as in `store.pages`.
_ADD_ORDER = """INSERT OR IGNORE INTO archived_orders (archive_id, order_id, seller, version)
    VALUES (?, ?, ?, iif(? < (SELECT is_whole FROM personal WHERE order_id = ? AND seller = ?), '', ?))"""


class State(StrEnum):
    """How sure a bundle is."""

    SEALED = "sealed"
    VERIFIED = "verified"
    DAMAGED = "damaged"
    REPLACED = "replaced"
    EXPIRED = "expired"


# Those whose files are to be looked at, and to go one day.
KEPT = (State.VERIFIED, State.DAMAGED, State.REPLACED)


@dataclass(frozen=True)
class ArchiveRecord:
    """A bundle of one seller's orders of one year; `proof_sha256` is the digest of what only its reader finds in it."""

    id: str
    seller: Seller
    year: int
    place: str
    created_at: datetime
    expires_on: date
    orders: int
    size: int
    sha256: str
    manifest_sha256: str
    proof_sha256: str
    state: State = State.SEALED
    verified_at: datetime | None = None
    expired_at: datetime | None = None


@dataclass(frozen=True)
class Rehearsal:
    """A bundle was opened with the private key, down to its end."""

    archive_id: str
    at: datetime
    orders: int


class Archives:
    """The index of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, record: ArchiveRecord, orders: Sequence[tuple[str, str, bool]]) -> None:
        """Write down a sealed bundle with its orders (id, version, whether whole), before it is sent off."""
        with self._database.writing() as sql:
            sql.execute(
                f"INSERT INTO archives ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",  # noqa: S608
                _values(record),
            )
            seller = str(record.seller)
            rows = [(record.id, id_, seller, int(whole), id_, seller, version) for id_, version, whole in orders]
            sql.executemany(_ADD_ORDER, rows)

    def confirm(self, archive_id: str, place: str) -> None:
        """The bundle is at this place, whole."""
        now = moment_text(clock.now())
        self._set(archive_id, "state = ?, verified_at = ?, place = ?", State.VERIFIED, now, place)

    def doubt(self, archive_id: str) -> None:
        """The bundle is not whole any more: its orders are not covered until it is found whole again."""
        self._set(archive_id, "state = iif(state = 'replaced', state, ?)", State.DAMAGED)

    def _set(self, archive_id: str, what: str, *values: Value) -> None:
        with self._database.writing() as sql:
            sql.execute(f"UPDATE archives SET {what} WHERE id = ?", (*values, archive_id))  # noqa: S608
            sql.execute(_REPLACED)

    def drop(self, archive_id: str) -> None:
        """A bundle that never arrived; its orders go into another one."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM archives WHERE id = ?", (archive_id,))

    def expire(self, archive_id: str) -> None:
        """The bundle was deleted; what stays is that it was."""
        with self._database.writing() as sql:
            sql.execute(
                "UPDATE archives SET state = ?, expired_at = ? WHERE id = ?",
                (State.EXPIRED, moment_text(clock.now()), archive_id),
            )
            sql.execute("DELETE FROM archived_orders WHERE archive_id = ?", (archive_id,))

    def all(self, *states: State) -> list[ArchiveRecord]:
        """The bundles in these states (all without any), the oldest first."""
        wanted = states or tuple(State)
        marks = ", ".join("?" * len(wanted))
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM archives WHERE state IN ({marks}) ORDER BY created_at, id",  # noqa: S608
            wanted,
        )
        return [_record(row) for row in rows]

    def lost(self) -> list[str]:
        """The ids of the damaged bundles whose orders were never all in verified ones, the oldest first."""
        return [one.id for one in self.all(State.DAMAGED)]

    def get(self, archive_id: str) -> ArchiveRecord | None:
        """One bundle."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM archives WHERE id = ?", (archive_id,))  # noqa: S608
        return _record(row) if row else None

    def holding(self, order_id: str) -> list[str]:
        """The ids of the bundles an order is in."""
        rows = self._database.rows("SELECT DISTINCT archive_id FROM archived_orders WHERE order_id = ?", (order_id,))
        return [archive_id for (archive_id,) in rows]

    def among(self, seller: Seller, order_ids: Sequence[str]) -> set[str]:
        """Which of these orders are in some bundle."""
        query = "SELECT 1 FROM archived_orders WHERE order_id = ? AND seller = ? LIMIT 1"
        return {one for one in order_ids if self._database.row(query, (one, str(seller)))}

    def note_rehearsal(self, archive_id: str, orders: int) -> None:
        """A bundle was opened with the private key."""
        with self._database.writing() as sql:
            sql.execute(
                "INSERT INTO rehearsals (archive_id, at, orders) VALUES (?, ?, ?)",
                (archive_id, moment_text(clock.now()), orders),
            )

    def last_rehearsal(self) -> Rehearsal | None:
        """The last one that worked."""
        row = self._database.row("SELECT archive_id, at, orders FROM rehearsals ORDER BY at DESC, id DESC LIMIT 1")
        return Rehearsal(row[0], parse_moment(row[1]), row[2]) if row else None


def _values(record: ArchiveRecord) -> Row:
    return (
        record.id,
        str(record.seller),
        record.year,
        record.place,
        record.state,
        moment_text(record.created_at),
        record.expires_on.isoformat(),
        record.orders,
        record.size,
        record.sha256,
        record.manifest_sha256,
        record.proof_sha256,
    )


def _record(row: Row) -> ArchiveRecord:
    id_, seller, year, place, state, created_at, expires_on, *facts, verified_at, expired_at = row
    orders, size, sha256, manifest_sha256, proof_sha256 = facts
    return ArchiveRecord(
        id_,
        parse_seller(seller),
        year,
        place,
        parse_moment(created_at),
        date.fromisoformat(expires_on),
        orders,
        size,
        sha256,
        manifest_sha256,
        proof_sha256,
        State(state),
        parse_optional_moment(verified_at),
        parse_optional_moment(expired_at),
    )
