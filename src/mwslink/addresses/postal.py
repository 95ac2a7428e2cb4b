"""Postal codes in the form of their country, and the territories whose codes tell that another country is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OUTWARD = r"[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])"
_INWARD = r"\d[ABD-HJLNP-UW-Z]{2}"
_PATTERNS = {
    "ES": r"(?:0[1-9]|[1-4]\d|5[0-2])\d{3}",
    "PT": r"[1-9]\d{6}",
    "FR": r"\d{5}",
    "MC": r"980\d{2}",
    "IT": r"\d{5}",
    "DE": r"\d{5}",
    "AT": r"[1-9]\d{3}",
    "BE": r"[1-9]\d{3}",
    "LU": r"[1-9]\d{3}",
    "CH": r"[1-9]\d{3}",
    "DK": r"\d{4}",
    "NL": r"[1-9]\d{3}[A-Z]{2}",
    "GB": rf"(?:GIR0AA|{_OUTWARD}{_INWARD}|BFPO\d{{1,4}})",
    "JE": rf"JE\d{{1,2}}{_INWARD}",
    "GG": rf"GY\d{{1,2}}{_INWARD}",
    "IM": rf"IM\d{{1,2}}{_INWARD}",
    "IE": r"(?:[A-Z]\d{2}|D6W)[0-9A-Z]{4}",
    "PL": r"\d{5}",
    "SE": r"[1-9]\d{4}",
    "US": r"\d{5}(?:\d{4})?",
    "CA": r"[ABCEGHJ-NPRSTVXY]\d[A-Z]\d[A-Z]\d",
}
_SPACE_AT = {"NL": 4, "GB": -3, "JE": -3, "GG": -3, "IM": -3, "IE": 3, "SE": 3, "CA": 3}
_DASH_AT = {"PT": 4, "PL": 2}
_LOSES_ZERO = {"ES", "DE", "FR", "IT", "PL"}
_CAR_SIGNS = {"ES": "E", "PT": "P", "FR": "F", "IT": "I", "DE": "D", "AT": "A", "BE": "B", "SE": "S", "LU": "L"}
_SQUEEZED = re.compile(r"[\s.\-–—_]+")

# Codes within one country's range that belong to a territory with its own ISO code.
_TERRITORIES = (
    ("GB", r"JE\d", "JE"),
    ("GB", r"GY\d", "GG"),
    ("GB", r"IM\d", "IM"),
    ("FR", r"980", "MC"),
    ("FR", r"97133", "BL"),
    ("FR", r"97150", "MF"),
    ("FR", r"971", "GP"),
    ("FR", r"972", "MQ"),
    ("FR", r"973", "GF"),
    ("FR", r"974", "RE"),
    ("FR", r"975", "PM"),
    ("FR", r"976", "YT"),
    ("FR", r"986", "WF"),
    ("FR", r"987", "PF"),
    ("FR", r"988", "NC"),
    ("IT", r"4789\d", "SM"),
    ("IT", r"00120", "VA"),
    ("ES", r"AD\d", "AD"),
)
# Within the country, outside its customs or VAT territory.
_CUSTOMS = (
    ("ES", r"35|38"),
    ("ES", r"51|52"),
    ("IT", r"23041|22061"),
    ("DE", r"27498|78266"),
    ("FI", r"22"),
)
CUSTOMS_COUNTRIES = {
    "JE", "GG", "GP", "MQ", "GF", "RE", "YT", "PM", "WF", "PF", "NC", "BL", "MF", "SM", "VA", "AD", "GI",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PostalCode:
    """A code as it is to be sent; whether it fits its country; whether a slip was mended."""

    text: str
    fits: bool = True
    mended: bool = False


def settle(code: str, country: str) -> PostalCode:
    """The code in its country's form; as written where it does not fit."""
    squeezed = _without_country(_SQUEEZED.sub("", code).upper(), country)
    if not squeezed or country not in _PATTERNS:
        return PostalCode(code)
    if _fits(squeezed, country):
        return PostalCode(_formed(squeezed, country))
    mended = _mended(squeezed, country)
    if _fits(mended, country):
        return PostalCode(_formed(mended, country), mended=True)
    return PostalCode(code, fits=False)


def is_postal_code(text: str, country: str) -> bool:
    """Whether the text is a postal code of the country and nothing else, written as people there do."""
    if country not in _PATTERNS or not any(char.isdigit() for char in text):
        return False
    return _fits(_without_country(_SQUEEZED.sub("", text).upper(), country), country)


def territory(code: str, country: str) -> str:
    """The country the code really belongs to."""
    squeezed = _SQUEEZED.sub("", code).upper()
    return next((own for of, start, own in _TERRITORIES if of == country and re.match(start, squeezed)), country)


def needs_customs(code: str, country: str) -> bool:
    """Whether parcels there leave the EU's customs or VAT territory although the country's code does not tell."""
    return country in CUSTOMS_COUNTRIES or any(of == country and re.match(start, code) for of, start in _CUSTOMS)


def _fits(squeezed: str, country: str) -> bool:
    return bool(re.fullmatch(_PATTERNS[country], squeezed))


def _without_country(squeezed: str, country: str) -> str:
    """D-80331, SE-114 55: the country's sign is no part of the code."""
    signs = "|".join(filter(None, (country, _CAR_SIGNS.get(country))))
    digits_first = _PATTERNS.get(country, "").startswith(("(?:0", "[1-9]", r"\d", "980"))
    return re.sub(rf"^(?:{signs})(?=\d)", "", squeezed) if digits_first else squeezed


def _formed(squeezed: str, country: str) -> str:
    if squeezed.startswith("BFPO"):
        return f"BFPO {squeezed[4:]}"
    if country == "US" and len(squeezed) > 5:
        return f"{squeezed[:5]}-{squeezed[5:]}"
    at, by = (_SPACE_AT[country], " ") if country in _SPACE_AT else (_DASH_AT.get(country, 0), "-")
    return f"{squeezed[:at]}{by}{squeezed[at:]}" if at else squeezed


def _mended(squeezed: str, country: str) -> str:
    """A zero lost by a spreadsheet, or a letter typed for a digit."""
    if country in _LOSES_ZERO and re.fullmatch(r"\d{4}", squeezed):
        return f"0{squeezed}"
    digits = str.maketrans("OIL", "011")
    if country in {"GB", "JE", "GG", "IM"} and len(squeezed) > 4:
        return squeezed[:-3] + squeezed[-3].translate(digits) + squeezed[-2:].replace("0", "O")
    if country == "NL" and len(squeezed) == 6:
        return squeezed[:4].translate(digits) + squeezed[4:].replace("0", "O")
    if country == "IE" and len(squeezed) == 7:
        return squeezed[0] + squeezed[1:3].translate(digits) + squeezed[3:].replace("O", "0")
    return squeezed.translate(digits)
