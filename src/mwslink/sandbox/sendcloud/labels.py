"""Ship an order: labels for orders that are there, at once for one or later for twenty."""

from __future__ import annotations

from mwslink.sandbox.exchange import Json, Reply, json_reply
from mwslink.sandbox.sendcloud.door import KeyCall, gated
from mwslink.sandbox.sendcloud.label_files import label_file
from mwslink.sandbox.sendcloud.model import SavedOrder, objects, part
from mwslink.sandbox.sendcloud.packing import PackingError, fields_of, option_of, pack
from mwslink.sandbox.sendcloud.refusals import Problem, SendcloudRefusal, not_found
from mwslink.sandbox.sendcloud.shapes import Shape
from mwslink.sandbox.sendcloud.shipment import Shipment, documents_of, tracking_url
from mwslink.sandbox.sendcloud.shipment_desk import Consignment
from mwslink.sandbox.sendcloud.shipment_shape import LABELS_ASYNC, LABELS_SYNC
from mwslink.sandbox.state import State

_MISSING = "The page you have requested could not be found."


def create_labels_async(state: State, request: KeyCall) -> Reply:
    """POST /orders/create-labels-async: what can be shipped is shipped, the rest comes back as errors."""
    body = _checked(request, LABELS_ASYNC)
    made, problems = [], []
    for index, wanted in enumerate(objects(body["orders"])):
        try:
            order, shipment = _ship(state, request, body, wanted)
            made.append(_reference(order, shipment))
        except PackingError as error:
            place = f"/data/attributes/orders/[{index}]"
            problems.append(Problem("validation_error", str(error), place, title="Invalid order").as_json(400))
    return json_reply(202, {"data": made, "errors": problems} if problems else {"data": made})


def create_labels_sync(state: State, request: KeyCall) -> Reply:
    """POST /orders/create-label-sync: one order, with its label in the answer."""
    body = _checked(request, LABELS_SYNC)
    try:
        order, shipment = _ship(state, request, body, part(body, "order"))
    except PackingError as error:
        problem = Problem("validation_error", str(error), "/data/attributes/order", title="Invalid order")
        raise SendcloudRefusal(400, [problem]) from error
    request.panel.shipments.announce(shipment, state.clock.now())
    if shipment.errors:
        raise SendcloudRefusal(400, [Problem("parcel_announcement_error", str(shipment.errors[0]["detail"]))])
    return json_reply(201, {"data": _with_label(request, order, shipment, part(body, "label_details"))})


def _checked(request: KeyCall, shape: Shape) -> Json:
    body = request.checked(shape, "/data/attributes")
    if body["integration_id"] not in request.panel.of_user(request.integration.user_id):
        raise not_found(_MISSING)
    return body


def _ship(state: State, request: KeyCall, body: Json, wanted: Json) -> tuple[SavedOrder, Shipment]:
    order = _find(request, body, wanted)
    option = part(body, "ship_with", "properties").get("shipping_option_code") or option_of(order)
    boxes = pack(order, objects(wanted.get("parcels")))
    consignment = Consignment(
        order.integration_id,
        str(option),
        fields_of(order),
        boxes,
        order=order.id,
        external_order_id=order.order_id,
    )
    return order, request.panel.shipments.create(consignment, state.clock.now())


def _find(request: KeyCall, body: Json, wanted: Json) -> SavedOrder:
    for order in request.panel.orders.visible():
        content = order.content or {}
        if order.integration_id == body["integration_id"] and all(
            content[name] == wanted[name] for name in ("order_id", "order_number") if name in wanted
        ):
            return order
    raise PackingError("The order could not be found.")


def _reference(order: SavedOrder, shipment: Shipment) -> Json:
    numbers = [parcel.id for parcel in shipment.parcels]
    return {
        "parcel_id": numbers[0],
        "parcels_ids": numbers,
        "shipment_id": shipment.id,
        "order_id": order.order_id,
        "order_number": shipment.order_number,
        "ship_with": shipment.ship_with(),
    }


def _with_label(request: KeyCall, order: SavedOrder, shipment: Shipment, details: Json) -> Json:
    parcel = shipment.parcels[0]
    kind = str(details.get("mime_type", "application/pdf"))
    reference = _reference(order, shipment)
    del reference["parcels_ids"]
    return {
        **reference,
        "label_details": {"file": label_file(parcel, kind).text, "mime_type": kind, "dpi": details.get("dpi", 72)},
        "documents": documents_of(parcel, request.origin),
        "tracking_number": parcel.tracking_number,
        "tracking_url": tracking_url(shipment, parcel),
    }


OPERATIONS = (
    gated("create_labels_async", "POST", "/orders/create-labels-async", "write:parcel", create_labels_async),
    gated("create_labels_sync", "POST", "/orders/create-label-sync", "write:parcel", create_labels_sync),
)
