"""Kills and faults anywhere in `sync`: each order exactly once in Sendcloud, each parcel exactly once at Amazon."""

from __future__ import annotations

import random
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mwslink.clock import ScaledClock
from system.shop import STANDING, Amazon, Ran, Shop, make_shop, serving

pytestmark = pytest.mark.slow
ORDERS = 8
FIRST_STATE = {"orders": ORDERS, "accounts": 1, "seed": 1, "quotas": False, "faults": ""}
KINDS = ("500", "503", "429", "html500", "reset", "truncate", "hang", "expired-token", "duplicate")
SETTLING_RUNS = 3
RANDOM_KILLS = 8


@dataclass(frozen=True)
class World:
    """What Sendcloud and Amazon hold at the end: the witness."""

    in_sendcloud: Counter[str]
    at_amazon: dict[str, Counter[tuple[str, str]]]  # order id: (carrier, tracking number) of its packages


@dataclass(frozen=True)
class Story:
    """A shop whose parcels ship themselves, and how the world looks when nothing goes wrong."""

    shop: Shop
    calls: Counter[str]
    undisturbed: World

    @property
    def amazon(self) -> Amazon:
        return self.shop.amazon


def begin(amazon: Amazon) -> None:
    """Amazon and Sendcloud as at first, with somebody who ships what comes."""
    amazon.call("/state", FIRST_STATE)
    for country in ("ES", "IT"):  # besides those of the sandbox's own that wait to be shipped
        amazon.call("/orders", {"account": 1, "country": country, "count": 3})
    amazon.call("/clock", {"advance": 180})  # a new one shows two minutes later
    amazon.call("/sendcloud/auto-ship", {"on": True, "delay": 60, "carrier": "correos", "announce": 1})
    amazon.forget()


def time_passes(amazon: Amazon) -> None:
    """Long enough for the labels of what was pushed."""
    amazon.call("/clock", {"advance": 600})


def world_of(amazon: Amazon) -> World:
    saved = [one for one in amazon.call("/sendcloud/orders")["orders"] if one["saved"] and not one["deleted"]]
    at_amazon = {}
    for one in saved:
        packages = amazon.call(f"/orders/{one['order_id']}").get("packages", [])
        at_amazon[one["order_id"]] = Counter(_identity(package) for package in packages)
    return World(Counter(one["order_id"] for one in saved), at_amazon)


def _identity(package: dict[str, Any]) -> tuple[str, str]:
    return str(package.get("carrier")), str(package.get("trackingNumber"))


def sync(shop: Shop) -> Ran:
    """A run whose pauses pass quickly, but not the network's time limits."""
    return shop.run_here("--timeout", shop.amazon.patience(in_vain="1"), "sync", at=ScaledClock(300))


def settle(shop: Shop) -> None:
    """Run again as cron does: one run hands over, the next confirms, and the last has nothing left to complain of."""
    shop.amazon.misbehave()
    for _run in range(SETTLING_RUNS):
        time_passes(shop.amazon)
        ran = sync(shop)
        assert ran.code in {0, 5}, ran.told
    assert ran.code == 0, ran.told
    assert "(new: " not in ran.out, "something had been lost until now"


def assert_once(story: Story) -> None:
    """Every order is in Sendcloud once, and every one of them has its parcel at Amazon once."""
    world = world_of(story.amazon)

    assert world.in_sendcloud
    assert set(world.in_sendcloud.values()) == {1}
    assert {sum(packages.values()) for packages in world.at_amazon.values()} == {1}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    home = tmp_path_factory.mktemp("sync")
    settings = {key: value for key, value in FIRST_STATE.items() if key != "faults"}
    with serving(page_size=10, clock_speed=STANDING, saving_delay=0.0, **settings) as amazon:
        shop = make_shop(home / "template", amazon, "ES", "IT", weighed=True)
        begin(amazon)
        calm = shop.copy(home / "calm")
        first = calm.run("sync")
        time_passes(amazon)
        second = calm.run("sync")
        assert (first.code, second.code) == (0, 0), first.told + second.told
        calls, world = amazon.calls(), world_of(amazon)
        assert set(world.in_sendcloud.values()) == {1}, first.told + second.told
        assert all(sum(packages.values()) == 1 for packages in world.at_amazon.values())
        yield Story(shop, calls, world)


@pytest.fixture
def shop(story: Story, tmp_path: Path) -> Shop:
    begin(story.amazon)
    return story.shop.copy(tmp_path / "shop")


def each_request(story: Story) -> list[tuple[str, int]]:
    return [(operation, number + 1) for operation, count in sorted(story.calls.items()) for number in range(count)]


def first_and_last(story: Story) -> list[tuple[str, int]]:
    """Of each operation: what lies between goes the way of the first."""
    return [(operation, number) for operation, number in each_request(story) if number in {1, story.calls[operation]}]


def tell_both(shop: Shop, run: Callable[[Shop], object]) -> None:
    """Two runs with the labels printed in between; trouble is in one of them."""
    run(shop)
    time_passes(shop.amazon)
    run(shop)


@pytest.mark.parametrize("draw", range(2))
def test_a_fault_at_any_request_doubles_and_loses_nothing(story: Story, tmp_path: Path, draw: int) -> None:
    """Every request of both runs meets a fault of each draw; the next runs bring all to its end."""
    for operation, number in each_request(story):
        kind = random.Random(f"{operation} {number} {draw}").choice(KINDS)
        begin(story.amazon)
        shop = story.shop.copy(tmp_path / f"{operation}-{number}")
        story.amazon.misbehave(f"{operation}:{number}:{kind}")

        def run(shop: Shop, told: str = f"{operation}:{number}:{kind}") -> None:
            ran = sync(shop)
            assert ran.code in {0, 5, 7}, f"{told}\n{ran.told}"
            assert "Traceback" not in ran.told

        tell_both(shop, run)
        settle(shop)
        assert_once(story)


def test_killed_at_any_request_the_next_run_completes(story: Story, tmp_path: Path) -> None:
    """As it was sent, and as it was answered."""
    for operation, number in first_and_last(story):
        begin(story.amazon)
        shop = story.shop.copy(tmp_path / f"{operation}-{number}")
        answered = random.Random(f"{operation} {number}").random() < 0.5
        story.amazon.misbehave(f"{operation}:{number}:slow:{0.2 if answered else 30}")

        def run(shop: Shop, operation: str = operation, number: int = number, answered: bool = answered) -> None:
            process = shop.start("sync", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while process.poll() is None:
                entries = [entry for entry in story.amazon.requests if entry["operation"] == operation]
                if len(entries) >= number and (not answered or entries[number - 1]["status"] is not None):
                    process.kill()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(0.02)

        tell_both(shop, run)
        settle(shop)
        assert_once(story)


@pytest.mark.parametrize("attempt", range(RANDOM_KILLS))
def test_killed_at_a_random_moment(story: Story, shop: Shop, attempt: int) -> None:
    moments = random.Random(f"sync {attempt}")

    def run(shop: Shop) -> None:
        process = shop.start("sync", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(moments.uniform(0.2, 2.5))
        process.kill()
        process.wait()

    tell_both(shop, run)
    settle(shop)
    assert_once(story)


def test_two_at_once_do_no_harm(story: Story, shop: Shop) -> None:
    """The second leaves at once with 5, and the first does all."""
    story.amazon.misbehave("searchOrders:1:slow:8")
    first = shop.start("sync")
    story.amazon.wait_for("searchOrders", 1)
    second = shop.run_here("sync")
    first.communicate()

    assert (first.returncode, second.code) == (0, 5)
    settle(shop)
    assert_once(story)
