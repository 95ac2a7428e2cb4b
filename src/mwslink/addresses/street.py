"""Find street and house number in one piece of an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mwslink.addresses.grammar import Grammar
from mwslink.addresses.text import plain, trimmed, words

_NAMES = re.compile(r"[^\W\d_]{2,}|[^\W\d_]\d")
_YEAR = re.compile(r"(?:1\d{3}|20\d\d)(?:\s?-\s?\d{2,4})?")
_ARTICLE_BEFORE_LAST = re.compile(
    r"(?<!\w)(?:de|la|el|los|las|del|da|do|das|dos|du|des|della|delle|dei|dello|der|dem|den|het|van|the|of)\s+[\w.]+\W*$"
)  # Calle de la Puerta 5: no unit, a name
_SQUARE = re.compile(r"\W*[a-z][\W\d]*")  # Mannheim: Q 7 24
_FLOOR_AFTER_DASH = re.compile(
    r"(?P<house>\d+)\s?-\s?(?P<more>(?P<floor>\d+)\s?(?:(?P<door>-\s?(?:[a-z]|\d+))|[a-z])?)", re.IGNORECASE
)
_CONNECTED = re.compile(r"(?:^|\W)(?:de|du|des|d'|la|le|les|a|au|aux|l')\W*$")  # rue de Chez Garnier: a name


@dataclass(frozen=True, slots=True)
class Street:
    """A piece split: what comes before the street, its name, number, what follows; `sure` unless two numbers fit."""

    name: str
    number: str = ""
    before: str = ""
    after: str = ""
    sure: bool = True


def split_street(piece: str, grammar: Grammar) -> Street:
    """The piece as street and number; without a number where it has none."""
    before, rest = _without_leading_units(piece, grammar)
    found = (
        _by_mark(rest, grammar)
        or (_first(rest, grammar) or _last(rest, grammar) if grammar.number_first else _later(rest, grammar))
        or _without_number(rest, grammar)
    )
    return _with_before(found, before)


def number_alone(piece: str, grammar: Grammar) -> tuple[str, str] | None:
    """Number and units of a piece that begins with a house number and holds nothing else."""
    text = plain(piece)
    found = grammar.no_number.match(text) or grammar.number.match(text)
    if not found or not _is_unit_like(text[found.end() :], grammar):
        return None
    whole = _digits_of(piece, found), trimmed(piece[found.end() :])
    number, units, is_sure = _without_floor(*whole, grammar)
    return (number, units) if is_sure else whole


def _without_floor(number: str, after: str, grammar: Grammar) -> tuple[str, str, bool]:
    """4-1-B: number 4, floor 1, door B; not sure where it may be a range as well: 12-14-B."""
    floor = _FLOOR_AFTER_DASH.fullmatch(number) if grammar.splits_dashes else None
    if not floor:
        return number, after, True
    is_sure = int(floor["floor"]) <= int(floor["house"])
    if not (is_sure or floor["door"]):
        return number, after, True
    return floor["house"], " ".join(filter(None, (floor["more"], after))), is_sure


def _without_number(piece: str, grammar: Grammar) -> Street:
    """Quai du Port - Bât. C: what a dash parts and is a unit is none of the name."""
    text = plain(piece)
    for dash in re.finditer(r"\s-\s+", text):
        if grammar.unit.match(text, dash.end()):
            return Street(trimmed(piece[: dash.start()]), after=trimmed(piece[dash.end() :]))
    return Street(trimmed(piece))


def _with_before(street: Street, before: str) -> Street:
    from_piece = trimmed(street.before)
    return Street(street.name, street.number, ", ".join(filter(None, (before, from_piece))), street.after, street.sure)


def _without_leading_units(piece: str, grammar: Grammar) -> tuple[str, str]:
    """Flat 2 10 High Street: the flat, and the rest; only where a street follows."""
    text, at = plain(piece), 0
    while found := grammar.unit.match(text, at):
        end = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip(" ,.-/"))
        if not _NAMES.search(text[end:]) or end == found.end():
            break
        at = end
    return trimmed(piece[:at]), piece[at:]


def _by_mark(piece: str, grammar: Grammar) -> Street | None:
    """By what leaves no doubt: s/n, nº 12, km 12 on a road."""
    text = plain(piece)
    for pattern in (grammar.no_number, grammar.marked_number):
        for found in pattern.finditer(text):
            if _has_name(text[: found.start()]):
                return _cut(piece, found, grammar)
    found_road = grammar.plot.search(text)
    if found_road and text[found_road.start()] in "kp" and re.search(r"[^\W\d_]", text[: found_road.start()]):
        return _cut(piece, found_road, grammar)
    return None


def _later(piece: str, grammar: Grammar) -> Street | None:
    """Number after the street, as in most countries; before it where nothing follows."""
    text = plain(piece)
    candidates = [found for found in grammar.number.finditer(text) if _may_be_number(text, found, grammar)]
    clean = [found for found in candidates if _is_unit_like(text[found.end() :], grammar)]
    clean = [found for found in clean if not _is_part_of_name(text, found, candidates, grammar)] or clean
    if clean:
        return _cut(piece, clean[0], grammar)
    if candidates:
        return _cut(piece, candidates[-1], grammar, sure=len(candidates) == 1)
    return _leading(piece, grammar)


def _first(piece: str, grammar: Grammar) -> Street | None:
    """12 rue de la Paix, also after something else: Bât. A 12 rue de la Paix."""
    text = plain(piece)
    flat = grammar.number.match(text)
    if flat and (house := _leading(piece[flat.end() :].lstrip(" ,"), grammar)):
        return replace(house, before=_digits_of(piece, flat))
    if leading := _leading(piece, grammar):
        return leading
    for found in grammar.number.finditer(text):
        street = text[found.end() :].lstrip(" ,.")
        is_street = grammar.street_start.match(street) or (
            grammar.street.search(street) and len(words(text[: found.start()])) > 1
        )  # not Caravan 7 Sunny Park
        if is_street and not grammar.date.match(text[found.end() :]):
            at = len(text) - len(street)
            name, after = _until_units(piece[at:], grammar)
            return Street(name, _digits_of(piece, found), before=piece[: found.start()], after=after)
    return None


def _last(piece: str, grammar: Grammar) -> Street | None:
    """High Street 10: accepted where the piece is evidently a street."""
    text = plain(piece)
    for found in grammar.number.finditer(text):
        head, rest = text[: found.start()], text[found.end() :]
        fits = _may_be_number(text, found, grammar) and _is_unit_like(rest, grammar)
        if fits and grammar.street.search(head):
            return _cut(piece, found, grammar)
    return None


def _leading(piece: str, grammar: Grammar) -> Street | None:
    text = plain(piece)
    found = grammar.number.match(text)
    if not found or not _has_name(text[found.end() :]) or grammar.date.match(text[found.end() :]):
        return None
    if grammar.care_of.match(text[found.end() :].lstrip(" ,-")):  # Via Roma, 3 c/o Rossi: the street came before
        return None
    name, after = _until_units(piece[found.end() :], grammar)
    return Street(name, _digits_of(piece, found), after=after) if name else None


def _until_units(piece: str, grammar: Grammar) -> tuple[str, str]:
    """The street's name, and the floor or door behind it."""
    text = plain(piece)
    for at in _word_starts(text):
        is_unit = grammar.unit.match(text, at) or grammar.plot.match(text, at) or _is_care_of(text, at, grammar)
        if _has_name(text[:at]) and is_unit:
            return trimmed(piece[:at]), trimmed(piece[at:])
    return trimmed(piece), ""


def _is_care_of(text: str, at: int, grammar: Grammar) -> bool:
    """12 rue de la Paix chez Dupont; but 12 rue de Chez Garnier and 12 impasse Chez Garnier are names."""
    if not grammar.care_of.match(text, at):
        return False
    head = text[:at].lstrip(" ,")
    start = grammar.street_start.match(head)
    is_named = bool(start and words(head[start.end() :]) and not _CONNECTED.search(head))
    return is_named or text.startswith("c/o", at)


def _word_starts(text: str) -> Iterator[int]:
    yield from (found.start() for found in re.finditer(r"(?<![\w'])\w", text) if found.start())


def _may_be_number(text: str, found: re.Match[str], grammar: Grammar) -> bool:
    head, rest = text[: found.start()], text[found.end() :]
    if not _has_name(head) and not _SQUARE.fullmatch(head):
        return False
    in_date = grammar.date.match(rest) or _ends_a_date(head, found["number"], grammar)
    is_units = grammar.unit_word.fullmatch(head) and not _ARTICLE_BEFORE_LAST.search(head)
    return not (in_date or (is_units and not _is_all_the_name(text, found, grammar)))


def _is_all_the_name(text: str, found: re.Match[str], grammar: Grammar) -> bool:
    """Calle Manzana 4: a word for units, and without it the street would have no name."""
    start = grammar.street_start.match(text)
    if not start or len(words(text[start.end() : found.start()])) != 1:
        return False
    return not grammar.plot.match(text, start.end())  # Camino Parcela 12


def _ends_a_date(head: str, digits: str, grammar: Grammar) -> bool:
    """8 mai 1945: the year is no house number."""
    if not _YEAR.fullmatch(digits):
        return False
    last = re.search(r"\d\W+(?:de\s+)?[a-z]+\W+(?:de\s+)?$", head)
    return bool(last and grammar.date.match(" " + last[0].lstrip("0123456789. ")))


def _is_part_of_name(text: str, found: re.Match[str], candidates: list[re.Match[str]], grammar: Grammar) -> bool:
    """Plein 1944 10, Q 7 24, Calle 8 5: a year, or the number of a square or street, where another number follows."""
    if found is candidates[-1]:
        return False
    head = text[: found.start()]
    is_numbered = found["number"].isdigit() and grammar.street_start.fullmatch(head.rstrip() + " ")
    return bool(_YEAR.fullmatch(found["number"]) or not _has_name(head) or is_numbered)


def _is_unit_like(rest: str, grammar: Grammar) -> bool:
    inner = rest.lstrip(" ,.;-/")
    return (
        not inner
        or inner[0] in "(["
        or bool(grammar.loose_unit.match(inner) or grammar.area.match(inner) or grammar.care_of.match(inner))
    )


def _has_name(text: str) -> bool:
    return bool(_NAMES.search(text))


def _cut(piece: str, found: re.Match[str], grammar: Grammar, *, sure: bool = True) -> Street:
    number, after, is_sure = _without_floor(_digits_of(piece, found), trimmed(piece[found.end() :]), grammar)
    if grammar.joins_numbers and after.isdigit():
        number, after = f"{number} {after}", ""
    return Street(trimmed(piece[: found.start()]), number, after=after, sure=sure and is_sure)


def _digits_of(piece: str, found: re.Match[str]) -> str:
    """The number without the word that announced it."""
    group = "number" if "number" in found.groupdict() else 0
    start, end = found.span(group)
    return " ".join(piece[start:end].split())
