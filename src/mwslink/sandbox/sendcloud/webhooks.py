"""What Sendcloud tells a shop by itself: every new status of its parcels, signed, tried again when nobody answers."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import msgspec

from mwslink.sandbox.exchange import Json
from mwslink.sandbox.sendcloud.model import Integration, part, stamp
from mwslink.sandbox.sendcloud.shipment import Parcel, Shipment

RETRIES = 10
_FIRST_DELAY, _LONGEST_DELAY = timedelta(minutes=5), timedelta(hours=1)


@dataclass
class Delivery:
    """One message on its way to a shop."""

    integration_id: int
    action: str
    url: str
    body: bytes
    signature: str
    due_at: datetime | None  # None: delivered, or given up
    parcel: int = 0
    attempts: list[Json] = field(default_factory=list)

    def as_json(self) -> Json:
        return {
            "integration_id": self.integration_id,
            "action": self.action,
            "url": self.url,
            "parcel": self.parcel or None,
            "signature": self.signature,
            "body": self.body.decode(),
            "attempts": self.attempts,
            "next_at": stamp(self.due_at) if self.due_at else None,
        }


class WebhookDesk:
    """All messages, the newest last."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self._waiting: list[Delivery] = []

    def add(self, shop: Integration, action: str, content: Json, at: datetime, parcel: int = 0) -> None:
        """Have a shop told, if it wants to be told."""
        url = shop.settings["webhook_url"]
        if not shop.settings["webhook_active"] or not isinstance(url, str):
            return
        body = msgspec.json.encode({"action": action, "timestamp": int(at.timestamp() * 1000), **content})
        delivery = Delivery(shop.id, action, url, body, sign(body, shop.secret_key), at, parcel)
        self.deliveries.append(delivery)
        self._waiting.append(delivery)

    def again(self, delivery: Delivery, now: datetime) -> None:
        """Send the same once more, as Sendcloud may."""
        repetition = replace(delivery, due_at=now, attempts=[])
        self.deliveries.append(repetition)
        self._waiting.append(repetition)

    def due(self, now: datetime) -> Iterator[Delivery]:
        """What is to be sent now."""
        return (one for one in list(self._waiting) if one.due_at is not None and one.due_at <= now)

    def record(self, delivery: Delivery, outcome: object, now: datetime) -> None:
        """Note how an attempt ended: a status, or why there is none; anything but 2xx is tried again, ten times."""
        delivery.attempts.append({"at": stamp(now), "outcome": outcome})
        failures = len(delivery.attempts)
        if (isinstance(outcome, int) and 200 <= outcome < 300) or failures > RETRIES:
            delivery.due_at = None
        else:
            delivery.due_at = now + min(_LONGEST_DELAY, _FIRST_DELAY * 2 ** (failures - 1))
        if delivery.due_at is None:
            self._waiting.remove(delivery)


def sign(body: bytes, key: str) -> str:
    """The header Sendcloud-Signature."""
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def parcel_content(shipment: Shipment, parcel: Parcel) -> Json:
    """`parcel_status_changed`: the parcel as API v2 has it, which names no carrier."""
    by_carrier = parcel.status.by_carrier
    changed_at = int(parcel.updated_at.timestamp() * 1000) if by_carrier else None
    return {"carrier_status_change_timestamp": changed_at, "parcel": _parcel_v2(shipment, parcel)}


def _parcel_v2(shipment: Shipment, parcel: Parcel) -> Json:
    to = part(shipment.fields, "to_address")
    street, house_number = str(to.get("address_line_1", "")), str(to.get("house_number", ""))
    digits = re.search(r"\d+", house_number)
    content: Json = {
        "id": parcel.id,
        "name": to.get("name", ""),
        "company_name": to.get("company_name", ""),
        "address": f"{street} {house_number}".strip(),
        "address_divided": {"street": street, "house_number": int(digits[0]) if digits else 0},
        "city": to.get("city", ""),
        "postal_code": to.get("postal_code", ""),
        "telephone": to.get("phone_number", ""),
        "date_created": parcel.created_at.strftime("%Y-%m-%dT%H:%M:%S"),
        "tracking_number": parcel.tracking_number,
        "weight": str(parcel.box.weight.get("value", "")),
        "label": {},
        "customs_declaration": {},
        "status": {"id": parcel.status.number, "message": parcel.status.message},
        "data": {},
        "country": {"iso_2": to.get("country_code", "")},
        "shipment": {"id": 8, "name": shipment.option},
        "order_number": shipment.order_number,
        "shipment_uuid": shipment.id,
        "external_order_id": shipment.external_order_id,
        "external_shipment_id": "",
    }
    return {**content, "email": to["email"]} if "email" in to else content


def integration_content(shop: Integration) -> Json:
    """`integration_updated` and the like, in the words of API v2."""
    settings = {name: value for name, value in shop.settings.items() if name != "feedback_type"}
    dates = {"failing_since": None, "last_fetch": None, "last_updated_at": stamp(shop.updated_at)}
    return {"integration": {"id": shop.id, "shop_name": shop.shop_name, "system": "api", **dates, **settings}}
