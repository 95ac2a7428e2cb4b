"""What a check of weights costs in calls: the fewest Amazon's interface allows, and no quota overrun."""

from __future__ import annotations

from math import ceil
from pathlib import Path

import pytest

from mwslink.clock import ScaledClock
from system.shop import COUNTRIES, Amazon, Shop, make_shop, sandbox_process

SEARCH = "searchListingsItems"
PER_PAGE = 20
SPEED = 20.0


def check(shop: Shop) -> int:
    """A check by a clock as fast as the sandbox's; the number of listings it saw."""
    ran = shop.run_here("--timeout", "600", "check-weights", "--json", "--max-wait", "1h", at=ScaledClock(SPEED))
    assert ran.code in (0, 10), ran.told
    checked: int = ran.document["data"]["checked"]
    return checked


def assert_never_refused(amazon: Amazon) -> None:
    assert set(amazon.statuses()) == {200}, amazon.statuses()


@pytest.mark.slow
@pytest.mark.parametrize("listings", [40, 1_000, 10_000])
def test_everything_costs_a_call_for_each_twenty_and_nothing_new_costs_one(tmp_path: Path, listings: int) -> None:
    """Also beyond the first thousand; with quotas on."""
    options = ["--accounts", "1", "--orders", "0", "--listings", str(listings), "--clock-speed", str(SPEED)]
    with sandbox_process(tmp_path, *options) as amazon:
        shop = make_shop(tmp_path / "home", amazon, *COUNTRIES, weighed=True)
        amazon.call("/listings?account=1")  # makes them now
        checked = check(shop)

        calls = amazon.calls()
        print(listings, checked, calls)
        assert_never_refused(amazon)
        assert calls[SEARCH] == ceil(listings / PER_PAGE)
        assert calls["token"] <= 1 + listings // 5_000
        assert set(calls) <= {SEARCH, "token", "searchCatalogItems"}
        assert checked > listings  # in five countries, less what Amazon ships

        amazon.forget()
        assert check(shop) == checked
        again = amazon.calls()
        assert_never_refused(amazon)
        assert again[SEARCH] == 1
        assert set(again) <= {SEARCH, "token"}
