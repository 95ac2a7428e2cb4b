"""Login with Amazon: the token endpoint with its three grants and all its refusals."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping

import msgspec

from mwslink.sandbox.accounts import SCOPES, Application
from mwslink.sandbox.exchange import Call, Json, Operation, Reply, Service, json_reply
from mwslink.sandbox.state import TOKEN_LIFETIME, AccessToken, State

_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_GRANT = "The request has an invalid grant parameter : "


class LwaError(Exception):
    """A refusal in OAuth's form."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(description)
        self.status, self.error, self.description = status, error, description

    def as_reply(self) -> Reply:
        body = {"error": self.error, "error_description": self.description}
        return json_reply(self.status, body, _NO_STORE)


def grant_token(state: State, call: Call) -> Reply:
    """POST /auth/o2/token."""
    try:
        return json_reply(200, _grant(state, parse_parameters(call)), _NO_STORE)
    except LwaError as error:
        return error.as_reply()


def _grant(state: State, given: Mapping[str, str]) -> Json:
    grants = {
        "refresh_token": _by_refresh_token,
        "client_credentials": _by_client,
        "authorization_code": _by_code,
    }
    grant = grants.get(_required(given, "grant_type"))
    if grant is None:
        text = "The authorization grant type is not supported by the authorization server"
        raise LwaError(400, "unsupported_grant_type", text)
    return grant(state, _authenticate(state, given), given)


def parse_parameters(call: Call) -> dict[str, str]:
    """The parameters of a form or a JSON object; a body of another kind has none that LWA can see."""
    kind = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return dict(urllib.parse.parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))
    if kind != "application/json":
        text = "The authorization grant type is not supported by the authorization server"
        raise LwaError(400, "unsupported_grant_type", text)
    try:
        return msgspec.json.decode(call.body, type=dict[str, str])
    except msgspec.MsgspecError as error:
        raise LwaError(400, "invalid_request", "The request body is not a valid JSON object") from error


def _required(given: Mapping[str, str], name: str) -> str:
    if not given.get(name):
        raise LwaError(400, "invalid_request", f"The request is missing a required parameter : {name}")
    return given[name]


def _authenticate(state: State, given: Mapping[str, str]) -> Application:
    client_id, secret = _required(given, "client_id"), _required(given, "client_secret")
    application = state.application(client_id)
    if application is None or not application.accepts(secret, state.clock.now()):
        raise LwaError(401, "invalid_client", "Client authentication failed")
    return application


def _by_refresh_token(state: State, application: Application, given: Mapping[str, str]) -> Json:
    refresh_token = _required(given, "refresh_token")
    account = state.account_of(refresh_token)
    if account is not None and state.client_of(refresh_token, account) != application.client_id:
        raise LwaError(400, "unauthorized_client", "The client is not authorized to use this refresh token")
    if account is not None and account.denied:
        raise LwaError(403, "access_denied", "The resource owner or the authorization server denied the request")
    if account is None or not account.is_authorized(state.clock.now()):
        text = f"{_GRANT}refresh_token. User may have revoked or didn't grant the permission."
        raise LwaError(400, "invalid_grant", text)
    return _success(state.issue_access_token(application.client_id, account), refresh_token)


def _by_client(state: State, application: Application, given: Mapping[str, str]) -> Json:
    scope = _required(given, "scope")
    if not set(scope.split()) <= SCOPES:
        raise LwaError(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed")
    return _success(state.issue_access_token(application.client_id, None, scope=scope))


def _by_code(state: State, application: Application, given: Mapping[str, str]) -> Json:
    code = state.codes.get(_required(given, "code"))
    now = state.clock.now()
    if code is None or code.used or now >= code.expires_at or code.client_id != application.client_id:
        raise LwaError(400, "invalid_grant", f"{_GRANT}code")
    # clients that never sent a redirect_uri to the consent page leave it out here too
    if given.get("redirect_uri", code.redirect_uri) != code.redirect_uri:
        raise LwaError(400, "invalid_grant", f"{_GRANT}redirect_uri")
    code.used = True
    account = code.account
    account.authorized_at, account.revoked, account.denied = now, False, False
    token = state.issue_access_token(application.client_id, account)
    return _success(token, state.issue_refresh_token(account, application.client_id))


def _success(token: AccessToken, refresh_token: str = "") -> Json:
    answer: Json = {
        "access_token": token.value,
        "token_type": "bearer",
        "expires_in": int(TOKEN_LIFETIME.total_seconds()),
    }
    return {**answer, "refresh_token": refresh_token} if refresh_token else answer


def _identify(state: State, call: Call) -> int | None:
    try:
        given = parse_parameters(call)
    except LwaError:
        return None
    code = state.codes.get(given.get("code", ""))
    account = state.account_of(given.get("refresh_token", "")) or (code.account if code else None)
    return account.number if account else None


def _render_fault(kind: str) -> Reply | None:
    busy = "The authorization server is currently unable to handle the request"
    errors = {
        "429": LwaError(429, "temporarily_unavailable", "Too many requests"),
        "500": LwaError(500, "server_error", "The authorization server encountered an unexpected condition"),
        "503": LwaError(503, "temporarily_unavailable", busy),
    }
    return errors[kind].as_reply() if kind in errors else None


SERVICE = Service(
    name="lwa",
    operations=(Operation("token", "POST", "/auth/o2/token", grant_token),),
    identify=_identify,
    render_fault=_render_fault,
)
