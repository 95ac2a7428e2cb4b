"""Shipments v3: list, read, create with labels at once or later, cancel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from mwslink.sandbox.exchange import Json, Reply, json_reply
from mwslink.sandbox.sendcloud.carriers import DEFAULT_OPTION
from mwslink.sandbox.sendcloud.door import KeyCall, gated
from mwslink.sandbox.sendcloud.model import objects, part
from mwslink.sandbox.sendcloud.packing import SENDER
from mwslink.sandbox.sendcloud.pages import cut_page, page_size, read_query
from mwslink.sandbox.sendcloud.refusals import Problem, SendcloudRefusal, not_found
from mwslink.sandbox.sendcloud.shapes import Shape, parse_moment
from mwslink.sandbox.sendcloud.shipment import Box, Shipment
from mwslink.sandbox.sendcloud.shipment_desk import Consignment
from mwslink.sandbox.sendcloud.shipment_shape import shipment as shape_of_shipment
from mwslink.sandbox.state import State

CANCELLABLE_FOR = timedelta(days=42)
_FEW, _MANY = shape_of_shipment(most=15), shape_of_shipment(most=50)
_NOT_SHOWN = ("parcels", "ship_with", "label_details", "validation_methods", "delivery_dates", "brand_id")
_MOMENTS = ("updated_before", "updated_after", "announced_before", "announced_after")
_TEXTS = ("tracking_number", "external_reference_id", "order_number", "integration_id", "parcel_status")
_LISTS = ("ids", "shipment_uuids")
_KNOWN = frozenset({*_MOMENTS, *_TEXTS, *_LISTS, "cursor", "page_size"})
Test = Callable[[Shipment], bool]


def all_shipments(_: State, request: KeyCall) -> Reply:
    """GET /shipments: all of the user's, the newest first."""
    query = read_query(request, _KNOWN)
    size = page_size(query, default=40, most=100)
    own = request.panel.of_user(request.integration.user_id)
    tests = [*_text_tests(query), *_list_tests(query), *_moment_tests(query)]
    found = [one for one in request.panel.shipments if one.integration_id in own and all(test(one) for test in tests)]
    page, headers = cut_page(request, found[::-1], size, lambda shipment: shipment.serial)
    return json_reply(200, {"data": [one.as_json(request.origin) for one in page]}, headers)


def _text_tests(query: Mapping[str, str]) -> list[Test]:
    readers: dict[str, Callable[[Shipment], set[str]]] = {
        "tracking_number": lambda one: {parcel.tracking_number for parcel in one.parcels},
        "external_reference_id": lambda one: {str(one.fields.get("external_reference_id"))},
        "order_number": lambda one: {one.order_number},
        "integration_id": lambda one: {str(one.integration_id)},
        "parcel_status": lambda one: {
            text for parcel in one.parcels for text in (parcel.status.code, str(parcel.status.number))
        },
    }
    return [_has(readers[name], {query[name]}) for name in _TEXTS if name in query]


def _has(read: Callable[[Shipment], set[str]], wanted: set[str]) -> Test:
    return lambda shipment: not wanted.isdisjoint(read(shipment))


def _list_tests(query: Mapping[str, str]) -> list[Test]:
    readers: dict[str, Callable[[Shipment], set[str]]] = {
        "ids": lambda one: {str(parcel.id) for parcel in one.parcels},
        "shipment_uuids": lambda one: {one.id},
    }
    return [_has(readers[name], set(_members(name, query[name]))) for name in _LISTS if name in query]


def _members(name: str, text: str) -> list[str]:
    members = text.split(",")
    if len(members) > 100:
        raise _wrong_filter(f"{name} may not contain more than 100 IDs")
    return members


def _moment_tests(query: Mapping[str, str]) -> list[Test]:
    return [_moment_test(name, query[name]) for name in _MOMENTS if name in query]


def _moment_test(name: str, text: str) -> Test:
    wanted = parse_moment(text)
    if wanted is None:
        raise _wrong_filter(f"Validation failed, {name} is not a datetime")
    if wanted.tzinfo is None:
        wanted = wanted.replace(tzinfo=UTC)
    field, _, end = name.partition("_")
    after = end == "after"

    def test(shipment: Shipment) -> bool:
        moments = [parcel.updated_at if field == "updated" else parcel.announced_at for parcel in shipment.parcels]
        return any(moment is not None and (moment > wanted if after else moment < wanted) for moment in moments)

    return test


def _wrong_filter(detail: str) -> SendcloudRefusal:
    return SendcloudRefusal(400, [Problem("validation_error", detail, "/list_shipments/filters")])


def shipment_by_id(_: State, request: KeyCall) -> Reply:
    """GET /shipments/{id}."""
    return json_reply(200, {"data": _find(request).as_json(request.origin)})


def _find(request: KeyCall) -> Shipment:
    shipment = request.panel.shipments.get(request.call.path_values["id"])
    if shipment is None or shipment.integration_id not in request.panel.of_user(request.integration.user_id):
        raise not_found("Not found")
    return shipment


def create_shipment(state: State, request: KeyCall) -> Reply:
    """POST /shipments: labels come later."""
    shipment = _create(state, request, _MANY)
    return json_reply(201, {"data": shipment.as_json(request.origin)})


def announce_shipment(state: State, request: KeyCall) -> Reply:
    """POST /shipments/announce: labels come with the answer; a carrier's refusal comes as 200 with errors."""
    shipment = _create(state, request, _FEW)
    request.panel.shipments.announce(shipment, state.clock.now())
    return json_reply(200 if shipment.errors else 201, {"data": shipment.as_json(request.origin)})


def _create(state: State, request: KeyCall, shape: Shape) -> Shipment:
    body = request.checked(shape, "/data/attributes")
    _check_reference(request, body)
    option = part(body, "ship_with", "properties").get("shipping_option_code") or DEFAULT_OPTION
    sender = SENDER if "sender_address_id" in part(body, "from_address") else body["from_address"]
    fields = {name: value for name, value in body.items() if name not in _NOT_SHOWN}
    fields = {"order_number": "", "customs_information": None, **fields, "from_address": sender}
    boxes = [_box(parcel) for parcel in objects(body["parcels"])]
    wanted = Consignment(request.integration.id, str(option), fields, boxes)
    return request.panel.shipments.create(wanted, state.clock.now())


def _box(parcel: Json) -> Box:
    others = {name: value for name, value in parcel.items() if name not in ("weight", "parcel_items")}
    return Box(part(parcel, "weight"), objects(parcel.get("parcel_items")), others)


def _check_reference(request: KeyCall, body: Json) -> None:
    """A reference given before brings the shipment that has it."""
    reference = body.get("external_reference_id")
    own = request.panel.of_user(request.integration.user_id)
    for shipment in request.panel.shipments:
        known = shipment.fields.get("external_reference_id")
        if reference and known == reference and shipment.integration_id in own:
            raise _Known(shipment, request.origin)


class _Known(SendcloudRefusal):
    """409 with the shipment there is."""

    def __init__(self, shipment: Shipment, origin: str) -> None:
        super().__init__(409)
        self._shipment, self._origin = shipment, origin

    def as_reply(self) -> Reply:
        return json_reply(409, {"data": self._shipment.as_json(self._origin)})


def cancel_shipment(state: State, request: KeyCall) -> Reply:
    """POST /shipments/{id}/cancel: done at once, queued, or refused."""
    shipment, now = _find(request), state.clock.now()
    if refusal := _why_not_cancelled(shipment, now):
        raise SendcloudRefusal(409, [Problem("invalid", refusal)])
    is_queued = _announced_at(shipment) is not None and shipment.carrier_code != "sendcloud"
    for parcel in shipment.parcels:
        request.panel.shipments.cancel(shipment, parcel, now, at_once=not is_queued)
    if is_queued:
        return _cancellation(202, "queued", "Shipment cancellation has been queued")
    return _cancellation(200, "cancelled", "Shipment has been cancelled")


def _why_not_cancelled(shipment: Shipment, now: datetime) -> str:
    codes = {parcel.status.code for parcel in shipment.parcels}
    announced_at = _announced_at(shipment)
    if codes & {"CANCELLATION_REQUESTED", "SUBMITTING_CANCELLATION_REQUEST"}:
        return "This shipment is already being cancelled."
    if codes <= {"CANCELLED", "CANCELLED_UPSTREAM"}:
        return "This shipment is already cancelled."
    if any(parcel.was_scanned for parcel in shipment.parcels):
        return "This shipment cannot be cancelled any more."
    if announced_at is not None and now - announced_at > CANCELLABLE_FOR:
        return "This shipment was announced more than 42 days ago."
    return ""


def _announced_at(shipment: Shipment) -> datetime | None:
    return min((parcel.announced_at for parcel in shipment.parcels if parcel.announced_at), default=None)


def _cancellation(status: int, word: str, message: str) -> Reply:
    return json_reply(status, {"data": {"status": word, "message": message}})


OPERATIONS = (
    gated("announce_shipment", "POST", "/shipments/announce", "write:parcel", announce_shipment),
    gated("all_shipments", "GET", "/shipments", "read:parcel", all_shipments),
    gated("create_shipment", "POST", "/shipments", "write:parcel", create_shipment),
    gated("shipment_by_id", "GET", "/shipments/{id}", "read:parcel", shipment_by_id),
    gated("cancel_shipment", "POST", "/shipments/{id}/cancel", "write:parcel", cancel_shipment),
)
