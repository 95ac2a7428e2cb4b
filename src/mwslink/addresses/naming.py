"""Addresses that need no house number: houses with a name, and places where no numbers are given."""

from __future__ import annotations

import re
from dataclasses import replace

from mwslink.addresses.grammar import Grammar
from mwslink.addresses.place import Place
from mwslink.addresses.reading import Reading
from mwslink.addresses.text import plain

_PREMISES = re.compile(r"(?:unit|plot|suite|office|lot|building)\b")
_HOUSES_HAVE_NAMES = {"GB", "IE", "JE", "GG", "IM"}
_FRENCH_PLACES = re.compile(
    r"(?:lieu[\s-]?dit|ld|hameau|le bourg|bourg|za|zi|zac|z\.a|z\.i|zone|ferme|domaine|chateau|moulin|mas|parc)\b"
)


def with_house_name(reading: Reading, place: Place, grammar: Grammar) -> Reading:
    """Rose Cottage, Church Lane: where houses have names, the name stays before the street."""
    if reading.street.number or reading.box or place.country not in _HOUSES_HAVE_NAMES:
        return reading
    apart = tuple(piece for piece in reading.before if grammar.care_of.match(plain(piece)))
    first = [piece for piece in reading.before if piece not in apart]
    street = replace(reading.street, name=", ".join([*first, reading.street.name]))
    return replace(reading, street=street, before=apart)


def is_without_number(reading: Reading, place: Place, grammar: Grammar) -> bool:
    """Whether a house number is missed."""
    if reading.street.number:
        return False
    if place.country == "FR":
        return not any(
            _FRENCH_PLACES.match(plain(text)) for text in (reading.street.name, *reading.before, *reading.after)
        )
    if place.country not in _HOUSES_HAVE_NAMES:
        return True
    if place.country == "IE" and place.postal_code:
        return False  # an Eircode is one house
    return not any(_is_house(text, grammar) for text in (*reading.before, reading.street.name))


def _is_house(text: str, grammar: Grammar) -> bool:
    """Something that is neither a flat nor a mere street."""
    low = plain(text)
    if grammar.care_of.match(low):
        return False
    if unit := grammar.unit.match(low):
        rest = low[unit.end() :].strip(" ,-")
        return bool(_PREMISES.match(low)) or (bool(rest) and _is_house(rest, grammar))
    return bool(grammar.area.match(low) or re.search(r"\d", low)) or not grammar.street.search(low)
