"""Ask Amazon for the listings of SKUs that open orders need and the store does not know, twenty a call."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from mwslink import clock
from mwslink.connections import Seller
from mwslink.listings.model import Listing
from mwslink.listings.pull import ListingRequest, ListingSource
from mwslink.listings.weighing import OrderLines

# What Amazon does not know will hardly be there in a minute; what lacks a weight may have got one.
UNKNOWN_AGAIN = timedelta(minutes=10)
MISSING_AGAIN = timedelta(minutes=1)
KNOWN_AGAIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class KnownSku:
    """What the store knows of one SKU in one marketplace; `asked_at`: when Amazon was last asked for it or told it."""

    marketplace_id: str
    sku: str
    is_known: bool
    has_weight: bool
    is_overridden: bool
    asked_at: datetime | None

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to ask Amazon."""
        if self.is_overridden:
            return False
        if self.asked_at is None:
            return True
        again = KNOWN_AGAIN if self.has_weight else MISSING_AGAIN if self.is_known else UNKNOWN_AGAIN
        return now - self.asked_at >= again


@dataclass(frozen=True)
class AskedSkus:
    """How many SKUs Amazon was asked for, and how many listings (SKU and marketplace) it told."""

    skus: int = 0
    listings: int = 0


class SkuStore(Protocol):
    """Where open orders and known SKUs are kept. Methods raise StoreError."""

    def open_orders(self, seller: Seller, marketplace_id: str) -> Iterator[Sequence[OrderLines]]:
        """Orders the seller has to ship, some at a time."""
        ...

    def known_skus(self, seller: Seller, marketplace_id: str, skus: Collection[str]) -> list[KnownSku]:
        """What is known of each of the SKUs."""
        ...

    def save_found(self, seller: Seller, listings: Sequence[Listing]) -> None:
        """Keep listings that Amazon told, in one transaction."""
        ...

    def save_asked(self, seller: Seller, marketplace_ids: Sequence[str], skus: Collection[str]) -> None:
        """Remember that Amazon was asked for these SKUs now, whether it knew them or not."""
        ...


def weigh_new_skus(source: ListingSource, store: SkuStore, request: ListingRequest) -> AskedSkus:
    """Fetch the listings that open orders need and that are unknown, or have had no weight so far.

    Costs no call when there is nothing to ask. Each batch is saved when it comes. Raises what the source and the store
    raise.
    """
    skus = skus_to_ask(store, request)
    if not skus:
        return AskedSkus()
    found = 0
    for batch in source.find_listings(request.marketplace_ids, skus):
        store.save_found(request.seller, batch)
        found += len(batch)
    store.save_asked(request.seller, request.marketplace_ids, skus)
    return AskedSkus(len(skus), found)


def skus_to_ask(store: SkuStore, request: ListingRequest) -> list[str]:
    """The SKUs of open orders that are due to be asked for, each once for all marketplaces."""
    now = clock.now()
    due: set[str] = set()
    for marketplace_id in request.marketplace_ids:
        needed: set[str] = set()
        for page in store.open_orders(request.seller, marketplace_id):
            needed |= {sku for order in page for sku, quantity in order.lines if quantity > 0 and sku}
        known = store.known_skus(request.seller, marketplace_id, needed)
        due |= {one.sku for one in known if one.is_due(now)}
    return sorted(due)
