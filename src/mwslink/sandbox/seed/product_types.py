"""Amazon's product types of the invented products, and which of the weights each of them knows."""

from __future__ import annotations

from dataclasses import dataclass

from mwslink.sandbox.listing import ITEM_WEIGHT, PACKAGE_WEIGHT, SHIPPING_WEIGHT
from mwslink.sandbox.seed.titles import KINDS, Kind

GENERIC = "PRODUCT"
PRODUCT_FACTS = (
    "item_name", "brand", "bullet_point", "product_description", "externally_assigned_product_identifier",
    "merchant_suggested_asin", "country_of_origin", "item_dimensions", "item_package_dimensions",
)  # fmt: skip
SALES_TERMS = (
    "condition_type", "fulfillment_availability", "list_price", "merchant_release_date", "merchant_shipping_group",
    "purchasable_offer", "skip_offer",
)  # fmt: skip
WEIGHTLESS = "ART_SERVICE"
_WEIGHTLESS_EVERY = (8, 250)  # one listing of so many has a product type without any weight


@dataclass(frozen=True)
class ProductType:
    """`weights` are the weight attributes its schema has."""

    name: str
    display_name: str
    weights: tuple[str, ...]

    def has(self, attribute: str) -> bool:
        """Whether its schema knows the attribute."""
        return attribute in self.weights or attribute in PRODUCT_FACTS or attribute in SALES_TERMS


_USUAL = (PACKAGE_WEIGHT, ITEM_WEIGHT)
_ALL = (SHIPPING_WEIGHT, PACKAGE_WEIGHT, ITEM_WEIGHT)
# one a kind, in the order of titles.KINDS
_NAMES = (
    "DRINKING_CUP", "TEA", "TEA", "TOWEL", "DUVET_COVER", "FRYING_PAN", "COFFEE_MAKER", "BICYCLE_LIGHT",
    "BICYCLE_CHAIN", "BICYCLE_TIRE", "BICYCLE_BRAKE_PAD", "ABIS_BOOK", "ABIS_BOOK", "ABIS_BOOK", "NOTEBOOK", "LAMP",
    "WASTE_CONTAINER", "SHELF", "GARDEN_GLOVES", "BABY_SLEEPWEAR", "PUZZLES", "EXTENSION_CORD", "PHONE_HOLDER",
    "LABEL",
)  # fmt: skip
_WITH_SHIPPING_WEIGHT = {
    "DRINKING_CUP", "DUVET_COVER", "COFFEE_MAKER", "BICYCLE_TIRE", "LAMP", "WASTE_CONTAINER", "SHELF", "EXTENSION_CORD",
}  # fmt: skip


def _make(name: str) -> ProductType:
    weights = () if name == WEIGHTLESS else _ALL if name in _WITH_SHIPPING_WEIGHT else _USUAL
    return ProductType(name, name.replace("_", " ").title(), weights)


PRODUCT_TYPES = {name: _make(name) for name in (*dict.fromkeys(_NAMES), WEIGHTLESS, GENERIC)}
_BY_KIND = {kind.titles["en"]: PRODUCT_TYPES[name] for kind, name in zip(KINDS, _NAMES, strict=True)}


def product_type_of(kind: Kind, index: int) -> ProductType:
    """The product type of the product at that place of a catalogue."""
    rest, every = _WEIGHTLESS_EVERY
    return PRODUCT_TYPES[WEIGHTLESS] if index % every == rest + every // 2 else _BY_KIND[kind.titles["en"]]
