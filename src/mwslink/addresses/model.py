"""The address as Sendcloud wants it, and what somebody should look at before a label is printed.

Field names and the list of required fields are those of Sendcloud's Orders API v3; the lengths are the only ones
it publishes for an address (importer of record, Shipments API v3).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mwslink.messages import _

REQUIRED = ("name", "address_line_1", "postal_code", "city", "country_code")
LIMITS = {
    "name": 75,
    "company_name": 50,
    "address_line_1": 150,
    "house_number": 20,
    "address_line_2": 150,
    "po_box": 20,
    "postal_code": 12,
    "city": 30,
    "state_province_code": 14,
    "phone_number": 20,
}


class Code(StrEnum):
    """Kinds of doubt; the values stand in JSON and never change."""

    MISSING = "missing"
    NO_HOUSE_NUMBER = "no-house-number"
    UNSURE_HOUSE_NUMBER = "unsure-house-number"
    PO_BOX = "po-box"
    LOCKER = "locker"
    PICKUP_POINT = "pickup-point"
    POST_NUMBER = "post-number"
    POSTAL_CODE = "postal-code"
    POSTAL_CODE_MENDED = "postal-code-mended"
    PROVINCE = "province"
    PROVINCE_DIFFERS = "province-differs"
    COUNTRY_CHANGED = "country-changed"
    CUSTOMS = "customs"
    TOO_LONG = "too-long"

    @property
    def text(self) -> str:
        """The sentence for the reader, without its details."""
        return _SENTENCES[self]()


_SENTENCES = {
    Code.MISSING: lambda: _("missing, and Sendcloud requires it"),
    Code.NO_HOUSE_NUMBER: lambda: _("no house number found"),
    Code.UNSURE_HOUSE_NUMBER: lambda: _("more than one number could be the house number"),
    Code.PO_BOX: lambda: _("a post office box: only the post delivers there"),
    Code.LOCKER: lambda: _("a parcel locker or post office of DHL: only DHL delivers there"),
    Code.PICKUP_POINT: lambda: _("a pick-up point: choose it in Sendcloud, or ask the buyer for another address"),
    Code.POST_NUMBER: lambda: _("the buyer's DHL post number is missing"),
    Code.POSTAL_CODE: lambda: _("does not look like a postal code of that country"),
    Code.POSTAL_CODE_MENDED: lambda: _("an evident slip was mended"),
    Code.PROVINCE: lambda: _("the province was not recognised"),
    Code.PROVINCE_DIFFERS: lambda: _("the postal code belongs to another province than the one written"),
    Code.COUNTRY_CHANGED: lambda: _("the postal code belongs to a territory with a country code of its own"),
    Code.CUSTOMS: lambda: _("outside the EU's customs or VAT territory: customs papers may be needed"),
    Code.TOO_LONG: lambda: _("too long: the rest was moved to another field"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at: what kind, in which field, and a detail that tells nothing about the buyer."""

    code: Code
    field: str
    seen: str = ""  # such as "31 of 30 characters", "JE"; never words of the address

    def __str__(self) -> str:
        text = f"{self.field}: {self.code.text}"
        return f"{text} ({self.seen})" if self.seen else text


@dataclass(frozen=True, slots=True)
class FittedAddress:
    """An address in Sendcloud's fields; empty where there is nothing to say.

    `left_over` holds words that found no room in any field, to be shown to the seller (an order's notes).
    """

    name: str = ""
    company_name: str = ""
    address_line_1: str = ""
    house_number: str = ""
    address_line_2: str = ""
    po_box: str = ""
    postal_code: str = ""
    city: str = ""
    state_province_code: str = ""
    country_code: str = ""
    phone_number: str = ""
    left_over: str = ""
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields without which Sendcloud refuses the order."""
        return tuple(name for name in REQUIRED if not getattr(self, name))

    def __repr__(self) -> str:
        return f"FittedAddress(***, doubts={self.doubts!r})"
