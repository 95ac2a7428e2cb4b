"""The front door of the Selling Partner API: what every operation checks before it looks at its own parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mwslink.sandbox.accounts import Account
from mwslink.sandbox.exchange import HOME_REGION, Call, Operation, Reply, json_reply
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.state import AccessToken, State

HOST_REGION = HOME_REGION  # whose marketplaces there are
DENIED = "Access to requested resource is denied."
EXPIRED = "The access token you provided has expired."
MALFORMED = "The access token you provided is revoked, malformed or invalid."
BAD_INPUT = "The input you have submitted is not valid. Please check your input and try again."
_RATE_STATUSES = (200, 201, 202, 204, 400, 404)


class RefusalError(Exception):
    """Amazon's answer to a request it does not carry out."""

    def __init__(self, status: int, code: str, message: str, details: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.details = status, code, message, details

    def as_reply(self) -> Reply:
        error = {"code": self.code, "message": self.message, "details": self.details}
        return json_reply(self.status, {"errors": [error]}, {"x-amzn-ErrorType": self.code})


def bad_input(message: str = BAD_INPUT, details: str = "") -> RefusalError:
    """400 InvalidInput."""
    return RefusalError(400, "InvalidInput", message, details)


def denied(details: str = "") -> RefusalError:
    """403 Unauthorized."""
    return RefusalError(403, "Unauthorized", DENIED, details)


def not_found(message: str = "The requested resource was not found.") -> RefusalError:
    """404 NotFound."""
    return RefusalError(404, "NotFound", message)


def missing_token() -> RefusalError:
    """403 MissingAuthenticationToken: no token, or a path that does not exist."""
    return RefusalError(403, "MissingAuthenticationToken", "Missing Authentication Token")


@dataclass(frozen=True)
class SellerCall:
    """A request that passed the door: who asks, with which token."""

    call: Call
    account: Account
    token: AccessToken

    def value(self, name: str) -> str:
        """A piece of the path."""
        return self.call.path_values[name]


@dataclass(frozen=True)
class Access:
    """Who may use an operation: any one of `roles`, and whether a restricted data token fits."""

    quota: Quota
    roles: frozenset[str]
    restricted: bool = False


@dataclass(frozen=True)
class Grant:
    """Who may use an operation without a seller: a token of this scope."""

    quota: Quota
    scope: str


def gated(
    name: str, method: str, path: str, access: Access, handler: Callable[[State, SellerCall], Reply]
) -> Operation:
    """An operation of the Selling Partner API behind the front door."""

    def handle(state: State, call: Call) -> Reply:
        try:
            return _with_rate(handler(state, _enter(state, call, (name, path), access)), access.quota)
        except RefusalError as refusal:
            return _with_rate(refusal.as_reply(), access.quota)

    return Operation(name, method, path, handle)


def grantless(name: str, method: str, path: str, *, grant: Grant, handler: Callable[[State, str], Reply]) -> Operation:
    """An operation about an application and no seller; `handler` is given the client ID."""

    def handle(state: State, call: Call) -> Reply:
        try:
            _check_form(call)
            token = _check_token(state, call)
            if grant.scope not in token.scope.split():
                raise denied()
            if not state.quotas.take((token.client_id, name, path), grant.quota, now=state.clock.now()):
                raise RefusalError(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")
            return _with_rate(handler(state, token.client_id), grant.quota)
        except RefusalError as refusal:
            return _with_rate(refusal.as_reply(), grant.quota)

    return Operation(name, method, path, handle)


def _enter(state: State, call: Call, key: tuple[str, str], access: Access) -> SellerCall:
    _check_form(call)
    token = _check_token(state, call)
    account = _check_seller(state, token, access, call.region)
    if not state.quotas.take((account.seller_id, token.client_id, *key), access.quota, now=state.clock.now()):
        raise RefusalError(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")
    if token.resources:
        _check_restriction(token, call, access)
    return SellerCall(call, account, token)


def _check_form(call: Call) -> None:
    if not call.headers.get("user-agent", "").strip():
        raise bad_input("The request must contain a user-agent header.")
    if len(call.headers["user-agent"]) > 500:
        raise bad_input("The user-agent header is longer than 500 characters.")
    if call.method == "GET" and call.body:
        raise RefusalError(400, "BadRequest", "A GET request must not have a body.")


def _check_token(state: State, call: Call) -> AccessToken:
    value = call.headers.get("x-amz-access-token", "")
    if not value:
        raise missing_token()
    token = state.access_tokens.get(value)
    if call.suffers("expired-token"):
        raise denied(EXPIRED)
    if token is None or call.suffers("revoked-token"):
        raise denied(MALFORMED)
    if state.clock.now() >= token.expires_at:
        raise denied(EXPIRED)
    return token


def _check_seller(state: State, token: AccessToken, access: Access, region: str) -> Account:
    account = token.account
    if account is None or account.region != region or not account.roles & access.roles:
        raise denied()
    if account.restricted or state.is_beyond_draft(account):
        raise denied()
    return account


def _check_restriction(token: AccessToken, call: Call, access: Access) -> None:
    if not access.restricted or not any(
        resource.method == call.method and opens(resource.path, call.raw_path) for resource in token.resources
    ):
        raise denied()


def opens(pattern: str, path: str) -> bool:
    """Whether a path, generic (`/orders/v0/orders/{orderId}`) or specific, covers a request's path."""
    wanted, given = pattern.split("/"), path.split("/")
    return len(wanted) == len(given) and all(
        want == got or (want.startswith("{") and want.endswith("}")) for want, got in zip(wanted, given, strict=True)
    )


def _with_rate(reply: Reply, quota: Quota) -> Reply:
    """Amazon sends its rate with successes, 400 and 404 only."""
    if reply.status not in _RATE_STATUSES:
        return reply
    headers: Mapping[str, str] = {**reply.headers, "x-amzn-RateLimit-Limit": f"{quota.rate:g}"}
    return replace(reply, headers=headers)


def identify_seller(state: State, call: Call) -> int | None:
    """The number of the account whose token a request carries."""
    token = state.access_tokens.get(call.headers.get("x-amz-access-token", ""))
    return token.account.number if token is not None and token.account is not None else None


_FAULTS = {
    "429": RefusalError(429, "QuotaExceeded", "You exceeded your quota for the requested resource."),
    "500": RefusalError(500, "InternalFailure", "We encountered an internal error. Please try again."),
    "503": RefusalError(503, "ServiceUnavailable", "Service is temporarily unavailable. Please try again."),
}


def render_fault(kind: str) -> Reply | None:
    """How the Selling Partner API words a failure; expired-token is the door's own business."""
    return _FAULTS[kind].as_reply() if kind in _FAULTS else None
