"""The certificates of erasure: an append-only row of signed texts, and the lists of orders they answer for.

What they say and how they are signed is for `retention.certificates`; the tables let nobody change or delete one.
A line of a list has the number of its certificate from the beginning, before that one is there.
A list names orders, so it goes eighteen months after its newest purchase; the certificate with its digest stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Cursor

from mwslink.store.database import Database
from mwslink.store.erasing import NEXT
from mwslink.store.moments import moment_text, parse_moment

_AT_ONCE = 1000
_GROUP = "seller, what, reason"
_TALLY = f"""SELECT {_GROUP}, count(*), min(erased_at), max(erased_at), max(created_at) FROM erasures
    WHERE certificate = ? GROUP BY {_GROUP} ORDER BY {_GROUP}"""  # noqa: S608
_COLUMNS = " || char(9) || ".join(("id", "seller", "order_id", "what", "reason", "due_at", "erased_at"))
_LINES = f"""SELECT {_COLUMNS} || char(10) FROM erasures
    WHERE certificate = ? AND seller = ? AND what = ? AND reason = ? ORDER BY id"""  # noqa: S608
_AGED = f"""DELETE FROM erasures WHERE (certificate, {_GROUP}) IN (SELECT certificate, {_GROUP} FROM erasures
    WHERE certificate < {NEXT} GROUP BY certificate, {_GROUP} HAVING max(created_at) <= ?)"""  # noqa: S608

_DROPPED = "lists_dropped_until"  # the entry of `meta`
_NOTE_DROPPED = """INSERT INTO meta (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)"""


@dataclass(frozen=True, slots=True)
class Tally:
    """Erasures of one seller, kind and reason; moments as the tables hold them, `digest` of their list."""

    seller: str
    what: str
    reason: str
    count: int
    first_erased_at: str
    last_erased_at: str
    newest_purchase_at: str
    digest: str


@dataclass(frozen=True, slots=True)
class SignedText:
    """A certificate as it is kept."""

    number: int
    document: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What the next certificate is about."""

    number: int
    previous: SignedText | None
    tallies: tuple[Tally, ...]


class Certificates:
    """The certificates of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self, write: Callable[[Draft], tuple[str, bytes]]) -> SignedText | None:
        """Certify what is in no certificate yet; `write` makes text and signature. None where there is nothing."""
        with self._database.writing() as sql:
            row = sql.execute(f"{_ALL} ORDER BY number DESC LIMIT 1").fetchone()
            previous = SignedText(*row) if row else None
            number = previous.number + 1 if previous else 1
            tallies = _tallies(sql, number)
            if not tallies:
                return None
            issued = SignedText(number, *write(Draft(number, previous, tallies)))
            sql.execute("INSERT INTO certificates VALUES (?, ?, ?)", (number, issued.document, issued.signature))
        return issued

    def all(self) -> Iterator[SignedText]:
        """From the first to the last."""
        last = 0
        while row := self._database.row(f"{_ALL} WHERE number > ? ORDER BY number LIMIT 1", (last,)):
            yield SignedText(*row)
            last = row[0]

    def tallies(self, number: int) -> tuple[Tally, ...]:
        """What the lists that are still here say about a certificate."""
        with self._database.writing() as sql:  # all of them at one moment
            return _tallies(sql, number)

    def is_pending(self) -> bool:
        """Whether something was erased that is in no certificate yet."""
        return self._database.row(f"SELECT 1 FROM erasures WHERE certificate >= {NEXT} LIMIT 1") is not None  # noqa: S608

    def forget_lists(self, *, older_than: datetime) -> None:
        """Drop the lists whose newest purchase is as old as that, or older; keep that they were dropped."""
        with self._database.writing() as sql:
            if sql.execute(_AGED, (moment_text(older_than),)).rowcount:
                sql.execute(_NOTE_DROPPED, (_DROPPED, moment_text(older_than).encode()))

    def lists_dropped_until(self) -> datetime | None:
        """Lists with a newest purchase of then or before were dropped; the computer's clock may have been wrong."""
        row = self._database.row("SELECT value FROM meta WHERE name = ?", (_DROPPED,))
        return parse_moment(row[0].decode()) if row else None


_ALL = "SELECT number, document, signature FROM certificates"


def _tallies(sql: Cursor, number: int) -> tuple[Tally, ...]:
    groups = sql.execute(_TALLY, (number,)).fetchall()
    rows = [(*group, _digest(sql, (number, *group[:3]))) for group in groups]
    return tuple(Tally(*row) for row in rows)


def _digest(sql: Cursor, group: tuple[object, ...]) -> str:
    """SHA-256 over the list, a line each with tabs between: row, seller, order, kind, reason, when due, when erased."""
    digest = hashlib.sha256()
    sql.execute(_LINES, group)
    while rows := sql.fetchmany(_AT_ONCE):
        digest.update("".join(line for (line,) in rows).encode())
    return digest.hexdigest()
