"""searchOrders while time passes: pages, changes, orders that get paid."""

from __future__ import annotations

from typing import Any

import pytest
from amazon import LONG_AGO, SPAIN, Amazon, error

REFUSED = "The input you have submitted is not valid. Please check your input and try again."


def ids(orders: list[dict[str, Any]]) -> list[str]:
    return [order["orderId"] for order in orders]


def new_order(amazon: Amazon, **body: Any) -> str:
    (order_id,) = amazon.control("POST", "/orders", body)["orders"]
    return order_id


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
