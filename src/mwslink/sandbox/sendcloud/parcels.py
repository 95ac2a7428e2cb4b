"""Parcels: the list of statuses, tracking by number, documents."""

from __future__ import annotations

from datetime import timedelta

from mwslink.sandbox.exchange import Json, Reply, json_reply
from mwslink.sandbox.sendcloud.door import KeyCall, gated
from mwslink.sandbox.sendcloud.label_files import label_file
from mwslink.sandbox.sendcloud.model import stamp
from mwslink.sandbox.sendcloud.refusals import Problem, SendcloudRefusal
from mwslink.sandbox.sendcloud.shipment import Event, Parcel, Shipment, tracking_url
from mwslink.sandbox.sendcloud.statuses import STATUSES
from mwslink.sandbox.state import State

_DOCUMENTS = ("label", "customs-declaration", "air-waybill")
_FORMATS = ("application/pdf", "application/zpl", "image/png")


def all_parcel_statuses(_: State, __: KeyCall) -> Reply:
    """GET /parcels/statuses."""
    return json_reply(200, {"data": [{"code": one.code, "message": one.message} for one in STATUSES.values()]})


def get_parcel_by_tracking_number(_: State, request: KeyCall) -> Reply:
    """GET /parcels/tracking/{tracking_number}; an error of this one has a form of its own."""
    found = request.panel.shipments.by_tracking_number(request.call.path_values["tracking_number"])
    if found is None or found[0].integration_id not in request.panel.of_user(request.integration.user_id):
        return json_reply(404, {"detail": "Parcel does not exist"})
    return json_reply(200, _tracking(*found))


def _tracking(shipment: Shipment, parcel: Parcel) -> Json:
    announced_at = parcel.announced_at or parcel.created_at
    number = {
        "carrier_code": shipment.carrier_code,
        "tracking_number": parcel.tracking_number,
        "tracking_url": tracking_url(shipment, parcel),
    }
    return {
        "announced_at": stamp(announced_at),
        "created_at": stamp(parcel.created_at),
        "updated_at": stamp(announced_at),
        "details": {
            "integration_id": shipment.integration_id,
            "expected_delivery_date": (announced_at + timedelta(days=2)).date().isoformat(),
            "is_mail_box": False,
            "is_return": False,
            "is_to_service_point": "to_service_point" in shipment.fields,
        },
        "events": [_event(event) for event in reversed(parcel.events)],
        "from_address": shipment.fields["from_address"],
        "to_address": shipment.fields["to_address"],
        "source_id": shipment.external_order_id,
        "tracking_numbers": [number],
    }


def _event(event: Event) -> Json:
    return {
        "event_at": stamp(event.at),
        "event_type": event.kind,
        "status_code": event.status.phase,
        "status_description": event.status.message,
        "status_type": "success" if event.status.phase != "unknown" else "exception",
        "sub_status_code": "none",
    }


def retrieve_parcel_documents(_: State, request: KeyCall) -> Reply:
    """GET /parcels/{id}/documents/{type}: the label, in the format the Accept header asks for."""
    kind = request.call.path_values["type"]
    if kind not in _DOCUMENTS:
        raise SendcloudRefusal(400, [Problem("invalid", "Invalid document type.")])
    found = request.panel.shipments.parcel(request.number("id"))
    own = request.panel.of_user(request.integration.user_id)
    if found is None or found[0].integration_id not in own or kind != "label" or found[1].announced_at is None:
        raise SendcloudRefusal(404, [Problem("not_found", "No Parcel matches the given query.")])
    accept = request.call.headers.get("accept", "")
    file = label_file(found[1], accept if accept in _FORMATS else _FORMATS[0])
    return Reply(200, file.content, content_type=file.mime_type)


_TRACKING, _ONE_DOCUMENT = "/parcels/tracking/{tracking_number}", "/parcels/{id}/documents/{type}"
OPERATIONS = (
    gated("all_parcel_statuses", "GET", "/parcels/statuses", "read:parcel", all_parcel_statuses),
    gated("get_parcel_by_tracking_number", "GET", _TRACKING, "read:parcel", get_parcel_by_tracking_number),
    gated("retrieve_parcel_documents", "GET", _ONE_DOCUMENT, "read:parcel", retrieve_parcel_documents),
)
