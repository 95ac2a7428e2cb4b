"""Next tokens of lists: opaque, tied to one seller and one operation, good for a day.

A list of more than one page is kept as it was, so that later pages neither skip nor repeat an entry.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")
LIFETIME = timedelta(hours=24)
_MOST_KEPT = 1_000


class BadTokenError(Exception):
    """The next token is not one of ours, too old, or of another list."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some entries, and the token of the next page: empty on the last."""

    entries: Sequence[T]
    next_token: str = ""


@dataclass(frozen=True)
class _Kept(Generic[T]):
    owner: str
    entries: Sequence[T]
    size: int
    made_at: datetime


class Continuations(Generic[T]):
    """The lists whose further pages may still be asked for; `owner` says whose and of which operation."""

    def __init__(self, *, secret: str) -> None:
        self._secret = secret
        self._kept: dict[int, _Kept[T]] = {}
        self._number = 0

    def first(self, entries: Sequence[T], *, owner: str, size: int, now: datetime) -> Page[T]:
        """The first page of a list."""
        if len(entries) <= size:
            return Page(entries)
        self._number += 1
        self._kept[self._number] = kept = _Kept(owner, tuple(entries), size, now)
        if len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return self._cut(kept, self._number, 0)

    def resume(self, token: str, *, owner: str, now: datetime) -> Page[T]:
        """The page a token stands for, again and again the same; raises BadTokenError."""
        number, position = self._read(token)
        kept = self._kept.get(number)
        if kept is None or kept.owner != owner or now - kept.made_at >= LIFETIME:
            raise BadTokenError
        return self._cut(kept, number, position)

    def _cut(self, kept: _Kept[T], number: int, position: int) -> Page[T]:
        end = position + kept.size
        token = self._sign(f"{number}.{end}") if end < len(kept.entries) else ""
        return Page(kept.entries[position:end], token)

    def _read(self, token: str) -> tuple[int, int]:
        try:
            number, position, _ = base64.urlsafe_b64decode(token.encode("ascii")).decode("ascii").split(".")
            if self._sign(f"{number}.{position}") != token:
                raise BadTokenError
            return int(number), int(position)
        except ValueError as error:
            raise BadTokenError from error

    def _sign(self, text: str) -> str:
        mark = hashlib.sha256(f"{self._secret}:list:{text}".encode()).hexdigest()[:16]
        return base64.urlsafe_b64encode(f"{text}.{mark}".encode()).decode("ascii")
