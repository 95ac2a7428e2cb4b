"""Finding listings: by period, marketplace, status and issue, in any order; at most 1,000, without a word."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from mwslink.sandbox.listing import Listing
from mwslink.sandbox.listing_book import ListingBook
from mwslink.sandbox.seed.assortment import Glance

MOST_PAGED = 1_000
BY_SKU, BY_CREATION, BY_UPDATE = "sku", "createdDate", "lastUpdatedDate"
_FEW = 5_000  # so many are looked at one by one rather than in a table of all

Reference = int | str  # the place of a listing that never changed, or the SKU of any other
Period = tuple[datetime, datetime]
_Key = tuple[datetime, str] | tuple[str]


@dataclass(frozen=True)
class Filter:
    """What a listing has to be; empty sets ask for nothing."""

    marketplaces: frozenset[str]
    statuses: frozenset[str] = frozenset()
    not_statuses: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    created: Period | None = None
    updated: Period | None = None

    def admits(self, shops: Iterable[str], status: Iterable[str], severities: Iterable[str]) -> bool:
        """Whether a listing offered there, with these statuses and issues, is among those asked for."""
        return (
            not self.marketplaces.isdisjoint(shops)
            and (not self.statuses or not self.statuses.isdisjoint(status))
            and self.not_statuses.isdisjoint(status)
            and (not self.severities or not self.severities.isdisjoint(severities))
        )

    def admits_glance(self, glance: Glance) -> bool:
        return self.admits(glance.shops, glance.status, (issue.severity for issue in glance.issues))

    def admits_listing(self, listing: Listing) -> bool:
        """The same of a whole listing, its dates included."""
        offers = [offer for offer in listing.offers if offer.marketplace_id in self.marketplaces]
        return (
            _is_within(listing.created_at, self.created)
            and _is_within(listing.updated_at, self.updated)
            and any(
                self.admits((offer.marketplace_id,), offer.status, (issue.severity for issue in offer.issues))
                for offer in offers
            )
        )


@dataclass(frozen=True)
class Order:
    by: str
    descending: bool


@dataclass(frozen=True)
class Found:
    """How many there are, and the first thousand of them."""

    total: int
    references: list[Reference]


def find_listings(book: ListingBook, wanted: Filter, order: Order) -> Found:
    """All listings that are wanted, in that order."""
    places = _Places(book, wanted, order)
    kept = _kept(book, wanted)
    if not kept:
        return Found(places.total, list(islice(places, MOST_PAGED)))
    old: Iterator[tuple[_Key, Reference]] = ((_key_of_place(book, place, order.by), place) for place in places)
    new: list[tuple[_Key, Reference]] = [(_key(listing, order.by), listing.sku) for listing in kept]
    new.sort(reverse=order.descending, key=lambda pair: pair[0])
    merged = heapq.merge(old, new, key=lambda pair: pair[0], reverse=order.descending)
    return Found(places.total + len(kept), [reference for _, reference in islice(merged, MOST_PAGED)])


def find_named(listings: Iterable[Listing], wanted: Filter, order: Order) -> Found:
    """Those of the given listings that are wanted, each once."""
    once = {listing.sku: listing for listing in listings if wanted.admits_listing(listing)}
    ordered = sorted(once.values(), key=lambda listing: _key(listing, order.by), reverse=order.descending)
    return Found(len(once), [listing.sku for listing in ordered])


def listing_at(book: ListingBook, reference: Reference) -> Listing | None:
    """The listing a reference means, as it is now; None when it was deleted since."""
    if isinstance(reference, str):
        return book.find(reference)
    if reference in book.replaced:
        return book.find(book.original.sku(reference))
    return book.original.listing(reference)


class _Places:
    """The places of wanted listings that never changed, in order, made while one looks at them."""

    def __init__(self, book: ListingBook, wanted: Filter, order: Order) -> None:
        self._book, self._original, self._wanted = book, book.original, wanted
        self._places, natural = self._in_period(order.by)
        everywhere = wanted.marketplaces.issuperset(book.original.shops)
        picky = wanted.statuses or wanted.not_statuses or wanted.severities
        self._is_plain = everywhere and not picky and not (wanted.created and wanted.updated)
        self.total = len(self._places) if self._is_plain and not book.replaced else sum(1 for _ in self._filtered())
        self._places = self._sorted(natural, order)

    def __iter__(self) -> Iterator[int]:
        return self._filtered()

    def _in_period(self, by: str) -> tuple[Sequence[int], str]:
        """The places of one period, and by what they are in order."""
        if self._wanted.created:
            return self._original.created_between(*self._wanted.created), BY_CREATION
        if self._wanted.updated:
            return self._original.ranked(self._original.updated_between(*self._wanted.updated)), BY_UPDATE
        if by == BY_UPDATE:
            return self._original.ranked(range(self._original.count)), BY_UPDATE
        return range(self._original.count), BY_CREATION

    def _sorted(self, natural: str, order: Order) -> Sequence[int]:
        places = self._places
        if order.by == BY_SKU and len(places) == self._original.count:
            places = self._original.places_by_sku
        elif order.by != natural:
            places = sorted(places, key=_key_maker(self._original.sku, self._original.rank, order.by))
        return places[::-1] if order.descending else places

    def _filtered(self) -> Iterator[int]:
        replaced = self._book.replaced
        if self._is_plain:
            return (place for place in self._places if place not in replaced) if replaced else iter(self._places)
        return (place for place in self._places if place not in replaced and self._is_wanted(place))

    def _is_wanted(self, place: int) -> bool:
        few = len(self._places) <= _FEW
        glance = self._original.glance(place) if few else self._original.glances[place]
        if not self._wanted.admits_glance(glance):
            return False
        return not self._wanted.updated or _is_within(self._original.updated_at(place), self._wanted.updated)


def _key_maker(sku: Callable[[int], str], rank: Callable[[int], int], by: str) -> Callable[[int], int | str]:
    return sku if by == BY_SKU else rank if by == BY_UPDATE else int


def _kept(book: ListingBook, wanted: Filter) -> list[Listing]:
    if not book.touched:
        return []
    period = wanted.created or wanted.updated
    skus: Iterable[str] = book.touched
    if period:
        skus = book.kept_between(*period, by_creation=bool(wanted.created))
    return [listing for sku in skus if wanted.admits_listing(listing := book.touched[sku])]


def _key_of_place(book: ListingBook, place: int, by: str) -> _Key:
    sku = book.original.sku(place)
    if by == BY_SKU:
        return (sku,)
    return (book.original.created_at(place) if by == BY_CREATION else book.original.updated_at(place)), sku


def _key(listing: Listing, by: str) -> _Key:
    if by == BY_SKU:
        return (listing.sku,)
    return (listing.created_at if by == BY_CREATION else listing.updated_at), listing.sku


def _is_within(moment: datetime, period: Period | None) -> bool:
    return period is None or period[0] <= moment <= period[1]
