"""An order in the words of Sendcloud's Orders API v3 (`order` in its description)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any, Literal

import msgspec

from mwslink.addresses.model import FittedAddress
from mwslink.orders.model import Money
from mwslink.shipping.push_model import Handover, Kept, Line

Json = dict[str, object]
_ADDRESS = (
    "name",
    "company_name",
    "address_line_1",
    "house_number",
    "address_line_2",
    "po_box",
    "postal_code",
    "city",
    "state_province_code",
    "country_code",
    "phone_number",
)
_REQUIRED = {"name", "address_line_1", "postal_code", "city", "country_code"}
_SENDABLE = (*_ADDRESS, "email")


class _ShownWeight(msgspec.Struct):
    value: Decimal
    unit: Literal["kg", "g", "lbs", "oz"]


class _ShownMeasurement(msgspec.Struct):
    weight: _ShownWeight
    dimension: msgspec.Raw = msgspec.Raw()
    volume: msgspec.Raw = msgspec.Raw()


_encoder = msgspec.json.Encoder(decimal_format="number")
_shown_address = msgspec.json.Decoder(dict[str, Any])
_shown_measurement = msgspec.json.Decoder(_ShownMeasurement)


def render_batch(batch: list[Json]) -> bytes:
    """The body of a request; amounts as exact numbers."""
    return _encoder.encode(batch)


def render_order(order: Handover, integration_id: int) -> Json:
    """One order of a request. Amazon's id is both id and number: shipments repeat the number only."""
    return {
        "order_id": order.order_id,
        "order_number": order.order_id,
        "order_details": _details(order, integration_id),
        "payment_details": _payment(order),
        "customs_details": _customs(order),
        "shipping_address": msgspec.Raw(kept) if (kept := order.kept.address) else _address(order.address, order.email),
        "shipping_details": _shipping(order),
    }


def read_kept(address: msgspec.Raw, measurement: msgspec.Raw) -> Kept:
    """What Sendcloud shows of address and measurement, as it may be sent back; what could not be is left out."""
    return Kept(_read_address(address), _read_measurement(measurement))


def _read_address(shown: msgspec.Raw) -> bytes:
    try:
        address = _shown_address.decode(shown)
    except msgspec.DecodeError:
        return b""
    texts = {name: text for name in _SENDABLE if isinstance(text := address.get(name), str) and text}
    return _encoder.encode(texts) if texts.keys() >= _REQUIRED else b""


def _read_measurement(shown: msgspec.Raw) -> bytes:
    try:
        measured = _shown_measurement.decode(shown)
    except msgspec.DecodeError:
        return b""
    sizes = {"dimension": measured.dimension, "volume": measured.volume}
    given = {name: size for name, size in sizes.items() if bytes(size) not in (b"", b"null")}
    return _encoder.encode({"weight": measured.weight, **given}) if measured.weight.value > 0 else b""


def _details(order: Handover, integration_id: int) -> Json:
    details: Json = {
        "integration": {"id": integration_id},
        "status": {"code": order.status.lower()},
        "order_created_at": _moment(order.created_at),
        "order_updated_at": _moment(order.updated_at),
        "order_items": [_item(line, order) for line in order.lines],
    }
    if order.notes:
        details["notes"] = order.notes
    if order.tags:
        details["tags"] = list(order.tags)
    return details


def _item(line: Line, order: Handover) -> Json:
    item: Json = {
        "item_id": line.item_id,
        "name": line.title,
        "quantity": line.quantity,
        "unit_price": _price(Money(line.total.amount / line.quantity, line.total.currency)),
        "total_price": _price(line.total),
    }
    known = {"sku": line.sku, "hs_code": line.customs.hs_code, "country_of_origin": line.customs.origin}
    item |= {name: value for name, value in known.items() if value}
    if line.unit_grams:
        item["measurement"] = {"weight": _weight(line.unit_grams)}
    if dates := dict(_dates(order)):
        item["delivery_dates"] = dates
    return item


def _dates(order: Handover) -> Iterator[tuple[str, str]]:
    if order.ship_by:
        yield "handover_at", _moment(order.ship_by)
    if order.deliver_by:
        yield "deliver_at", _moment(order.deliver_by)


def _payment(order: Handover) -> Json:
    payment: Json = {"total_price": _price(order.total), "status": {"code": "paid"}}
    if order.shipping:
        payment["estimated_shipping_price"] = _price(order.shipping)
    return payment


def _customs(order: Handover) -> Json:
    customs: Json = {
        "commercial_invoice_number": order.order_id,
        "shipment_type": "commercial_goods",
        "export_type": "commercial_b2b" if order.is_business else "commercial_b2c",
    }
    if order.tax_numbers:
        numbers = [
            {"name": one.kind, "value": one.value} | ({"country_code": one.country} if one.country else {})
            for one in order.tax_numbers
        ]
        customs["tax_numbers"] = {"sender": numbers}
    return customs


def _address(address: FittedAddress, email: str) -> Json:
    found: Json = {name: getattr(address, name) for name in _ADDRESS if getattr(address, name)}
    if email:
        found["email"] = email
    return found


def _shipping(order: Handover) -> Json:
    shipping: Json = {}
    if order.service_level:
        shipping["delivery_indicator"] = order.service_level
    if order.kept.measurement:
        shipping["measurement"] = msgspec.Raw(order.kept.measurement)
    elif order.grams:
        shipping["measurement"] = {"weight": _weight(order.grams)}
    return shipping


def _price(money: Money) -> Json:
    return {"value": round(money.amount, 2), "currency": money.currency}


def _weight(grams: Decimal) -> Json:
    """Kilograms, to the next whole gram: nothing weighs nothing, and carriers round up as well."""
    return {"value": grams.quantize(Decimal(1), ROUND_CEILING) / 1000, "unit": "kg"}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
