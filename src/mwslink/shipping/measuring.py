"""What one piece of a SKU weighs by a parcel that was shipped with nothing else in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from mwslink.listings.weights import EXACT
from mwslink.orders.model import Order
from mwslink.shipping.model import Parcel
from mwslink.shipping.packing import stated_units


@dataclass(frozen=True, slots=True)
class Measured:
    """So many pieces of a SKU in a parcel; `grams` is what they weigh together, without packaging."""

    parcel_id: str
    order_id: str
    sku: str
    grams: Decimal
    units: int
    shipped_at: datetime | None = None


def measure(parcel: Parcel, order: Order, packaging: Decimal) -> Measured | None:
    """What the parcel tells of one SKU; None where it tells nothing: no weight, no label, or several things in it.

    Packaging that would be all of the parcel cannot have been in it, so nothing is taken off then. The SKU is the
    order's: what else somebody wrote into a parcel is not kept.
    """
    if parcel.grams is None or not parcel.is_announced:
        return None
    stated = stated_units(order, parcel.items)
    skus = {item.sku for item in order.items if stated[item.id]}
    units = stated.total()
    if len(skus) != 1 or not all(skus) or units != sum(item.quantity for item in parcel.items):
        return None
    net = EXACT.subtract(parcel.grams, packaging)
    at = parcel.announced_at or parcel.updated_at
    return Measured(parcel.id, order.id, skus.pop(), net if net > 0 else parcel.grams, units, at)
