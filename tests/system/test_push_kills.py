"""kill -9 anywhere in a push: the next run completes it, and each order is in Sendcloud once, as Amazon has it."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from system.pushing_shop import PushScene, assert_changed, assert_handed_over, let_amazon_change, push_scene
from system.shop import Shop

pytestmark = pytest.mark.slow
COUNT = 130  # two batches
FIRST = [("user_auth_metadata", 1), ("create_orders", 1), ("create_orders", 2), ("list_orders", 1)]
CHANGES = [
    ("all_shipments", 2),
    *(("delete_order", number) for number in (1, 3)),
    ("retrieve_order", 1),
    ("create_orders", 1),
    ("retrieve_order", 3),
]
RANDOM_KILLS = 6


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushScene]:
    with push_scene(tmp_path_factory.mktemp("kills"), COUNT, quotas=False, saving_delay=0.1) as scene:
        yield scene


@pytest.fixture
def shop(scene: PushScene, tmp_path: Path) -> Shop:
    """A shop of its own, and an empty Sendcloud."""
    scene.restart()
    return scene.shop.copy(tmp_path / "shop", with_store=True)


@pytest.fixture
def changed(scene: PushScene, shop: Shop) -> Shop:
    """Everything is handed over; then Amazon changes and cancels some orders."""
    assert push(shop) == 0
    let_amazon_change(shop)
    scene.server.forget()
    return shop


def push(shop: Shop) -> int:
    return shop.run_here("push", "--wait", "3s").code


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def kill_at(scene: PushScene, shop: Shop, operation: str, number: int, *, answered: bool) -> None:
    """While the request is under way, or as its answer has come."""
    scene.server.misbehave(f"{operation}:{number}:slow:{0.2 if answered else 30}")
    process = shop.start("push", "--wait", "3s")
    scene.server.wait_for(operation, number, answered=answered)
    kill(process)
    scene.server.misbehave()


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize(("operation", "number"), FIRST)
def test_killed_at_a_request_of_the_first_push(
    scene: PushScene, shop: Shop, operation: str, number: int, answered: bool
) -> None:
    """Nobody knows what arrived; it is sent again, which changes nothing."""
    kill_at(scene, shop, operation, number, answered=answered)

    assert push(shop) == 0
    assert_handed_over(scene)


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize(("operation", "number"), CHANGES)
def test_killed_while_changes_are_handed_over(
    scene: PushScene, changed: Shop, operation: str, number: int, answered: bool
) -> None:
    """Cancelled orders are gone in the end, changed ones are as they are now."""
    kill_at(scene, changed, operation, number, answered=answered)

    assert push(changed) == 0
    assert_changed(scene)


@pytest.mark.parametrize("attempt", range(RANDOM_KILLS))
def test_killed_at_a_random_moment(scene: PushScene, changed: Shop, attempt: int) -> None:
    """Between requests too."""
    process = changed.start("push", "--wait", "3s")
    with suppress(subprocess.TimeoutExpired):
        process.wait(random.Random(f"kill {attempt}").uniform(0.3, 2.5))
    kill(process)

    assert push(changed) == 0
    assert_changed(scene)
