"""`mwslink sync`: all steps in one run, each going wrong by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from programs import Ran

from mwslink.clock import ScaledClock, use_clock
from system.shop import Amazon, Shop, make_shop, serving

STEPS = ["import", "push", "confirm", "purge"]


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=12, accounts=2, quotas=False, saving_delay=0.0) as amazon:
        yield amazon


@pytest.fixture(scope="module")
def template(running: Amazon, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Two sellers and Sendcloud, as `connect --sandbox` leaves them."""
    shop = make_shop(tmp_path_factory.mktemp("shop"), running, "ES", "IT")
    shop.connect("ES", number=2)
    return shop


@pytest.fixture
def shop(template: Shop, blank_environment: Path) -> Shop:
    """Its copy, with Amazon and Sendcloud as at first."""
    template.amazon.call("/state", {})
    for country in ("ES", "IT"):  # besides those of the sandbox's own that wait to be shipped
        template.amazon.call("/orders", {"account": 1, "country": country, "count": 2})
    template.amazon.call("/clock", {"advance": 180})  # a new one shows two minutes later
    template.amazon.misbehave()
    template.amazon.forget()
    shutil.copytree(template.home / ".config", blank_environment / ".config")
    return Shop(blank_environment, template.amazon)


@pytest.fixture(autouse=True)
def hurried() -> Iterator[None]:
    """A minute of waiting lasts a moment."""
    with use_clock(ScaledClock(200)):
        yield


def test_every_step_is_done_in_order_and_kept_in_the_journal(shop: Shop, program: Callable[..., Ran]) -> None:
    """Each as a run of its own, so that `runs` tells what it cost."""
    ran = program("sync", "--json")
    runs = program("runs", "--json").document["data"]["runs"]

    assert ran.code == 0, ran.err
    assert list(ran.document["data"]) == STEPS
    assert ran.document["data"]["import"]["connections"][0]["new"] > 0
    assert sum(one["new"] for one in ran.document["data"]["push"]["connections"]) > 0
    assert [run["command"] for run in reversed(runs)] == ["import", "push", "confirm", "privacy purge"]


def test_a_person_sees_each_step_under_its_heading(shop: Shop, program: Callable[..., Ran]) -> None:
    """In their language."""
    assert "Import:\n  amazon-es: " in program("sync").out
    told = program("sync", language="es").out

    assert told.index("Importación:") < told.index("Sendcloud:") < told.index("Amazon:")


def test_a_seller_who_is_refused_does_not_stop_the_others(shop: Shop, program: Callable[..., Ran]) -> None:
    """Exit 7 with a summary; what the other seller has is imported and handed over."""
    shop.amazon.call("/accounts/2/revoke", {})
    ran = program("sync", "--json")
    data = ran.document["data"]

    assert (ran.code, ran.document["status"]) == (7, "partial")
    assert [one["type"] for one in ran.document["errors"]] == ["AuthorizationError"]
    assert sum(one["new"] for one in data["push"]["connections"]) > 0


def test_a_sendcloud_that_is_down_does_not_stop_the_import(shop: Shop, program: Callable[..., Ran]) -> None:
    """Exit 5, since nothing needs to be changed: the next run hands the orders over."""
    shop.amazon.misbehave("create_orders:100%:503", "all_shipments:100%:503")
    down = program("sync", "--json")
    shop.amazon.misbehave()
    after = program("sync", "--json")

    assert down.code == 5, down.out
    assert down.document["data"]["import"]["connections"][0]["new"] > 0
    assert after.code == 0
    assert sum(one["new"] + one["again"] for one in after.document["data"]["push"]["connections"]) > 0


def test_a_sendcloud_nobody_reaches_is_said_once(shop: Shop, program: Callable[..., Ran]) -> None:
    """It stops two steps, and is one thing to know."""
    before, _heading, after = shop.config.read_text().partition("[sendcloud]")
    closed = after.replace(shop.amazon.url, "http://127.0.0.1:9")
    shop.config.write_text(f"{before}[sendcloud]{closed}")
    ran, document = program("sync"), program("sync", "--json").document

    assert ran.code == 5
    assert ran.err.count("cannot be reached") == 1
    assert len(document["errors"]) == 1


def test_without_sendcloud_it_imports_and_says_what_is_missing(shop: Shop, program: Callable[..., Ran]) -> None:
    """No warning: cron would mail it with every run."""
    shop.config.write_text(shop.config.read_text().partition("[sendcloud]")[0])
    ran = program("sync")

    assert (ran.code, ran.err) == (0, "")
    assert "mwslink connect-sendcloud" in ran.out


def test_a_second_run_at_the_same_time_leaves_at_once(shop: Shop, program: Callable[..., Ran]) -> None:
    """Exit 5; nothing was asked of anybody."""
    assert program("sync").code == 0
    shop.amazon.forget()
    with shop.opened() as store, store.lock("sync"):
        ran = program("sync")

    assert ran.code == 5
    assert shop.amazon.requests == []


def test_only_the_named_connections_take_part(shop: Shop, program: Callable[..., Ran]) -> None:
    """All steps but the purge, which is for everything stored."""
    data = program("sync", "amazon-it", "--json").document["data"]

    assert {one["connection"] for step in STEPS[:3] for one in data[step]["connections"]} == {"amazon-it"}


def test_an_unknown_connection_is_refused_before_anything_happens(shop: Shop, program: Callable[..., Ran]) -> None:
    ran = program("sync", "amazon-xx")

    assert ran.code == 3
    assert shop.amazon.requests == []


def test_a_spread_begins_at_a_random_moment(shop: Shop, program: Callable[..., Ran]) -> None:
    """A thousand computers whose cron says :00 do not call in one second."""
    assert program("sync", "--spread", "20s").code == 0
    assert program("sync", "--spread", "soon").code == 2
