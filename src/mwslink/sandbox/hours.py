"""Hourly quotas: so many calls in a fixed hour, which begins at a minute of the caller's own."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)


@dataclass
class _Window:
    ends_at: datetime
    used: int = 0


@dataclass(frozen=True)
class HourLeft:
    """What is left of an hour: for the x-mws-quota-* headers."""

    most: int
    remaining: int
    resets_at: datetime


class HourlyQuotas:
    """The hours of all callers; a refused call costs nothing."""

    def __init__(self, *, enforced: bool) -> None:
        self._enforced = enforced
        self._windows: dict[tuple[str, str], _Window] = {}

    def take(self, seller_id: str, operation: str, most: int, *, now: datetime) -> tuple[bool, HourLeft]:
        """Count a call, unless there is none left; tell what is."""
        window = self._windows.get((seller_id, operation))
        if window is None or window.ends_at <= now:
            window = self._windows[seller_id, operation] = _Window(_end_of_hour(seller_id, now))
        is_allowed = window.used < most or not self._enforced
        window.used += is_allowed
        return is_allowed, HourLeft(most, max(0, most - window.used), window.ends_at)


def _end_of_hour(seller_id: str, now: datetime) -> datetime:
    end = now.replace(minute=zlib.crc32(seller_id.encode()) % 60, second=0, microsecond=0)
    return end if end > now else end + HOUR
