"""Tokens and who one is: POST /oauth2/token, GET /user/auth/metadata."""

from __future__ import annotations

import urllib.parse

from mwslink.sandbox.exchange import Call, Operation, Reply, json_reply
from mwslink.sandbox.sendcloud.door import KeyCall, by_basic, gated
from mwslink.sandbox.sendcloud.model import Integration
from mwslink.sandbox.sendcloud.panel import TOKEN_LIFETIME
from mwslink.sandbox.state import State

SCOPES = frozenset(
    {"api", *(f"{act}:{what}" for act in ("read", "write") for what in ("order", "integration", "parcel", "shipment"))}
)
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def grant_token(state: State, call: Call) -> Reply:
    """POST /oauth2/token: client credentials, as HTTP's Basic."""
    given = dict(urllib.parse.parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))
    integration = _client(state, call)
    if not given.get("grant_type"):
        return _refuse(400, "invalid_request", "The request is missing the parameter grant_type.")
    if integration is None:
        return _refuse(401, "invalid_client", "Client authentication failed.")
    if given["grant_type"] != "client_credentials":
        return _refuse(400, "unsupported_grant_type", "The authorization grant type is not supported.")
    scopes = frozenset(given.get("scope", "").split())
    if not scopes <= SCOPES:
        return _refuse(400, "invalid_scope", f"The scope {min(scopes - SCOPES)} is unknown.")
    token = state.sendcloud.issue_token(integration, scopes, state.clock.now())
    answer = {
        "access_token": token.value,
        "expires_in": int(TOKEN_LIFETIME.total_seconds()),
        "scope": " ".join(sorted(scopes or SCOPES)),
        "token_type": "bearer",
    }
    return json_reply(200, answer, _NO_STORE)


def _client(state: State, call: Call) -> Integration | None:
    kind, _, credentials = call.headers.get("authorization", "").partition(" ")
    return by_basic(state, credentials) if kind.lower() == "basic" else None


def _refuse(status: int, error: str, description: str) -> Reply:
    return json_reply(status, {"error": error, "error_description": description, "status_code": status}, _NO_STORE)


def get_metadata(_: State, request: KeyCall) -> Reply:
    """GET /user/auth/metadata: whose keys these are."""
    integration = request.integration
    return json_reply(200, {"data": {"user_id": integration.user_id, "integration_id": integration.id}})


OPERATIONS = (
    Operation("OAuth2TokenExchange", "POST", "/oauth2/token", grant_token),
    Operation("OAuth2TokenExchange", "POST", "/oauth2/token/", grant_token),
    gated("user_auth_metadata", "GET", "/user/auth/metadata", "read:integration", get_metadata),
)
