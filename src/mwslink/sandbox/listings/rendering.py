"""A listing as the Listings Items API and its feeds show it: the parts asked for, in the marketplaces asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from mwslink.marketplaces import BY_ID
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.exchange import Json, Reply
from mwslink.sandbox.listing import AMAZON, Issue, Listing, Offer
from mwslink.sandbox.seed.amounts import local_cents, money

DATA_SETS = (
    "summaries", "attributes", "issues", "offers", "fulfillmentAvailability", "procurement", "relationships",
    "productTypes",
)  # fmt: skip
_ENCODER = msgspec.json.Encoder(decimal_format="number")  # weights are numbers with all their digits
_STRENGTHS = {"ERROR": "LISTING_SUPPRESSED", "WARNING": "SEARCH_SUPPRESSED"}


def exact_reply(status: int, value: object) -> Reply:
    """An answer with a JSON body whose decimals are numbers, digit by digit."""
    return Reply(status, _ENCODER.encode(value))


def render_item(listing: Listing, marketplace_ids: Collection[str], included: Collection[str]) -> Json:
    """One Item: what the seller contributed and what Amazon made of it."""
    offers = [offer for offer in listing.offers if offer.marketplace_id in marketplace_ids]
    item: Json = {"sku": listing.sku}
    if "summaries" in included:
        item["summaries"] = [_summary(listing, offer) for offer in offers]
    if "attributes" in included:
        item["attributes"] = render_attributes(listing, offers)
    if "issues" in included:
        item["issues"] = render_issues(offers)
    if "offers" in included:
        item["offers"] = [_price(listing, offer) for offer in offers if offer.status]
    if "fulfillmentAvailability" in included:
        item["fulfillmentAvailability"] = _availability(listing, offers)
    if "relationships" in included:
        item["relationships"] = [{"marketplaceId": offer.marketplace_id, "relationships": []} for offer in offers]
    if "productTypes" in included:
        item["productTypes"] = [
            {"marketplaceId": offer.marketplace_id, "productType": listing.product_type} for offer in offers
        ]
    return item


def fulfillment_channel(listing: Listing) -> str:
    """DEFAULT where the seller ships; the sandbox's sellers are European."""
    return "AMAZON_EU" if listing.fulfilled_by == AMAZON else "DEFAULT"


def fn_sku(listing: Listing) -> str:
    """Amazon's own number of a product in its warehouses; that of a book is its ISBN."""
    return f"X0{listing.asin[2:]}" if listing.asin.startswith("B0") else listing.asin


def asin_of(fn_sku: str) -> str:
    """The ASIN that belongs to such a number."""
    return f"B0{fn_sku[2:]}" if fn_sku.startswith("X0") else fn_sku


def render_attributes(listing: Listing, offers: Sequence[Offer]) -> dict[str, list[Json]]:
    """What the seller contributed; an offer on somebody else's page has its sales terms only."""
    found: dict[str, list[Json]] = {}
    for offer in offers:
        for name, instance in _contributions(listing, offer):
            if name not in offer.others:
                found.setdefault(name, []).append({**instance, "marketplace_id": offer.marketplace_id})
        for name, instances in offer.others.items():
            found.setdefault(name, []).extend(instances)
    return found


def render_issue(issue: Issue, marketplace_ids: Sequence[str] = ()) -> Json:
    """An Issue as an answer shows it."""
    shown: Json = {"code": issue.code, "message": issue.message, "severity": issue.severity}
    if issue.attributes:
        shown["attributeNames"] = list(issue.attributes)
    shown["categories"] = list(issue.categories)
    if marketplace_ids:
        actions = [{"action": _STRENGTHS[issue.severity]}] if issue.severity in _STRENGTHS else []
        shown["enforcements"] = {"actions": actions, "exemption": {"status": "NOT_EXEMPT"}}
        shown["marketplaceIds"] = list(marketplace_ids)
    return shown


def render_issues(offers: Sequence[Offer]) -> list[Json]:
    """Each issue once, with the marketplaces it is about."""
    places: dict[Issue, list[str]] = {}
    for offer in offers:
        for issue in offer.issues:
            places.setdefault(issue, []).append(offer.marketplace_id)
    return [render_issue(issue, shops) for issue, shops in places.items()]


def _contributions(listing: Listing, offer: Offer) -> Iterator[tuple[str, Json]]:
    language = BY_ID[offer.marketplace_id].language
    yield "condition_type", {"value": "new_new"}
    yield "merchant_suggested_asin", {"value": listing.asin}
    if not listing.is_offer_only:
        yield "item_name", {"value": listing.title(language), "language_tag": language}
        yield "brand", {"value": listing.brand, "language_tag": language}
    for name, weight in offer.weights.items():
        yield name, {"value": weight.value, "unit": weight.unit}
    availability: Json = {"fulfillment_channel_code": fulfillment_channel(listing)}
    if listing.fulfilled_by != AMAZON:
        availability["quantity"] = offer.quantity
    yield "fulfillment_availability", availability


def _summary(listing: Listing, offer: Offer) -> Json:
    summary: Json = {
        "marketplaceId": offer.marketplace_id,
        "asin": listing.asin,
        "productType": listing.product_type,
        "conditionType": "new_new",
        "status": list(offer.status),
        "itemName": listing.title(BY_ID[offer.marketplace_id].language),
        "createdDate": as_text(listing.created_at),
        "lastUpdatedDate": as_text(listing.updated_at),
    }
    if listing.fulfilled_by == AMAZON:
        summary["fnSku"] = fn_sku(listing)
    if not any("MISSING_IMAGE" in issue.categories for issue in offer.issues):
        link = f"https://m.media-amazon.com/images/I/{listing.asin}.jpg"
        summary["mainImage"] = {"link": link, "height": 500, "width": 500}
    return summary


def _price(listing: Listing, offer: Offer) -> Json:
    currency = BY_ID[offer.marketplace_id].currency
    amount = money(local_cents(listing.euro_cents, currency))
    return {
        "marketplaceId": offer.marketplace_id,
        "offerType": "B2C",
        "price": {"currencyCode": currency, "amount": str(amount)},
        "audience": {"value": "ALL", "displayName": "Sell on Amazon"},
    }


def _availability(listing: Listing, offers: Sequence[Offer]) -> list[Json]:
    if not offers:
        return []
    shown: Json = {"fulfillmentChannelCode": fulfillment_channel(listing)}
    if listing.fulfilled_by != AMAZON:
        shown["quantity"] = offers[0].quantity
    return [shown]
