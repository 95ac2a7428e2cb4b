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
    """The hours of all callers: a seller with a developer, an operation. A refused call costs nothing."""

    def __init__(self, *, enforced: bool) -> None:
        self._enforced = enforced
        self._windows: dict[tuple[str, ...], _Window] = {}

    def look(self, key: tuple[str, ...], most: int, *, now: datetime) -> HourLeft:
        """What is left, counting nothing. `key`: the seller's id, the developer's, and the operation."""
        window = self._windows.get(key)
        if window is None or window.ends_at <= now:
            window = self._windows[key] = _Window(_end_of_hour(key[0], now))
        return HourLeft(most, max(0, most - window.used), window.ends_at)

    def allow(self, left: HourLeft) -> bool:
        """Whether one more call may be made in an hour of which so much is left."""
        return left.remaining > 0 or not self._enforced

    def count(self, key: tuple[str, ...]) -> None:
        """Count a call in the hour last looked at."""
        self._windows[key].used += 1


def _end_of_hour(seller_id: str, now: datetime) -> datetime:
    end = now.replace(minute=zlib.crc32(seller_id.encode()) % 60, second=0, microsecond=0)
    return end if end > now else end + HOUR
