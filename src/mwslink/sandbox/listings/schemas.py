"""JSON Schemas of product types as the Product Type Definitions API hands them out: the attributes that exist."""

from __future__ import annotations

import base64
import hashlib

import msgspec

from mwslink.marketplaces import BY_ID
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.listing import UNITS
from mwslink.sandbox.seed.product_types import PRODUCT_FACTS, SALES_TERMS, ProductType

REQUIREMENTS = ("LISTING", "LISTING_PRODUCT_ONLY", "LISTING_OFFER_ONLY")
META_SCHEMA = b'{"$schema":"https://json-schema.org/draft/2019-09/schema","$id":"amazon-product-type-definition-v1"}'
_REQUIRED = ("item_name", "brand", "condition_type", "fulfillment_availability", "purchasable_offer")
_IDENTITY = ("item_name", "brand", "externally_assigned_product_identifier", "merchant_suggested_asin")
_DETAILS = ("bullet_point", "product_description", "country_of_origin", "item_dimensions", "item_weight")
_SHIPPING = ("website_shipping_weight", "item_package_weight", "item_package_dimensions")
_GROUPS = {
    "product_identity": ("Product Identity", _IDENTITY),
    "offer": ("Offer", SALES_TERMS),
    "product_details": ("Product Details", _DETAILS),
    "shipping": ("Shipping", _SHIPPING),
}


def attributes_of(product_type: ProductType, requirements: str) -> tuple[str, ...]:
    """The attributes a schema has; one for offers only has no product facts, and so no weights."""
    facts = (*PRODUCT_FACTS, *product_type.weights)
    if requirements == "LISTING_OFFER_ONLY":
        return SALES_TERMS
    return facts if requirements == "LISTING_PRODUCT_ONLY" else (*facts, *SALES_TERMS)


def property_groups(product_type: ProductType, requirements: str) -> Json:
    """The groups of Seller Central's form, without the empty ones."""
    known = attributes_of(product_type, requirements)
    groups = {
        name: {"title": title, "propertyNames": [one for one in members if one in known]}
        for name, (title, members) in _GROUPS.items()
    }
    return {name: group for name, group in groups.items() if group["propertyNames"]}


def make_schema(product_type: ProductType, marketplace_id: str, requirements: str, *, enforced: bool) -> bytes:
    """The schema document."""
    known = attributes_of(product_type, requirements)
    schema: Json = {
        "$schema": "https://schemas.amazon.com/selling-partners/definitions/product-types/meta-schema/v1",
        "$id": f"https://schemas.amazon.com/selling-partners/definitions/product-types/schema/v1/{product_type.name}",
        "type": "object",
        "required": [name for name in _REQUIRED if name in known] if enforced else [],
        "properties": {name: _property(name, marketplace_id) for name in known},
    }
    return msgspec.json.encode(schema)


def checksum(document: bytes) -> str:
    """Base64 of the MD5, as SchemaLink has it."""
    return base64.b64encode(hashlib.md5(document, usedforsecurity=False).digest()).decode("ascii")


def _property(name: str, marketplace_id: str) -> Json:
    items: Json = {"type": "object", "required": ["marketplace_id"], "properties": _parts(name, marketplace_id)}
    if name.endswith("_weight"):
        items["required"] = ["marketplace_id", "value", "unit"]
    return {
        "title": name.replace("_", " ").title(),
        "type": "array",
        "minItems": 1,
        "selectors": ["marketplace_id"],
        "items": items,
        "editable": True,
        "hidden": False,
    }


def _parts(name: str, marketplace_id: str) -> Json:
    language = BY_ID[marketplace_id].language
    parts: Json = {"marketplace_id": {"type": "string", "default": marketplace_id, "enum": [marketplace_id]}}
    if name.endswith("_weight"):
        parts["value"] = {"title": "Value", "type": "number", "minimum": 0}
        parts["unit"] = {"title": "Unit", "type": "string", "enum": list(UNITS)}
    elif name in PRODUCT_FACTS:
        parts["value"] = {"type": "string"}
        parts["language_tag"] = {"type": "string", "default": language, "enum": [language]}
    return parts
