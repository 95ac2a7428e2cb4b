"""Control paths for Sendcloud's shipments: somebody ships by hand in the panel, and carriers do their work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from starlette.requests import Request

from mwslink.sandbox.control_body import Body
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.sendcloud.auto_ship import AutoShip
from mwslink.sandbox.sendcloud.carriers import Journey
from mwslink.sandbox.sendcloud.control import find_order, settled
from mwslink.sandbox.sendcloud.model import stamp
from mwslink.sandbox.sendcloud.packing import SENDER, PackingError, fields_of, option_of, pack
from mwslink.sandbox.sendcloud.panel import INTEGRATION_ID, Panel
from mwslink.sandbox.sendcloud.shipment import Box, Parcel, Shipment
from mwslink.sandbox.sendcloud.shipment_desk import Consignment, ShipmentDesk
from mwslink.sandbox.settings import SandboxError
from mwslink.sandbox.state import State

HELP = (
    "sendcloud/shipments: GET, every shipment with its parcels and their events; ?order_id=… for one order's",
    'sendcloud/ship: POST {"order_id": …, "parcels": [{"parcel_items": [{"item_id": …, "quantity": 1}]}], "carrier": '
    '"correos", "tracking_numbers": […], "announce": true} ships it in the panel; no parcels: one of everything',
    'sendcloud/stray: POST {"order_number": …, "carrier": …} makes a shipment without an order',
    'sendcloud/parcels/ID/move and sendcloud/orders/move: POST {"to": "announce"}, also process, deliver, exception, '
    'fail, cancel; orders/move takes "order_id" and moves all parcels of the order',
    'sendcloud/parcels/ID/change: POST {"status": any code, "message": …, "tracking_number": …, "carrier": any code}',
    'sendcloud/announcements: POST {"fail": 1}: the next ones are refused by the carrier',
    'sendcloud/carriers: POST {"announce": 2, "first_scan": 28800, "delivery": 115200} in seconds; null: not by itself',
    'sendcloud/auto-ship: POST {"on": true, "delay": 60, "carrier": "correos"}, and the times of sendcloud/carriers',
    "sendcloud/webhooks: GET, every message to shops with its attempts; POST {} sends the last one again",
)
_MOVES = {
    "process": "EN_ROUTE_TO_SORTING_CENTER",
    "deliver": "DELIVERED",
    "exception": "EXCEPTION",
    "fail": "ANNOUNCEMENT_FAILED",
    "cancel": "CANCELLED",
}
_TIMES = ("announce", "first_scan", "delivery")


def _shipments(state: State, request: Request, _: Body) -> object:
    panel, wanted = settled(state), request.query_params.get("order_id")
    found = [one for one in panel.shipments if wanted in (None, one.external_order_id)]
    return {"shipments": [describe(one, _origin(request)) for one in found]}


def _origin(request: Request) -> str:
    return str(request.base_url).split("/_sandbox")[0].rstrip("/")


def describe(shipment: Shipment, url: str) -> Json:
    """All that the witness knows of a shipment."""
    parcels = [
        {**shipment.parcel_as_json(parcel, url), "events": [_event(one.at, one.status.code) for one in parcel.events]}
        for parcel in shipment.parcels
    ]
    known = {"integration_id": shipment.integration_id, "order_id": shipment.external_order_id or None}
    return {**shipment.as_json(url), **known, "parcels": parcels}


def _event(at: datetime, code: str) -> Json:
    return {"at": stamp(at), "status": code}


def _ship(state: State, request: Request, body: Body) -> object:
    body.refuse_unknown("order_id", "integration_id", "parcels", "carrier", "tracking_numbers", "announce")
    panel = settled(state)
    order = find_order(panel, body)
    carrier = body.text("carrier")
    try:
        wanted = Consignment(
            order.integration_id,
            f"{carrier}:standard" if carrier else option_of(order),
            fields_of(order),
            pack(order, body.objects("parcels")),
            order=order.id,
            external_order_id=order.order_id,
            tracking_numbers=body.texts("tracking_numbers"),
            is_announced=False,
        )
    except PackingError as error:
        raise SandboxError(str(error)) from error
    return _finish(state, panel, wanted, request, body)


def _finish(state: State, panel: Panel, wanted: Consignment, request: Request, body: Body) -> Json:
    """Make the shipment, with its labels unless asked otherwise."""
    now = state.clock.now()
    shipment = panel.shipments.create(wanted, now)
    if body.flag("announce", default=True):
        panel.shipments.begin(shipment, now)
        panel.shipments.announce(shipment, now)
    return describe(shipment, _origin(request))


def _stray(state: State, request: Request, body: Body) -> object:
    body.refuse_unknown("order_number", "integration_id", "carrier", "tracking_numbers", "announce")
    carrier = body.text("carrier", "postnl")
    to: Json = {**SENDER, "name": "Somebody", "company_name": ""}
    fields: Json = {"order_number": body.text("order_number"), "to_address": to, "from_address": SENDER}
    box = Box({"value": "1.000", "unit": "kg"}, [])
    wanted = Consignment(
        int(body.number("integration_id", INTEGRATION_ID)),
        f"{carrier}:standard",
        fields,
        [box],
        tracking_numbers=body.texts("tracking_numbers"),
        is_announced=False,
    )
    return _finish(state, settled(state), wanted, request, body)


def _move_parcel(state: State, request: Request, body: Body) -> object:
    body.refuse_unknown("to")
    panel = settled(state)
    shipment, parcel = _find_parcel(panel, request)
    _move(panel.shipments, shipment, parcel, body.text("to"), state.clock.now())
    return describe(shipment, _origin(request))


def _move_order(state: State, request: Request, body: Body) -> object:
    body.refuse_unknown("to", "order_id", "integration_id")
    panel = settled(state)
    wanted = body.text("order_id"), int(body.number("integration_id", INTEGRATION_ID))
    found = [one for one in panel.shipments if (one.external_order_id, one.integration_id) == wanted]
    if not found:
        raise LookupError(f"Sendcloud has no shipment of order {wanted[0]!r} of integration {wanted[1]}")
    for shipment in found:
        for parcel in shipment.parcels:
            _move(panel.shipments, shipment, parcel, body.text("to"), state.clock.now())
    return {"shipments": [describe(one, _origin(request)) for one in found]}


def _move(desk: ShipmentDesk, shipment: Shipment, parcel: Parcel, to: str, now: datetime) -> None:
    if to == "announce":
        if parcel.status.code == "NO_LABEL":
            desk.begin(shipment, now)
        desk.announce(shipment, now)
    elif to in _MOVES:
        desk.move(shipment, parcel, _MOVES[to], now)
    else:
        raise SandboxError(f"to must be one of announce, {', '.join(_MOVES)}, not {to!r}")


def _change_parcel(state: State, request: Request, body: Body) -> object:
    body.refuse_unknown("status", "message", "tracking_number", "carrier")
    panel, now = settled(state), state.clock.now()
    shipment, parcel = _find_parcel(panel, request)
    if body.has("carrier"):
        shipment.carrier_code = body.text("carrier")
        shipment.option = f"{shipment.carrier_code}:standard"
    if body.has("tracking_number"):
        parcel.tracking_number = parcel.label_number = body.text("tracking_number")
    if body.has("status"):
        panel.shipments.move(shipment, parcel, body.text("status"), now, body.text("message"))
    parcel.updated_at = now
    return describe(shipment, _origin(request))


def _find_parcel(panel: Panel, request: Request) -> tuple[Shipment, Parcel]:
    number = request.path_params["id"]
    found = panel.shipments.parcel(int(number)) if number.isdigit() else None
    if found is None:
        raise LookupError(f"Sendcloud has no parcel {number}")
    return found


def _fail_announcements(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown("fail")
    state.sendcloud.shipments.failures = int(body.number("fail"))
    return {"fail": state.sendcloud.shipments.failures}


def _set_carriers(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown(*_TIMES)
    state.sendcloud.shipments.journey = _journey(body)
    return _times(state.sendcloud.shipments.journey)


def _journey(body: Body) -> Journey:
    usual = Journey()
    return Journey(
        announce=timedelta(seconds=body.number("announce", usual.announce.total_seconds())),
        first_scan=_time(body, "first_scan", usual.first_scan),
        delivery=_time(body, "delivery", usual.delivery),
    )


def _time(body: Body, name: str, usual: timedelta | None) -> timedelta | None:
    if body.is_null(name):
        return None
    return timedelta(seconds=body.number(name)) if body.has(name) else usual


def _times(journey: Journey) -> Json:
    found: dict[str, timedelta | None] = {name: getattr(journey, name) for name in _TIMES}
    return {name: None if time is None else time.total_seconds() for name, time in found.items()}


def _set_auto_ship(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown("on", "delay", "carrier", *_TIMES)
    panel = settled(state)
    if not body.flag("on", default=True):
        panel.auto_ship = None
        return {"on": False}
    panel.auto_ship = AutoShip(timedelta(seconds=body.number("delay", 60)), _journey(body), body.text("carrier"))
    settled(state)
    return {"on": True, "delay": panel.auto_ship.delay.total_seconds(), **_times(panel.auto_ship.journey)}


def _webhooks(state: State, _: Request, __: Body) -> object:
    return {"webhooks": [one.as_json() for one in settled(state).webhooks.deliveries]}


def _send_again(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown()
    desk = settled(state).webhooks
    if not desk.deliveries:
        raise LookupError("there is no message yet")
    desk.again(desk.deliveries[-1], state.clock.now())
    return desk.deliveries[-1].as_json()


_Answer = Callable[[State, Request, Body], object]
ROUTES: tuple[tuple[str, str, _Answer], ...] = (
    ("/sendcloud/shipments", "GET", _shipments),
    ("/sendcloud/ship", "POST", _ship),
    ("/sendcloud/stray", "POST", _stray),
    ("/sendcloud/orders/move", "POST", _move_order),
    ("/sendcloud/parcels/{id}/move", "POST", _move_parcel),
    ("/sendcloud/parcels/{id}/change", "POST", _change_parcel),
    ("/sendcloud/announcements", "POST", _fail_announcements),
    ("/sendcloud/carriers", "POST", _set_carriers),
    ("/sendcloud/auto-ship", "POST", _set_auto_ship),
    ("/sendcloud/webhooks", "GET", _webhooks),
    ("/sendcloud/webhooks", "POST", _send_again),
)
