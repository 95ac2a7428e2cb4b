"""Orders v0: its own spelling, one call per order for items, personal data by restricted token only."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from amazon import LONG_AGO, ORDERS_V0, SPAIN, Amazon, error

PATH = "/orders/v0/orders/{orderId}"
RDT = "/tokens/2021-03-01/restrictedDataToken"
PERSONAL = {"Name", "AddressLine1", "Phone"}


def get_orders(amazon: Amazon, **query: Any) -> httpx2.Response:
    return amazon.get(ORDERS_V0, **{"MarketplaceIds": SPAIN, "LastUpdatedAfter": LONG_AGO, **query})


def unshipped(amazon: Amazon) -> dict[str, Any]:
    query = {"OrderStatuses": "Unshipped", "FulfillmentChannels": "MFN"}
    return get_orders(amazon, **query).json()["payload"]["Orders"][0]


def test_it_shows_the_same_orders_in_its_own_words(amazon: Amazon) -> None:
    old = get_orders(amazon).json()["payload"]["Orders"]
    new = amazon.orders(marketplaceIds=SPAIN, includedData="FULFILLMENT")
    words = {"CANCELLED": "Canceled", "UNSHIPPED": "Unshipped", "PARTIALLY_SHIPPED": "PartiallyShipped"}

    def told(order: dict[str, Any]) -> tuple[str, str, str, str]:
        state = order["fulfillment"]["fulfillmentStatus"]
        status = words.get(state, state.title().replace("_", ""))
        channel = {"MERCHANT": "MFN", "AMAZON": "AFN"}[order["fulfillment"]["fulfilledBy"]]
        return order["orderId"], status, channel, order["lastUpdatedTime"]

    names = ("AmazonOrderId", "OrderStatus", "FulfillmentChannel", "LastUpdateDate")
    assert [tuple(order[name] for name in names) for order in old] == [told(order) for order in new]


def test_items_come_one_call_an_order(amazon: Amazon) -> None:
    order = unshipped(amazon)
    payload = amazon.get(f"{ORDERS_V0}/{order['AmazonOrderId']}/orderItems").json()["payload"]

    assert payload["AmazonOrderId"] == order["AmazonOrderId"]
    assert sum(item["QuantityOrdered"] for item in payload["OrderItems"]) == order["NumberOfItemsUnshipped"]
    assert all(item["SellerSKU"] and item["ItemPrice"]["Amount"] for item in payload["OrderItems"])


def test_pages_are_followed_with_the_token_alone(amazon: Amazon) -> None:
    everything = [order["AmazonOrderId"] for order in get_orders(amazon).json()["payload"]["Orders"]]
    page = get_orders(amazon, MaxResultsPerPage=3).json()["payload"]
    seen = [order["AmazonOrderId"] for order in page["Orders"]]
    while "NextToken" in page:
        query = {"MarketplaceIds": SPAIN, "NextToken": page["NextToken"], "MaxResultsPerPage": 3}
        page = amazon.get(ORDERS_V0, **query).json()["payload"]
        seen += [order["AmazonOrderId"] for order in page["Orders"]]

    assert len(everything) > 3
    assert seen == everything


def test_orders_can_be_asked_for_by_id(amazon: Amazon) -> None:
    wanted = [order["AmazonOrderId"] for order in get_orders(amazon).json()["payload"]["Orders"]][2:5]
    answer = amazon.get(ORDERS_V0, MarketplaceIds=SPAIN, AmazonOrderIds=",".join(wanted))

    assert [order["AmazonOrderId"] for order in answer.json()["payload"]["Orders"]] == wanted


@pytest.mark.parametrize(
    "query",
    [
        {"MarketplaceIds": ""},
        {"CreatedAfter": LONG_AGO},
        {"LastUpdatedBefore": "2030-01-01"},
        {"OrderStatuses": "UNSHIPPED"},
        {"FulfillmentChannels": "MERCHANT"},
        {"NextToken": "made-up"},
    ],
)
def test_wrong_parameters_are_refused(amazon: Amazon, query: dict[str, str]) -> None:
    answer = get_orders(amazon, **query)

    assert (answer.status_code, error(answer)["code"]) == (400, "InvalidInput")


def test_marketplaces_are_required_and_those_of_other_regions_refused(amazon: Amazon) -> None:
    assert amazon.get(ORDERS_V0, LastUpdatedAfter=LONG_AGO).status_code == 400
    assert get_orders(amazon, MarketplaceIds="ATVPDKIKX0DER").status_code == 403
    assert get_orders(amazon, MarketplaceIds=f"{SPAIN},AFQLKURYRPEL8").status_code == 200


def test_a_plain_token_sees_no_person(amazon: Amazon) -> None:
    order = unshipped(amazon)

    assert order["ShippingAddress"]["City"]
    assert not PERSONAL & set(order["ShippingAddress"])
    assert "BuyerInfo" not in order


def test_a_restricted_token_sees_what_it_was_asked_for(amazon: Amazon) -> None:
    resource = {"method": "GET", "path": ORDERS_V0, "dataElements": ["shippingAddress"]}
    token = amazon.restricted_token(resource)
    order = get_orders(amazon, token=token, OrderStatuses="Unshipped", FulfillmentChannels="MFN").json()
    first = order["payload"]["Orders"][0]

    assert token.startswith("Atz.sprdt|")
    assert {"Name", "AddressLine1"} <= set(first["ShippingAddress"])
    assert "BuyerInfo" not in first


@pytest.mark.parametrize("part", ["address", "buyerInfo", "orderItems/buyerInfo"])
def test_operations_on_persons_need_a_restricted_token_for_their_path(amazon: Amazon, part: str) -> None:
    order_id = unshipped(amazon)["AmazonOrderId"]
    path = f"{ORDERS_V0}/{order_id}/{part}"
    specific = amazon.restricted_token({"method": "GET", "path": path})
    generic = amazon.restricted_token({"method": "GET", "path": f"{PATH}/{part}"})
    other = amazon.restricted_token({"method": "GET", "path": f"{ORDERS_V0}/111-1111111-1111111/{part}"})

    assert amazon.get(path).status_code == 403
    assert amazon.get(path, token=other).status_code == 403
    assert amazon.get(path, token=specific).status_code == 200
    assert amazon.get(path, token=generic).json()["payload"]["AmazonOrderId"] == order_id


def test_a_restricted_token_opens_nothing_else(amazon: Amazon) -> None:
    token = amazon.restricted_token({"method": "GET", "path": f"{PATH}/address"})

    assert amazon.get("/orders/2026-01-01/orders", token=token, createdAfter=LONG_AGO).status_code == 403
    assert get_orders(amazon, token=token).status_code == 403


@pytest.mark.parametrize(
    ("resources", "code", "words"),
    [
        ([], "InvalidRequest", "Resource not provided."),
        ([{"method": "GET"}], "InvalidRequest", "Resource not provided."),
        ([{"method": "GET", "path": PATH, "dataElements": ["buyerInfo"]}] * 51, "InvalidRequest", "At most 50"),
        ([{"method": "GET", "path": "/listings/2021-08-01/items"}], "InvalidInput", "Application do not have access"),
        ([{"method": "POST", "path": f"{PATH}/address"}], "InvalidInput", "Application do not have access"),
        ([{"method": "GET", "path": PATH}], "InvalidInput", "Application do not have access"),
        (
            [{"method": "GET", "path": f"{PATH}/orderItems", "dataElements": ["shippingAddress"]}],
            "InvalidInput",
            "Application do not have access",
        ),
        (
            [{"method": "GET", "path": PATH, "dataElements": ["buyerTaxInformation"]}],
            "InvalidInput",
            "one or more requested data elements: [buyerTaxInformation]",
        ),
    ],
)
def test_wrong_requests_for_restricted_tokens(
    amazon: Amazon, resources: list[dict[str, Any]], code: str, words: str
) -> None:
    answer = amazon.post(RDT, {"restrictedResources": resources})

    assert (answer.status_code, error(answer)["code"]) == (400, code)
    assert words in error(answer)["message"] + error(answer)["details"]


def test_a_restricted_token_needs_the_role(amazon: Amazon) -> None:
    amazon.control("POST", "/accounts/1/roles", {"remove": ["Direct-to-Consumer Delivery (Restricted)"]})
    resource = {"method": "GET", "path": ORDERS_V0, "dataElements": ["buyerInfo", "shippingAddress"]}
    answer = amazon.post(RDT, {"restrictedResources": [resource]})

    assert answer.status_code == 400
    assert error(answer)["message"] == (
        "Application does not have access to one or more requested data elements: [buyerInfo, shippingAddress]"
    )
