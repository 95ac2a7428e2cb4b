"""What is tried again, and how long: calls that got no usable answer and may be repeated without harm."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from mwslink import clock
from mwslink.errors import TemporaryError, ThrottledError

T = TypeVar("T")


@dataclass(frozen=True)
class RetryPolicy:
    """At most `attempts`, pauses growing from `base` to `cap` seconds, all within `total` seconds of the first failure.

    The pauses are drawn between nothing and their limit, so that those who failed together do not come back together.
    """

    attempts: int = 4
    base: float = 1.0
    cap: float = 30.0
    total: float = 180.0

    def run(self, call: Callable[[], T]) -> T:
        """The call's result; after TemporaryErrors it is called again. Raises the last error.

        ThrottledError is not repeated here: the throttle has waited as long as it may. Nor is what was repeated within
        the call already, such as the fetching of a token: attempts would multiply.
        """
        try:
            return self._run(call)
        except TemporaryError as error:
            error.was_repeated = error.was_repeated or self.attempts > 1
            raise

    def _run(self, call: Callable[[], T]) -> T:
        give_up_at = float("inf")
        for attempt in range(1, self.attempts):
            try:
                return call()
            except ThrottledError:
                raise
            except TemporaryError as error:
                if error.was_repeated:
                    raise
                give_up_at = min(give_up_at, clock.monotonic() + self.total)
                pause = self.pause(attempt, asked=getattr(error, "retry_after", None))
                if clock.monotonic() + pause > give_up_at:
                    raise
            clock.sleep(pause)
        return call()

    def pause(self, attempt: int, *, asked: float | None = None) -> float:
        """Seconds before the next attempt; what the service asked for counts for more than our own idea."""
        if asked is not None:
            return asked
        return random.uniform(0, min(self.cap, self.base * 2 ** (attempt - 1)))


DEFAULT = RetryPolicy()
NEVER = RetryPolicy(attempts=1)
