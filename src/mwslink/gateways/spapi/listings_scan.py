"""All listings of a seller, or those that changed, as pages that can be resumed.

Calls, for S listings (SKUs) in the seller's marketplaces together, see `listings_position`:

    everything       max(1, ceil(S / 20)), whatever S is, as long as no border of two windows has company
    what changed     the same with S = what changed: 1 when nothing did
    after a kill     at most 1 more
    a dead token     at most 1 more: the window is opened again where the last page ended
    a crowd          more than 1,000 of one date: the reports' names instead (`listings_named`)

Listings fulfilled by Amazon come along, for the API has no filter for them. A listings report (`reports.py`) names only
the merchant's ones, at a price of R calls a marketplace (getReports, createReport, getReportDocument, and a getReport
every minute or so: R is about 10), and of minutes of waiting for each. It saves ceil(S_FBA / 20) calls and so pays from
S_FBA > 20 * R * marketplaces on, which is 200 listings of a marketplace; in time, at 5 calls a second, only from some
10,000 on. Which is cheaper cannot be known before the catalogue was read once: the scan does not guess.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from mwslink import clock
from mwslink.gateways.failures import AnswerError, BadRequestError
from mwslink.gateways.spapi.listings_named import NamedListings
from mwslink.gateways.spapi.listings_position import CAP, VISIBLE_AFTER, Key, Position
from mwslink.gateways.spapi.listings_reading import read_listings
from mwslink.gateways.spapi.listings_search import PER_PAGE, SearchedListings, next_token_of
from mwslink.gateways.spapi.listings_wire import WireItem, WireSearch
from mwslink.gateways.spapi.protocol import as_utc, render_moment
from mwslink.gateways.spapi.reports import Reports
from mwslink.listings.pull import ListingPage, Scan
from mwslink.messages import _
from mwslink.orders.pull import PositionLostError

_logger = logging.getLogger("mwslink.spapi")
_FILTERS: dict[Key, tuple[str, str]] = {
    "createdDate": ("createdAfter", "createdBefore"),
    "lastUpdatedDate": ("lastUpdatedAfter", "lastUpdatedBefore"),
}


class CrowdedInstantError(Exception):
    """More listings than can be paged share one date."""

    def __init__(self, position: Position) -> None:
        super().__init__(position)
        self.position = position


@dataclass(frozen=True)
class ListingScan:
    """One scan on its way."""

    source: SearchedListings
    reports: Reports
    scan: Scan

    def pages(self) -> Iterator[ListingPage]:
        """The pages from the scan's position on. Raises PositionLostError."""
        position = self._begin()
        if position.key != "sku":
            try:
                yield from self._windows(position)
            except CrowdedInstantError as error:
                _logger.warning("more than %d listings have one date; reading them by name", CAP)
                position = Position("sku", error.position.before)
            else:
                return
        yield from NamedListings(self.source, self.reports, self.scan).pages(position)

    def _windows(self, first: Position) -> Iterator[ListingPage]:
        position: Position | None = first
        while position:
            at = position
            found = self._search(at)
            position = _after_lost_token(at) if found is None else _after_page(at, found)
            if found is not None:
                yield self._page(at.counted(found.number_of_results), found, position)

    def _begin(self) -> Position:
        if self.scan.position:
            return Position.parse(self.scan.position)
        if self.scan.since:
            return Position("lastUpdatedDate", clock.now(), self.scan.since)
        return Position("createdDate", clock.now())

    def _search(self, at: Position) -> WireSearch | None:
        """The page at the position; None when its token died."""
        after, before = _FILTERS[at.key]
        query: dict[str, str] = {
            "sortBy": at.key,
            "sortOrder": "ASC",
            before: render_moment(at.before),
            **({after: render_moment(at.after)} if at.after else {}),
        }
        calls_left = None if at.left is None else ceil(at.left / PER_PAGE)
        try:
            return self.source.search(self.scan.marketplace_ids, query, token=at.token, calls_left=calls_left)
        except BadRequestError:
            if not at.token:
                raise
            return None

    def _page(self, at: Position, found: WireSearch, position: Position | None) -> ListingPage:
        ids = self.scan.marketplace_ids
        return ListingPage(
            [listing for item in found.items for listing in read_listings(item, ids)],
            until=at.before - VISIBLE_AFTER,
            next_position=position.render() if position else None,
            expected=at.expected,
        )


def _after_lost_token(at: Position) -> Position:
    if at.border is None or not at.may_reopen:
        raise PositionLostError(_("Amazon no longer knows where the reading of listings was interrupted."))
    return at.reopened()


def _after_page(at: Position, found: WireSearch) -> Position | None:
    """Where to go on after a page; None when it was the last."""
    count = found.number_of_results
    if _is_other_window(at, count) and at.border and at.may_reopen:
        if at.is_crowded and at.is_following:
            raise CrowdedInstantError(at)
        return at.reopened()
    token = next_token_of(found, at.token)
    at = at.counted(count).moved(len({item.sku for item in found.items}), _border(found.items, at.key), token)
    if token and at.seen < CAP:
        return at
    if at.seen >= count <= CAP:
        return None
    if at.border is None:
        raise AnswerError(_("Amazon counts listings, but shows none."))
    if not found.items:
        _logger.warning("Amazon counts %d listing(s) more than it shows", count - at.seen)
        return None
    return at.next_window()


def _is_other_window(at: Position, count: int) -> bool:
    """Whether the window is not the one that was left or opened: listings came, went, or share its border's date."""
    due = at.owed if at.count is None else at.count
    return due is not None and due != count


def _border(items: list[WireItem], key: Key) -> datetime | None:
    """The earliest date of the last listing that has one: Amazon does not say which marketplace's date it sorts by."""
    for item in reversed(items):
        dates = [one.created_date if key == "createdDate" else one.last_updated_date for one in item.summaries or ()]
        if known := [as_utc(date) for date in dates if date]:
            return min(known)
    return None
