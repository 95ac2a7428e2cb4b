"""DHL's lockers and post offices in Germany: Packstation 123 and the buyer's post number, wherever they were typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mwslink.addresses.text import plain, trimmed

_PLACE = re.compile(
    r"(?:dhl[\s-]*)?(?P<kind>packstation|postfiliale|paketstation)\s*(?:nr\.?\s*|#\s*)?(?P<number>\d{3})(?!\d)"
)
_UNNUMBERED = re.compile(r"(?<!\w)(?:packstation|postfiliale)(?!\w)")
_POST_NUMBER = re.compile(
    r"(?:(?:dhl[\s-]*)?(?:post-?\s?(?:nummer|nr)|kunden-?(?:nummer|nr)|pn)\.?\s*:?\s*)?(?<!\d)(?P<number>\d{6,10})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Locker:
    """A Packstation (or Postfiliale), its number, whose post number; and what else was written."""

    kind: str
    number: str
    post_number: str
    others: tuple[str, ...]


def find_locker(pieces: Sequence[str]) -> Locker | None:
    """The locker that the pieces speak of; None when they speak of none."""
    at, found = next(((at, found) for at, piece in enumerate(pieces) if (found := _place_in(piece))), (0, None))
    if found is None:
        return None
    kind = pieces[at][slice(*found.span("kind"))] if "kind" in found.groupdict() else pieces[at][slice(*found.span())]
    number = found["number"] if "number" in found.groupdict() else ""
    rest = [*pieces[:at], pieces[at][: found.start()], pieces[at][found.end() :], *pieces[at + 1 :]]
    post_number, others = take_post_number(rest)
    return Locker(kind, number, post_number, others)


def take_post_number(pieces: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The post number in the first piece that has one, and the pieces without it."""
    for at, piece in enumerate(pieces):
        found = _POST_NUMBER.search(plain(piece))
        if found:
            others = (*pieces[:at], piece[: found.start()], piece[found.end() :], *pieces[at + 1 :])
            return found["number"], _tidy(others)
    return "", _tidy(pieces)


def _place_in(piece: str) -> re.Match[str] | None:
    text = plain(piece)
    return _PLACE.search(text) or _UNNUMBERED.search(text)


def _tidy(pieces: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(trimmed, pieces)))
