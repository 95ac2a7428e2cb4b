"""What an import over MWS costs in calls, and that its narrow buckets are used to the full and never overrun."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from mwslink.clock import ScaledClock
from system.shop import COUNTRIES, Amazon, Shop, serving

pytestmark = pytest.mark.slow
LIST, NEXT, ITEMS = "ListOrders", "ListOrdersByNextToken", "ListOrderItems"
SIXTY = 60
# Amazon's quotas: this many calls at once, and seconds until one more.
ITEMS_BURST, ITEMS_SECONDS = 30, 2
LIST_BURST, LIST_SECONDS = 6, 60
VISIBLE_AFTER = 120  # seconds until a list shows a change
TOLERANCE, TRIES = 1.02, 3


def moment(amazon: Amazon) -> datetime:
    return datetime.fromisoformat(amazon.call("/clock")["now"])


def create(amazon: Amazon, *, then_seconds: float) -> None:
    """Sixty orders, and the time after that."""
    amazon.call("/orders", {"account": 1, "country": "ES", "count": SIXTY})
    amazon.call("/clock", {"advance": then_seconds})


@contextmanager
def connected(home: Path, *, speed: float, **settings: int) -> Iterator[Shop]:
    """A shop at Amazon's own quotas that has no orders yet."""
    with serving(accounts=1, orders=0, clock_speed=speed, **settings) as amazon:
        shop = Shop(home, amazon)
        shop.connect(*COUNTRIES, api="mws")
        yield shop


def seconds_between(amazon: Amazon, *operations: str) -> tuple[int, float]:
    """How many calls there were, and how long it took at Amazon's door from the first one's arrival to the last's."""
    at = [datetime.fromisoformat(one["at"]) for one in amazon.requests if one["operation"] in operations]
    return len(at), (at[-1] - at[0]).total_seconds()


def assert_as_fast_as_allowed(measure: Callable[[int], float], ideal: float) -> None:
    """Within 2 %; a moment of a busy computer counts as often as its clock is sped up, so it may try a slower one."""
    taken: list[float] = []
    while len(taken) < TRIES and not (taken and taken[-1] <= TOLERANCE * ideal):
        taken.append(measure(len(taken)))
    print(f"{taken} s, ideal {ideal:.0f} s")
    assert taken[-1] <= TOLERANCE * ideal, f"{taken} s for {ideal:.0f} s; is this computer busy?"
    assert taken[-1] >= 0.98 * ideal, "faster than Amazon allows: the buckets were not empty"


def test_sixty_orders_and_sixty_more_back_to_back(tmp_path: Path) -> None:
    """The second run begins with an empty bucket, as soon as there is something for it; nobody is refused."""

    def measure(attempt: int) -> float:
        speed = 20.0 / 2**attempt
        with connected(tmp_path / str(attempt), speed=speed) as shop:
            amazon = shop.amazon
            create(amazon, then_seconds=70)
            create(amazon, then_seconds=55)  # the first are visible now, these when the first run is through
            amazon.forget()
            at = ScaledClock(speed, moment(amazon))
            stored = []
            for _run in range(2):
                ran = shop.run_here("--timeout", "600", "import", "--max-wait", "1h", at=at)
                assert ran.code == 0, ran.told
                stored.append(len(shop.content().orders))
                at.sleep(max(0.0, 70 - at.monotonic()))

            assert stored == [SIXTY, 2 * SIXTY]
            assert amazon.statuses() == {200: 2 * SIXTY + 2}
            assert amazon.calls() == {LIST: 2, ITEMS: 2 * SIXTY}
            return seconds_between(amazon, ITEMS)[1]

    assert_as_fast_as_allowed(measure, (2 * SIXTY - ITEMS_BURST) * ITEMS_SECONDS)


def test_pages_of_the_list_wait_for_their_own_bucket(tmp_path: Path) -> None:
    """ListOrders and its ByNextToken twin share six calls and one a minute; the items keep out of their way."""
    pages = 10

    def measure(attempt: int) -> float:
        speed = 60.0 / 2**attempt
        with connected(tmp_path / str(attempt), speed=speed, page_size=SIXTY // pages) as shop:
            amazon = shop.amazon
            create(amazon, then_seconds=VISIBLE_AFTER + 1)
            amazon.forget()
            at = ScaledClock(speed, moment(amazon))
            ran = shop.run_here("--timeout", "600", "import", "--max-wait", "1h", at=at)

            assert ran.code == 0, ran.told
            assert amazon.calls() == {LIST: 1, NEXT: pages - 1, ITEMS: SIXTY}
            assert amazon.statuses() == {200: pages + SIXTY}
            assert len(shop.content().orders) == SIXTY
            return seconds_between(amazon, LIST, NEXT)[1]

    assert_as_fast_as_allowed(measure, (pages - LIST_BURST) * LIST_SECONDS)


def test_an_import_costs_a_call_a_hundred_orders_and_one_an_order(tmp_path: Path) -> None:
    """From the first connect on; a run after it costs one call, whatever the number of countries."""
    with serving(accounts=1, orders=150, quotas=False) as amazon:
        shop = Shop(tmp_path / "home", amazon)
        shop.connect(*COUNTRIES, api="mws")
        assert amazon.calls() == {"ListMarketplaceParticipations": len(COUNTRIES), "user_auth_metadata": 1}
        amazon.forget()
        # Amazon's clock goes as the wall's: ours must not be ahead by a quarter of an hour, a signature's life.
        first = shop.run_here("import", "--json", "--max-wait", "1h", at=ScaledClock(50))

        assert first.code == 0, first.told
        orders = len(shop.content().orders)
        assert 100 < orders <= 200
        assert first.document["data"]["calls"] == amazon.calls() == {LIST: 1, NEXT: 1, ITEMS: orders}

        amazon.forget()
        again = shop.run("import", "--json")
        assert again.code == 0, again.told
        assert again.document["data"]["calls"] == amazon.calls() == {LIST: 1}


def test_a_quota_that_needs_longer_than_one_may_wait_ends_the_run_with_what_came(tmp_path: Path) -> None:
    """With 5, for cron; the next run asks for the items of no stored order again, and is not refused either."""
    speed = 20.0  # a call has to take less than the two seconds in which a turn comes back
    with connected(tmp_path / "home", speed=speed) as shop:
        amazon = shop.amazon
        create(amazon, then_seconds=VISIBLE_AFTER + 1)
        amazon.forget()
        at = ScaledClock(speed, moment(amazon))
        ran = shop.run_here("import", "--max-wait", "0s", at=at)

        assert ran.code == 5, ran.told
        stored = len(shop.content().orders)
        assert ITEMS_BURST <= stored < SIXTY
        assert shop.run_here("import", "--max-wait", "1h", at=at).code == 0
        assert len(shop.content().orders) == SIXTY
        assert amazon.calls()[ITEMS] == SIXTY
        assert amazon.statuses().keys() == {200}
