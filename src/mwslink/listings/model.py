"""A listing with its weights, the same whichever API told it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from mwslink.listings.weights import Weight

MERCHANT = "MERCHANT"
AMAZON = "AMAZON"


class Attribute(StrEnum):
    """The attributes of a listing that hold a weight (Product Type Definitions)."""

    SHIPPING = "website_shipping_weight"
    PACKAGE = "item_package_weight"
    ITEM = "item_weight"


class Origin(StrEnum):
    """Where a unit weight comes from; the later ones are less certain."""

    OVERRIDE = "override"
    LISTING = "listing"
    CATALOGUE = "catalogue"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class Weights:
    """What is stated for one listing. The first three are the seller's own contribution; the catalogue's belong to the
    ASIN, whoever gave them (all that MWS can read). None where nothing is stated."""

    shipping: Weight | None = None
    package: Weight | None = None
    item: Weight | None = None
    catalogue_package: Weight | None = None
    catalogue_item: Weight | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One SKU of a seller in one marketplace; `statuses`: BUYABLE, DISCOVERABLE, none when inactive."""

    sku: str
    marketplace_id: str
    asin: str = ""
    title: str = ""
    product_type: str = ""
    statuses: tuple[str, ...] = ()
    fulfilled_by: str = MERCHANT
    created_at: datetime | None = None
    updated_at: datetime | None = None
    weights: Weights = Weights()


@dataclass(frozen=True, slots=True)
class UnitWeight:
    """What one piece weighs, in exact grams above zero."""

    grams: Decimal
    origin: Origin
