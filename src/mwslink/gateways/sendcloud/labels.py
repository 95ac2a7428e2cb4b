"""Shipments API v3, as far as an order is concerned: whether a label of it is out."""

from __future__ import annotations

from datetime import datetime

import msgspec

from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.sendcloud.protocol import PROVIDER, Origin
from mwslink.gateways.sendcloud.quotas import READ_SHIPPING

_ROUTE = "/shipments"
# A cancellation that is only asked for may still fail: until it is done the label can be used.
_TAKEN_BACK = ("CANCELLED", "CANCELLED_UPSTREAM")


class _Status(msgspec.Struct):
    code: str = ""


class _Parcel(msgspec.Struct):
    status: _Status = msgspec.field(default_factory=_Status)
    announced_at: datetime | None = None


class _Shipment(msgspec.Struct):
    parcels: list[_Parcel] = []


class _Answer(msgspec.Struct):
    data: list[_Shipment]


_answer = msgspec.json.Decoder(_Answer)


def has_label(caller: Caller, signer: Signer, origin: Origin, *, integration_id: int, order_number: str) -> bool:
    """Whether a parcel of the order is announced to a carrier, and not taken back."""
    query: dict[str, str | int] = {"integration_id": integration_id, "order_number": order_number, "page_size": 100}
    answer = caller.call(
        origin.get("list_shipments", _ROUTE, query, quota=READ_SHIPPING),
        lambda response: parse_json(response, _answer, provider=PROVIDER),
        signer=signer,
    )
    parcels = [parcel for shipment in answer.data for parcel in shipment.parcels]
    return any(one.announced_at is not None and one.status.code not in _TAKEN_BACK for one in parcels)
