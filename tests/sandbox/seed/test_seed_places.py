"""Postcodes have their country's form and belong to the city beside them."""

from __future__ import annotations

import re

import pytest

from mwslink.marketplaces import BY_COUNTRY
from mwslink.sandbox.seed import COUNTRIES, generate_orders
from mwslink.sandbox.seed.carriers import CARRIERS
from mwslink.sandbox.seed.places import cities, fill

POSTCODES = {
    "ES": r"(0[1-9]|[1-4]\d|5[0-2])\d{3}",
    "IT": r"\d{5}",
    "DE": r"(?!00)\d{5}",
    "FR": r"(?!00)\d{5}",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}",
    "PT": r"[1-9]\d{3}-\d{3}",
    "NL": r"[1-9]\d{3} [A-Z]{2}",
    "BE": r"[1-9]\d{3}",
    "AT": r"[1-9]\d{3}",
    "IE": r"[AC-FHKNPRTV-Y](\d\d|6W) [A-Z\d]{4}",
    "PL": r"\d{2}-\d{3}",
    "SE": r"[1-9]\d{2} \d{2}",
}
RESERVED = {
    "GB": r"(07700900|\+447700900|02079460|01134960|\+441514960)\d{3}",
    "FR": r"(019900|\+3363998|063998|\+3326191|046571)\d{4}",
    "DE": r"\+4917139200\d\d|(03023125|\+496990009|04066969|\+492214710|08999998)\d{3}",
}


def _matches(pattern, postcode):
    shape = "".join({"#": r"\d", "@": "[A-Z]"}.get(sign, re.escape(sign)) for sign in pattern)
    return re.fullmatch(shape, postcode)


@pytest.fixture(scope="module", params=sorted(COUNTRIES))
def addresses(request, seed_now):
    """Where 400 orders of that country's own marketplace go, or its neighbour's where it has none."""
    home = request.param if request.param in BY_COUNTRY else {"PT": "ES", "AT": "DE"}[request.param]
    orders = generate_orders(
        seed=3, seller_id="A1SANDBOX00001", marketplaces=[BY_COUNTRY[home]], count=400, now=seed_now
    )
    return [order.address for order in orders if order.address.country == request.param]


def test_postcodes_have_their_countrys_form(addresses):
    assert addresses
    for address in addresses:
        assert re.fullmatch(POSTCODES[address.country], address.postal_code)


def test_postcodes_and_provinces_belong_to_their_city(addresses):
    for address in addresses:
        known = {city.name.casefold(): city for city in COUNTRIES[address.country].cities}
        city = known[address.city.casefold()]
        assert any(_matches(pattern, address.postal_code) for pattern in city.postcodes)
        assert address.state in ("", city.region)


def test_telephones_are_reserved_for_fiction_where_a_country_has_such_numbers(addresses):
    for address in addresses:
        digits = re.sub(r"[ /]", "", address.phone)
        assert not digits or re.fullmatch(RESERVED.get(address.country, r"\+?[\d-]{8,15}"), digits)


@pytest.mark.parametrize("country", ["ES", "IT", "DE", "FR", "GB"])
def test_the_main_countries_have_enough_to_choose_from(country):
    table = COUNTRIES[country]

    assert len(table.first_names) >= 40
    assert len(table.surnames) >= 60
    assert len(table.streets) >= 30
    assert len(table.cities) >= 30


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_no_entry_of_a_table_occurs_twice(country):
    table = COUNTRIES[country]

    for entries in (table.first_names, table.surnames, table.streets, tuple(city.name for city in table.cities)):
        assert len(set(entries)) == len(entries)


def test_every_country_has_carriers():
    assert set(CARRIERS) == set(COUNTRIES)


def test_a_range_of_postcodes_keeps_its_leading_zeros():
    assert cities("Vitoria|Álava|01009..01011,01015")[0].postcodes == ("01009", "01010", "01011", "01015")


def test_a_pattern_is_filled_from_the_generator():
    assert fill("A-##@", lambda: 0.99) == "A-99Z"
    assert fill("Bajo", lambda: 0.0) == "Bajo"
