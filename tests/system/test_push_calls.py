"""Ten thousand orders in a hundred calls, within Sendcloud's limits, and never refused for speed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mwslink.clock import ScaledClock
from system.pushing_shop import assert_handed_over, push_scene

pytestmark = pytest.mark.slow
COUNT = 10_000
SPEED = 20.0  # of both clocks, the sandbox's and the program's


def test_ten_thousand_orders_take_a_hundred_writes_and_no_429(tmp_path: Path) -> None:
    """Limits as Sendcloud publishes them, in the strictest reading."""
    with push_scene(tmp_path, COUNT, quotas=True, clock_speed=SPEED, saving_delay=1.0) as scene:
        ran = scene.shop.run_here("push", "--json", at=ScaledClock(SPEED))
        calls, statuses = scene.server.calls(), scene.server.statuses()
        assert_handed_over(scene)

    assert ran.code == 0, ran.told
    assert calls["create_orders"] == COUNT / 100
    assert statuses[429] == 0
    assert calls["list_orders"] <= 2 * COUNT / 200
    assert ran.document["data"]["connections"][0]["verified"] == COUNT
