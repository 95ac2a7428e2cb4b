"""kill -9 while many weights are repaired with one feed: it is submitted once, and every weight arrives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mwslink.clock import ScaledClock
from system.shop import Shop, make_shop, serving
from system.test_weights_trouble import QUIET, SPEED, Stock, complete, kill, weights_file

pytestmark = pytest.mark.slow
MANY = 320


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    with serving(accounts=1, orders=0, listings=40, **QUIET) as amazon:
        shop = make_shop(tmp_path_factory.mktemp("feeds") / "home", amazon, "ES", "IT", weighed=True)
        yield Stock(shop, amazon)


@pytest.fixture
def shop(stock: Stock, tmp_path: Path) -> Shop:
    return stock.shop.copy(tmp_path / "shop")


def feed_steps(stock: Stock) -> int:
    return sum(one["operation"] == "createFeed" and one["status"] in (200, 202) for one in stock.amazon.requests)


@pytest.mark.parametrize(
    ("operation", "moment"),
    [("createFeedDocument", 30), ("createFeed", 30), ("createFeed", 0.3), ("getFeed", 30)],
)
def test_killed_in_a_repair_by_feed_it_is_submitted_once(
    stock: Stock, shop: Shop, tmp_path: Path, operation: str, moment: float
) -> None:
    """A feed whose id the killed run did not learn is found among those of the seller."""
    skus = stock.begin(MANY)
    file = weights_file(tmp_path, skus)
    stock.amazon.misbehave(f"{operation}:1:slow:{moment}")
    process = shop.start("set-weight", "--file", str(file), "--yes")
    stock.amazon.wait_for(operation, 1, answered=moment < 1)
    kill(process)
    stock.amazon.misbehave()
    stock.amazon.call("/clock", {"speed": SPEED})

    complete(shop, file, ScaledClock(SPEED))
    assert all(stock.weighed(sku) == {450.0} for sku in skus)
    assert feed_steps(stock) == 1
    assert stock.writes() <= 4, "previews only"
