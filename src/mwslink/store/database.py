"""One SQLite database behind a lock: transactions and the few things another database would do differently.

The statements elsewhere in this package are plain SQL with `?` for values, upserts included, and are written once for
every database. What is SQLite's own stands here: how it is opened, how a writing transaction begins, and how deleted
content leaves the files. (How its tables are listed stands in `migrations`.)

`synchronous=NORMAL`: a killed process loses nothing; when the power fails, the last transactions may be gone, but whole
and in order, so that marks and positions never run ahead of the orders they stand for and the next import fetches the
rest again. Erasing is the exception, it is forced to the disk (`forget_history`).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from mwslink.errors import BusyError
from mwslink.messages import _
from mwslink.store import files
from mwslink.store.failures import translated

Row = tuple[Any, ...]
Value = str | int | float | bytes | None
TIMEOUT_SECONDS = 30.0
_PRAGMAS = ("secure_delete = ON", "foreign_keys = ON", "synchronous = NORMAL")


class Database:
    """An open database; safe for threads, one of which writes at a time."""

    def __init__(self, path: Path, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self.path = path
        self._timeout = timeout
        self._lock = threading.RLock()
        files.prepare(path)
        with translated(path):
            self._connection = sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False)
            for pragma in _PRAGMAS:
                self._connection.execute(f"PRAGMA {pragma}")

    def use_log(self) -> None:
        """Write ahead of the database file, so that readers and the writer do not wait for each other."""
        if self.row("PRAGMA journal_mode") == ("wal",):
            return
        with self.alone():  # of two processes that switch at once one fails, without waiting
            self.row("PRAGMA journal_mode = WAL")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from creating or changing the tables; raises BusyError after the time-out."""
        with files.locked(self.path, "tables", wait_seconds=self._timeout):
            yield

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Cursor]:
        """A transaction: all of it is saved when the block ends, nothing when it raises.

        Raises BusyError when another process has been writing for too long, StoreError for all else.
        """
        with self._lock, translated(self.path):
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection.cursor()
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def joining(self) -> Iterator[sqlite3.Cursor]:
        """The transaction that is under way in this thread, or one of its own; raises as `writing` does."""
        with self._lock:
            if self._connection.in_transaction:
                yield self._connection.cursor()
            else:
                with self.writing() as sql:
                    yield sql

    def _roll_back(self) -> None:
        if self._connection.in_transaction:  # a full disk may have ended it already
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """The rows of one query, all at once: a query never stays open while others wait for the lock."""
        with self._lock, translated(self.path):
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row of a query, None where there is none."""
        with self._lock, translated(self.path):
            row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def forget_history(self) -> None:
        """Let nothing that was deleted or replaced remain in the files. Raises BusyError while another run reads."""
        row = self.row("PRAGMA wal_checkpoint(TRUNCATE)")
        if row and row[0]:
            raise BusyError(
                _("Erased data is still in the write-ahead log of {path}, which another run is using.").format(
                    path=self.path
                ),
                hint=_("Run the command again when that run has ended."),
            )

    def free_bytes(self, *, at_least: int) -> int:
        """How much of the file is empty pages, if that is at least so much and half of it; else 0."""
        size, pages, free = (self._number(name) for name in ("page_size", "page_count", "freelist_count"))
        return free * size if free * size >= at_least and 2 * free >= pages else 0

    def _number(self, pragma: str) -> int:
        row = self.row(f"PRAGMA {pragma}")
        return int(row[0]) if row else 0

    def give_back(self) -> None:
        """Make the file smaller by its empty pages, unless another run is busy: it can wait for another day."""
        with suppress(BusyError), self._lock, translated(self.path):
            self._connection.execute("VACUUM")
            self.forget_history()

    def close(self) -> None:
        """Let go of the files; the last one to leave tidies up the write-ahead log."""
        with self._lock, suppress(sqlite3.Error):
            self._connection.close()
