"""The arithmetic of a token bucket, without a clock and without a store."""

from __future__ import annotations

from dataclasses import dataclass, replace

_SLACK = 0.995  # our clock may run a little faster than Amazon's
_CLOCKS_AGREE = 2.0  # seconds; a bucket further in the future was kept by a clock that was wrong


@dataclass(frozen=True)
class Quota:
    """A usage plan: `rate` calls a second in the long run, `burst` at once."""

    rate: float
    burst: float


@dataclass(frozen=True)
class Bucket:
    """What is left of a quota at a moment (unix seconds); below zero: calls that have been promised a turn."""

    tokens: float
    at: float
    rate: float
    burst: float

    def refilled(self, now: float, *, under_way: float = 0) -> Bucket:
        """The bucket at `now`; an `at` in the future means that the clock was set back, and counts from now."""
        if self.at > now + _CLOCKS_AGREE:
            return replace(self, tokens=min(self.tokens, self.burst), at=now)
        credit = self._credit(now)
        tokens = min(self.tokens + credit - self.overflow(now, under_way=under_way), self.burst)
        return replace(self, tokens=tokens, at=max(now, self.at))

    def overflow(self, now: float, *, under_way: float = 0) -> float:
        """What of the refill finds no room."""
        room = max(0.0, self.burst - under_way - self.tokens)
        return max(0.0, self._credit(now) - room)

    def _credit(self, now: float) -> float:
        return max(0.0, now - self.at) * self.rate * _SLACK

    @property
    def wait(self) -> float:
        """Seconds until the last promised call may go."""
        return max(0.0, -self.tokens) / (self.rate * _SLACK)

    @property
    def wait_for_next(self) -> float:
        """Seconds that one more call would have to wait."""
        return replace(self, tokens=self.tokens - 1).wait


def shift(at: float, now: float, jump: float) -> float:
    """`at` on a clock that was set by `jump` since: the jump refills nothing."""
    if jump > 0:
        return min(at + jump, max(now, at))
    return at + jump if at > now else at
