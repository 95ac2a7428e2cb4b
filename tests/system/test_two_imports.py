"""Two imports at once: nothing doubled, nothing lost, nobody waits for ever."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from system.shop import SEARCH, STANDING, Amazon, Shop, assert_whole, make_shop, serving

pytestmark = pytest.mark.slow
BUSY = "Another run is busy"


@pytest.fixture(scope="module")
def amazon() -> Iterator[Amazon]:
    with serving(accounts=2, orders=90, page_size=10, clock_speed=STANDING) as amazon:
        yield amazon


@pytest.fixture
def shop(amazon: Amazon, tmp_path: Path) -> Shop:
    """Connected in two countries, with Amazon's quotas full."""
    amazon.call("/state", {})
    return make_shop(tmp_path / "shop", amazon, "ES", "IT")


def finish(*running: subprocess.Popen[str]) -> list[tuple[int, str]]:
    """Exit code and stderr of each, in the order of the codes."""
    texts = [process.communicate(timeout=60)[1] for process in running]
    return sorted(zip((process.returncode for process in running), texts, strict=True))


def assert_complete(shop: Shop) -> None:
    """A following run ends well, and the store is as if only one had ever run."""
    ran = shop.run_here("import")
    assert (ran.code, ran.err) == (0, "")
    alone = shop.copy(shop.home.with_name("alone"))
    assert alone.run_here("import").code == 0
    assert_whole(shop, alone.content())


def test_the_second_of_two_imports_leaves_at_once(shop: Shop, amazon: Amazon) -> None:
    """With 5, for cron to try again; it has asked Amazon nothing."""
    amazon.misbehave(f"{SEARCH}:2:slow:8")
    first = shop.start("import")
    amazon.wait_for(SEARCH, 2)
    second = shop.run_here("import")
    seen = amazon.calls()

    assert second.code == 5, second.told
    assert BUSY in second.err
    assert seen[SEARCH] == 2
    assert finish(first) == [(0, "")]
    assert_complete(shop)


@pytest.mark.parametrize("attempt", range(3))
def test_two_imports_begun_together(shop: Shop, amazon: Amazon, attempt: int) -> None:
    """Also the store is made by both at once; Amazon refuses nobody for speed."""
    results = finish(shop.start("import"), shop.start("import"))

    assert results[0] == (0, "")
    assert results[1][0] in (0, 5)
    assert results[1][0] == 0 or BUSY in results[1][1]
    assert amazon.statuses().keys() == {200}
    assert_complete(shop)


def test_imports_of_two_accounts_do_not_stop_each_other(shop: Shop, amazon: Amazon) -> None:
    """Two processes, one an account, one store."""
    shop.connect("ES", number=2)
    other = next(line for line in shop.run_here("connections").out.splitlines() if "sandbox-2" in line).split()[0]
    amazon.forget()
    results = finish(shop.start("import", "amazon-es", "amazon-it"), shop.start("import", other))

    assert results == [(0, ""), (0, "")]
    assert amazon.statuses().keys() == {200}
    asked = Counter(entry["account"] for entry in amazon.requests if entry["operation"] == SEARCH)
    assert_complete(shop)
    assert asked[1] >= 1
    assert asked[2] >= 1


def test_one_account_going_wrong_does_not_stop_the_other(shop: Shop, amazon: Amazon) -> None:
    """In one run over both: the good one is saved, the exit code tells that not all went well."""
    shop.connect("ES", number=2)
    amazon.call("/accounts/2/revoke", {})
    ran = shop.run_here("import", "--json")
    amazon.call("/accounts/2/renew", {})

    assert ran.code == 7, ran.told
    assert ran.document["status"] == "partial"
    assert shop.content().orders
    assert_complete(shop)


def test_connecting_two_countries_at_once_keeps_both(shop: Shop, amazon: Amazon) -> None:
    """The configuration is edited by both, one after the other."""
    connecting = [
        shop.start("connect", "--country", country, "--sandbox", amazon.url) for country in ("DE", "FR", "GB")
    ]

    assert finish(*connecting) == [(0, "")] * 3
    listed = shop.run_here("connections", "--json").document["data"]["connections"]
    assert sorted(one["country"] for one in listed) == ["DE", "ES", "FR", "GB", "IT"]


def test_reading_beside_an_import_sees_whole_pages(shop: Shop, amazon: Amazon) -> None:
    amazon.misbehave(f"{SEARCH}:3:slow:6")  # longer than a slow computer takes to begin reading
    importing = shop.start("import")
    amazon.wait_for(SEARCH, 3)
    ran = shop.run_here("orders", "--json")

    assert ran.code == 0, ran.told
    assert len(ran.document["data"]["orders"]) == 20
    assert finish(importing) == [(0, "")]
    assert_complete(shop)
