"""By MWS everything goes by feed: told once, read back, and completed after a kill at any request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mwslink import clock
from system.parcel_shop import Parcels, assert_once, parcel_shop
from system.shop import Ran

pytestmark = pytest.mark.slow
STEP = timedelta(minutes=3)  # Amazon takes two for a feed
REQUESTS = ("all_shipments", "SubmitFeed", "GetFeedSubmissionList", "GetFeedSubmissionResult", "GetOrder")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Parcels]:
    """By the real clock, since Amazon's feeds are looked for by theirs."""
    with parcel_shop(tmp_path / "home", api="mws", clock_speed=1.0) as made:
        yield made


def confirm_as_cron_does(shop: Parcels, times: int = 4) -> list[Ran]:
    """Again and again, three minutes apart by Amazon's clock and by ours."""
    runs = []
    for number in range(1, times + 1):
        shop.amazon.call("/clock", {"advance": STEP.total_seconds()})
        at = clock.ScaledClock(1, start=clock.now() + number * STEP)
        runs.append(shop.shop.run_here("confirm", at=at))
    return runs


def test_parcels_go_by_one_feed_and_are_read_back(shop: Parcels) -> None:
    labels = shop.three_labels()
    first = shop.shop.run_here("confirm")
    runs = confirm_as_cron_does(shop, times=2)

    assert [one.code for one in (first, *runs)] == [0, 0, 0], runs[-1].told
    assert "not visible at Amazon yet" in first.out
    assert_once(shop, labels)
    assert shop.amazon.calls()["SubmitFeed"] == 1


@pytest.mark.parametrize("seconds", ["30", "0.2"], ids=["under way", "answered"])
@pytest.mark.parametrize("operation", REQUESTS)
def test_killed_at_a_request_the_next_runs_complete_it(shop: Parcels, operation: str, seconds: str) -> None:
    labels = shop.three_labels()
    shop.amazon.forget()
    if operation.startswith("Get"):  # there is something to get once the feed is done
        assert shop.shop.run_here("confirm").code == 0
        shop.amazon.call("/clock", {"advance": STEP.total_seconds()})
    before = shop.amazon.calls()[operation]
    shop.amazon.misbehave(f"{operation}:1:slow:{seconds}")
    process = shop.shop.start("confirm")
    shop.amazon.wait_for(operation, before + 1, answered=seconds == "0.2")
    process.kill()
    process.communicate()
    shop.amazon.misbehave()
    runs = confirm_as_cron_does(shop)

    assert runs[-1].code == 0, runs[-1].told
    assert_once(shop, labels)
    assert shop.amazon.calls()["SubmitFeed"] <= (2 if (operation, seconds) == ("SubmitFeed", "30") else 1)
