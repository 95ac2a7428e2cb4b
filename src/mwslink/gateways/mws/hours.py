"""Hourly quotas: so many calls in a fixed hour whose minute differs by seller; Amazon's headers tell what is left.

They are kept where the buckets are, as buckets of their own that never refill: `at` is when the window ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mwslink import clock
from mwslink.gateways.http import Response, parse_http_date
from mwslink.gateways.throttle import Bucket, QuotaStore, Throttle, throttled

_MAX, _REMAINING, _RESETS_ON = "x-mws-quota-max", "x-mws-quota-remaining", "x-mws-quota-resetson"
_MARGIN = 1.0  # seconds; Amazon's clock and ours agree no better
_UNKNOWN = Bucket(tokens=0, at=0, rate=1, burst=0)
_LONGEST = 2 * 3600.0  # seconds; a window that ends later was kept by a clock that was wrong


@dataclass(frozen=True)
class Hours:
    """The hourly quotas of one seller; those of the throttle's scope."""

    store: QuotaStore
    throttle: Throttle

    def acquire(self, operation: str, *, calls_left: float | None = None, cost: float = 1) -> None:
        """Wait until the hour has room for it. Raises ThrottledError when that is longer than `max_wait`."""
        wait = self._change(operation, lambda bucket: _take(bucket, cost))
        if wait > self.throttle.max_wait:
            raise throttled(operation, wait)
        if wait > 0:
            self.throttle.pause(operation, wait, calls_left=calls_left)

    def learn(self, operation: str, response: Response) -> None:
        """Note what the answer says is left, if it says so."""
        headers = response.headers
        try:
            most, left = float(headers.get(_MAX, "")), float(headers.get(_REMAINING, ""))
            at = _moment(headers.get(_RESETS_ON, "")).timestamp()
        except ValueError:
            return
        self._change(operation, lambda _bucket: (Bucket(left, at, 1.0, most), 0.0))

    def _change(self, operation: str, update: Callable[[Bucket | None], tuple[Bucket, float]]) -> float:
        return self.store.change(self.throttle.scope, f"{operation} per hour", update)


def _moment(text: str) -> datetime:
    """Recorded answers have ISO 8601, Amazon's documentation shows an HTTP date. Raises ValueError."""
    at = parse_http_date(text) or datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _take(bucket: Bucket | None, cost: float) -> tuple[Bucket, float]:
    """The hour after this call, and the seconds to wait for it; a window that is over tells nothing of the next."""
    now = clock.now().timestamp()
    if bucket is None or not now < bucket.at <= now + _LONGEST:
        return bucket or _UNKNOWN, 0.0
    if bucket.tokens >= cost:
        return replace(bucket, tokens=bucket.tokens - cost), 0.0
    return bucket, bucket.at - now + _MARGIN
