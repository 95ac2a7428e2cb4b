"""A secret that does not show itself, and the cleaning of one that was pasted."""

from __future__ import annotations

import unicodedata
from typing import NoReturn

from mwslink.messages import _

_HIDDEN = "***"
_QUOTES = "\"'`“”„‟‘’‚‛«»‹›"
# How Amazon's tokens and client secrets begin; no other secret is known well enough to judge its characters.
_AMAZON_BEGINNINGS = ("Atzr|", "Atza|", "amzn.mws.", "amzn1.")


class Secret:
    """A text that prints as `***`; `reveal()` gives it, where it is about to be used and nowhere else."""

    __hash__ = None  # type: ignore[assignment]  # equality is compared in constant time, a hash would not be
    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The secret itself."""
        return self._value

    def __repr__(self) -> str:
        return _HIDDEN

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return _HIDDEN

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        from hmac import compare_digest

        if not isinstance(other, Secret):
            return NotImplemented
        return compare_digest(_encode(self._value), _encode(other._value))

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a Secret is not written anywhere; reveal() it where it is used")


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def clean_token(text: str) -> str:
    """A key or token as it was issued, from what was pasted.

    Web pages, mails and spreadsheets add spaces, line breaks, quotes and invisible characters; no key or token of
    Amazon's or Sendcloud's holds any of them.
    """
    bare = "".join(character for character in text if not _is_blank(character))
    return bare.strip(_QUOTES)


def fault_of_secret(text: str) -> str:
    """What makes this text unusable as a key or token; empty when nothing does. Never quotes the text."""
    if not text:
        return _("it is empty")
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in text):
        return _("it holds line breaks or invisible characters")
    if text != text.strip():
        return _("it begins or ends with a space")
    if text.startswith(_AMAZON_BEGINNINGS) and not all("!" <= character <= "~" for character in text):
        return _("it holds spaces or characters that no token of Amazon's has")
    return ""


def _is_blank(character: str) -> bool:
    """Separators, control characters and invisible ones such as the zero-width space and the byte order mark."""
    return unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
