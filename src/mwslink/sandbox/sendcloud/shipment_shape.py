"""What a request for a shipment, and for the labels of orders, must look like."""

from __future__ import annotations

from mwslink.sandbox.sendcloud.measures import ADDRESS_FIELDS, ADDRESS_REQUIRED, COUNTRY, LENGTHS, MASSES
from mwslink.sandbox.sendcloud.order_shape import DANGEROUS_GOODS, DELIVERY_DATES, SHIP_WITH
from mwslink.sandbox.sendcloud.shapes import (
    Shape,
    array,
    choice,
    either,
    flag,
    free,
    nullable,
    number,
    pattern,
    record,
    text,
)

_DECIMAL = pattern(r"\d+(\.\d+)?", "String should match pattern '[\\d]+(\\.[\\d]+)?'")
_POSITIVE = pattern(r"(?=.*[1-9])\d+(\.\d+)?", "Input should be greater than 0")
_PRICE = record({"value": _DECIMAL, "currency": text(least=3, most=3)}, ("value", "currency"))
_ADDRESS = record(ADDRESS_FIELDS, ADDRESS_REQUIRED)
_SENDER = either(record({**ADDRESS_FIELDS, "sender_address_id": number(whole=True)}, ("sender_address_id",)), _ADDRESS)
_SIZE = {"length": _DECIMAL, "width": _DECIMAL, "height": _DECIMAL, "unit": LENGTHS}
_DIMENSIONS = record(_SIZE, tuple(_SIZE))
_WEIGHT = record({"value": _POSITIVE, "unit": MASSES}, ("value", "unit"))
_ITEM_WEIGHT = record({"value": number(above=0), "unit": MASSES}, ("value", "unit"))
_CODES = ("mid_code", "material_content", "intended_use", "dds_reference", "taric_doc_code")
_ITEM = record(
    {
        "item_id": text(least=1),
        "description": text(least=1, most=255),
        "quantity": number(least=1, whole=True),
        "weight": _ITEM_WEIGHT,
        "price": _PRICE,
        "hs_code": text(most=12),
        "origin_country": COUNTRY,
        "sku": text(),
        "product_id": text(),
        **{name: nullable(text()) for name in _CODES},
        "dangerous_goods": DANGEROUS_GOODS,
        "manufacturer_product_id": nullable(text(most=70)),
        "manufacturer_product_id_std": nullable(text(most=70)),
        "properties": free,
    },
    ("quantity", "hs_code", "weight", "description", "price"),
)
_PACKAGES = (
    "package", "euro_pallet", "block_pallet", "mini_pallet", "one_way_pallet", "tube", "over_size_pallet", "bundle",
    "half_pallet", "letterbox",
)  # fmt: skip
_PARCEL = record(
    {
        "dimensions": _DIMENSIONS,
        "weight": _WEIGHT,
        "additional_insured_price": nullable(_PRICE),
        "label_notes": nullable(array(text(least=1, most=255), most=255)),
        "sscc": nullable(pattern(r"\d{18}", "String should match pattern '^\\d{18}$'")),
        "package_type": nullable(choice(*_PACKAGES)),
        "parcel_items": array(_ITEM, most=1000),
    },
    ("weight",),
)
_POINT = either(
    record({"id": text(), "carrier_service_point_id": text()}, ("carrier_service_point_id",)),
    record({"id": text(), "carrier_service_point_id": text()}, ("id",)),
)
_LABEL = record(
    {
        "mime_type": choice("application/pdf", "application/zpl", "image/png"),
        "dpi": number(least=72, whole=True),
    }
)


def shipment(*, most: int) -> Shape:
    """A shipment of at most so many parcels."""
    fields: dict[str, Shape] = {
        "brand_id": number(whole=True),
        "ship_with": SHIP_WITH,
        "to_address": _ADDRESS,
        "from_address": _SENDER,
        "order_number": text(),
        "total_order_price": nullable(_PRICE),
        "reference": nullable(text()),
        "external_reference_id": nullable(text()),
        "validation_methods": array(choice("here")),
        "customs_information": nullable(free),
        "to_service_point": _POINT,
        "label_details": _LABEL,
        "delivery_dates": nullable(DELIVERY_DATES),
        "parcels": array(_PARCEL, least=1, most=most),
    }
    return record(fields, ("to_address", "from_address", "ship_with", "parcels"))


_PICKED = record({"item_id": text(least=1), "quantity": number(least=1, whole=True)}, ("item_id", "quantity"))
_PART = record(
    {"dimensions": _DIMENSIONS, "weight": _WEIGHT, "parcel_items": array(_PICKED, most=1000)}, ("parcel_items",)
)
_NAMES = {"order_id": text(least=1, most=64), "order_number": text(least=1, most=255), "apply_shipping_rules": flag}
_WHOLE = either(record(_NAMES, ("order_number",)), record(_NAMES, ("order_id",)))
_SPLIT_FIELDS = {**_NAMES, "parcels": array(_PART, least=1, most=50)}
_SPLIT = either(record(_SPLIT_FIELDS, ("order_number",)), record(_SPLIT_FIELDS, ("order_id",)))
_BASE = {
    "integration_id": number(whole=True),
    "sender_address_id": number(whole=True),
    "brand_id": number(least=1, whole=True),
    "ship_with": SHIP_WITH,
}
LABELS_ASYNC = record({**_BASE, "orders": array(_SPLIT, least=1, most=20)}, ("orders", "integration_id"))
LABELS_SYNC = record({**_BASE, "order": _WHOLE, "label_details": _LABEL}, ("order", "integration_id"))
