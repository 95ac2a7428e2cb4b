"""The same seller imported over MWS and over SP-API: equal orders, but for what MWS has no element for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest

from mwslink.clock import ScaledClock
from mwslink.orders.model import Address, Buyer, Order, OrderStatus, PersonalData, Window
from system.shop import COUNTRIES, Amazon, Shop, serving

pytestmark = pytest.mark.slow
ORDERS = 320  # of which Amazon sends some itself
SPEED = 1000.0  # of the program's clock, to wait out the bucket of ListOrderItems, which the sandbox does not mind

# What MWS cannot carry, all of it: the field, and what it is in an order that came over MWS.
WITHOUT: dict[str, object] = {
    "packages": (),
    "personal.delivery_instructions": "",
    "personal.tracking_numbers": {},
    "personal.buyer.company": "",
    "personal.recipient.company": "",
}
WITHOUT_DELIVERY = (OrderStatus.PENDING, OrderStatus.PENDING_AVAILABILITY, OrderStatus.CANCELLED)
EMPTIED_WHEN_CANCELLED = {"quantity": 0} | dict.fromkeys(("price", "shipping", "tax", "discount", "gift_wrap"))
PROGRAMS_OF_MWS = {"AMAZON_BUSINESS", "IN_STORE_PICK_UP", "PREMIUM", "PREORDER", "PRIME"}
YOUNGER_LEVELS = {"PRIORITY": "NEXT_DAY"}
# No address of the sandbox has one, over either API.
NOWHERE_FILLED = {"personal.recipient.municipality"}

Imported = tuple[dict[str, Order], dict[str, Order]]  # over SP-API, over MWS; the same orders by id


def as_mws_carries(order: Order) -> Order:
    """The order as SP-API gave it, less the above."""
    without = order
    for path, empty in WITHOUT.items():
        without = _emptied(without, path.split("."), empty)
    return replace(
        without,
        programs=tuple(program for program in order.programs if program in PROGRAMS_OF_MWS),
        service_level=YOUNGER_LEVELS.get(order.service_level, order.service_level),
        deliver_by=Window() if order.status in WITHOUT_DELIVERY else order.deliver_by,
        items=tuple(
            replace(item, **EMPTIED_WHEN_CANCELLED) if order.status == OrderStatus.CANCELLED else item
            for item in order.items
        ),
        personal=without.personal or None,
    )


def _emptied(value: object, path: list[str], empty: object) -> object:
    if value is None:
        return None
    name, *rest = path
    return replace(value, **{name: _emptied(getattr(value, name), rest, empty) if rest else empty})


@pytest.fixture(scope="module")
def amazon() -> Iterator[Amazon]:
    with serving(accounts=1, orders=ORDERS, quotas=False) as amazon:
        (order_id,) = amazon.call("/orders", {"account": 1, "country": "ES", "count": 1})["orders"]
        amazon.call(f"/orders/{order_id}/change", {"address": {"district": "Barri Gòtic"}})
        amazon.call("/clock", {"advance": 300})  # searches show it now
        yield amazon


@pytest.fixture(scope="module")
def imported(amazon: Amazon, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """By API, in homes and stores of their own; SP-API before and after, to leave out what changed in between."""
    homes = ((api, Shop(tmp_path_factory.mktemp(api), amazon)) for api in ("sp-api", "mws", "sp-api"))
    before, by_mws, after = (_orders(shop, api) for api, shop in homes)
    standing = {id_ for id_, order in before.items() if after.get(id_) == order}
    moving = (before.keys() | after.keys()) - standing
    assert len(moving) < 5, "the sandbox's orders change too fast to be compared"
    assert by_mws.keys() - moving == standing
    return {id_: before[id_] for id_ in standing}, {id_: by_mws[id_] for id_ in standing}


def _orders(shop: Shop, api: str) -> dict[str, Order]:
    shop.connect(*COUNTRIES, api=api)
    ran = shop.run_here("import", "--max-wait", "1h", at=ScaledClock(SPEED if api == "mws" else 1.0))
    assert ran.code == 0, ran.told
    return {id_: stored.order for id_, stored in shop.content().orders.items()}


def test_all_orders_of_all_marketplaces_are_equal(imported: Imported) -> None:
    by_sp_api, by_mws = imported

    assert len(by_mws) >= 200
    assert len({order.marketplace_id for order in by_mws.values()}) == len(COUNTRIES)
    for id_, order in by_sp_api.items():
        assert _told(by_mws[id_]) == _told(as_mws_carries(order)), id_
        assert by_mws[id_] == as_mws_carries(order), id_


def _told(order: Order) -> tuple[Order, list[object]]:
    """The order with its buyer's data in sight, for the message of a failed test; the buyers are made up."""
    personal = order.personal or PersonalData()
    return replace(order, personal=None), [getattr(personal, one.name) for one in fields(PersonalData)]


def test_every_field_that_mws_carries_is_filled_somewhere(imported: Imported) -> None:
    """So that equal does not mean equally empty."""
    orders = list(imported[1].values())
    personal = [order.personal for order in orders if order.personal]
    unfilled = {
        *_unfilled("", orders),
        *_unfilled("items.", [item for order in orders for item in order.items]),
        *_unfilled("personal.", personal),
        *_unfilled("personal.buyer.", [one.buyer for one in personal]),
        *_unfilled("personal.recipient.", [one.recipient for one in personal]),
    }

    assert unfilled == WITHOUT.keys() | NOWHERE_FILLED
    assert {order.status for order in orders} >= {"PENDING", "UNSHIPPED", "SHIPPED", "CANCELLED"}
    assert any(order.deliver_by.latest for order in orders)


def _unfilled(prefix: str, values: list) -> set[str]:
    """Fields that are empty or nothing in all of them."""
    nothing = (None, "", (), {}, 0, Window(), Buyer(), Address())
    names = {one.name for one in fields(values[0])}
    return {prefix + name for name in names if all(getattr(value, name) in nothing for value in values)}


@pytest.mark.parametrize("field", sorted(WITHOUT))
def test_what_mws_cannot_carry_is_there_over_sp_api(imported: Imported, field: str) -> None:
    """The list above is not longer than it must be."""
    by_sp_api, by_mws = imported
    assert any(_value(order, field) not in (None, WITHOUT[field]) for order in by_sp_api.values())
    assert all(_value(order, field) in (None, WITHOUT[field]) for order in by_mws.values())


def _value(order: Order, field: str) -> object:
    value: object = order
    for name in field.split("."):
        value = getattr(value, name) if value is not None else None
    return value
