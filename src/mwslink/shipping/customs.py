"""What customs wants to know of a product: read from a CSV file of the seller, since Amazon does not tell it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mwslink.errors import Problem
from mwslink.messages import _

_DELIMITERS = ";\t,"
_COLUMNS = {
    "sku": "sku",
    "hs_code": "hs_code",
    "hs code": "hs_code",
    "código sa": "hs_code",
    "country_of_origin": "origin",
    "country of origin": "origin",
    "origin": "origin",
    "origen": "origin",
    "país de origen": "origin",
}
_HS_CODE = re.compile(r"\d{6,10}")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class CustomsFacts:
    """The product's number in the Harmonized System, and the country it was made in; empty where unknown."""

    hs_code: str = ""
    origin: str = ""


UNKNOWN = CustomsFacts()


@dataclass(frozen=True)
class CustomsTable:
    """By SKU; with problems nothing of it may be used."""

    facts: dict[str, CustomsFacts]
    problems: tuple[Problem, ...] = ()


def read_customs(text: str) -> CustomsTable:
    """The columns sku, hs_code and country_of_origin of a CSV text, or all that is wrong with them, by line."""
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    facts: dict[str, CustomsFacts] = {}
    problems: list[Problem] = []
    try:
        places = _places(next(reader, []))
        if "sku" not in places:
            return CustomsTable(
                {}, (Problem(_("no column sku; possible are sku, hs_code, country_of_origin"), line=1),)
            )
        for cells in reader:
            row = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
            problems += [Problem(text, line=reader.line_num) for text in _faults(row)]
            facts[row["sku"]] = CustomsFacts(_digits(row.get("hs_code", "")), row.get("origin", "").upper())
    except csv.Error as error:
        problems.append(Problem(_("this is no CSV file: {reason}").format(reason=error), line=reader.line_num))
    facts.pop("", None)
    return CustomsTable(facts, tuple(problems))


def _places(heading: list[str]) -> dict[str, int]:
    known = ((_COLUMNS.get(" ".join(name.casefold().split())), place) for place, name in enumerate(heading))
    return {name: place for name, place in known if name}


def _faults(row: dict[str, str]) -> Iterator[str]:
    if not any(row.values()):
        return
    if not row["sku"]:
        yield _("the SKU is missing")
    if row.get("hs_code") and not _HS_CODE.fullmatch(_digits(row["hs_code"])):
        yield _("{sku}: an HS code has 6 to 10 digits").format(sku=row["sku"])
    if row.get("origin") and not _COUNTRY.fullmatch(row["origin"].upper()):
        yield _("{sku}: a country of origin is a code such as ES").format(sku=row["sku"])


def _digits(text: str) -> str:
    return re.sub(r"[ .]", "", text)
