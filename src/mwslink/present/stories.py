"""The story of an order, from its first sighting to its erasure: what is known, as data; see `whys` for the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from mwslink.orders.records import country_of

if TYPE_CHECKING:
    from mwslink.connections import Seller
    from mwslink.listings.model import UnitWeight
    from mwslink.listings.weighing import OrderWeight
    from mwslink.retention.policy import Due
    from mwslink.shipping.outbox import Entry
    from mwslink.store.erasing import ErasedRow
    from mwslink.store.histories import ArchivedIn, ParcelOutline
    from mwslink.store.queries import StoredOrder
    from mwslink.store.sightings import Sighting


@dataclass(frozen=True)
class Weighing:
    """What an order weighs or misses, since when, and what one piece of its SKUs weighs by what is known now."""

    weight: OrderWeight
    at: datetime | None = None
    units: Mapping[str, UnitWeight] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """All that the store knows of one seller's order; `stored` is None when all of it was erased."""

    order_id: str
    seller: Seller
    stored: StoredOrder | None = None
    connection: str = ""
    sightings: Sequence[Sighting] = ()
    weighing: Weighing | None = None
    entry: Entry | None = None
    parcels: Sequence[ParcelOutline] = ()
    archives: Sequence[ArchivedIn] = ()
    erasures: Sequence[ErasedRow] = ()
    erasure_requested_at: datetime | None = None
    due: Due | None = None  # when its personal data must go; None when there is none


def story_record(story: Story) -> dict[str, object]:
    """The story as JSON shows it (docs/reference/json.md)."""
    return {
        "order_id": story.order_id,
        "seller_id": story.seller.seller_id,
        "region": story.seller.region,
        "connection": story.connection or None,
        "order": _order_record(story),
        "seen": [_sighting_record(one) for one in story.sightings],
        "weight": _weighing_record(story),
        "sendcloud": _entry_record(story.entry),
        "parcels": [_parcel_record(one) for one in story.parcels],
        "personal": _personal_record(story),
        "archives": [_archive_record(one) for one in story.archives],
    }


def _order_record(story: Story) -> dict[str, object] | None:
    if story.stored is None:
        return None
    order = story.stored.order
    return {
        "marketplace_id": order.marketplace_id,
        "country": country_of(order),
        "status": order.status,
        "fulfilled_by": order.fulfilled_by,
        "programs": order.programs,
        "created_at": order.created_at,
        "updated_at": order.updated_at,
        "ship_by": order.ship_by.latest,
    }


def _sighting_record(one: Sighting) -> dict[str, object]:
    return {
        "at": one.seen_at,
        "api": one.source.api,
        "operation": one.source.operation,
        "request_id": one.source.request_id or None,
        "status": one.status,
        "updated_at": one.updated_at,
    }


def _weighing_record(story: Story) -> dict[str, object] | None:
    weighing, stored = story.weighing, story.stored
    if weighing is None or stored is None:
        return None
    return {
        "grams": weighing.weight.grams,
        "origin": weighing.weight.origin,
        "weighed_at": weighing.at,
        "missing_skus": weighing.weight.missing,
        "items": [
            {"sku": item.sku, "quantity": item.quantity, **_unit_record(weighing.units.get(item.sku))}
            for item in stored.order.items
        ],
    }


def _unit_record(unit: UnitWeight | None) -> dict[str, object]:
    return {"unit_grams": unit.grams if unit else None, "unit_origin": unit.origin if unit else None}


def _entry_record(entry: Entry | None) -> dict[str, object] | None:
    if entry is None:
        return None
    return {
        "state": entry.state,
        "integration_id": entry.integration_id or None,
        "sendcloud_id": entry.sendcloud_id,
        "sent_at": entry.sent_at,
        "version_at": entry.version_at,
        "changed_at": entry.changed_at,
        "attempts": entry.attempts,
        "reason": entry.reason or None,
        "detail": entry.detail or None,
    }


def _parcel_record(one: ParcelOutline) -> dict[str, object]:
    return {
        "parcel_id": one.parcel_id,
        "status": one.status,
        "state": one.state,
        "changed_at": one.changed_at,
        "processed_at": one.processed_at,
        "told_at": one.told_at,
        "feed_id": one.feed_id,
        "reason": one.reason or None,
        "text": one.text or None,
    }


def _personal_record(story: Story) -> dict[str, object]:
    stored = story.stored
    return {
        "is_held": stored is not None and stored.has_personal,
        "due_at": story.due.at if story.due else None,
        "due_reason": story.due.reason if story.due else None,
        "erased_at": stored.personal_erased_at if stored else None,
        "requested_at": story.erasure_requested_at,
        "erasures": [
            {
                "what": one.what,
                "reason": one.reason,
                "due_at": one.due_at,
                "erased_at": one.erased_at,
                "certificate": one.certificate,
            }
            for one in story.erasures
        ],
    }


def _archive_record(one: ArchivedIn) -> dict[str, object]:
    return {
        "archive_id": one.archive_id,
        "state": one.state,
        "created_at": one.created_at,
        "verified_at": one.verified_at,
    }
