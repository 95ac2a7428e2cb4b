"""Orders API v0: the reads that end on 2027-03-27 and the two writes that stay."""

from __future__ import annotations

from collections.abc import Callable

from mwslink.sandbox.accounts import DELIVERY, ROLES, TRACKING
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.exchange import Json, Operation, Reply, Service, json_reply
from mwslink.sandbox.gate import (
    Access,
    SellerCall,
    bad_input,
    denied,
    gated,
    identify_seller,
    not_found,
    opens,
    render_fault,
)
from mwslink.sandbox.model import Order
from mwslink.sandbox.parameters import ORDER_ID
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.render_v0 import render_address, render_buyer, render_item, render_item_buyer, render_order
from mwslink.sandbox.search_v0 import search
from mwslink.sandbox.shipment import confirm_shipment, update_shipment_status
from mwslink.sandbox.state import State
from mwslink.sandbox.visibility import WITH_BUYER, Reader

_PATH = "/orders/v0/orders/{order_id}"
_ALL_ELEMENTS = frozenset({"buyerInfo", "shippingAddress"})


def get_orders(state: State, request: SellerCall) -> Reply:
    """GET /orders/v0/orders."""
    found = search(state, request)
    orders = [*found.page.orders, *found.page.orders[:1]] if request.call.suffers("duplicate") else found.page.orders
    reader = _reader(state, request)
    payload: Json = {"Orders": [render_order(order, reader) for order in orders]}
    if found.page.next_token:
        payload["NextToken"] = found.page.next_token
    payload["CreatedBefore" if found.by_creation else "LastUpdatedBefore"] = as_text(found.page.until)
    return json_reply(200, {"payload": payload})


def get_order(state: State, request: SellerCall) -> Reply:
    """GET /orders/v0/orders/{orderId}."""
    return json_reply(200, {"payload": render_order(_order(state, request), _reader(state, request))})


def get_order_items(state: State, request: SellerCall) -> Reply:
    """GET /orders/v0/orders/{orderId}/orderItems."""
    order, reader = _order(state, request), _reader(state, request)
    items = [render_item(item, order, reader) for item in order.items]
    return json_reply(200, {"payload": {"AmazonOrderId": order.id, "OrderItems": items}})


def get_order_buyer_info(state: State, request: SellerCall) -> Reply:
    """GET /orders/v0/orders/{orderId}/buyerInfo; with a restricted data token only."""
    order, reader = _restricted_order(state, request)
    buyer = render_buyer(order, reader) if order.status in WITH_BUYER else {}
    return json_reply(200, {"payload": {"AmazonOrderId": order.id, **buyer}})


def get_order_address(state: State, request: SellerCall) -> Reply:
    """GET /orders/v0/orders/{orderId}/address; with a restricted data token only."""
    order, reader = _restricted_order(state, request)
    payload: Json = {"AmazonOrderId": order.id}
    if order.status in WITH_BUYER:
        payload["ShippingAddress"] = render_address(order, reader)
        if order.buyer.company:
            payload["BuyerCompanyName"] = order.buyer.company
        if order.address.instruction and reader.sees_recipient(order):
            payload["DeliveryPreferences"] = {"AddressInstructions": order.address.instruction}
    return json_reply(200, {"payload": payload})


def get_order_items_buyer_info(state: State, request: SellerCall) -> Reply:
    """GET /orders/v0/orders/{orderId}/orderItems/buyerInfo; with a restricted data token only."""
    order, reader = _restricted_order(state, request)
    visible = order.status in WITH_BUYER
    items = [
        {"OrderItemId": item.id, **(render_item_buyer(item, order, reader) if visible else {})} for item in order.items
    ]
    return json_reply(200, {"payload": {"AmazonOrderId": order.id, "OrderItems": items}})


def _order(state: State, request: SellerCall) -> Order:
    order_id = request.value("order_id")
    if not ORDER_ID.fullmatch(order_id):
        raise bad_input()
    order = state.book(request.account).get(order_id)
    if order is None:
        raise not_found("The requested order was not found.")
    return order


def _restricted_order(state: State, request: SellerCall) -> tuple[Order, Reader]:
    if not request.token.resources:
        raise denied()
    reader = Reader(_ALL_ELEMENTS, frozenset(request.account.roles), state.clock.now())
    return _order(state, request), reader


def _reader(state: State, request: SellerCall) -> Reader:
    """Who reads: the data elements are those the token has for this very path."""
    elements = (
        resource.data_elements for resource in request.token.resources if opens(resource.path, request.call.raw_path)
    )
    return Reader(frozenset().union(*elements), frozenset(request.account.roles), state.clock.now())


_ANY_ORDER_ROLE = frozenset(ROLES) - {"Account Information Service Provider"}
_READ = Access(Quota(rate=0.5, burst=30), _ANY_ORDER_ROLE, restricted=True)


def _read(name: str, path: str, handler: Callable[[State, SellerCall], Reply]) -> Operation:
    return gated(name, "GET", path, _READ, handler)


def _write(name: str, path: str, quota: Quota, handler: Callable[[State, SellerCall], Reply]) -> Operation:
    return gated(name, "POST", path, Access(quota, frozenset({DELIVERY, TRACKING})), handler)


SERVICE = Service(
    name="orders-v0",
    operations=(
        gated(
            "getOrders",
            "GET",
            "/orders/v0/orders",
            Access(Quota(rate=0.0167, burst=20), _ANY_ORDER_ROLE, restricted=True),
            get_orders,
        ),
        _read("getOrder", _PATH, get_order),
        _read("getOrderItems", f"{_PATH}/orderItems", get_order_items),
        _read("getOrderBuyerInfo", f"{_PATH}/buyerInfo", get_order_buyer_info),
        _read("getOrderAddress", f"{_PATH}/address", get_order_address),
        _read("getOrderItemsBuyerInfo", f"{_PATH}/orderItems/buyerInfo", get_order_items_buyer_info),
        _write("confirmShipment", f"{_PATH}/shipmentConfirmation", Quota(rate=2, burst=10), confirm_shipment),
        _write("updateShipmentStatus", f"{_PATH}/shipment", Quota(rate=5, burst=15), update_shipment_status),
    ),
    identify=identify_seller,
    render_fault=render_fault,
)
