"""The same seed gives the same sandbox, and no number is used twice in it."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mwslink.marketplaces import BY_COUNTRY, find_marketplace
from mwslink.sandbox.model import OrderStatus
from mwslink.sandbox.seed import catalogue, generate_orders, new_order
from mwslink.sandbox.seed.products import ORDERED_PRODUCTS


def _generate(five_marketplaces, now, **changes):
    arguments = {"seed": 7, "seller_id": "A1SANDBOX00001", "count": 200, **changes}
    return generate_orders(marketplaces=five_marketplaces, now=now, **arguments)


def test_the_same_arguments_give_the_same_orders(five_marketplaces, seed_now):
    assert _generate(five_marketplaces, seed_now) == _generate(five_marketplaces, seed_now)


def test_within_an_hour_the_orders_do_not_change(five_marketplaces):
    start = datetime(2026, 3, 29, 1, 3, tzinfo=UTC)  # what Amazon shows is some minutes old

    assert _generate(five_marketplaces, start) == _generate(
        five_marketplaces, start + timedelta(minutes=59, microseconds=1)
    )


@pytest.mark.parametrize("later", [timedelta(hours=1), timedelta(days=1, hours=7), timedelta(days=93)])
def test_at_any_other_hour_only_the_moments_differ(five_marketplaces, seed_now, later):
    """What a test or a demo says of the orders of a seed holds whenever it runs."""
    before = _generate(five_marketplaces, seed_now)
    after = _generate(five_marketplaces, seed_now + later)

    for one, other in zip(before, after, strict=True):
        assert (one.id, one.status, one.buyer, one.address) == (other.id, other.status, other.buyer, other.address)
        assert (one.items, len(one.packages)) == (other.items, len(other.packages))
        assert (one.created_at + later, one.updated_at + later) == (other.created_at, other.updated_at)


@pytest.mark.parametrize("change", [{"seed": 8}, {"seller_id": "A1SANDBOX00002"}, {"count": 199}])
def test_another_seed_seller_or_count_gives_other_orders(five_marketplaces, seed_now, change):
    before, after = _generate(five_marketplaces, seed_now), _generate(five_marketplaces, seed_now, **change)

    assert before[:50] != after[:50]


@pytest.mark.parametrize("count", [0, 1, 37])
def test_as_many_orders_of_the_merchant_as_asked_for(five_marketplaces, seed_now, count):
    orders = _generate(five_marketplaces, seed_now, count=count)

    assert sum(order.fulfilled_by == "MERCHANT" for order in orders) == count


def test_no_marketplaces_no_orders(seed_now):
    assert _generate([], seed_now) == []


def test_only_the_marketplaces_asked_for(seed_now):
    orders = _generate([BY_COUNTRY["NL"], BY_COUNTRY["PL"]], seed_now)

    assert {order.marketplace_id for order in orders} == {BY_COUNTRY["NL"].id, BY_COUNTRY["PL"].id}
    assert {order.currency for order in orders} == {"EUR", "PLN"}


def test_a_country_without_addresses_is_named_and_the_known_ones_are_told(seed_now):
    with pytest.raises(ValueError, match=r"for JP; there are some for AT, BE"):
        _generate([find_marketplace("JP")], seed_now)


def test_ids_are_unique_across_sellers_and_later_orders(five_marketplaces, seed_now):
    orders = [
        order
        for number in range(1, 21)
        for order in _generate(five_marketplaces, seed_now, seller_id=f"A1SANDBOX{number:05d}", count=500)
    ]
    rng = random.Random(3)
    orders += [
        new_order(rng, seller_id="A1SANDBOX00001", marketplace=BY_COUNTRY["ES"], at=seed_now) for _ in range(500)
    ]
    item_ids = [item.id for order in orders for item in order.items]

    assert len({order.id for order in orders}) == len(orders)
    assert len(set(item_ids)) == len(item_ids)


def test_ids_and_mail_aliases_are_spelled_like_amazons(orders):
    assert all(re.fullmatch(r"\d{3}-\d{7}-\d{7}", order.id) for order in orders)
    assert all(re.fullmatch(r"\d{14}", item.id) for order in orders for item in order.items)
    assert all(
        re.fullmatch(r"[a-z0-9]{15}@marketplace\.amazon\.(es|it|de|fr|co\.uk)", order.buyer.email) for order in orders
    )


def test_orders_share_nothing_that_can_be_changed(orders):
    """Changing one order through the control path must never change a second."""
    parts = [id(part) for order in orders for part in (order.buyer, order.address, order.items, order.packages)]
    parts += [id(item) for order in orders for item in order.items]

    assert len(set(parts)) == len(parts)


def test_orders_come_oldest_first(orders):
    assert orders == sorted(orders, key=lambda order: order.created_at)


@pytest.mark.parametrize("country", ["ES", "DE", "GB", "SE"])
def test_a_new_order_is_fresh_and_waits_to_be_shipped(country, seed_now):
    order = new_order(
        random.Random(5), seller_id="A1SANDBOX00009", marketplace=BY_COUNTRY[country], at=seed_now, seed=7
    )

    assert (order.status, order.fulfilled_by) == (OrderStatus.UNSHIPPED, "MERCHANT")
    assert order.created_at == order.updated_at == seed_now
    assert order.marketplace_id == BY_COUNTRY[country].id
    assert not order.packages
    assert all(item.quantity_shipped == 0 and not item.cancel_requested for item in order.items)


def test_a_new_order_depends_on_its_generator_only(seed_now):
    first, second = (
        new_order(random.Random(5), seller_id="A1SANDBOX00009", marketplace=BY_COUNTRY["IT"], at=seed_now)
        for _ in range(2)
    )

    assert first == second
    assert replace(first, id="") != replace(
        new_order(random.Random(6), seller_id="A1SANDBOX00009", marketplace=BY_COUNTRY["IT"], at=seed_now), id=""
    )


def test_new_orders_are_for_the_products_of_the_same_seed(seed_now):
    rng = random.Random(1)
    skus = {product.sku for product in catalogue("A1SANDBOX00001", 7, ORDERED_PRODUCTS)}
    ordered = [
        item.sku
        for _ in range(50)
        for item in new_order(rng, seller_id="A1SANDBOX00001", marketplace=BY_COUNTRY["ES"], at=seed_now, seed=7).items
    ]

    assert set(ordered) <= skus
