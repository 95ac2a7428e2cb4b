"""What the listings services read from a request: whose listings, in which marketplaces, which JSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from urllib.parse import unquote

import msgspec

from mwslink.marketplaces import BY_ID
from mwslink.sandbox.gate import HOST_REGION, RefusalError, SellerCall, bad_input, denied
from mwslink.sandbox.listings.pages import Page
from mwslink.sandbox.paging import StalePageTokenError
from mwslink.sandbox.parameters import Parameters
from mwslink.sandbox.state import State

_STALE = "pageToken is not valid, has expired or belongs to other parameters."
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


def invalid(details: str) -> RefusalError:
    """400 InvalidInput, with what is wrong in `details`."""
    return bad_input("Invalid input", details)


def read_marketplaces(given: Parameters, *, most: int = 50, fewest: int = 1) -> tuple[str, ...]:
    """marketplaceIds, each once; raises 400 unless all are shops of the region, and not too many."""
    ids = tuple(dict.fromkeys(given.items("marketplaceIds")))
    if not fewest <= len(ids) <= most:
        raise invalid(f"marketplaceIds needs at least {fewest} and at most {most} values.")
    for one in ids:
        if one not in BY_ID or BY_ID[one].region != HOST_REGION:
            raise invalid(f"Invalid 'marketplaceIds' provided: {one}")
    return ids


def read_seller(request: SellerCall) -> None:
    """Raises 403 when the path names another seller than the token."""
    if request.value("seller_id") != request.account.seller_id:
        raise denied()


def read_sku(request: SellerCall, *, after: str) -> str:
    """The SKU, taken from the path as it was sent: it may contain slashes, percent signs and plus signs."""
    return unquote(request.call.raw_path.partition(after)[2])


def read_json(request: SellerCall) -> object:
    """The body, numbers exactly as written; raises 400 or 415."""
    content_type = request.call.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if content_type != "application/json":
        raise RefusalError(415, "UnsupportedMediaType", "The request's Content-Type header is invalid.")
    try:
        return _DECODER.decode(request.call.body)
    except msgspec.DecodeError as error:
        raise invalid("The body is not valid JSON.") from error


def read_included(given: Parameters, allowed: Collection[str], *, default: Collection[str]) -> frozenset[str]:
    """includedData, or what is shown without it."""
    return given.choices("includedData", allowed) or frozenset(default)


def read_choice(given: Parameters, name: str, allowed: Collection[str], *, default: str) -> str:
    """One of several words; raises 400 for any other."""
    value = given.text(name) or default
    if value not in allowed:
        raise invalid(f"{name} must be one of {', '.join(allowed)}.")
    return value


def resume_page(state: State, request: SellerCall, given: Parameters, asked: Mapping[str, str], *, size: int) -> Page:
    """The page that pageToken leads to; raises 400 when it is stale or belongs to other parameters."""
    if request.call.suffers("stale-page-token"):
        raise invalid(_STALE)
    try:
        return state.listing_pages.resume(given.text("pageToken"), asked, size=size, now=state.clock.now())
    except StalePageTokenError as error:
        raise invalid(_STALE) from error
