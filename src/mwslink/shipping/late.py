"""The clock of late shipments: Amazon counts when the confirmation arrives, not what date stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mwslink.connections import Seller
from mwslink.orders.model import Order

NEAR = timedelta(hours=24)


@dataclass(frozen=True)
class LateOrder:
    """An order whose ship-by time is near or past without Amazon being told of all of it; the time left, below zero
    when it is late."""

    seller: Seller
    order_id: str
    marketplace_id: str
    ship_by: datetime
    left: timedelta


def late_orders(
    orders: Iterable[tuple[Seller, Order]], told: frozenset[str], *, now: datetime, near: timedelta = NEAR
) -> list[LateOrder]:
    """Those with the least time left first; `told`: ids of orders of which Amazon was told just now."""
    found = []
    for seller, order in orders:
        ship_by = order.ship_by.latest
        if order.is_open and ship_by and order.id not in told and ship_by - now <= near:
            found.append(LateOrder(seller, order.id, order.marketplace_id, ship_by, ship_by - now))
    return sorted(found, key=lambda one: (one.left, one.order_id))
