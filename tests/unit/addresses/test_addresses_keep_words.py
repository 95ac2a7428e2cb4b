"""Whatever a buyer wrote is found again: in a field, in `left_over`, or said by a province or country code."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mwslink.addresses.fit import fit_address
from mwslink.addresses.model import LIMITS, REQUIRED, Code, FittedAddress
from mwslink.addresses.provinces.lookup import is_region, province_named
from mwslink.orders.model import Address

COUNTRIES = ["ES", "PT", "FR", "IT", "DE", "AT", "BE", "NL", "GB", "IE", "PL", "SE", "CH", "US", "GR", "XX", ""]
PIECES = """
Calle Mayor|12|12 bis|3º B|nº 14|s/n|c/o García|C/O'Donnell 14|km 12,5|Ctra. N-340|Polígono Sur, nave 4|Apdo. 45
bajo izq|1ºD|(patio)|Rua Augusta 12|R/C Dto|Lote 5|Apartado 123|rue du 8 mai 1945|12-14 boulevard Voltaire|Bât A
appt 4|BP 123|Lieu-dit Kergoat|Via 25 Aprile 10/B|int. 3|snc|Casella Postale 4|Hauptstr. 5a|Packstation 123|12345678
Postnummer 1234567|Postfiliale 502|Q 7 24|Straße des 17. Juni 135|c/o Müller|Stiege 2|5/2/13|Top 7|Kerkstraat 12 A3
Plein 1944 10|bus 4|Postbus 9|Flat 2|10 High Street|Rose Cottage|Unit 5|PO Box 12|BFPO 57|ul. 3 Maja 5/7 m. 3
os. Słoneczne 5|Paczkomat WAW123M|Storgatan 12 lgh 1102|2 tr|Box 120|Acme GmbH|Lda|S.L.|-|.|,|/|#|№ 7|½|東京 1-2
Ωmega 5|İstanbul|ß|0|99999|1 2 3 4|A|Madrid|28013|28013 Madrid|Co. Cork|D01 F5P2|España
"""
FRAGMENTS = [piece for row in PIECES.strip().splitlines() for piece in row.split("|")]
LINES = st.lists(st.lists(st.sampled_from(FRAGMENTS), min_size=0, max_size=4).map(" ".join), max_size=4).map(tuple)
STATES = st.sampled_from(
    ["", "Madrid", "Cataluña", "Bayern", "MI", "Kent", "Co. Dublin", "Nowhere", "mazowieckie", "Île-de-France", "NY"]
)
CODES = st.sampled_from(
    [
        "",
        "28013",
        "8001",
        "38001",
        "1100-053",
        "1100053",
        "75002",
        "97400",
        "00184",
        "10115",
        "1017gl",
        "SW1A OAA",
        "JE2 3AB",
        "D01F5P2",
        "00950",
        "11455",
        "?",
    ]
)
LONG_CITY = "Llanfairpwllgwyngyll gogerychwyrndrobwll llantysiliogogogoch"
CITIES = st.sampled_from(["", "Madrid", "28013 Madrid", "Dublin 4", LONG_CITY, "São Paulo"])
TEXT = st.text(max_size=30)
# The field itself says what these words say.
SAID_BY_THE_FIELD = {
    "n", "nº", "no", "num", "núm", "nr", "nro", "numero", "número", "nummer", "numer", "hausnummer", "civico", "civ",
    "n°", "dhl", "post", "postnr", "postnummer", "postnumber", "kundennummer", "pn", "eircode",
}  # fmt: skip
SAME_LETTERS = str.maketrans("łøđ", "lod")


def folded(text: str) -> str:
    """Without case and accents: two spellings of one word."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char)).translate(SAME_LETTERS)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", folded(text)))


def everything(fitted: FittedAddress) -> str:
    names = [*LIMITS, "left_over", "country_code"]
    return " ".join(getattr(fitted, name) for name in names)


def lost(address: Address, fitted: FittedAddress) -> set[str]:
    """The words that are found nowhere."""
    given = [address.name, address.company, *address.lines, address.city, address.district, address.municipality]
    country = fitted.country_code
    told = fitted.state_province_code and (province_named(country, address.state) or is_region(country, address.state))
    found = words(everything(fitted))
    squeezed = re.sub(r"[\W_]+", "", folded(everything(fitted)))
    missing = {
        word
        for text in [*given, "" if told else address.state]
        for word in words(text) - found - SAID_BY_THE_FIELD
        if word not in squeezed
    }
    known = {name for name in (address.district, address.municipality) if province_named(country, name)}
    return missing - {word for name in known for word in words(name)}


def check(address: Address) -> None:
    fitted = fit_address(address)

    assert not lost(address, fitted)
    assert all(len(getattr(fitted, name)) <= limit for name, limit in LIMITS.items())
    assert {doubt.field for doubt in fitted.doubts if doubt.code is Code.MISSING} == set(fitted.missing)


@settings(max_examples=250, deadline=None)
@given(
    country=st.sampled_from(COUNTRIES), lines=LINES, state=STATES, code=CODES, city=CITIES,
    company=st.sampled_from(["", "Acme S.L.", "12345678", "Packstation 123"]),
)  # fmt: skip
@example(country="GB", lines=("10 10 High Street 10",), state="", code="", city="", company="")
def test_nothing_of_an_address_is_lost(country, lines, state, code, city, company):
    """Pieces of addresses in any order and mixture."""
    check(Address("Ana Pérez 1234567", company, lines, city, "Nervión", "Madrid", state, code, country, "600 000 000"))


@settings(max_examples=200, deadline=None)
@given(
    country=st.sampled_from(COUNTRIES), texts=st.lists(TEXT, min_size=9, max_size=9), lines=st.lists(TEXT, max_size=3)
)
@example(country="ES", texts=["", "", "", "", "", "A", "", "", ""], lines=["0", "Æ"])
def test_any_text_at_all_is_kept_and_fits(country, texts, lines):
    """Also what nobody would write."""
    name, company, city, district, municipality, state, _code, phone, _kind = texts
    check(Address(name, company, tuple(lines), city, district, municipality, state, "28013", country, phone[:20]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=120), st.sampled_from(COUNTRIES))
def test_too_much_text_moves_on_in_order(lengths, country):
    """What no field has room for is left over, and that is a doubt; single words are cut only where they must be."""
    line = " ".join("x" * length for length in lengths)
    fitted = fit_address(Address("Ana", lines=(line, line), city="X", postal_code="28013", country=country))

    together = fitted.address_line_1 + fitted.house_number + fitted.address_line_2 + fitted.left_over
    assert together.count("x") == 2 * sum(lengths)
    assert bool(fitted.left_over) <= any(doubt.code is Code.TOO_LONG for doubt in fitted.doubts)


@settings(max_examples=60, deadline=None)
@given(country=st.sampled_from(COUNTRIES), lines=LINES, code=CODES)
def test_no_doubt_tells_anything_of_the_buyer(country, lines, code):
    """A doubt may stand in a log."""
    address = Address(
        "Zacarías Quux", "Xylo GmbH", ("Zorro 7", *lines), "Qwertz", state="Plugh", postal_code=code, country=country
    )

    said = " ".join(map(str, fit_address(address).doubts))
    assert not words(said) & words("Zacarías Quux Xylo Zorro Qwertz Plugh")
    assert set(REQUIRED) <= set(LIMITS) | {"country_code"}
