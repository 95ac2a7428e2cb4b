"""The clock of late shipments: Amazon counts when the confirmation arrives, not what date stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mwslink.connections import Seller
from mwslink.orders.model import Order


@dataclass(frozen=True)
class LateOrder:
    """An open order whose ship-by time is near or past; `left`: the time until then, below zero when it is late."""

    seller: Seller
    order: Order
    ship_by: datetime
    left: timedelta


def late_orders(orders: Iterable[tuple[Seller, Order]], *, now: datetime, near: timedelta) -> list[LateOrder]:
    """Those with the least time left first."""
    found = []
    for seller, order in orders:
        ship_by = order.ship_by.latest
        if order.is_open and ship_by and ship_by - now <= near:
            found.append(LateOrder(seller, order, ship_by, ship_by - now))
    return sorted(found, key=lambda one: (one.left, one.order.id))
