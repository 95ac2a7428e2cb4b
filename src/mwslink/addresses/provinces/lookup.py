"""Which province a name, a code or a postal code means; codes are those of ISO 3166-2."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from mwslink.addresses.provinces import italy, others, spain
from mwslink.addresses.text import words

_WITHOUT_POSTAL_CODES = {
    "PT": others.PORTUGAL,
    "IE": others.IRELAND,
    "FR": others.FRANCE,
    "DE": others.GERMANY,
    "AT": others.AUSTRIA,
    "BE": others.BELGIUM,
    "NL": others.NETHERLANDS,
    "PL": others.POLAND,
    "SE": others.SWEDEN,
    "GB": others.UNITED_KINGDOM,
}
_WITH_POSTAL_CODES = {"ES": (spain.PROVINCES, spain.REGIONS), "IT": (italy.PROVINCES, italy.REGIONS)}
_MORE_STARTS = {"PT": (("20", "9[5-9]"), ("30", "9[0-4]")), "IE": (("D", "D"),)}
_NOISE = {"provincia", "prov", "county", "co", "de", "di", "distrito", "wojewodztwo", "woj", "provincie"}
_TWO_LETTERS = re.compile(r"[A-Z]{2,3}")
_STATES_ARE_CODES = {"US", "CA", "AU"}


@dataclass(frozen=True, slots=True)
class Provinces:
    """What is known of one country."""

    by_name: dict[str, str]
    starts: tuple[tuple[str, re.Pattern[str]], ...] = ()  # code, start of its postal codes
    regions: dict[str, frozenset[str]] = field(default_factory=dict)


def province_named(country: str, name: str) -> str:
    """The province's code (without the country's) for a name or code as written; empty when not known."""
    if country in _STATES_ARE_CODES:
        return name.strip().upper() if _TWO_LETTERS.fullmatch(name.strip().upper()) else ""
    return provinces_of(country).by_name.get(_key(name), "")


def province_at(country: str, postal_code: str) -> str:
    """The province in which the postal code lies; empty where the code does not tell."""
    starts = ((code, start.match(postal_code)) for code, start in provinces_of(country).starts)
    found = {code: len(match[0]) for code, match in starts if match}
    closer = {code for code, length in found.items() if length > 2} or set(found)  # Monza lies among Milan's codes
    return closer.pop() if len(closer) == 1 else ""


def may_lie_in(country: str, name: str, province: str) -> bool:
    """Whether `name` is a region that holds the province."""
    return province in provinces_of(country).regions.get(_key(name), frozenset())


def is_region(country: str, name: str) -> bool:
    """Whether `name` is a region above the provinces: known, but no province."""
    return _key(name) in provinces_of(country).regions


@lru_cache(maxsize=16)
def provinces_of(country: str) -> Provinces:
    """The country's provinces; nothing for a country without."""
    if country in _WITH_POSTAL_CODES:
        provinces, regions = _WITH_POSTAL_CODES[country]
        rows = [line.split(" ", 2) for line in provinces.strip().splitlines()]
        starts = tuple((code, re.compile(start)) for code, start, _names in rows)
        return Provinces(_names([(code, names) for code, _start, names in rows], country), starts, _regions(regions))
    rows = [line.split(" ", 1) for line in _WITHOUT_POSTAL_CODES.get(country, "").strip().splitlines()]
    more = tuple((code, re.compile(start)) for code, start in _MORE_STARTS.get(country, ()))
    return Provinces(_names([(code, names) for code, names in rows], country), more)


def _names(rows: list[tuple[str, str]], country: str) -> dict[str, str]:
    found = {_key(f"{country}-{code}"): code for code, _names in rows}
    found |= {_key(code): code for code, _names in rows}
    return found | {_key(name): code for code, names in rows for name in names.split("|")}


def _regions(text: str) -> dict[str, frozenset[str]]:
    rows = [line.split(": ", 1) for line in text.strip().splitlines()]
    return {_key(name): frozenset(codes.split()) for names, codes in rows for name in names.split("|")}


def _key(name: str) -> str:
    """What two spellings of one province share: Provincia de León, co. Cork, NORDRHEIN WESTFALEN."""
    kept = [word for word in words(name) if word not in _NOISE]
    return " ".join(kept or words(name))
