"""kill -9 anywhere in a confirm: the next run completes it, and each parcel is at Amazon exactly once."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from mwslink.connections import Seller
from mwslink.shipping.journal import State
from system.parcel_shop import REQUESTS, Parcels, assert_once, parcel_shop

pytestmark = pytest.mark.slow
RANDOM_KILLS = 6
SELLER = Seller("A1SANDBOX00001", "eu")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parcels]:
    with parcel_shop(tmp_path_factory.mktemp("kills") / "home") as made:
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


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def assert_completed(shop: Parcels, labels: dict[str, str]) -> None:
    """The next run ends well; then nothing is left to be said, and nothing is."""
    shop.amazon.misbehave()
    ran = shop.shop.run_here("confirm")
    assert (ran.code, ran.err) == (0, ""), ran.told
    assert_once(shop, labels)
    with shop.shop.opened() as store:
        records = [one for order in shop.orders[:2] for one in store.parcels.of_order(SELLER, order.id)]
        assert {one.state for one in records} == {State.EFFECTIVE}
    shop.amazon.forget()
    assert shop.shop.run_here("confirm").code == 0
    assert shop.amazon.calls()["confirmShipment"] == 0


@pytest.mark.parametrize(("operation", "number"), REQUESTS)
def test_killed_while_a_request_is_under_way(
    shop: Parcels, labels: dict[str, str], operation: str, number: int
) -> None:
    shop.amazon.misbehave(f"{operation}:{number}:slow:30")
    process = shop.shop.start("confirm")
    shop.amazon.wait_for(operation, number)
    kill(process)

    assert_completed(shop, labels)


@pytest.mark.parametrize(("operation", "number"), REQUESTS)
def test_killed_as_a_request_was_answered(shop: Parcels, labels: dict[str, str], operation: str, number: int) -> None:
    """Before, while or after the answer is saved: whichever the kill meets."""
    shop.amazon.misbehave(f"{operation}:{number}:slow:0.2")
    process = shop.shop.start("confirm")
    shop.amazon.wait_for(operation, number, answered=True)
    kill(process)

    assert_completed(shop, labels)


@pytest.mark.parametrize("attempt", range(RANDOM_KILLS))
def test_killed_at_a_random_moment(shop: Parcels, labels: dict[str, str], attempt: int) -> None:
    process = shop.shop.start("confirm")
    with suppress(subprocess.TimeoutExpired):
        process.wait(random.Random(f"kill {attempt}").uniform(0.2, 2.5))
    kill(process)

    assert_completed(shop, labels)


@pytest.mark.parametrize("number", [1, 2])
def test_killed_while_correcting_a_number_it_is_corrected_once(
    shop: Parcels, labels: dict[str, str], number: int
) -> None:
    """The package of the old number becomes that of the new one, and no other appears."""
    assert shop.shop.run_here("confirm").code == 0
    changed = {parcel: f"NEW-{text}" for parcel, text in labels.items()}
    for parcel, text in changed.items():
        shop.change(parcel, tracking_number=text)
    shop.amazon.forget()
    shop.amazon.misbehave(f"confirmShipment:{number}:slow:0.2")
    process = shop.shop.start("confirm")
    shop.amazon.wait_for("confirmShipment", number, answered=number == 2)
    kill(process)

    assert_completed(shop, changed)
