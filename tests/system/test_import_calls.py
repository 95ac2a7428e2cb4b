"""What an import costs in calls, and that Amazon's quotas are used to the full and never overrun."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from mwslink.clock import ScaledClock
from system.shop import COUNTRIES, SEARCH, Shop, sandbox_process, serving

PER_PAGE, BURST, RATE = 100, 20, 0.0056


@pytest.mark.slow
def test_a_thousand_orders_cost_ten_calls_and_one_token(tmp_path: Path) -> None:
    """From the first connect on; a second and a third run back to back cost one call each, no token, and no 429."""
    with sandbox_process(tmp_path, "--accounts", "1", "--orders", "1000") as amazon:
        shop = Shop(tmp_path / "home", amazon)
        shop.connect(*COUNTRIES)
        first = shop.run("import", "--json")
        assert first.code == 0, first.told
        connecting = {"token": 1, "getMarketplaceParticipations": len(COUNTRIES), "searchListingsItems": 1}
        connecting["user_auth_metadata"] = 1  # of the sandbox's Sendcloud
        assert amazon.calls() == {**connecting, SEARCH: 10}
        assert len(shop.content().orders) == 1000

        for _ in range(2):
            amazon.forget()
            again = shop.run("import", "--json")
            assert again.code == 0, again.told
            assert amazon.calls() == {SEARCH: 1}
            assert again.document["data"]["calls"] == {SEARCH: 1}
            assert amazon.statuses() == {200: 1}


@pytest.mark.slow
def test_every_account_costs_what_its_own_orders_cost(tmp_path: Path) -> None:
    """Connections of one seller share the calls; sellers do not."""
    with serving(accounts=2, orders=250) as amazon:
        shop = Shop(tmp_path / "home", amazon)
        shop.connect(*COUNTRIES)
        shop.connect("ES", number=2)
        amazon.forget()
        ran = shop.run("import")

        assert ran.code == 0, ran.told
        asked = Counter(entry["account"] for entry in amazon.requests if entry["operation"] == SEARCH)
        assert asked == {1: 3, 2: 3}


@pytest.mark.slow
def test_an_exhausted_quota_is_waited_for_and_not_overrun(tmp_path: Path) -> None:
    """27 pages with a burst of 20: seven wait for their turn, none is refused, and none waits longer than it must.

    The time is measured where it counts, at Amazon's door, from the first page's arrival to the last one's. The clocks
    run up to 200 times as fast, so each moment of a busy computer weighs as many times as much: the time may need
    another, slower try, the absence of refusals may not.
    """
    pages = 27
    ideal = (pages - BURST) / RATE
    taken: list[float] = []
    while len(taken) < 4 and not (taken and taken[-1] <= 1.02 * ideal):
        speed = 200.0 / 2 ** len(taken)  # what disturbs weighs less each time
        with serving(accounts=1, orders=pages * PER_PAGE, clock_speed=speed) as amazon:
            shop = Shop(tmp_path / str(len(taken)), amazon)
            shop.connect(*COUNTRIES)
            amazon.call("/state")  # makes the orders now, not while the first page is waited for
            amazon.forget()
            ran = shop.run_here("--timeout", "600", "import", "--max-wait", "1h", at=ScaledClock(speed))

            assert ran.code == 0, ran.told
            arrivals = [entry["at"] for entry in amazon.requests if entry["operation"] == SEARCH]
            assert amazon.statuses() == {200: len(amazon.requests)}
            assert len(arrivals) == pages
            assert len(shop.content().orders) == pages * PER_PAGE
        taken.append((datetime.fromisoformat(arrivals[-1]) - datetime.fromisoformat(arrivals[0])).total_seconds())
    print(f"{taken} s, ideal {ideal:.0f} s")
    assert taken[-1] <= 1.02 * ideal, f"{taken} s for {ideal:.0f} s; is this computer busy?"
