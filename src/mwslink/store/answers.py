"""What Amazon last answered each account; apart from the reminders, so that a look loads no more."""

from __future__ import annotations

from datetime import datetime

from mwslink import clock
from mwslink.authorization.clocks import NEVER_ASKED, LastAnswer
from mwslink.store.database import Database
from mwslink.store.moments import moment_text, parse_optional_moment

_REFUSED = """INSERT INTO answers (clock, refused_at, code) VALUES (?, ?, ?)
    ON CONFLICT (clock) DO UPDATE SET refused_at = coalesce(answers.refused_at, excluded.refused_at),
        code = excluded.code"""
_OVERTAKEN = "UPDATE answers SET refused_at = NULL WHERE clock = ? AND refused_at = ?"
_ACCEPTED = """INSERT INTO answers (clock, code, accepted_at) VALUES (?, '', ?)
    ON CONFLICT (clock) DO UPDATE SET refused_at = NULL, code = '', accepted_at = excluded.accepted_at"""


class Answers:
    """Per clock: since when Amazon refuses, and when it last accepted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, LastAnswer]:
        """By the key of the clock."""
        rows = self._database.rows("SELECT clock, refused_at, code, accepted_at FROM answers")
        return {key: _answer(*answer) for key, *answer in rows}

    def of(self, key: str) -> LastAnswer:
        """The last answer to this clock alone."""
        row = self._database.row("SELECT refused_at, code, accepted_at FROM answers WHERE clock = ?", (key,))
        return _answer(*row) if row else NEVER_ASKED

    def note_refused(self, key: str, code: str, *, overtaken: datetime | None = None) -> None:
        """Amazon refuses the account; since when stays what it was.

        `overtaken`: the refusal known before, where the account was renewed after it, so that this is a new one.
        """
        with self._database.writing() as sql:
            if overtaken:
                sql.execute(_OVERTAKEN, (key, moment_text(overtaken)))
            sql.execute(_REFUSED, (key, moment_text(clock.now()), code))

    def note_accepted(self, *keys: str) -> None:
        """Amazon accepts the accounts: an earlier refusal is over."""
        with self._database.writing() as sql:
            sql.executemany(_ACCEPTED, [(key, moment_text(clock.now())) for key in keys])


def _answer(refused_at: str | None, code: str, accepted_at: str | None) -> LastAnswer:
    return LastAnswer(parse_optional_moment(refused_at), code, parse_optional_moment(accepted_at))
