"""searchOrders: dates, filters, pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from amazon import LONG_AGO, SPAIN, Amazon, error, text

REFUSED = "The input you have submitted is not valid. Please check your input and try again."


def ids(orders: list[dict[str, Any]]) -> list[str]:
    return [order["orderId"] for order in orders]


def new_order(amazon: Amazon, **body: Any) -> str:
    (order_id,) = amazon.control("POST", "/orders", body)["orders"]
    return order_id


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


@pytest.mark.parametrize("size", [7, 20, 100])
def test_pages_together_hold_every_order_once(amazon: Amazon, size: int) -> None:
    everything = ids(amazon.orders())

    assert len(everything) >= 60
    assert ids(amazon.orders(maxResultsPerPage=size)) == everything
    assert len(set(everything)) == len(everything)


def test_the_last_page_has_no_pagination(amazon: Amazon) -> None:
    assert "pagination" not in amazon.search().json()


def first_token(amazon: Amazon, **query: Any) -> str:
    return amazon.search(**query, maxResultsPerPage=10).json()["pagination"]["nextToken"]


def test_page_size_and_included_data_may_change_between_pages(amazon: Amazon) -> None:
    token = first_token(amazon)

    answer = amazon.search(paginationToken=token, maxResultsPerPage=5, includedData="FULFILLMENT")

    assert len(answer.json()["orders"]) == 5
    assert ids(answer.json()["orders"]) == ids(amazon.orders())[10:15]


@pytest.mark.parametrize(
    "changed", [{"marketplaceIds": SPAIN}, {"fulfilledBy": "MERCHANT"}, {"lastUpdatedAfter": "2021-01-01T00:00:00Z"}]
)
def test_a_page_token_fails_when_another_parameter_changed(amazon: Amazon, changed: dict[str, str]) -> None:
    answer = amazon.search(paginationToken=first_token(amazon), **changed)

    assert (answer.status_code, error(answer)["code"], error(answer)["message"]) == (400, "InvalidInput", REFUSED)


def test_a_page_token_fails_for_another_seller(amazon: Amazon) -> None:
    assert amazon.search(account=2, paginationToken=first_token(amazon)).status_code == 400


def test_a_page_token_lives_24_hours_and_can_be_used_again(amazon: Amazon) -> None:
    token = first_token(amazon)
    pages = [ids(amazon.search(paginationToken=token).json()["orders"]) for _ in range(2)]
    amazon.pass_time(hours=24)
    renewed = amazon.refresh().json()["access_token"]

    late = amazon.get("/orders/2026-01-01/orders", token=renewed, lastUpdatedAfter=LONG_AGO, paginationToken=token)

    assert pages[0] == pages[1]
    assert late.status_code == 400


def test_pages_show_what_the_first_began_with_while_orders_change(amazon: Amazon) -> None:
    """Neither skipped nor doubled: a change shows in the next search, not in the middle of this one."""
    before = amazon.orders(includedData="RECIPIENT")
    first = amazon.search(maxResultsPerPage=10, includedData="RECIPIENT").json()
    for order in before[5:15]:
        amazon.control("POST", f"/orders/{order['orderId']}/change", {"address": {"city": "Elsewhere"}})
    amazon.pass_time(minutes=5)

    rest = amazon.search(paginationToken=first["pagination"]["nextToken"], includedData="RECIPIENT").json()

    assert first["orders"] + rest["orders"] == before


def test_a_change_shows_after_two_minutes_as_an_update(amazon: Amazon) -> None:
    order_id = ids(amazon.orders(fulfillmentStatuses="UNSHIPPED"))[0]
    since = amazon.ago(seconds=1)
    amazon.control("POST", f"/orders/{order_id}/change", {"address": {"city": "Elsewhere"}})

    amazon.pass_time(seconds=110)
    assert order_id in ids(amazon.orders(fulfillmentStatuses="UNSHIPPED"))
    assert "Elsewhere" not in str(amazon.orders(includedData="RECIPIENT"))

    amazon.pass_time(seconds=15)
    found = amazon.orders(lastUpdatedAfter=since, includedData="RECIPIENT")
    assert ids(found) == [order_id]
    assert found[0]["recipient"]["deliveryAddress"]["city"] == "Elsewhere"


def test_a_changed_order_never_disappears_in_between(amazon: Amazon) -> None:
    """A client that asks during the two minutes still finds the order as it was."""
    before = amazon.orders()
    amazon.control("POST", f"/orders/{before[3]['orderId']}/change", {"address": {"city": "Elsewhere"}})

    assert amazon.orders() == before


def test_following_the_echo_finds_every_change_once(amazon: Amazon) -> None:
    """Each search starts where the last one ended, as Amazon recommends."""
    since, seen, made = amazon.search().json()["lastUpdatedBefore"], [], []
    amazon.control("POST", "/state", {"quotas": False})
    amazon.refresh_token_cache()
    for _ in range(6):
        made.append(new_order(amazon, country="ES"))
        amazon.pass_time(seconds=70)
        answer = amazon.search(lastUpdatedAfter=since).json()
        seen += ids(answer["orders"])
        since = answer["lastUpdatedBefore"]

    assert [order_id for order_id in seen if order_id in made] == made[:5]


def test_a_pending_order_has_no_address_until_it_is_paid(amazon: Amazon) -> None:
    order_id = new_order(amazon, pending=True)
    amazon.pass_time(minutes=3)
    since = amazon.ago(minutes=10)

    def shown() -> dict[str, Any]:
        found = amazon.orders(lastUpdatedAfter=since, includedData="RECIPIENT,BUYER,PROCEEDS,FULFILLMENT")
        return next(order for order in found if order["orderId"] == order_id)

    pending = shown()
    amazon.control("POST", f"/orders/{order_id}/advance")
    amazon.pass_time(minutes=3)
    paid = shown()

    assert pending["fulfillment"]["fulfillmentStatus"] == "PENDING"
    assert not {"recipient", "buyer", "proceeds"} & set(pending)
    assert "price" not in pending["orderItems"][0]["product"]
    assert paid["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED"
    assert {"recipient", "buyer", "proceeds"} <= set(paid)


def test_pending_orders_are_paid_as_time_passes(amazon: Amazon) -> None:
    pending = ids(amazon.orders(fulfillmentStatuses="PENDING", fulfilledBy="MERCHANT"))
    amazon.pass_time(days=7)
    amazon.refresh_token_cache()

    assert pending
    assert len(ids(amazon.orders(fulfillmentStatuses="PENDING", fulfilledBy="MERCHANT"))) < len(pending)


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
