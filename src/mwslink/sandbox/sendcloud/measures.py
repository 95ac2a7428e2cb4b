"""Shapes that orders and shipments have in common: prices, measurements, addresses, tax numbers."""

from __future__ import annotations

from mwslink.sandbox.sendcloud.shapes import Shape, array, choice, email, nullable, number, pattern, record, text

CURRENCIES = ("EUR", "GBP", "USD")
COUNTRY = pattern(r"[A-Z]{2}", "Input should be an ISO 3166-1 alpha-2 country code")
_PRICE_FIELDS = {"value": number(), "currency": choice(*CURRENCIES)}
PRICE = record(_PRICE_FIELDS, ("value", "currency"))
COSTS = record(
    {
        "value": nullable(pattern(r"\d+(\.\d+)?", "String should match pattern '[\\d]+(\\.[\\d]+)?'")),
        "currency": nullable(text()),
    }
)

LENGTHS = choice("cm", "mm", "m", "yd", "ft", "in")
MASSES = choice("kg", "g", "lbs", "oz")
_VOLUMES = choice("m3", "cm3", "l", "ml", "gal")


def measurement(*, partial: bool = False) -> Shape:
    """Weight, dimension and volume; each whole, but in a partial update."""
    side = number(least=0)
    dimension = {"length": side, "width": side, "height": side, "unit": LENGTHS}
    weight = {"value": number(above=0), "unit": MASSES}
    volume = {"value": number(least=0, whole=True), "unit": _VOLUMES}
    return record(
        {
            "dimension": record(dimension, () if partial else tuple(dimension)),
            "weight": record(weight, () if partial else tuple(weight)),
            "volume": record(volume, () if partial else tuple(volume)),
        }
    )


ADDRESS_FIELDS = {
    "name": text(least=1),
    "company_name": text(),
    "address_line_1": text(),
    "house_number": text(),
    "address_line_2": text(),
    "postal_code": text(least=1),
    "city": text(least=1),
    "po_box": nullable(text()),
    "state_province_code": text(),
    "country_code": COUNTRY,
    "email": email,
    "phone_number": text(),
}
ADDRESS_REQUIRED = ("name", "address_line_1", "postal_code", "city", "country_code")
_TAX_NUMBER = record({"name": nullable(text()), "country_code": nullable(text()), "value": nullable(text())})
TAX_NUMBERS = record({name: array(_TAX_NUMBER) for name in ("sender", "receiver", "importer_of_record")})
