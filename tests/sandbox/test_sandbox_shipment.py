"""confirmShipment: what is refused, and what becomes of the order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from amazon import ALL_DATA, ORDERS, ORDERS_V0, Amazon, error, text

INVALID_TYPE = (
    "The input you have submitted is not valid. Please check the fields with invalid type [packageDetail.{}]."
)
BAD_ITEM = "OrderItemId is invalid, please obtain the value through the getOrderItems API or Manage Orders page"


def several(amazon: Amazon) -> dict[str, Any]:
    """An unshipped order with at least two units."""
    orders = amazon.orders(fulfillmentStatuses="UNSHIPPED", fulfilledBy="MERCHANT", includedData=ALL_DATA)
    return next(order for order in orders if sum(item["quantityOrdered"] for item in order["orderItems"]) > 1)


def all_items(order: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"orderItemId": item["orderItemId"], "quantity": item["fulfillment"]["quantityUnfulfilled"]}
        for item in order["orderItems"]
        if item["fulfillment"]["quantityUnfulfilled"]
    ]


def confirm(amazon: Amazon, order: dict[str, Any], **changes: Any) -> httpx2.Response:
    package = {
        "packageReferenceId": "1",
        "carrierCode": "Correos",
        "shippingMethod": "Paq 48",
        "trackingNumber": "PQ4TEST",
        "shipDate": amazon.ago(),
        "orderItems": all_items(order),
    }
    marketplace = changes.pop("marketplaceId", order["salesChannel"]["marketplaceId"])
    kept = {name: value for name, value in {**package, **changes}.items() if value is not ...}
    body = {"marketplaceId": marketplace, "packageDetail": kept}
    return amazon.post(f"{ORDERS_V0}/{order['orderId']}/shipmentConfirmation", body)


def now(amazon: Amazon, order: dict[str, Any]) -> dict[str, Any]:
    return amazon.get(f"{ORDERS}/{order['orderId']}", includedData=ALL_DATA).json()["order"]


def test_a_whole_order_becomes_shipped(amazon: Amazon) -> None:
    order = several(amazon)

    answer = confirm(amazon, order)
    after = now(amazon, order)

    assert (answer.status_code, answer.content) == (204, b"")
    assert after["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    assert after["lastUpdatedTime"] > order["lastUpdatedTime"]
    (package,) = after["packages"]
    assert (package["carrier"], package["trackingNumber"], package["shippingService"]) == (
        "Correos",
        "PQ4TEST",
        "Paq 48",
    )
    assert package["packageItems"] == all_items(order)


def test_two_packages_ship_an_order_in_two_steps(amazon: Amazon) -> None:
    order = several(amazon)
    first = [{"orderItemId": order["orderItems"][0]["orderItemId"], "quantity": 1}]

    confirm(amazon, order, orderItems=first)
    between = now(amazon, order)
    confirm(amazon, between, packageReferenceId="2", trackingNumber="PQ5TEST")
    after = now(amazon, order)

    assert between["fulfillment"]["fulfillmentStatus"] == "PARTIALLY_SHIPPED"
    assert after["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    assert [package["packageReferenceId"] for package in after["packages"]] == ["1", "2"]


def test_the_same_reference_corrects_a_package(amazon: Amazon) -> None:
    order = several(amazon)
    confirm(amazon, order)

    assert confirm(amazon, order, trackingNumber="CORRECTED").status_code == 204

    (package,) = now(amazon, order)["packages"]
    assert package["trackingNumber"] == "CORRECTED"


def test_a_confirmed_order_comes_up_in_the_next_search(amazon: Amazon) -> None:
    order, since = several(amazon), amazon.ago(minutes=1)
    confirm(amazon, order)
    amazon.pass_time(minutes=3)

    assert [one["orderId"] for one in amazon.orders(lastUpdatedAfter=since)] == [order["orderId"]]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"packageReferenceId": 1}, INVALID_TYPE.format("packageReferenceId")),
        ({"packageReferenceId": "0"}, "PackageReferenceId: is invalid, must be a positive numeric value."),
        ({"packageReferenceId": "PKG-1"}, "PackageReferenceId: is invalid, must be a positive numeric value."),
        ({"packageReferenceId": ...}, "missing required fields [packageDetail.packageReferenceId]"),
        ({"trackingNumber": ...}, "missing required fields [packageDetail.trackingNumber]"),
        ({"carrierCode": ""}, "missing required fields [packageDetail.carrierCode]"),
        ({"orderItems": []}, "missing required fields [packageDetail.orderItems]"),
        ({"carrierCode": "Other"}, "CarrierName is required"),
        ({"shipDate": "11/23/2026"}, INVALID_TYPE.format("shipDate")),
        ({"shipDate": "2020-01-01T00:00:00Z"}, "must not be before the order date"),
        ({"shipDate": "2030-01-01T00:00:00Z"}, "must not be in the future"),
        ({"orderItems": [{"orderItemId": "1", "quantity": 1}]}, BAD_ITEM),
        ({"orderItems": [{"orderItemId": "1", "quantity": "1"}]}, "invalid type [packageDetail.orderItems"),
        ({"marketplaceId": "A1805IZSGTT6HS"}, "not valid"),
    ],
)
def test_a_wrong_confirmation_is_refused_and_changes_nothing(
    amazon: Amazon, changes: dict[str, Any], message: str
) -> None:
    order = several(amazon)
    answer = confirm(amazon, order, **changes)

    assert (answer.status_code, error(answer)["code"]) == (400, "InvalidInput")
    assert message in error(answer)["message"]
    assert now(amazon, order) == order


@pytest.mark.parametrize("quantity", [0, -1, 1000])
def test_quantities_must_be_what_is_left(amazon: Amazon, quantity: int) -> None:
    order = several(amazon)
    items = [{"orderItemId": order["orderItems"][0]["orderItemId"], "quantity": quantity}]

    assert confirm(amazon, order, orderItems=items).status_code == 400


def test_a_shipped_order_takes_no_further_package(amazon: Amazon) -> None:
    order = several(amazon)
    confirm(amazon, order)
    answer = confirm(amazon, order, packageReferenceId="2")

    assert answer.status_code == 400
    assert "errorMetric=PackageToUpdateNotFound" in error(answer)["message"]


@pytest.mark.parametrize("status", ["CANCELLED", "PENDING"])
def test_an_order_not_open_takes_no_package(amazon: Amazon, status: str) -> None:
    (order_id,) = amazon.control("POST", "/orders", {"pending": status == "PENDING"})["orders"]
    if status == "CANCELLED":
        amazon.control("POST", f"/orders/{order_id}/cancel")
    order = amazon.get(f"{ORDERS}/{order_id}", includedData=ALL_DATA).json()["order"]
    items = [{"orderItemId": order["orderItems"][0]["orderItemId"], "quantity": 1}]

    assert confirm(amazon, order, orderItems=items).status_code == 400


def test_amazons_own_orders_are_not_the_sellers_to_confirm(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"orders": 300})
    amazon.refresh_token_cache()
    order = amazon.order("SHIPPED", fulfilled_by="AMAZON")
    items = [{"orderItemId": order["orderItems"][0]["orderItemId"], "quantity": 1}]

    assert confirm(amazon, order, orderItems=items).status_code == 400


def test_an_unknown_order_and_an_id_without_dashes(amazon: Amazon) -> None:
    order = several(amazon)
    unknown = confirm(amazon, {**order, "orderId": "111-1111111-1111111"})
    dashless = confirm(amazon, {**order, "orderId": order["orderId"].replace("-", "")})

    assert unknown.status_code == 404
    assert (dashless.status_code, error(dashless)["message"]) == (400, BAD_ITEM)


def test_a_clock_slightly_ahead_is_forgiven(amazon: Amazon) -> None:
    assert confirm(amazon, several(amazon), shipDate=text(amazon.now() + timedelta(minutes=1))).status_code == 204


def test_confirming_needs_a_role(amazon: Amazon) -> None:
    order = several(amazon)
    roles = ["Direct-to-Consumer Delivery (Restricted)", "Inventory and Order Tracking"]
    amazon.control("POST", "/accounts/1/roles", {"remove": roles})

    assert confirm(amazon, order).status_code == 403


def test_pick_up_is_for_orders_picked_up_in_a_store(amazon: Amazon) -> None:
    order = several(amazon)
    body = {"marketplaceId": order["salesChannel"]["marketplaceId"], "shipmentStatus": "PickedUp"}

    assert amazon.post(f"{ORDERS_V0}/{order['orderId']}/shipment", body).status_code == 400
