"""Whether two sources show the same orders, field by field; the outcome names fields and never quotes a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime

from mwslink.orders.model import Order, OrderItem, OrderStatus, Window

# The flags of Orders 2013-09-01; the other programs are younger than MWS.
_WITHOUT_DELIVERY = (OrderStatus.PENDING, OrderStatus.PENDING_AVAILABILITY, OrderStatus.CANCELLED)
_PROGRAMS_OF_MWS = frozenset({"AMAZON_BUSINESS", "IN_STORE_PICK_UP", "PREMIUM", "PRIME"})


def as_mws_shows(order: Order) -> Order:
    """The order without what MWS has no element for (reference: ListOrders, ListOrderItems)."""
    personal = order.personal
    if personal is not None:
        recipient, buyer = replace(personal.recipient, company=""), replace(personal.buyer, company="")
        personal = replace(personal, recipient=recipient, buyer=buyer, delivery_instructions="", tracking_numbers={})
    return replace(
        order,
        packages=(),
        programs=tuple(program for program in order.programs if program in _PROGRAMS_OF_MWS),
        service_level="NEXT_DAY" if order.service_level == "PRIORITY" else order.service_level,
        deliver_by=Window() if order.status in _WITHOUT_DELIVERY else order.deliver_by,
        items=tuple(map(_emptied, order.items)) if order.status == OrderStatus.CANCELLED else order.items,
        personal=personal or None,
    )


def _emptied(item: OrderItem) -> OrderItem:
    """A cancelled line has quantity 0 and no prices."""
    return replace(item, quantity=0, price=None, shipping=None, tax=None, discount=None, gift_wrap=None)


@dataclass(frozen=True)
class Comparison:
    """What came of it: ids of orders that only one source shows, and the names of the fields that differ, by id."""

    compared: int = 0
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    differing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_equal(self) -> bool:
        return not (self.only_first or self.only_second or self.differing)


@dataclass(frozen=True)
class Listed:
    """The orders a source showed, and the moment up to which it showed all."""

    orders: Mapping[str, Order]
    until: datetime


def compare_orders(
    first: Listed, second: Listed, *, shown: Callable[[Order], Order] = lambda order: order
) -> Comparison:
    """The orders of both, but those that changed since either source was complete.

    `shown` makes of an order what both sources can carry of it.
    """
    until = min(first.until, second.until)
    ids = {
        id_
        for id_ in first.orders.keys() | second.orders.keys()
        if all(listed.orders[id_].updated_at <= until for listed in (first, second) if id_ in listed.orders)
    }
    both = ids & first.orders.keys() & second.orders.keys()
    found = {id_: tuple(differences(shown(first.orders[id_]), shown(second.orders[id_]))) for id_ in both}
    return Comparison(
        compared=len(both),
        only_first=tuple(sorted(ids - second.orders.keys())),
        only_second=tuple(sorted(ids - first.orders.keys())),
        differing={id_: names for id_, names in sorted(found.items()) if names},
    )


def differences(one: object, other: object, name: str = "") -> list[str]:
    """The dotted names of all fields in which two values differ, without those left out and what is below them."""
    if one == other:
        return []
    if not is_dataclass(one) or type(one) is not type(other):
        return [name] if not _same_items(one, other) else list(_in_items(one, other, name))
    return [
        found
        for part in fields(one)
        for found in differences(getattr(one, part.name), getattr(other, part.name), f"{name}.{part.name}".lstrip("."))
    ]


def _same_items(one: object, other: object) -> bool:
    """Whether these are as many values in a row, to be compared one by one."""
    return (
        isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other) and any(map(is_dataclass, one))
    )


def _in_items(one: object, other: object, name: str) -> Iterator[str]:
    pairs: Iterable[tuple[object, object]] = zip(_sorted(one), _sorted(other), strict=True)
    names = (found for a, b in pairs for found in differences(a, b, name))
    yield from dict.fromkeys(names)


def _sorted(items: object) -> list[object]:
    """By id where they have one: the order of items in an answer means nothing."""
    rows = list(items) if isinstance(items, tuple) else []
    return sorted(rows, key=lambda row: str(getattr(row, "id", "")))
