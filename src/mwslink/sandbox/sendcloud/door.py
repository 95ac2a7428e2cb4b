"""The front door of Sendcloud's API: who asks, how often, and whether the body can be read."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from mwslink.sandbox.exchange import Call, Json, Operation, Reply, Service
from mwslink.sandbox.sendcloud.model import Integration
from mwslink.sandbox.sendcloud.panel import Panel
from mwslink.sandbox.sendcloud.refusals import (
    Problem,
    SendcloudRefusal,
    invalid,
    not_found,
    render_fault,
    throttled,
    unauthorized,
)
from mwslink.sandbox.sendcloud.shapes import Problems, Shape
from mwslink.sandbox.state import State

PREFIX = "/api/v3"


@dataclass(frozen=True)
class KeyCall:
    """A request that passed the door."""

    call: Call
    integration: Integration
    panel: Panel

    def number(self, name: str) -> int:
        """A whole number in the path; 0 where it is none."""
        text = self.call.path_values[name]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0

    def body(self) -> object:
        """The JSON of the body."""
        try:
            return msgspec.json.decode(self.call.body)
        except msgspec.DecodeError as error:
            raise invalid(f"JSON parse error - {error}", code="non_field_errors") from error

    def checked(self, shape: Shape, place: str) -> Json:
        """The body, which must be an object of this shape; raises 400 with all that is wrong, `place` before it."""
        body = self.body()
        problems: Problems = []
        shape(body, place, problems)
        if problems or not isinstance(body, dict):
            raise SendcloudRefusal(400, problems)
        return body

    @property
    def origin(self) -> str:
        """Where this server is, as the caller calls it."""
        return f"http://{self.call.headers.get('host', '127.0.0.1')}"

    def url(self, query: str) -> str:
        """This request's own address with another query."""
        return f"{self.origin}{self.call.raw_path.partition('?')[0]}?{query}"


Handler = Callable[[State, KeyCall], Reply]


def gated(name: str, method: str, path: str, scope: str, handler: Handler) -> Operation:
    """An operation behind the door; `scope` is what a token must be good for."""

    def handle(state: State, call: Call) -> Reply:
        state.sendcloud.settle(state.clock.now())
        try:
            return handler(state, _enter(state, call, scope))
        except SendcloudRefusal as refusal:
            return refusal.as_reply()

    return Operation(name, method, PREFIX + path, handle)


def service(name: str, operations: tuple[Operation, ...]) -> Service:
    """Operations recorded as Sendcloud's. It gives no request ids."""
    return Service(name, operations, lambda _state, _call: None, render_fault, request_ids=False)


def _enter(state: State, call: Call, scope: str) -> KeyCall:
    integration = _authenticate(state, call, scope)
    if not state.sendcloud.limits.take(integration.user_id, call.method, state.clock.now()):
        raise throttled()
    if call.method == "GET" and call.body:
        raise invalid("A GET request must not have a body", code="non_field_errors")
    if "sendcloud-partner-id" in call.headers:
        raise invalid("Unknown partner", "Sendcloud-Partner-Id", kind="header")
    return KeyCall(call, integration, state.sendcloud)


def _authenticate(state: State, call: Call, scope: str) -> Integration:
    kind, _, credentials = call.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return _by_token(state, call, credentials.strip(), scope)
    if kind.lower() != "basic":
        raise unauthorized("No credentials", "Authentication credentials were not provided.")
    integration = by_basic(state, credentials)
    if integration is None or integration.oauth_only:
        detail = "The username or password provided is incorrect. Please make a request with the valid credentials."
        raise unauthorized("Invalid username/password.", detail)
    return integration


def by_basic(state: State, credentials: str) -> Integration | None:
    """Whose keys these are, in the form of HTTP's Basic; None when nobody's."""
    try:
        public_key, _, secret = base64.b64decode(credentials.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    integration = state.sendcloud.by_key(public_key)
    return integration if integration is not None and integration.secret_key == secret else None


def _by_token(state: State, call: Call, value: str, scope: str) -> Integration:
    token = state.sendcloud.tokens.get(value)
    integration = state.sendcloud.integrations.get(token.integration_id) if token else None
    if token is None or integration is None or call.suffers("expired-token") or state.clock.now() >= token.expires_at:
        raise unauthorized("Invalid token.", "The access token is invalid or has expired.")
    if token.scopes and not token.scopes & {"api", scope}:
        raise SendcloudRefusal(403, [Problem("forbidden", f"The token lacks the scope {scope}.", title="Forbidden")])
    return integration


def _nothing_here(_state: State, _call: KeyCall) -> Reply:
    raise not_found("There is nothing at this address, or not by this method.")


NOTHING_HERE = gated("unknown", "", "/{path:path}", "api", _nothing_here)
