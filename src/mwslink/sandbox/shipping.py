"""What a seller's confirmation makes of an order; the same rules for confirmShipment and for feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from mwslink.sandbox.model import Order, OrderStatus, Package
from mwslink.sandbox.order_book import OrderBook, editable_copy

BAD_ITEM = "OrderItemId is invalid, please obtain the value through the getOrderItems API or Manage Orders page"
NO_PACKAGE = (
    "Failed to create package due to not finding a matching package or order already fulfilled. "
    "errorMetric=PackageToUpdateNotFound"
)
OPEN = (OrderStatus.UNSHIPPED, OrderStatus.PARTIALLY_SHIPPED)
_CLOCKS_DIFFER = timedelta(minutes=2)  # a caller's clock may be a little ahead


class ShipmentError(Exception):
    """Why a shipment cannot be confirmed, in a sentence."""


@dataclass(frozen=True)
class PackageDetail:
    """One package as the seller describes it; `items` are (order item id, quantity), none means all that is left."""

    reference: str
    carrier: str
    carrier_name: str
    service: str
    tracking_number: str
    shipped_at: datetime
    items: list[tuple[str, int]]


def ship(book: OrderBook, order: Order, package: PackageDetail, *, now: datetime) -> Order:
    """Add the package to the order, or replace the one of the same reference; raises ShipmentError."""
    check_order(order)
    _check_date(package, order, now)
    changed = editable_copy(order)
    edited = _take_back(changed, package.reference)
    if edited is None and order.status not in OPEN:
        raise ShipmentError(NO_PACKAGE)
    items = package.items or _all_left(changed)
    _count(changed, items)
    changed.packages.append(_make_package(package, items, created_at=edited.created_at if edited else now))
    changed.status = _status(changed)
    return book.save(changed, now=now)


def check_order(order: Order) -> None:
    """Raises ShipmentError for an order that the seller does not ship."""
    if order.fulfilled_by != "MERCHANT" or "FBM_SHIP_PLUS" in order.programs:
        raise ShipmentError("The shipment of this order is confirmed by Amazon.")


def next_reference(order: Order) -> str:
    """A package number that the order does not have yet."""
    numbers = [int(one.reference) for one in order.packages if re.fullmatch(r"\d{1,20}", one.reference, re.ASCII)]
    return str(max(numbers, default=0) + 1)


def _all_left(order: Order) -> list[tuple[str, int]]:
    left = [(item.id, item.quantity - item.quantity_shipped) for item in order.items]
    return [(item_id, quantity) for item_id, quantity in left if quantity]


def _check_date(package: PackageDetail, order: Order, now: datetime) -> None:
    if package.shipped_at < order.created_at:
        raise ShipmentError("The ship date must not be before the order date.")
    if package.shipped_at > now + _CLOCKS_DIFFER:
        raise ShipmentError("The ship date must not be in the future.")


def _take_back(order: Order, reference: str) -> Package | None:
    """Undo the package that is about to be replaced."""
    package = next((one for one in order.packages if one.reference == reference), None)
    if package is None:
        return None
    order.packages.remove(package)
    items = {item.id: item for item in order.items}
    for item_id, quantity in package.items:
        items[item_id].quantity_shipped -= quantity
    return package


def _count(order: Order, shipped: list[tuple[str, int]]) -> None:
    items = {item.id: item for item in order.items}
    for item_id, quantity in shipped:
        item = items.get(item_id)
        if item is None:
            raise ShipmentError(BAD_ITEM)
        if quantity < 1:
            raise ShipmentError("Quantity is invalid, must be a positive number.")
        if quantity > item.quantity - item.quantity_shipped:
            raise ShipmentError("Quantity is invalid, must not be more than the quantity that is not shipped yet.")
        item.quantity_shipped += quantity


def _make_package(detail: PackageDetail, items: list[tuple[str, int]], *, created_at: datetime) -> Package:
    return Package(
        reference=detail.reference,
        created_at=created_at,
        shipped_at=detail.shipped_at,
        carrier=detail.carrier,
        carrier_name=detail.carrier_name or detail.carrier,
        service=detail.service,
        tracking_number=detail.tracking_number,
        items=items,
    )


def _status(order: Order) -> OrderStatus:
    complete = all(item.quantity_shipped == item.quantity for item in order.items)
    return OrderStatus.SHIPPED if complete else OrderStatus.PARTIALLY_SHIPPED
