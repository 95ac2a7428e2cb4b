"""Who opened personal data: command, user, how often and what for; no content and no order ids.

A row is written before the first text is opened, and its count runs ahead of what is opened: what a killed run read is
never more than the log says. The end of the run puts the exact number there.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from sqlite3 import Cursor

from mwslink import clock
from mwslink.errors import MwslinkError
from mwslink.store.database import Database
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment

KEPT = timedelta(days=400)  # Amazon asks for twelve months
_AHEAD = 500
_ADD = "INSERT INTO accesses (at, command, user, purpose, opened) VALUES (?, ?, ?, ?, ?) RETURNING id"
_SELECT = "SELECT id, at, command, user, purpose, opened, ended_at FROM accesses"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who opens the store: the command's words, the user of the operating system, and what for."""

    command: str = ""
    user: str = ""
    purpose: str = "other"


@dataclass(frozen=True, slots=True)
class Access:
    """A run that opened personal data; without an end it was killed, or is running."""

    id: int
    at: datetime
    command: str
    user: str
    purpose: str
    opened: int
    ended_at: datetime | None


class AccessLog:
    """The log of one store, and the row of this run in it."""

    def __init__(self, database: Database, reader: Reader) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._row: int | None = None
        self._opened = self._noted = 0
        self.reader = reader

    def read_for(self, purpose: str) -> None:
        """What for, where the command alone does not tell; before anything is opened."""
        self.reader = replace(self.reader, purpose=purpose)

    def note(self) -> None:
        """A text is about to be opened. Raises what keeps it from being written down; then nothing may be opened."""
        with self._lock:
            self._opened += 1
            if self._opened > self._noted:
                noted = self._opened - 1 + min(self._opened, _AHEAD)
                self._write(noted)
                self._noted = noted

    def _write(self, opened: int) -> None:
        with self._database.joining() as sql:
            if self._row is not None:
                sql.execute("UPDATE accesses SET opened = ? WHERE id = ?", (opened, self._row))
                return
            now, reader = clock.now(), self.reader
            _forget_old(sql)
            sql.execute(_ADD, (moment_text(now), reader.command, reader.user, reader.purpose, opened))
            self._row = int(sql.fetchone()[0])

    def forget_old(self) -> None:
        """Delete the rows that were kept long enough."""
        with self._database.joining() as sql:
            _forget_old(sql)

    def finish(self) -> None:
        """Put the exact number there; a store that is busy keeps the greater one."""
        if self._row is None:
            return
        with suppress(MwslinkError), self._database.joining() as sql:
            values = (self._opened, moment_text(clock.now()), self._row)
            sql.execute("UPDATE accesses SET opened = ?, ended_at = ? WHERE id = ?", values)

    def recent(self, limit: int, *, since: datetime | None = None) -> Sequence[Access]:
        """The last runs that opened something, the latest first."""
        after = moment_text(since) if since else ""
        rows = self._database.rows(f"{_SELECT} WHERE at >= ? ORDER BY id DESC LIMIT ?", (after, limit))
        return [
            Access(id_, parse_moment(at), command, user, purpose, opened, parse_optional_moment(ended_at))
            for id_, at, command, user, purpose, opened, ended_at in rows
        ]

    def reaches_back_to(self) -> datetime | None:
        """The moment of the oldest row."""
        row = self._database.row("SELECT min(at) FROM accesses")
        return parse_optional_moment(row[0]) if row else None


def _forget_old(sql: Cursor) -> None:
    sql.execute("DELETE FROM accesses WHERE at < ?", (moment_text(clock.now() - KEPT),))
