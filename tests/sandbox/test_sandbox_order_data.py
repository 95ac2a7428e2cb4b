"""What an order of Orders 2026-01-01 shows: what was asked for, as far as the roles allow."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from amazon import ALL_DATA, ORDERS, Amazon, error

DELIVERY = "Direct-to-Consumer Delivery (Restricted)"
TAX = "Tax Invoicing (Restricted)"
BASIC = {"orderId", "createdTime", "lastUpdatedTime", "programs", "salesChannel", "orderItems"}
PERSONAL = {"name", "companyName", "addressLine1", "addressLine2", "addressLine3", "phone"}


def get_order(amazon: Amazon, order_id: str, included: str = ALL_DATA) -> dict[str, Any]:
    return amazon.get(f"{ORDERS}/{order_id}", includedData=included).json()["order"]


def set_roles(amazon: Amazon, *, without: str = "", extra: str = "") -> None:
    amazon.control(
        "POST", "/accounts/1/roles", {"remove": [without] if without else [], "add": [extra] if extra else []}
    )


def test_nothing_but_basic_fields_comes_unasked(amazon: Amazon) -> None:
    for order in amazon.orders():
        assert set(order) <= BASIC | {"orderAliases", "associatedOrders"}
        for item in order["orderItems"]:
            assert set(item) == {"orderItemId", "quantityOrdered", "product"}
            assert "price" not in item["product"]


@pytest.mark.parametrize("block", ["BUYER", "RECIPIENT", "PROCEEDS", "FULFILLMENT", "PACKAGES", "PAYMENT", "TAX"])
def test_each_block_comes_only_when_asked_for(amazon: Amazon, block: str) -> None:
    amazon.control("POST", "/state", {"orders": 300, "quotas": False})
    amazon.refresh_token_cache()
    with_it = amazon.orders(includedData=block)
    others = ",".join(one for one in ALL_DATA.split(",") if one != block)
    without = amazon.orders(includedData=others)

    assert any(block.lower() in order for order in with_it)
    assert not any(block.lower() in order for order in without)
    assert all(set(order) <= BASIC | {"orderAliases", "associatedOrders", block.lower()} for order in with_it)


def test_an_unshipped_order_has_everything_a_label_needs(amazon: Amazon) -> None:
    order = amazon.order("UNSHIPPED")
    address = order["recipient"]["deliveryAddress"]

    assert {"name", "addressLine1", "city", "postalCode", "countryCode", "addressType"} <= set(address)
    assert order["buyer"]["buyerEmail"].endswith(
        "@" + order["salesChannel"]["marketplaceName"].lower().replace("amazon", "marketplace.amazon", 1)
    )
    assert order["orderItems"][0]["fulfillment"]["quantityUnfulfilled"] > 0


def test_without_the_delivery_role_the_person_is_missing_and_the_answer_is_right(amazon: Amazon) -> None:
    order_id = amazon.order("UNSHIPPED")["orderId"]
    set_roles(amazon, without=DELIVERY)
    order = get_order(amazon, order_id)

    assert not PERSONAL & set(order["recipient"]["deliveryAddress"])
    assert order["recipient"]["deliveryAddress"]["city"]
    assert not {"buyerName", "buyerEmail"} & set(order.get("buyer", {}))


def test_a_tax_role_gives_the_buyers_name_but_not_the_address(amazon: Amazon) -> None:
    order_id = amazon.order("UNSHIPPED")["orderId"]
    set_roles(amazon, without=DELIVERY, extra=TAX)
    order = get_order(amazon, order_id)

    assert order["buyer"]["buyerName"]
    assert "buyerEmail" not in order["buyer"]
    assert not PERSONAL & set(order["recipient"]["deliveryAddress"])


def test_orders_amazon_ships_show_no_person(amazon: Amazon) -> None:
    order = amazon.order("SHIPPED", fulfilled_by="AMAZON")

    assert not PERSONAL & set(order["recipient"]["deliveryAddress"])
    assert not {"buyerName", "buyerEmail"} & set(order.get("buyer", {}))
    assert "packages" not in order


def test_a_gift_message_needs_a_role(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"orders": 400})
    amazon.refresh_token_cache()

    def messages() -> list[str]:
        return [
            item["fulfillment"]["packing"]["giftOption"]["giftMessage"]
            for order in amazon.orders(includedData="FULFILLMENT")
            for item in order["orderItems"]
            if "giftMessage" in item["fulfillment"].get("packing", {}).get("giftOption", {})
        ]

    allowed = messages()
    set_roles(amazon, without=DELIVERY)

    assert allowed
    assert messages() == []


def test_a_cancelled_order_has_neither_buyer_nor_recipient(amazon: Amazon) -> None:
    order_id = amazon.order("UNSHIPPED")["orderId"]
    amazon.control("POST", f"/orders/{order_id}/cancel", {"reason": "NoInventory"})
    order = get_order(amazon, order_id)

    assert order["fulfillment"]["fulfillmentStatus"] == "CANCELLED"
    assert not {"buyer", "recipient"} & set(order)
    assert order["orderItems"][0]["cancellation"]["cancellationExecution"]["cancelReason"] == "NoInventory"


def test_a_buyer_may_ask_to_cancel(amazon: Amazon) -> None:
    order_id = amazon.order("UNSHIPPED")["orderId"]
    amazon.control("POST", f"/orders/{order_id}/request-cancel", {"reason": "Too late"})
    item = get_order(amazon, order_id)["orderItems"][0]

    assert item["cancellation"] == {"cancellationRequest": {"requester": "BUYER", "cancelReason": "Too late"}}


def test_the_phone_goes_when_a_shipped_order_should_have_arrived(amazon: Amazon) -> None:
    (order_id,) = amazon.control("POST", "/orders", {"account": 1})["orders"]
    amazon.control("POST", f"/orders/{order_id}/change", {"address": {"phone": "+34600000000"}})
    order = get_order(amazon, order_id)
    items = [{"orderItemId": one["orderItemId"], "quantity": one["quantityOrdered"]} for one in order["orderItems"]]
    package = {
        "packageReferenceId": "1", "carrierCode": "Correos", "trackingNumber": "PQ1", "orderItems": items,
        "shipDate": amazon.ago(),
    }  # fmt: skip
    body = {"marketplaceId": order["salesChannel"]["marketplaceId"], "packageDetail": package}

    def phone() -> str:
        return get_order(amazon, order_id)["recipient"]["deliveryAddress"].get("phone", "")

    assert amazon.post(f"/orders/v0/orders/{order_id}/shipmentConfirmation", body).status_code == 204
    assert phone() == "+34600000000"

    amazon.pass_time(days=60)
    amazon.refresh_token_cache()
    assert phone() == ""


def test_amounts_are_texts_that_add_up(amazon: Amazon) -> None:
    for order in amazon.orders(includedData="PROCEEDS"):
        if "proceeds" not in order:
            continue
        total = Decimal(order["proceeds"]["grandTotal"]["amount"])
        parts = [Decimal(part["subtotal"]["amount"]) for part in order["proceeds"]["breakdowns"]]
        items = [Decimal(item["proceeds"]["proceedsTotal"]["amount"]) for item in order["orderItems"]]

        assert isinstance(order["proceeds"]["grandTotal"]["amount"], str)
        assert sum(parts) == sum(items) == total


def test_a_delivered_package_says_so(amazon: Amazon) -> None:
    order_id = amazon.order("SHIPPED")["orderId"]
    amazon.control("POST", f"/orders/{order_id}/change", {"package_status": "DELIVERED"})
    order = get_order(amazon, order_id)

    assert {package["packageStatus"]["status"] for package in order["packages"]} == {"DELIVERED"}


@pytest.mark.parametrize(("order_id", "status"), [("111-1111111-1111111", 404), ("nonsense", 400)])
def test_an_order_that_is_not_there(amazon: Amazon, order_id: str, status: int) -> None:
    answer = amazon.get(f"{ORDERS}/{order_id}")

    assert answer.status_code == status
    assert error(answer)["code"] == {404: "NotFound", 400: "InvalidInput"}[status]


def test_the_order_of_another_seller_is_not_there(amazon: Amazon) -> None:
    order_id = amazon.order("UNSHIPPED")["orderId"]

    assert amazon.get(f"{ORDERS}/{order_id}", account=2).status_code == 404
