"""Bring the store's listings up to date: the words that a gateway and a store have to know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mwslink.connections import Seller
from mwslink.listings.model import Attribute, Listing
from mwslink.listings.weights import Weight


@dataclass(frozen=True)
class Scan:
    """The listings of one seller in some marketplaces, all of them or those changed from `since` on, as pages.

    `position` is where to go on (opaque to all but the gateway), None at the beginning.
    """

    seller: Seller
    marketplace_ids: tuple[str, ...]
    since: datetime | None = None
    position: str | None = None


@dataclass(frozen=True)
class ListingPage:
    """Some listings (one per SKU and marketplace) in one piece with the position after them; None: that was all.

    `until`: the moment up to which the scan is complete when it ends. `expected`: how many SKUs in all, if known.
    """

    listings: Sequence[Listing]
    until: datetime
    next_position: str | None
    expected: int | None = None


@dataclass(frozen=True)
class Repair:
    """One weight to be written to one listing (all its `marketplace_ids` in one call)."""

    sku: str
    marketplace_ids: tuple[str, ...]
    product_type: str
    attribute: Attribute
    weight: Weight


@dataclass(frozen=True)
class Issue:
    """What Amazon says about a repair; `severity` ERROR, WARNING, INFO."""

    code: str
    message: str
    severity: str
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Submission:
    """Amazon's answer to one repair: `status` VALID (preview), ACCEPTED (queued, not yet effective) or INVALID."""

    sku: str
    status: str
    id: str = ""
    issues: tuple[Issue, ...] = ()


class ListingSource(Protocol):
    """A gateway that knows listings. Methods raise AuthorizationError, TemporaryError, RejectedError."""

    def find_listings(self, marketplace_ids: Sequence[str], skus: Sequence[str]) -> Iterator[Sequence[Listing]]:
        """Listings of these SKUs, a batch per call (SP-API 20, MWS 5); SKUs unknown to Amazon are left out."""
        ...

    def listing_pages(self, scan: Scan) -> Iterator[ListingPage]:
        """The scan from its position on, lazily. Raises orders.pull.PositionLostError when Amazon refuses it."""
        ...

    def catalogue_listings(self, marketplace_id: str, asins: Sequence[str]) -> Iterator[Sequence[Listing]]:
        """The catalogue's view of ASINs: only `asin`, `title` and the catalogue weights are set."""
        ...


class ListingEditor(Protocol):
    """A gateway that can write weights. Methods raise AuthorizationError, TemporaryError, RejectedError."""

    def weight_attributes(self, product_type: str, marketplace_id: str) -> frozenset[Attribute]:
        """Which weight attributes the product type has in the marketplace."""
        ...

    def preview(self, repair: Repair) -> Submission:
        """Whether Amazon would take it; nothing is written."""
        ...

    def write(self, repair: Repair) -> Submission:
        """Submit one repair. Repeating it is harmless: it replaces the value by the same value."""
        ...

    def submit_feed(self, repairs: Sequence[Repair]) -> str:
        """Submit many at once; the feed's id. Not repeated after an unclear answer: see `recent_feeds`."""
        ...

    def recent_feeds(self, since: datetime) -> Sequence[tuple[str, datetime]]:
        """Ids and creation times of this seller's weight feeds submitted since then, newest first."""
        ...

    def feed_result(self, feed_id: str) -> Sequence[Submission] | None:
        """What became of each repair of a feed; None while Amazon works on it."""
        ...
