"""Each of the sandbox's faults at each request: what can be healed is healed, what cannot ends, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mwslink.clock import Clock, ScaledClock
from mwslink.sandbox.faults import KINDS
from system.shop import COUNTRIES, MOST_SECONDS, SEARCH, Ran, Scene, Shop, assert_whole, calm_scene

pytestmark = pytest.mark.slow
PAGES = 3
PARTICIPATIONS = "getMarketplaceParticipations"
# Pauses between tries and waits for a quota pass at this speed; the network's time limits do not.
SPEED = 300.0
OF_OTHERS = {"quota", "error200", "doctype", "html200", "wrong-md5", "lost"}  # MWS's and Sendcloud's
# Who only reads is as well off with an answer that comes too late as with none ("hang").
FAULTS = [*(kind for kind in KINDS if kind not in {"slow", *OF_OTHERS}), "slow:0.3"]
# What repeating does not heal, with the exit code it leads to.
ALWAYS = dict.fromkeys(FAULTS, 5) | {
    "slow:0.3": 0,
    "duplicate": 0,
    "expired-token": 4,
    "revoked-token": 4,
    "stale-page-token": 6,
}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with calm_scene(tmp_path_factory.mktemp("faults"), orders=25) as scene:
        assert scene.calls == {"token": 1, SEARCH: PAGES}
        yield scene


@pytest.fixture
def shop(scene: Scene, tmp_path: Path) -> Iterator[Shop]:
    """A shop of its own; Amazon behaves afterwards."""
    scene.amazon.forget()
    yield scene.shop.copy(tmp_path / "shop")
    scene.amazon.misbehave()


def run_fast(shop: Shop, *arguments: str, at: Clock | None = None) -> Ran:
    ran = shop.run_here("--timeout", shop.amazon.patience(), *arguments, at=at or ScaledClock(SPEED))
    assert ran.seconds < MOST_SECONDS, ran.told
    return ran


def connect(shop: Shop, country: str = "ES", *, at: Clock | None = None) -> Ran:
    return run_fast(shop, "connect", "--country", country, "--sandbox", shop.amazon.url, at=at)


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize(("operation", "number"), [("token", 1), *((SEARCH, page + 1) for page in range(PAGES))])
def test_one_fault_of_an_import_is_healed(scene: Scene, shop: Shop, operation: str, number: int, kind: str) -> None:
    """For one more call; only a page token that died costs the pages before it as well."""
    scene.amazon.misbehave(f"{operation}:{number}:{kind}")
    ran = run_fast(shop, "import", "--json")

    assert (ran.code, ran.err) == (0, ""), ran.told
    assert scene.amazon.fired() == 1
    assert sum(one["new"] for one in ran.document["data"]["connections"]) == len(scene.undisturbed.orders)
    assert_whole(shop, scene.undisturbed)
    calls = scene.amazon.calls()
    assert calls[SEARCH] <= PAGES + (number if kind == "stale-page-token" else 1)
    assert calls["token"] <= 2


WHILE_CONNECTING = [(operation, kind) for operation in ("token", PARTICIPATIONS) for kind in FAULTS]


@pytest.mark.parametrize(("operation", "kind"), WHILE_CONNECTING)
def test_one_fault_while_connecting_is_healed(scene: Scene, tmp_path: Path, operation: str, kind: str) -> None:
    scene.amazon.forget()
    scene.amazon.misbehave(f"{operation}:1:{kind}")
    shop = Shop(tmp_path / "new", scene.amazon)
    shop.home.mkdir()
    ran = connect(shop)

    assert (ran.code, ran.err) == (0, ""), ran.told
    assert scene.amazon.fired() == 1
    scene.amazon.misbehave()
    for country in COUNTRIES[1:]:
        assert connect(shop, country).code == 0
    assert run_fast(shop, "import").code == 0
    assert_whole(shop, scene.undisturbed)


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("operation", ["*", SEARCH])
def test_a_fault_that_stays_ends_the_import_with_its_code(scene: Scene, shop: Shop, operation: str, kind: str) -> None:
    """What came before stays, the message says what is wrong, and the next run completes it."""
    scene.amazon.misbehave(f"{operation}:100%:{kind}")
    ran = run_fast(shop, "import")

    assert ran.code == ALWAYS[kind], ran.told
    assert ran.code == 0 or ran.err.startswith("mwslink: amazon-es, amazon-it"), ran.told
    assert "Traceback" not in ran.told
    scene.amazon.misbehave()
    after = run_fast(shop, "import")
    assert (after.code, after.err) == (0, "")
    assert_whole(shop, scene.undisturbed)


@pytest.mark.parametrize("page", [2, PAGES])
def test_a_fault_that_stays_from_a_page_on_keeps_the_pages_before(scene: Scene, shop: Shop, page: int) -> None:
    """And the next run goes on where it broke off."""
    scene.amazon.misbehave(*(f"{SEARCH}:{number}:503" for number in range(page, page + 9)))
    assert run_fast(shop, "import").code == 5
    assert len(shop.content().orders) == 10 * (page - 1)
    scene.amazon.misbehave()
    scene.amazon.forget()

    assert run_fast(shop, "import").code == 0
    assert_whole(shop, scene.undisturbed)
    assert scene.amazon.calls() == {SEARCH: PAGES - page + 1}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_that_stays_ends_connecting_and_writes_nothing(scene: Scene, tmp_path: Path, kind: str) -> None:
    at = ScaledClock(SPEED)
    scene.amazon.misbehave(f"{PARTICIPATIONS}:100%:{kind}")
    shop = Shop(tmp_path / "new", scene.amazon)
    shop.home.mkdir()
    ran = connect(shop, at=at)
    scene.amazon.misbehave()

    assert ran.code == (0 if kind == "stale-page-token" else ALWAYS[kind]), ran.told
    assert "Traceback" not in ran.told
    assert shop.config.exists() == (ran.code == 0)
    at.sleep(120)  # for the quota's next turn
    after = connect(shop, at=at)
    assert after.code == 0, after.told


@pytest.mark.parametrize("kind", ["503", "reset", "truncate", "hang"])
def test_a_real_run_heals_itself_too(scene: Scene, shop: Shop, kind: str) -> None:
    """By the real clock, in a process of its own."""
    scene.amazon.misbehave(f"{SEARCH}:2:{kind}")
    ran = shop.run("--timeout", "1", "import", seconds=MOST_SECONDS)

    assert (ran.code, ran.err) == (0, ""), ran.told
    assert_whole(shop, scene.undisturbed)


@pytest.mark.parametrize("kind", ["hang", "500"])
def test_a_server_that_never_answers_well_does_not_hang_a_real_run(scene: Scene, shop: Shop, kind: str) -> None:
    scene.amazon.misbehave(f"*:100%:{kind}")
    ran = shop.run("--timeout", "1", "import", seconds=MOST_SECONDS)

    assert ran.code == 5, ran.told


@pytest.mark.parametrize("seed", range(4))
def test_one_request_in_five_going_wrong_still_brings_everything(shop: Shop, scene: Scene, seed: int) -> None:
    """Run again until it is done, as cron does: a run brings all, or is to be repeated."""
    kinds = ("500", "503", "reset", "truncate", "html500", "expired-token", "duplicate", "stale-page-token")
    scene.amazon.misbehave(*(f"*:{2 + (seed + index) % 3}%:{kind}" for index, kind in enumerate(kinds)))
    codes = []
    while not codes or codes[-1] != 0:
        codes.append(run_fast(shop, "import").code)
        assert len(codes) < 20
    scene.amazon.misbehave()

    assert set(codes) <= {0, 4, 5, 6}
    assert_whole(shop, scene.undisturbed)
