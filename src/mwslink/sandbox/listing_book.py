"""One seller's listings: what never changed is a function of the seed, what did is kept.

A change takes effect some seconds after it was accepted, on the sandbox's clock: whoever looks in between sees
the listing as it was. A catalogue of a million untouched listings costs no memory.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from mwslink.sandbox.clock import whole_second
from mwslink.sandbox.listing import ITEM_WEIGHT, PACKAGE_WEIGHT, WEIGHT_ATTRIBUTES, Instances, Listing, Offer, Weight
from mwslink.sandbox.seed.assortment import Assortment
from mwslink.sandbox.seed.product_types import SALES_TERMS
from mwslink.sandbox.settings import SandboxError

Value = Weight | Instances | None  # None: the attribute is deleted
Change = Callable[[Listing], Listing]
_Key = tuple[datetime, str]
_LAST_SKU = chr(0x10FFFF)


class ListingBook:
    """All listings of one seller.

    `original` are the listings of the start, `replaced` the places of those that are no longer true, `touched` what
    was changed or added since, by SKU.
    """

    def __init__(self, original: Assortment, *, delay: timedelta) -> None:
        self.original = original
        self.replaced: set[int] = set()
        self.touched: dict[str, Listing] = {}
        self._by_update: list[_Key] = []
        self._by_creation: list[_Key] = []
        self._by_asin: dict[str, list[str]] = {}
        self._delay = delay
        self._pending: list[tuple[datetime, int, str, Change]] = []
        self._serial = 0

    @property
    def count(self) -> int:
        """How many listings there are."""
        return self.original.count - len(self.replaced) + len(self.touched)

    def find(self, sku: str) -> Listing | None:
        """The listing as it is in effect."""
        if sku in self.touched:
            return self.touched[sku]
        index = self.original.find(sku)
        return None if index is None or index in self.replaced else self.original.listing(index)

    def find_asin(self, asin: str) -> list[Listing]:
        """The seller's listings on a catalogue page."""
        found = [self.touched[sku] for sku in self._by_asin.get(asin, ())]
        index = self.original.find_asin(asin)
        if index is not None and index not in self.replaced:
            found.insert(0, self.original.listing(index))
        return found

    def all(self) -> Iterator[Listing]:
        """Every listing as it is now, in the order of creation, whatever changes while somebody goes through them."""
        replaced = frozenset(self.replaced)
        untouched = (self.original.listing(index) for index in range(self.original.count) if index not in replaced)
        kept = list(self._kept(self._by_creation))
        return heapq.merge(untouched, kept, key=_creation) if kept else untouched

    def created_between(self, after: datetime, before: datetime) -> Iterator[Listing]:
        """The listings created then, both bounds inclusive, oldest first."""
        places = self._untouched(self.original.created_between(after, before))
        kept = _between(self._by_creation, after, before)
        return heapq.merge(map(self.original.listing, places), self._kept(kept), key=_creation)

    def updated_between(self, after: datetime, before: datetime) -> Iterator[Listing]:
        """The listings last updated then, both bounds inclusive, oldest first."""
        ranks = self.original.updated_between(after, before)
        places = self._untouched(self.original.ranked(ranks))
        kept = _between(self._by_update, after, before)
        return heapq.merge(map(self.original.listing, places), self._kept(kept), key=_update)

    def changed_since(self, moment: datetime) -> Iterator[Listing]:
        """The listings last updated at that moment or later, oldest first."""
        return self.updated_between(moment, datetime.max.replace(tzinfo=moment.tzinfo))

    def patch(self, sku: str, marketplace_id: str, attribute: str, value: Value, *, now: datetime) -> datetime:
        """Accept a new value of an attribute in one marketplace; returns when it takes effect.

        Raises LookupError for a SKU that is not there. Nothing will ever happen where the listing has no offer in the
        marketplace, or where its page belongs to others and the attribute is a product fact.
        """
        if self.find(sku) is None:
            raise LookupError(f"no listing has the SKU {sku}")
        return self.accept(sku, lambda listing: changed(listing, marketplace_id, attribute, value), now=now)

    def accept(self, sku: str, change: Change, *, now: datetime) -> datetime:
        """Queue a change; returns when it takes effect."""
        effective_at = now + self._delay
        self._serial += 1
        heapq.heappush(self._pending, (effective_at, self._serial, sku, change))
        return effective_at

    def settle(self, now: datetime) -> None:
        """Let time pass: changes that are due take effect, in the order of acceptance."""
        while self._pending and self._pending[0][0] <= now:
            effective_at, _, sku, change = heapq.heappop(self._pending)
            before = self.find(sku)
            after = before and change(before)
            if after is not None and after != before:
                self.save(after, now=effective_at)

    def save(self, listing: Listing, *, now: datetime) -> Listing:
        """Put a new or changed listing in the book at once, updated `now`."""
        listing = replace(listing, updated_at=max(whole_second(now), listing.created_at))
        self._forget(listing.sku)
        self.touched[listing.sku] = listing
        insort(self._by_update, (listing.updated_at, listing.sku))
        insort(self._by_creation, (listing.created_at, listing.sku))
        self._by_asin.setdefault(listing.asin, []).append(listing.sku)
        return listing

    def remove(self, sku: str) -> None:
        """Delete a listing at once; raises LookupError for a SKU that is not there."""
        if self.find(sku) is None:
            raise LookupError(f"no listing has the SKU {sku}")
        self._forget(sku)

    def kept_between(self, after: datetime, before: datetime, *, by_creation: bool) -> list[str]:
        """SKUs of `touched` created or updated then, oldest first."""
        keys = self._by_creation if by_creation else self._by_update
        return [sku for _, sku in _between(keys, after, before)]

    def _untouched(self, places: Iterable[int]) -> Iterator[int]:
        return (index for index in places if index not in self.replaced) if self.replaced else iter(places)

    def _kept(self, keys: list[_Key]) -> Iterator[Listing]:
        return (self.touched[sku] for _, sku in keys)

    def _forget(self, sku: str) -> None:
        before = self.touched.pop(sku, None)
        if before is not None:
            del self._by_update[bisect_left(self._by_update, (before.updated_at, sku))]
            del self._by_creation[bisect_left(self._by_creation, (before.created_at, sku))]
            self._by_asin[before.asin].remove(sku)
        elif (index := self.original.find(sku)) is not None:
            self.replaced.add(index)


def changed(listing: Listing, marketplace_id: str, attribute: str, value: Value) -> Listing:
    """The listing with another value of one attribute in one marketplace, and what follows for its page."""
    offer = listing.offer(marketplace_id)
    if offer is None or (listing.is_offer_only and attribute not in SALES_TERMS):
        return listing
    offers = tuple(_with(one, attribute, value) if one is offer else one for one in listing.offers)
    after = replace(listing, offers=offers)
    if isinstance(value, Weight) and attribute == PACKAGE_WEIGHT:
        return replace(after, catalogue_package_weight=value)
    if isinstance(value, Weight) and attribute == ITEM_WEIGHT:
        return replace(after, catalogue_item_weight=value)
    return after


def _with(offer: Offer, attribute: str, value: Value) -> Offer:
    weights = {name: weight for name, weight in offer.weights.items() if name != attribute}
    others = {name: one for name, one in offer.others.items() if name != attribute}
    if isinstance(value, Weight):
        if attribute not in WEIGHT_ATTRIBUTES:
            raise SandboxError(f"{attribute} is not a weight")
        return replace(offer, weights={**weights, attribute: value})
    return replace(offer, weights=weights, others=others if value is None else {**others, attribute: value})


def _between(keys: list[_Key], after: datetime, before: datetime) -> list[_Key]:
    return keys[bisect_left(keys, (after, "")) : bisect_right(keys, (before, _LAST_SKU))]


def _creation(listing: Listing) -> _Key:
    return listing.created_at, listing.sku


def _update(listing: Listing) -> _Key:
    return listing.updated_at, listing.sku
