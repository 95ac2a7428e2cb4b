"""A seller's listings as they were at the start: a function of seed and place, nothing is kept.

Creation follows the place: uploads of up to 200 listings at a time, spread over five years up to two months ago.
The last update is a permutation of the places over the two months since. Both can be turned around, so that a
period is found without looking at any listing, in a catalogue of a million as well.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from math import gcd
from typing import NamedTuple, overload

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.clock import whole_second
from mwslink.sandbox.listing import AMAZON, BUYABLE, DISCOVERABLE, MERCHANT, Issue, Listing, Offer
from mwslink.sandbox.seed.dice import make_key, throw
from mwslink.sandbox.seed.product_types import WEIGHTLESS, product_type_of
from mwslink.sandbox.seed.products import ORDERED_PRODUCTS, index_of_asin, index_of_sku, product_at
from mwslink.sandbox.seed.weights import contributed, in_catalogue

_YEARS = timedelta(days=5 * 365)
_SETTLED = timedelta(days=60)  # no listing is newer than that, and none was updated before
_QUIET = timedelta(hours=6)
_UPLOAD = 200
_STEPS = 65536
_STATUSES = ((BUYABLE, DISCOVERABLE), (DISCOVERABLE,), ())
_STATUS_LIMITS = (int(0.92 * _STEPS), int(0.96 * _STEPS))
_INACTIVE = 2
_SUPPRESSED = Issue(
    "18448", "The listing is missing information that is required for its product type.", "ERROR",
    categories=("MISSING_ATTRIBUTE",),
)  # fmt: skip
_NO_IMAGE = Issue("100521", "The main image is missing.", "WARNING", categories=("MISSING_IMAGE",))
_ISSUES = ((), (_NO_IMAGE,), (_SUPPRESSED,))


class Glance(NamedTuple):
    """In which marketplaces a listing is, its status in all of them, and what is wrong with it."""

    shops: tuple[str, ...]
    status: tuple[str, ...]
    issues: tuple[Issue, ...]


class Assortment:
    """The first `count` products of a seller as listings in its marketplaces."""

    def __init__(
        self, seller_id: str, *, seed: int, count: int, marketplaces: Sequence[Marketplace], until: datetime
    ) -> None:
        self.count = count
        self._seller_id, self._seed = seller_id, seed
        self.shops = tuple(one.id for one in marketplaces)
        self._key = make_key(seed, seller_id, "listings")
        self._end = whole_second(until)
        self._first = self._end - _SETTLED - _YEARS
        self._upload = max(1, min(_UPLOAD, count // 50))
        self._uploads = -(-count // self._upload) if count else 0
        self._step = next(step for step in range(max(1, count * 5 // 8), count + 2) if gcd(step, count or 1) == 1)

    def created_at(self, index: int) -> datetime:
        """Later for a later listing, whole seconds."""
        upload, place = divmod(index, self._upload)
        return self._first + timedelta(seconds=_YEARS.total_seconds() * upload // self._uploads + 3 * place)

    def updated_at(self, index: int) -> datetime:
        """Whole seconds, never before its creation."""
        return self._ranked_at(self.rank(index))

    def created_between(self, after: datetime, before: datetime) -> range:
        """The places of the listings created then, both bounds inclusive, oldest first."""
        places = range(self.count)
        return places[
            bisect_left(places, after, key=self.created_at) : bisect_right(places, before, key=self.created_at)
        ]

    def updated_between(self, after: datetime, before: datetime) -> range:
        """Ranks, for `ranked`, of the listings last updated then, both bounds inclusive, oldest first."""
        ranks = range(self.count)
        return ranks[bisect_left(ranks, after, key=self._ranked_at) : bisect_right(ranks, before, key=self._ranked_at)]

    def rank(self, index: int) -> int:
        """How many listings were updated before that one."""
        return index * self._step % self.count

    def ranked(self, ranks: range) -> Sequence[int]:
        """The places of the listings with these ranks."""
        return _Ranked(ranks, self._inverse, self.count)

    def sku(self, index: int) -> str:
        return product_at(self._seller_id, self._seed, index).sku

    def find(self, sku: str) -> int | None:
        """The place of a SKU."""
        index = index_of_sku(self._seller_id, self._seed, sku)
        return index if index is not None and index < self.count else None

    def find_asin(self, asin: str) -> int | None:
        """The place of an ASIN."""
        index = index_of_asin(self._seller_id, self._seed, asin)
        return index if index is not None and index < self.count else None

    def glance(self, index: int) -> Glance:
        """What searches filter by: much cheaper than the listing."""
        return self._glance(index, throw(self._key, index))

    @cached_property
    def glances(self) -> list[Glance]:
        """That of every listing; takes seconds for a million, once, and 8 bytes each."""
        return [self.glance(index) for index in range(self.count)]

    @cached_property
    def places_by_sku(self) -> array[int]:
        """All places in the order of their SKUs; takes seconds for a million, once."""
        return array("I", sorted(range(self.count), key=self.sku))

    def listing(self, index: int) -> Listing:
        """The listing at a place."""
        product = product_at(self._seller_id, self._seed, index)
        draws = throw(self._key, index)
        kind = product_type_of(product.kind, index)
        ordered = index < ORDERED_PRODUCTS
        is_offer_only = draws[8] < _STEPS * (0.03 if ordered else 0.05)
        shops, status, issues = self._glance(index, draws)
        chances = draws[16:]
        weights = contributed(product, kind.weights, chances, shops=len(shops), is_offer_only=is_offer_only)
        package, item = in_catalogue(product, chances, weightless=kind.name == WEIGHTLESS)
        quantity = draws[10] % 80 if status else 0
        return Listing(
            sku=product.sku,
            asin=product.asin,
            kind=product.kind,
            variant=product.variant,
            brand=product.brand,
            product_type=kind.name,
            euro_cents=product.euro_cents,
            fulfilled_by=AMAZON if not ordered and draws[9] < _STEPS * 0.1 else MERCHANT,
            created_at=self.created_at(index),
            updated_at=self.updated_at(index),
            offers=tuple(
                Offer(shop, status, known, quantity, issues=issues) for shop, known in zip(shops, weights, strict=True)
            ),
            is_offer_only=is_offer_only,
            catalogue_package_weight=package,
            catalogue_item_weight=item,
        )

    @cached_property
    def _inverse(self) -> int:
        return pow(self._step, -1, self.count) if self.count > 1 else 1

    def _ranked_at(self, rank: int) -> datetime:
        span = _SETTLED - _QUIET - timedelta(hours=1)
        return self._end - _QUIET - span + timedelta(seconds=span.total_seconds() * rank // self.count)

    def _glance(self, index: int, draws: Sequence[int]) -> Glance:
        """What was ordered is offered everywhere; the rest here and there, at least in one marketplace."""
        state = bisect_right(_STATUS_LIMITS, draws[0])
        fault = 2 if state == _INACTIVE and draws[11] % 2 else 1 if draws[11] < _STEPS * 0.02 else 0
        if index < ORDERED_PRODUCTS or draws[1] % 2:
            return _make_glance(self.shops, -1, state, fault)
        return _make_glance(
            self.shops, (draws[3] | 1 << draws[2] % len(self.shops)) & ((1 << len(self.shops)) - 1), state, fault
        )


class _Ranked(Sequence[int]):
    """The places of a range of ranks, worked out when looked at."""

    def __init__(self, ranks: range, inverse: int, count: int) -> None:
        self._ranks, self._inverse, self._count = ranks, inverse, count

    def __len__(self) -> int:
        return len(self._ranks)

    def __iter__(self) -> Iterator[int]:
        inverse, count = self._inverse, self._count
        return (rank * inverse % count for rank in self._ranks)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> _Ranked: ...
    def __getitem__(self, at: int | slice) -> int | _Ranked:
        if isinstance(at, slice):
            return _Ranked(self._ranks[at], self._inverse, self._count)
        return self._ranks[at] * self._inverse % self._count


@lru_cache(maxsize=65_536)
def _make_glance(shops: tuple[str, ...], mask: int, state: int, fault: int) -> Glance:
    """The same object for the same arguments: there may be a million."""
    offered = tuple(shop for place, shop in enumerate(shops) if mask >> place & 1)
    return Glance(offered, _STATUSES[state], _ISSUES[fault])
