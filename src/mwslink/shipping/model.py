"""Shipments and parcels as Sendcloud knows them, and a parcel's confirmation as Amazon takes it.

A tracking number leads to the buyer: it is personal data, stands in no `repr`, and is stored sealed only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from mwslink.shipping.statuses import Phase, phase_of


@dataclass(frozen=True, slots=True)
class ParcelItem:
    """Some units in a parcel; `item_id` is Amazon's order item, where the order came from us."""

    item_id: str
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """One box with a label of its own. `service` is Sendcloud's code for what was bought, such as postnl:standard.

    `grams` is what it weighs by its label, packaging included; Amazon is not told that, so another weight makes no
    other parcel.
    """

    id: str
    order_number: str
    status: str
    carrier_code: str = ""
    carrier_name: str = ""
    service: str = ""
    tracking_number: str = field(default="", repr=False)
    announced_at: datetime | None = None
    updated_at: datetime | None = None
    items: tuple[ParcelItem, ...] = ()
    grams: Decimal | None = field(default=None, compare=False)

    @property
    def phase(self) -> Phase:
        return phase_of(self.status)

    @property
    def is_announced(self) -> bool:
        """Whether the carrier knows of it: a label was made and is not taken back."""
        if self.phase in (Phase.ANNOUNCED, Phase.PROCESSED):
            return True
        return self.phase in (Phase.AMBIGUOUS, Phase.UNKNOWN) and self.announced_at is not None

    @property
    def is_processed(self) -> bool:
        """Whether the carrier surely has it."""
        return self.phase is Phase.PROCESSED

    @property
    def is_cancelled(self) -> bool:
        return self.phase is Phase.CANCELLED


@dataclass(frozen=True, slots=True)
class ShipmentPage:
    """Some parcels, and the cursor after them; None when there are no more."""

    parcels: tuple[Parcel, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class AmazonCarrier:
    """A carrier as Amazon wants it named: `code` spelled exactly, `name` with the code Other, `method` its service."""

    code: str
    name: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What Amazon is told about one parcel (a package of the order there).

    The same `reference` again changes that package instead of adding one.
    """

    order_id: str
    marketplace_id: str
    reference: str
    carrier: AmazonCarrier
    tracking_number: str = field(repr=False)
    shipped_at: datetime
    items: tuple[tuple[str, int], ...]  # order item id, quantity
