"""The moments of an order that tell how long its personal data may stay.

Amazon tells when a parcel left, but only by Orders 2026-01-01; otherwise the order had left when Amazon first called it
shipped. When a parcel arrived is told by nobody: it had when Amazon first called it delivered (sp-api: "there is no
delivery timestamp"). Such moments are upper bounds, and the earliest one seen counts. A version that tells of a
shipment to come tells nothing of when it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec import Struct

from mwslink.orders.model import OrderStatus

_AHEAD = timedelta(days=1)  # as far as the clocks of carriers and Amazon may be apart
DELIVERED, CANCELLED = "DELIVERED", "CANCELLED"  # packageStatus.status


class Until(Protocol):
    """What counts of an `orders.model.Window`."""

    @property
    def latest(self) -> datetime | None: ...


class Parcel(Protocol):
    """What counts of an `orders.model.Package`."""

    @property
    def status(self) -> str: ...
    @property
    def shipped_at(self) -> datetime | None: ...


class Shipped(Protocol):
    """What counts of an `orders.model.Order`."""

    @property
    def status(self) -> str: ...
    @property
    def updated_at(self) -> datetime: ...
    @property
    def ship_by(self) -> Until: ...
    @property
    def deliver_by(self) -> Until: ...
    @property
    def packages(self) -> Sequence[Parcel]: ...


class Milestones(Struct, frozen=True, gc=False):
    """Moments of one version of an order; `shipped_at` is exact, the last parcel's, `…_by` is at the latest."""

    promised_by: datetime | None = None
    shipped_at: datetime | None = None
    shipped_by: datetime | None = None
    delivered_by: datetime | None = None


def milestones_of(order: Shipped) -> Milestones:
    """What this version of the order tells."""
    parcels = [parcel for parcel in order.packages if parcel.status != CANCELLED]
    left = [parcel.shipped_at for parcel in parcels if parcel.shipped_at]
    if any(moment - order.updated_at > _AHEAD for moment in left):
        left = []
    is_shipped = order.status == OrderStatus.SHIPPED
    has_arrived = is_shipped and bool(parcels) and all(parcel.status == DELIVERED for parcel in parcels)
    return Milestones(
        promised_by=order.deliver_by.latest or order.ship_by.latest,
        shipped_at=max(left, default=None),
        shipped_by=order.updated_at if is_shipped and not left else None,
        delivered_by=order.updated_at if has_arrived else None,
    )
