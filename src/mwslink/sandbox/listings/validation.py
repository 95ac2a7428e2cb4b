"""What Amazon objects to in a patch before it takes it: by the schema of the product type, not by sense."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mwslink.sandbox.listing import UNITS, WEIGHT_ATTRIBUTES, Issue, Listing
from mwslink.sandbox.listings.patches import MalformedPatchError, Operation, Patch, as_decimal
from mwslink.sandbox.seed.product_types import GENERIC, PRODUCT_TYPES, ProductType

MISSING = "90220"
NOT_IN_ENUMERATION = "90244"
NOT_IN_PRODUCT_TYPE = "90000900"
TOO_FEW_VALUES = "99022"
BELOW_MINIMUM = "90004114"
INVALID_VALUE = "4000001"


def find_issues(listing: Listing | None, patch: Patch, marketplace_ids: Collection[str]) -> tuple[Issue, ...]:
    """Every objection; raises MalformedPatchError for a product type that does not exist.

    A SKU that does not exist is none: Amazon takes the patch, and nothing comes of it (models#2797).
    """
    product_type = PRODUCT_TYPES.get(patch.product_type)
    if product_type is None:
        raise MalformedPatchError(f"There is no product type {patch.product_type}.")
    if listing is not None and product_type.name not in (listing.product_type, GENERIC):
        text = f"The product type {product_type.name} is not that of the listing, {listing.product_type}."
        return (_invalid(NOT_IN_PRODUCT_TYPE, text, *(one.attribute for one in patch.operations)),)
    found = (issue for one in patch.operations for issue in _of_operation(one, product_type, marketplace_ids))
    return tuple(dict.fromkeys(found))


def _of_operation(one: Operation, product_type: ProductType, marketplace_ids: Collection[str]) -> Iterator[Issue]:
    name = one.attribute
    if not product_type.has(name):
        yield _invalid(NOT_IN_PRODUCT_TYPE, f"The attribute {name} is not valid for {product_type.name}.", name)
        return
    if not one.instances:
        text = f"The attribute {name} has too few values."
        yield Issue(TOO_FEW_VALUES, text, "ERROR", (name,), ("MISSING_ATTRIBUTE",))
    for instance in one.instances:
        if instance.get("marketplace_id", next(iter(marketplace_ids))) not in marketplace_ids:
            yield _not_in_enumeration(name, "marketplace_id")
        if name in WEIGHT_ATTRIBUTES:
            yield from _of_weight(one, instance)


def _of_weight(one: Operation, instance: dict[str, object]) -> Iterator[Issue]:
    name = one.attribute
    for part in ("value", "unit"):
        if part not in instance and one.op in ("add", "replace"):
            yield Issue(MISSING, f"{name}.{part} is required but missing.", "ERROR", (name,), ("MISSING_ATTRIBUTE",))
    if "unit" in instance and instance["unit"] not in UNITS:
        yield _not_in_enumeration(name, "unit")
    if "value" in instance:
        number = as_decimal(instance["value"])
        if number is None:
            yield _invalid(INVALID_VALUE, f"The provided value for {name}.value is invalid.", name)
        elif number < 0:
            text = f"The value for {name}.value is less than the required minimum 0."
            yield _invalid(BELOW_MINIMUM, text, name)


def _not_in_enumeration(name: str, part: str) -> Issue:
    return _invalid(NOT_IN_ENUMERATION, f"The value of {name}.{part} is not one of those allowed.", name)


def _invalid(code: str, message: str, *attributes: str) -> Issue:
    return Issue(code, message, "ERROR", attributes)
