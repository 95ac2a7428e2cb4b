"""now(), today() and sleep(): the only way to the time.

Tests swap the clock with `use_clock`; a `ScaledClock` lets minutes of quota pass in milliseconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

_FIRST_ZONE, _LAST_ZONE = timedelta(hours=14), timedelta(hours=12)  # UTC+14 is Kiritimati; UTC-12 is at sea
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 30.0  # seconds


class Interrupted(Exception):  # noqa: N818  (it is a request, not a failure)
    """Ctrl-C arrived while a thread slept."""


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present moment, with zone UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary point, never going back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass; raises Interrupted when `interrupt` was called."""
        ...


class SystemClock:
    """The computer's own clock; its sleep ends at once on Ctrl-C."""

    def __init__(self) -> None:
        self._interrupted = threading.Event()

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  (the one place)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        if self._interrupted.wait(max(0.0, seconds)):
            raise Interrupted

    def interrupt(self) -> None:
        """Wake every sleeper; from now on every sleep raises Interrupted."""
        self._interrupted.set()


class ScaledClock(SystemClock):
    """A clock that runs `speed` times as fast as the computer's, from `start` on."""

    def __init__(self, speed: float, start: datetime | None = None) -> None:
        super().__init__()
        self.speed = speed
        self._start = start or super().now()
        self._origin = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return (time.monotonic() - self._origin) * self.speed

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds / self.speed)


_clock: Clock = SystemClock()


def now() -> datetime:
    """The present moment, in UTC."""
    return _clock.now()


def today() -> date:
    """The day it is where the program runs (`TZ`)."""
    return _clock.now().astimezone().date()


def latest_day(moment: datetime) -> date:
    """The day it is then where days begin first."""
    return (moment.astimezone(UTC) + _FIRST_ZONE).date()


def earliest_day(moment: datetime) -> date:
    """The day it is then where days begin last."""
    return (moment.astimezone(UTC) - _LAST_ZONE).date()


def monotonic() -> float:
    """Seconds from an arbitrary point, for measuring how long something took."""
    return _clock.monotonic()


def sleep(seconds: float) -> None:
    """Wait; raises Interrupted on Ctrl-C."""
    _clock.sleep(seconds)


def pauses(most_seconds: float) -> Iterator[float]:
    """Once at once, then again after longer and longer pauses, for so many seconds; gives the pause that is over."""
    end = monotonic() + most_seconds
    pause = _FIRST_PAUSE
    yield 0.0
    while (left := end - monotonic()) > 0:
        sleep(min(pause, left))
        yield pause
        pause = min(pause * 1.5, _LONGEST_PAUSE)


def interrupt() -> None:
    """Wake every sleeping thread because the user pressed Ctrl-C."""
    if isinstance(_clock, SystemClock):
        _clock.interrupt()


@contextmanager
def use_clock(clock: Clock) -> Iterator[None]:
    """Replace the clock within a `with` block."""
    global _clock
    before, _clock = _clock, clock
    try:
        yield
    finally:
        _clock = before
