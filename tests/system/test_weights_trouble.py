"""Faults and kill -9 while weights are checked and repaired: nothing is written twice, and nothing is forgotten."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mwslink.clock import ScaledClock
from mwslink.sandbox.faults import KINDS
from system.shop import MOST_SECONDS, Amazon, Ran, Shop, make_shop, serving

pytestmark = pytest.mark.slow
SEARCH, PATCH, DEFINITION = "searchListingsItems", "patchListingsItem", "getDefinitionsProductType"
PACKAGE, SKUS = "item_package_weight", ("MUG-1", "CUP-2", "BOX-3")
SPEED = 300.0
OF_OTHERS = {"quota", "error200", "doctype", "html200", "wrong-md5", "lost"}  # MWS's and Sendcloud's
READING = [*(kind for kind in KINDS if kind not in {"slow", *OF_OTHERS}), "slow:0.3"]
WRITING = [*READING, "slow:30"]  # it is done, and too late to be known; who only reads is as well off as with "hang"
CODES = {0, 3, 4, 5, 6, 7}


@dataclass(frozen=True)
class Stock:
    """A connected shop to copy; its listings lack weights."""

    shop: Shop
    amazon: Amazon

    def begin(self, count: int = len(SKUS)) -> list[str]:
        """The catalogue from the start again, with so many listings without a weight."""
        self.amazon.misbehave()
        self.amazon.call("/state", {"accounts": 1, "orders": 0, "listings": 40, **QUIET})
        skus = [*SKUS, *(f"ONE-{number:03}" for number in range(count - len(SKUS)))]
        for sku in skus:
            self.amazon.call("/listings", {"sku": sku, "title": f"A {sku}", "countries": ["ES", "IT"]})
        self.amazon.forget()
        return skus

    def weighed(self, sku: str) -> set[float | None]:
        offers = self.amazon.call(f"/listings?account=1&sku={sku}")["offers"].values()
        return {(offer["weights"].get(PACKAGE) or {}).get("value") for offer in offers}

    def writes(self) -> int:
        """How many patches were answered well, previews among them."""
        return sum(one["operation"] == PATCH and one["status"] == 200 for one in self.amazon.requests)


QUIET: dict[str, Any] = {"listing_delay": 0, "quotas": False}


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    with serving(accounts=1, orders=0, listings=40, **QUIET) as amazon:
        shop = make_shop(tmp_path_factory.mktemp("stock") / "home", amazon, "ES", "IT", weighed=True)
        yield Stock(shop, amazon)


@pytest.fixture
def shop(stock: Stock, tmp_path: Path) -> Shop:
    return stock.shop.copy(tmp_path / "shop")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return weights_file(tmp_path, SKUS)


def weights_file(folder: Path, skus: Any) -> Path:
    path = folder / "weights.csv"
    path.write_text("".join(["sku,weight\n", *(f"{sku},450 g\n" for sku in skus)]))
    return path


def run_fast(shop: Shop, *arguments: str, at: ScaledClock | None = None) -> Ran:
    ran = shop.run_here("--timeout", shop.amazon.patience(), *arguments, at=at or ScaledClock(SPEED))
    assert ran.seconds < MOST_SECONDS, ran.told
    assert "Traceback" not in ran.told
    return ran


def repair(shop: Shop, file: Path, at: ScaledClock) -> Ran:
    return run_fast(shop, "set-weight", "--file", str(file), "--yes", at=at)


def missing(shop: Shop) -> set[str]:
    """What a check finds now."""
    ran = run_fast(shop, "check-weights", "--json")
    assert ran.code in (0, 10), ran.told
    return {one["sku"] for one in ran.document["data"]["listings"] if one["severity"] == "error"}


def complete(shop: Shop, file: Path, at: ScaledClock) -> None:
    """Repeat what was asked for, as a person would, with some patience."""
    codes = []
    while not codes or codes[-1] != 0:
        assert len(codes) < 6, codes
        if codes:
            at.sleep(20 * 60)
        codes.append(repair(shop, file, at).code)


@pytest.mark.parametrize("kind", READING)
@pytest.mark.parametrize(("operation", "number"), [("token", 1), (SEARCH, 1), (SEARCH, 2), (SEARCH, 3)])
def test_one_fault_of_a_check_is_healed_or_told(
    stock: Stock, shop: Shop, operation: str, number: int, kind: str
) -> None:
    stock.begin(23)
    due = missing(shop.copy(shop.home.parent / "calm"))
    assert set(SKUS) <= due
    stock.amazon.forget()
    stock.amazon.misbehave(f"{operation}:{number}:{kind}")

    ran = run_fast(shop, "check-weights", "--json")

    assert stock.amazon.fired() == 1
    assert ran.code in {10, 4, 5, 6}, ran.told
    if ran.code == 10:
        assert {one["sku"] for one in ran.document["data"]["listings"] if one["severity"] == "error"} == due
    stock.amazon.misbehave()
    assert missing(shop) == due


@pytest.mark.parametrize(
    ("operation", "number", "kind"),
    [
        *((*place, kind) for place in [("token", 1), (SEARCH, 1), (DEFINITION, 1), (SEARCH, 2)] for kind in READING),
        *((PATCH, number, kind) for number in range(1, 5) for kind in WRITING),
    ],
)
def test_one_fault_of_a_repair_writes_nothing_twice(
    stock: Stock, shop: Shop, file: Path, operation: str, number: int, kind: str
) -> None:
    """One preview and three changes; a repetition is a preview, or of a change that was not answered."""
    at = ScaledClock(SPEED)
    stock.begin()
    stock.amazon.misbehave(f"{operation}:{number}:{kind}")

    ran = repair(shop, file, at)

    assert stock.amazon.fired() == 1
    assert ran.code in CODES, ran.told
    stock.amazon.misbehave()
    complete(shop, file, at)
    assert [stock.weighed(sku) for sku in SKUS] == [{450.0}] * len(SKUS)
    assert_written_once(stock, len(SKUS))


def assert_written_once(stock: Stock, changes: int) -> None:
    """Every preview but one comes of a repetition; no change was answered well more often than there are changes."""
    assert stock.writes() <= changes + 3, [one for one in stock.amazon.requests if one["operation"] == PATCH]


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("is_answered", [False, True])
def test_killed_in_a_check_the_next_completes_it(stock: Stock, shop: Shop, number: int, is_answered: bool) -> None:
    stock.begin(23)
    due = missing(shop.copy(shop.home.parent / "calm"))
    stock.amazon.forget()
    stock.amazon.misbehave(f"{SEARCH}:{number}:slow:{0.2 if is_answered else 30}")
    process = shop.start("check-weights")
    stock.amazon.wait_for(SEARCH, number, answered=is_answered)
    kill(process)
    stock.amazon.misbehave()

    assert missing(shop) == due


@pytest.mark.parametrize("number", range(1, 5))
@pytest.mark.parametrize("is_answered", [False, True])
def test_killed_in_a_repair_nothing_is_written_twice(
    stock: Stock, shop: Shop, file: Path, number: int, is_answered: bool
) -> None:
    stock.begin()
    stock.amazon.misbehave(f"{PATCH}:{number}:slow:{0.2 if is_answered else 3}")
    process = shop.start("set-weight", "--file", str(file), "--yes")
    stock.amazon.wait_for(PATCH, number, answered=is_answered)
    kill(process)
    stock.amazon.misbehave()

    complete(shop, file, ScaledClock(SPEED))
    assert [stock.weighed(sku) for sku in SKUS] == [{450.0}] * len(SKUS)
    assert_written_once(stock, len(SKUS))
    assert run_fast(shop, "set-weight", "--resume").out == "There is nothing left to be done.\n"


@pytest.mark.parametrize("attempt", range(10))
def test_killed_in_a_repair_at_a_random_moment(stock: Stock, shop: Shop, file: Path, attempt: int) -> None:
    stock.begin()
    process = shop.start("set-weight", "--file", str(file), "--yes")
    with suppress(subprocess.TimeoutExpired):
        process.wait(random.Random(f"repair {attempt}").uniform(0.2, 0.7))
    kill(process)

    complete(shop, file, ScaledClock(SPEED))
    assert [stock.weighed(sku) for sku in SKUS] == [{450.0}] * len(SKUS)
    assert_written_once(stock, len(SKUS))
