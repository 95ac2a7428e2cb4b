"""Usage plans: a token bucket per seller and operation, kept in the store and shared by all processes.

Amazon refills its bucket until a request *arrives*; we know when it was sent and when its answer came. A slow request
that finds the bucket full would let us count tokens that Amazon never added. So a request under way holds its place in
the bucket until it is answered: our bucket refills up to `burst` minus the requests under way. Whatever the latencies,
a process that keeps to this is never refused.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from mwslink import clock
from mwslink.errors import ThrottledError
from mwslink.gateways.bucket import Bucket, Quota, shift
from mwslink.messages import _

T = TypeVar("T")
_NOISE = 0.001  # seconds; a greater difference between wall clock and monotonic one means that the former was set
_EARLY = 0.0001  # seconds by which a turn may come too soon: less than Bucket leaves unused of one, at any plan's rate
# Calls per second; what lies outside is no rate. A smaller one would never be corrected, since nothing would be called.
_FASTEST, _SLOWEST = 1000.0, 1 / 86400


@dataclass(frozen=True)
class Wait:
    """An announcement: this operation waits so long; `calls_left` of it are still to come, if that is known."""

    operation: str
    seconds: float
    calls_left: float | None = None


class QuotaStore(Protocol):
    """Where buckets are kept."""

    def change(self, scope: str, operation: str, update: Callable[[Bucket | None], tuple[Bucket, T]]) -> T:
        """Replace the bucket by the first, return the second of what `update` makes of it.

        Atomic across threads and processes. `scope`: endpoint, application and seller. Raises StoreError.
        """
        ...


def ignore_wait(_wait: Wait) -> None:
    """For those who do not want to know."""


class Throttle:
    """The quotas of one seller at one API; `provider` is who sets them."""

    provider = "Amazon"

    def __init__(
        self,
        store: QuotaStore,
        scope: str,
        quotas: Mapping[str, Quota],
        *,
        max_wait: float = 600,
        on_wait: Callable[[Wait], None] = ignore_wait,
    ) -> None:
        self.scope = scope
        self.quotas = quotas
        self.max_wait = max_wait
        self._store = store
        self._on_wait = on_wait
        self._lock = threading.Lock()
        self._under_way: dict[str, float] = {}
        self._lost: dict[str, float] = {}  # by operation: tokens that found no room
        self._drifts: dict[str, float] = {}

    def acquire(self, operation: str, *, calls_left: float | None = None, cost: float = 1) -> Permit:
        """Wait for a turn. Raises ThrottledError, and takes none, when that would last longer than `max_wait`."""
        permit = self.reserve(operation, cost)
        wait = permit.wait
        try:
            while wait > 0:
                self.pause(operation, wait, calls_left=calls_left)
                wait = self.put_off(permit)
        except BaseException:
            permit.unused()
            raise
        return permit

    def pause(self, operation: str, seconds: float, *, calls_left: float | None = None) -> None:
        """Announce a wait, and wait."""
        self._on_wait(Wait(operation, seconds, calls_left))
        clock.sleep(seconds)

    def reserve(self, operation: str, cost: float = 1) -> Permit:
        """Take a turn, which uses up `cost` of the bucket (MWS counts items here and there); the caller must let
        `permit.wait` seconds pass and end the permit after the answer."""
        with self._lock:
            taken = self._change(operation, lambda bucket: self._take(bucket, cost))
            if taken.wait > self.max_wait:
                raise throttled(operation, taken.wait, provider=self.provider)
            self._count(operation, cost)
            left = max(0.0, taken.tokens) / cost
            due = clock.monotonic() + taken.wait
            return Permit(self, operation, taken.wait, left, due, self._lost.get(operation, 0.0), cost)

    def put_off(self, permit: Permit) -> float:
        """Seconds by which a turn that should have come by now is late.

        With more requests under way than the burst, the bucket stays full, and refills nothing, until one is answered.
        What finds no room after the turn has come is no loss to it: a wait that lasted too long ends all the same.
        """
        with self._lock:
            bucket = self._change(permit.operation, lambda bucket: (bucket, bucket))
            lost = self._lost.get(permit.operation, 0.0) - permit.lost
            late = replace(bucket, tokens=-lost).wait - (clock.monotonic() - permit.due)
        return late if late > _EARLY else 0.0

    def level(self, operation: str) -> Bucket:
        """What is left now."""
        return self._change(operation, lambda bucket: (bucket, bucket))

    def end(self, operation: str, then: Callable[[Bucket], Bucket], cost: float = 1) -> None:
        """A request is no longer under way; `then` says what that means for the bucket."""
        with self._lock:
            self._change(operation, lambda bucket: (then(bucket), None))
            self._count(operation, -cost)

    def _take(self, bucket: Bucket, cost: float) -> tuple[Bucket, Bucket]:
        taken = replace(bucket, tokens=bucket.tokens - cost)
        return (bucket if taken.wait > self.max_wait else taken), taken

    def _count(self, operation: str, step: float) -> None:
        self._under_way[operation] = self._under_way.get(operation, 0) + step

    def _change(self, operation: str, update: Callable[[Bucket], tuple[Bucket, T]]) -> T:
        quota = self.quotas[operation]
        now, jump = self._look_at_clock(operation)

        def refill_and_update(stored: Bucket | None) -> tuple[Bucket, T]:
            bucket = stored or Bucket(quota.burst, now, quota.rate, quota.burst)
            bucket = replace(bucket, burst=quota.burst, at=shift(bucket.at, now, jump))
            under_way = self._under_way.get(operation, 0)
            self._lost[operation] = self._lost.get(operation, 0.0) + bucket.overflow(now, under_way=under_way)
            return update(bucket.refilled(now, under_way=under_way))

        return self._store.change(self.scope, operation, refill_and_update)

    def _look_at_clock(self, operation: str) -> tuple[float, float]:
        """The time, and how far the clock was set since this operation was last looked at."""
        before = clock.monotonic()
        now = clock.now().timestamp()
        doubt = clock.monotonic() - before
        drift = now - before
        jump = drift - self._drifts.setdefault(operation, drift)
        if abs(jump) <= _NOISE + doubt:
            return now, 0.0
        self._drifts[operation] = drift
        return now, jump


@dataclass
class Permit:
    """A turn that was taken; must be ended by exactly one of its methods.

    `due`: when it comes, by the monotonic clock, if nothing is lost beyond what was `lost` before.
    """

    throttle: Throttle
    operation: str
    wait: float
    calls_left: float
    due: float
    lost: float = 0.0
    cost: float = 1
    is_open: bool = True

    def answered(self, rate: float | None = None) -> None:
        """The request was answered; `rate`: the plan's rate as the answer tells it (plans are dynamic)."""
        if rate is None or not _SLOWEST <= rate <= _FASTEST:
            self._end(lambda bucket: bucket)
        else:
            self._end(lambda bucket: replace(bucket, rate=rate))

    def refused(self) -> None:
        """The request was refused for speed: whatever we counted, nothing is left."""
        self._end(lambda bucket: replace(bucket, tokens=min(bucket.tokens, 0.0)))

    def unused(self) -> None:
        """No request was sent."""
        self._end(lambda bucket: replace(bucket, tokens=min(bucket.tokens + self.cost, bucket.burst)))

    def _end(self, then: Callable[[Bucket], Bucket]) -> None:
        if self.is_open:
            self.is_open = False
            self.throttle.end(self.operation, then, self.cost)


def throttled(operation: str, wait: float, *, provider: str = "Amazon") -> ThrottledError:
    """The error that says how long this operation would have to wait."""
    text = _("{provider}'s quota for {operation} is used up; the next call may go in {seconds:.0f} s.")
    return ThrottledError(
        text.format(provider=provider, operation=operation, seconds=max(1.0, wait)),
        wait_seconds=wait,
        hint=_("What has arrived is saved; the next run goes on here, or wait longer with --max-wait."),
    )


def jitter(seconds: float) -> float:
    """A little more than so many seconds, so that those who were refused together do not come back together."""
    return seconds * random.uniform(1.0, 1.1)


__all__ = ["Bucket", "Permit", "Quota", "QuotaStore", "Throttle", "Wait", "ignore_wait", "jitter", "throttled"]
