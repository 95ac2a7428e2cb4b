"""What was asked to be erased leaves Sendcloud as well, now or with a later purge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from parcels import PushShop, sendcloud_server
from programs import Ran
from shops import ACME, an_order

from mwslink.clock import ScaledClock, use_clock
from mwslink.shipping.outbox import State
from system.shop import Amazon

ID = an_order().id
RECIPIENT = "age1eu0x8megnn92wp3xyhxuqr80lh40dugmal7y2qqawfjl7lt9neuqjp9g4p"


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with sendcloud_server(saving_delay=0.0) as server:
        yield server


@pytest.fixture(autouse=True)
def hurried() -> Iterator[None]:
    """A second of waiting lasts a moment."""
    with use_clock(ScaledClock(50)):
        yield


@pytest.fixture
def shop(running: Amazon, config_file: Path, program: Callable[..., Ran]) -> PushShop:
    """An order that was handed over."""
    running.call("/state", {})
    made = PushShop(config_file, program, running)
    made.prepare()
    made.fill(an_order())
    assert made.push().code == 0
    assert ID in made.there()
    return made


def erase(shop: PushShop, *flags: str) -> Ran:
    return shop.program("privacy", "erase", ID, "--yes", "--json", *flags)


def state(shop: PushShop) -> State:
    with shop.store() as store:
        return store.outbox.load(ACME, [ID])[ID].state


def test_an_order_is_deleted_there_too(shop: PushShop) -> None:
    ran = erase(shop)

    assert (ran.code, ran.data["deleted_at_sendcloud"]) == (0, [ID]), ran
    assert ID not in shop.there()
    assert state(shop) is State.WITHDRAWN


def test_one_that_waits_for_the_archive_is_not_handed_over_again(shop: PushShop) -> None:
    """It left Sendcloud at once; its personal data stays until the archive has it, and must not go back there."""
    folder = shop.config_file.with_name("archive")
    folder.mkdir(mode=0o700)
    archive = f'[archive]\nreason = "law"\nyears = 6\nrecipients = ["{RECIPIENT}"]\nfolder = "{folder}"\n'
    shop.config_file.write_text(f"{shop.config_file.read_text()}\n{archive}")
    assert erase(shop).code == 9
    assert ID not in shop.there()
    with shop.store() as store:
        stored = store.orders.get(ACME, ID)
        assert stored
        assert stored.has_personal

    assert shop.push().code == 0
    assert shop.push("--again", ID).code == 6
    assert ID not in shop.there()


def test_what_was_deleted_there_is_told(shop: PushShop) -> None:
    assert f"Deleted at Sendcloud: {ID}" in shop.program("privacy", "erase", ID, "--yes").out


def test_with_everything_the_outbox_forgets_it_after_sendcloud_did(shop: PushShop) -> None:
    ran = erase(shop, "--everything")

    assert ran.data["erased"] == [{"what": "order", "reason": "request", "orders": 1}]
    assert ID not in shop.there()
    with shop.store() as store:
        assert store.outbox.load(ACME, [ID]) == {}


def test_one_that_was_deleted_there_before_is_no_failure(shop: PushShop) -> None:
    with shop.store() as store:
        sendcloud_id = store.outbox.load(ACME, [ID])[ID].sendcloud_id
    assert sendcloud_id
    assert erase(shop, "--dry-run").data["targets"][0]["is_at_sendcloud"]
    shop.server.misbehave("delete_order:1:reset")  # it arrives, its answer does not

    assert erase(shop).code == 0
    assert ID not in shop.there()


@pytest.mark.parametrize("flags", [(), ("--everything",)])
def test_a_sendcloud_that_fails_is_asked_again_by_the_next_purge(shop: PushShop, flags: tuple[str, ...]) -> None:
    """The personal data goes here at once; what is needed to delete it there stays until it is."""
    shop.server.misbehave(*(f"delete_order:{call}:503" for call in range(1, 20)))
    ran = erase(shop, *flags)
    shop.server.misbehave()

    assert ran.code == 5, ran
    assert ID in shop.there()
    with shop.store() as store:
        stored = store.orders.get(ACME, ID)
        assert stored
        assert not stored.has_personal

    again = shop.program("privacy", "purge", "--json")
    assert again.code == 0, again
    assert ID not in shop.there()
    with shop.store() as store:
        assert store._database.rows("SELECT 1 FROM erasure_requests") == []
        assert (store.orders.get(ACME, ID) is None) == bool(flags)
        erased = [one.what for one in store.erasing.of_order(ID)]
    assert erased == (["personal", "order"] if flags else ["personal"])  # nothing is erased, and certified, twice
