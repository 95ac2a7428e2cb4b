"""People and where they live: the ways buyers write addresses in each country."""

from __future__ import annotations

from dataclasses import dataclass

from mwslink.sandbox.model import Address
from mwslink.sandbox.seed.de import GERMANY
from mwslink.sandbox.seed.es import SPAIN
from mwslink.sandbox.seed.fr import FRANCE
from mwslink.sandbox.seed.gb import UNITED_KINGDOM
from mwslink.sandbox.seed.it import ITALY
from mwslink.sandbox.seed.others import AUSTRIA, BELGIUM, IRELAND, NETHERLANDS, POLAND, PORTUGAL, SWEDEN
from mwslink.sandbox.seed.places import Country, Draw, fill

COUNTRIES = {
    country.code: country
    for country in (
        SPAIN, ITALY, GERMANY, FRANCE, UNITED_KINGDOM,
        PORTUGAL, NETHERLANDS, BELGIUM, AUSTRIA, IRELAND, POLAND, SWEDEN,
    )
}  # fmt: skip
SHIPS_TO = {
    "ES": ("PT", "PT", "FR"),
    "IT": ("AT", "NL", "SE", "PL"),
    "DE": ("AT", "AT", "NL", "PL", "SE", "SE", "BE"),
    "FR": ("BE", "BE", "NL", "PL"),
    "GB": ("IE",),
}
_ABROAD = 0.1
_STATELESS = {"DE": 0.3, "FR": 0.5, "GB": 0.3, "NL": 0.5, "BE": 0.5, "AT": 0.4, "SE": 0.8}


def destination(home: str, draw: Draw) -> Country:
    """The country an order goes to: mostly the marketplace's own."""
    abroad = SHIPS_TO.get(home)
    if abroad and draw() < _ABROAD:
        return COUNTRIES[abroad[int(draw() * len(abroad))]]
    return COUNTRIES[home]


def person(country: Country, draw: Draw) -> str:
    """A full name; Spaniards have two surnames."""
    first, last = country.first_names, country.surnames
    name = f"{first[int(draw() * len(first))]} {last[int(draw() * len(last))]}"
    if country.two_surnames and draw() < 0.85:
        return f"{name} {last[int(draw() * len(last))]}"
    return name


@dataclass(slots=True)
class _Lines:
    """The part of an address that says where in the city."""

    line1: str
    line2: str = ""
    line3: str = ""
    kind: str = "RESIDENTIAL"


def address(country: Country, name: str, draw: Draw, *, company: str = "") -> Address:
    """Where somebody called `name` has parcels sent."""
    city = country.cities[int(draw() * len(country.cities))]
    where = _business_lines(country, draw) if company else _private_lines(country, draw)
    address = Address(
        name=name,
        line1=where.line1,
        line2=where.line2,
        line3=where.line3,
        city=city.name,
        postal_code=fill(city.postcodes[int(draw() * len(city.postcodes))], draw),
        country=country.code,
        company=company,
        state="" if draw() < _STATELESS.get(country.code, 0.03) else city.region,
        phone="" if draw() < 0.05 else fill(country.phones[int(draw() * len(country.phones))], draw),
        kind=where.kind,
        instruction=_one_of(country.instructions, draw) if draw() < 0.06 else "",
    )
    return _as_typed(address, draw())


def _as_typed(address: Address, chance: float) -> Address:
    """Some buyers never find the shift key, others never leave it."""
    if chance < 0.03:
        address.name, address.line1, address.city = address.name.upper(), address.line1.upper(), address.city.upper()
    elif chance < 0.05:
        address.name, address.line1, address.city = address.name.lower(), address.line1.lower(), address.city.lower()
    return address


def _private_lines(country: Country, draw: Draw) -> _Lines:
    chance = draw()
    if chance < 0.04:
        return _Lines(country.po_box.format(number=1 + int(draw() * 9000)))
    if chance < 0.075:
        care_of = country.care_of.format(name=person(country, draw))
        return _Lines(_street(country, draw), care_of, _one_of(country.flats, draw) if draw() < 0.4 else "")
    if country.code == "DE" and chance < 0.23:
        return _german_pickup(draw)
    if chance < 0.56:
        return _Lines(_street(country, draw), _one_of(country.flats, draw))
    if chance < 0.68:
        return _Lines(f"{_street(country, draw)}, {_one_of(country.flats, draw)}")
    return _Lines(_street(country, draw))


def _business_lines(country: Country, draw: Draw) -> _Lines:
    floor = _one_of(country.flats, draw) if draw() < 0.3 else ""
    return _Lines(_street(country, draw), floor, kind="COMMERCIAL")


def _german_pickup(draw: Draw) -> _Lines:
    """DHL's lockers and post offices: the customer's post number takes the second line."""
    place = "Packstation" if draw() < 0.6 else "Postfiliale"
    return _Lines(f"{place} {101 + int(draw() * 480)}", fill("########", draw), kind="PICKUP_POINT")


def _street(country: Country, draw: Draw) -> str:
    number = str(1 + int(draw() * draw() * 150))
    if country.number_suffixes and draw() < 0.12:
        number += _one_of(country.number_suffixes, draw)
    return country.street_line.format(street=_one_of(country.streets, draw), number=number)


def _one_of(choices: tuple[str, ...], draw: Draw) -> str:
    return choices[int(draw() * len(choices))]
