"""What a country's table holds: names, streets, and cities with the postcodes that really belong to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Draw = Callable[[], float]  # the next number of a generator, in [0, 1)

_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # a British postcode never ends in C, I, K, M, O or V


@dataclass(frozen=True, slots=True)
class City:
    """A city with its province (as Amazon shows it) and patterns of its postcodes: `#` digit, `@` letter."""

    name: str
    region: str
    postcodes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """Everything an address of this country is made of."""

    code: str
    first_names: tuple[str, ...]
    surnames: tuple[str, ...]
    streets: tuple[str, ...]
    street_line: str  # how Amazon's buyers there write it, with {street} and {number}
    cities: tuple[City, ...]
    phones: tuple[str, ...]  # patterns; reserved for fiction where the country has such numbers
    flats: tuple[str, ...]
    companies: tuple[str, ...]
    po_box: str
    vat_number: str
    care_of: str = "c/o {name}"
    two_surnames: bool = False
    number_suffixes: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()
    gift_messages: tuple[str, ...] = ()


def words(text: str) -> tuple[str, ...]:
    """The comma-separated entries of a table, over as many lines as it needs."""
    return tuple(entry for entry in (part.strip() for part in text.replace("\n", ",").split(",")) if entry)


def lines(text: str) -> tuple[str, ...]:
    """The lines of a table whose entries hold commas."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def cities(text: str, *, postcode_ending: str = "") -> tuple[City, ...]:
    """Cities from lines of `name|region|postcodes`; `28001..28055` is every code between the two."""
    return tuple(_city(line, postcode_ending) for line in lines(text))


def _city(line: str, ending: str) -> City:
    name, region, codes = line.split("|")
    return City(name, region, tuple(code + ending for part in codes.split(";") for code in _codes(part)))


def _codes(text: str) -> Iterator[str]:
    for part in (piece.strip() for piece in text.split(",")):
        first, _, last = part.partition("..")
        if not last:
            yield part
            continue
        yield from (str(code).zfill(len(first)) for code in range(int(first), int(last) + 1))


def fill(pattern: str, draw: Draw) -> str:
    """The pattern with a digit for each `#` and a letter for each `@`."""
    if "#" not in pattern and "@" not in pattern:
        return pattern
    return "".join(_character(sign, draw) for sign in pattern)


def _character(sign: str, draw: Draw) -> str:
    if sign == "#":
        return "0123456789"[int(draw() * 10)]
    if sign == "@":
        return _LETTERS[int(draw() * len(_LETTERS))]
    return sign
