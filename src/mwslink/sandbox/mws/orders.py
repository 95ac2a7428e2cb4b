"""Orders 2013-09-01: the same orders as Orders v0 and 2026-01-01 show."""

from __future__ import annotations

from collections.abc import Iterator

from mwslink.sandbox.exchange import Reply
from mwslink.sandbox.model import Order
from mwslink.sandbox.mws.answers import MwsRefusalError, bad_value, element, milliseconds, missing, result, result_reply
from mwslink.sandbox.mws.order_search import OrderPage, list_first, list_next
from mwslink.sandbox.mws.render_orders import render_item, render_order
from mwslink.sandbox.mws.sections import MINUTE, ORDERS, MwsCall, MwsOperation, mws_operation, plan
from mwslink.sandbox.mws.sellers import service_status
from mwslink.sandbox.parameters import ORDER_ID
from mwslink.sandbox.state import State
from mwslink.sandbox.visibility import Reader

_MOST_IDS = 50


def list_orders(state: State, call: MwsCall) -> Reply:
    """A list by moment of creation or of the last update."""
    return _page(state, call, list_first(state, call))


def list_orders_by_next_token(state: State, call: MwsCall) -> Reply:
    """The next page of a list."""
    return _page(state, call, list_next(state, call))


def _page(state: State, call: MwsCall, page: OrderPage) -> Reply:
    reader = _reader(state, call)
    orders = [*page.orders, *page.orders[:1]] if call.suffers("duplicate") else page.orders
    token = element("NextToken", page.next_token) if page.next_token else None
    bound = element("CreatedBefore" if page.by_creation else "LastUpdatedBefore", milliseconds(page.until))
    listed = element("Orders", *(render_order(order, reader) for order in orders))
    return result_reply(call, [result(call, token, listed, bound)])


def get_order(state: State, call: MwsCall) -> Reply:
    """Up to fifty orders by id; unknown ones are left out."""
    ids = call.items("AmazonOrderId.Id")
    if not ids:
        raise missing("AmazonOrderId.Id.1")
    if len(ids) > _MOST_IDS or not all(ORDER_ID.fullmatch(one) for one in ids):
        raise bad_value("Invalid AmazonOrderId")
    book, reader = state.book(call.account), _reader(state, call)
    found = [order for order in map(book.get, ids) if order is not None]
    return result_reply(call, [result(call, element("Orders", *(render_order(one, reader) for one in found)))])


def list_order_items(state: State, call: MwsCall) -> Reply:
    """All lines of one order; none has so many that there is a second page."""
    order, reader = _order(state, call), _reader(state, call)
    items = element("OrderItems", *(render_item(item, order, reader) for item in order.items))
    return result_reply(call, [result(call, items, element("AmazonOrderId", order.id))])


def list_order_items_by_next_token(_state: State, call: MwsCall) -> Reply:
    """No token is ever given out for lines."""
    if not call.text("NextToken"):
        raise missing("NextToken")
    raise MwsRefusalError(400, "NextTokenCorrupted", "The NextToken is invalid.")


def _order(state: State, call: MwsCall) -> Order:
    order_id = call.text("AmazonOrderId")
    if not order_id:
        raise missing("AmazonOrderId")
    order = state.book(call.account).get(order_id) if ORDER_ID.fullmatch(order_id) else None
    if order is None:
        raise bad_value("Invalid AmazonOrderId")
    return order


def _reader(state: State, call: MwsCall) -> Reader:
    return Reader(frozenset(), frozenset(call.account.roles), state.clock.now())


def operations() -> Iterator[MwsOperation]:
    lists = plan(6, every=MINUTE), plan(6, every=MINUTE, shared="ListOrders")
    items = plan(30, every=2), plan(30, every=2, shared="ListOrderItems")
    yield mws_operation(ORDERS, "ListOrders", lists[0], list_orders)
    yield mws_operation(ORDERS, "ListOrdersByNextToken", lists[1], list_orders_by_next_token)
    yield mws_operation(ORDERS, "GetOrder", plan(6, every=MINUTE), get_order)
    yield mws_operation(ORDERS, "ListOrderItems", items[0], list_order_items)
    yield mws_operation(ORDERS, "ListOrderItemsByNextToken", items[1], list_order_items_by_next_token)
    yield service_status(ORDERS)
