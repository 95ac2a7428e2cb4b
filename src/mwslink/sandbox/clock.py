"""The sandbox's own clock: runs at any speed and can be moved forward, never back."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from mwslink.sandbox.settings import SandboxError


class VirtualClock:
    """Starts at `start` (None: the computer's time) and runs `speed` times as fast as the computer's."""

    def __init__(self, *, speed: float = 1.0, start: datetime | None = None) -> None:
        self.start = start or datetime.now(UTC)  # noqa: TID251  (an independent witness keeps its own time)
        self._speed = speed
        self._base = self.start
        self._origin = time.monotonic()

    @property
    def speed(self) -> float:
        return self._speed

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._base + timedelta(seconds=(time.monotonic() - self._origin) * self._speed)

    def advance(self, seconds: float) -> None:
        """Jump forward; raises SandboxError when that would be backward."""
        if not 0 <= seconds <= 10 * 365 * 86400:
            raise SandboxError(f"the clock moves forward, by at most ten years, not by {seconds} seconds")
        self._base += timedelta(seconds=seconds)

    def move_to(self, moment: datetime) -> None:
        """Jump to a later moment; raises SandboxError for an earlier one or one without a zone."""
        if moment.tzinfo is None:
            raise SandboxError("the moment needs a time zone, for example 2026-11-23T08:00:00Z")
        self.advance((moment - self.now()).total_seconds())

    def set_speed(self, speed: float) -> None:
        """Run so many times as fast from now on."""
        if not 0 < speed <= 1_000_000:
            raise SandboxError(f"speed must be above 0 and at most 1000000, not {speed}")
        self._base, self._origin, self._speed = self.now(), time.monotonic(), speed


def whole_second(moment: datetime) -> datetime:
    """The moment without its fraction: Amazon's orders carry whole seconds."""
    return moment.replace(microsecond=0)


def as_text(moment: datetime) -> str:
    """`2026-11-23T08:00:00Z`; isoformat because strftime is the slowest part of a page of orders."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"
