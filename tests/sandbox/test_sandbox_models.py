"""Every answer has the form Amazon's published descriptions give it, and no field they do not have."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from amazon import ALL_DATA, ORDERS, ORDERS_V0, Amazon

Check = Callable[[str, Any], None]


def closed(schema: Any) -> Any:
    """The same schema, with fields it does not name forbidden and references made local."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items() if not key.startswith("x-")}
    if schema.get("type") == "object" and isinstance(schema.get("properties"), dict):
        made.setdefault("additionalProperties", False)
    return made


@pytest.fixture(scope="module")
def check(models: Path) -> Callable[[str], Check]:
    def of(name: str) -> Check:
        described = closed(json.loads((models / name).read_text(encoding="utf-8")))

        def validate(definition: str, value: Any) -> None:
            if definition not in compiled:
                schema = {"$ref": f"#/definitions/{definition}", "definitions": described["definitions"]}
                compiled[definition] = fastjsonschema.compile(schema)
            compiled[definition](value)

        compiled: dict[str, Any] = {}
        return validate

    return of


@pytest.fixture
def rich(amazon: Amazon) -> Amazon:
    """With enough orders for every kind of them."""
    roles = ["Tax Invoicing (Restricted)", "Finance and Accounting"]
    amazon.control("POST", "/state", {"orders": 300, "quotas": False})
    amazon.refresh_token_cache()
    amazon.control("POST", "/accounts/1/roles", {"add": roles})
    return amazon


def test_orders_2026(rich: Amazon, check: Callable[[str], Check]) -> None:
    validate = check("orders_2026-01-01.json")
    answers = [rich.search(includedData=included, maxResultsPerPage=100).json() for included in (ALL_DATA, "BUYER")]
    validate("SearchOrdersResponse", rich.search(createdAfter="2026-01-01T00:00:00Z").json())
    for order in rich.orders(includedData=ALL_DATA):
        validate("Order", order)
    for answer in answers:
        validate("SearchOrdersResponse", answer)
    order_id = answers[0]["orders"][0]["orderId"]
    validate("GetOrderResponse", rich.get(f"{ORDERS}/{order_id}", includedData=ALL_DATA).json())
    validate("ErrorList", rich.search(maxResultsPerPage=0).json())


def test_orders_v0(rich: Amazon, check: Callable[[str], Check]) -> None:
    validate = check("ordersV0.json")
    elements = ["buyerInfo", "shippingAddress", "buyerTaxInformation"]
    one = "/orders/v0/orders/{orderId}"
    token = rich.restricted_token(
        {"method": "GET", "path": ORDERS_V0, "dataElements": elements},
        {"method": "GET", "path": one, "dataElements": elements},
        {"method": "GET", "path": f"{one}/orderItems", "dataElements": ["buyerInfo"]},
        *({"method": "GET", "path": f"{one}/{part}"} for part in ("address", "buyerInfo", "orderItems/buyerInfo")),
    )
    shops = "A1RKKUPIHCS9HS,APJ6JRA9NG5V4,A1PA6795UKMFR9,A13V1IB3VIYZZH,A1F83G8C2ARO7P"
    answer = rich.get(ORDERS_V0, token=token, MarketplaceIds=shops, CreatedAfter="2026-01-01").json()
    validate("GetOrdersResponse", answer)

    for order in answer["payload"]["Orders"][:40]:
        path = f"{ORDERS_V0}/{order['AmazonOrderId']}"
        validate("GetOrderResponse", rich.get(path, token=token).json())
        validate("GetOrderItemsResponse", rich.get(f"{path}/orderItems", token=token).json())
        validate("GetOrderAddressResponse", rich.get(f"{path}/address", token=token).json())
        validate("GetOrderBuyerInfoResponse", rich.get(f"{path}/buyerInfo", token=token).json())
        validate("GetOrderItemsBuyerInfoResponse", rich.get(f"{path}/orderItems/buyerInfo", token=token).json())


def test_sellers(rich: Amazon, check: Callable[[str], Check]) -> None:
    validate = check("sellers.json")

    participations = rich.get("/sellers/v1/marketplaceParticipations").json()
    validate("GetMarketplaceParticipationsResponse", participations)
    validate("GetAccountResponse", rich.get("/sellers/v1/account").json())


def test_tokens(rich: Amazon, check: Callable[[str], Check]) -> None:
    body = {"restrictedResources": [{"method": "GET", "path": f"{ORDERS_V0}/{{orderId}}/address"}]}
    answer = rich.post("/tokens/2021-03-01/restrictedDataToken", body)

    check("tokens_2021-03-01.json")("CreateRestrictedDataTokenResponse", answer.json())
