"""`mwslink push` after one that failed: what Sendcloud surely has of an order is looked at before it is sent again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from parcels import PushShop, sendcloud_server
from programs import Ran
from shops import ACME, a_buyer, an_order

from mwslink.orders.model import Order
from mwslink.shipping.outbox import State
from system.shop import Amazon

FAILED = pytest.mark.parametrize("state", [State.SENT, State.LOST, State.REFUSED])

pytestmark = pytest.mark.usefixtures("hurried")


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with sendcloud_server(saving_delay=0.0) as server:
        yield server


@pytest.fixture
def shop(running: Amazon, config_file: Path, program: Callable[..., Ran]) -> PushShop:
    running.call("/state", {})
    made = PushShop(config_file, program, running)
    made.prepare()
    made.fill(an_order())
    made.push()
    return made


def changed(number: int = 7, line: str = "") -> Order:
    """The order with another service level, which does not concern its address; or with another address too."""
    order = replace(an_order(), service_level=f"LEVEL-{number}", updated_at=an_order(number).updated_at)
    buyer = a_buyer()
    return replace(order, personal=replace(buyer, recipient=replace(buyer.recipient, lines=(line,)))) if line else order


def fail(shop: PushShop, order: Order, state: State) -> None:
    """A push of the changed order of which nobody knows what came, or that Sendcloud refused."""
    shop.fill(order)
    shop.server.misbehave("create_orders:100%:503")
    assert shop.push().code == 5
    shop.server.misbehave()
    with shop.store() as store:
        entry = store.outbox.load(ACME, [order.id])[order.id]
        store.outbox.save([replace(entry, state=state)])
    shop.fill(replace(order, service_level="EXPEDITED", updated_at=an_order(9).updated_at))


def data_of(ran: Ran) -> dict[str, Any]:
    return next(one for one in ran.document["data"]["connections"] if one["connection"] == "amazon-es")


def address_of(shop: PushShop) -> dict[str, Any]:
    return shop.there()[an_order().id]["content"]["shipping_address"]


def edit(shop: PushShop, house_number: str) -> None:
    """Somebody edits the address in Sendcloud's panel."""
    (number,) = [one["id"] for one in shop.there().values()]
    url = f"{shop.server.url}/api/v3/orders/{number}"
    keys = ("sandbox-public", "sandbox-secret")
    httpx2.patch(url, json={"shipping_address": {"house_number": house_number}}, auth=keys).raise_for_status()


@FAILED
def test_an_edited_address_survives_a_push_that_failed(shop: PushShop, state: State) -> None:
    """Amazon has nothing new to say of it."""
    edit(shop, "1 bis")
    fail(shop, changed(), state)
    ran = shop.push()

    assert ran.code == 0
    assert shop.there()[an_order().id]["content"]["shipping_details"]["delivery_indicator"] == "EXPEDITED"
    assert address_of(shop)["house_number"] == "1 bis"


@FAILED
def test_a_label_made_after_a_push_that_failed_is_told(shop: PushShop, state: State) -> None:
    """As if that push had never been."""
    fail(shop, changed(), state)
    shop.server.call("/sendcloud/ship", {"order_id": an_order().id, "carrier": "correos", "announce": True})
    first, second = shop.push(), shop.push()

    assert [(one["reason"], one["is_new"]) for ran in (first, second) for one in data_of(ran)["held"]] == [
        ("label-out", True),
        ("label-out", False),
    ]
    assert shop.there()[an_order().id]["accepted"] == 1


@FAILED
def test_an_order_deleted_after_a_push_that_failed_stays_deleted(shop: PushShop, state: State) -> None:
    """A person did it, and a person may have it again."""
    fail(shop, changed(), state)
    shop.server.call("/sendcloud/orders/delete", {"order_id": an_order().id})
    ran = shop.push()

    assert [one["reason"] for one in data_of(ran)["held"]] == ["deleted-in-sendcloud"]
    assert shop.there() == {}

    shop.server.misbehave("create_orders:100%:503")
    shop.push("--again", an_order().id)
    shop.server.misbehave()
    assert data_of(shop.push())["again"] == 1
    assert set(shop.there()) == {an_order().id}


@pytest.mark.parametrize(("line", "house_number"), [("Calle Nueva 7", "7"), ("Calle Canaria 1", "1")])
def test_an_address_sent_by_a_push_that_failed_may_have_arrived(shop: PushShop, line: str, house_number: str) -> None:
    """So what Sendcloud shows is no edit: what Amazon says now goes, the new address or the one of before."""
    fail(shop, changed(7, "Calle Nueva 7"), State.LOST)
    edit(shop, "8")
    shop.fill(changed(10, line))
    shop.push()

    assert address_of(shop)["house_number"] == house_number
