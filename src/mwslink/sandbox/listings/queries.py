"""The parameters of searchListingsItems, and the page they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from mwslink.sandbox.gate import SellerCall
from mwslink.sandbox.listing import AMAZON, BUYABLE, DISCOVERABLE, Listing
from mwslink.sandbox.listing_book import ListingBook
from mwslink.sandbox.listings.pages import Page, Result
from mwslink.sandbox.listings.rendering import DATA_SETS, asin_of
from mwslink.sandbox.listings.requests import invalid, read_choice, read_included, resume_page
from mwslink.sandbox.listings.search import (
    BY_CREATION,
    BY_SKU,
    BY_UPDATE,
    Filter,
    Found,
    Order,
    Period,
    find_listings,
    find_named,
)
from mwslink.sandbox.parameters import Parameters
from mwslink.sandbox.state import State

LISTS = frozenset({"marketplaceIds", "includedData", "identifiers", "withIssueSeverity", "withStatus", "withoutStatus"})
IDENTIFIER_TYPES = ("ASIN", "EAN", "FNSKU", "GTIN", "ISBN", "JAN", "MINSAN", "SKU", "UPC")
MOST_IDENTIFIERS = 20
_HIERARCHIES = ("variationParentSku", "packageHierarchySku")
_KNOWN = LISTS | {
    "issueLocale", "identifiersType", *_HIERARCHIES, "createdAfter", "createdBefore", "lastUpdatedAfter",
    "lastUpdatedBefore", "sortBy", "sortOrder", "pageSize", "pageToken",
}  # fmt: skip
_FREE = frozenset({"pageToken"})
_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def read_included_data(given: Parameters) -> frozenset[str]:
    """includedData; raises 400 for procurement, which only vendors have."""
    included = read_included(given, DATA_SETS, default=("summaries",))
    if "procurement" in included:
        raise invalid("includedData procurement is for vendors.")
    return included


def search_page(state: State, request: SellerCall, given: Parameters, marketplaces: tuple[str, ...]) -> Page:
    """The page asked for, of a new search or of the one its token belongs to; raises 400."""
    given.refuse_unknown(_KNOWN)
    size = given.number("pageSize", default=10, most=20)
    wanted, order = _read_filter(given, marketplaces), _read_order(given)
    named = _read_identifiers(given)
    asked = {**given.without(_FREE), "": f"listings {request.account.seller_id}"}
    if given.text("pageToken"):
        return resume_page(state, request, given, asked, size=size)
    book = state.listings(request.account)
    if any(given.text(name) for name in _HIERARCHIES):
        found = Found(0, [])  # no invented listing has variations or hangs in a hierarchy of packages
    elif named:
        found = find_named(_named(book, given.text("identifiersType"), named), wanted, order)
    else:
        found = find_listings(book, wanted, order)
    result = Result(asked, found.total, found.references, made_at=state.clock.now())
    return state.listing_pages.first(result, size=size)


def _read_filter(given: Parameters, marketplaces: tuple[str, ...]) -> Filter:
    statuses = (BUYABLE, DISCOVERABLE)
    return Filter(
        marketplaces=frozenset(marketplaces),
        statuses=given.choices("withStatus", statuses),
        not_statuses=given.choices("withoutStatus", statuses),
        severities=given.choices("withIssueSeverity", ("WARNING", "ERROR")),
        created=_read_period(given, "createdAfter", "createdBefore"),
        updated=_read_period(given, "lastUpdatedAfter", "lastUpdatedBefore"),
    )


def _read_period(given: Parameters, after_name: str, before_name: str) -> Period | None:
    after, before = given.moment(after_name), given.moment(before_name)
    if after is None and before is None:
        return None
    period = (after or _EVER[0], before or _EVER[1])
    if period[1] < period[0]:
        raise invalid(f"{before_name} must not be before {after_name}.")
    return period


def _read_order(given: Parameters) -> Order:
    by = read_choice(given, "sortBy", (BY_SKU, BY_CREATION, BY_UPDATE), default=BY_UPDATE)
    return Order(by, descending=read_choice(given, "sortOrder", ("ASC", "DESC"), default="DESC") == "DESC")


def _read_identifiers(given: Parameters) -> list[str]:
    """The identifiers, and the whole text as one more: a SKU with a comma is found when it is asked for alone."""
    members = given.items("identifiers")
    if bool(members) != bool(given.text("identifiersType")):
        raise invalid("identifiers and identifiersType need each other.")
    read_choice(given, "identifiersType", IDENTIFIER_TYPES, default="SKU")
    if len(members) > MOST_IDENTIFIERS:
        raise invalid(f"At most {MOST_IDENTIFIERS} identifiers can be given.")
    if sum(bool(given.text(name)) for name in (*_HIERARCHIES, "identifiers")) > 1:
        raise invalid(f"Only one of identifiers, {', '.join(_HIERARCHIES)} can be given.")
    return members if len(members) < 2 else [*members, given.text("identifiers")]


def _named(book: ListingBook, kind: str, names: list[str]) -> Iterator[Listing]:
    for name in names:
        if kind == "SKU":
            listing = book.find(name)
            if listing is not None:
                yield listing
        elif kind in ("ASIN", "ISBN"):
            yield from book.find_asin(name)
        elif kind == "FNSKU":
            yield from (one for one in book.find_asin(asin_of(name)) if one.fulfilled_by == AMAZON)
