"""A pull interrupted anywhere and repeated equals one pull."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from contract.store.samples import ES, IT, SELLER, START, order, order_id
from mwslink.clock import SystemClock, use_clock
from mwslink.errors import NetworkError
from mwslink.marketplaces import MARKETPLACES
from mwslink.orders.model import Order
from mwslink.orders.pull import (
    FAR_APART,
    FIRST_RUN,
    STILL_FRESH,
    OrderPage,
    OrderStore,
    PositionLostError,
    Pulled,
    PullRequest,
    Source,
    Stream,
    plan_streams,
    pull_orders,
)
from mwslink.store import new_store_key, open_store
from mwslink.store.memory import MemoryOrders
from mwslink.store.queries import OrderQuery

KEY = new_store_key()
FR = next(place.id for place in MARKETPLACES if place.country == "FR")
PAGE = 2
LAG = timedelta(minutes=2)  # Amazon answers up to two minutes ago


class Killed(BaseException):
    """The process ends here."""


@dataclass
class StillClock(SystemClock):
    """A clock that moves only when it is told to."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at


@dataclass
class Amazon:
    """Orders that change, told page by page; its positions name the last order told, and can die."""

    clock: StillClock
    orders: dict[str, Order] = field(default_factory=dict)
    fetched: int = 0
    before_page: Callable[[], None] = lambda: None
    born: int = 0

    def change(self, number: int, marketplace_id: str) -> None:
        known = self.orders.get(order_id(number))
        changed = known or order(number, marketplace_id=marketplace_id, created_at=self.clock.now())
        self.orders[changed.id] = replace(changed, updated_at=self.clock.now())

    def let_positions_die(self) -> None:
        self.born += 1

    def order_pages(self, stream: Stream, *, is_stored: object) -> Iterator[OrderPage]:
        position = stream.position
        until = self.clock.now() - LAG
        while True:
            self.before_page()
            page, position = self._page(stream, position, until)
            yield page
            if position is None:
                return

    def _page(self, stream: Stream, position: str | None, until: datetime) -> tuple[OrderPage, str | None]:
        self.fetched += 1
        after = ""
        if position is not None:
            born, bound, after = position.split("|")
            until = datetime.fromisoformat(bound)
            if int(born) != self.born:
                raise PositionLostError("the page token has expired")
        found = sorted(
            (one for one in self.orders.values() if self._is_told(stream, one, until) and _key(one) > after), key=_key
        )
        last = f"{self.born}|{until.isoformat()}|{_key(found[PAGE - 1])}" if len(found) > PAGE else None
        # Amazon repeats an order on a page now and then.
        # The bound told with a later page is later than what the stream really holds.
        return OrderPage([*found[:PAGE], *found[:1]], self.clock.now() - LAG, last), last

    def _is_told(self, stream: Stream, one: Order, until: datetime) -> bool:
        return one.marketplace_id in stream.marketplace_ids and stream.since <= one.updated_at <= until


def _key(one: Order) -> str:
    return f"{one.updated_at.isoformat(timespec='microseconds')} {one.id}"


@dataclass
class Fragile:
    """A store whose process can be killed right before and right after a page is saved."""

    store: OrderStore
    step: Callable[[], None]

    def positions(self, seller: object) -> Sequence[Stream]:
        return self.store.positions(SELLER)

    def marks(self, seller: object) -> dict[str, datetime]:
        return self.store.marks(SELLER)

    def is_stored(self, seller: object, order_id: str, updated_at: datetime) -> bool:
        return self.store.is_stored(SELLER, order_id, updated_at)

    def save_page(self, stream: Stream, orders: Iterable[Order], sources: Sequence[Source] = ()) -> Pulled:
        self.step()
        pulled = self.store.save_page(stream, orders, sources)
        self.step()
        return pulled


@dataclass
class Countdown:
    """Raises at its nth call."""

    left: int
    failure: BaseException = field(default_factory=Killed)

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise self.failure


def all_orders(store: OrderStore) -> dict[str, Order]:
    return {stored.order.id: stored.order for stored in store.find(OrderQuery(), with_personal=True)}  # type: ignore[attr-defined]


@pytest.fixture
def still() -> Iterator[StillClock]:
    clock = StillClock()
    with use_clock(clock):
        yield clock


@pytest.fixture(params=["memory", "sqlite"])
def make_store(request: pytest.FixtureRequest) -> Iterator[Callable[[], OrderStore]]:
    with ExitStack() as stack:

        def make() -> OrderStore:
            if request.param == "memory":
                return MemoryOrders()
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            return stack.enter_context(open_store(f"sqlite:{folder}/s.db", key=lambda: KEY)).orders

        yield make


@pytest.fixture
def amazon(still: StillClock) -> Amazon:
    """Seven orders in two marketplaces, the last change an hour ago."""
    made = Amazon(still)
    for number in range(1, 8):
        still.at += timedelta(minutes=20)
        made.change(number, ES if number % 3 else IT)
    still.at += timedelta(hours=1)
    return made


REQUEST = PullRequest(SELLER, (ES, IT))


class TestInterruptions:
    @pytest.mark.parametrize("failure", [Killed(), NetworkError("cut")], ids=["killed", "cut"])
    def test_interrupted_anywhere_and_repeated_it_equals_one_pull(
        self, amazon: Amazon, make_store: Callable[[], OrderStore], failure: BaseException
    ) -> None:
        """At most one page is fetched again."""
        whole = make_store()
        pull_orders(amazon, whole, REQUEST)
        pages, steps = amazon.fetched, 0
        while True:
            amazon.fetched = 0
            step = Countdown(steps, failure)
            store, amazon.before_page = make_store(), step
            try:
                pull_orders(amazon, Fragile(store, step), REQUEST)
            except (Killed, NetworkError):
                amazon.before_page = lambda: None
                pull_orders(amazon, store, REQUEST)
                steps += 1
            else:
                break
            assert all_orders(store) == all_orders(whole) == amazon.orders
            assert store.marks(SELLER) == whole.marks(SELLER)
            assert list(store.positions(SELLER)) == []
            assert amazon.fetched <= pages + 1

        assert steps == 3 * pages

    def test_a_position_that_was_lost_costs_the_stream_again_and_no_order(
        self, amazon: Amazon, make_store: Callable[[], OrderStore]
    ) -> None:
        store = make_store()
        amazon.before_page = Countdown(2)
        with pytest.raises(Killed):
            pull_orders(amazon, store, REQUEST)
        amazon.before_page = lambda: None
        amazon.let_positions_die()
        pull_orders(amazon, store, REQUEST)

        assert all_orders(store) == amazon.orders
        assert list(store.positions(SELLER)) == []

    def test_killed_after_a_position_was_lost_it_still_knows_where_to_begin(
        self, amazon: Amazon, still: StillClock, make_store: Callable[[], OrderStore]
    ) -> None:
        """An import from a year ago must not become one from 30 days ago."""
        store = make_store()
        amazon.before_page = Countdown(2)
        with pytest.raises(Killed):
            pull_orders(amazon, store, replace(REQUEST, since=START))
        amazon.let_positions_die()
        still.at += FIRST_RUN * 2
        amazon.before_page = Countdown(1)
        with pytest.raises(Killed):
            pull_orders(amazon, store, REQUEST)
        amazon.before_page = lambda: None
        pull_orders(amazon, store, REQUEST)

        assert all_orders(store) == amazon.orders

    def test_a_position_that_is_lost_again_and_again_is_told(
        self, amazon: Amazon, make_store: Callable[[], OrderStore]
    ) -> None:
        amazon.before_page = amazon.let_positions_die

        with pytest.raises(PositionLostError):
            pull_orders(amazon, make_store(), REQUEST)

    def test_what_changed_since_a_stream_was_interrupted_long_ago_comes_in_the_same_run(
        self, amazon: Amazon, still: StillClock, make_store: Callable[[], OrderStore]
    ) -> None:
        store = make_store()
        amazon.before_page = Countdown(1)
        with pytest.raises(Killed):
            pull_orders(amazon, store, REQUEST)
        amazon.before_page = lambda: None
        amazon.change(1, ES)
        still.at += STILL_FRESH * 2
        pull_orders(amazon, store, REQUEST)

        assert all_orders(store) == amazon.orders


class TestPlan:
    def test_nothing_new_costs_one_page(self, amazon: Amazon, make_store: Callable[[], OrderStore]) -> None:
        store = make_store()
        pull_orders(amazon, store, REQUEST)
        amazon.fetched = 0

        # The bound is part of the next stream too: an order changed in that very moment comes again, unchanged.
        assert pull_orders(amazon, store, REQUEST) == Pulled(pages=1)
        assert amazon.fetched == 1

    def test_a_first_pull_reaches_30_days_back(self, still: StillClock, make_store: Callable[[], OrderStore]) -> None:
        assert plan_streams(make_store(), REQUEST) == [Stream(SELLER, tuple(sorted((ES, IT))), START - FIRST_RUN)]

    def test_a_marketplace_added_later_gets_its_own_first_pull(
        self, amazon: Amazon, still: StillClock, make_store: Callable[[], OrderStore]
    ) -> None:
        store = make_store()
        amazon.change(50, FR)
        still.at += timedelta(hours=1)
        pull_orders(amazon, store, REQUEST)
        assert order_id(50) not in all_orders(store)
        pull_orders(amazon, store, PullRequest(SELLER, (ES, IT, FR)))

        assert all_orders(store) == amazon.orders
        assert len(plan_streams(store, PullRequest(SELLER, (ES, IT, FR)))) == 1

    def test_a_marketplace_that_was_away_for_long_does_not_bring_the_others_again(
        self, amazon: Amazon, still: StillClock, make_store: Callable[[], OrderStore]
    ) -> None:
        store = make_store()
        pull_orders(amazon, store, REQUEST)
        for number in (20, 21):
            still.at += FAR_APART
            amazon.change(number, IT)
            amazon.change(number + 10, ES)
            still.at += timedelta(hours=1)
            pull_orders(amazon, store, PullRequest(SELLER, (ES,)))
        streams = plan_streams(store, REQUEST)

        assert [stream.marketplace_ids for stream in streams] == [(ES,), (IT,)]
        assert pull_orders(amazon, store, REQUEST).new == 2
        assert all_orders(store) == amazon.orders
        assert len(plan_streams(store, REQUEST)) == 1

    def test_since_leaves_no_gap_behind_it(
        self, amazon: Amazon, still: StillClock, make_store: Callable[[], OrderStore]
    ) -> None:
        """Interrupted or not, what changed between the mark and `since` comes with the next pull."""
        for steps in range(3):
            store = make_store()
            pull_orders(amazon, store, REQUEST)
            for number in range(1, 8):
                still.at += timedelta(hours=1)
                amazon.change(number, ES)
            still.at += timedelta(hours=1)
            request = replace(REQUEST, since=still.at - timedelta(hours=6, minutes=30))
            amazon.before_page = Countdown(steps + 1)
            with suppress(Killed):
                pull_orders(amazon, store, request)
            amazon.before_page = lambda: None
            pull_orders(amazon, store, REQUEST)

            assert all_orders(store) == amazon.orders

    def test_since_does_not_replace_a_first_pull_that_was_interrupted(
        self, amazon: Amazon, still: StillClock, make_store: Callable[[], OrderStore]
    ) -> None:
        store = make_store()
        amazon.before_page = Countdown(1)
        with pytest.raises(Killed):
            pull_orders(amazon, store, REQUEST)
        amazon.before_page = Countdown(1)
        with pytest.raises(Killed):
            pull_orders(amazon, store, replace(REQUEST, since=START + timedelta(minutes=90)))
        amazon.before_page = lambda: None
        pull_orders(amazon, store, replace(REQUEST, since=START + timedelta(minutes=90)))
        pull_orders(amazon, store, REQUEST)

        assert all_orders(store) == amazon.orders

    def test_two_interrupted_streams_over_one_marketplace_are_both_completed(
        self, amazon: Amazon, make_store: Callable[[], OrderStore]
    ) -> None:
        store = make_store()
        for ids in ((ES,), (ES, IT)):
            amazon.before_page = Countdown(1)
            with pytest.raises(Killed):
                pull_orders(amazon, store, PullRequest(SELLER, ids))
        amazon.before_page = lambda: None
        pull_orders(amazon, store, REQUEST)

        assert list(store.positions(SELLER)) == []
        assert all_orders(store) == amazon.orders

    def test_progress_is_told_page_by_page(self, amazon: Amazon, make_store: Callable[[], OrderStore]) -> None:
        told: list[Pulled] = []
        pulled = pull_orders(amazon, make_store(), REQUEST, on_page=told.append)

        assert [one.pages for one in told] == [1, 2, 3, 4]
        assert told[-1] == pulled == Pulled(new=7, unchanged=4, pages=4)


class Life(RuleBasedStateMachine):
    """Orders change, pulls are interrupted, marketplaces come and go, positions die; in the end nothing is missing."""

    @initialize(is_sqlite=st.booleans())
    def begin(self, is_sqlite: bool) -> None:
        self.stack = ExitStack()
        self.clock = StillClock()
        self.stack.enter_context(use_clock(self.clock))
        self.amazon = Amazon(self.clock)
        self.store: OrderStore = MemoryOrders()
        if is_sqlite:
            folder = self.stack.enter_context(tempfile.TemporaryDirectory())
            self.store = self.stack.enter_context(open_store(f"sqlite:{folder}/s.db", key=lambda: KEY)).orders

    @rule(number=st.integers(1, 9), minutes=st.sampled_from([0, 1, 5, 60, 3000]))
    def order_changes(self, number: int, minutes: int) -> None:
        self.clock.at += timedelta(minutes=minutes)
        self.amazon.change(number, (ES, IT, FR)[number % 3])

    @rule(minutes=st.sampled_from([1, 9, 11, 600]))
    def time_passes(self, minutes: int) -> None:
        self.clock.at += timedelta(minutes=minutes)

    @rule()
    def positions_die(self) -> None:
        self.amazon.let_positions_die()

    @rule(ids=st.sets(st.sampled_from([ES, IT, FR]), min_size=1), steps=st.integers(0, 12))
    def pull(self, ids: set[str], steps: int) -> None:
        self.attempt(PullRequest(SELLER, tuple(ids)), steps)

    @precondition(lambda self: self.store.marks(SELLER))
    @rule(hours=st.integers(1, 100), steps=st.integers(0, 12))
    def pull_since(self, hours: int, steps: int) -> None:
        """Only of marketplaces pulled before: the beginning of the others is the user's to choose."""
        ids = tuple(self.store.marks(SELLER))
        self.attempt(PullRequest(SELLER, ids, since=self.clock.now() - timedelta(hours=hours)), steps)

    def attempt(self, request: PullRequest, steps: int) -> None:
        step = Countdown(steps)
        self.amazon.before_page = step
        with suppress(Killed, PositionLostError):
            pull_orders(self.amazon, Fragile(self.store, step), request)
        self.amazon.before_page = lambda: None

    def teardown(self) -> None:
        if not hasattr(self, "stack"):
            return
        with self.stack:
            self.clock.at += timedelta(hours=1)
            request = PullRequest(SELLER, (ES, IT, FR))
            pull_orders(self.amazon, self.store, request)
            first = all_orders(self.store)
            pull_orders(self.amazon, self.store, request)

            assert first == all_orders(self.store) == self.amazon.orders
            assert list(self.store.positions(SELLER)) == []
            assert set(self.store.marks(SELLER).values()) == {self.clock.now() - LAG}


Life.TestCase.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
TestLife = Life.TestCase
