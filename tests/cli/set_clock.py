"""A clock that stands where a test sets it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mwslink.clock import SystemClock


class SetClock(SystemClock):
    """At noon of a day, in UTC, or at a moment."""

    def __init__(self, at: date | datetime) -> None:
        super().__init__()
        self.at = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at
