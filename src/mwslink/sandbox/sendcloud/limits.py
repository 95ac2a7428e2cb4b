"""Sendcloud's limits: so many requests in any minute, for writing also in any second, of all keys of a user.

Nothing says how Sendcloud counts; any window of that length is the strictest reading.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Window:
    """At most `most` requests within any `seconds`."""

    most: int
    seconds: float


READ = (Window(1000, 60.0),)
WRITE = (Window(100, 60.0), Window(15, 1.0))


class Limits:
    """The requests of the last minute, by user and class."""

    def __init__(self, *, enforced: bool) -> None:
        self.enforced = enforced
        self._taken: dict[tuple[int, str], deque[datetime]] = {}

    def take(self, user_id: int, method: str, now: datetime) -> bool:
        """Count a request; False when it is one too many (a refused request is not counted)."""
        name, windows = ("read", READ) if method == "GET" else ("write", WRITE)
        taken = self._taken.setdefault((user_id, name), deque())
        while taken and now - taken[0] >= timedelta(seconds=windows[0].seconds):
            taken.popleft()
        if self.enforced and any(_is_full(taken, window, now) for window in windows):
            return False
        taken.append(now)
        return True

    def used(self) -> dict[str, int]:
        """Requests counted in the minute before the last one, by user and class."""
        return {f"{user_id} {name}": len(taken) for (user_id, name), taken in self._taken.items()}


def _is_full(taken: deque[datetime], window: Window, now: datetime) -> bool:
    # a client that waits exactly a window's length must be served in spite of rounding
    if len(taken) < window.most:
        return False
    return (now - taken[-window.most]).total_seconds() < window.seconds - 1e-3
