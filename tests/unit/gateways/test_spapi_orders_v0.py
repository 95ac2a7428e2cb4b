"""Orders v0: a call per order, none twice; buyers by restricted data token."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from gateway_fakes import NOON, MemoryTokens
from spapi_fakes import ACCOUNT, Amazon, gateway_of, items_v0, listed, ok, order_v0, rdt, refusal

from mwslink.errors import AuthorizationError, NetworkError, ThrottledError
from mwslink.gateways import Gateway, RememberedFallbacks
from mwslink.gateways.failures import AnswerError
from mwslink.orders.pull import OrderPage, PositionLostError, Stream

STREAM = Stream(ACCOUNT.seller, ("A1RKKUPIHCS9HS",), datetime(2026, 11, 1, tzinfo=UTC))
ITEM = {"OrderItemId": "1", "QuantityOrdered": 1, "ASIN": "B01", "SellerSKU": "A"}
NO_ROLE = refusal(400, "InvalidInput", "Application does not have access to one or more requested data elements")


def v0_gateway(amazon: Amazon, **options) -> Gateway:
    """A gateway that has been told to use v0."""
    fallbacks = RememberedFallbacks()
    fallbacks.set(ACCOUNT.seller, "orders-2026-01-01", NOON + timedelta(days=1))
    return gateway_of(amazon, fallbacks=fallbacks, **options)


def amazon_of(**answers) -> Amazon:
    return Amazon(**{"createRestrictedDataToken": rdt(), "getOrderItems": items_v0(ITEM), **answers})


def pages(gateway: Gateway, stream: Stream = STREAM, stored: tuple[str, ...] = ()) -> Iterator[OrderPage]:
    return gateway.order_pages(stream, is_stored=lambda order_id, _at: order_id in stored)


def test_orders_come_one_by_one_and_then_the_next_list(still_clock):
    amazon = amazon_of(getOrders=[listed(order_v0(1), order_v0(2), token="b"), listed(order_v0(3))])
    told = [
        ([order.id[-1] for order in page.orders], json.loads(page.next_position) if page.next_position else None)
        for page in pages(v0_gateway(amazon))
    ]
    first, second = {"api": "orders-v0", "token": ""}, {"api": "orders-v0", "token": "b"}

    assert told == [(["1"], first), (["2"], first), ([], second), (["3"], second), ([], None)]


def test_every_list_is_asked_for_the_same(still_clock):
    amazon = amazon_of(getOrders=[listed(token="b"), listed()])
    list(pages(v0_gateway(amazon)))
    asked = [dict(request.url.params) for request in amazon.seen("getOrders")]

    assert asked[1].pop("NextToken") == "b"
    assert asked[0] == asked[1]
    assert asked[0] == {
        "LastUpdatedAfter": "2026-11-01T00:00:00Z",
        "MarketplaceIds": "A1RKKUPIHCS9HS",
        "FulfillmentChannels": "MFN",
        "MaxResultsPerPage": "100",
    }


def test_items_of_orders_that_are_stored_are_not_asked_for_again(still_clock):
    orders = [order_v0(number) for number in range(1, 5)]
    amazon = amazon_of(getOrders=listed(*orders))
    stored = tuple(str(order["AmazonOrderId"]) for order in orders[:3])
    found = [order.id for page in pages(v0_gateway(amazon), stored=stored) for order in page.orders]

    assert found == [orders[3]["AmazonOrderId"]]
    assert amazon.operations.count("getOrderItems") == 1


def test_what_came_before_the_quota_ran_out_has_been_handed_over(still_clock):
    orders = [order_v0(number) for number in range(1, 40)]
    amazon = amazon_of(getOrders=listed(*orders))
    got = []
    with pytest.raises(ThrottledError):
        got += [got.extend(page.orders) for page in pages(v0_gateway(amazon, max_wait=1))]

    assert len(got) == 30


def test_waiting_tells_how_many_calls_are_still_to_come(still_clock):
    waits = []
    amazon = amazon_of(getOrders=listed(*[order_v0(number) for number in range(1, 33)]))
    list(pages(v0_gateway(amazon, on_wait=waits.append)))

    assert [(wait.operation, wait.calls_left) for wait in waits] == [("getOrderItems", 2), ("getOrderItems", 1)]


def test_an_order_with_many_items_is_read_whole(still_clock):
    more = [items_v0(ITEM, token="c"), items_v0({**ITEM, "OrderItemId": "2"})]
    amazon = amazon_of(getOrders=listed(order_v0()), getOrderItems=more)
    first = next(pages(v0_gateway(amazon)))

    assert [item.id for item in first.orders[0].items] == ["1", "2"]


@pytest.mark.parametrize("tokens", ["aa", "abab"])
def test_items_that_repeat_themselves_end(still_clock, tokens):
    repeated = [items_v0(ITEM, token=token) for token in tokens] + [items_v0(ITEM)]
    amazon = amazon_of(getOrders=listed(order_v0()), getOrderItems=repeated)
    with pytest.raises(NetworkError, match="again and again"):
        list(pages(v0_gateway(amazon)))


def test_lists_that_go_in_a_circle_end(still_clock):
    amazon = amazon_of(getOrders=[*(listed(token=token) for token in "aba"), listed()])
    with pytest.raises(NetworkError, match="again and again"):
        list(pages(v0_gateway(amazon)))


def test_buyers_are_asked_for_with_one_restricted_data_token(still_clock):
    amazon = amazon_of(getOrders=listed(order_v0(1), order_v0(2)))
    list(pages(v0_gateway(amazon)))
    (request,) = amazon.seen("createRestrictedDataToken")
    used = {
        request.headers["x-amz-access-token"] for request in amazon.seen("getOrders") + amazon.seen("getOrderItems")
    }

    assert request.headers["x-amz-access-token"] == "Atza|canary-access"
    assert json.loads(request.content) == {
        "restrictedResources": [
            {"method": "GET", "path": "/orders/v0/orders", "dataElements": ["buyerInfo", "shippingAddress"]},
            {"method": "GET", "path": "/orders/v0/orders/{orderId}/orderItems", "dataElements": ["buyerInfo"]},
        ]
    }
    assert used == {"Atz.sprdt|canary-rdt"}


def test_the_restricted_data_token_is_kept_like_the_other(still_clock):
    amazon, tokens = amazon_of(getOrders=listed()), MemoryTokens()
    for _run in range(2):
        list(pages(v0_gateway(amazon, tokens=tokens)))

    assert amazon.operations.count("createRestrictedDataToken") == 1


def test_a_stale_restricted_data_token_is_replaced(still_clock):
    stale = refusal(403, "Unauthorized", details="The access token you provided has expired.")
    amazon = amazon_of(getOrders=[stale, listed()])
    list(pages(v0_gateway(amazon)))

    assert amazon.operations.count("createRestrictedDataToken") == 2


def test_without_the_role_orders_come_without_buyers(still_clock):
    amazon = amazon_of(getOrders=listed(order_v0()), createRestrictedDataToken=NO_ROLE)
    first = next(pages(v0_gateway(amazon)))

    assert first.orders[0].personal is None
    assert amazon.seen("getOrders")[0].headers["x-amz-access-token"] == "Atza|canary-access"


def test_a_dead_list_token_is_a_lost_position(still_clock):
    bad = refusal(400, "InvalidInput", "The input you have submitted is not valid.")
    amazon = amazon_of(getOrders=[listed(token="b"), bad])
    with pytest.raises(PositionLostError):
        list(pages(v0_gateway(amazon)))


def test_lists_that_repeat_themselves_end(still_clock):
    with pytest.raises(NetworkError, match="again and again"):
        list(pages(v0_gateway(amazon_of(getOrders=listed(token="b")))))


def test_an_interrupted_list_is_read_again_from_its_beginning(still_clock):
    amazon = amazon_of(getOrders=listed(order_v0(1), order_v0(2)))
    first = next(pages(v0_gateway(amazon)))
    again = Stream(STREAM.seller, STREAM.marketplace_ids, STREAM.since, position=first.next_position)
    found = [o.id for page in pages(gateway_of(amazon), again, (first.orders[0].id,)) for o in page.orders]

    assert [order_id[-1] for order_id in found] == ["2"]


@pytest.mark.parametrize(
    ("v0", "ours"),
    [
        ("PendingAvailability", "PENDING_AVAILABILITY"),
        ("Pending", "PENDING"),
        ("Unshipped", "UNSHIPPED"),
        ("PartiallyShipped", "PARTIALLY_SHIPPED"),
        ("Shipped", "SHIPPED"),
        ("InvoiceUnconfirmed", "SHIPPED"),
        ("Canceled", "CANCELLED"),
        ("Unfulfillable", "UNFULFILLABLE"),
        ("BeamedUp", "BEAMED_UP"),
    ],
)
def test_statuses_are_those_of_2026(still_clock, v0, ours):
    amazon = amazon_of(getOrders=listed(order_v0(OrderStatus=v0)))

    assert next(pages(v0_gateway(amazon))).orders[0].status == ours


@pytest.mark.parametrize(
    "absurd", [{"QuantityOrdered": 2**70}, {"ItemPrice": {"Amount": "sNaN"}}, {"ItemPrice": {"Amount": "1E+30"}}]
)
def test_what_cannot_be_counted_with_is_no_answer(still_clock, absurd):
    amazon = amazon_of(getOrders=listed(order_v0()), getOrderItems=items_v0(ITEM | absurd))
    with pytest.raises(AnswerError):
        next(pages(v0_gateway(amazon)))


@pytest.mark.parametrize("yes", [True, "true", "True"])
@pytest.mark.parametrize("no", [False, "false", None])
def test_flags_may_travel_as_words(still_clock, yes, no):
    order = order_v0(IsPrime=yes, IsBusinessOrder=no, IsISPU=no, IsPremiumOrder=yes)
    item = {**ITEM, "IsGift": yes, "BuyerRequestedCancel": {"IsBuyerRequestedCancel": no, "BuyerCancelReason": "x"}}
    amazon = amazon_of(getOrders=listed(order), getOrderItems=items_v0(item))
    read = next(pages(v0_gateway(amazon))).orders[0]

    assert read.programs == ("PREMIUM", "PRIME")
    assert (read.items[0].is_gift, read.items[0].cancel_requested, read.items[0].cancel_reason) == (True, False, "")


class TestFallback:
    """2026-01-01 refuses some sellers whom v0 answers."""

    @pytest.mark.parametrize("code", ["AccessDeniedException", "Unauthorized"])
    def test_v0_serves_a_seller_whom_2026_refuses(self, still_clock, code):
        amazon = amazon_of(searchOrders=refusal(403, code), getOrders=listed(order_v0()))
        found = [order.id for page in pages(gateway_of(amazon)) for order in page.orders]

        assert found == ["404-0000000-0000001"]

    def test_2026_is_asked_again_after_a_day(self, still_clock):
        fallbacks = RememberedFallbacks()
        amazon = amazon_of(searchOrders=refusal(403, "AccessDeniedException"), getOrders=listed())
        counts = []
        for _hours in range(3):
            list(pages(gateway_of(amazon, fallbacks=fallbacks)))
            counts.append(amazon.operations.count("searchOrders"))
            still_clock.pass_by(13 * 3600)

        assert counts == [1, 1, 2]

    def test_when_both_refuse_the_first_reason_counts(self, still_clock):
        fallbacks = RememberedFallbacks()
        amazon = amazon_of(searchOrders=refusal(403, "Unauthorized", "First."), getOrders=refusal(403, "Unauthorized"))
        with pytest.raises(AuthorizationError, match=r"First\."):
            list(pages(gateway_of(amazon, fallbacks=fallbacks)))

        assert fallbacks.until(ACCOUNT.seller, "orders-2026-01-01") is None

    def test_a_refusal_with_a_reason_is_not_worked_around(self, still_clock):
        details = "The marketplaces you provided are not valid for region."
        amazon = amazon_of(searchOrders=refusal(403, "Unauthorized", details=details), getOrders=listed())
        with pytest.raises(AuthorizationError, match="not valid for region"):
            list(pages(gateway_of(amazon)))

        assert "getOrders" not in amazon.operations

    def test_a_stream_that_2026_began_and_refuses_now_begins_again(self, still_clock):
        position = json.dumps({"api": "orders-2026-01-01", "token": "a"})
        stream = Stream(STREAM.seller, STREAM.marketplace_ids, STREAM.since, position=position)
        amazon = amazon_of(searchOrders=refusal(403, "AccessDeniedException"))
        with pytest.raises(PositionLostError):
            list(pages(gateway_of(amazon), stream))

    def test_there_is_no_fallback_once_v0_has_ended(self, still_clock):
        still_clock.set_by(130 * 86400)
        amazon = amazon_of(searchOrders=refusal(403, "AccessDeniedException"), getOrders=listed(order_v0()))
        with pytest.raises(AuthorizationError):
            list(pages(gateway_of(amazon)))

        assert "getOrders" not in amazon.operations

    def test_a_v0_stream_that_outlived_v0_begins_again(self, still_clock):
        still_clock.set_by(130 * 86400)
        position = json.dumps({"api": "orders-v0", "token": "a"})
        stream = Stream(STREAM.seller, STREAM.marketplace_ids, STREAM.since, position=position)
        with pytest.raises(PositionLostError):
            list(pages(gateway_of(Amazon()), stream))

    def test_an_empty_v0_answer_is_an_answer(self, still_clock):
        amazon = amazon_of(
            searchOrders=refusal(403, "AccessDeniedException"), getOrders=ok({"payload": {"Orders": []}})
        )

        assert [page.next_position for page in pages(gateway_of(amazon))] == [None]
