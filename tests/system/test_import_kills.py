"""kill -9 anywhere in an import: the next run completes it, and fetches at most one page again."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from system.shop import COUNTRIES, SEARCH, Scene, Shop, assert_whole, calm_scene

pytestmark = pytest.mark.slow
PAGES = 7
REQUESTS = [("token", 1), *((SEARCH, page) for page in range(1, PAGES + 1))]
RANDOM_KILLS = 12


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with calm_scene(tmp_path_factory.mktemp("kills"), orders=65) as scene:
        assert scene.calls == {"token": 1, SEARCH: PAGES}
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


def assert_completed(scene: Scene, shop: Shop) -> None:
    """The next run ends well, with everything there, for one page and one token more than an undisturbed import."""
    scene.amazon.misbehave()
    ran = shop.run_here("import")
    assert (ran.code, ran.err) == (0, "")
    assert_whole(shop, scene.undisturbed)
    calls = scene.amazon.calls()
    assert calls[SEARCH] <= PAGES + 1
    assert calls["token"] <= 2


@pytest.mark.parametrize(("operation", "number"), REQUESTS)
def test_killed_while_a_request_is_under_way(scene: Scene, shop: Shop, operation: str, number: int) -> None:
    scene.amazon.misbehave(f"{operation}:{number}:slow:30")
    process = shop.start("import")
    scene.amazon.wait_for(operation, number)
    kill(process)

    assert_completed(scene, shop)


@pytest.mark.parametrize(("operation", "number"), REQUESTS)
def test_killed_as_a_request_was_answered(scene: Scene, shop: Shop, operation: str, number: int) -> None:
    """Before, while or after the answer is saved: whichever the kill meets."""
    scene.amazon.misbehave(f"{operation}:{number}:slow:0.2")
    process = shop.start("import")
    scene.amazon.wait_for(operation, number, answered=True)
    kill(process)

    assert_completed(scene, shop)


@pytest.mark.parametrize("attempt", range(RANDOM_KILLS))
def test_killed_at_a_random_moment(scene: Scene, shop: Shop, attempt: int) -> None:
    process = shop.start("import")
    moment = random.Random(f"kill {attempt}").uniform(0, scene.seconds)
    with suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    kill(process)

    assert_completed(scene, shop)


def test_killed_again_and_again_it_still_gets_there(scene: Scene, shop: Shop) -> None:
    """Each run is killed at its second page, and so brings one page more."""
    for _ in range(PAGES - 1):
        scene.amazon.forget()
        scene.amazon.misbehave(f"{SEARCH}:2:slow:30")
        process = shop.start("import")
        scene.amazon.wait_for(SEARCH, 2)
        kill(process)
    scene.amazon.forget()

    assert_completed(scene, shop)
    assert scene.amazon.calls() == {SEARCH: 1}


@pytest.mark.parametrize("operation", ["token", "getMarketplaceParticipations"])
def test_killed_while_connecting_nothing_is_half_written(scene: Scene, tmp_path: Path, operation: str) -> None:
    scene.amazon.forget()
    scene.amazon.misbehave(f"{operation}:1:slow:30")
    shop = Shop(tmp_path / "new", scene.amazon)
    shop.home.mkdir()
    process = shop.start("connect", "--country", "ES", "--sandbox", scene.amazon.url)
    scene.amazon.wait_for(operation, 1)
    kill(process)
    assert not shop.config.exists()

    scene.amazon.misbehave()
    shop.connect(*COUNTRIES)
    assert shop.run_here("import").code == 0
    assert_whole(shop, scene.undisturbed)
