"""Orders and personal data as JSON documents, apart from each other, and back."""

from __future__ import annotations

import msgspec

from mwslink.orders.model import Order, PersonalData

_encoder = msgspec.json.Encoder()
_orders = msgspec.json.Decoder(Order)
_personal = msgspec.json.Decoder(PersonalData)


def order_document(order: Order) -> str:
    """All of an order but its personal data, as JSON."""
    return _encoder.encode(order.without_personal()).decode()


def parse_order(document: str) -> Order:
    """The order `order_document` wrote; what a later release added to it is passed over."""
    return _orders.decode(document)


def personal_document(personal: PersonalData) -> bytes:
    """Personal data as JSON, to be sealed at once."""
    return _encoder.encode(personal)


def parse_personal(document: bytes) -> PersonalData:
    """The personal data `personal_document` wrote."""
    return _personal.decode(document)
