"""Listings Items API 2021-08-01: searchListingsItems, getListingsItem and patchListingsItem."""

from __future__ import annotations

import hashlib

from mwslink.sandbox.accounts import LISTING
from mwslink.sandbox.exchange import Json, Reply, Service
from mwslink.sandbox.gate import (
    Access,
    SellerCall,
    gated,
    identify_seller,
    missing_token,
    not_found,
    render_fault,
)
from mwslink.sandbox.listings.patches import MalformedPatchError, Patch, parse_patch
from mwslink.sandbox.listings.patching import Submission, apply_patch, preview_patch
from mwslink.sandbox.listings.queries import LISTS, read_included_data, search_page
from mwslink.sandbox.listings.rendering import exact_reply, render_issue, render_item
from mwslink.sandbox.listings.requests import invalid, read_choice, read_json, read_marketplaces, read_seller, read_sku
from mwslink.sandbox.listings.search import listing_at
from mwslink.sandbox.parameters import Parameters
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.state import State

_PREVIEW = "VALIDATION_PREVIEW"
_PATH = "/listings/2021-08-01/items/{seller_id}"


def search_listings_items(state: State, request: SellerCall) -> Reply:
    """GET /listings/2021-08-01/items/{sellerId}."""
    read_seller(request)
    given = Parameters(request.call.query, lists=LISTS)
    marketplaces = read_marketplaces(given)
    included = read_included_data(given)
    page = search_page(state, request, given, marketplaces)
    book = state.listings(request.account)
    found = [listing for one in page.found if (listing := listing_at(book, one)) is not None]
    if request.call.suffers("duplicate"):
        found += found[:1]
    answer: Json = {"numberOfResults": page.total}
    if page.pagination:
        answer["pagination"] = page.pagination
    answer["items"] = [render_item(listing, marketplaces, included) for listing in found]
    return exact_reply(200, answer)


def get_listings_item(state: State, request: SellerCall) -> Reply:
    """GET /listings/2021-08-01/items/{sellerId}/{sku}."""
    read_seller(request)
    given = Parameters(request.call.query, lists=LISTS)
    given.refuse_unknown({"marketplaceIds", "includedData", "issueLocale"})
    marketplaces = read_marketplaces(given)
    included = read_included_data(given)
    sku = _sku(request)
    listing = state.listings(request.account).find(sku)
    if listing is None or not set(marketplaces) & set(listing.marketplaces):
        raise not_found(f"SKU '{sku}' not found in marketplace {', '.join(marketplaces)}")
    return exact_reply(200, render_item(listing, marketplaces, included))


def patch_listings_item(state: State, request: SellerCall) -> Reply:
    """PATCH /listings/2021-08-01/items/{sellerId}/{sku}: 200 as well where the patch is INVALID."""
    read_seller(request)
    given = Parameters(request.call.query, lists=LISTS)
    given.refuse_unknown({"marketplaceIds", "includedData", "mode", "issueLocale"})
    marketplaces = read_marketplaces(given)
    previews = read_choice(given, "mode", ("", _PREVIEW), default="") == _PREVIEW
    included = given.choices("includedData", ("identifiers", "issues")) or {"issues"}
    if "identifiers" in included and not previews:
        raise invalid(f"includedData identifiers needs mode={_PREVIEW}.")
    sku, body = _sku(request), read_json(request)
    book, now = state.listings(request.account), state.clock.now()
    try:
        patch: Patch = parse_patch(body)
        submission = (
            preview_patch(book, sku, patch, marketplaces)
            if previews
            else apply_patch(book, sku, patch, marketplace_ids=marketplaces, now=now)
        )
    except MalformedPatchError as error:
        raise invalid(str(error)) from error
    answer = _submitted(state, submission)
    if "identifiers" in included:
        listing = book.find(sku)
        shops = [one for one in listing.marketplaces if one in marketplaces] if listing else []
        answer["identifiers"] = [{"marketplaceId": one, "asin": listing.asin} for one in shops if listing]
    return exact_reply(200, answer)


def _submitted(state: State, submission: Submission) -> Json:
    return {
        "sku": submission.sku,
        "status": submission.status,
        "submissionId": hashlib.sha256(f"submission {state.next_serial()}".encode()).hexdigest()[:32],
        "issues": [render_issue(issue) for issue in submission.issues],
    }


def _sku(request: SellerCall) -> str:
    before = f"/listings/2021-08-01/items/{request.account.seller_id}/"
    if "/" in request.call.raw_path.removeprefix(before):
        raise missing_token()  # a slash that is not percent-encoded makes it another path
    return read_sku(request, after=before)


_LISTING = frozenset({LISTING})
SERVICE = Service(
    name="listings-2021-08-01",
    operations=(
        gated("searchListingsItems", "GET", _PATH, Access(Quota(rate=5, burst=5), _LISTING), search_listings_items),
        gated(
            "getListingsItem",
            "GET",
            _PATH + "/{sku:path}",
            Access(Quota(rate=5, burst=10), _LISTING),
            get_listings_item,
        ),
        gated(
            "patchListingsItem",
            "PATCH",
            _PATH + "/{sku:path}",
            Access(Quota(rate=5, burst=5), _LISTING),
            patch_listings_item,
        ),
    ),
    identify=identify_seller,
    render_fault=render_fault,
)
