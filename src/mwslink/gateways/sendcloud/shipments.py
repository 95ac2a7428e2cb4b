"""Shipments v3: which parcels changed, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import msgspec

from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.http import Response
from mwslink.gateways.sendcloud.protocol import PROVIDER, Origin, next_cursor
from mwslink.gateways.sendcloud.quotas import READ_SHIPPING
from mwslink.gateways.spapi.protocol import as_utc
from mwslink.listings.weights import Weight
from mwslink.shipping.model import Parcel, ParcelItem, ShipmentPage

OPERATION, ROUTE = "all_shipments", "/shipments"
PER_PAGE = 100
Text = str | None
_UNITS = {"kg": "kilograms", "g": "grams", "lbs": "pounds", "oz": "ounces"}
_LEAST, _MOST = (
    Decimal("0.0001"),
    Decimal(1_000_000),
)  # of any unit; what is beyond is a slip


class _Status(msgspec.Struct):
    code: Text = ""


class _Item(msgspec.Struct):
    item_id: Text = ""
    sku: Text = ""
    quantity: int = 0


class _Weight(msgspec.Struct):
    value: Decimal
    unit: str


class _Parcel(msgspec.Struct):
    id: int | None = None
    status: _Status | None = None
    tracking_number: Text = ""
    announced_at: datetime | None = None
    updated_at: datetime | None = None
    parcel_items: list[_Item] | None = None
    weight: msgspec.Raw = msgspec.Raw()


class _Carrier(msgspec.Struct):
    code: Text = ""
    name: Text = ""


class _Option(msgspec.Struct):
    shipping_option_code: Text = ""


class _ShipWith(msgspec.Struct):
    properties: _Option | None = None


class _Shipment(msgspec.Struct):
    order_number: Text = ""
    carrier: _Carrier | None = None
    ship_with: _ShipWith | None = None
    parcels: list[_Parcel] | None = None


class _Shipments(msgspec.Struct):
    data: list[_Shipment]


_shipments = msgspec.json.Decoder(_Shipments)
_weight = msgspec.json.Decoder(_Weight)
_NO_CARRIER, _NO_OPTION = _Carrier(), _Option()


@dataclass(frozen=True)
class Shipments:
    """The shipments of a user, of all integrations (implements `shipping.target.ShipmentSource`)."""

    caller: Caller
    signer: Signer
    origin: Origin

    def changed_shipments(self, since: datetime, cursor: str = "") -> ShipmentPage:
        """The parcels of a page of shipments that changed since then."""
        query: dict[str, str | int] = {"updated_after": since.isoformat(), "page_size": PER_PAGE}
        return self._page(query | ({"cursor": cursor} if cursor else {}))

    def parcels(self, parcel_ids: Sequence[str], *, integration_id: int | None = None) -> ShipmentPage:
        """The shipments of these parcels, a hundred at most; unknown ones are left out, and those of other integrations
        than the one given. A shipment itself does not say of which it is.
        """
        query: dict[str, str | int] = {"ids": ",".join(parcel_ids), "page_size": PER_PAGE}
        return self._page(query | ({"integration_id": integration_id} if integration_id else {}))

    def of_order(self, order_number: str, *, integration_id: int) -> tuple[Parcel, ...]:
        """The parcels of one order, as many as a page has."""
        query: dict[str, str | int] = {
            "integration_id": integration_id,
            "order_number": order_number,
            "page_size": PER_PAGE,
        }
        return self._page(query).parcels

    def _page(self, query: dict[str, str | int]) -> ShipmentPage:
        request = self.origin.get(OPERATION, ROUTE, query, quota=READ_SHIPPING)
        return self.caller.call(request, _read_page, signer=self.signer)


def _read_page(response: Response) -> ShipmentPage:
    found = parse_json(response, _shipments, provider=PROVIDER).data
    parcels = tuple(parcel for shipment in found for parcel in _parcels(shipment))
    return ShipmentPage(parcels, next_cursor(response))


def _parcels(shipment: _Shipment) -> list[Parcel]:
    carrier = shipment.carrier or _NO_CARRIER
    option = (shipment.ship_with.properties if shipment.ship_with else None) or _NO_OPTION
    return [
        Parcel(
            id=str(parcel.id),
            order_number=(shipment.order_number or "").strip(),
            status=(parcel.status.code if parcel.status else "") or "",
            carrier_code=(carrier.code or "").strip(),
            carrier_name=(carrier.name or "").strip(),
            service=option.shipping_option_code or "",
            tracking_number=(parcel.tracking_number or "").strip(),
            announced_at=_utc(parcel.announced_at),
            updated_at=_utc(parcel.updated_at),
            items=tuple(
                ParcelItem(item.item_id or "", item.sku or "", item.quantity) for item in parcel.parcel_items or ()
            ),
            grams=_grams(parcel.weight),
        )
        for parcel in shipment.parcels or ()
        if parcel.id is not None  # without one it is no parcel yet
    ]


def _grams(weight: msgspec.Raw) -> Decimal | None:
    """Exact grams; None for what is no weight, which keeps nobody from confirming the parcel."""
    try:
        read = _weight.decode(weight)
    except msgspec.DecodeError:
        return None
    if read.unit not in _UNITS or not read.value.is_finite() or not _LEAST <= read.value <= _MOST:
        return None
    return Weight(read.value, _UNITS[read.unit]).grams


def _utc(at: datetime | None) -> datetime | None:
    return as_utc(at) if at else None
