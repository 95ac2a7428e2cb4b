"""Read the lines of an address: which piece is the street, which the company, and what else there is to keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mwslink.addresses.grammar import Grammar
from mwslink.addresses.street import Street, number_alone, split_street
from mwslink.addresses.text import clean, plain, trimmed

_COMMAS = re.compile(r"\s*[;|]\s*|\s*,\s+|\s+,\s*|,(?!\d)|(?<!\d),")
_DEEDS = re.compile(
    r"(?:tel|tfno|tlf|telf|telefono|phone|mobile?|movil|handy|llamar|dejar|entregar|digicode|interphone|citofono)\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The street; before and after it what is no street, in the order written; `box`: of a post office box."""

    street: Street
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    company: str = ""
    box: str = ""
    has_box: bool = False
    has_pickup: bool = False
    rivals: int = 0  # other pieces that could be the street with its number


def pieces_of(lines: Sequence[str]) -> list[str]:
    """The lines parted at their commas."""
    found = [piece for line in lines for piece in _COMMAS.split(clean(line))]
    return [piece for piece in map(trimmed, found) if piece]


def read_pieces(pieces: Sequence[str], grammar: Grammar, *, wants_company: bool) -> Reading:
    """The pieces of an address, sorted."""
    pieces = _with_legal_forms(pieces, grammar)
    company = next((piece for piece in pieces if wants_company and _is_company(piece, grammar)), "")
    rest = [piece for piece in pieces if piece != company]
    streets = [split_street(piece, grammar) for piece in rest]
    at = _best(rest, streets, grammar)
    reading = _around(rest, streets, at, grammar) if rest else Reading(Street(""))
    return replace(reading, company=company, has_pickup=any(grammar.pickup.match(plain(piece)) for piece in rest))


def _with_legal_forms(pieces: Sequence[str], grammar: Grammar) -> list[str]:
    """Padaria Central, Lda: the comma parts no pieces there."""
    found: list[str] = []
    for piece in pieces:
        if found and grammar.legal_form.fullmatch(plain(piece)) and not any(char.isdigit() for char in found[-1]):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def _around(pieces: list[str], streets: list[Street], at: int, grammar: Grammar) -> Reading:
    """The reading with the street in piece `at`."""
    boxes = [index for index, piece in enumerate(pieces) if grammar.box.match(plain(piece))]
    if boxes and (at in boxes or not (streets[at].number or grammar.box_beside)):
        return _box_reading(pieces, boxes[0], grammar)
    street, used = _with_number(pieces, streets[at], at, grammar)
    before = [*(piece for index, piece in enumerate(pieces[:at]) if index not in used), street.before]
    after = [street.after, *(piece for index, piece in enumerate(pieces) if index > at and index not in used)]
    reading = Reading(
        replace(street, before="", after=""),
        tuple(filter(None, before)),
        tuple(filter(None, after)),
        has_box=bool(boxes),
        rivals=sum(_is_rival(pieces[index], streets[index], grammar) for index in range(len(pieces)) if index != at),
    )
    return _on_road(reading, grammar) if street.number else _with_plot(reading, grammar)


def _box_reading(pieces: list[str], at: int, grammar: Grammar) -> Reading:
    found = grammar.box.match(plain(pieces[at]))
    number = " ".join(found["number"].split()) if found else ""
    end = found.end() if found else 0
    rest = trimmed(pieces[at][end:])
    after = tuple(filter(None, (rest, *pieces[at + 1 :])))
    return Reading(Street(trimmed(pieces[at][:end])), tuple(pieces[:at]), after, box=number, has_box=True)


def _with_number(pieces: list[str], street: Street, at: int, grammar: Grammar) -> tuple[Street, set[int]]:
    """The street's number taken from the piece beside it, where its own has none."""
    if street.number and grammar.street_start.fullmatch(f"{plain(street.name)} "):
        return _on_numbered_street(pieces, street, at, grammar)
    if street.number or not street.name:
        return street, set()
    for beside in (at + 1, at - 1):
        if 0 <= beside < len(pieces) and (found := number_alone(pieces[beside], grammar)):
            number, units = found
            after = ", ".join(filter(None, (street.after, units)))
            return replace(street, number=number, after=after), {beside}
    return street, set()


def _on_numbered_street(pieces: list[str], street: Street, at: int, grammar: Grammar) -> tuple[Street, set[int]]:
    """Calle 30, nº 5: the first number is the street's name."""
    found = number_alone(pieces[at + 1], grammar) if at + 1 < len(pieces) else None
    if not found or street.after:
        return street, set()
    number, units = found
    return replace(street, name=f"{street.name} {street.number}", number=number, after=units), {at + 1}


def _on_road(reading: Reading, grammar: Grammar) -> Reading:
    """Estrada Nacional 125, km 34: the first is the road's number."""
    first = reading.after[0] if reading.after else ""
    if not (plain(first).startswith(("km", "pk", "p.k")) and grammar.plot.fullmatch(plain(first))):
        return reading
    name = f"{reading.street.name} {reading.street.number}"
    return replace(reading, street=replace(reading.street, name=name, number=first), after=reading.after[1:])


def _with_plot(reading: Reading, grammar: Grammar) -> Reading:
    """Nave 14, km 3: does for a house number where there is none."""
    name = reading.street.name
    if found := list(grammar.plot.finditer(plain(name))):
        start, end = found[-1].span()
        if trimmed(name[:start]) and not trimmed(name[end:]):
            return replace(reading, street=Street(trimmed(name[:start]), name[start:end]))
    plots = [piece for piece in (*reading.after, *reading.before) if grammar.plot.fullmatch(plain(piece))]
    if not plots:
        return reading
    return replace(
        reading,
        street=replace(reading.street, number=plots[0]),
        before=tuple(piece for piece in reading.before if piece != plots[0]),
        after=tuple(piece for piece in reading.after if piece != plots[0]),
    )


def _best(pieces: list[str], streets: list[Street], grammar: Grammar) -> int:
    scores = [_score(piece, street, grammar) for piece, street in zip(pieces, streets, strict=True)]
    later = 1 if grammar.number_first and not any(street.number for street in streets) else -1
    return max(range(len(scores)), key=lambda index: (scores[index], later * index), default=0)


def _score(piece: str, street: Street, grammar: Grammar) -> int:
    text = plain(piece)
    if _is_no_street(text, grammar):
        return -2
    name = plain(street.name)
    score = 4 if grammar.street_start.match(name) or grammar.street.search(name) else 0
    score += 3 if street.number else 0
    score -= 2 if grammar.area.match(text) else 0
    return score if street.name else -1


def _is_no_street(text: str, grammar: Grammar) -> bool:
    return bool(
        grammar.care_of.match(text)
        or grammar.units.fullmatch(text)
        or (grammar.unit.match(text) and not grammar.street_start.match(text) and not _hides_street(text, grammar))
        or _DEEDS.match(text)
        or grammar.box.match(text)
        or grammar.plot.fullmatch(text)
    )


def _hides_street(text: str, grammar: Grammar) -> bool:
    """Flat 2 10 High Street: begins with a flat, and goes on with a street and its number."""
    found = split_street(text, grammar)
    return bool(found.number and grammar.street.search(found.name))


def _is_rival(piece: str, street: Street, grammar: Grammar) -> bool:
    text = plain(piece)
    return bool(
        street.number and grammar.street_start.match(plain(street.name)) and not _is_no_street(text, grammar)
        and not grammar.area.match(text)
    )  # fmt: skip


def _is_company(piece: str, grammar: Grammar) -> bool:
    text = plain(piece)
    return (
        bool(grammar.company.fullmatch(text))
        and not any(char.isdigit() for char in text)
        and not (grammar.street_start.match(text))
    )
