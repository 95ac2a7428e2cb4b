"""What is true of every order, so that a reader may rely on it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from decimal import Decimal

from mwslink.sandbox.model import OrderStatus

_HOUR = timedelta(hours=1)


def _with(orders, *statuses):
    return [order for order in orders if order.status in statuses]


def _shipped(order):
    return sum(item.quantity_shipped for item in order.items)


def _ordered(order):
    return sum(item.quantity for item in order.items)


def _packed(order):
    content = Counter()
    for package in order.packages:
        for item_id, quantity in package.items:
            content[item_id] += quantity
    return content


def test_never_more_is_shipped_than_was_ordered(orders):
    assert all(0 <= item.quantity_shipped <= item.quantity for order in orders for item in order.items)


def test_partially_shipped_has_both_shipped_and_unshipped_units(orders):
    partly = _with(orders, OrderStatus.PARTIALLY_SHIPPED)

    assert partly
    assert all(0 < _shipped(order) < _ordered(order) for order in partly)


def test_shipped_means_all_of_it(orders):
    assert all(_shipped(order) == _ordered(order) for order in _with(orders, OrderStatus.SHIPPED))


def test_packages_hold_exactly_what_was_shipped(orders):
    for order in orders:
        shipped = {item.id: item.quantity_shipped for item in order.items if item.quantity_shipped}
        assert order.fulfilled_by == "AMAZON" or _packed(order) == shipped


def test_packages_hold_no_empty_lines_and_are_numbered_from_one(orders):
    for order in orders:
        assert [package.reference for package in order.packages] == [
            str(number) for number in range(1, len(order.packages) + 1)
        ]
        assert all(package.items and all(quantity > 0 for _, quantity in package.items) for package in order.packages)


def test_amazon_reports_no_packages_for_what_it_ships_itself(orders):
    assert not any(order.packages for order in orders if order.fulfilled_by == "AMAZON")


def test_nothing_else_has_left(orders):
    waiting = _with(
        orders, OrderStatus.CANCELLED, OrderStatus.PENDING, OrderStatus.UNSHIPPED, OrderStatus.PENDING_AVAILABILITY
    )

    assert all(_shipped(order) == 0 and not order.packages for order in waiting)


def test_cancelled_orders_say_why_on_every_item(orders):
    cancelled = _with(orders, OrderStatus.CANCELLED)

    assert all(item.cancel_reason for order in cancelled for item in order.items)
    assert {item.cancel_requested for order in cancelled for item in order.items} == {True, False}


def test_moments_are_in_order_and_none_lies_in_the_future(orders, seed_now):
    for order in orders:
        assert seed_now - timedelta(days=30) - _HOUR <= order.created_at <= order.updated_at <= seed_now
        for package in order.packages:
            assert order.created_at <= package.created_at <= package.shipped_at <= order.updated_at


def test_every_moment_has_a_zone(orders):
    for order in orders:
        moments = [order.created_at, order.updated_at, *order.ship_by, *order.deliver_by]
        assert all(moment.utcoffset() == timedelta(0) for moment in moments)


def test_windows_are_ordered_and_leave_time_to_ship(orders):
    for order in orders:
        (ship_first, ship_last), (deliver_first, deliver_last) = order.ship_by, order.deliver_by
        assert ship_first < ship_last
        assert deliver_first < deliver_last
        assert ship_first <= deliver_first
        assert ship_last < deliver_last
        assert order.created_at < ship_last


def test_pending_orders_say_when_they_stop_being_pending(orders, seed_now):
    pending = _with(orders, OrderStatus.PENDING)
    hour = seed_now.replace(minute=0, second=0)

    assert all(order.leaves_pending_at > hour for order in pending)
    assert all(order.leaves_pending_at is None for order in orders if order not in pending)


def test_money_has_two_decimals(orders):
    for order in orders:
        for item in order.items:
            amounts = [item.unit_price, item.shipping, item.tax, item.discount, item.gift_wrap_price]
            assert all(amount.as_tuple().exponent == -2 and amount >= 0 for amount in amounts)
        assert order.total.as_tuple().exponent == -2
        assert order.total >= sum(item.tax for item in order.items)


def test_only_replacements_are_free(orders):
    for order in orders:
        assert (order.total == Decimal("0.00")) is bool(order.replaces)


def test_replacements_follow_a_shipped_order_to_the_same_address(orders):
    by_id = {order.id: order for order in orders}
    replacements = [order for order in orders if order.replaces]

    assert len({order.replaces for order in replacements}) == len(replacements)
    for order in replacements:
        original = by_id[order.replaces]
        assert (original.status, original.marketplace_id) == (OrderStatus.SHIPPED, order.marketplace_id)
        assert original.updated_at < order.created_at
        assert (original.address, original.buyer) == (order.address, order.buyer)
        assert order.items[0].sku == original.items[0].sku


def test_names_and_addresses_are_never_empty(orders):
    for order in orders:
        address = order.address
        assert all([order.buyer.name, address.name, address.line1, address.city, address.postal_code, address.country])


def test_no_text_keeps_a_placeholder(orders):
    """Patterns and templates are filled everywhere."""
    for order in orders:
        address = order.address
        texts = [address.line1, address.line2, address.phone, address.postal_code, order.vat_number]
        texts += [item.title for item in order.items]
        texts += [package.tracking_number for package in order.packages]
        assert not any(re.search(r"[{}#@]", text) for text in texts)
