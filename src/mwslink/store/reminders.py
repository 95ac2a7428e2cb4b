"""Which reminders were sent by which channel."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from mwslink import clock
from mwslink.authorization.clocks import ZONES_APART
from mwslink.authorization.reminders import LEASE, Claim, Reminder
from mwslink.store.database import Database
from mwslink.store.moments import moment_text

# A claim is taken over when its run has been gone for the lease; a day that has come nowhere on earth was
# written by a wrong clock.
_CLAIM = """INSERT INTO reminders (channel, clock, occasion, said_for, claimed_for, claimed_at, claim)
    VALUES (?, ?, ?, '', ?, ?, ?)
    ON CONFLICT (channel, clock, occasion) DO UPDATE SET claimed_for = excluded.claimed_for,
        claimed_at = excluded.claimed_at, claim = excluded.claim
    WHERE (reminders.said_for < excluded.claimed_for OR reminders.said_for > ?)
        AND (reminders.claimed_at IS NULL OR reminders.claimed_at <= ? OR reminders.claimed_at > ?)"""
_FREE = "claimed_for = NULL, claimed_at = NULL, claim = NULL WHERE claim = ?"


class Reminders:
    """What was said, by channel, clock and occasion (an `authorization.reminders.Memory`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, channel: str, reminders: Sequence[Reminder], today: date) -> Claim:
        """Take those that nobody has sent, or is sending; no other thread or process gets the same ones."""
        latest = (today + ZONES_APART).isoformat()
        said = self._said(channel)
        wanted = [one for one in reminders if not one.day.isoformat() <= said.get(_title(one), "") <= latest]
        id_ = uuid.uuid4().hex
        if not wanted:
            return Claim(id_, ())
        now = clock.now()
        taken = []
        with self._database.writing() as sql:
            for one in wanted:
                values = (channel, one.key, one.occasion, one.day.isoformat(), moment_text(now), id_)
                lease = (latest, moment_text(now - LEASE), moment_text(now + LEASE))
                if sql.execute(_CLAIM, (*values, *lease)).rowcount > 0:
                    taken.append(one)
        return Claim(id_, tuple(taken))

    def _said(self, channel: str) -> dict[tuple[str, str], str]:
        rows = self._database.rows("SELECT clock, occasion, said_for FROM reminders WHERE channel = ?", (channel,))
        return {(key, occasion): said_for for key, occasion, said_for in rows}

    def confirm(self, claim: Claim) -> None:
        """They were sent."""
        with self._database.writing() as sql:
            sql.execute(f"UPDATE reminders SET said_for = claimed_for, {_FREE}", (claim.id,))  # noqa: S608  (a constant)

    def release(self, claim: Claim) -> None:
        """They were not sent."""
        with self._database.writing() as sql:
            sql.execute(f"UPDATE reminders SET {_FREE}", (claim.id,))  # noqa: S608  (a constant)


def _title(reminder: Reminder) -> tuple[str, str]:
    return reminder.key, reminder.occasion
