"""From an item of the Listings Items API to our `Listing`s, one per marketplace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from mwslink.gateways.spapi.listings_wire import (
    WireAttributes,
    WireIssue,
    WireItem,
    WireSubmission,
    WireSummary,
    WireWeight,
)
from mwslink.gateways.spapi.protocol import as_utc
from mwslink.listings.model import AMAZON, MERCHANT, Listing, Weights
from mwslink.listings.pull import Issue, Submission
from mwslink.listings.weights import Weight

_BY_MERCHANT = "DEFAULT"
_NOTHING = WireAttributes()
# No parcel needs more digits; 1e999999999 would be a gigabyte when it is written out.
_LARGEST_EXPONENT = 30


def read_listings(item: WireItem, marketplace_ids: Sequence[str]) -> list[Listing]:
    """The listings of an item that was asked for in these marketplaces."""
    summaries = item.summaries or [WireSummary(id_) for id_ in _marketplaces_without_summary(item, marketplace_ids)]
    by = fulfilled_by(item)
    return [
        Listing(
            sku=item.sku,
            marketplace_id=summary.marketplace_id,
            asin=summary.asin or "",
            title=summary.item_name or "",
            product_type=summary.product_type or "",
            statuses=tuple(summary.status or ()),
            fulfilled_by=by,
            created_at=_moment(summary.created_date),
            updated_at=_moment(summary.last_updated_date),
            weights=_weights(item.attributes or _NOTHING, summary.marketplace_id),
        )
        for summary in summaries
    ]


def fulfilled_by(item: WireItem) -> str:
    """Who ships: Amazon only where it alone is named."""
    codes = {one.fulfillment_channel_code for one in item.fulfillment_availability or ()}
    return AMAZON if codes and _BY_MERCHANT not in codes else MERCHANT


def read_weight(value: Decimal | None, unit: str | None) -> Weight | None:
    """A weight as Amazon states it; None where there is no number."""
    if value is None or not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        return None
    return Weight(value, unit or "")


def read_submission(wire: WireSubmission, sku: str) -> Submission:
    """Amazon's answer to one repair; `sku` is ours, for Amazon may write it otherwise."""
    return Submission(sku, wire.status, wire.submission_id or "", tuple(map(read_issue, wire.issues or ())))


def read_issue(wire: WireIssue) -> Issue:
    """What Amazon has to say."""
    return Issue(wire.code or "", wire.message or "", wire.severity or "", tuple(wire.attribute_names or ()))


def _marketplaces_without_summary(item: WireItem, marketplace_ids: Sequence[str]) -> Sequence[str]:
    """Where an item is that Amazon has no summary of, such as one whose page was removed."""
    if len(marketplace_ids) == 1:
        return marketplace_ids
    attributes = item.attributes or _NOTHING
    stated = [attributes.website_shipping_weight, attributes.item_package_weight, attributes.item_weight]
    named = {weight.marketplace_id for weights in stated for weight in weights or ()}
    return [id_ for id_ in marketplace_ids if id_ in named] or marketplace_ids


def _moment(at: datetime | None) -> datetime | None:
    return None if at is None else as_utc(at)


def _weights(attributes: WireAttributes, marketplace_id: str) -> Weights:
    return Weights(
        shipping=_stated_in(attributes.website_shipping_weight, marketplace_id),
        package=_stated_in(attributes.item_package_weight, marketplace_id),
        item=_stated_in(attributes.item_weight, marketplace_id),
    )


def _stated_in(weights: Sequence[WireWeight] | None, marketplace_id: str) -> Weight | None:
    """The weight for one marketplace, else the one for which Amazon names none (single-store listings)."""
    for id_ in (marketplace_id, ""):
        for weight in weights or ():
            if (weight.marketplace_id or "") == id_ and (read := read_weight(weight.value, weight.unit)):
                return read
    return None
