"""A shipment and its parcels, and how the API shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from mwslink.sandbox.exchange import Json
from mwslink.sandbox.sendcloud.carriers import carrier_name
from mwslink.sandbox.sendcloud.model import stamp
from mwslink.sandbox.sendcloud.statuses import Status, find_status

CLOSED = ("CANCELLED", "CANCELLED_UPSTREAM", "ANNOUNCEMENT_FAILED")


@dataclass(frozen=True)
class Event:
    """A change of a parcel's status."""

    at: datetime
    status: Status

    @property
    def kind(self) -> str:
        """Tracking's `event_type`."""
        return "carrier" if self.status.by_carrier else "internal"


@dataclass(frozen=True)
class Box:
    """What a parcel is made of: the fields of a request."""

    weight: Json
    items: list[Json]
    others: Json = field(default_factory=dict)  # dimensions, label_notes, package_type, …


@dataclass
class Parcel:
    """One box; `plan` is what happens to it by itself."""

    id: int
    box: Box
    created_at: datetime
    updated_at: datetime
    status: Status
    label_number: str = ""  # the tracking number it gets with its label
    tracking_number: str = ""
    announced_at: datetime | None = None
    events: list[Event] = field(default_factory=list)
    plan: list[tuple[datetime, str]] = field(default_factory=list)

    def move(self, code: str, at: datetime, message: str = "") -> None:
        """Take another status."""
        self.status = find_status(code, message)
        self.updated_at = at
        self.events.append(Event(at, self.status))

    @property
    def was_scanned(self) -> bool:
        """Whether the carrier ever had it."""
        return any(event.status.by_carrier for event in self.events)


@dataclass
class Shipment:
    """What goes to one recipient in one go. `order` is Sendcloud's id of the order, 0 where there is none."""

    id: str
    serial: int
    integration_id: int
    option: str
    fields: Json  # addresses, order_number, prices, references, customs
    parcels: list[Parcel]
    order: int = 0
    external_order_id: str = ""
    carrier_code: str = ""
    errors: list[Json] = field(default_factory=list)

    @property
    def order_number(self) -> str:
        return str(self.fields.get("order_number") or "")

    @property
    def is_open(self) -> bool:
        """Whether some parcel of it is on its way or will be."""
        return any(parcel.status.code not in CLOSED for parcel in self.parcels)

    def quantities(self) -> Iterator[int]:
        """How many of each item are in it."""
        return (int(str(item["quantity"])) for parcel in self.parcels for item in parcel.box.items)

    def ship_with(self) -> Json:
        """The shipping option, as the API names it."""
        return {
            "type": "shipping_option_code",
            "properties": {"shipping_option_code": self.option, "contract_id": 517},
        }

    def as_json(self, url: str) -> Json:
        """As the API shows it; `url` is where documents are."""
        return {
            "id": self.id,
            **self.fields,
            "ship_with": self.ship_with(),
            "carrier": {"code": self.carrier_code, "name": carrier_name(self.carrier_code)},
            "errors": self.errors,
            "parcels": [self.parcel_as_json(parcel, url) for parcel in self.parcels],
        }

    def parcel_as_json(self, parcel: Parcel, url: str) -> Json:
        """One of its parcels."""
        return {
            "id": parcel.id,
            "status": {"code": parcel.status.code, "message": parcel.status.message},
            "documents": documents_of(parcel, url),
            "weight": parcel.box.weight,
            **parcel.box.others,
            "tracking_number": parcel.tracking_number,
            "tracking_url": tracking_url(self, parcel),
            "additional_carrier_data": {"awb_tracking_number": None, "box_number": None},
            "created_at": stamp(parcel.created_at),
            "updated_at": stamp(parcel.updated_at),
            "announced_at": stamp(parcel.announced_at) if parcel.announced_at else None,
            "parcel_items": parcel.box.items,
        }


def documents_of(parcel: Parcel, url: str) -> list[Json]:
    """The label, once there is one."""
    if parcel.announced_at is None:
        return []
    link = f"{url}/api/v3/parcels/{parcel.id}/documents/label"
    return [{"type": "label", "document_type": "label", "size": "a6", "link": link}]


def tracking_url(shipment: Shipment, parcel: Parcel) -> str | None:
    """Where the recipient could look, were this a real parcel."""
    if not parcel.tracking_number:
        return None
    return f"https://tracking.sendcloud.example/forward?carrier={shipment.carrier_code}&code={parcel.tracking_number}"
