"""kill -9 anywhere in an import over MWS: the next run completes it, and asks for no stored order's items again."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from system.shop import COUNTRIES, Scene, Shop, assert_whole, calm_scene

pytestmark = pytest.mark.slow
LIST, NEXT, ITEMS = "ListOrders", "ListOrdersByNextToken", "ListOrderItems"
ORDERS, PER_PAGE, PAGES = 9, 4, 3
# Every second order, and what lies on either side of a page's end.
REQUESTS = [(LIST, 1), *((NEXT, page) for page in range(1, PAGES)), *((ITEMS, number) for number in (1, 2, 4, 5, 7, 9))]
RANDOM_KILLS = 8


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with calm_scene(tmp_path_factory.mktemp("kills"), orders=ORDERS, page_size=PER_PAGE, api="mws") as scene:
        assert scene.calls == {LIST: 1, NEXT: PAGES - 1, ITEMS: ORDERS}
        yield scene


@pytest.fixture
def shop(scene: Scene, tmp_path: Path) -> Shop:
    """A shop of its own, to which Amazon behaves."""
    scene.amazon.misbehave()
    scene.amazon.forget()
    return scene.shop.copy(tmp_path / "shop")


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def stored_after(shop: Shop) -> int:
    """How many orders the kill left in a store whose files are sound, each with its items."""
    if not shop.database.exists():
        return 0
    orders = shop.copy(shop.home.with_name("seen"), with_store=True).content().orders
    assert all(one.order.items for one in orders.values())
    return len(orders)


def assert_completed(scene: Scene, shop: Shop, stored: int) -> None:
    """The next run brings what is missing, order by order, and reads at most one page of the list twice."""
    before = scene.amazon.calls()
    scene.amazon.misbehave()
    scene.amazon.forget()
    ran = shop.run_here("import")

    assert (ran.code, ran.err) == (0, "")
    assert_whole(shop, scene.undisturbed)
    calls = scene.amazon.calls()
    assert calls[ITEMS] == ORDERS - stored
    assert before[ITEMS] <= stored + 1
    assert before[LIST] + before[NEXT] + calls[LIST] + calls[NEXT] <= PAGES + 1


@pytest.mark.parametrize(("operation", "number"), REQUESTS)
def test_killed_while_a_request_is_under_way(scene: Scene, shop: Shop, operation: str, number: int) -> None:
    scene.amazon.misbehave(f"{operation}:{number}:slow:30")
    process = shop.start("import")
    scene.amazon.wait_for(operation, number)
    kill(process)

    stored = stored_after(shop)
    assert stored == {LIST: 0, NEXT: PER_PAGE * number, ITEMS: number - 1}[operation]
    assert_completed(scene, shop, stored)


@pytest.mark.parametrize(("operation", "number"), REQUESTS)
def test_killed_as_a_request_was_answered(scene: Scene, shop: Shop, operation: str, number: int) -> None:
    """Before, while or after the answer is saved: whichever the kill meets."""
    scene.amazon.misbehave(f"{operation}:{number}:slow:0.2")
    process = shop.start("import")
    scene.amazon.wait_for(operation, number, answered=True)
    kill(process)

    assert_completed(scene, shop, stored_after(shop))


@pytest.mark.parametrize("attempt", range(RANDOM_KILLS))
def test_killed_at_a_random_moment(scene: Scene, shop: Shop, attempt: int) -> None:
    process = shop.start("import")
    moment = random.Random(f"kill {attempt}").uniform(0, scene.seconds)
    with suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    was_done = process.poll() is not None
    kill(process)

    stored = stored_after(shop)
    if was_done:
        scene.amazon.forget()  # the run after it lists what changed since, which is nothing
    assert_completed(scene, shop, stored)


def test_killed_again_and_again_it_still_gets_there(scene: Scene, shop: Shop) -> None:
    """Each run is killed at its second order, and so brings one more; three runs, as six lists in all need no wait."""
    for brought in range(1, 4):
        scene.amazon.forget()
        scene.amazon.misbehave(f"{ITEMS}:2:slow:30")
        process = shop.start("import")
        scene.amazon.wait_for(ITEMS, 2)
        kill(process)
        assert len(shop.content().orders) == brought
        assert scene.amazon.calls() == {LIST: 1, ITEMS: 2}
    scene.amazon.forget()

    assert_completed(scene, shop, 3)


def test_killed_while_connecting_nothing_is_half_written(scene: Scene, tmp_path: Path) -> None:
    scene.amazon.forget()
    scene.amazon.misbehave("ListMarketplaceParticipations:1:slow:30")
    shop = Shop(tmp_path / "new", scene.amazon)
    shop.home.mkdir()
    process = shop.start("connect", "--country", "ES", "--sandbox", scene.amazon.url, "--api", "mws")
    scene.amazon.wait_for("ListMarketplaceParticipations", 1)
    kill(process)
    assert not shop.config.exists()

    scene.amazon.misbehave()
    shop.connect(*COUNTRIES, api="mws")
    assert shop.run_here("import").code == 0
    assert_whole(shop, scene.undisturbed)


def test_the_second_of_two_imports_leaves_at_once(scene: Scene, shop: Shop) -> None:
    """With 5, for cron to try again; it has asked Amazon nothing, and the first goes on undisturbed."""
    scene.amazon.misbehave(f"{ITEMS}:2:slow:8")
    first = shop.start("import")
    scene.amazon.wait_for(ITEMS, 2)
    second = shop.run_here("import")
    seen = scene.amazon.calls()
    _out, err = first.communicate(timeout=60)

    assert second.code == 5, second.told
    assert "Another run is busy" in second.err
    assert seen == {LIST: 1, ITEMS: 2}
    assert (first.returncode, err) == (0, "")
    assert scene.amazon.calls() == scene.calls
    assert_whole(shop, scene.undisturbed)


@pytest.mark.parametrize("attempt", range(3))
def test_two_imports_begun_together(scene: Scene, shop: Shop, attempt: int) -> None:
    """Also the store is made by both at once; the items of an order are asked for once in all."""
    running = [shop.start("import"), shop.start("import")]
    texts = [process.communicate(timeout=60)[1] for process in running]
    results = sorted(zip((process.returncode for process in running), texts, strict=True))

    assert results[0] == (0, "")
    assert results[1] == (0, "") or (results[1][0] == 5 and "Another run is busy" in results[1][1])
    assert scene.amazon.statuses().keys() == {200}
    assert scene.amazon.calls()[ITEMS] == ORDERS
    assert_whole(shop, scene.undisturbed)
