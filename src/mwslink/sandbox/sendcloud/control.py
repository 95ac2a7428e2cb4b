"""Control paths for Sendcloud: what it holds, as a witness, and what somebody does in its panel."""

from __future__ import annotations

from starlette.requests import Request

from mwslink.sandbox.control_body import Body
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.sendcloud.model import Integration, SavedOrder, stamp
from mwslink.sandbox.sendcloud.panel import INTEGRATION_ID, Panel
from mwslink.sandbox.settings import SandboxError
from mwslink.sandbox.state import State

HELP = (
    "sendcloud: GET, integrations with their keys, and how much there is",
    "sendcloud/orders: GET, every order with its content, deleted ones too; ?order_id=… for one",
    'sendcloud/orders/delete: POST {"order_id": …}, as in the panel',
    'sendcloud/integrations/ID: POST {"oauth_only": true} refuses Basic; also "feedback_type", "webhook_url", …',
)
NOT_IMITATED = (
    "Sendcloud's API v2, returns, pickups, contracts, shipping options and prices, event subscriptions",
    "what Sendcloud knows of addresses: any that has the required fields is taken",
)


def settled(state: State) -> Panel:
    """Sendcloud's memory as of now."""
    state.sendcloud.settle(state.clock.now())
    return state.sendcloud


def _overview(state: State, _: Request, __: Body) -> object:
    panel = settled(state)
    orders = list(panel.orders)
    return {
        "integrations": [describe_integration(one) for one in panel.integrations.values()],
        "orders": {
            "there": sum(order.is_visible for order in orders),
            "deleted": sum(order.deleted for order in orders),
            "saving": panel.orders.savings,
        },
        "shipments": len(panel.shipments),
        "parcels": sum(len(one.parcels) for one in panel.shipments),
        "saving_delay": panel.saving_delay.total_seconds(),
        "requests_in_last_minute": panel.limits.used(),
    }


def describe_integration(one: Integration) -> Json:
    """An integration with its keys."""
    keys = {"public_key": one.public_key, "secret_key": one.secret_key, "oauth_only": one.oauth_only}
    return {**one.as_json(), "user_id": one.user_id, **keys}


def _orders(state: State, request: Request, _: Body) -> object:
    panel, wanted = settled(state), request.query_params.get("order_id")
    return {"orders": [describe_order(order) for order in panel.orders if wanted in (None, order.order_id)]}


def describe_order(order: SavedOrder) -> Json:
    """All that the witness knows of an order."""
    return {
        "id": order.id,
        "integration_id": order.integration_id,
        "order_id": order.order_id,
        "accepted": order.accepted,
        "saved": order.content is not None,
        "deleted": order.deleted,
        "created_at": stamp(order.created_at),
        "modified_at": stamp(order.modified_at),
        "content": order.content,
    }


def find_order(panel: Panel, body: Body) -> SavedOrder:
    """The order a body names by `order_id`, of the first integration if not of another."""
    key = (int(body.number("integration_id", INTEGRATION_ID)), body.text("order_id"))
    order = panel.orders.find(key)
    if order is None or not order.is_visible:
        raise LookupError(f"Sendcloud has no order {key[1]!r} of integration {key[0]}")
    return order


def _delete_order(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown("order_id", "integration_id")
    panel = settled(state)
    order = find_order(panel, body)
    panel.orders.delete(order)
    return describe_order(order)


def _change_integration(state: State, request: Request, body: Body) -> object:
    integration = _find_integration(state.sendcloud, request.path_params["id"])
    body.refuse_unknown("oauth_only", *integration.settings)
    integration.oauth_only = body.flag("oauth_only", default=integration.oauth_only)
    for name in set(body.names()) - {"oauth_only"}:
        integration.settings[name] = _setting(body, name)
    integration.updated_at = state.clock.now()
    return describe_integration(integration)


def _setting(body: Body, name: str) -> object:
    if name == "service_point_carriers":
        return body.texts(name)
    return body.flag(name) if name in ("webhook_active", "service_point_enabled") else body.text(name)


def _find_integration(panel: Panel, text: str) -> Integration:
    if not text.isdigit() or int(text) not in panel.integrations:
        raise SandboxError(f"there is no integration {text}; there are {', '.join(map(str, panel.integrations))}")
    return panel.integrations[int(text)]


ROUTES = (
    ("/sendcloud", "GET", _overview),
    ("/sendcloud/orders", "GET", _orders),
    ("/sendcloud/orders/delete", "POST", _delete_order),
    ("/sendcloud/integrations/{id}", "POST", _change_integration),
)
