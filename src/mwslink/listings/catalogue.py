"""Ask the catalogue what it knows of products whose listing has no weight: the ground for a proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from mwslink import clock
from mwslink.listings.model import Listing, Weights
from mwslink.listings.pull import ListingSource

ASK_AGAIN = timedelta(days=30)


class CatalogueStore(Protocol):
    """Where the catalogue's weights are kept. Methods raise StoreError."""

    def catalogue(
        self, marketplace_id: str, asins: Collection[str], *, asked_since: datetime | None = None
    ) -> Mapping[str, Weights]:
        """By ASIN: the catalogue's weights, of those it was asked for (since then); empty where it has none."""
        ...

    def save_catalogue(self, marketplace_id: str, asins: Collection[str], found: Iterable[Listing]) -> None:
        """Keep what it says of the ASINs that it was asked for, in one transaction."""
        ...


def look_up_catalogue(source: ListingSource, store: CatalogueStore, listings: Iterable[Listing]) -> int:
    """Ask for the ASINs of these listings that were not asked for lately; return how many were asked for.

    Twenty a call and marketplace; each batch is saved when it comes. Raises what the source and the store raise.
    """
    wanted: dict[str, set[str]] = {}
    for listing in listings:
        if listing.asin:
            wanted.setdefault(listing.marketplace_id, set()).add(listing.asin)
    since = clock.now() - ASK_AGAIN
    return sum(_look_up(source, store, id_, asins, since=since) for id_, asins in sorted(wanted.items()))


def _look_up(
    source: ListingSource, store: CatalogueStore, marketplace_id: str, asins: set[str], *, since: datetime
) -> int:
    unknown = sorted(asins - store.catalogue(marketplace_id, asins, asked_since=since).keys())
    if not unknown:
        return 0
    for batch in source.catalogue_listings(marketplace_id, unknown):
        store.save_catalogue(marketplace_id, [one.asin for one in batch], batch)
    known = store.catalogue(marketplace_id, unknown, asked_since=since)
    store.save_catalogue(marketplace_id, [asin for asin in unknown if asin not in known], [])
    return len(unknown)
