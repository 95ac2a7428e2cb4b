"""Page tokens: opaque, good for 24 hours, tied to the search they came from.

A search with more than one page keeps its whole result, so that later pages neither skip nor repeat an order
while orders change. A token holds the number of that result and a position in it, signed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mwslink.sandbox.model import Order

TOKEN_LIFETIME = timedelta(hours=24)
_MOST_ORDERS_KEPT = 10_000_000  # a reference is 8 bytes: 80 MB; beyond, the oldest result goes


@dataclass(frozen=True)
class Search:
    """The result of a search as it was when its first page was asked for."""

    asked: Mapping[str, str]  # every parameter that must be the same for the next page
    orders: Sequence[Order]
    until: datetime
    made_at: datetime
    number: int = 0  # 0: one page was enough so far, nothing is kept


class StalePageTokenError(Exception):
    """The page token is not one of ours, too old, or of another search."""


class Snapshots:
    """The searches whose further pages may still be asked for."""

    def __init__(self, *, secret: str) -> None:
        self._secret = secret
        self._searches: dict[int, Search] = {}
        self._number = 0
        self._kept = 0

    def token(self, search: Search, position: int) -> str:
        """A token for the page that starts at `position`; keeps the search."""
        return self._sign(f"{search.number or self._keep(search)}.{position}")

    def resume(self, token: str, *, now: datetime) -> tuple[Search, int]:
        """The search a token belongs to and where to go on; raises StalePageTokenError."""
        try:
            text = base64.urlsafe_b64decode(token.encode("ascii")).decode("ascii")
            number, position, _ = text.split(".")
        except ValueError as error:
            raise StalePageTokenError from error
        if self._sign(f"{number}.{position}") != token:
            raise StalePageTokenError
        search = self._searches.get(int(number))
        if search is None or now - search.made_at >= TOKEN_LIFETIME:
            raise StalePageTokenError
        return search, int(position)

    def _keep(self, search: Search) -> int:
        self._number += 1
        self._searches[self._number] = replace(search, number=self._number)
        self._kept += len(search.orders)
        while self._kept > _MOST_ORDERS_KEPT and len(self._searches) > 1:
            oldest = next(iter(self._searches))
            self._kept -= len(self._searches.pop(oldest).orders)
        return self._number

    def _sign(self, text: str) -> str:
        mark = hashlib.sha256(f"{self._secret}:{text}".encode()).hexdigest()[:16]
        return base64.urlsafe_b64encode(f"{text}.{mark}".encode()).decode("ascii")
