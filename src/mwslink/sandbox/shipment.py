"""confirmShipment and updateShipmentStatus: what the seller tells Amazon, and what becomes of the order."""

from __future__ import annotations

from mwslink.sandbox.exchange import Reply
from mwslink.sandbox.gate import SellerCall, bad_input, not_found
from mwslink.sandbox.model import Order, OrderStatus
from mwslink.sandbox.order_book import editable_copy
from mwslink.sandbox.parameters import ORDER_ID
from mwslink.sandbox.shipment_request import parse_confirmation, parse_pickup
from mwslink.sandbox.shipping import BAD_ITEM, OPEN, ShipmentError, ship
from mwslink.sandbox.state import State

_PICKUPS = {"ReadyForPickup": None, "PickedUp": OrderStatus.SHIPPED, "RefusedPickup": OrderStatus.CANCELLED}


def confirm_shipment(state: State, request: SellerCall) -> Reply:
    """POST /orders/v0/orders/{orderId}/shipmentConfirmation: a package is under way, or is corrected."""
    confirmation = parse_confirmation(request.call.body)
    order = _order(state, request)
    if confirmation.marketplace_id != order.marketplace_id:
        raise bad_input(details="The marketplace is not the order's.")
    if confirmation.package.carrier in state.dropped_carriers:
        return Reply(204)  # as real Amazon has been seen to do with a carrier it does not know
    try:
        ship(state.book(request.account), order, confirmation.package, now=state.clock.now())
    except ShipmentError as error:
        raise bad_input(str(error)) from error
    return Reply(204)


def update_shipment_status(state: State, request: SellerCall) -> Reply:
    """POST /orders/v0/orders/{orderId}/shipment: for orders picked up in a store."""
    marketplace_id, status = parse_pickup(request.call.body)
    order = _order(state, request)
    if marketplace_id != order.marketplace_id or status not in _PICKUPS:
        raise bad_input()
    if "IN_STORE_PICK_UP" not in order.programs or order.status not in OPEN:
        raise bad_input("The order is not waiting to be picked up in a store.")
    changed = editable_copy(order)
    changed.status = _PICKUPS[status] or order.status
    state.book(request.account).save(changed, now=state.clock.now())
    return Reply(204)


def _order(state: State, request: SellerCall) -> Order:
    order_id = request.value("order_id")
    if not ORDER_ID.fullmatch(order_id):
        raise bad_input(BAD_ITEM)  # Amazon says so for an id without its dashes too
    order = state.book(request.account).get(order_id)
    if order is None:
        raise not_found("The requested order was not found.")
    return order
