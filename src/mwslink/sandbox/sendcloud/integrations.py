"""Integrations v3: what shops are connected, their webhook and feedback type, and their log of failures."""

from __future__ import annotations

from mwslink.sandbox.exchange import Json, Reply, json_reply
from mwslink.sandbox.sendcloud.door import KeyCall, gated
from mwslink.sandbox.sendcloud.model import FEEDBACK_TYPES, Integration, stamp
from mwslink.sandbox.sendcloud.pages import cut_page, page_size, read_query
from mwslink.sandbox.sendcloud.refusals import invalid, not_found
from mwslink.sandbox.sendcloud.shapes import (
    array,
    choice,
    either,
    flag,
    free,
    moment,
    nullable,
    number,
    pattern,
    record,
    text,
)
from mwslink.sandbox.sendcloud.webhooks import integration_content
from mwslink.sandbox.state import State

_URL = pattern(r"https?://[^\s/]+(/\S*)?", "Input should be a valid URL")
_CHANGE = record(
    {
        "shop_name": text(least=1, most=250),
        "shop_url": _URL,
        "service_point_enabled": flag,
        "service_point_carriers": array(text()),
        "webhook_active": flag,
        "webhook_url": nullable(_URL),
        "feedback_type": choice(*FEEDBACK_TYPES),
    }
)
_MESSAGE = nullable(free)
_LOG = record(
    {
        "base_url": text(least=1),
        "full_url": nullable(text()),
        "method": nullable(text()),
        "response_code": nullable(number(least=0, whole=True)),
        "response": _MESSAGE,
        "request": _MESSAGE,
        "created_at": moment,
        "exception_type": nullable(text()),
        "exception": nullable(text()),
        "additional_data": either(free, text()),
    },
    ("base_url",),
)
_SORTS = ("integration_type", "created_at", "updated_at", "last_fetch", "failing_since")


def list_integrations(_: State, request: KeyCall) -> Reply:
    """GET /integrations."""
    own = list(request.panel.of_user(request.integration.user_id).values())
    sort = dict(request.call.query).get("sort", "")
    if sort.lstrip("-") in _SORTS:
        own.sort(key=lambda one: one.updated_at if "updated" in sort else one.created_at, reverse=sort[0] == "-")
    return json_reply(200, {"data": [one.as_json() for one in own]})


def retrieve_integration(_: State, request: KeyCall) -> Reply:
    """GET /integrations/{id}."""
    return json_reply(200, {"data": _find(request).as_json()})


def update_integration(state: State, request: KeyCall) -> Reply:
    """PATCH /integrations/{id}."""
    integration = _find(request)
    change = request.checked(_CHANGE, "/data/attributes")
    settings = {**integration.settings, **{name: value for name, value in change.items() if name != "shop_name"}}
    if settings["webhook_active"] and not settings["webhook_url"]:
        raise invalid("Webhook URL required when enable webhook is set to true")
    if settings["service_point_enabled"] and not settings["service_point_carriers"]:
        raise invalid("Select at least one service point carrier")
    integration.settings = settings
    integration.shop_name = str(change.get("shop_name", integration.shop_name))
    integration.updated_at = state.clock.now()
    content = integration_content(integration)
    request.panel.webhooks.add(integration, "integration_updated", content, integration.updated_at)
    return Reply(204)


def delete_integration(state: State, request: KeyCall) -> Reply:
    """DELETE /integrations/{id}: its keys open nothing any more."""
    integration = _find(request)
    content = integration_content(integration)
    request.panel.webhooks.add(integration, "integration_deleted", content, state.clock.now())
    del request.panel.integrations[integration.id]
    return Reply(204)


def create_integration_logs(state: State, request: KeyCall) -> Reply:
    """POST /integrations/{id}/logs: an entry on the seller's screen of connection issues."""
    integration = _find(request)
    given = request.checked(_LOG, "body")
    defaults = {"full_url": None, "method": "", "response_code": None, "response": None, "request": None}
    entry = {
        "id": len(integration.logs) + 1,
        "integration_id": integration.id,
        **defaults,
        "exception_type": None,
        "exception": None,
        "additional_data": "",
        "created_at": stamp(state.clock.now()),
        **given,
        "protected": False,
    }
    integration.logs.append(entry)
    return json_reply(201, {"data": entry})


def retrieve_integration_logs(_: State, request: KeyCall) -> Reply:
    """GET /integrations/{id}/logs."""
    return _show_logs(request, _find(request).logs)


def retrieve_integrations_logs(_: State, request: KeyCall) -> Reply:
    """GET /integrations/logs."""
    own = request.panel.of_user(request.integration.user_id).values()
    return _show_logs(request, [entry for one in own for entry in one.logs])


def _show_logs(request: KeyCall, logs: list[Json]) -> Reply:
    size = page_size(read_query(request, frozenset({"page_size"})), default=25, most=100)
    newest = sorted(logs, key=lambda entry: str(entry["created_at"]), reverse=True)
    page, headers = cut_page(request, newest, size)
    return json_reply(200, {"data": page}, headers)


def _find(request: KeyCall) -> Integration:
    integration = request.panel.of_user(request.integration.user_id).get(request.number("id"))
    if integration is None:
        raise not_found("The Integration could not be found with the search criteria given", title="Not Found")
    return integration


_ONE = "/integrations/{id}"
OPERATIONS = (
    gated("list_integrations", "GET", "/integrations", "read:integration", list_integrations),
    gated("retrieve_integrations_logs", "GET", "/integrations/logs", "read:integration", retrieve_integrations_logs),
    gated("retrieve_integration", "GET", _ONE, "read:integration", retrieve_integration),
    gated("update_integration", "PATCH", _ONE, "write:integration", update_integration),
    gated("delete_integration", "DELETE", _ONE, "write:integration", delete_integration),
    gated("retrieve_integration_logs", "GET", f"{_ONE}/logs", "read:integration", retrieve_integration_logs),
    gated("create_integration_logs", "POST", f"{_ONE}/logs", "write:integration", create_integration_logs),
)
