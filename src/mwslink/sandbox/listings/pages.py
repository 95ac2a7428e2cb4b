"""Pages of a search for listings or catalogue items: its result is kept, and a token says where to go on.

A token is good for 24 hours and for the search it came from; what was found then is shown as it is now.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mwslink.sandbox.paging import StalePageTokenError

TOKEN_LIFETIME = timedelta(hours=24)
_MOST_KEPT = 5_000  # results of at most 1,000 references; beyond, the oldest goes


@dataclass(frozen=True)
class Result:
    """What a search found: how many there are, and references to those that can be paged through."""

    asked: Mapping[str, str]  # every parameter that must be the same for another page
    total: int
    found: Sequence[int | str]
    made_at: datetime


@dataclass(frozen=True)
class Page:
    """One page of a result, with the tokens as an answer shows them."""

    total: int
    found: Sequence[int | str]
    pagination: Mapping[str, str]


class Pages:
    """The results whose other pages may still be asked for."""

    def __init__(self, *, secret: str) -> None:
        self._secret = secret
        self._results: dict[int, Result] = {}
        self._number = 0

    def first(self, result: Result, *, size: int) -> Page:
        """The first page; keeps the result when there are more."""
        if len(result.found) <= size:
            return Page(result.total, result.found, {})
        self._number += 1
        self._results[self._number] = result
        while len(self._results) > _MOST_KEPT:
            del self._results[next(iter(self._results))]
        return self._cut(self._number, 0, size)

    def resume(self, token: str, asked: Mapping[str, str], *, size: int, now: datetime) -> Page:
        """The page a token leads to; raises StalePageTokenError, also for one of another search."""
        try:
            number, position, _ = base64.urlsafe_b64decode(token.encode("ascii")).decode("ascii").split(".")
            result = self._results[int(number)]
        except (ValueError, KeyError):
            raise StalePageTokenError from None
        is_ours = self._sign(f"{number}.{position}") == token
        if not is_ours or result.asked != asked or now - result.made_at >= TOKEN_LIFETIME:
            raise StalePageTokenError
        return self._cut(int(number), int(position), size)

    def _cut(self, number: int, position: int, size: int) -> Page:
        result, tokens = self._results[number], {}
        if position + size < len(result.found):
            tokens["nextToken"] = self._sign(f"{number}.{position + size}")
        if position:
            tokens["previousToken"] = self._sign(f"{number}.{max(0, position - size)}")
        return Page(result.total, result.found[position : position + size], tokens)

    def _sign(self, text: str) -> str:
        mark = hashlib.sha256(f"{self._secret}:pages:{text}".encode()).hexdigest()[:16]
        return base64.urlsafe_b64encode(f"{text}.{mark}".encode()).decode("ascii")
