"""Who changes his mind while Amazon does not show the first change yet gets what he wants now, whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from listing_fakes import ES, IT, SELLER, Amazon, Countdown, Killed, StillClock, kg, listing, nothing

from mwslink.errors import RejectedError
from mwslink.listings.csv import WeightRow
from mwslink.listings.journal import RepairPlan, State
from mwslink.listings.pending import pending_weights, without_pending
from mwslink.listings.planning import RepairRequest, plan_repairs, plan_undo
from mwslink.listings.repair import RepairOutcome, RepairRun, run_repairs
from mwslink.store import Store

DELAY = timedelta(minutes=3)
SKU = "SKU-000"
SECOND = pytest.mark.parametrize(("second", "wanted"), [("0.4", "0.4"), ("0.6", "0.6"), ("undo", "0.4")])
FEED_FROM = pytest.mark.parametrize("feed_from", [100, 1], ids=["calls", "feed"])


def new_shop(still: StillClock) -> Amazon:
    """Two listings of 0.4 kg in two marketplaces; what is written shows minutes later."""
    shop = Amazon(still, delay=DELAY, feed_takes=timedelta(seconds=45))
    shop.put(*[listing(number, place, "0.4") for number in range(2) for place in (ES, IT)])
    return shop


@pytest.fixture
def shop(still: StillClock) -> Amazon:
    return new_shop(still)


def planned(shop: Amazon, store: Store, wish: str, place: str = "") -> RepairPlan:
    """What `set-weight` would write for a wish; "undo" is one too."""
    if wish == "undo":
        return plan_undo(shop, store.repairs, SELLER)
    pending = pending_weights(store.repairs, SELLER)
    request = RepairRequest(SELLER, (ES, IT), (WeightRow(SKU, kg(wish), place),), pending=pending)
    return without_pending(plan_repairs(shop, shop, request), pending)


def carry_out(shop: Amazon, store: Store, feed_from: int = 100) -> list[RepairOutcome]:
    """All that is unfinished, without waiting; `set-weight --resume`."""
    runs = [RepairRun(plan.id, wait_seconds=0, feed_from=feed_from) for plan in store.repairs.unfinished(SELLER)]
    return [run_repairs(shop, shop, store.repairs, run) for run in runs]


def wish(shop: Amazon, store: Store, weight: str, feed_from: int = 100, place: str = "") -> list[RepairOutcome]:
    plan = planned(shop, store, weight, place)
    if plan.repairs:
        store.repairs.start(plan)
    return carry_out(shop, store, feed_from)


def settle(shop: Amazon, store: Store, feed_from: int = 100) -> None:
    """All that is on its way arrives, and somebody looks again now and then."""
    for _ in range(12):
        shop.clock.at += timedelta(minutes=6)
        carry_out(shop, store, feed_from)
    assert store.repairs.unfinished(SELLER) == []


def weights(shop: Amazon) -> dict[str, object]:
    return {one.marketplace_id: one.weights.package for one in shop.told() if one.sku == SKU}


@FEED_FROM
@SECOND
def test_the_second_wish_is_what_stays(shop: Amazon, store: Store, second: str, wanted: str, feed_from: int) -> None:
    wish(shop, store, "0.5", feed_from)
    wish(shop, store, second, feed_from)
    settle(shop, store, feed_from)

    assert weights(shop) == {ES: kg(wanted), IT: kg(wanted)}


@FEED_FROM
@SECOND
def test_killed_anywhere_in_the_second_the_first_does_not_come_back(
    make_store: Callable[[], Store], still: StillClock, second: str, wanted: str, feed_from: int
) -> None:
    for steps in range(99):
        shop, store = new_shop(still), make_store()
        wish(shop, store, "0.5", feed_from)
        store.repairs.start(planned(shop, store, second))
        kill = shop.step = Countdown(steps)
        with suppress(Killed):
            carry_out(shop, store, feed_from)
        shop.step = nothing
        settle(shop, store, feed_from)

        assert weights(shop) == {ES: kg(wanted), IT: kg(wanted)}, steps
        if kill.left >= 0:
            break

    assert steps > 3


@FEED_FROM
@pytest.mark.parametrize("second", ["0.4", "0.6"])
def test_killed_anywhere_in_the_first_it_does_not_come_back_after_the_second(
    make_store: Callable[[], Store], still: StillClock, second: str, feed_from: int
) -> None:
    """Nobody knows then whether the first one arrived; it may not be made again."""
    for steps in range(99):
        shop, store = new_shop(still), make_store()
        kill = shop.step = Countdown(steps)
        with suppress(Killed):
            wish(shop, store, "0.5", feed_from)
        shop.step = nothing
        wish(shop, store, second, feed_from)
        settle(shop, store, feed_from)

        assert weights(shop) == {ES: kg(second), IT: kg(second)}, steps
        if kill.left >= 0:
            break

    assert steps > 3


def test_a_change_that_is_written_in_part_is_not_taken_back(shop: Amazon, store: Store) -> None:
    """The rest of it would be written after its taking back."""
    wish(shop, store, "0.5")
    settle(shop, store)
    shop.step = Countdown(2)  # after the preview
    with pytest.raises(Killed):
        wish(shop, store, "0.6")
    shop.step = nothing

    with pytest.raises(RejectedError, match="not written yet"):
        plan_undo(shop, store.repairs, SELLER)


def test_that_it_still_shows_is_not_called_effective(shop: Amazon, store: Store) -> None:
    """The listing shows the second wish before the first one arrives, and that proves nothing."""
    (first,) = wish(shop, store, "0.5")
    (second,) = wish(shop, store, "0.4")

    assert [step.state for step in store.repairs.steps(first.plan.id)] == [State.OVERTAKEN]
    assert [step.state for step in second.steps] == [State.ACCEPTED]
    settle(shop, store)
    assert [step.state for step in store.repairs.steps(second.plan.id)] == [State.EFFECTIVE]


def test_elsewhere_the_first_wish_stays(shop: Amazon, store: Store) -> None:
    wish(shop, store, "0.5")
    first, second = wish(shop, store, "0.4", place=ES)

    assert [step.repair.marketplace_ids for step in (*first.steps, *second.steps)] == [(IT,), (ES,)]
    settle(shop, store)
    assert weights(shop) == {ES: kg("0.4"), IT: kg("0.5")}


def test_what_amazon_has_in_a_feed_is_waited_for(shop: Amazon, store: Store) -> None:
    """A call may be quicker than a feed that was submitted before, which would then write the older weight last."""
    shop.feed_takes = timedelta(hours=1)
    wish(shop, store, "0.5", feed_from=1)
    wish(shop, store, "0.6")
    assert shop.calls.count("write") == 0

    shop.clock.at += shop.feed_takes
    carry_out(shop, store)
    assert shop.calls.count("write") == 1
    settle(shop, store)
    assert weights(shop) == {ES: kg("0.6"), IT: kg("0.6")}


def test_the_answers_of_a_feed_still_belong_to_their_steps(shop: Amazon, store: Store) -> None:
    """A refusal may name the number of the message alone; an overtaken step before it counts."""
    request = RepairRequest(SELLER, (ES, IT), tuple(WeightRow(f"SKU-{number:03}", kg("0.5")) for number in range(2)))
    shop.invalid = {"SKU-001"}
    shop.feed_takes = timedelta(minutes=5)
    plan_id = store.repairs.start(plan_repairs(shop, shop, request))
    carry_out(shop, store, feed_from=1)
    wish(shop, store, "0.6")
    settle(shop, store)

    assert [step.state for step in store.repairs.steps(plan_id)] == [State.OVERTAKEN, State.REFUSED]


def test_a_change_that_was_overtaken_by_its_opposite_is_none_to_take_back(shop: Amazon, store: Store) -> None:
    """0.4, 0.7, then 0.5 and 0.7 again before that showed: what is left to take back is the 0.7."""
    wish(shop, store, "0.7")
    settle(shop, store)
    wish(shop, store, "0.5")
    wish(shop, store, "0.7")
    settle(shop, store)

    wish(shop, store, "undo")
    settle(shop, store)
    assert weights(shop) == {ES: kg("0.4"), IT: kg("0.4")}
