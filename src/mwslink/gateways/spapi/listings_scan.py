"""All listings of a seller, or those that changed, as pages that can be resumed.

Calls, for S listings (SKUs) in the seller's marketplaces together, see `listings_position`:

    everything       max(1, ceil(S / 20)), whatever S is, as long as no border of two windows has company
    what changed     the same with S = what changed: 1 when nothing did
    after a kill     at most 1 more
    a dead token     at most 1 more: the window is opened again where the last page ended
    a crowd          more than 1,000 of one date: the reports' names instead (`listings_named`)

Listings fulfilled by Amazon come along, for the API has no filter for them. Listings reports name only the seller's,
at a price of R = REPORT_CALLS calls a marketplace (getReports, createReport, getReportDocument, and getReport now and
then) and of minutes of waiting. So after the first 1,000 listings of a whole scan, `own` of them shipped by the seller,
the rest is asked for by name (`listings_named`) where that takes less than half of the calls:

    2 * (R * marketplaces + ceil(S * own / 1000 / 20)) < ceil((S - 1000) / 20)
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
from mwslink.gateways.spapi.listings_reading import fulfilled_by, read_listings
from mwslink.gateways.spapi.listings_search import PER_PAGE, SearchedListings, next_token_of
from mwslink.gateways.spapi.listings_wire import WireItem, WireSearch
from mwslink.gateways.spapi.protocol import as_utc, render_moment
from mwslink.gateways.spapi.reports import Reports
from mwslink.listings.model import MERCHANT
from mwslink.listings.pull import ListingPage, Scan
from mwslink.messages import _
from mwslink.orders.pull import PositionLostError

_logger = logging.getLogger("mwslink.spapi")
REPORT_CALLS = 10
_AFTER: dict[Key, str] = {"createdDate": "createdAfter", "lastUpdatedDate": "lastUpdatedAfter"}


@dataclass(frozen=True)
class ListingScan:
    """One scan on its way."""

    source: SearchedListings
    reports: Reports
    scan: Scan

    def pages(self) -> Iterator[ListingPage]:
        """The pages from the scan's position on. Raises PositionLostError."""
        position: Position | None = self._begin()
        while position and position.key != "sku":
            at = position
            found = self._search(at)
            position = _after_lost_token(at) if found is None else self._after(at, found)
            if found is not None:
                yield self._page(at.counted(found.number_of_results), found, position)
        if position:
            yield from NamedListings(self.source, self.reports, self.scan).pages(position)

    def _after(self, at: Position, found: WireSearch) -> Position | None:
        position = _after_page(at, found)
        if position and position.is_second and self._is_cheaper_by_name(position):
            return position.by_name()
        return position

    def _is_cheaper_by_name(self, at: Position) -> bool:
        """Whether the seller's own listings alone are to be had for less than half of the calls for all the rest."""
        own = ceil((at.expected or 0) * at.own / CAP / PER_PAGE)
        return 2 * (REPORT_CALLS * len(self.scan.marketplace_ids) + own) < ceil((at.owed or 0) / PER_PAGE)

    def _begin(self) -> Position:
        if self.scan.position:
            return Position.parse(self.scan.position)
        if self.scan.since:
            return Position("lastUpdatedDate", clock.now(), self.scan.since)
        return Position("createdDate", clock.now())

    def _search(self, at: Position) -> WireSearch | None:
        """The page at the position; None when its token died."""
        query = {"sortBy": at.key, "sortOrder": "ASC"}
        if at.after:
            query[_AFTER[at.key]] = render_moment(at.after)
        if at.key == "lastUpdatedDate":
            # What changes meanwhile must leave the list, where it is missed in the count, and not move to its end.
            query["lastUpdatedBefore"] = render_moment(at.before)
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
            _logger.warning("more than %d listings have one date; asking for them by name", CAP)
            return at.by_name()
        return at.reopened()
    token = next_token_of(found, at.token)
    own = {item.sku for item in found.items if fulfilled_by(item) == MERCHANT}
    at = at.counted(count).moved(
        {item.sku for item in found.items}, own, border=_border(found.items, at.key), token=token
    )
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
