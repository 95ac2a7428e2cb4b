"""New client secrets that were asked for and have not come yet: a run that was killed is not to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mwslink import clock
from mwslink.store.database import Database
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment

_ASKED = """INSERT INTO secret_requests VALUES (?, ?, NULL)
    ON CONFLICT (client_id) DO UPDATE SET asked_at = excluded.asked_at, accepted_at = NULL"""


@dataclass(frozen=True)
class SecretRequest:
    """When it was asked for, and when Amazon accepted that; without the latter nobody knows whether it arrived."""

    asked_at: datetime
    accepted_at: datetime | None = None


class SecretRequests:
    """One per application."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, client_id: str) -> SecretRequest | None:
        """What is under way; None for nothing."""
        query = "SELECT asked_at, accepted_at FROM secret_requests WHERE client_id = ?"
        row = self._database.row(query, (client_id,))
        return SecretRequest(parse_moment(row[0]), parse_optional_moment(row[1])) if row else None

    def asking(self, client_id: str) -> None:
        """Note, before the call, that it is about to be made."""
        with self._database.writing() as sql:
            sql.execute(_ASKED, (client_id, moment_text(clock.now())))

    def accepted(self, client_id: str) -> None:
        """Note, after the call, that Amazon accepted it."""
        with self._database.writing() as sql:
            values = (moment_text(clock.now()), client_id)
            sql.execute("UPDATE secret_requests SET accepted_at = ? WHERE client_id = ?", values)

    def restore(self, client_id: str, before: SecretRequest | None) -> None:
        """It was refused, so that what was under way before is so again."""
        self.forget(client_id)
        if before:
            with self._database.writing() as sql:
                accepted_at = moment_text(before.accepted_at) if before.accepted_at else None
                values = (client_id, moment_text(before.asked_at), accepted_at)
                sql.execute("INSERT INTO secret_requests VALUES (?, ?, ?)", values)

    def forget(self, client_id: str) -> None:
        """The secret is there, or Amazon refused."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM secret_requests WHERE client_id = ?", (client_id,))
