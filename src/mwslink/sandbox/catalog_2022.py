"""Catalog Items API 2022-04-01: searchCatalogItems and getCatalogItem, with what a page weighs whoever said so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import islice

from mwslink.marketplaces import BY_ID
from mwslink.sandbox.accounts import LISTING
from mwslink.sandbox.exchange import Json, Reply, Service
from mwslink.sandbox.gate import Access, SellerCall, denied, gated, identify_seller, not_found, render_fault
from mwslink.sandbox.listing import Listing, Weight
from mwslink.sandbox.listing_book import ListingBook
from mwslink.sandbox.listings.pages import Result
from mwslink.sandbox.listings.rendering import exact_reply
from mwslink.sandbox.listings.requests import (
    invalid,
    read_choice,
    read_included,
    read_marketplaces,
    resume_page,
)
from mwslink.sandbox.parameters import Parameters
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.state import State

DATA_SETS = (
    "attributes", "classifications", "dimensions", "identifiers", "images", "productTypes", "relationships",
    "salesRanks", "summaries", "vendorDetails",
)  # fmt: skip
IDENTIFIER_TYPES = ("ASIN", "EAN", "GTIN", "ISBN", "JAN", "MINSAN", "SKU", "UPC")
_MOST_IDENTIFIERS = 20
_MOST_LOOKED_AT = 2_000  # pages, for keywords: Amazon's own catalogue is not here to be searched
_LISTS = frozenset({"marketplaceIds", "includedData", "identifiers", "keywords", "brandNames", "classificationIds"})
_KNOWN = _LISTS | {"identifiersType", "locale", "sellerId", "pageSize", "pageToken", "keywordsLocale"}


def search_catalog_items(state: State, request: SellerCall) -> Reply:
    """GET /catalog/2022-04-01/items, by identifiers; a search by keywords finds among the seller's own pages."""
    given = Parameters(request.call.query, lists=_LISTS)
    given.refuse_unknown(_KNOWN)
    (marketplace_id,) = read_marketplaces(given, most=1)
    included = _read_included(given)
    size = given.number("pageSize", default=10, most=20)
    asked = {**given.without({"pageToken"}), "": f"catalog {request.account.seller_id}"}
    book = state.listings(request.account)
    if given.text("pageToken"):
        page = resume_page(state, request, given, asked, size=size)
    else:
        asins = list(dict.fromkeys(one.asin for one in _wanted(book, request, given, marketplace_id)))
        page = state.listing_pages.first(Result(asked, len(asins), asins, state.clock.now()), size=size)
    items = [_item(listings[0], (marketplace_id,), included) for one in page.found if (listings := _on(book, one))]
    answer: Json = {"numberOfResults": page.total}
    if page.pagination:
        answer["pagination"] = page.pagination
    if given.items("keywords"):
        answer["refinements"] = {"brands": [], "classifications": []}
    return exact_reply(200, {**answer, "items": items})


def get_catalog_item(state: State, request: SellerCall) -> Reply:
    """GET /catalog/2022-04-01/items/{asin}."""
    given = Parameters(request.call.query, lists=_LISTS)
    given.refuse_unknown({"marketplaceIds", "includedData", "locale"})
    marketplaces = read_marketplaces(given)
    included = _read_included(given)
    asin = request.value("asin")
    listings = _on(state.listings(request.account), asin)
    if not listings:
        raise not_found(f"Requested item '{asin}' not found in marketplace(s) {', '.join(marketplaces)}.")
    return exact_reply(200, _item(listings[0], marketplaces, included))


def _read_included(given: Parameters) -> frozenset[str]:
    included = read_included(given, DATA_SETS, default=("summaries",))
    if "vendorDetails" in included:
        raise invalid("includedData vendorDetails is for vendors.")
    return included


def _on(book: ListingBook, asin: object) -> list[Listing]:
    return book.find_asin(str(asin))


def _wanted(book: ListingBook, request: SellerCall, given: Parameters, marketplace_id: str) -> Iterator[Listing]:
    identifiers, keywords = given.items("identifiers"), given.items("keywords")
    if bool(identifiers) == bool(keywords):
        raise invalid("Exactly one of identifiers and keywords is required.")
    if max(len(identifiers), len(keywords)) > _MOST_IDENTIFIERS:
        raise invalid(f"At most {_MOST_IDENTIFIERS} values can be given.")
    if keywords:
        return _by_keywords(book, keywords, marketplace_id)
    if bool(identifiers) != bool(given.text("identifiersType")):
        raise invalid("identifiers and identifiersType need each other.")
    kind = read_choice(given, "identifiersType", IDENTIFIER_TYPES, default="ASIN")
    if kind == "SKU" and not given.text("sellerId"):
        raise invalid("sellerId is required when identifiersType is SKU.")
    if given.text("sellerId") not in ("", request.account.seller_id):
        raise denied()
    names = identifiers if len(identifiers) == 1 else [*identifiers, given.text("identifiers")]
    return _by_identifiers(book, kind, names)


def _by_identifiers(book: ListingBook, kind: str, names: list[str]) -> Iterator[Listing]:
    for name in names:
        if kind == "SKU":
            listing = book.find(name)
            if listing is not None:
                yield listing
        elif kind in ("ASIN", "ISBN"):
            yield from book.find_asin(name)


def _by_keywords(book: ListingBook, keywords: list[str], marketplace_id: str) -> Iterator[Listing]:
    language, words = BY_ID[marketplace_id].language, [word.lower() for word in keywords]
    for listing in islice(book.all(), _MOST_LOOKED_AT):
        title = listing.title(language).lower()
        if all(word in title for word in words):
            yield listing


def _item(listing: Listing, marketplaces: Collection[str], included: Collection[str]) -> Json:
    shown: Json = {"asin": listing.asin}
    if "attributes" in included:
        shown["attributes"] = _attributes(listing, marketplaces)
    for name in included:
        if name in _PARTS:
            shown[name] = [{"marketplaceId": one, **_PARTS[name](listing, one)} for one in marketplaces]
    return shown


def _attributes(listing: Listing, marketplaces: Collection[str]) -> Json:
    known = {"item_package_weight": listing.catalogue_package_weight, "item_weight": listing.catalogue_item_weight}
    return {
        name: [{"value": weight.value, "unit": weight.unit, "marketplace_id": one} for one in marketplaces]
        for name, weight in known.items()
        if weight is not None
    }


def _dimensions(listing: Listing, _: str) -> Json:
    parts = {"item": listing.catalogue_item_weight, "package": listing.catalogue_package_weight}
    return {name: _measures(weight) for name, weight in parts.items() if weight is not None}


def _measures(weight: Weight) -> Json:
    sides = {"height": 4, "length": 25, "width": 18}
    measures = {name: {"unit": "centimeters", "value": side} for name, side in sides.items()}
    return {**measures, "weight": {"unit": weight.unit, "value": weight.value}}


def _summary(listing: Listing, marketplace_id: str) -> Json:
    title = listing.title(BY_ID[marketplace_id].language)
    return {"itemName": title, "brand": listing.brand, "itemClassification": "BASE_PRODUCT", "packageQuantity": 1}


_PARTS: dict[str, Callable[[Listing, str], Json]] = {
    "dimensions": _dimensions,
    "summaries": _summary,
    "productTypes": lambda listing, _: {"productType": listing.product_type},
    "identifiers": lambda listing, _: {"identifiers": [{"identifierType": "ASIN", "identifier": listing.asin}]},
    "images": lambda _, __: {"images": []},
    "relationships": lambda _, __: {"relationships": []},
    "salesRanks": lambda _, __: {},
    "classifications": lambda _, __: {},
}
_ACCESS = Access(Quota(rate=2, burst=2), frozenset({LISTING}))
SERVICE = Service(
    name="catalog-2022-04-01",
    operations=(
        gated("searchCatalogItems", "GET", "/catalog/2022-04-01/items", _ACCESS, search_catalog_items),
        gated("getCatalogItem", "GET", "/catalog/2022-04-01/items/{asin}", _ACCESS, get_catalog_item),
    ),
    identify=identify_seller,
    render_fault=render_fault,
)
