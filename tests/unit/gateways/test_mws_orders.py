"""Orders of MWS: pages, tokens, hosts and the words of our orders."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from mws_fakes import ACCOUNT, DE, ES, IN, Amazon, gateway_of, items, listed, ok, order, refusal

from mwslink.errors import AuthorizationError, ConfigError, NetworkError
from mwslink.orders.model import Money
from mwslink.orders.pull import PositionLostError, Stream

STREAM = Stream(ACCOUNT.seller, (ES, DE), datetime(2026, 11, 1, tzinfo=UTC))


def pages_of(amazon: Amazon, stream: Stream = STREAM, *, stored: tuple[str, ...] = ()):
    return list(gateway_of(amazon).order_pages(stream, is_stored=lambda id_, _at: id_ in stored))


def test_a_page_per_order_and_one_that_moves_on(still_clock):
    amazon = Amazon(
        ListOrders=listed(order(1), order(2), token="t/+="),
        ListOrdersByNextToken=listed(order(3), action="ListOrdersByNextToken"),
        ListOrderItems=items("1"),
    )
    pages = pages_of(amazon)

    assert [len(page.orders) for page in pages] == [1, 1, 0, 1, 0]
    assert pages[-1].next_position is None
    assert pages[0].until == datetime(2026, 11, 24, 11, 58, tzinfo=UTC)
    assert pages[0].orders[0].updated_at.microsecond == 306000
    assert amazon.sent("ListOrders")[0]["MarketplaceId.Id.2"] == DE
    assert amazon.sent("ListOrdersByNextToken")[0]["NextToken"] == "t/+="
    assert "LastUpdatedAfter" not in amazon.sent("ListOrdersByNextToken")[0]


def test_items_of_stored_orders_are_not_asked_for(still_clock):
    amazon = Amazon(ListOrders=listed(order(1), order(2)), ListOrderItems=items("1"))
    pages_of(amazon, stored=("404-0000000-0000001",))

    assert [sent["AmazonOrderId"] for sent in amazon.sent("ListOrderItems")] == ["404-0000000-0000002"]


DAMAGED = ok("ListOrderItems", "<OrderItems><OrderItem/></OrderItems>")
REFUSED = refusal(400, "InvalidParameterValue")


@pytest.mark.parametrize("bad", [REFUSED, DAMAGED])
def test_an_order_that_cannot_be_read_keeps_no_other_back(still_clock, bad):
    """The others come, of the next page too; after the last page it goes on where the order is."""
    amazon = Amazon(
        ListOrders=listed(order(1), order(2), order(3), token="t"),
        ListOrdersByNextToken=listed(order(4), action="ListOrdersByNextToken"),
        ListOrderItems=[items("1"), bad, items("1")],
    )
    pages = pages_of(amazon)

    assert [one.id[-1] for page in pages for one in page.orders] == ["1", "3", "4"]
    assert [id_ for page in pages for id_ in page.unread] == ["404-0000000-0000002"]
    assert json.loads(pages[-1].next_position) == {
        "api": "mws",
        "host": "https://mws-eu.amazonservices.com",
        "token": "",
    }


def test_the_next_run_asks_for_it_again_and_for_what_is_new(still_clock):
    """However many there are that Amazon refuses; the others are stored by now."""
    position = pages_of(Amazon(ListOrders=listed(order(1)), ListOrderItems=REFUSED))[-1].next_position
    amazon = Amazon(
        ListOrders=listed(*map(order, range(1, 6)), token="t"),
        ListOrdersByNextToken=listed(order(6), action="ListOrdersByNextToken"),
        ListOrderItems=[REFUSED, REFUSED, REFUSED, items("1"), items("1")],
    )
    stream = replace(STREAM, position=position)
    pages = list(gateway_of(amazon).order_pages(stream, is_stored=lambda id_, _at: id_[-1] == "4"))

    assert [one.id[-1] for page in pages for one in page.orders] == ["5", "6"]
    assert sum(len(page.unread) for page in pages) == 3


def test_it_keeps_no_other_host_s_orders_back(still_clock):
    amazon = Amazon(ListOrders=[listed(order(1)), listed(order(2))], ListOrderItems=[REFUSED, items("1")])
    stream = replace(STREAM, marketplace_ids=(ES, IN, DE))
    pages = list(gateway_of(amazon).order_pages(stream, is_stored=lambda _id, _at: False))
    again = replace(stream, position=pages[-1].next_position)
    resumed = Amazon(ListOrders=[listed(order(1)), listed()], ListOrderItems=items("1"))

    assert [one.id[-1] for page in pages for one in page.orders] == ["2"]
    assert next(gateway_of(resumed).order_pages(again, is_stored=lambda _id, _at: False)).orders[0].id[-1] == "1"


def test_an_order_that_does_not_tell_when_it_changed_keeps_no_other_back(still_clock):
    undated = order(1).replace("LastUpdateDate", "LastUpdateDat")
    pages = pages_of(Amazon(ListOrders=listed(undated, order(2)), ListOrderItems=items("1")))

    assert [one.id[-1] for page in pages for one in page.orders] == ["2"]
    assert [id_ for page in pages for id_ in page.unread] == ["404-0000000-0000001"]


def test_where_no_order_gets_an_answer_not_all_are_asked_for(still_clock):
    """Amazon is in trouble, which a thousand questions more would not end."""
    amazon = Amazon(ListOrders=listed(*map(order, range(9))), ListOrderItems=DAMAGED)
    with pytest.raises(NetworkError):
        pages_of(amazon)

    assert len(amazon.sent("ListOrderItems")) == 3


@pytest.mark.parametrize("code", ["NextTokenCorrupted", "InvalidParameterValue"])
def test_a_refused_token_loses_the_position(still_clock, code):
    amazon = Amazon(ListOrders=listed(token="t"), ListOrdersByNextToken=refusal(400, code))
    with pytest.raises(PositionLostError):
        pages_of(amazon)


@pytest.mark.parametrize("position", ["{}", "x", '{"api": "orders-2026-01-01", "token": "t"}', '{"host": "https://x"}'])
def test_a_position_of_another_api_or_host_is_lost(still_clock, position):
    with pytest.raises(PositionLostError):
        pages_of(Amazon(), replace(STREAM, position=position))


def test_tokens_that_go_in_a_circle_end_the_list(still_clock):
    pages = [listed(token=token, action="ListOrdersByNextToken") for token in "ba"]
    amazon = Amazon(ListOrders=listed(token="a"), ListOrdersByNextToken=pages)
    with pytest.raises(NetworkError, match="again and again"):
        pages_of(amazon)

    assert len(amazon.sent("ListOrdersByNextToken")) == 2


def test_the_same_token_again_ends_the_list(still_clock):
    same = listed(token="t", action="ListOrdersByNextToken")
    with pytest.raises(NetworkError, match="again and again"):
        pages_of(Amazon(ListOrders=listed(token="t"), ListOrdersByNextToken=same))


def test_items_of_several_pages_belong_to_one_order(still_clock):
    twin = "ListOrderItemsByNextToken"
    amazon = Amazon(
        ListOrders=listed(order(1)),
        ListOrderItems=items("1", token="t"),
        ListOrderItemsByNextToken=[refusal(400, "NextTokenCorrupted"), items("2", action=twin)],
    )

    assert [item.id for item in pages_of(amazon)[0].orders[0].items] == ["1", "2"]
    assert amazon.operations.count("ListOrderItems") == 2


def test_marketplaces_of_different_hosts_are_listed_one_host_after_the_other(still_clock):
    amazon = Amazon(ListOrders=[listed(order(1)), listed(order(2))], ListOrderItems=items("1"))
    pages = pages_of(amazon, replace(STREAM, marketplace_ids=(ES, IN, DE)))
    listings = [host for host, action in zip(amazon.hosts, amazon.operations, strict=True) if action == "ListOrders"]

    assert listings == ["mws-eu.amazonservices.com", "mws.amazonservices.in"]
    assert [sum(name.startswith("MarketplaceId") for name in sent) for sent in amazon.sent("ListOrders")] == [2, 1]
    position = pages[1].next_position
    amazon.requests.clear()
    pages_of(amazon, replace(STREAM, marketplace_ids=(ES, IN, DE), position=position))
    assert amazon.hosts[0] == "mws.amazonservices.in"
    assert amazon.operations.count("ListOrders") == 1


def test_a_country_that_mws_never_served_is_told(still_clock):
    with pytest.raises(ConfigError, match="South Africa"):
        pages_of(Amazon(), replace(STREAM, marketplace_ids=("AE08WJ6YKNBMC",)))


def test_an_order_in_our_words(still_clock):
    inner = (
        "<ShipmentServiceLevelCategory>SecondDay</ShipmentServiceLevelCategory><IsPrime>true</IsPrime>"
        "<IsBusinessOrder>true</IsBusinessOrder><OrderType>Preorder</OrderType><IsAccessPointOrder>true"
        "</IsAccessPointOrder><SellerOrderId>404-0000000-0000001</SellerOrderId><Unknown><A/></Unknown>"
        "<ShippingAddress><County>C</County><CountryCode>ES</CountryCode><AddressLine2>2</AddressLine2></ShippingAddress>"
    )
    line = (
        "<SellerSKU> A  B </SellerSKU><ItemPrice><Amount>21.90</Amount><CurrencyCode>EUR</CurrencyCode></ItemPrice>"
        "<ItemTax><CurrencyCode>EUR</CurrencyCode><Amount>3</Amount></ItemTax><ShippingDiscountTax><Amount>1</Amount>"
        "</ShippingDiscountTax><GiftMessageText>hi</GiftMessageText><BuyerRequestedCancel>true</BuyerRequestedCancel>"
    )
    amazon = Amazon(ListOrders=listed(order(1, inner)), ListOrderItems=items("1", inner=line))
    found = pages_of(amazon)[0].orders[0]

    assert (found.service_level, found.seller_order_id, found.status) == ("SECOND_DAY", "", "UNSHIPPED")
    assert found.programs == ("AMAZON_BUSINESS", "PREORDER", "PRIME")
    assert found.personal is not None
    assert found.personal.recipient.kind == "PICKUP_POINT"
    assert (found.personal.recipient.district, found.personal.recipient.lines) == ("C", ("2",))
    assert found.personal.gift_messages == {"1": "hi"}
    (item,) = found.items
    assert (item.sku, item.quantity, item.cancel_requested) == (" A  B ", 2, True)
    assert (item.price, item.tax) == (Money(Decimal("21.90"), "EUR"), Money(Decimal(2), "EUR"))


def test_an_expired_request_is_signed_once_more_with_amazons_time(still_clock):
    late = refusal(400, "RequestExpired", date="Tue, 24 Nov 2026 13:00:00 GMT")
    amazon = Amazon(ListOrders=[late, listed()])
    pages_of(amazon)

    assert [sent["Timestamp"] for sent in amazon.sent("ListOrders")] == ["2026-11-24T12:00:00", "2026-11-24T13:00:00"]


MARKETPLACES = ok(
    "ListMarketplaceParticipations",
    "<ListParticipations><Participation><MarketplaceId>A21TJRUUN4KGV</MarketplaceId><HasSellerSuspendedListings>Yes"
    "</HasSellerSuspendedListings></Participation></ListParticipations><ListMarketplaces><Marketplace><MarketplaceId>"
    "A21TJRUUN4KGV</MarketplaceId><Name>Amazon.in</Name></Marketplace><Marketplace><MarketplaceId>AFQLKURYRPEL8"
    "</MarketplaceId></Marketplace></ListMarketplaces>",
)


def test_a_seller_of_a_country_with_its_own_host_is_found_there(still_clock):
    amazon = Amazon(ListMarketplaceParticipations=[refusal(401, "AccessDenied", "Access denied")] * 2 + [MARKETPLACES])
    (shop,) = gateway_of(amazon).participations()

    assert (shop.country, shop.is_participating, shop.has_suspended_listings) == ("IN", True, True)
    assert amazon.hosts[0] == "mws-eu.amazonservices.com"
    assert len(amazon.hosts) == 3


def test_a_wrong_token_is_told_after_one_call(still_clock):
    text = "AuthToken is not valid for SellerId and AWSAccountId"
    amazon = Amazon(ListMarketplaceParticipations=refusal(401, "AccessDenied", text))
    with pytest.raises(AuthorizationError) as caught:
        gateway_of(amazon).participations()

    assert (caught.value.code, caught.value.details, len(amazon.requests)) == ("AccessDenied", text, 1)


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:1/mws", "http://canary:canary@127.0.0.1:1", "127.0.0.1:1"])
def test_an_endpoint_that_cannot_be_signed_is_told_without_being_shown(endpoint):
    with pytest.raises(ConfigError, match="endpoint of acme") as caught:
        gateway_of(Amazon(), account=replace(ACCOUNT, endpoint=endpoint))

    assert "canary" not in str(caught.value)
