"""Changing listings: patches of the Listings Items API and of its feeds, weights of MWS product feeds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from mwslink.sandbox.listing import WEIGHT_ATTRIBUTES, Instances, Issue, Listing, Weight
from mwslink.sandbox.listing_book import ListingBook, Value, changed
from mwslink.sandbox.listings.patches import Operation, Patch, as_decimal
from mwslink.sandbox.listings.validation import find_issues
from mwslink.sandbox.seed.product_types import PRODUCT_TYPES

# units of MWS feeds (BaseCurrency.xsd's neighbours: WeightUnitOfMeasure)
MWS_UNITS = {"GR": "grams", "KG": "kilograms", "OZ": "ounces", "LB": "pounds", "MG": "milligrams", "TON": "tons"}


@dataclass(frozen=True)
class Submission:
    """`status` is ACCEPTED, INVALID or, where nothing was to be written, VALID."""

    sku: str
    status: str
    issues: tuple[Issue, ...]


def apply_patch(
    book: ListingBook, sku: str, patch: Patch, *, marketplace_ids: Collection[str], now: datetime
) -> Submission:
    """Accept a patch, to take effect later, or refuse it with its issues.

    ACCEPTED does not mean that anything will change: not for a SKU that does not exist, nor for product facts on
    somebody else's page. `marketplace_ids` must not be empty. Raises MalformedPatchError for a product type that
    does not exist.
    """
    issues = find_issues(book.find(sku), patch, marketplace_ids)
    if issues:
        return Submission(sku, "INVALID", issues)
    shops = tuple(marketplace_ids)
    book.accept(sku, lambda listing: patched(listing, patch, shops), now=now)
    return Submission(sku, "ACCEPTED", ())


def preview_patch(book: ListingBook, sku: str, patch: Patch, marketplace_ids: Collection[str]) -> Submission:
    """What would be objected to; raises MalformedPatchError as `apply_patch` does."""
    issues = find_issues(book.find(sku), patch, marketplace_ids)
    return Submission(sku, "INVALID" if issues else "VALID", issues)


def apply_weights(
    book: ListingBook, sku: str, weights: Mapping[str, Weight], *, marketplace_ids: Collection[str], now: datetime
) -> bool:
    """Weights by attribute, as a product feed of MWS brings them; False where there is no such SKU.

    What the listing's product type does not know is dropped without a word, as MWS dropped it.
    """
    listing = book.find(sku)
    if listing is None:
        return False
    known = PRODUCT_TYPES[listing.product_type].weights
    for marketplace_id in marketplace_ids:
        for attribute in (name for name in weights if name in known):
            book.patch(sku, marketplace_id, attribute, weights[attribute], now=now)
    return True


def patched(listing: Listing, patch: Patch, marketplace_ids: Collection[str]) -> Listing:
    """The listing with all operations carried out in the marketplaces."""
    for one in patch.operations:
        for marketplace_id in marketplace_ids:
            meant = tuple(
                item for item in one.instances if item.get("marketplace_id", marketplace_id) == marketplace_id
            )
            if meant:
                listing = _operated(listing, marketplace_id, Operation(one.op, one.attribute, meant))
    return listing


def _operated(listing: Listing, marketplace_id: str, one: Operation) -> Listing:
    weighs = one.attribute in WEIGHT_ATTRIBUTES
    value = _weight_after(listing, marketplace_id, one) if weighs else _others_after(listing, marketplace_id, one)
    return changed(listing, marketplace_id, one.attribute, value)


def _weight_after(listing: Listing, marketplace_id: str, one: Operation) -> Value:
    before = listing.weight(one.attribute, marketplace_id)
    given = one.instances[-1]
    if one.op == "delete":
        return None if _is_meant(before, given) else before
    number = as_decimal(given.get("value"))
    unit = given.get("unit")
    if before is not None and one.op == "merge":
        number, unit = before.value if number is None else number, unit or before.unit
    return before if number is None or not isinstance(unit, str) else Weight(number, unit)


def _is_meant(before: Weight | None, given: Mapping[str, object]) -> bool:
    """A deletion that names a value or a unit removes that one only."""
    if before is None:
        return True
    value: Decimal | None = as_decimal(given["value"]) if "value" in given else before.value
    return value == before.value and given.get("unit", before.unit) == before.unit


def _others_after(listing: Listing, marketplace_id: str, one: Operation) -> Value:
    if one.op == "delete":
        return None
    given: Instances = tuple({**instance, "marketplace_id": marketplace_id} for instance in one.instances)
    offer = listing.offer(marketplace_id)
    before = offer.others.get(one.attribute, ()) if offer else ()
    if one.op == "merge" and before:
        return ({**before[0], **given[-1]}, *before[1:])
    return given
