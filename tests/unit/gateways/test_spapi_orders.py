"""Orders 2026-01-01: a hundred orders a call, the same question on every page, no page lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx2
import pytest
from gateway_fakes import NOON
from spapi_fakes import ACCOUNT, Amazon, found, gateway_of, order_2026, refusal

from mwslink.errors import NetworkError, RejectedError
from mwslink.orders.model import Money
from mwslink.orders.pull import OrderPage, PositionLostError, PullRequest, Stream, pull_orders
from mwslink.store.memory import MemoryOrders
from mwslink.store.queries import OrderQuery

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
STREAM = Stream(ACCOUNT.seller, ("A1RKKUPIHCS9HS", "APJ6JRA9NG5V4"), SINCE)
BAD_INPUT = refusal(400, "InvalidInput", "The input you have submitted is not valid.")


def pages_of(amazon: Amazon, stream: Stream = STREAM) -> list[OrderPage]:
    return list(gateway_of(amazon).order_pages(stream, is_stored=lambda _id, _at: False))


def order_of(**changes):
    amazon = Amazon(searchOrders=found(order_2026(**changes)))
    return pages_of(amazon)[0].orders[0]


def test_all_marketplaces_and_all_data_come_in_one_call(still_clock):
    amazon = Amazon(searchOrders=found(order_2026()))
    (page,) = pages_of(amazon)

    assert dict(amazon.seen("searchOrders")[0].url.params) == {
        "lastUpdatedAfter": "2026-11-01T00:00:00Z",
        "marketplaceIds": "A1RKKUPIHCS9HS,APJ6JRA9NG5V4",
        "fulfilledBy": "MERCHANT",
        "maxResultsPerPage": "100",
        "includedData": "BUYER,RECIPIENT,PROCEEDS,CANCELLATION,FULFILLMENT,PACKAGES",
    }
    assert (len(page.orders), page.next_position) == (1, None)
    assert page.until == datetime(2026, 11, 24, 11, 58, tzinfo=UTC)


def test_further_pages_ask_the_same_with_the_token(still_clock):
    amazon = Amazon(searchOrders=[found(order_2026(1), token="a+/="), found(order_2026(2), token="b"), found()])
    pages = pages_of(amazon)
    asked = [dict(request.url.params) for request in amazon.seen("searchOrders")]
    tokens = [query.pop("paginationToken", None) for query in asked]

    assert tokens == [None, "a+/=", "b"]
    assert asked[0] == asked[1] == asked[2]
    assert [page.next_position is None for page in pages] == [False, False, True]


def test_an_interrupted_stream_goes_on_at_its_position(still_clock):
    first = Amazon(searchOrders=found(order_2026(1), token="a"))
    page = next(iter(gateway_of(first).order_pages(STREAM, is_stored=lambda _id, _at: False)))
    amazon = Amazon(searchOrders=found(order_2026(2)))
    pages_of(amazon, Stream(STREAM.seller, STREAM.marketplace_ids, SINCE, position=page.next_position))

    assert [request.url.params["paginationToken"] for request in amazon.seen("searchOrders")] == ["a"]


def test_a_page_is_fetched_when_it_is_asked_for(still_clock):
    amazon = Amazon(searchOrders=found(order_2026(), token="a"))
    next(iter(gateway_of(amazon).order_pages(STREAM, is_stored=lambda _id, _at: False)))

    assert amazon.operations == ["token", "searchOrders"]


def test_a_dead_page_token_is_a_lost_position(still_clock):
    amazon = Amazon(searchOrders=[found(order_2026(), token="a"), BAD_INPUT])
    with pytest.raises(PositionLostError) as caught:
        pages_of(amazon)

    assert caught.value.code == "InvalidInput"


@pytest.mark.parametrize("position", ["", "{", "[]", '{"api": 1}', "null", '{"token": "x"}'])
def test_a_position_that_is_none_is_a_lost_one(still_clock, position):
    stream = Stream(STREAM.seller, STREAM.marketplace_ids, SINCE, position=position or "?")
    with pytest.raises(PositionLostError):
        pages_of(Amazon(), stream)


def test_a_refused_first_page_is_no_lost_position(still_clock):
    """Amazon once answered valid requests so for two days; the position must not suffer."""
    with pytest.raises(RejectedError) as caught:
        pages_of(Amazon(searchOrders=BAD_INPUT))

    assert not isinstance(caught.value, PositionLostError)
    assert caught.value.code == "InvalidInput"


def test_pages_that_repeat_themselves_end(still_clock):
    with pytest.raises(NetworkError, match="again and again"):
        pages_of(Amazon(searchOrders=found(order_2026(), token="a")))


def test_pages_that_go_in_a_circle_end(still_clock):
    amazon = Amazon(searchOrders=[found(order_2026(), token=token) for token in "ababab"])
    with pytest.raises(NetworkError, match="again and again"):
        pages_of(amazon)

    assert amazon.operations.count("searchOrders") == 3


BAD = {"quantityOrdered": None}, {"product": None}, {"orderItemId": 7}


@pytest.mark.parametrize("bad", BAD, ids=["quantity", "product", "item-id"])
def test_an_order_that_cannot_be_read_keeps_no_other_back(still_clock, caplog, bad):
    spoilt = order_2026(2)
    spoilt["orderItems"][0] |= bad
    (page,) = pages_of(Amazon(searchOrders=found(order_2026(1), spoilt, order_2026(3))))

    assert [order.id for order in page.orders] == [order_2026(1)["orderId"], order_2026(3)["orderId"]]
    assert page.unread == (spoilt["orderId"],)
    assert spoilt["orderId"] in caplog.text


def test_the_number_of_an_order_that_cannot_be_read_forges_no_line(still_clock, caplog):
    (page,) = pages_of(Amazon(searchOrders=found(order_2026(1, orderId="1\n\x1b[31mall is well", orderItems=None))))

    assert page.unread == ("1 [31mall is well",)
    assert "\x1b" not in caplog.text
    assert "\nall" not in caplog.text


SNAN = {"amount": "sNaN", "currencyCode": "EUR"}
ENDLESS = [{"proceeds": {"grandTotal": SNAN | {"amount": text}}} for text in ("Infinity", "NaN", "1E+999999", "1E+30")]
DEAR = {"price": {"unitPrice": SNAN | {"amount": "1E+24"}}}


@pytest.mark.parametrize(
    "absurd",
    [
        {"createdTime": "0001-01-01T00:00:00+05:00"},
        {"orderItems": [{"orderItemId": "1", "quantityOrdered": 1, "product": {"price": {"unitPrice": SNAN}}}]},
        {"packages": [{"packageReferenceId": "1", "shipTime": "9999-12-31T23:59:59-05:00"}]},
        {"orderItems": [{"orderItemId": "1", "quantityOrdered": 2**70, "product": {}}]},
        {"orderItems": [{"orderItemId": "1", "quantityOrdered": 10, "product": DEAR}]},
        *ENDLESS,
    ],
    ids=["created", "amount", "shipped", "count", "product", "infinite", "none", "huge", "big"],
)
def test_what_cannot_be_counted_with_is_no_fault_of_ours(still_clock, absurd):
    spoilt = order_2026(2, **absurd)
    (page,) = pages_of(Amazon(searchOrders=found(order_2026(1), spoilt)))

    assert (len(page.orders), page.unread) == (1, (spoilt["orderId"],))


def test_an_order_that_cannot_be_read_is_asked_for_until_it_can(still_clock):
    """The others come meanwhile, new ones too, and the mark stays."""
    spoilt = order_2026(2, orderItems=None)
    amazon = Amazon(
        searchOrders=[
            found(order_2026(1), token="a"),
            found(spoilt, token="b"),
            found(order_2026(3)),
            found(spoilt, token="b"),
            found(order_2026(3)),
            found(order_2026(4), until="2026-11-24T12:58:00Z"),
            found(order_2026(2)),
            found(until="2026-11-24T12:58:00Z"),
        ]
    )
    store = MemoryOrders()
    request = PullRequest(STREAM.seller, STREAM.marketplace_ids, SINCE)

    assert pull_orders(gateway_of(amazon), store, request).unread == (spoilt["orderId"],)
    still_clock.elapsed += 3600
    assert pull_orders(gateway_of(amazon), store, replace(request, since=None)).unread == (spoilt["orderId"],)
    assert {one.order.id for one in store.find(OrderQuery())} == {order_2026(n)["orderId"] for n in (1, 3, 4)}
    assert pull_orders(gateway_of(amazon), store, replace(request, since=None)).unread == ()
    assert len(list(store.find(OrderQuery()))) == 4
    assert store.positions(STREAM.seller) == []


def test_an_order_that_cannot_be_read_keeps_no_interrupted_run_from_going_on(still_clock):
    """Each run gets one page; what cannot be read is asked for again after the last one."""
    spoilt = order_2026(2, orderItems=None)
    amazon = Amazon(
        searchOrders=[
            found(order_2026(1), token="a"),
            found(spoilt, token="b"),
            found(order_2026(3), token="c"),
            found(),
            found(order_2026(2)),
        ]
    )
    position, tokens = None, []
    for _run in range(5):
        stream = replace(STREAM, position=position)
        page = next(gateway_of(amazon).order_pages(stream, is_stored=lambda _id, _at: False))
        position = page.next_position
        tokens.append(amazon.seen("searchOrders")[-1].url.params.get("paginationToken", ""))

    assert tokens == ["", "a", "b", "c", "a"]
    assert position is None


def test_without_an_echo_the_list_is_taken_to_be_complete_up_to_a_little_earlier(still_clock):
    amazon = Amazon(searchOrders=httpx2.Response(200, json={"orders": []}))
    (page,) = pages_of(amazon)

    assert NOON - timedelta(minutes=5) <= page.until <= NOON - timedelta(minutes=2)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"orders": [', "cut off"),
        (b"", "cut off"),
        (b'{"orders": [{"orderId": 7}]}', "$.orders[...].orderId"),
        (b"{}", "promises"),
        (b'{"orders": [{"createdTime": "Canaria"}]}', "$.orders[...]"),
    ],
)
def test_an_answer_that_is_none_is_asked_for_again_and_then_told(still_clock, body, message):
    amazon = Amazon(searchOrders=httpx2.Response(200, content=body))
    with pytest.raises(NetworkError) as caught:
        pages_of(amazon)

    assert amazon.operations.count("searchOrders") == 2
    assert message.replace("[...]", "[0]") in caught.value.message
    assert "Canaria" not in str(caught.value)


def test_an_order_with_nothing_but_the_required_is_read(still_clock):
    order = order_of(salesChannel={"channelName": "NON_AMAZON"})

    assert (order.sales_channel, order.marketplace_id, order.personal, order.packages) == ("NON_AMAZON", "", None, ())


def test_null_is_as_good_as_absent(still_clock):
    nothing = dict.fromkeys(
        ["orderAliases", "programs", "associatedOrders", "buyer", "recipient", "proceeds", "fulfillment", "packages"]
    )

    assert order_of(**nothing) == order_of()
    assert order_of(buyer={"buyerName": None}, recipient={"deliveryAddress": {"city": None}}).personal is None


def test_values_that_amazon_adds_do_not_break_an_import(still_clock):
    order = order_of(
        programs=["TELEPORT"], fulfillment={"fulfillmentStatus": "BEAMED", "fulfilledBy": "ROBOT"}, novelty=[1, {}]
    )

    assert (order.status, order.fulfilled_by, order.programs) == ("BEAMED", "ROBOT", ("TELEPORT",))


def test_amounts_are_exact_and_for_the_whole_quantity(still_clock):
    def part(kind: str, amount: str) -> dict[str, object]:
        return {"type": kind, "subtotal": {"amount": amount, "currencyCode": "EUR"}}

    product = {"sellerSku": "A", "price": {"unitPrice": {"amount": "0.10", "currencyCode": "EUR"}}}
    parts = [part("ITEM", "0.25"), part("TAX", "0.03"), part("TAX", "0.02"), part("DISCOUNT", "-1.50")]
    item = {"orderItemId": "1", "quantityOrdered": 3, "product": product, "proceeds": {"breakdowns": parts}}
    (read,) = order_of(orderItems=[item]).items

    assert read.price == Money(Decimal("0.30"), "EUR")
    assert read.tax == Money(Decimal("0.05"), "EUR")
    assert read.discount == Money(Decimal("1.50"), "EUR")
    assert read.shipping is None


@pytest.mark.parametrize(
    ("status", "fulfilled", "unfulfilled", "quantity"),
    [
        ("UNSHIPPED", 0, 0, 0),
        ("UNSHIPPED", 0, 2, 2),
        ("PARTIALLY_SHIPPED", 1, 1, 2),
        ("PARTIALLY_SHIPPED", 0, None, 3),
        ("PENDING", 0, 0, 3),
        ("CANCELLED", 0, 0, 3),
    ],
)
def test_what_was_cancelled_of_an_open_order_is_not_there(still_clock, status, fulfilled, unfulfilled, quantity):
    """Amazon goes on calling it ordered; who ships what was ordered ships what nobody wants any more."""
    product = {"sellerSku": "A", "price": {"unitPrice": {"amount": "2.00", "currencyCode": "EUR"}}}
    counts = {"quantityFulfilled": fulfilled, "quantityUnfulfilled": unfulfilled}
    item = {"orderItemId": "1", "quantityOrdered": 3, "product": product, "fulfillment": counts}
    (read,) = order_of(orderItems=[item], fulfillment={"fulfillmentStatus": status}).items

    assert (read.quantity, read.price.amount) == (quantity, 2 * quantity)


def test_a_brazilian_address_in_parts_has_lines(still_clock):
    parts = {"streetName": "Rua A", "streetNumber": "1", "complement": "Ap. 2", "neighborhood": "Centro"}
    order = order_of(recipient={"deliveryAddress": {"countryCode": "BR", "extendedFields": parts}})

    assert order.personal
    assert order.personal.recipient.lines == ("Rua A, 1", "Ap. 2", "Centro")


def test_every_letter_arrives(still_clock):
    name = 'Łucja Ñandú\u200d 日本 🎁 \\ " <b>'
    order = order_of(buyer={"buyerName": name})

    assert order.personal
    assert order.personal.buyer.name == name
    assert json.dumps(name) not in repr(order)
