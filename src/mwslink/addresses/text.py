"""Text of addresses: cleaned, compared, cut to length without losing a word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "æ": "a",
    "œ": "o",
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "–": "-",
    "—": "-",
}
_LIGATURES = {"æ": "æ", "Æ": "æ", "œ": "œ", "Œ": "œ"}  # letters of their own, which `plain` has one place for
_EDGES = " ,;.-–—/·|"
_WORD = re.compile(r"[^\W_]+")


def clean(text: str) -> str:
    """One line of composed characters, single spaces, and nothing a label printer would trip over."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} else char for char in composed)
    return " ".join("".join(char for char in visible if unicodedata.category(char) != "Cf").split())


def plain(text: str) -> str:
    """Lower case without accents, character for character: what is found in it stands at the same place in the text."""
    return text.replace("`", "'").lower() if text.isascii() else "".join(map(_plain_char, text))


def words(text: str) -> list[str]:
    """The words and numbers of a text, for comparing: Æ is no A there."""
    if text.isascii():
        return _WORD.findall(plain(text))
    return _WORD.findall("".join(_LIGATURES.get(char) or _plain_char(char) for char in text))


def is_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but case, accents and punctuation, and say something at all."""
    return bool(words(one)) and words(one) == words(other)


def trimmed(text: str) -> str:
    """Without the punctuation and the spaces that parted it from its neighbours."""
    inner = text.strip(_EDGES)
    end = text.rstrip(" ,;-–—/·|")
    return f"{inner}." if inner and end.endswith(f"{inner}.") and _is_abbreviated(inner) else inner


def joined(*parts: str, by: str = ", ") -> str:
    """The parts that say something, in one text."""
    return by.join(part for part in parts if part)


def cut(text: str, limit: int) -> tuple[str, str]:
    """What fits into `limit` characters, and the rest; between words, unless the first word alone is too long."""
    if len(text) <= limit:
        return text, ""
    at = text.rfind(" ", 0, limit + 1)
    at = at if at > 0 else limit
    return text[:at].rstrip(" ,"), text[at:].lstrip(" ,")


def _is_abbreviated(text: str) -> bool:
    """Kungsv. keeps its point; a number loses it."""
    return text[-1].isalpha()


@lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    lower = char.lower()
    if lower in _LETTERS:
        return _LETTERS[lower]
    base = unicodedata.normalize("NFD", lower)[:1]
    return base if len(lower) else char
