"""Control paths for listings: weights come and go, offers end, pages change hands. All of it at once, without delay."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from msgspec.structs import replace
from starlette.requests import Request

from mwslink.marketplaces import BY_COUNTRY, BY_ID
from mwslink.sandbox.accounts import Account
from mwslink.sandbox.clock import as_text, whole_second
from mwslink.sandbox.control_accounts import find_account
from mwslink.sandbox.control_body import Body
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.listing import (
    AMAZON,
    BUYABLE,
    DISCOVERABLE,
    MERCHANT,
    UNITS,
    WEIGHT_ATTRIBUTES,
    Listing,
    Offer,
    Weight,
)
from mwslink.sandbox.seed.product_types import PRODUCT_TYPES
from mwslink.sandbox.seed.titles import KINDS
from mwslink.sandbox.settings import SandboxError
from mwslink.sandbox.state import State

HELP = (
    "listings?account=1: GET, how many; listings?account=1&sku=…: GET, one with its weights",
    'listings: POST {"account": 1, "sku": …, "asin": …, "title": …, "countries": ["ES"], "product_type": …, '
    '"fulfilled_by": "MERCHANT"} adds one without weights',
    'listings/weight: POST {"account": 1, "sku": …, "attribute": "item_package_weight", "value": 0.45, '
    '"unit": "kilograms", "countries": ["ES"]}; without value it is removed; no countries: everywhere; attributes '
    "catalogue_package_weight and catalogue_item_weight are the page's own",
    'listings/offer-only: POST {"account": 1, "sku": …, "on": true}: the page belongs to others',
    'listings/status: POST {"account": 1, "sku": …, "active": false, "countries": ["ES"]}',
    'listings/delete: POST {"account": 1, "sku": …}',
)
_OF_THE_PAGE = ("catalogue_package_weight", "catalogue_item_weight")


def _show(state: State, request: Request, _: Body) -> object:
    given = request.query_params
    number = given.get("account", "1")
    book = state.listings(find_account(state, int(number) if number.isdigit() else 0))
    if "sku" not in given:
        return {"count": book.count, "changed": len(book.touched)}
    return as_json(_of(book.find(given["sku"]), given["sku"]))


def as_json(listing: Listing) -> Json:
    """All that the sandbox knows of a listing."""
    return {
        "sku": listing.sku,
        "asin": listing.asin,
        "title": listing.title("en_GB"),
        "product_type": listing.product_type,
        "fulfilled_by": listing.fulfilled_by,
        "offer_only": listing.is_offer_only,
        "created_at": as_text(listing.created_at),
        "updated_at": as_text(listing.updated_at),
        "catalogue_package_weight": _weight_json(listing.catalogue_package_weight),
        "catalogue_item_weight": _weight_json(listing.catalogue_item_weight),
        "offers": {
            BY_ID[offer.marketplace_id].country: {
                "status": list(offer.status),
                "weights": {name: _weight_json(weight) for name, weight in offer.weights.items()},
            }
            for offer in listing.offers
        },
    }


def _weight_json(weight: Weight | None) -> Json | None:
    return None if weight is None else {"value": float(weight.value), "unit": weight.unit}


def _act(change: Callable[[Listing, Body], Listing], *known: str) -> Callable[[State, Request, Body], object]:
    def answer(state: State, _: Request, body: Body) -> object:
        body.refuse_unknown("account", "sku", *known)
        book = state.listings(find_account(state, int(body.number("account", 1))))
        listing = _of(book.find(body.text("sku")), body.text("sku"))
        return as_json(book.save(change(listing, body), now=state.clock.now()))

    return answer


def _of(listing: Listing | None, sku: str) -> Listing:
    if listing is None:
        raise LookupError(f"no listing has the SKU {sku!r}")
    return listing


def _weigh(listing: Listing, body: Body) -> Listing:
    attribute, weight = body.text("attribute"), _weight(body)
    if attribute == "catalogue_package_weight":
        return replace(listing, catalogue_package_weight=weight)
    if attribute == "catalogue_item_weight":
        return replace(listing, catalogue_item_weight=weight)
    if attribute not in WEIGHT_ATTRIBUTES:
        raise SandboxError(f"attribute must be one of {', '.join((*WEIGHT_ATTRIBUTES, *_OF_THE_PAGE))}")

    def weighed(offer: Offer) -> Offer:
        others = {name: one for name, one in offer.weights.items() if name != attribute}
        return replace(offer, weights=others if weight is None else {**others, attribute: weight})

    return _with_offers(listing, body, weighed)


def _weight(body: Body) -> Weight | None:
    if not body.has("value"):
        return None
    if body.text("unit") not in UNITS:
        raise SandboxError(f"unit must be one of {', '.join(UNITS)}")
    return Weight(Decimal(str(body.number("value"))), body.text("unit"))


def _with_offers(listing: Listing, body: Body, change: Callable[[Offer], Offer]) -> Listing:
    """The offers in the countries named, or all of them, changed."""
    ids = set(_marketplace_ids(body)) or set(listing.marketplaces)
    if strange := ids - set(listing.marketplaces):
        raise SandboxError(f"the listing is not offered in {BY_ID[min(strange)].country}")
    offers = tuple(change(offer) if offer.marketplace_id in ids else offer for offer in listing.offers)
    return replace(listing, offers=offers)


def _marketplace_ids(body: Body) -> list[str]:
    countries = body.texts("countries")
    for country in countries:
        if country not in BY_COUNTRY:
            raise SandboxError(f"{country} is no country with a marketplace")
    return [BY_COUNTRY[country].id for country in countries]


def _set_owner(listing: Listing, body: Body) -> Listing:
    return replace(listing, is_offer_only=body.flag("on"))


def _set_status(listing: Listing, body: Body) -> Listing:
    status = (BUYABLE, DISCOVERABLE) if body.flag("active") else ()
    return _with_offers(listing, body, lambda offer: replace(offer, status=status))


def _add(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown("account", "sku", "asin", "title", "countries", "product_type", "fulfilled_by")
    account = find_account(state, int(body.number("account", 1)))
    book, now = state.listings(account), whole_second(state.clock.now())
    sku = body.text("sku")
    if not 1 <= len(sku) <= 40 or book.find(sku) is not None:
        raise SandboxError(f"sku must be new and have 1 to 40 characters, not {sku!r}")
    listing = Listing(
        sku=sku,
        asin=body.text("asin") or f"B0X{state.next_serial():07}",
        kind=KINDS[0],
        variant=KINDS[0].variants[0],
        brand="Tessaro",
        product_type=_one_of(body, "product_type", tuple(PRODUCT_TYPES), default="DRINKING_CUP"),
        euro_cents=KINDS[0].cents,
        fulfilled_by=_one_of(body, "fulfilled_by", (MERCHANT, AMAZON), default=MERCHANT),
        created_at=now,
        updated_at=now,
        offers=tuple(Offer(one, (BUYABLE, DISCOVERABLE), {}, 10) for one in _shops(account, body)),
        name=body.text("title"),
    )
    return as_json(book.save(listing, now=now))


def _shops(account: Account, body: Body) -> list[str]:
    own = [one.marketplace.id for one in account.participations]
    wanted = _marketplace_ids(body) or own
    if strange := set(wanted) - set(own):
        raise SandboxError(f"the account does not sell in {BY_ID[min(strange)].country}")
    return wanted


def _one_of(body: Body, name: str, allowed: tuple[str, ...], *, default: str) -> str:
    value = body.text(name, default)
    if value not in allowed:
        raise SandboxError(f"{name} must be one of {', '.join(allowed)}")
    return value


def _delete(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown("account", "sku")
    book = state.listings(find_account(state, int(body.number("account", 1))))
    book.remove(body.text("sku"))
    return {"count": book.count}


ROUTES = (
    ("/listings", "GET", _show),
    ("/listings", "POST", _add),
    ("/listings/weight", "POST", _act(_weigh, "attribute", "value", "unit", "countries")),
    ("/listings/offer-only", "POST", _act(_set_owner, "on")),
    ("/listings/status", "POST", _act(_set_status, "active", "countries")),
    ("/listings/delete", "POST", _delete),
)
