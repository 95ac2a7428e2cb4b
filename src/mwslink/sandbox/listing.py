"""A seller's listing as the sandbox holds it: one SKU, its offers by marketplace, its weights by attribute.

The values are msgspec structs, not dataclasses: they are made a million times for a large catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import msgspec

from mwslink.sandbox.seed.titles import Kind

SHIPPING_WEIGHT = "website_shipping_weight"
PACKAGE_WEIGHT = "item_package_weight"
ITEM_WEIGHT = "item_weight"
WEIGHT_ATTRIBUTES = (SHIPPING_WEIGHT, PACKAGE_WEIGHT, ITEM_WEIGHT)
BUYABLE = "BUYABLE"
DISCOVERABLE = "DISCOVERABLE"
MERCHANT = "MERCHANT"
AMAZON = "AMAZON"
# how many grams one of each unit is; Amazon does not say which ton it means
GRAMS = {
    "grams": Decimal(1),
    "kilograms": Decimal(1000),
    "milligrams": Decimal("0.001"),
    "pounds": Decimal("453.59237"),
    "ounces": Decimal("28.349523125"),
    "hundredths_pounds": Decimal("4.5359237"),
}
UNITS = (*GRAMS, "tons")


class Weight(msgspec.Struct, frozen=True):
    """A number with one of Amazon's units, exactly as somebody gave it."""

    value: Decimal
    unit: str

    @property
    def grams(self) -> Decimal | None:
        """None for tons, which cannot be converted."""
        return self.value * GRAMS[self.unit] if self.unit in GRAMS else None


Weights = Mapping[str, Weight]  # by attribute; one the seller never gave is not there
Instances = tuple[dict[str, object], ...]  # the values of another attribute, as JSON


class Issue(msgspec.Struct, frozen=True):
    """What Amazon finds wrong with a listing."""

    code: str
    message: str
    severity: str
    attributes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ("INVALID_ATTRIBUTE",)


class Offer(msgspec.Struct, frozen=True):
    """A listing in one marketplace.

    `status` has BUYABLE, DISCOVERABLE, both or, for an inactive one, none of them. `weights` and `others` (any other
    attribute that was ever written) are what the seller contributed, which need not be what the catalogue shows.
    """

    marketplace_id: str
    status: tuple[str, ...]
    weights: Weights
    quantity: int
    others: Mapping[str, Instances] = {}
    issues: tuple[Issue, ...] = ()


class Listing(msgspec.Struct, frozen=True):
    """One SKU of a seller in all marketplaces where it is offered.

    `is_offer_only`: the catalogue page belongs to others, a patch of product facts is accepted and changes nothing.
    `catalogue_package_weight` and `catalogue_item_weight` are what the page shows, whoever contributed it.
    """

    sku: str
    asin: str
    kind: Kind
    variant: str
    brand: str
    product_type: str
    euro_cents: int
    fulfilled_by: str
    created_at: datetime
    updated_at: datetime
    offers: tuple[Offer, ...]
    is_offer_only: bool = False
    catalogue_package_weight: Weight | None = None
    catalogue_item_weight: Weight | None = None
    name: str = ""  # given by a control request in place of the kind's title

    @property
    def marketplaces(self) -> tuple[str, ...]:
        """Ids of the marketplaces where it is offered."""
        return tuple(offer.marketplace_id for offer in self.offers)

    def offer(self, marketplace_id: str) -> Offer | None:
        """The listing as that marketplace has it."""
        return next((offer for offer in self.offers if offer.marketplace_id == marketplace_id), None)

    def weight(self, attribute: str, marketplace_id: str) -> Weight | None:
        """What the seller contributed there; None where nothing was."""
        offer = self.offer(marketplace_id)
        return offer.weights.get(attribute) if offer else None

    def title(self, language: str) -> str:
        """The title in a language such as `es_ES`; English where there is no translation."""
        return self.name or self.kind.title(language, brand=self.brand, variant=self.variant)
