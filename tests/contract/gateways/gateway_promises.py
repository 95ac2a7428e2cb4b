"""What every gateway promises; a class of tests per API inherits this suite."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from math import ceil
from pathlib import Path

import pytest

from contract.gateways.shop import SHOPS, Shop, open_shop, open_standing_shop
from mwslink import clock
from mwslink.errors import AuthorizationError, MwslinkError, TemporaryError, ThrottledError

FAULTS = [
    "429",
    "500",
    "503",
    "html500",
    "reset",
    "truncate",
    "slow:0.1",
    "hang",
    "expired-token",
    "duplicate",
    "stale-page-token",
]


class GatewayContract:
    """The suite. `list_operation` is the call that lists orders, of which a page holds ten here; `throttled` the status
    of a refusal for speed; `patience` a wait that an import of 400 orders exceeds; `passing` what a later run may mend;
    `revoke` and `expire` what the sandbox is told to do to the authorization.
    """

    api: str
    token: str
    list_operation: str
    throttled = 429
    patience = 5.0
    revoke = "revoke"
    expire = "expire"
    passing: tuple[type[MwslinkError], ...] = (TemporaryError,)

    def shop(self, folder: Path, **settings: object) -> AbstractContextManager[Shop]:
        return open_shop(folder, self.api, self.token, **{"page_size": 10, **settings})

    def standing_shop(self, folder: Path, **settings: object) -> AbstractContextManager[Shop]:
        """One in which time passes only while the gateway waits: for quotas, whatever else the computer does."""
        return open_standing_shop(folder, self.api, self.token, **{"page_size": 10, **settings})

    def test_the_sellers_marketplaces_are_told(self, tmp_path):
        with self.shop(tmp_path) as shop:
            shops = shop.gateway().participations()

        assert {one.marketplace_id for one in shops} == set(SHOPS)
        assert {one.country: one.currency for one in shops}["GB"] == "GBP"
        assert all(one.is_participating and not one.has_suspended_listings for one in shops)

    def test_all_orders_come_with_items_and_addresses(self, tmp_path):
        with self.shop(tmp_path) as shop:
            pulled, stored = shop.pull(), shop.stored()
        to_ship = [order for order in stored.values() if order.is_open]

        assert pulled.new == len(stored) > 30
        assert all(order.items and order.marketplace_id in SHOPS for order in stored.values())
        assert to_ship
        assert all(order.country and order.personal and order.personal.recipient.name for order in to_ship)

    def test_orders_are_remembered_with_the_calls_that_brought_them(self, tmp_path):
        """So that Amazon can be asked about one by the id it gave its answer."""
        with self.shop(tmp_path) as shop:
            shop.pull()
            brought = [shop.store.sightings.of(shop.account.seller, order_id) for order_id in shop.stored()]

        for calls in brought:
            assert calls[0].source.operation in (self.list_operation, f"{self.list_operation}ByNextToken")
            assert all(len(call.source.request_id) == 36 for call in calls)
        assert len({calls[0].source.request_id for calls in brought}) == ceil(len(brought) / 10)

    def test_with_nothing_new_one_call_is_enough(self, tmp_path):
        with self.shop(tmp_path) as shop:
            shop.pull()
            shop.forget_requests()
            pulled = shop.pull()

            assert pulled.new == pulled.changed == 0
            assert shop.seen()[self.list_operation] == sum(shop.seen().values()) == 1

    def test_a_change_is_seen_by_the_next_run(self, tmp_path):
        with self.shop(tmp_path) as shop:
            shop.pull()
            order_id = next(order.id for order in shop.stored().values() if order.is_open)
            shop.control(f"orders/{order_id}/cancel", reason="NoInventory")
            clock.sleep(180)  # Amazon shows a change two minutes later
            pulled = shop.pull()

            assert pulled.new == 0
            assert pulled.changed >= 1  # a pending order may be paid meanwhile
            assert shop.stored()[order_id].status == "CANCELLED"

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "kind",
        FAULTS,
    )
    @pytest.mark.parametrize("call", [1, 2, 3, 4])
    def test_one_fault_anywhere_loses_and_doubles_nothing(self, tmp_path, kind, call):
        begun = clock.now()  # of both: the sandbox's orders depend on it
        with self.shop(tmp_path, orders=36, start=begun) as calm:
            calm.pull()
            expected = set(calm.stored())
        (tmp_path / "store.db").unlink()
        with self.shop(tmp_path, orders=36, start=begun, faults=f"*:{call}:{kind}") as shop:
            _pull_to_the_end(shop, self.passing)

            assert set(shop.stored()) == expected
            assert all(order.items for order in shop.stored().values())

    def test_a_dead_service_ends_a_run_soon_with_a_reason(self, tmp_path):
        with self.shop(tmp_path, faults="*:100%:hang") as shop, pytest.raises(TemporaryError) as caught:
            shop.pull()

        assert "did not answer within" in caught.value.message

    def test_a_quota_that_needs_longer_than_we_wait_says_how_long(self, tmp_path):
        with self.shop(tmp_path, orders=400, clock_speed=1) as shop:
            shop.max_wait = self.patience
            with pytest.raises(ThrottledError) as caught:
                _pull_again_and_again(shop)

            assert caught.value.wait_seconds > self.patience
            assert self.throttled not in shop.statuses()

    def test_a_withdrawn_authorization_is_the_sellers_matter(self, tmp_path):
        with self.shop(tmp_path) as shop:
            shop.pull()
            shop.control(f"accounts/1/{self.revoke}")
            with pytest.raises(AuthorizationError):
                shop.pull()

    def test_a_lapsed_authorization_is_the_sellers_matter(self, tmp_path):
        with self.shop(tmp_path) as shop:
            shop.control(f"accounts/1/{self.expire}")
            with pytest.raises(AuthorizationError):
                shop.pull()


def _pull_to_the_end(shop: Shop, passing: tuple[type[MwslinkError], ...]) -> None:
    """Run after run, as cron does, until one ends well; a failure that does not pass is let through."""
    for _run in range(2):
        with suppress(*passing):
            shop.pull()
            return
    shop.pull()


def _pull_again_and_again(shop: Shop) -> None:
    for _run in range(3):
        shop.pull()
