"""Country, postal code and city of an address, put right before its lines are read."""

from __future__ import annotations

from dataclasses import dataclass

from mwslink.addresses import postal
from mwslink.addresses.model import Code, Doubt
from mwslink.addresses.reading import pieces_of
from mwslink.addresses.text import clean, trimmed
from mwslink.orders.model import Address

_OTHER_CODES = {"UK": "GB", "EL": "GR"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the world it is."""

    country: str = ""
    postal_code: str = ""
    city: str = ""
    fits: bool = True  # whether the postal code is one of that country
    doubts: tuple[Doubt, ...] = ()


def place_of(address: Address) -> Place:
    """The place of an address, with what is doubtful about it."""
    written = clean(address.country).upper()
    written = _OTHER_CODES.get(written, written)
    raw, city = _code_and_city(address, written)
    country = postal.territory(raw, written)
    settled = postal.settle(raw, country if postal.is_postal_code(raw, country) else written)
    return Place(country, settled.text, city, settled.fits, tuple(_doubts(settled, country, written)))


def _code_and_city(address: Address, country: str) -> tuple[str, str]:
    """The code, looked for in the city and the lines where its own field is empty; the city without it."""
    code, city = clean(address.postal_code), trimmed(clean(address.city))
    head, _space, tail = city.partition(" ")
    if tail and postal.is_postal_code(head, country) and _squeezed(code) in {"", _squeezed(head)}:
        return head, trimmed(tail)
    if not code:
        code = next((piece for piece in pieces_of(address.lines) if postal.is_postal_code(piece, country)), "")
    return code, city


def _doubts(settled: postal.PostalCode, country: str, written: str) -> list[Doubt]:
    found = []
    if settled.text and not settled.fits:
        found.append(Doubt(Code.POSTAL_CODE, "postal_code"))
    if settled.mended:
        found.append(Doubt(Code.POSTAL_CODE_MENDED, "postal_code"))
    if country != written:
        found.append(Doubt(Code.COUNTRY_CHANGED, "country_code", f"{written} → {country}"))
    if postal.needs_customs(settled.text, country):
        found.append(Doubt(Code.CUSTOMS, "country_code" if country != written else "postal_code"))
    return found


def _squeezed(code: str) -> str:
    return "".join(char for char in code.upper() if char.isalnum())
