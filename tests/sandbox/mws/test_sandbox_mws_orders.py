"""ListOrders, GetOrder and ListOrderItems: what may be asked, and what is shown."""

from __future__ import annotations

import pytest
from amazon import Amazon, text
from mws_requests import ALL_SHOPS, ask, code, tree

SINCE = "2026-10-01T00:00:00Z"


@pytest.fixture(autouse=True)
def _without_quotas(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"orders": 60, "quotas": False, "page_size": 100})


def listed(amazon, **more):
    return tree(ask(amazon, "Orders", "ListOrders", more={**ALL_SHOPS, "LastUpdatedAfter": SINCE, **more}))


def orders_of(root):
    return [{child.tag: child.text for child in order} for order in root.iter("Order")]


def test_pages_follow_each_other_without_gap_or_repetition(amazon):
    """Seven at a time, by an opaque token; the filters are inside it."""
    root = listed(amazon, MaxResultsPerPage="7", **{"FulfillmentChannel.Channel.1": "MFN"})
    ids = [order["AmazonOrderId"] for order in orders_of(root)]
    while token := root.findtext(".//NextToken"):
        root = tree(ask(amazon, "Orders", "ListOrdersByNextToken", NextToken=token))
        ids += [order["AmazonOrderId"] for order in orders_of(root)]

    expected = amazon.orders(fulfilledBy="MERCHANT", lastUpdatedAfter=SINCE)
    assert sorted(ids) == sorted(order["orderId"] for order in expected)


def test_the_list_says_up_to_when_it_is_complete(amazon):
    """Two minutes before the request, or the caller's own earlier bound."""
    before = text(amazon.now().replace(minute=0))
    root = listed(amazon, LastUpdatedBefore=before)

    assert root.findtext(".//LastUpdatedBefore") == before.replace("Z", ".000Z")
    assert listed(amazon).findtext(".//LastUpdatedBefore") <= amazon.ago(minutes=2)


@pytest.mark.parametrize(
    "more",
    [
        {"CreatedAfter": SINCE},
        {"LastUpdatedAfter": None},
        {"LastUpdatedBefore": "2026-09-01T00:00:00Z"},
        {"CreatedBefore": SINCE},
        {"LastUpdatedAfter": "soon"},
        {"LastUpdatedAfter": "2030-01-01T00:00:00Z"},
        {"MaxResultsPerPage": "101"},
        {"MaxResultsPerPage": "0"},
        {"OrderStatus.Status.1": "Unshipped"},
        {"OrderStatus.Status.1": "Lost"},
        {"FulfillmentChannel.Channel.1": "ABC"},
        {"BuyerEmail": "a@example.com"},
    ],
)
def test_what_the_rules_forbid_is_refused(amazon, more):
    answer = ask(amazon, "Orders", "ListOrders", more={**ALL_SHOPS, "LastUpdatedAfter": SINCE, **more})

    assert code(answer)[0] == 400


def test_marketplaces_are_needed(amazon):
    assert code(ask(amazon, "Orders", "ListOrders", LastUpdatedAfter=SINCE)) == (400, "MissingParameter")


def test_no_order_is_an_empty_list(amazon):
    root = listed(amazon, LastUpdatedAfter=text(amazon.now().replace(minute=0)), LastUpdatedBefore=None)
    empty = tree(ask(amazon, "Orders", "GetOrder", more={"AmazonOrderId.Id.1": "404-0000000-0000000"}))

    assert root.find(".//Orders") is not None
    assert [*empty.find(".//Orders")] == []


def test_a_spoilt_token_is_refused(amazon):
    assert code(ask(amazon, "Orders", "ListOrdersByNextToken", NextToken="AAAA")) == (400, "NextTokenCorrupted")


def test_pending_and_cancelled_orders_show_no_buyer_and_pending_ones_no_money(amazon):
    orders = {order["OrderStatus"]: order for order in orders_of(listed(amazon))}

    assert {"Pending", "Canceled", "Unshipped", "Shipped"} <= set(orders)
    for status in ("Pending", "Canceled"):
        assert not {"BuyerName", "BuyerEmail", "ShippingAddress"} & set(orders[status])
    assert "OrderTotal" not in orders["Pending"]
    assert {"BuyerName", "BuyerEmail", "ShippingAddress"} <= set(orders["Unshipped"])


def test_a_cancelled_line_has_no_quantity_and_no_price(amazon):
    cancelled = next(order for order in orders_of(listed(amazon)) if order["OrderStatus"] == "Canceled")
    root = tree(ask(amazon, "Orders", "ListOrderItems", AmazonOrderId=cancelled["AmazonOrderId"]))

    assert {one.text for one in root.iter("QuantityOrdered")} == {"0"}
    assert not [*root.iter("ItemPrice")]


def test_the_lines_of_an_unknown_order_are_refused(amazon):
    assert code(ask(amazon, "Orders", "ListOrderItems", AmazonOrderId="404-0000000-0000000"))[0] == 400


def test_without_the_delivery_role_names_and_streets_are_withheld(amazon):
    """As from developers without the data role."""
    amazon.control("POST", "/accounts/1/roles", {"remove": ["Direct-to-Consumer Delivery (Restricted)"]})
    root = listed(amazon, **{"OrderStatus.Status.1": "Unshipped", "OrderStatus.Status.2": "PartiallyShipped"})

    assert [*root.iter("City")]
    assert not [*root.iter("AddressLine1"), *root.iter("BuyerName"), *root.iter("Phone")]


def test_a_developer_without_any_order_role_is_refused(amazon):
    roles = amazon.control("GET", "/accounts/1")["roles"]
    amazon.control("POST", "/accounts/1/roles", {"remove": roles})
    answer = ask(amazon, "Orders", "ListOrders", more={**ALL_SHOPS, "LastUpdatedAfter": SINCE})

    assert code(answer) == (401, "AccessDenied")
    assert tree(answer).findtext("Error/Message") == "Access to Orders.ListOrders is denied"


def test_a_phantom_marketplace_is_among_the_participations(amazon):
    root = tree(ask(amazon, "Sellers", "ListMarketplaceParticipations"))

    assert "AFQLKURYRPEL8" in {one.text for one in root.iter("MarketplaceId")}
