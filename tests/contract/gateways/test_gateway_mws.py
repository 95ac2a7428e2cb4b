"""MWS keeps the contract of gateways, at the price its quotas allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import ceil

import pytest

from contract.gateways.gateway_promises import GatewayContract
from contract.gateways.shop import SHOPS, SPEED, Shop, open_shop, seconds_to_pull
from mwslink import clock
from mwslink.credentials import Secret
from mwslink.errors import AuthorizationError, ConfigError, RejectedError, TemporaryError
from mwslink.gateways import Access, open_gateway
from mwslink.gateways.mws.feeds import Feed
from mwslink.gateways.mws.gateway import MwsGateway
from mwslink.listings.report_lines import parse_listings_report
from mwslink.orders.model import Order, OrderItem, OrderStatus, PersonalData, Window
from mwslink.orders.pull import PullRequest, Stream, pull_orders

FULFILLMENT = "_POST_ORDER_FULFILLMENT_DATA_"
_FEED = b"""<?xml version="1.0" encoding="UTF-8"?>
<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">
<Header><DocumentVersion>1.01</DocumentVersion><MerchantIdentifier>A1SANDBOX00001</MerchantIdentifier></Header>
<MessageType>OrderFulfillment</MessageType><Message><MessageID>1</MessageID><OrderFulfillment>
<AmazonOrderID>404-0000000-0000000</AmazonOrderID><FulfillmentDate>2026-11-01T07:08:09+00:00</FulfillmentDate>
</OrderFulfillment></Message></AmazonEnvelope>"""


class TestMws(GatewayContract):
    api = "mws"
    token = "amzn.mws.00000000-0000-4000-8000-000000000001"
    list_operation = "ListOrders"
    throttled = 503
    patience = 1.0
    # There is nothing that could be renewed when Amazon says for a moment that an authorization has expired.
    passing = (TemporaryError, AuthorizationError)
    revoke = "mws-revoke"
    expire = "mws-expire"

    def test_a_list_costs_a_call_per_hundred_orders_and_one_per_order(self, tmp_path):
        with self.standing_shop(tmp_path, orders=250, page_size=100) as shop:
            orders = shop.pull().new
            seen = shop.seen()

        assert seen["ListOrders"] + seen["ListOrdersByNextToken"] == ceil(orders / 100)
        assert seen["ListOrderItems"] == orders
        assert sum(seen.values()) == orders + ceil(orders / 100)

    def test_runs_back_to_back_meet_no_limit(self, tmp_path):
        """Sixty orders and more, again and again: no bucket is full when a run begins."""
        with self.standing_shop(tmp_path, orders=90) as shop:
            for _run in range(3):
                shop.control("orders", account=1, country="ES", count=60)
                shop.control("orders", account=1, country="IT", count=20)
                clock.sleep(121)
                assert shop.pull().new >= 60

            assert shop.statuses().keys() == {200}

    def test_waiting_takes_no_longer_than_the_buckets_allow(self, tmp_path):
        """By a clock that only waiting moves; with the time that calls take: tests/system/test_mws_calls.py."""
        with self.standing_shop(tmp_path, orders=150, page_size=100) as shop:
            took = seconds_to_pull(shop)
            calls = shop.seen()["ListOrderItems"]

            assert calls > 100
            assert shop.statuses().keys() == {200}
            assert took <= 1.02 * 2 * (calls - 30)

    def test_the_wait_for_items_is_announced_with_the_orders_still_to_come(self, tmp_path):
        with self.standing_shop(tmp_path, orders=50, page_size=100) as shop:
            shop.pull()
            planned = [wait.calls_left for wait in shop.waits if wait.operation == "ListOrderItems"]

        assert planned[0] is not None
        assert planned == sorted(planned, reverse=True)
        assert planned[-1] == 1

    def test_an_interrupted_import_asks_for_no_items_twice(self, tmp_path):
        with self.shop(tmp_path, orders=36) as shop:
            shop.control("faults", rules=["ListOrderItems:15:429", "ListOrderItems:16:429", "ListOrderItems:17:429"])
            with pytest.raises(TemporaryError):
                shop.pull()
            stored = len(shop.stored())
            shop.forget_requests()
            pulled = shop.pull()

            assert stored == 14
            assert shop.seen()["ListOrderItems"] == pulled.new
            assert len(shop.stored()) == stored + pulled.new

    def test_a_page_token_that_died_between_runs_starts_the_list_again(self, tmp_path):
        with self.shop(tmp_path, orders=36) as shop:
            shop.control("faults", rules=[f"ListOrderItems:{15 + n}:429" for n in range(3)])
            with pytest.raises(TemporaryError):
                shop.pull()
            stored = len(shop.stored())
            shop.forget_requests()
            shop.control("faults", rules=["ListOrdersByNextToken:1:stale-page-token"])
            pulled = shop.pull()

            assert shop.seen()["ListOrders"] == 1
            assert pulled.new == len(shop.stored()) - stored

    @pytest.mark.slow
    @pytest.mark.parametrize("kind", ["error200", "doctype", "html200", "quota"])
    @pytest.mark.parametrize("call", [1, 2, 5])
    def test_what_only_mws_sends_loses_and_doubles_nothing(self, tmp_path, kind, call):
        with self.shop(tmp_path, orders=24) as calm:
            calm.pull()
            expected = set(calm.stored())
        (tmp_path / "store.db").unlink()
        with self.shop(tmp_path, orders=24, faults=f"*:{call}:{kind}") as shop:
            shop.pull()

            assert set(shop.stored()) == expected
            assert all(order.items for order in shop.stored().values())

    @pytest.mark.parametrize(
        ("wrong", "named"),
        [
            ({"access_key_id": lambda: Secret("AKIANOBODY0000000000")}, "access key id"),
            ({"secret_key": lambda: Secret("nobody's key")}, "secret key"),
        ],
        ids=["key", "secret"],
    )
    def test_wrong_keys_are_our_own_matter(self, tmp_path, wrong, named):
        with self.shop(tmp_path) as shop, pytest.raises(ConfigError, match=named):
            _gateway(shop, **wrong).participations()

    @pytest.mark.parametrize("token", ["amzn.mws.00000000-0000-4000-8000-00000000000f", ""])
    def test_a_token_of_nobody_is_refused_and_none_is_asked_for(self, tmp_path, token):
        with open_shop(tmp_path, self.api, token) as shop, pytest.raises(AuthorizationError) as caught:
            shop.pull()

        assert caught.value.code == "AccessDenied"
        assert caught.value.details.startswith("AuthToken is not valid" if token else "Missing required MWSAuthToken")
        assert "token" in caught.value.message

    def test_a_foreign_marketplace_is_refused_with_a_reason(self, tmp_path):
        with self.shop(tmp_path) as shop:
            stream = Stream(shop.account.seller, ("ATVPDKIKX0DER",), clock.now())
            with pytest.raises((AuthorizationError, RejectedError)) as caught:
                list(shop.gateway().order_pages(stream, is_stored=lambda _id, _at: False))

        assert caught.value.details

    def test_a_clock_that_is_an_hour_wrong_is_corrected_by_amazons(self, tmp_path):
        with self.shop(tmp_path) as shop:
            wrong = clock.ScaledClock(SPEED, clock.now() + timedelta(hours=1))
            with clock.use_clock(wrong):
                shops = shop.gateway().participations()

            assert {one.marketplace_id for one in shops} == set(SHOPS)
            assert shop.statuses() == {400: 1, 200: 1}

    def test_single_orders_are_found_by_id(self, tmp_path):
        with self.shop(tmp_path) as shop:
            shop.pull()
            # settled ones: a pending order may be paid meanwhile
            wanted = [order for order in shop.stored().values() if order.status == "SHIPPED"][:3]
            found = _gateway(shop).orders(SHOPS[0], (*(order.id for order in wanted), "404-0000000-0000000"))

        assert {order.id: order for order in found} == {order.id: order for order in wanted}

    def test_the_report_names_listings_that_the_catalogue_knows(self, tmp_path):
        with self.shop(tmp_path) as shop:
            gateway = _gateway(shop)
            report = gateway.listing_report(SHOPS[0])
            lines = list(parse_listings_report(report.pieces, report.charset))
            skus = [line.sku for line in lines[:12]]
            matches = [match for batch in gateway.matching_products(SHOPS[0], [*skus, "NOBODY"]) for match in batch]

            assert len(lines) > 12
            assert [match.id for match in matches if match.listing] == skus
            assert [match.id for match in matches if match.reason] == ["NOBODY"]
            assert {match.listing.asin for match in matches if match.listing} == {line.asin for line in lines[:12]}
            assert shop.seen()["GetMatchingProductForId"] == 3
            assert shop.statuses().keys() == {200}

    @pytest.mark.parametrize("rule", ["GetReport:1:wrong-md5", "RequestReport:1:500", "GetReport:1:error200"])
    def test_a_fault_on_the_way_to_a_report_is_mended(self, tmp_path, rule):
        with self.shop(tmp_path, faults=rule) as shop:
            report = _gateway(shop).listing_report(SHOPS[0])

            assert list(parse_listings_report(report.pieces, report.charset))
            assert shop.seen()["RequestReport"] <= 2

    def test_the_catalogue_is_asked_five_items_a_second_and_no_faster(self, tmp_path):
        with self.standing_shop(tmp_path) as shop:
            gateway = _gateway(shop)
            skus = [f"NOBODY-{number}" for number in range(83)]
            found = [match for batch in gateway.matching_products(SHOPS[0], skus) for match in batch]

            assert len(found) == 83
            assert shop.statuses().keys() == {200}

    def test_a_feed_is_processed_and_tells_what_failed(self, tmp_path):
        with self.shop(tmp_path) as shop:
            gateway = _gateway(shop)
            started = clock.now() - timedelta(minutes=1)
            feed_id = gateway.feeds.submit(Feed(FULFILLMENT, _FEED, (SHOPS[0],)))
            clock.sleep(1)
            recent = gateway.feeds.recent(FULFILLMENT, started)
            result = gateway.feeds.result(feed_id)
            for _look in range(20):
                if result:
                    break
                clock.sleep(60)
                result = gateway.feeds.result(feed_id)

            assert [id_ for id_, _at in recent] == [feed_id]
            assert result is not None
            assert (result.processed, result.successful, result.with_error) == (1, 0, 1)
            assert result.issues[0].severity == "Error"
            assert shop.statuses().keys() == {200}

    def test_the_service_is_green(self, tmp_path):
        with self.shop(tmp_path) as shop:
            assert _gateway(shop).service_status().status == "GREEN"

    def test_both_apis_give_the_same_orders(self, tmp_path):
        """Every field that both can carry, for every order, in the same moment."""
        with self.shop(tmp_path, orders=150, clock_speed=1, quotas=False, page_size=100) as shop:
            by_mws = _all_orders(shop, self.api, self.token)
            by_sp_api = _all_orders(shop, "sp-api", "Atzr|sandbox-1")

        assert len(by_mws) > 100
        assert {id_: _comparable(order) for id_, order in by_mws.items()} == {
            id_: _comparable(order) for id_, order in by_sp_api.items()
        }

    def test_an_import_by_the_other_api_changes_nothing(self, tmp_path):
        """A seller who moves to SP-API finds the orders he has."""
        with self.shop(tmp_path, orders=60) as shop:
            shop.pull()
            moved = replace(shop, api="sp-api", token="Atzr|sandbox-1")
            pulled = pull_orders(
                moved.gateway(),
                shop.store.orders,
                PullRequest(shop.account.seller, SHOPS, clock.now() - timedelta(days=30)),
            )

        assert pulled.new == 0


def _gateway(shop: Shop, **changes: object) -> MwsGateway:
    gateway = open_gateway(shop.account, replace(shop.access(), **changes))
    assert isinstance(gateway, MwsGateway)
    return gateway


class _NoQuotas:
    """Every bucket is full: the sandbox counts nothing in that test."""

    def change(self, scope, operation, update):
        return update(None)[1]


def _all_orders(shop: Shop, api: str, token: str) -> dict[str, Order]:
    shop = replace(shop, api=api, token=token)
    access: Access = replace(shop.access(), quotas=_NoQuotas())
    stream = Stream(shop.account.seller, SHOPS, clock.now() - timedelta(days=300))
    pages = open_gateway(shop.account, access).order_pages(stream, is_stored=lambda _id, _at: False)
    return {order.id: order for page in pages for order in page.orders}


def _comparable(order: Order) -> tuple[Order, PersonalData | None]:
    """The order without what MWS does not carry: see `orders_reading`."""
    personal = order.personal and replace(
        order.personal,
        buyer=replace(order.personal.buyer, company=""),
        recipient=replace(order.personal.recipient, company=""),
        delivery_instructions="",
        tracking_numbers={},
    )
    items = tuple(_comparable_item(item, order) for item in order.items)
    deliver_by = Window() if order.status in _WITHOUT_DELIVERY else order.deliver_by
    level = "NEXT_DAY" if order.service_level == "PRIORITY" else order.service_level
    comparable = replace(order, service_level=level, deliver_by=deliver_by, packages=(), items=items, personal=None)
    return comparable, personal


_WITHOUT_DELIVERY = (OrderStatus.PENDING_AVAILABILITY, OrderStatus.PENDING, OrderStatus.CANCELLED)


def _comparable_item(item: OrderItem, order: Order) -> OrderItem:
    if order.personal is None:
        item = replace(item, gift_wrap=None, gift_wrap_level="", is_gift=False)
    if order.status == OrderStatus.CANCELLED:  # MWS empties the lines of a cancelled order
        return replace(item, quantity=0, price=None, shipping=None, tax=None, discount=None)
    return item
