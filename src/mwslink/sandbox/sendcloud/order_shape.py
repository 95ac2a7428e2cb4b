"""What an order must look like, created whole or updated in part."""

from __future__ import annotations

from mwslink.sandbox.sendcloud.measures import (
    ADDRESS_FIELDS,
    ADDRESS_REQUIRED,
    COSTS,
    COUNTRY,
    PRICE,
    TAX_NUMBERS,
    measurement,
)
from mwslink.sandbox.sendcloud.refusals import Problem
from mwslink.sandbox.sendcloud.shapes import (
    Problems,
    Shape,
    array,
    choice,
    either,
    flag,
    free,
    moment,
    nullable,
    number,
    record,
    text,
)

_READ_ONLY = ("created_at", "modified_at")
_DANGEROUS_TEXTS = (
    "chemical_record_identifier", "packaging_type_quantity", "packaging_type", "packaging_instruction_code",
    "id_number", "class_division_number", "quantity", "proper_shipping_name", "emergency_contact_name",
    "emergency_contact_phone", "local_proper_shipping_name", "transport_category", "tunnel_restriction_code",
)  # fmt: skip
DANGEROUS_GOODS = record(
    {name: nullable(text()) for name in _DANGEROUS_TEXTS}
    | {
        "regulation_set": choice("IATA", "ADR"),
        "unit_of_measurement": choice("KG", "G", "L", "ML"),
        "commodity_regulated_level_code": choice("LQ", "EQ"),
        "transportation_mode": choice("Highway", "Ground", "PAX", "CAO"),
        "adr_packing_group_letter": choice("I", "II", "III"),
        "weight_type": choice("Net", "Gross"),
    }
)
DELIVERY_DATES = record({"handover_at": nullable(moment), "deliver_at": nullable(moment)})
_CUSTOMS = record(
    {
        "commercial_invoice_number": text(),
        "shipment_type": choice("gift", "commercial_goods", "commercial_sample", "returned_goods"),
        "export_type": choice("private", "commercial_b2c", "commercial_b2b"),
        "tax_numbers": nullable(TAX_NUMBERS),
    }
)
SHIP_WITH = record(
    {
        "type": choice("shipping_option_code"),
        "properties": record(
            {"shipping_option_code": nullable(text()), "contract_id": nullable(number(least=1, whole=True))},
            ("shipping_option_code",),
        ),
    },
    ("type", "properties"),
)
_POINT_FIELDS = {name: text() for name in ("post_number", "latitude", "longitude", "type")} | {"extra_data": free}
_SERVICE_POINT = either(
    record({**_POINT_FIELDS, "carrier_service_point_id": text()}, ("carrier_service_point_id",)),
    record({**_POINT_FIELDS, "id": text()}, ("id",)),
)


def _item(*, partial: bool) -> Shape:
    texts = ("product_id", "variant_id", "name", "description", "sku", "hs_code", "ean")
    fields: dict[str, Shape] = {
        **{name: text() for name in texts},
        "item_id": text(least=0 if partial else 1),
        "image_url": text(least=1),
        "quantity": number(above=0, whole=True),
        "country_of_origin": COUNTRY,
        "properties": free,
        "unit_price": PRICE,
        "total_price": PRICE,
        "measurement": measurement(),
        "delivery_dates": nullable(DELIVERY_DATES) if partial else DELIVERY_DATES,
        **{name: nullable(text()) for name in ("mid_code", "material_content", "intended_use")},
        "dangerous_goods": DANGEROUS_GOODS,
    }
    checked = record(fields, ("name",) if partial else ("name", "quantity", "total_price"))

    def check(value: object, place: str, problems: Problems) -> None:
        checked(value, place, problems)
        if isinstance(value, dict) and "image_url" in value and "product_id" not in value:
            problems.append(Problem("invalid", "product_id is required with image_url", f"{place}/product_id"))

    return check


def _details(*, partial: bool) -> Shape:
    status = {"code": text(least=0 if partial else 1), "message": text()}
    fields = {
        "integration": record({"id": number(least=1, whole=True)}, () if partial else ("id",)),
        "status": record(status, () if partial else ("code",)),
        "order_created_at": moment,
        "order_updated_at": moment,
        "order_items": array(_item(partial=partial)),
        "notes": nullable(text()) if partial else text(),
        "tags": nullable(array(text())) if partial else array(text()),
    }
    required = ("integration", "status", "order_created_at", "order_items")
    return record(fields, () if partial else required)


def _payment(*, partial: bool) -> Shape:
    status = {"code": text(least=0 if partial else 1), "message": text()}
    prices = ("total_price", "subtotal_price", "estimated_shipping_price", "estimated_tax_price")
    costs = ("discount_granted", "insurance_costs", "freight_costs", "other_costs")
    fields = {
        **dict.fromkeys(prices, PRICE),
        **{name: nullable(COSTS) for name in costs},
        "is_cash_on_delivery": nullable(flag),
        "status": record(status, () if partial else ("code",)),
        "invoice_date": nullable(text()),
    }
    return record(fields, () if partial else ("total_price", "status"))


def _customer(*, partial: bool) -> Shape:
    phone = "phone" if partial else "phone_number"
    return record({"name": text(), phone: text(), "email": text()}, () if partial else ("name",))


def _order(*, partial: bool) -> Shape:
    address = record(ADDRESS_FIELDS, () if partial else ADDRESS_REQUIRED)
    shipping = {
        "is_local_pickup": nullable(flag),
        "delivery_indicator": text(),
        "measurement": measurement(partial=partial),
        "ship_with": SHIP_WITH,
    }
    fields = {
        "id": text(),
        "order_id": text(least=1),
        "order_number": text(least=1),
        "order_details": _details(partial=partial),
        "payment_details": _payment(partial=partial),
        "customs_details": nullable(_CUSTOMS),
        "customer_details": _customer(partial=partial),
        "billing_address": address,
        "shipping_address": address,
        "shipping_details": record(shipping),
        "service_point_details": _SERVICE_POINT,
    }
    required = () if partial else ("order_id", "order_number", "order_details", "payment_details")
    return record(fields, required, ignored=_READ_ONLY)


ORDER = _order(partial=False)
PARTIAL_ORDER = _order(partial=True)
