"""What was asked to be erased leaves Sendcloud as well, now or with a later purge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from parcels import PushShop, sendcloud_server
from programs import Ran
from shops import ACME, an_order

from mwslink import clock
from mwslink.clock import ScaledClock, use_clock
from mwslink.shipping.outbox import State
from system.shop import Amazon

ID = an_order().id
RECIPIENT = "age1eu0x8megnn92wp3xyhxuqr80lh40dugmal7y2qqawfjl7lt9neuqjp9g4p"

pytestmark = pytest.mark.usefixtures("hurried")


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with sendcloud_server(saving_delay=0.0) as server:
        yield server


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


@pytest.mark.parametrize("operation", ["delete_order", "all_shipments", "list_orders"])
def test_an_order_sendcloud_gives_no_answer_for_keeps_no_other_there(shop: PushShop, operation: str) -> None:
    """The first of two is the bad one; it is named, and the other goes."""
    shop.fill(an_order(2))
    assert shop.push().code == 0
    word = f"orders/{shop.there()[ID]['id']}" if operation == "delete_order" else ID
    if operation == "list_orders":
        forget_number(shop)
    shop.server.misbehave(f"{operation}@{word}:100%:503")
    ran = shop.program("privacy", "erase", ID, an_order(2).id, "--yes", "--json")
    shop.server.misbehave()

    assert (ran.code, ran.data["deleted_at_sendcloud"]) == (5, [an_order(2).id])
    assert ID in ran.document["errors"][0]["message"]
    assert shop.program("privacy", "purge").code == 0
    assert shop.there() == {}


def forget_number(shop: PushShop) -> None:
    """Sent, and the answer never came."""
    with shop.store() as store, store._database.writing() as sql:
        sql.execute("UPDATE outbox SET sendcloud_id = NULL WHERE order_id = ?", (ID,))


def test_those_that_got_no_answer_are_asked_for_last(shop: PushShop) -> None:
    """Four in a row look like a service that is down; in the next run the others are before them."""
    numbers = range(1, 7)
    shop.fill(*(an_order(one) for one in numbers))
    assert shop.push().code == 0
    ids = [an_order(one).id for one in numbers]
    shop.server.misbehave(*(f"all_shipments@{one}:100%:503" for one in ids[:4]))
    with shop.store() as store, store._database.writing() as sql:
        changed = [(f"2026-01-01T00:00:0{one}.000000+00:00", an_order(one).id) for one in numbers]
        sql.executemany("UPDATE outbox SET changed_at = ? WHERE order_id = ?", changed)
    first = shop.program("privacy", "erase", *ids, "--yes", "--json")
    second = shop.program("privacy", "purge", "--json")
    shop.server.misbehave()

    assert first.data["deleted_at_sendcloud"] == []
    assert second.code == 5
    with shop.store() as store:
        assert {order_id for _seller, order_id in store.demands.not_at_sendcloud()} == set(ids[:4])


def without_sendcloud(shop: PushShop) -> None:
    text = shop.config_file.read_text()
    shop.config_file.write_text(re.sub(r"(?s)\[sendcloud\].*?(?=\n\[|$)", "", text))


@pytest.mark.parametrize("flags", [(), ("--everything",)])
def test_without_sendcloud_it_is_erased_here_and_named(shop: PushShop, flags: tuple[str, ...]) -> None:
    without_sendcloud(shop)
    ran = erase(shop, *flags)

    assert (ran.code, ran.data["unasked_at_sendcloud"], ran.data["orders"]) == (0, [ID], 1), ran
    assert any(f"delete them in its panel: {ID}" in one for one in ran.document["warnings"])
    with shop.store() as store:
        assert store._database.rows("SELECT 1 FROM erasure_requests") == []
        assert (store.orders.get(ACME, ID) is None) == bool(flags)
    assert shop.program("privacy", "status").code == 0


@contextmanager
def days_later(days: float) -> Iterator[None]:
    with use_clock(ScaledClock(50, clock.now() + timedelta(days=days))):
        yield


def test_a_sendcloud_that_refuses_the_keys_is_told_after_a_day(shop: PushShop) -> None:
    """In `purge` and in `status`."""
    secrets = shop.config_file.with_name("secrets.toml")
    secrets.write_text(secrets.read_text().replace('"sandbox-secret"', '"another-secret"'))
    first = erase(shop, "--everything")
    assert first.code not in (0, 9)
    assert shop.program("privacy", "status").code == 0
    with days_later(2):
        purge, status = shop.program("privacy", "purge"), shop.program("privacy", "status", "--json")

    assert purge.code == 9, purge
    assert "1 order was to be erased more than a day ago" in purge.err
    assert (status.code, status.data["awaiting_sendcloud"], status.data["overdue"]) == (9, 1, 1)


def test_a_sendcloud_that_cannot_be_asked_keeps_nothing_here_beyond_the_thirty_days(shop: PushShop) -> None:
    """It is told once which orders a person has to delete there."""
    secrets = shop.config_file.with_name("secrets.toml")
    secrets.write_text(secrets.read_text().replace('"sandbox-secret"', '"another-secret"'))
    erase(shop, "--everything")
    with days_later(29.1):
        purge = shop.program("privacy", "purge", "--json")
        again, status = shop.program("privacy", "purge"), shop.program("privacy", "status")

    assert (purge.code, purge.data["erased"]) == (9, [{"what": "order", "reason": "request", "orders": 1}])
    assert any(f"delete them in its panel: {ID}" in one["message"] for one in purge.document["errors"])
    assert (again.code, status.code) == (0, 0)


def marks(shop: PushShop) -> set[str]:
    with shop.store() as store:
        entry = store.outbox.load(ACME, [ID])[ID]
    sent, there = (entry.address_mark, entry.weight_mark), (entry.address_there, entry.weight_there)
    return {entry.fingerprint, *sent, *there}


@pytest.mark.parametrize("arguments", [("purge",), ("erase", ID, "--yes")])
def test_no_mark_of_the_address_stays(shop: PushShop, arguments: tuple[str, ...]) -> None:
    assert "" not in marks(shop)
    with days_later(0 if arguments[0] == "erase" else 90):
        assert shop.program("privacy", *arguments).code == 0

    assert marks(shop) == {""}


def test_no_mark_of_the_address_stays_after_a_cancellation(shop: PushShop) -> None:
    shop.fill(replace(an_order(1), status="CANCELLED", updated_at=an_order(9).updated_at, personal=None))

    assert marks(shop) == {""}
