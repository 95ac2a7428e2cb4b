"""Consents that were asked for and not answered yet, so that another run can take the answer; each is taken once."""

from __future__ import annotations

import hashlib

from mwslink import clock
from mwslink.authorization.consent import STATE_LIFETIME, Asked
from mwslink.store.database import Database
from mwslink.store.moments import moment_text, parse_moment


class Consents:
    """By state."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, state: str, *, subject: str, redirect_uri: str) -> Asked:
        """Note what was asked for, now; those that are too old go."""
        now = clock.now()
        with self._database.writing() as sql:
            sql.execute("DELETE FROM consents WHERE asked_at < ?", (moment_text(now - 2 * STATE_LIFETIME),))
            values = (_digest(state), subject, redirect_uri, moment_text(now))
            sql.execute("INSERT INTO consents VALUES (?, ?, ?, ?)", values)
        return Asked(subject, now, redirect_uri)

    def find(self, state: str) -> Asked | None:
        """What was asked for with this state; None for a state nobody here made, or that was answered."""
        query = "SELECT subject, asked_at, redirect_uri FROM consents WHERE state = ?"
        row = self._database.row(query, (_digest(state),))
        return Asked(row[0], parse_moment(row[1]), row[2]) if row else None

    def forget(self, state: str) -> None:
        """It was answered, or nobody waits for the answer any more."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM consents WHERE state = ?", (_digest(state),))


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode("utf-8", "surrogatepass")).hexdigest()
