"""From orders to weights: what is asked, what is held, what is released; on a real store."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from listing_fakes import ES, IT, SELLER, Amazon, Countdown, Killed, StillClock, kg, listing, nothing

from contract.store.samples import order, order_id, stream
from mwslink.listings.model import Origin
from mwslink.listings.new_skus import KNOWN_AGAIN, UNKNOWN_AGAIN, AskedSkus, weigh_new_skus
from mwslink.listings.pull import ListingRequest
from mwslink.listings.weighing import HeldOrder, OrderWeight, Weighed, WeighingRule, weigh_orders
from mwslink.orders.model import OrderItem, OrderStatus
from mwslink.store import Store
from mwslink.store.overrides import Override

BOTH = ListingRequest(SELLER, (ES, IT))
RULES = [WeighingRule(SELLER, ES), WeighingRule(SELLER, IT)]


def items(*skus: str) -> tuple[OrderItem, ...]:
    return tuple(OrderItem(f"{place}", sku, "B", "title", 2) for place, sku in enumerate(skus))


def save(store: Store, number: int, *skus: str, version: int = 0, **changes: object) -> None:
    store.orders.save_page(stream(), [order(number, version, items=items(*skus), **changes)])


def ask(amazon: Amazon, store: Store) -> AskedSkus:
    return weigh_new_skus(amazon, store.order_weights, BOTH)


def weigh(store: Store) -> Weighed:
    return weigh_orders(store.order_weights, RULES)


class TestAsking:
    def test_only_skus_of_open_orders_are_asked_for_each_once(self, amazon: Amazon, store: Store) -> None:
        amazon.put(*[listing(sku, ES, "0.4") for sku in "ABCDE"])
        save(store, 1, "A", "B")
        save(store, 2, "B", "C", marketplace_id=IT)
        save(store, 3, "D", status=OrderStatus.SHIPPED)
        save(store, 4, "E", fulfilled_by="AMAZON")
        store.orders.save_page(stream(), [order(5, items=(OrderItem("1", "CANCELLED", "B", "t", 0),))])

        assert ask(amazon, store) == AskedSkus(skus=3, listings=3)
        assert amazon.calls == ["find"]

    def test_what_is_known_costs_no_call(self, amazon: Amazon, store: Store, still: StillClock) -> None:
        amazon.put(listing("A", ES, "0.4"))
        save(store, 1, "A")
        ask(amazon, store)
        still.at += timedelta(days=29)
        amazon.calls.clear()

        assert ask(amazon, store) == AskedSkus()
        assert amazon.calls == []
        still.at += KNOWN_AGAIN
        assert ask(amazon, store).skus == 1

    def test_what_amazon_does_not_know_is_asked_for_again_only_later(
        self, amazon: Amazon, store: Store, still: StillClock
    ) -> None:
        save(store, 1, "NOPE")
        ask(amazon, store)
        still.at += UNKNOWN_AGAIN - timedelta(seconds=1)
        assert ask(amazon, store) == AskedSkus()
        still.at += timedelta(seconds=1)
        assert ask(amazon, store) == AskedSkus(skus=1)

    def test_a_missing_weight_that_orders_wait_for_is_asked_for_by_the_next_run(
        self, amazon: Amazon, store: Store, still: StillClock
    ) -> None:
        amazon.put(listing("A", ES))
        save(store, 1, "A")
        ask(amazon, store)
        assert weigh(store).newly_held == (HeldOrder(order_id(1), ES, ("A",)),)
        still.at += timedelta(minutes=5)
        amazon.put(listing("A", ES, "0.4"))
        ask(amazon, store)

        assert weigh(store).released == (order_id(1),)

    def test_a_local_weight_needs_no_call(self, amazon: Amazon, store: Store) -> None:
        save(store, 1, "A")
        store.overrides.set(SELLER, [Override("A", kg("0.3"))])

        assert ask(amazon, store) == AskedSkus()
        assert weigh(store).weighed == 1

    def test_killed_anywhere_it_is_asked_again_and_complete(self, amazon: Amazon, store: Store) -> None:
        amazon.put(*[listing(f"{number}", ES, "0.4") for number in range(7)])
        save(store, 1, *[f"{number}" for number in range(8)])
        for steps in range(4):
            amazon.step = Countdown(steps)
            try:
                ask(amazon, store)
            except Killed:
                amazon.step = nothing
        amazon.step = nothing
        ask(amazon, store)

        assert weigh(store).held == (HeldOrder(order_id(1), ES, ("7",)),)


class TestHolding:
    def test_an_order_with_a_missing_weight_is_held_others_are_not(self, amazon: Amazon, store: Store) -> None:
        amazon.put(listing("A", ES, "0.4"), listing("B", ES))
        save(store, 1, "A")
        save(store, 2, "A", "B", "NOPE")
        ask(amazon, store)
        weighed = weigh(store)

        assert weighed == Weighed(newly_held=(HeldOrder(order_id(2), ES, ("B", "NOPE")),), weighed=1)
        assert store.order_weights.get(SELLER, order_id(1)) == OrderWeight(Decimal("800.0"), Origin.LISTING)
        assert store.order_weights.get(SELLER, order_id(2)) == OrderWeight(None, None, ("B", "NOPE"))
        assert store.order_weights.held(SELLER, ES) == [HeldOrder(order_id(2), ES, ("B", "NOPE"))]

    def test_weighing_again_tells_it_as_still_held(self, amazon: Amazon, store: Store) -> None:
        save(store, 1, "A")
        first, second = weigh(store), weigh(store)

        assert (len(first.newly_held), len(first.still_held)) == (1, 0)
        assert (len(second.newly_held), len(second.still_held)) == (0, 1)
        assert first.held == second.held

    def test_it_is_released_by_a_local_weight_and_held_again_without_it(self, store: Store) -> None:
        save(store, 1, "A")
        weigh(store)
        store.overrides.set(SELLER, [Override("A", kg("0.3"))])
        released = weigh(store)
        assert (released.released, released.held, released.weighed) == ((order_id(1),), (), 1)
        assert store.order_weights.get(SELLER, order_id(1)) == OrderWeight(Decimal("600.0"), Origin.OVERRIDE)
        store.overrides.remove(SELLER, "A")

        assert len(weigh(store).newly_held) == 1
        assert store.order_weights.get(SELLER, order_id(1)).grams is None  # type: ignore[union-attr]

    def test_an_order_cancelled_meanwhile_is_held_no_more(self, store: Store) -> None:
        save(store, 1, "A")
        weigh(store)
        save(store, 1, "A", version=1, status=OrderStatus.CANCELLED, personal=None)

        assert weigh(store) == Weighed()
        assert store.order_weights.held(SELLER, ES) == []
        assert store.order_weights.waiting(SELLER, ES) == {}

    def test_a_weight_once_known_stays_with_a_shipped_order(self, store: Store) -> None:
        store.overrides.set(SELLER, [Override("A", kg("0.3"))])
        save(store, 1, "A")
        weigh(store)
        save(store, 1, "A", version=1, status=OrderStatus.SHIPPED)
        store.overrides.remove(SELLER, "A")
        weigh(store)

        assert store.order_weights.get(SELLER, order_id(1)) == OrderWeight(Decimal("600.0"), Origin.OVERRIDE)

    def test_a_connection_that_imports_no_weights_holds_nothing(self, store: Store) -> None:
        store.overrides.set(SELLER, [Override("B", kg("0.3"))])
        save(store, 1, "A")
        save(store, 2, "B")
        weigh(store)
        off = [WeighingRule(SELLER, ES, import_weight=False)]

        assert weigh_orders(store.order_weights, off) == Weighed()
        assert store.order_weights.held(SELLER, ES) == []
        assert store.order_weights.of(SELLER, [order_id(1), order_id(2)]) == {}

    def test_packaging_is_added_once_an_order(self, store: Store) -> None:
        store.overrides.set(SELLER, [Override("A", kg("0.3")), Override("B", kg("0.1"))])
        save(store, 1, "A", "B")
        weigh_orders(store.order_weights, [WeighingRule(SELLER, ES, packaging=Decimal("62.5"))])

        assert store.order_weights.get(SELLER, order_id(1)).grams == Decimal("862.5")  # type: ignore[union-attr]

    def test_a_marketplaces_own_local_weight_goes_before_one_for_all(self, store: Store) -> None:
        store.overrides.set(SELLER, [Override("A", kg("0.3")), Override("A", kg("0.1"), IT)])
        save(store, 1, "A")
        save(store, 2, "A", marketplace_id=IT)
        weigh(store)
        weights = store.order_weights.of(SELLER, [order_id(1), order_id(2)])

        assert [weights[order_id(number)].grams for number in (1, 2)] == [Decimal(600), Decimal(200)]

    def test_a_weight_of_another_marketplace_does_not_count(self, amazon: Amazon, store: Store) -> None:
        amazon.put(listing("A", IT, "0.4"))
        save(store, 1, "A")
        ask(amazon, store)

        assert len(weigh(store).held) == 1

    def test_waiting_orders_are_counted_by_sku_the_most_awaited_first(self, store: Store) -> None:
        save(store, 1, "A", "B")
        save(store, 2, "B")
        save(store, 3, "B", marketplace_id=IT)
        weigh(store)

        assert list(store.order_weights.waiting(SELLER, ES).items()) == [("B", 2), ("A", 1)]

    @pytest.mark.parametrize("count", [1201])
    def test_any_number_of_open_orders_is_weighed(self, store: Store, count: int) -> None:
        store.overrides.set(SELLER, [Override(f"SKU-{number}", kg("0.3")) for number in range(count - 1)])
        store.orders.save_page(stream(), [order(number, items=items(f"SKU-{number}")) for number in range(count)])
        weighed = weigh(store)

        assert (weighed.weighed, [one.order_id for one in weighed.held]) == (count - 1, [order_id(count - 1)])
