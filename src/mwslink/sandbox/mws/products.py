"""Products 2011-10-01: what the catalogue knows of a product, weights in pounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.exchange import Reply
from mwslink.sandbox.listing import Listing
from mwslink.sandbox.listing_book import ListingBook
from mwslink.sandbox.mws.answers import bad_value, element, missing, result, result_reply
from mwslink.sandbox.mws.marketplaces import read_marketplace
from mwslink.sandbox.mws.render_products import render_product
from mwslink.sandbox.mws.sections import PRODUCTS, MwsCall, MwsOperation, mws_operation, plan
from mwslink.sandbox.mws.sellers import service_status
from mwslink.sandbox.state import State

_ID_TYPES = ("ASIN", "GCID", "SellerSKU", "UPC", "EAN", "ISBN", "JAN")
_MOST_IDS, _MOST_ASINS, _MOST_FOUND = 5, 10, 10
_LOOKED_THROUGH = 5_000  # listings, for a query of words


def for_ids(state: State, call: MwsCall) -> Reply:
    """GetMatchingProductForId: one result for each id, in the order of the request; 200 even when all fail."""
    place, kind, ids = read_marketplace(call), call.text("IdType"), call.items("IdList.Id")
    if kind not in _ID_TYPES:
        raise bad_value(f"{kind} is not a valid IdType") if kind else missing("IdType")
    if not 1 <= len(ids) <= _MOST_IDS:
        raise bad_value(f"IdList.Id must have 1 to {_MOST_IDS} members.") if ids else missing("IdList.Id.1")
    book = state.listings(call.account)
    results = []
    for one in ids:
        found = _find(book, kind, one, place)
        attributes = {"Id": one, "IdType": kind, "status": "Success" if found else "ClientError"}
        content = _products([found], place) if found else _error(_invalid(kind, one, place))
        results.append(element(f"{call.action}Result", content, attributes=attributes))
    return result_reply(call, results, indented=False)


def by_asin(state: State, call: MwsCall) -> Reply:
    """GetMatchingProduct: one result for each ASIN, with one product and no list around it."""
    place, asins = read_marketplace(call), call.items("ASINList.ASIN")
    if not 1 <= len(asins) <= _MOST_ASINS:
        raise bad_value(f"ASINList.ASIN must have 1 to {_MOST_ASINS} members.") if asins else missing("ASINList.ASIN.1")
    book = state.listings(call.account)
    results = []
    for asin in asins:
        found = _find(book, "ASIN", asin, place)
        attributes = {"ASIN": asin, "status": "Success" if found else "ClientError"}
        content = render_product(found, place) if found else _error(_invalid("ASIN", asin, place))
        results.append(element(f"{call.action}Result", content, attributes=attributes))
    return result_reply(call, results, indented=False)


def by_query(state: State, call: MwsCall) -> Reply:
    """ListMatchingProducts: at most ten products whose title, SKU or ASIN has all the words."""
    place, words = read_marketplace(call), call.text("Query").casefold().split()
    if not words:
        raise missing("Query")
    listings = islice(state.listings(call.account).all(), _LOOKED_THROUGH)
    found = (one for one in listings if one.offer(place.id) and _has(one, words, place))
    return result_reply(call, [result(call, _products(list(islice(found, _MOST_FOUND)), place))], indented=False)


def _has(listing: Listing, words: list[str], place: Marketplace) -> bool:
    text = f"{listing.title(place.language)} {listing.sku} {listing.asin}".casefold()
    return all(word in text for word in words)


def _find(book: ListingBook, kind: str, id_: str, place: Marketplace) -> Listing | None:
    if kind == "SellerSKU":
        listing = book.find(id_)
        return listing if listing and listing.offer(place.id) else None
    if kind == "ASIN" or (kind == "ISBN" and not id_.startswith("B")):
        return next(iter(book.find_asin(id_)), None)
    return None


def _products(listings: list[Listing], place: Marketplace) -> Element:
    return element("Products", *(render_product(one, place) for one in listings))


def _invalid(kind: str, id_: str, place: Marketplace) -> str:
    if kind == "SellerSKU":
        return f"{id_} is an invalid SellerSKU for marketplace {place.id}"
    return f"Invalid {kind} identifier {id_} for marketplace {place.id}"


def _error(message: str) -> Element:
    parts = (("Type", "Sender"), ("Code", "InvalidParameterValue"), ("Message", message))
    return element("Error", *(element(name, text) for name, text in parts))


def _cost(prefix: str) -> Callable[[MwsCall], int]:
    return lambda call: max(1, len(call.items(prefix)))


def operations() -> Iterator[MwsOperation]:
    ids, asins = plan(20, every=1 / 5, hourly=18_000), plan(20, every=1 / 2, hourly=7_200)
    yield mws_operation(PRODUCTS, "GetMatchingProductForId", ids, for_ids, cost=_cost("IdList.Id"))
    yield mws_operation(PRODUCTS, "GetMatchingProduct", asins, by_asin, cost=_cost("ASINList.ASIN"))
    yield mws_operation(PRODUCTS, "ListMatchingProducts", plan(20, every=5, hourly=720), by_query)
    yield service_status(PRODUCTS)
