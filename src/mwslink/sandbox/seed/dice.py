"""Random numbers that depend on nothing but a key and a place: the millionth needs none of those before."""

from __future__ import annotations

import hashlib
import struct
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")
_UNPACK = struct.Struct("<32H").unpack
_STEPS = 65536


def make_key(*parts: object) -> bytes:
    """A key for `throw`."""
    return hashlib.blake2b(" ".join(map(str, parts)).encode(), digest_size=32).digest()


def throw(key: bytes, place: int) -> tuple[int, ...]:
    """Thirty-two numbers below 65,536, always the same for the same key and place."""
    return _UNPACK(hashlib.blake2b(place.to_bytes(8, "little"), key=key).digest())


class Dice:
    """At most thirty-two draws, taken one after the other as from random.Random."""

    __slots__ = ("_next",)

    def __init__(self, key: bytes, place: int) -> None:
        self._next = iter(throw(key, place)).__next__

    def random(self) -> float:
        return self._next() / _STEPS

    def uniform(self, low: float, high: float) -> float:
        return low + (high - low) * self._next() / _STEPS

    def choice(self, among: Sequence[T]) -> T:
        return among[self._next() * len(among) // _STEPS]

    def choices(self, among: Sequence[T], weights: Sequence[int]) -> list[T]:
        sums = _running_sums(tuple(weights))
        return [among[bisect_right(sums, self._next() * sums[-1] / _STEPS)]]


@lru_cache(maxsize=256)
def _running_sums(weights: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(accumulate(weights))
