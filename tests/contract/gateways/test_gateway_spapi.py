"""SP-API keeps the contract of gateways, at the price the reference allows."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from math import ceil

import pytest

from contract.gateways.gateway_promises import GatewayContract
from contract.gateways.shop import SHOPS, open_shop, seconds_to_pull
from mwslink import clock
from mwslink.errors import AuthorizationError, ConfigError, RejectedError
from mwslink.gateways import open_gateway
from mwslink.gateways.spapi.gateway import SpApiGateway
from mwslink.orders.model import Order, OrderItem, PersonalData
from mwslink.orders.pull import Stream


class TestSpApi(GatewayContract):
    api = "sp-api"
    token = "Atzr|sandbox-1"
    list_operation = "searchOrders"

    def test_a_hundred_orders_cost_one_call(self, tmp_path):
        with self.shop(tmp_path, orders=250, page_size=100) as shop:
            orders = shop.pull().new

            assert shop.seen() == {"token": 1, "searchOrders": ceil(orders / 100)}

    def test_three_runs_in_a_row_share_one_token_and_meet_no_limit(self, tmp_path):
        with self.standing_shop(tmp_path, orders=90) as shop:
            for _run in range(3):
                shop.control("orders", account=1, country="ES", count=40)
                clock.sleep(180)
                shop.pull()

            assert shop.statuses().keys() == {200}
            assert shop.seen()["token"] == 1

    def test_waiting_takes_at_most_two_percent_longer_than_the_plan_allows(self, tmp_path):
        """By a clock that only waiting moves; with the time that calls take: tests/system/test_import_calls.py."""
        with self.standing_shop(tmp_path, orders=330) as shop:
            took = seconds_to_pull(shop)
            calls = shop.seen()["searchOrders"]

            assert calls > 25
            assert 429 not in shop.statuses()
            assert took <= 1.02 * (calls - 20) / 0.0056

    def test_many_threads_at_once_fetch_one_token_and_share_the_quota(self, tmp_path):
        """One gateway an account, as the program opens it; requests under way are counted in one gateway."""
        with self.shop(tmp_path) as shop:
            gateway = shop.gateway()
            threads = [threading.Thread(target=gateway.participations) for _thread in range(20)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

            assert shop.seen() == {"token": 1, "getMarketplaceParticipations": 20}
            assert shop.statuses().keys() == {200}

    def test_many_gateways_at_once_fetch_one_token(self, tmp_path):
        with self.shop(tmp_path) as shop:
            gateways = [shop.gateway() for _thread in range(15)]
            threads = [threading.Thread(target=gateway.participations) for gateway in gateways]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

            assert shop.seen() == {"token": 1, "getMarketplaceParticipations": 15}

    def test_a_switched_off_client_secret_is_our_own_matter(self, tmp_path):
        with self.shop(tmp_path) as shop:
            shop.control("application/secret", expired=True)
            with pytest.raises(ConfigError, match="client secret"):
                shop.pull()

    def test_a_refresh_token_of_nobody_is_refused(self, tmp_path):
        with open_shop(tmp_path, self.api, "Atzr|nobody") as shop, pytest.raises(AuthorizationError, match="lapsed"):
            shop.pull()

    def test_a_foreign_marketplace_is_refused_with_amazons_reason(self, tmp_path):
        with self.shop(tmp_path) as shop:
            stream = Stream(shop.account.seller, ("ATVPDKIKX0DER",), clock.now())
            with pytest.raises((AuthorizationError, RejectedError)) as caught:
                list(shop.gateway().order_pages(stream, is_stored=lambda _id, _at: False))

        assert "not valid for region" in caught.value.details

    def test_a_seller_without_roles_is_refused_by_all(self, tmp_path):
        with self.shop(tmp_path) as shop:
            shown = shop.control("accounts/1/roles", add=[])
            assert isinstance(shown, dict)
            shop.control("accounts/1/roles", remove=shown["roles"])
            with pytest.raises(AuthorizationError):
                shop.pull()

    def test_without_the_restricted_role_orders_come_without_names(self, tmp_path):
        with self.shop(tmp_path) as shop:
            shop.control("accounts/1/roles", remove=["Direct-to-Consumer Delivery (Restricted)"])
            shop.pull()
            personal = [order.personal for order in shop.stored().values() if order.personal]

        assert personal
        assert not any(one.recipient.name or one.recipient.lines or one.buyer.email for one in personal)
        assert any(one.recipient.country for one in personal)

    def test_v0_serves_a_seller_whom_2026_refuses(self, tmp_path):
        with self.shop(tmp_path, orders=36) as shop:
            shop.pull()
            expected = shop.stored().keys()
        (tmp_path / "store.db").unlink()
        with self.shop(tmp_path, orders=36) as shop:
            shop.control("accounts/1/refuse-orders-2026")
            shop.pull()

            assert shop.stored().keys() == expected
            assert shop.seen()["searchOrders"] == 1
            shop.pull()
            assert shop.seen()["searchOrders"] == 1

    @pytest.mark.slow
    @pytest.mark.parametrize("operation", ["getOrders", "getOrderItems", "createRestrictedDataToken"])
    @pytest.mark.parametrize("kind", ["429", "503", "reset", "truncate", "expired-token", "stale-page-token"])
    def test_a_fault_at_v0_loses_nothing_either(self, tmp_path, operation, kind):
        with self.shop(tmp_path, orders=24) as shop:
            shop.control("accounts/1/refuse-orders-2026")
            shop.control("faults", rules=[f"{operation}:{1 if operation[0] == 'c' else 2}:{kind}"])
            shop.pull()

            assert len(shop.stored()) > 15
            assert all(order.items for order in shop.stored().values())

    def test_both_apis_give_the_same_orders(self, tmp_path):
        """Every field that both can carry, for every order, in the same moment."""
        with self.shop(tmp_path, orders=150, clock_speed=1, quotas=False, page_size=100) as shop:
            gateway = open_gateway(shop.account, replace(shop.access(), quotas=_NoQuotas()))
            assert isinstance(gateway, SpApiGateway)
            stream = Stream(shop.account.seller, SHOPS, clock.now() - timedelta(days=300))
            newer = gateway._orders.current.pages(stream)
            older = gateway._orders.older.pages(stream, is_stored=lambda _id, _at: False)
            new = {order.id: _comparable(order) for page in newer for order in page.orders}
            old = {order.id: _comparable(order) for page in older for order in page.orders}

        assert len(new) > 100
        assert new == old


class _NoQuotas:
    """Every bucket is full: the sandbox counts nothing in that test."""

    def change(self, scope, operation, update):
        return update(None)[1]


def _comparable(order: Order) -> tuple[Order, PersonalData | None]:
    """The order without what v0 does not carry: packages, instructions, companies; gift wrap without a buyer."""
    personal = order.personal and replace(
        order.personal,
        buyer=replace(order.personal.buyer, company=""),
        delivery_instructions="",
        tracking_numbers={},
    )
    items = order.items if order.personal else tuple(_without_wrap(item) for item in order.items)
    return replace(order, packages=(), items=items, personal=None), personal


def _without_wrap(item: OrderItem) -> OrderItem:
    return replace(item, gift_wrap=None, gift_wrap_level="", is_gift=False)
