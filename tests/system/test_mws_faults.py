"""Each of the sandbox's faults at each request of an MWS import: it is healed or ends well, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mwslink import clock
from mwslink.clock import Clock, ScaledClock
from mwslink.sandbox.faults import KINDS
from mwslink.sandbox.hours import HourlyQuotas
from system.shop import MOST_SECONDS, Amazon, Ran, Scene, Shop, assert_whole, calm_scene

pytestmark = pytest.mark.slow
LIST, NEXT, ITEMS = "ListOrders", "ListOrdersByNextToken", "ListOrderItems"
PARTICIPATIONS = "ListMarketplaceParticipations"
ORDERS, PER_PAGE = 3, 2
# In the order in which an import sends them.
REQUESTS = [(LIST, 1), (ITEMS, 1), (ITEMS, 2), (NEXT, 1), (ITEMS, 3)]
# Pauses between tries and waits for a quota pass at this speed; the network's time limits do not. While an answer is
# waited for in vain, not so much time may pass here that the next call's signature lies in Amazon's future.
SPEED = 100.0
OF_OTHERS = {"revoked-token", "lost"}  # SP-API's and Sendcloud's
# Who only reads is as well off with an answer that comes too late as with none ("hang").
FAULTS = [*(kind for kind in KINDS if kind not in {"slow", *OF_OTHERS}), "slow:0.2"]
HARMLESS = ("slow:0.2", "duplicate", "wrong-md5")  # the last is for reports and feeds
# What repeating does not heal, with the exit code it leads to: MWS's token is the seller's, and cannot be renewed.
# The hour of "quota" may have long to go, and is not waited for here.
ONCE = dict.fromkeys(FAULTS, 0) | {"expired-token": 4, "quota": 5}
ALWAYS = dict.fromkeys(FAULTS, 5) | dict.fromkeys(HARMLESS, 0) | {"expired-token": 4, "stale-page-token": 6}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with calm_scene(tmp_path_factory.mktemp("faults"), orders=ORDERS, page_size=PER_PAGE, api="mws") as scene:
        assert scene.calls == {LIST: 1, NEXT: 1, ITEMS: ORDERS}
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
    assert "Traceback" not in ran.told
    return ran


def connect(shop: Shop, country: str = "ES", *, at: Clock | None = None) -> Ran:
    options = ("--api", "mws", "--sandbox", shop.amazon.url, "--no-import-weight")
    return run_fast(shop, "connect", "--country", country, *options, at=at)


def leave_the_hours_end(amazon: Amazon) -> None:
    """Where the hour of the seller's quotas ends within minutes, begin the next: its end would be waited for."""
    now = datetime.fromisoformat(amazon.call("/clock")["now"])
    ends_at = HourlyQuotas(enforced=True).look(("A1SANDBOX00001",), 1, now=now).resets_at
    if ends_at - clock.now() < timedelta(minutes=5):
        amazon.call("/clock", {"advance": (ends_at - now).total_seconds() + 1})


def assert_completed(scene: Scene, shop: Shop) -> None:
    """The next run ends well with everything there, and asks for the items of no stored order again."""
    stored = len(shop.content().orders) if shop.database.exists() else 0
    scene.amazon.misbehave()
    scene.amazon.forget()
    after = run_fast(shop, "import")

    assert (after.code, after.err) == (0, "")
    assert_whole(shop, scene.undisturbed)
    assert scene.amazon.calls()[ITEMS] == ORDERS - stored


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize(("operation", "number"), REQUESTS)
def test_one_fault_of_an_import(scene: Scene, shop: Shop, operation: str, number: int, kind: str) -> None:
    """Is healed for one more call; a page token that died costs the list before it, and the items of nothing."""
    scene.amazon.misbehave(f"{operation}:{number}:{kind}")
    ran = run_fast(shop, "import", "--json", *(("--max-wait", "0s") if kind == "quota" else ()))

    assert ran.code == ONCE[kind], ran.told
    assert scene.amazon.fired() == 1
    calls = scene.amazon.calls()
    if ran.code == 0:
        assert ran.err == ""
        assert_whole(shop, scene.undisturbed)
        assert sum(one["new"] for one in ran.document["data"]["connections"]) == ORDERS
        assert calls[LIST] + calls[NEXT] <= (4 if kind == "stale-page-token" else 3)
        assert sum(calls.values()) <= len(REQUESTS) + {"stale-page-token": 2, **dict.fromkeys(HARMLESS, 0)}.get(kind, 1)
    assert_completed(scene, shop)


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("operation", ["*", ITEMS])
def test_a_fault_that_stays_ends_the_import_with_its_code(scene: Scene, shop: Shop, operation: str, kind: str) -> None:
    """The message says for which connections, and the next run completes it."""
    scene.amazon.misbehave(f"{operation}:100%:{kind}")
    ran = run_fast(shop, "import")

    assert ran.code == (0 if (operation, kind) == (ITEMS, "stale-page-token") else ALWAYS[kind]), ran.told
    assert ran.code == 0 or ran.err.startswith("mwslink: amazon-es, amazon-it"), ran.told
    assert_completed(scene, shop)


@pytest.mark.parametrize(("operation", "number"), REQUESTS)
def test_a_fault_that_stays_from_a_request_on_keeps_the_orders_before(
    scene: Scene, shop: Shop, operation: str, number: int
) -> None:
    """Order by order, not page by page. Three orders in a row without an answer end it; of fewer, each is named."""
    # Four tries each.
    scene.amazon.misbehave(*(f"{operation}:{call}:503" for call in range(number, number + 12)))
    before = REQUESTS[: REQUESTS.index((operation, number))]

    stored = sum(name == ITEMS for name, _number in before)

    assert run_fast(shop, "import").code == (7 if operation == ITEMS and ORDERS - stored < 3 else 5)
    assert len(shop.content().orders) == stored
    assert_completed(scene, shop)


@pytest.mark.parametrize("kind", FAULTS)
def test_one_fault_while_connecting(scene: Scene, tmp_path: Path, kind: str) -> None:
    """Is healed, or the connection is refused and not written."""
    shop = Shop(tmp_path / "new", scene.amazon)
    shop.home.mkdir()
    leave_the_hours_end(scene.amazon)
    at = ScaledClock(SPEED)
    scene.amazon.misbehave(f"{PARTICIPATIONS}:1:{kind}")
    ran = connect(shop, at=at)
    fired = scene.amazon.fired()
    scene.amazon.misbehave()

    assert fired == 1
    assert ran.code == ONCE[kind], ran.told
    assert shop.config.exists() == (ran.code == 0)
    at.sleep(120)
    after = connect(shop, "IT" if ran.code == 0 else "ES", at=at)
    assert after.code == 0, after.told


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_that_stays_ends_connecting_and_writes_nothing(scene: Scene, tmp_path: Path, kind: str) -> None:
    shop = Shop(tmp_path / "new", scene.amazon)
    shop.home.mkdir()
    scene.amazon.misbehave(f"{PARTICIPATIONS}:100%:{kind}")
    ran = connect(shop)
    scene.amazon.misbehave()

    assert ran.code == (0 if kind == "stale-page-token" else ALWAYS[kind]), ran.told
    assert shop.config.exists() == (ran.code == 0)


@pytest.mark.parametrize("kind", ["hang", "500"])
def test_a_server_that_never_answers_well_does_not_hang_a_real_run(scene: Scene, shop: Shop, kind: str) -> None:
    """By the real clock, in a process of its own."""
    scene.amazon.misbehave(f"*:100%:{kind}")
    ran = shop.run("--timeout", "0.5", "import", seconds=MOST_SECONDS)

    assert ran.code == 5, ran.told


@pytest.mark.parametrize("seed", range(4))
def test_one_request_in_four_going_wrong_still_brings_everything(shop: Shop, scene: Scene, seed: int) -> None:
    """Run again until it is done, as cron does: a run brings all, or is to be repeated."""
    kinds = ("429", "500", "error200", "reset", "truncate", "doctype", "html200", "expired-token", "stale-page-token")
    scene.amazon.misbehave(*(f"*:{2 + (seed + index) % 3}%:{kind}" for index, kind in enumerate(kinds)))
    codes = []
    while not codes or codes[-1] != 0:
        codes.append(run_fast(shop, "import").code)
        assert len(codes) < 20
    scene.amazon.misbehave()

    assert set(codes) <= {0, 4, 5, 6}
    assert_whole(shop, scene.undisturbed)
