"""Orders v3: create or update up to a hundred at once, read, change, delete."""

from __future__ import annotations

from mwslink.sandbox.exchange import Json, Reply, json_reply
from mwslink.sandbox.sendcloud.door import KeyCall, gated
from mwslink.sandbox.sendcloud.model import SavedOrder, objects, part
from mwslink.sandbox.sendcloud.order_search import list_orders
from mwslink.sandbox.sendcloud.order_shape import ORDER, PARTIAL_ORDER
from mwslink.sandbox.sendcloud.order_shelf import Key, key_of
from mwslink.sandbox.sendcloud.refusals import Problem, SendcloudRefusal, invalid, not_found
from mwslink.sandbox.sendcloud.shapes import Problems
from mwslink.sandbox.state import State

MOST = 100
_WHERE = "/data/attributes"
_READ_ONLY = ("id", "created_at", "modified_at")
_NO_ORDER = "The order could not be found with the search criteria given"


def create_orders(state: State, request: KeyCall) -> Reply:
    """POST /orders: all of them or none; saved a moment later."""
    orders = _checked_batch(request)
    shelf, now = request.panel.orders, state.clock.now()
    keys = [key_of(order) for order in orders]
    if len(set(keys)) < len(keys) or any(shelf.is_saving(key) for key in keys):
        raise invalid("We are still processing a previous request. Please try again in a moment.", "/data")
    due_at, lost = now + request.panel.saving_delay, request.call.suffers("lost")
    answer = [shelf.accept(_without_read_only(order), now=now, due_at=due_at, lost=lost) for order in orders]
    request.panel.settle(now)
    return json_reply(201, {"data": answer})


def _checked_batch(request: KeyCall) -> list[Json]:
    batch = request.body()
    if not isinstance(batch, list):
        problem = Problem("non_field_errors", "Wrong request format, expected list of objects", title="Wrong format")
        raise SendcloudRefusal(400, [problem])
    if len(batch) > MOST:
        raise invalid(f"Orders list should have at most {MOST} items, not {len(batch)}", f"{_WHERE}/")
    if not batch:
        raise invalid("Orders list should have at least 1 item, not 0", f"{_WHERE}/")
    problems: Problems = []
    for index, order in enumerate(batch):
        found: Problems = []
        ORDER(order, f"{_WHERE}/[{index}]", found)
        problems += found or _find_conflicts(request, order, f"{_WHERE}/[{index}]")
    if problems:
        raise SendcloudRefusal(400, problems)
    return batch


def _find_conflicts(request: KeyCall, order: Json, place: str) -> Problems:
    """What is wrong with a well-formed order by what is known already."""
    key = key_of(order)
    if key[0] not in request.panel.of_user(request.integration.user_id):
        detail = f"Integration with id {key[0]} does not exist"
        return [Problem("invalid", detail, f"{place}/order_details/integration/id")]
    if "id" not in order:
        return []
    return _find_conflict_of_id(request, str(order["id"]), key, place)


def _find_conflict_of_id(request: KeyCall, number: str, key: Key, place: str) -> Problems:
    known = request.panel.orders.get(int(number)) if number.isascii() and number.isdigit() else None
    if known is None or known.integration_id != key[0]:
        return [Problem("invalid", f"Order with id {number} does not exist", f"{place}/id")]
    if known.order_id != key[1]:
        return [Problem("invalid", f"Order id {known.order_id} cannot be changed", f"{place}/order_id")]
    return []


def _without_read_only(order: Json) -> Json:
    return {name: value for name, value in order.items() if name not in _READ_ONLY}


def retrieve_order(_: State, request: KeyCall) -> Reply:
    """GET /orders/{id}: any order that is saved, shipped ones too."""
    return json_reply(200, {"data": _find(request).as_json()})


def delete_order(_: State, request: KeyCall) -> Reply:
    """DELETE /orders/{id}."""
    request.panel.orders.delete(_find(request))
    return Reply(204)


def partial_update_order(state: State, request: KeyCall) -> Reply:
    """PATCH /orders/{id}: fields given are changed; items are told apart by their name."""
    order, change = _find(request), request.checked(PARTIAL_ORDER, "order")
    if change.get("order_id", order.order_id) != order.order_id:
        raise invalid(f"Order id {order.order_id} cannot be changed", "order/order_id")
    if key_of(change)[0] not in (0, order.integration_id):
        raise invalid("The integration of an order cannot be changed", "order/order_details/integration/id")
    request.panel.orders.change(order, _merged(order.content or {}, _without_read_only(change)), state.clock.now())
    return json_reply(200, {"data": order.reference()})


def _find(request: KeyCall) -> SavedOrder:
    order = request.panel.orders.get(request.number("id"))
    if order is None or order.integration_id not in request.panel.of_user(request.integration.user_id):
        raise not_found(_NO_ORDER)
    return order


def _merged(old: Json, change: Json) -> Json:
    """The old content with the change in it."""
    merged = dict(old)
    for name, value in change.items():
        if name == "order_items":
            merged[name] = _merged_items(old.get(name), value)
        elif isinstance(value, dict) and name not in ("properties", "extra_data"):
            merged[name] = _merged(part(old, name), value)
        else:
            merged[name] = value
    return merged


def _merged_items(old: object, changes: object) -> list[Json]:
    items = objects(old)
    for change in objects(changes):
        index = next((at for at, item in enumerate(items) if item["name"] == change["name"]), None)
        if index is None:
            raise invalid("Could not find specified item.", "order/order_details/order_items")
        items[index] = _merged(items[index], change)
    return items


OPERATIONS = (
    gated("create_orders", "POST", "/orders", "write:order", create_orders),
    gated("list_orders", "GET", "/orders", "read:order", list_orders),
    gated("retrieve_order", "GET", "/orders/{id}", "read:order", retrieve_order),
    gated("delete_order", "DELETE", "/orders/{id}", "write:order", delete_order),
    gated("partial_update_order", "PATCH", "/orders/{id}", "write:order", partial_update_order),
)
