"""Two sources are said to show the same orders only where they do, and no value is ever told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mwslink.orders.comparing import Listed, as_mws_shows, compare_orders, differences
from mwslink.orders.model import Address, Buyer, Order, OrderItem, Package, PersonalData

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ITEMS = (OrderItem("1", "CUP", "B0CUP", "Cup", 1), OrderItem("2", "POT", "B0POT", "Pot", 2))
ORDER = Order(
    id="404-1234567-7654321",
    marketplace_id="A1RKKUPIHCS9HS",
    created_at=NOON - timedelta(days=1),
    updated_at=NOON - timedelta(hours=1),
    status="UNSHIPPED",
    items=ITEMS,
    personal=PersonalData(Buyer("Ana"), Address(name="Ana", city="Madrid")),
)


def listed(*orders: Order, until: datetime = NOON) -> Listed:
    return Listed({order.id: order for order in orders}, until)


def test_equal_orders_are_equal():
    """Also where the items come in another order."""
    turned = replace(ORDER, items=ITEMS[::-1])

    found = compare_orders(listed(ORDER), listed(turned))

    assert found.is_equal
    assert found.compared == 1


def test_a_differing_field_is_named_without_its_value():
    """However deep it stands."""
    other = replace(
        ORDER,
        status="SHIPPED",
        items=(ITEMS[0], replace(ITEMS[1], quantity=3)),
        personal=PersonalData(Buyer("Ana"), Address(name="Ana", city="Sevilla")),
    )

    found = compare_orders(listed(ORDER), listed(other))

    assert found.differing == {ORDER.id: ("status", "items.quantity", "personal.recipient.city")}
    assert "Sevilla" not in repr(found)


def test_personal_data_that_only_one_source_shows_is_a_difference():
    assert differences(ORDER, ORDER.without_personal()) == ["personal"]


def test_another_number_of_items_is_a_difference():
    assert differences(ORDER, replace(ORDER, items=ITEMS[:1])) == ["items"]


def test_what_a_source_cannot_carry_is_left_out():
    """MWS has no packages."""
    other = replace(ORDER, packages=(Package("1"),))

    assert compare_orders(listed(ORDER), listed(other), shown=as_mws_shows).is_equal
    assert not compare_orders(listed(ORDER), listed(other)).is_equal


def test_an_order_of_one_source_only_is_named():
    found = compare_orders(listed(ORDER), listed())

    assert (found.compared, found.only_first, found.only_second) == (0, (ORDER.id,), ())


def test_an_order_that_changed_after_a_source_was_complete_is_not_compared():
    """The second list was made later; it is no fault that it knows more."""
    changed = replace(ORDER, updated_at=NOON + timedelta(minutes=1), status="SHIPPED")
    new = replace(changed, id="404-0000000-0000001")

    found = compare_orders(listed(ORDER), listed(changed, new, until=NOON + timedelta(minutes=5)))

    assert found.is_equal
    assert found.compared == 0
