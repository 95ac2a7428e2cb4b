"""`mwslink confirm`: labels refused, cancelled and made anew; Amazon has the good ones, and every unit once."""

from __future__ import annotations

from pathlib import Path

import pytest

from mwslink.orders.model import Order
from system.parcel_shop import Parcels


@pytest.fixture
def shop(scene: Parcels, tmp_path: Path) -> Parcels:
    return scene.copy(tmp_path / "copy")


def refused_label(shop: Parcels, order: Order) -> str:
    """The carrier refuses to make a label."""
    parcel = shop.label(order, announce=False)
    shop.move(parcel, "fail")
    return parcel


def units(shop: Parcels, order: Order) -> int:
    """How many units of the order Amazon knows to be under way."""
    return sum(item["quantity"] for package in shop.packages(order) for item in package["packageItems"])


def part_with(item_id: str, quantity: int) -> dict[str, object]:
    """A box with units of an item, as somebody packs it in the panel."""
    weight = {"value": "0.500", "unit": "kg"}
    return {"parcel_items": [{"item_id": item_id, "quantity": quantity}], "weight": weight}


@pytest.mark.parametrize("was_told", [True, False])
def test_a_new_label_after_a_refused_one_is_told(shop: Parcels, was_told: bool) -> None:
    """Whether or not a run came between."""
    order = shop.orders[0]
    refused_label(shop, order)
    if was_told:
        assert shop.confirm().code == 10
    shop.label(order, tracking_numbers=["NEW-1"])
    ran = shop.confirm()

    assert shop.told(ran)["confirmed"] == 1
    assert [package["trackingNumber"] for package in shop.packages(order)] == ["NEW-1"]
    assert shop.status(order) == "SHIPPED"


def test_a_new_label_after_one_that_nobody_made_is_told(shop: Parcels) -> None:
    order = shop.orders[0]
    shop.label(order, announce=False)
    shop.label(order)
    shop.confirm()

    assert shop.status(order) == "SHIPPED"


def test_no_unit_is_lost_between_a_good_label_and_a_refused_one(shop: Parcels) -> None:
    order = shop.orders[0]
    shop.label(order)
    refused_label(shop, order)
    between = shop.confirm()
    shop.label(order)
    shop.confirm()

    assert between.code == 10
    assert units(shop, order) == sum(item.quantity for item in order.items)
    assert shop.status(order) == "SHIPPED"


def test_parcels_with_one_tracking_number_are_all_told(shop: Parcels) -> None:
    """A carrier's shipment of several boxes, handed over one after the other."""
    order = shop.orders[0]
    shop.shop.run_here("settings", "amazon-es", "--update-status", "processed")
    boxes = [shop.label(order, tracking_numbers=["1234567890"]) for _ in range(2)]
    for box in boxes:
        shop.move(box, "process")
        assert shop.told(shop.confirm())["confirmed"] == 1
        shop.amazon.call("/clock", {"advance": 300})
        assert shop.shop.run_here("import").code == 0

    assert [package["packageReferenceId"] for package in shop.packages(order)] == boxes
    assert shop.status(order) == "SHIPPED"


def test_a_label_made_in_two_parts_after_it_was_cancelled_leaves_no_dead_number(shop: Parcels) -> None:
    """Amazon's package gets the number of the bigger part; the other is named."""
    order = next(one for one in shop.orders if [item.quantity for item in one.items] == [3])
    shop.shop.run_here("settings", "amazon-es", "--no-import-weight")
    assert shop.shop.run_here("push", "--wait", "0s").code == 0
    shop.amazon.call("/clock", {"advance": 5})  # Sendcloud saves a moment later
    whole = shop.label(order, tracking_numbers=["DEAD"])
    shop.confirm()
    shop.move(whole, "cancel")
    shop.confirm()
    item = order.items[0]
    parts = [part_with(item.id, quantity) for quantity in (1, item.quantity - 1)]
    body = {"order_id": order.id, "carrier": "correos", "parcels": parts, "tracking_numbers": ["SMALL", "BIG"]}
    shop.amazon.call("/sendcloud/ship", body)
    ran = shop.confirm()

    assert (ran.code, [one["reason"] for one in shop.told(ran)["problems"]]) == (10, ["nothing-left"])
    assert [package["trackingNumber"] for package in shop.packages(order)] == ["BIG"]


def test_a_label_made_anew_twice_raises_no_alarm(shop: Parcels) -> None:
    order = shop.orders[0]
    for number in ("FIRST", "SECOND"):
        label = shop.label(order, tracking_numbers=[number])
        shop.confirm()
        shop.move(label, "cancel")
    shop.label(order, tracking_numbers=["THIRD"])
    ran = shop.confirm()

    assert (ran.code, shop.told(ran)["corrected"], shop.told(ran)["problems"]) == (0, 1, [])
    assert [package["trackingNumber"] for package in shop.packages(order)] == ["THIRD"]
