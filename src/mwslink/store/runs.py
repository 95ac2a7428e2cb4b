"""The run journal: what each run was asked, what it did and how it ended; no personal data.

It names orders only as long as they are stored: what is asked to go whole, or is too old, goes here too.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from sqlite3 import Cursor

from mwslink import clock
from mwslink.store.database import Database, Row
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment

KEPT = timedelta(days=400)  # a year for the auditor, and some
RUNNING = "running"
INTERRUPTED = "interrupted"
NOT_STORED = "(not stored)"  # in the place of an order's ID
_ORDER_ID = re.compile(r"\b[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}\b")
_TEXTS = (("runs", "summary"), ("run_events", "text"))
_AT_ONCE = 500  # values in one IN list


@dataclass(frozen=True)
class RunEvent:
    """Something worth telling that happened in a run."""

    at: datetime
    connection: str
    level: str
    text: str


@dataclass(frozen=True)
class Run:
    """A run of a command; `status` is running, interrupted (it was killed) or what it ended with."""

    id: int
    command: str
    names: tuple[str, ...]
    started_at: datetime
    finished_at: datetime | None
    status: str
    exit_code: int | None
    summary: Mapping[str, object]
    events: tuple[RunEvent, ...] = ()


class Runs:
    """The journal of all runs on this store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, command: str, names: Sequence[str] = ()) -> int:
        """Note that a run begins; return its id. Runs whose process is gone are marked interrupted, old ones go."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM runs WHERE started_at < ?", (moment_text(clock.now() - KEPT),))
            running = sql.execute("SELECT id, process FROM runs WHERE status = ?", (RUNNING,)).fetchall()
            gone = [(INTERRUPTED, id_) for id_, process in running if not _is_alive(process)]
            sql.executemany("UPDATE runs SET status = ? WHERE id = ?", gone)
            sql.execute(
                "INSERT INTO runs (command, names, process, started_at, status, summary) VALUES (?, ?, ?, ?, ?, '{}') "
                "RETURNING id",
                (command, json.dumps(list(names)), _process(os.getpid()), moment_text(clock.now()), RUNNING),
            )
            return int(sql.fetchone()[0])

    def note(self, run_id: int, connection: str, level: str, text: str) -> None:
        """Add an event to a run."""
        with self._database.writing() as sql:
            sql.execute(
                "INSERT INTO run_events (run_id, at, connection, level, text) VALUES (?, ?, ?, ?, ?)",
                (run_id, moment_text(clock.now()), connection, level, _of_stored(sql, text)),
            )

    def finish(self, run_id: int, status: str, exit_code: int, summary: Mapping[str, object]) -> None:
        """Note how a run ended."""
        text = json.dumps(dict(summary), default=_plain)
        with self._database.writing() as sql:
            sql.execute(
                "UPDATE runs SET finished_at = ?, status = ?, exit_code = ?, summary = ? WHERE id = ?",
                (moment_text(clock.now()), status, exit_code, _of_stored(sql, text), run_id),
            )

    def recent(self, limit: int = 20) -> list[Run]:
        """The last runs, latest first, with their events."""
        rows = self._database.rows(
            "SELECT id, command, names, started_at, finished_at, status, exit_code, summary, process FROM runs "
            "ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return [_run(row, self._events(row[0])) for row in rows]

    def last_success(self, command: str) -> datetime | None:
        """When a run of this command last ended well."""
        query = "SELECT max(finished_at) FROM runs WHERE command = ? AND status = 'success'"
        row = self._database.row(query, (command,))
        return parse_optional_moment(row[0]) if row else None

    def _events(self, run_id: int) -> tuple[RunEvent, ...]:
        rows = self._database.rows(
            "SELECT at, connection, level, text FROM run_events WHERE run_id = ? ORDER BY id", (run_id,)
        )
        return tuple(RunEvent(parse_moment(at), *rest) for at, *rest in rows)


def forget_orders(sql: Cursor, order_ids: Container[str]) -> None:
    """Let the journal not name these orders any more."""
    for table, column in _TEXTS:
        query = f"SELECT id, {column} FROM {table} WHERE {column} GLOB '*-[0-9][0-9][0-9][0-9][0-9][0-9][0-9]-*'"  # noqa: S608
        changed = [(new, id_) for id_, text in sql.execute(query) if (new := _without(text, order_ids)) != text]
        sql.executemany(f"UPDATE {table} SET {column} = ? WHERE id = ?", changed)  # noqa: S608


def _of_stored(sql: Cursor, text: str) -> str:
    """The text, naming only orders that are stored."""
    named = set(_ORDER_ID.findall(text))
    return _without(text, named - set(_stored(sql, named))) if named else text


def _stored(sql: Cursor, order_ids: set[str]) -> Iterator[str]:
    ids = iter(order_ids)
    while some := list(islice(ids, _AT_ONCE)):
        marks = ", ".join("?" * len(some))
        for (order_id,) in sql.execute(f"SELECT order_id FROM orders WHERE order_id IN ({marks})", some):  # noqa: S608
            yield order_id


def _without(text: str, order_ids: Container[str]) -> str:
    return _ORDER_ID.sub(lambda found: NOT_STORED if found[0] in order_ids else found[0], text)


def _run(row: Row, events: tuple[RunEvent, ...]) -> Run:
    id_, command, names, started_at, finished_at, status, exit_code, summary, process = row
    if status == RUNNING and not _is_alive(process):
        status = INTERRUPTED
    moments = parse_moment(started_at), parse_optional_moment(finished_at)
    return Run(id_, command, tuple(json.loads(names)), *moments, status, exit_code, json.loads(summary), events)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _process(pid: int) -> str:
    """A process by its number and, where the system tells, its start: numbers are used again."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return str(pid)
    return f"{pid} {stat.rpartition(')')[2].split()[19]}"


def _is_alive(process: str) -> bool:
    pid = int(process.split()[0])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's, but alive
    return _process(pid) == process
