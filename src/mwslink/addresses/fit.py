"""Fit an address as Amazon gives it to Sendcloud's fields: nothing is lost, and what is doubtful is said.

Street and house number are parted; floor, door, care-of, building and neighbourhood keep their order in the second
line; a post number or post office box goes to `po_box`; the province becomes its ISO code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mwslink.addresses.grammar import grammar_of
from mwslink.addresses.limits import within_limits
from mwslink.addresses.lockers import Locker, find_locker, take_post_number
from mwslink.addresses.model import REQUIRED, Code, Doubt, FittedAddress
from mwslink.addresses.naming import is_without_number, with_house_name
from mwslink.addresses.place import Place, place_of
from mwslink.addresses.provinces.settling import settle_province
from mwslink.addresses.reading import Reading, pieces_of, read_pieces
from mwslink.addresses.text import clean, is_same, joined, plain, words
from mwslink.orders.model import Address

PICKUP_POINT = "PICKUP_POINT"
_BOX_BESIDE_STREET = {"FR", "BE", "LU", "MC"}  # a company's post box there; parcels go to the street


@dataclass(frozen=True, slots=True)
class _Lines:
    """What the lines of an address became."""

    name: str
    company: str
    street: str
    number: str = ""
    box: str = ""
    extras: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def fit_address(address: Address) -> FittedAddress:
    """The address in Sendcloud's fields, with what should be looked at."""
    place = place_of(address)
    name, company = _addressee(address)
    pieces = _without_repeats(pieces_of(address.lines), address, place)
    locker = find_locker([*pieces, company]) if place.country == "DE" else None
    lines = _to_locker(locker, name, company) if locker else _to_street(address, place, pieces)
    return _finished(address, place, lines)


def _to_locker(locker: Locker, name: str, company: str) -> _Lines:
    """Packstation 123 as street and number, the buyer's post number as Sendcloud's `po_box`."""
    others = locker.others
    in_company = company in others
    post_number, rest = (locker.post_number, (name,)) if locker.post_number else take_post_number([name])
    doubts = [Doubt(Code.LOCKER, "address_line_1")]
    if not locker.number:
        doubts.append(Doubt(Code.NO_HOUSE_NUMBER, "house_number"))
    if not post_number and locker.kind.casefold() == "packstation":
        doubts.append(Doubt(Code.POST_NUMBER, "po_box"))
    return _Lines(
        name=joined(*rest, by=" "),
        company=company if in_company else "",
        street=locker.kind,
        number=locker.number,
        box=post_number,
        extras=tuple(other for other in others if other != company),
        doubts=tuple(doubts),
    )


def _to_street(address: Address, place: Place, pieces: Sequence[str]) -> _Lines:
    grammar = grammar_of(place.country)
    name, company = _addressee(address)
    reading = read_pieces(pieces, grammar, wants_company=not company)
    unnumbered = is_without_number(reading, place, grammar)
    reading = with_house_name(reading, place, grammar)
    is_pickup = address.kind == PICKUP_POINT or reading.has_pickup or bool(grammar.pickup.match(plain(company)))
    return _Lines(
        name=name,
        company=company or reading.company,
        street=reading.street.name,
        number=reading.street.number,
        box=reading.box,
        extras=(*reading.before, *reading.after),
        doubts=tuple(_doubts(reading, place, is_pickup=is_pickup, unnumbered=unnumbered)),
    )


def _doubts(reading: Reading, place: Place, *, is_pickup: bool, unnumbered: bool) -> list[Doubt]:
    found = []
    if reading.box or (reading.has_box and place.country not in _BOX_BESIDE_STREET):
        found.append(Doubt(Code.PO_BOX, "po_box" if reading.box else "address_line_2"))
    if is_pickup:
        found.append(Doubt(Code.PICKUP_POINT, "address_line_1"))
    if unnumbered and reading.street.name and not reading.box:
        found.append(Doubt(Code.NO_HOUSE_NUMBER, "house_number"))
    if reading.street.number and (reading.rivals or not reading.street.sure):
        found.append(Doubt(Code.UNSURE_HOUSE_NUMBER, "house_number"))
    return found


def _finished(address: Address, place: Place, lines: _Lines) -> FittedAddress:
    district, municipality = clean(address.district), clean(address.municipality)
    code = place.postal_code if place.fits else ""
    province = settle_province(
        place.country, clean(address.state), code, district, municipality, place.city, *lines.extras
    )
    said = (place.city, lines.street, *lines.extras)
    more: list[str] = []
    for text in (district, municipality, province.unsaid):
        if not any(is_same(text, other) for other in (*said, *more)) and not province.tells(text):
            more.append(text)
    fields, too_long = within_limits(
        {
            "name": lines.name,
            "company_name": lines.company,
            "address_line_1": lines.street,
            "house_number": lines.number,
            "po_box": lines.box,
            "postal_code": place.postal_code,
            "city": place.city,
            "phone_number": _phone(address.phone),
        },
        [*lines.extras, *more],
    )
    fields |= {"state_province_code": province.code, "country_code": place.country}
    fitted = replace(FittedAddress(), **fields)  # type: ignore[arg-type]  # all of them are texts
    missing = [Doubt(Code.MISSING, name) for name in REQUIRED if not getattr(fitted, name)]
    return replace(fitted, doubts=(*missing, *lines.doubts, *place.doubts, *province.doubts, *too_long))


def _addressee(address: Address) -> tuple[str, str]:
    """Name and company; the company alone is the name, and neither is said twice."""
    name, company = clean(address.name), clean(address.company)
    if not words(name) or is_same(name, company):
        return company or name, ""
    return name, company


def _without_repeats(pieces: list[str], address: Address, place: Place) -> list[str]:
    """Without what other fields say: the name, the company, the postal code and city."""
    where = [place.postal_code, place.city, address.state, address.district, address.municipality]
    known = {tuple(words(text)) for text in (address.name, address.company, *where)}
    known |= {(*words(place.postal_code), *words(place.city)), (*words(place.city), *words(address.state))}
    known |= {(*words(place.postal_code), *words(place.city), *words(address.state))}
    known |= {tuple(words(address.postal_code)), ("".join(words(place.postal_code)),)}
    return [piece for piece in pieces if tuple(words(piece)) not in known] or pieces


def _phone(phone: str) -> str:
    """As written; without its spaces and dashes where that makes it fit."""
    text = clean(phone)
    return text if len(text) <= 20 else "".join(char for char in text if char.isalnum() or char == "+")
