"""searchOrders: what may be asked, dates, filters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from amazon import LONG_AGO, SPAIN, Amazon, error, text

REFUSED = "The input you have submitted is not valid. Please check your input and try again."


def ids(orders: list[dict[str, Any]]) -> list[str]:
    return [order["orderId"] for order in orders]


@pytest.mark.parametrize(
    "query",
    [
        {"createdAfter": LONG_AGO, "lastUpdatedAfter": LONG_AGO},
        {"createdAfter": LONG_AGO, "lastUpdatedBefore": LONG_AGO},
        {"lastUpdatedAfter": LONG_AGO, "createdBefore": LONG_AGO},
        {"lastUpdatedAfter": LONG_AGO, "lastUpdatedBefore": "2019-12-31T23:59:59Z"},
        {"lastUpdatedAfter": "yesterday"},
        {"lastUpdatedAfter": "2026-13-01T00:00:00Z"},
        {"maxResultsPerPage": 0},
        {"maxResultsPerPage": 101},
        {"maxResultsPerPage": "ten"},
        {"fulfillmentStatuses": "Unshipped"},
        {"fulfilledBy": "MFN"},
        {"includedData": "buyer"},
        {"includedData": ""},
        {"marketplaceIds": ",".join([SPAIN] * 51)},
        {"marketplaceIds": f"{SPAIN},"},
        {"MarketplaceIds": SPAIN},
        {"orderStatuses": "UNSHIPPED"},
        {"paginationToken": "made-up"},
    ],
)
def test_what_the_description_does_not_allow_is_refused(amazon: Amazon, query: dict[str, Any]) -> None:
    answer = amazon.search(**query)

    assert answer.status_code == 400
    assert error(answer)["code"] == "InvalidInput"
    assert error(answer)["message"] == REFUSED


def test_a_search_needs_a_date(amazon: Amazon) -> None:
    assert amazon.get("/orders/2026-01-01/orders").status_code == 400


@pytest.mark.parametrize("family", ["created", "lastUpdated"])
def test_the_upper_bound_is_two_minutes_ago_and_echoed(amazon: Amazon, family: str) -> None:
    before, answer = amazon.ago(minutes=2), amazon.search(**{f"{family}After": LONG_AGO}).json()

    assert before <= answer[f"{family}Before"] <= amazon.ago(minutes=2)
    assert len([name for name in answer if name.endswith("Before")]) == 1


@pytest.mark.parametrize("family", ["created", "lastUpdated"])
def test_a_later_upper_bound_is_refused_and_an_earlier_one_echoed(amazon: Amazon, family: str) -> None:
    query = {f"{family}After": LONG_AGO}
    earlier = amazon.ago(minutes=3)

    assert amazon.search(**query, **{f"{family}Before": amazon.ago(minutes=1)}).status_code == 400
    assert amazon.search(**query, **{f"{family}Before": earlier}).json()[f"{family}Before"] == earlier


@pytest.mark.parametrize(("family", "time"), [("created", "createdTime"), ("lastUpdated", "lastUpdatedTime")])
def test_both_bounds_are_inclusive(amazon: Amazon, family: str, time: str) -> None:
    order = amazon.orders()[30]
    at = datetime.fromisoformat(order[time])
    second = timedelta(seconds=1)

    def found(after: datetime, before: datetime) -> bool:
        query = {f"{family}After": text(after), f"{family}Before": text(before)}
        return order["orderId"] in ids(amazon.orders(**query))

    assert found(at, at)
    assert not found(at + second, at + second)
    assert not found(at - second, at - second)


def test_filters_leave_out_what_was_not_asked_for(amazon: Amazon) -> None:
    shown = amazon.orders(includedData="FULFILLMENT")
    query = {"fulfillmentStatuses": "UNSHIPPED,SHIPPED", "fulfilledBy": "MERCHANT", "marketplaceIds": SPAIN}
    wanted = [
        order["orderId"]
        for order in shown
        if order["fulfillment"]["fulfillmentStatus"] in ("UNSHIPPED", "SHIPPED")
        and order["fulfillment"]["fulfilledBy"] == "MERCHANT"
        and order["salesChannel"]["marketplaceId"] == SPAIN
    ]

    assert wanted
    assert ids(amazon.orders(**query)) == wanted
    assert {order["fulfillment"]["fulfilledBy"] for order in shown} == {"MERCHANT", "AMAZON"}


@pytest.mark.parametrize("marketplace", ["ATVPDKIKX0DER", "AFQLKURYRPEL8", "NOSUCHPLACE"])
def test_a_marketplace_that_is_no_shop_of_the_region_is_refused(amazon: Amazon, marketplace: str) -> None:
    answer = amazon.search(marketplaceIds=f"{SPAIN},{marketplace}")

    assert answer.status_code == 403
    assert error(answer)["code"] == "Unauthorized"
    assert error(answer)["details"] == "The marketplaces you provided are not valid for region."


def test_the_same_seed_gives_the_same_orders(amazon: Amazon) -> None:
    first = amazon.orders(includedData="RECIPIENT")
    amazon.control("POST", "/state", {"seed": 1})
    amazon.refresh_token_cache()
    again = amazon.orders(includedData="RECIPIENT")
    amazon.control("POST", "/state", {"seed": 2})
    amazon.refresh_token_cache()

    assert again == first
    assert ids(amazon.orders()) != ids(first)


def test_a_seller_refused_here_is_served_by_v0(amazon: Amazon) -> None:
    amazon.control("POST", "/accounts/1/refuse-orders-2026")

    answer = amazon.search()

    assert answer.status_code == 403
    assert error(answer)["code"] == "AccessDeniedException"
    assert amazon.get("/orders/v0/orders", MarketplaceIds=SPAIN, CreatedAfter="2026-01-01").status_code == 200
