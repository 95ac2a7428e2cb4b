"""confirmShipment and updateShipmentStatus: what the seller tells Amazon, and what becomes of the order."""

from __future__ import annotations

from datetime import datetime, timedelta

from mwslink.sandbox.exchange import Reply
from mwslink.sandbox.gate import SellerCall, bad_input, not_found
from mwslink.sandbox.model import Order, OrderStatus, Package
from mwslink.sandbox.order_book import editable_copy
from mwslink.sandbox.parameters import ORDER_ID
from mwslink.sandbox.shipment_request import PackageDetail, parse_confirmation, parse_pickup
from mwslink.sandbox.state import State

_BAD_ITEM = "OrderItemId is invalid, please obtain the value through the getOrderItems API or Manage Orders page"
_NO_PACKAGE = (
    "Failed to create package due to not finding a matching package or order already fulfilled. "
    "errorMetric=PackageToUpdateNotFound"
)
_OPEN = (OrderStatus.UNSHIPPED, OrderStatus.PARTIALLY_SHIPPED)
_CLOCKS_DIFFER = timedelta(minutes=2)  # a caller's clock may be a little ahead
_PICKUPS = {"ReadyForPickup": None, "PickedUp": OrderStatus.SHIPPED, "RefusedPickup": OrderStatus.CANCELLED}


def confirm_shipment(state: State, request: SellerCall) -> Reply:
    """POST /orders/v0/orders/{orderId}/shipmentConfirmation: a package is under way, or is corrected."""
    confirmation = parse_confirmation(request.call.body)
    order = _order(state, request)
    package, now = confirmation.package, state.clock.now()
    _check_order(order, confirmation.marketplace_id)
    _check_date(package, order, now)
    changed = editable_copy(order)
    edited = _take_back(changed, package.reference)
    if edited is None and order.status not in _OPEN:
        raise bad_input(_NO_PACKAGE)
    _count(changed, package)
    changed.packages.append(_make_package(package, created_at=edited.created_at if edited else now))
    changed.status = _status(changed)
    state.book(request.account).save(changed, now=now)
    return Reply(204)


def update_shipment_status(state: State, request: SellerCall) -> Reply:
    """POST /orders/v0/orders/{orderId}/shipment: for orders picked up in a store."""
    marketplace_id, status = parse_pickup(request.call.body)
    order = _order(state, request)
    if marketplace_id != order.marketplace_id or status not in _PICKUPS:
        raise bad_input()
    if "IN_STORE_PICK_UP" not in order.programs or order.status not in _OPEN:
        raise bad_input("The order is not waiting to be picked up in a store.")
    changed = editable_copy(order)
    changed.status = _PICKUPS[status] or order.status
    state.book(request.account).save(changed, now=state.clock.now())
    return Reply(204)


def _order(state: State, request: SellerCall) -> Order:
    order_id = request.value("order_id")
    if not ORDER_ID.fullmatch(order_id):
        raise bad_input(_BAD_ITEM)  # Amazon says so for an id without its dashes too
    order = state.book(request.account).get(order_id)
    if order is None:
        raise not_found("The requested order was not found.")
    return order


def _check_order(order: Order, marketplace_id: str) -> None:
    if marketplace_id != order.marketplace_id:
        raise bad_input(details="The marketplace is not the order's.")
    if order.fulfilled_by != "MERCHANT" or "FBM_SHIP_PLUS" in order.programs:
        raise bad_input("The shipment of this order is confirmed by Amazon.")


def _check_date(package: PackageDetail, order: Order, now: datetime) -> None:
    if package.shipped_at < order.created_at:
        raise bad_input("The ship date must not be before the order date.")
    if package.shipped_at > now + _CLOCKS_DIFFER:
        raise bad_input("The ship date must not be in the future.")


def _take_back(order: Order, reference: str) -> Package | None:
    """Undo the package that is about to be replaced."""
    package = next((one for one in order.packages if one.reference == reference), None)
    if package is None:
        return None
    order.packages.remove(package)
    items = {item.id: item for item in order.items}
    for item_id, quantity in package.items:
        items[item_id].quantity_shipped -= quantity
    return package


def _count(order: Order, package: PackageDetail) -> None:
    items = {item.id: item for item in order.items}
    for item_id, quantity in package.items:
        item = items.get(item_id)
        if item is None:
            raise bad_input(_BAD_ITEM)
        if quantity < 1:
            raise bad_input("Quantity is invalid, must be a positive number.")
        if quantity > item.quantity - item.quantity_shipped:
            raise bad_input("Quantity is invalid, must not be more than the quantity that is not shipped yet.")
        item.quantity_shipped += quantity


def _make_package(detail: PackageDetail, *, created_at: datetime) -> Package:
    return Package(
        reference=detail.reference,
        created_at=created_at,
        shipped_at=detail.shipped_at,
        carrier=detail.carrier,
        carrier_name=detail.carrier_name or detail.carrier,
        service=detail.service,
        tracking_number=detail.tracking_number,
        items=detail.items,
    )


def _status(order: Order) -> OrderStatus:
    complete = all(item.quantity_shipped == item.quantity for item in order.items)
    return OrderStatus.SHIPPED if complete else OrderStatus.PARTIALLY_SHIPPED
