"""`mwslink push` of orders that have, or had, a label of Sendcloud's of which Amazon was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mwslink.orders.model import Order, Package
from mwslink.orders.pull import Stream
from mwslink.store.queries import OrderQuery
from system.parcel_shop import Parcels
from system.shop import Ran


@pytest.fixture
def shop(scene: Parcels, tmp_path: Path) -> Parcels:
    made = scene.copy(tmp_path / "copy")
    made.shop.run_here("settings", "amazon-es", "--import-weight")  # Sendcloud makes no label without
    for item in made.orders[0].items:
        made.shop.run_here("set-weight", item.sku, "450g", "--local")
    push(made)
    assert push(made).code == 0  # read back
    return made


def push(shop: Parcels, *options: str) -> Ran:
    ran = shop.shop.run_here("push", "--json", "--wait", "0s", *options)
    shop.amazon.call("/clock", {"advance": 2})  # Sendcloud saves what it took
    return ran


def data_of(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = ran.document["data"]["connections"][0]
    return found


def change(shop: Parcels, order: Order, what: str, **body: object) -> None:
    """Something happens to the order at Amazon, and an import brings it."""
    shop.amazon.call(f"/orders/{order.id}/{what}", body)
    shop.amazon.call("/clock", {"advance": 180})
    shop.shop.run_here("import")


def ship(shop: Parcels, order: Order, **body: object) -> str:
    """A label is made of the order in Sendcloud's panel; the parcel's id."""
    made = shop.amazon.call("/sendcloud/ship", {"order_id": order.id, "carrier": "correos", "announce": True, **body})
    return str(made["parcels"][0]["id"])


def told_in_vain(shop: Parcels, order: Order) -> str:
    """Amazon takes the order's parcel and drops it; the parcel's id."""
    shop.amazon.call("/confirmations", {"dropped_carriers": ["Correos"]})
    parcel = ship(shop, order)
    shop.confirm()
    shop.amazon.call("/clock", {"advance": 3600})
    with shop.shop.opened() as store, store._database.writing() as sql:
        sql.execute("UPDATE parcels SET changed_at = '2026-01-01T00:00:00.000000+00:00'")
    assert [one["reason"] for one in shop.told(shop.confirm())["problems"]] == ["dropped"]
    return parcel


def ship_by_hand(shop: Parcels, order: Order) -> None:
    """Somebody tells Amazon himself of a package with all that is left, and an import brings it."""
    with shop.shop.opened() as store:
        (known,) = store.orders.find(OrderQuery(order_id=order.id), with_personal=True)
        items = tuple(replace(item, quantity_shipped=item.quantity) for item in known.order.items)
        later = known.order.updated_at + timedelta(hours=1)
        packages = (*known.order.packages, Package("by hand"))
        shipped = replace(known.order, status="SHIPPED", items=items, packages=packages, updated_at=later)
        stream = Stream(known.seller, (order.marketplace_id,), order.created_at, None, later)
        store.orders.save_page(stream, [shipped])


def is_there(shop: Parcels, order: Order) -> bool:
    found = shop.amazon.call("/sendcloud/orders")["orders"]
    return any(one["order_id"] == order.id and not one["deleted"] for one in found)


def test_a_cancelled_order_goes_once_its_label_is_cancelled_though_amazon_was_told(shop: Parcels) -> None:
    """Amazon dropped what it was told: nothing is on its way."""
    order = shop.orders[0]
    parcel = told_in_vain(shop, order)
    change(shop, order, "cancel")
    loud = push(shop)
    shop.change(parcel, status="CANCELLED")
    shop.confirm()
    ran = push(shop)

    assert loud.code == 10
    assert (ran.code, data_of(ran)["taken_back"]) == (0, [{"order_id": order.id, "reason": "cancelled"}])
    assert not is_there(shop, order)


def test_a_changed_order_goes_anew_once_its_label_is_cancelled_though_amazon_was_told(shop: Parcels) -> None:
    """The next label is for the new address."""
    order = shop.orders[0]
    parcel = told_in_vain(shop, order)
    shop.change(parcel, status="CANCELLED")
    change(shop, order, "change", address={"line1": "Calle Nueva 77"})
    shop.confirm()

    assert data_of(push(shop))["changed"] == 1


def test_again_hands_an_order_over_of_which_amazon_was_told(shop: Parcels) -> None:
    """Whatever happened: somebody has asked for it."""
    order = shop.orders[0]
    told_in_vain(shop, order)
    ran = push(shop, "--again", order.id)

    assert (ran.code, data_of(ran)["again"]) == (0, 1)


def test_what_is_left_beside_a_label_is_told_when_somebody_else_ships_it(shop: Parcels) -> None:
    """Loudly and once: it would be packed a second time; what deleting it does to the label nobody says."""
    order = shop.orders[0]
    item = order.items[0]
    ship(shop, order, parcels=[{"parcel_items": [{"item_id": item.id, "quantity": 1}]}])
    assert shop.told(shop.confirm())["confirmed"] == 1
    ship_by_hand(shop, order)
    planned, first, second = push(shop, "--dry-run"), push(shop), push(shop)

    assert (planned.code, data_of(planned)["taken_back"]) == (0, [])
    assert (first.code, second.code) == (10, 0)
    assert order.id in first.document["errors"][0]["message"]
    assert [one["order_id"] for one in data_of(first)["stranded"]] == [order.id]
    assert data_of(second)["stranded"] == []
    assert is_there(shop, order)


def test_an_order_labelled_in_whole_is_not_told_though_somebody_else_told_amazon(shop: Parcels) -> None:
    """It waits in Sendcloud no more."""
    order = shop.orders[0]
    ship(shop, order)
    ship_by_hand(shop, order)
    first = push(shop)
    shop.amazon.forget()
    second = push(shop)

    assert (first.code, data_of(first)["stranded"], second.code) == (0, [], 0)
    assert shop.amazon.calls()["list_orders"] == 0
