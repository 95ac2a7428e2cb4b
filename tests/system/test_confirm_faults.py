"""Each of the sandbox's faults at each request of a confirm: each parcel is at Amazon once, in the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mwslink.clock import ScaledClock
from system.parcel_shop import REQUESTS, Parcels, assert_once, parcel_shop
from system.shop import MOST_SECONDS, Ran

pytestmark = pytest.mark.slow
SPEED = 300.0
FAULTS = ("429", "500", "503", "html500", "reset", "truncate", "hang", "expired-token", "slow:30")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parcels]:
    with parcel_shop(tmp_path_factory.mktemp("faults") / "home") as made:
        yield made


@pytest.fixture
def shop(scene: Parcels, tmp_path: Path) -> Iterator[Parcels]:
    made = scene.copy(tmp_path / "copy")
    made.amazon.misbehave()
    yield made
    made.amazon.misbehave()


@pytest.fixture
def labels(shop: Parcels) -> dict[str, str]:
    return shop.three_labels()


def run_fast(shop: Parcels) -> Ran:
    ran = shop.shop.run_here("--timeout", shop.amazon.patience(in_vain="1"), "confirm", at=ScaledClock(SPEED))
    assert ran.seconds < MOST_SECONDS, ran.told
    assert "Traceback" not in ran.told
    return ran


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize(("operation", "number"), REQUESTS)
def test_one_fault_is_healed(shop: Parcels, labels: dict[str, str], operation: str, number: int, kind: str) -> None:
    shop.amazon.misbehave(f"{operation}:{number}:{kind}")
    ran = run_fast(shop)

    assert (ran.code, ran.err) == (0, ""), ran.told
    assert shop.amazon.fired() == 1
    assert_once(shop, labels)


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("operation", ["all_shipments", "confirmShipment", "getOrder"])
def test_a_fault_that_stays_ends_the_run_and_the_next_completes_it(
    shop: Parcels, labels: dict[str, str], operation: str, kind: str
) -> None:
    shop.amazon.misbehave(f"{operation}:100%:{kind}")
    ran = run_fast(shop)
    shop.amazon.misbehave()
    after = [run_fast(shop), run_fast(shop)]

    has_effect = (operation, kind) != ("all_shipments", "expired-token")  # Sendcloud's keys expire with nobody
    assert ran.code in ({4, 5, 7} if has_effect else {0}), ran.told
    assert [(one.code, one.err) for one in after] == [(0, "")] * 2, after[0].told
    assert_once(shop, labels)
