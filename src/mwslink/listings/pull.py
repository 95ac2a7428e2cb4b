"""Bring the store's listings up to date: whole at first, then what changed; page by page, as orders are.

Killed anywhere, the next run goes on at the page that was being fetched: a page and the position after it are saved
in one transaction. Listings that a complete whole scan did not meet are gone from Amazon and go from the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from mwslink import clock
from mwslink.connections import Seller
from mwslink.listings.model import Attribute, Listing
from mwslink.listings.weights import Weight
from mwslink.orders.pull import STILL_FRESH, PositionLostError

# Changes do not tell of listings that were deleted, so the whole catalogue is read again now and then.
WHOLE_AGAIN = timedelta(days=30)


@dataclass(frozen=True)
class Scan:
    """The listings of one seller in some marketplaces, all of them or those changed from `since` on, as pages.

    `position` is where to go on (opaque to all but the gateway), None at the beginning; `started_at` and `until` (what
    the first page said it is complete up to) are the store's and the pull's, a gateway need not look at them.
    """

    seller: Seller
    marketplace_ids: tuple[str, ...]
    since: datetime | None = None
    position: str | None = None
    started_at: datetime | None = None
    until: datetime | None = None


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
    title: str = ""  # MWS wants the current title repeated


@dataclass(frozen=True)
class Issue:
    """What Amazon says about a repair; `severity` ERROR, WARNING, INFO."""

    code: str
    message: str
    severity: str
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Submission:
    """Amazon's answer to one repair: `status` VALID (preview), ACCEPTED (queued, not yet effective) or INVALID.

    `listings`: what a feed's report shows of the SKU afterwards (SKU, marketplace, weights): whether it is effective.
    """

    sku: str
    status: str
    id: str = ""
    issues: tuple[Issue, ...] = ()
    listings: tuple[Listing, ...] = ()


@dataclass(frozen=True)
class ReportText:
    """A listings report as bytes in pieces, cut anywhere; to be read once. `charset` as Amazon names it, or empty."""

    charset: str
    pieces: Iterator[bytes]


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


@dataclass(frozen=True)
class ListingMark:
    """One marketplace's listings are complete up to `complete_until`; `whole_at`: when all were read last."""

    complete_until: datetime
    whole_at: datetime


@dataclass(frozen=True)
class ListingRequest:
    """What to bring up to date; `is_whole` reads everything again, whatever is known."""

    seller: Seller
    marketplace_ids: tuple[str, ...]
    is_whole: bool = False


@dataclass(frozen=True)
class PulledListings:
    """What a pull did: listings saved, listings gone, pages; `expected`: SKUs of the scan under way, if known."""

    listings: int = 0
    gone: int = 0
    pages: int = 0
    expected: int | None = None


class ListingStore(Protocol):
    """Where listings, interrupted scans and marks are kept. Methods raise StoreError."""

    def scans(self, seller: Seller) -> Sequence[Scan]:
        """Interrupted scans of the seller; a scan is known by its seller, marketplaces and `since`."""
        ...

    def marks(self, seller: Seller) -> Mapping[str, ListingMark]:
        """By marketplace id: up to when the store is complete."""
        ...

    def save_page(self, scan: Scan, listings: Iterable[Listing]) -> int:
        """Save listings and the scan's position in one transaction; return how many listings were found gone.

        A scan without position is complete: it is forgotten and moves its marketplaces' marks to `until`, never
        backwards and not across a gap; a whole one (`since` None) takes listings it did not meet out of the store.
        """
        ...


OnListings = Callable[[PulledListings], None]


def pull_listings(
    source: ListingSource, store: ListingStore, request: ListingRequest, *, on_page: OnListings = lambda _: None
) -> PulledListings:
    """Bring the listings up to date; return what was done.

    Raises what the source and the store raise; all pages before the failure are saved.
    """
    pull = _Pull(source, store, on_page)
    todo = plan_scans(store, request)
    for scan in todo:
        started_at = clock.now()
        until = pull.follow(scan)
        if scan.position is not None and until is not None and started_at - until > STILL_FRESH:
            todo.append(Scan(scan.seller, scan.marketplace_ids, until))
    return pull.pulled


def plan_scans(store: ListingStore, request: ListingRequest) -> list[Scan]:
    """The scans of a pull: interrupted ones, then the known marketplaces together, then new ones.

    A mark that lies in the future was made before the computer's clock was set back: what changed since is not known.
    """
    wanted = set(request.marketplace_ids)
    marks, now = store.marks(request.seller), clock.now()
    trusted = {id_ for id_, one in marks.items() if one.whole_at >= now - WHOLE_AGAIN and one.complete_until <= now}
    whole = set(wanted) if request.is_whole else wanted - trusted
    scans = []
    for scan in store.scans(request.seller):
        covered = set(scan.marketplace_ids)
        # Of an interrupted scan of changes nothing is needed where everything is read again anyway.
        if covered <= wanted and (scan.since is None or not covered & whole):
            scans.append(scan)
            wanted -= covered
            whole -= covered
    known = wanted - whole
    if known:
        since = min(marks[id_].complete_until for id_ in known)
        scans.append(Scan(request.seller, tuple(sorted(known)), since))
    if whole:
        scans.append(Scan(request.seller, tuple(sorted(whole))))
    return scans


@dataclass
class _Pull:
    """One pull on its way: what it has done so far."""

    source: ListingSource
    store: ListingStore
    on_page: OnListings
    pulled: PulledListings = field(default_factory=PulledListings)

    def follow(self, scan: Scan) -> datetime | None:
        """Save every page of the scan; return the moment the store is complete up to."""
        try:
            return self._follow(scan)
        except PositionLostError:
            # The dead position stays until the first page replaces it.
            return self._follow(replace(scan, position=None, started_at=None, until=None))

    def _follow(self, scan: Scan) -> datetime | None:
        scan = replace(scan, started_at=scan.started_at or clock.now())
        for page in self.source.listing_pages(scan):
            # The first page's bound counts: what changed after it may be missing from the later pages.
            scan = replace(scan, position=page.next_position, until=scan.until or page.until)
            gone = self.store.save_page(scan, page.listings)
            before = self.pulled
            self.pulled = PulledListings(
                before.listings + len(page.listings), before.gone + gone, before.pages + 1, page.expected
            )
            self.on_page(self.pulled)
        return scan.until
