"""Parcels: which items left, with whom, under which tracking number."""

from __future__ import annotations

from datetime import datetime, timedelta

from mwslink.sandbox.model import Item, Order, OrderStatus, Package
from mwslink.sandbox.seed.carriers import CARRIERS, Carrier
from mwslink.sandbox.seed.lifecycle import History
from mwslink.sandbox.seed.places import Draw, fill

_PACKING_SECONDS = 3 * 3600


def ship(order: Order, history: History, home: str, draw: Draw) -> None:
    """Move the goods as the history says; Amazon's own warehouses report no packages."""
    if history.shipped_at is None:
        return
    units = sum(item.quantity for item in order.items)
    partly = order.status is OrderStatus.PARTIALLY_SHIPPED
    gone = _take(order.items, 1 + int(draw() * (units - 1)) if partly else units)
    if order.fulfilled_by == "MERCHANT":
        carrier = _carrier(home, draw)
        order.packages = [_package(content, order, history, carrier, draw) for content in _parcels(gone, draw)]
        for number, package in enumerate(order.packages, start=1):
            package.reference = str(number)


def _take(items: list[Item], units: int) -> list[tuple[str, int]]:
    """Mark so many units as shipped, from the first item on; say which."""
    gone = []
    for item in items:
        item.quantity_shipped = min(item.quantity, units)
        units -= item.quantity_shipped
        if item.quantity_shipped:
            gone.append((item.id, item.quantity_shipped))
    return gone


def _parcels(gone: list[tuple[str, int]], draw: Draw) -> list[list[tuple[str, int]]]:
    """Mostly one parcel; now and then two, which may share an item."""
    if draw() > 0.15:
        return [gone]
    if len(gone) > 1:
        middle = len(gone) // 2
        return [gone[:middle], gone[middle:]]
    item_id, quantity = gone[0]
    return [[(item_id, 1)], [(item_id, quantity - 1)]] if quantity > 1 else [gone]


def _carrier(home: str, draw: Draw) -> Carrier:
    known = CARRIERS[home]
    return known[int(draw() * draw() * len(known))]


def _package(content: list[tuple[str, int]], order: Order, history: History, carrier: Carrier, draw: Draw) -> Package:
    shipped_at = history.shipped_at or history.updated_at
    return Package(
        reference="1",
        created_at=_packed_at(order.created_at, shipped_at, draw),
        shipped_at=shipped_at,
        carrier=carrier.code,
        carrier_name=carrier.name,
        service=carrier.service,
        tracking_number=fill(carrier.tracking, draw),
        items=content,
        status=history.parcel,
    )


def _packed_at(created_at: datetime, shipped_at: datetime, draw: Draw) -> datetime:
    return max(created_at, shipped_at - timedelta(seconds=int(draw() * _PACKING_SECONDS)))
