"""Which parcels to look at beside those that Sendcloud lists as changed, and up to when its changes are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from sqlite3 import Cursor

from mwslink import clock
from mwslink.shipping.parcel_poll import WEBHOOK, Hint
from mwslink.store.database import Database
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment

# Of two messages about a parcel the later one counts, whichever came first; the same one again is nothing new.
_NOTE = """INSERT INTO parcel_hints (parcel_id, cause, at, version, order_number) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (parcel_id) DO UPDATE SET cause = excluded.cause, version = excluded.version,
        order_number = excluded.order_number
    WHERE excluded.version > parcel_hints.version OR parcel_hints.cause <> excluded.cause"""
_MARK = """INSERT INTO shipment_marks (source, changed_until) VALUES (?, ?)
    ON CONFLICT (source) DO UPDATE SET changed_until = max(changed_until, excluded.changed_until)"""
_UNTOLD = """settled_at IS NULL AND told_at IS NULL AND EXISTS (SELECT 1 FROM parcel_labels l
    WHERE l.parcel_id = parcels.parcel_id AND l.seller = parcels.seller)"""
_LOOK_AGAIN = f"""INSERT INTO parcel_hints (parcel_id, cause, at, version, order_number)
    SELECT parcel_id, '{WEBHOOK}', ?, '', order_id FROM parcels WHERE {_UNTOLD} ON CONFLICT DO NOTHING"""  # noqa: S608


def look_again(sql: Cursor) -> None:
    """Before the labels are lost with the store key: the parcels Amazon was not told of are to be asked for anew.

    A parcel that stays without its label counts as erased, and Amazon would never be told of it.
    """
    sql.execute(_LOOK_AGAIN, (moment_text(clock.now()),))
    sql.execute(f"DELETE FROM parcels WHERE {_UNTOLD}")  # noqa: S608


class Hints:
    """The parcels to look at, and the marks of the sources (implements `shipping.parcel_poll.HintStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, hints: Iterable[Hint]) -> int:
        """Keep hints; how many said something new."""
        now = moment_text(clock.now())
        count = 0
        with self._database.writing() as sql:
            for hint in hints:
                row = (hint.parcel_id, hint.cause, now, hint.version, hint.order_number)
                count += sql.execute(_NOTE, row).rowcount
        return count

    def pending(self) -> list[Hint]:
        """All of them, the oldest first."""
        rows = self._database.rows("SELECT parcel_id, cause, at, version, order_number FROM parcel_hints ORDER BY at")
        return [Hint(id_, cause, version, number, parse_moment(at)) for id_, cause, at, version, number in rows]

    def drop(self, hints: Sequence[Hint]) -> None:
        """Forget hints that were followed; not those that a later message renewed meanwhile."""
        with self._database.writing() as sql:
            sql.executemany(
                "DELETE FROM parcel_hints WHERE parcel_id = ? AND version = ? AND cause = ?",
                [(hint.parcel_id, hint.version, hint.cause) for hint in hints],
            )

    def mark(self, source: str) -> datetime | None:
        """Up to when the source's changes are known; None before the first time."""
        row = self._database.row("SELECT changed_until FROM shipment_marks WHERE source = ?", (source,))
        return parse_optional_moment(row[0]) if row else None

    def move_mark(self, source: str, changed_until: datetime) -> None:
        """Note up to when they are known now; never goes back."""
        with self._database.writing() as sql:
            sql.execute(_MARK, (source, moment_text(changed_until)))
