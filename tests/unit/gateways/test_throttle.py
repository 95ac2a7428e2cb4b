"""Quotas are never overdrawn, whatever the latencies and clocks, and hardly left unused."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from gateway_fakes import MemoryQuotas, StillClock
from hypothesis import given, settings
from hypothesis import strategies as st

from mwslink import clock
from mwslink.errors import ThrottledError
from mwslink.gateways.throttle import Bucket, Quota, Throttle, Wait

OPERATION = "searchOrders"


def throttle_of(quota: Quota, store: MemoryQuotas | None = None, **options) -> Throttle:
    return Throttle(store or MemoryQuotas(), "host/app/seller", {OPERATION: quota}, **{"max_wait": 1e9, **options})


@dataclass
class AmazonsBucket:
    """The other side, which fills up to the moment a request arrives and whose clock runs a little slower."""

    quota: Quota
    tokens: float = field(init=False)
    at: float = 0.0
    refused: int = 0

    def __post_init__(self) -> None:
        self.tokens = self.quota.burst

    def arrive(self, at: float) -> None:
        refill = (at - self.at) * self.quota.rate * 0.998
        self.tokens, self.at = min(self.quota.burst, self.tokens + refill), at
        if self.tokens < 1 - 1e-6:
            self.refused += 1
        else:
            self.tokens -= 1


quotas = st.builds(Quota, rate=st.sampled_from([0.0056, 0.5, 2, 5]), burst=st.sampled_from([1, 5, 20]))
seconds = st.one_of(st.just(0.0), st.floats(0, 5), st.floats(0, 400))
requests = st.lists(st.tuples(seconds, seconds, seconds, seconds), min_size=1, max_size=60)


@given(quotas, requests, st.integers(1, 8))
@settings(deadline=None, max_examples=300)
def test_no_latency_makes_us_overdraw(quota, plan, workers):
    """Several threads; each request waits its turn, or longer, arrives after a while and is answered after another."""
    amazon, still = AmazonsBucket(quota), StillClock()
    with clock.use_clock(still):
        Play(throttle_of(quota), amazon, still).run(plan, workers)

    assert amazon.refused == 0


class Play:
    """Threads that work off a plan, as events in the order of time."""

    def __init__(self, throttle: Throttle, amazon: AmazonsBucket, still: StillClock) -> None:
        self.throttle, self.amazon, self.still = throttle, amazon, still
        self.events: list[tuple[float, int, Callable[[], None]]] = []
        self.todo: list[tuple[float, float, float, float]] = []

    def run(self, plan, workers):
        self.todo = list(reversed(plan))
        for _worker in range(workers):
            self.begin()
        while self.events:
            self.still.elapsed, _number, happen = heapq.heappop(self.events)
            happen()

    def after(self, delay, happen):
        heapq.heappush(self.events, (self.still.elapsed + delay, next(self.numbers), happen))

    numbers = itertools.count()

    def begin(self):
        if self.todo:
            pause, too_long, there, back = self.todo.pop()
            self.after(pause, lambda: self.reserve(too_long, there, back))

    def reserve(self, too_long, there, back):
        permit = self.throttle.reserve(OPERATION)
        overslept = too_long if permit.wait else 0
        self.after(permit.wait + overslept, lambda: self.send(permit, there, back))

    def send(self, permit, there, back):
        late = self.throttle.put_off(permit) if permit.wait else 0
        if late:
            self.after(late, lambda: self.send(permit, there, back))
            return
        self.after(there, lambda: self.amazon.arrive(self.still.elapsed))
        self.after(there + back, lambda: (permit.answered(), self.begin()))


def test_a_wait_that_lasted_too_long_ends_all_the_same():
    """The computer had other things to do: the bucket has filled up meanwhile, and lost what found no room."""
    still, waits = StillClock(), []
    throttle = throttle_of(Quota(2, 2), on_wait=lambda wait: (waits.append(wait), still.pass_by(60)))
    with clock.use_clock(still):
        for _call in range(4):
            throttle.acquire(OPERATION).answered()

    assert len(waits) == 1


def test_a_turn_does_not_come_too_soon_by_what_found_no_room(still_clock):
    """Half a millisecond is more of a fifth of a second than is left unused."""
    throttle = throttle_of(Quota(5, 1))
    first, second = throttle.reserve(OPERATION), throttle.reserve(OPERATION)
    still_clock.elapsed = 0.0005
    first.answered()
    still_clock.elapsed = second.due

    assert throttle.put_off(second) == pytest.approx(0.0005, rel=0.01)


@given(quotas, st.lists(st.floats(-1e7, 1e7), min_size=1, max_size=40))
@settings(deadline=None, max_examples=200)
def test_a_clock_that_is_set_neither_overdraws_nor_blocks(quota, jumps):
    amazon, still = AmazonsBucket(quota), StillClock()
    throttle = throttle_of(quota)
    waits = []
    with clock.use_clock(still):
        for jump in jumps:
            permit = throttle.acquire(OPERATION)
            waits.append(permit.wait)
            amazon.arrive(still.elapsed)
            permit.answered()
            still.set_by(jump)
            still.pass_by(0.5)

    assert amazon.refused == 0
    assert max(waits) <= 1.01 / quota.rate


@pytest.mark.parametrize(("rate", "burst"), [(0.0056, 20), (0.5, 30), (5, 5)])
def test_a_long_run_takes_at_most_two_percent_longer_than_the_plan_allows(still_clock, rate, burst):
    throttle = throttle_of(Quota(rate, burst))
    for _call in range(500):
        throttle.acquire(OPERATION).answered()

    assert still_clock.elapsed <= 1.02 * (500 - burst) / rate


def test_several_processes_share_what_there_is(still_clock):
    store, quota = MemoryQuotas(), Quota(0.5, 4)
    processes = [throttle_of(quota, store) for _process in range(3)]
    waits = [processes[number % 3].reserve(OPERATION).wait for number in range(7)]

    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:] == pytest.approx([2, 4, 6], rel=0.01)


def test_a_bucket_left_by_an_earlier_run_is_not_full_again(still_clock):
    store, quota = MemoryQuotas(), Quota(0.01, 3)
    first = throttle_of(quota, store)
    for _call in range(3):
        first.acquire(OPERATION).answered()
    still_clock.pass_by(60)

    assert throttle_of(quota, store).reserve(OPERATION).wait == pytest.approx(40, rel=0.02)


def test_a_wait_that_is_too_long_takes_no_turn(still_clock):
    store = MemoryQuotas()
    throttle = throttle_of(Quota(0.1, 1), store, max_wait=5)
    throttle.acquire(OPERATION).answered()
    for _attempt in range(3):
        with pytest.raises(ThrottledError) as caught:
            throttle.acquire(OPERATION)

    assert caught.value.wait_seconds == pytest.approx(10, rel=0.01)
    assert "--max-wait" in caught.value.hint
    assert still_clock.slept == []


def test_a_wait_is_announced_before_it_begins(still_clock):
    told: list[tuple[Wait, float]] = []
    throttle = throttle_of(Quota(0.5, 1), on_wait=lambda wait: told.append((wait, still_clock.elapsed)))
    throttle.acquire(OPERATION).answered()
    throttle.acquire(OPERATION, calls_left=41).answered()

    assert [(wait.operation, wait.calls_left, at) for wait, at in told] == [(OPERATION, 41, 0.0)]


def test_a_plan_that_grew_is_learned_and_kept(still_clock):
    store = MemoryQuotas()
    throttle_of(Quota(0.1, 1), store).acquire(OPERATION).answered(rate=0.5)

    assert throttle_of(Quota(0.1, 1), store).reserve(OPERATION).wait == pytest.approx(2, rel=0.01)


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf"), 1e9, 1e-9])
def test_a_rate_that_is_none_is_not_learned(still_clock, rate):
    throttle = throttle_of(Quota(0.1, 1))
    throttle.acquire(OPERATION).answered(rate=rate)

    assert throttle.level(OPERATION).rate == 0.1


def test_after_a_refusal_nothing_is_left(still_clock):
    throttle = throttle_of(Quota(0.1, 20))
    throttle.acquire(OPERATION).refused()

    assert throttle.reserve(OPERATION).wait == pytest.approx(10, rel=0.01)


def test_a_request_that_was_not_sent_costs_nothing(still_clock):
    throttle = throttle_of(Quota(0.1, 3))
    throttle.acquire(OPERATION).unused()

    assert throttle.level(OPERATION).tokens == 3


def test_a_permit_ends_once(still_clock):
    throttle = throttle_of(Quota(0.1, 3))
    permit = throttle.acquire(OPERATION)
    permit.answered()
    permit.unused()

    assert throttle.level(OPERATION).tokens == 2


def test_ctrl_c_while_waiting_gives_the_turn_back():
    class Impatient(StillClock):
        def sleep(self, seconds: float) -> None:
            raise clock.Interrupted

    with clock.use_clock(Impatient()):
        throttle = throttle_of(Quota(0.1, 1))
        throttle.acquire(OPERATION)
        with pytest.raises(clock.Interrupted):
            throttle.acquire(OPERATION)

        assert throttle.level(OPERATION).tokens == 0


def test_a_bucket_from_the_future_counts_from_now(still_clock):
    """The clock was wrong when the bucket was kept."""
    store = MemoryQuotas()
    throttle = throttle_of(Quota(0.5, 5), store)
    store.buckets["host/app/seller", OPERATION] = Bucket(0, still_clock.now().timestamp() + 1e8, 0.5, 5)

    assert throttle.reserve(OPERATION).wait == pytest.approx(2, rel=0.01)


def test_a_quota_that_shrank_leaves_no_more_than_it_allows(still_clock):
    store = MemoryQuotas()
    throttle_of(Quota(0.5, 30), store).acquire(OPERATION).answered()

    assert throttle_of(Quota(0.5, 5), store).level(OPERATION).tokens == 5
