"""Each of the sandbox's faults at each request of a push: each order is in Sendcloud once, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mwslink.clock import ScaledClock
from mwslink.sandbox.faults import KINDS
from system.pushing_shop import PushScene, assert_changed, assert_handed_over, let_amazon_change, push_scene, there
from system.shop import MOST_SECONDS, Ran, Shop

pytestmark = pytest.mark.slow
COUNT = 130  # two batches
SPEED = 300.0
OF_AMAZON = {"quota", "error200", "doctype", "html200", "wrong-md5", "revoked-token"}
FAULTS = [*(kind for kind in KINDS if kind not in {"slow", *OF_AMAZON}), "slow:0.3"]
FIRST = [("user_auth_metadata", 1), ("create_orders", 1), ("create_orders", 2), ("list_orders", 1)]
CHANGES = [("all_shipments", 2), ("delete_order", 2), ("retrieve_order", 1), ("create_orders", 1)]
# What repeating does not heal, with the exit code it leads to.
ALWAYS = dict.fromkeys(FAULTS, 5) | dict.fromkeys(
    ("slow:0.3", "duplicate", "expired-token", "stale-page-token", "lost"), 0
)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushScene]:
    with push_scene(tmp_path_factory.mktemp("faults"), COUNT, quotas=False, saving_delay=0.0) as scene:
        yield scene


@pytest.fixture
def at() -> ScaledClock:
    """Pauses pass quickly; the network's time limits do not."""
    return ScaledClock(SPEED)


@pytest.fixture
def shop(scene: PushScene, tmp_path: Path) -> Iterator[Shop]:
    scene.restart()
    yield scene.shop.copy(tmp_path / "shop", with_store=True)
    scene.server.misbehave()


@pytest.fixture
def changed(scene: PushScene, shop: Shop, at: ScaledClock) -> Shop:
    assert push(shop, at).code == 0
    let_amazon_change(shop)
    scene.server.forget()
    at.sleep(400)
    return shop


def push(shop: Shop, at: ScaledClock) -> Ran:
    ran = shop.run_here("--timeout", shop.amazon.patience(in_vain="1"), "push", "--json", at=at)
    assert ran.seconds < MOST_SECONDS, ran.told
    assert "Traceback" not in ran.told
    return ran


def push_until_done(shop: Shop, at: ScaledClock, first: Ran) -> None:
    """As cron does: run again, minutes later, until nothing is left to be done."""
    ran = first
    for _run in range(4):
        done = sum(
            one[key] for one in ran.document["data"]["connections"] for key in ("new", "changed", "again", "waiting")
        )
        if ran.code == 0 and not done:
            return
        at.sleep(400)
        ran = push(shop, at)
    raise AssertionError(ran.told)


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize(("operation", "number"), FIRST)
def test_one_fault_of_the_first_push_is_healed(
    scene: PushScene, shop: Shop, at: ScaledClock, operation: str, number: int, kind: str
) -> None:
    """In the same run; only what Sendcloud loses shows minutes later."""
    scene.server.misbehave(f"{operation}:{number}:{kind}")
    ran = push(shop, at)

    assert ran.code == 0, ran.told
    assert scene.server.fired() == 1
    if kind != "lost" or operation != "create_orders":
        assert_handed_over(scene)
    scene.server.misbehave()
    push_until_done(shop, at, ran)
    assert_handed_over(scene)


@pytest.mark.parametrize("kind", ["429", "503", "reset", "truncate", "hang"])
@pytest.mark.parametrize(("operation", "number"), CHANGES)
def test_one_fault_while_changes_are_handed_over_is_healed(
    scene: PushScene, changed: Shop, at: ScaledClock, operation: str, number: int, kind: str
) -> None:
    """Cancelled orders go, changed ones change, once."""
    scene.server.misbehave(f"{operation}:{number}:{kind}")
    ran = push(changed, at)

    assert ran.code == 0, ran.told
    assert scene.server.fired() == 1
    scene.server.misbehave()
    push_until_done(changed, at, ran)
    assert_changed(scene)


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_that_stays_ends_the_push_with_its_code(
    scene: PushScene, shop: Shop, at: ScaledClock, kind: str
) -> None:
    """The message says what is wrong, and the next run completes it."""
    scene.server.misbehave(f"*:100%:{kind}")
    ran = push(shop, at)
    scene.server.misbehave()

    assert ran.code == ALWAYS[kind], ran.told
    push_until_done(shop, at, ran)
    assert_handed_over(scene)


@pytest.mark.parametrize("seed", range(3))
def test_one_request_in_five_going_wrong_still_brings_everything(
    scene: PushScene, shop: Shop, at: ScaledClock, seed: int
) -> None:
    """Run again until it is done, as cron does."""
    kinds = ("500", "503", "reset", "truncate", "html500", "429", "lost")
    scene.server.misbehave(*(f"*:{2 + (seed + index) % 3}%:{kind}" for index, kind in enumerate(kinds)))
    for _run in range(6):
        push(shop, at)
        at.sleep(400)
    scene.server.misbehave()

    push_until_done(shop, at, push(shop, at))
    assert_handed_over(scene)
    assert len(there(scene.server)) == COUNT
