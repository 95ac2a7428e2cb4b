"""Order ids, item ids and mail aliases: numbers that look drawn at random and never repeat within a sandbox."""

from __future__ import annotations

import random
import re
import zlib

_SPACE = 10**14  # the digits of an order id after its prefix, and of an item id
_PER_SELLER = 10**9
_ORDER_STEP = 61_803_398_874_989  # prime to _SPACE, so serial numbers scatter without meeting
_ITEM_STEP = 27_182_818_284_591
_ALIAS = "abcdefghijklmnopqrstuvwxyz0123456789"

_PREFIXES = {
    "ES": ("404", "405", "406", "407"),
    "IT": ("402", "403", "408"),
    "FR": ("402", "403", "408"),
    "DE": ("302", "303", "304", "305", "306"),
    "GB": ("202", "203", "204", "205", "206"),
}
_LATER_PREFIXES = {"DE": "028", "GB": "026"}  # orders that arrive while the sandbox runs
_OTHER_PREFIX = "171"


class Numbers:
    """Issues the ids of one seller's first orders; two sellers of a sandbox never get the same one."""

    __slots__ = ("_item", "_offset", "_order")

    def __init__(self, seed: int, seller_id: str) -> None:
        self._order = self._item = _seller_number(seller_id) * _PER_SELLER
        self._offset = random.Random(f"{seed} ids").randrange(_SPACE)

    def order_id(self, country: str, draw: float) -> str:
        self._order += 1
        prefixes = _PREFIXES.get(country, (_OTHER_PREFIX,))
        number = (self._order * _ORDER_STEP + self._offset) % _SPACE
        return _spell(prefixes[int(draw * len(prefixes))], number)

    def item_id(self) -> str:
        self._item += 1
        return f"{(self._item * _ITEM_STEP + self._offset) % _SPACE:014d}"


class LaterNumbers:
    """Ids for orders that arrive later: drawn from the whole space under a prefix of their own."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def order_id(self, country: str, draw: float) -> str:
        del draw
        return _spell(_LATER_PREFIXES.get(country, _OTHER_PREFIX), self._rng.randrange(_SPACE))

    def item_id(self) -> str:
        return f"{self._rng.randrange(_SPACE):014d}"


def alias(rng: random.Random, domain: str) -> str:
    """The address under which a buyer is reached through Amazon; `domain` is the marketplace's."""
    return f"{''.join(rng.choices(_ALIAS, k=15))}@marketplace.{domain.removeprefix('www.')}"


def _spell(prefix: str, number: int) -> str:
    return f"{prefix}-{number // 10**7:07d}-{number % 10**7:07d}"


def _seller_number(seller_id: str) -> int:
    """The five digits a sandbox seller's id ends in; anything else gets a checksum in the same range."""
    ending = re.search(r"\d{5}$", seller_id)
    return int(ending[0]) if ending else zlib.crc32(seller_id.encode()) % 100_000
