"""Control paths for sellers: what can happen to an authorization, its roles and its marketplaces."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request

from mwslink.sandbox.accounts import AUTHORIZATION_DAYS, DEFAULT_ROLES, ROLES, Account, Participation
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.control_body import Body
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.settings import SandboxError
from mwslink.sandbox.state import State

HELP = (
    "accounts/N: GET",
    "accounts/N/expire, revoke, renew, deny: POST; expire leaves access tokens alive for their hour, revoke does not",
    "accounts/N/mws-expire, mws-revoke, mws-renew: POST; renewed, the same token works again",
    'accounts/N/authorize: POST {"redirect_uri": …} gives an authorization code',
    'accounts/N/roles: POST {"remove": […]}, {"add": […]} or {} for the usual ones',
    'accounts/N/region: POST {"region": "na"}',
    'accounts/N/refuse-orders-2026: POST {"on": false} to serve it again',
    'accounts/N/suspend-listings, leave, return: POST {"countries": ["ES"]}; none named: all; "on": false resumes',
    'application/secret: POST {"expired": true}',
)


def describe(account: Account) -> Json:
    """An account with its credentials."""
    return {
        "number": account.number,
        "seller_id": account.seller_id,
        "refresh_token": account.refresh_tokens[0],
        "mws_auth_token": account.mws.token,
        "mws_developer_id": account.mws.developer_id,
        "mws_authorized_until": as_text(account.mws.until),
        "mws_revoked": account.mws.revoked,
        "region": account.region,
        "countries": [one.marketplace.country for one in account.participations],
        "left": [one.marketplace.country for one in account.participations if not one.participating],
        "suspended": [one.marketplace.country for one in account.participations if one.suspended],
        "roles": sorted(account.roles),
        "authorized_at": as_text(account.authorized_at),
        "authorized_until": as_text(account.authorized_until),
        "revoked": account.revoked,
        "refuse_orders_2026": account.refuse_orders_2026,
    }


def account_of(state: State, request: Request) -> Account:
    """The account in the path; raises LookupError."""
    return find_account(state, request.path_params["number"])


def find_account(state: State, number: int) -> Account:
    """The account of that number; raises LookupError."""
    if number not in state.accounts:
        raise LookupError(f"there is no account {number}; there are 1 to {len(state.accounts)}")
    return state.accounts[number]


def _show(state: State, request: Request, _: Body) -> object:
    return describe(account_of(state, request))


def _expire(state: State, account: Account, _: Body) -> None:
    account.authorized_at -= account.authorized_until - state.clock.now()


def _revoke(state: State, account: Account, _: Body) -> None:
    account.revoked = True
    state.drop_tokens(account)


def _renew(state: State, account: Account, _: Body) -> None:
    account.authorized_at, account.revoked, account.denied = state.clock.now(), False, False


def _deny(_: State, account: Account, body: Body) -> None:
    account.denied = body.flag("on")


def _mws_expire(state: State, account: Account, _: Body) -> None:
    account.mws.since -= account.mws.until - state.clock.now()


def _mws_revoke(_state: State, account: Account, _: Body) -> None:
    account.mws.revoked = True


def _mws_renew(state: State, account: Account, _: Body) -> None:
    account.mws.renew(state.clock.now())


def _roles(_: State, account: Account, body: Body) -> None:
    body.refuse_unknown("add", "remove")
    named = {*body.texts("add"), *body.texts("remove")}
    if not named <= set(ROLES):
        raise SandboxError(f"unknown role {min(named - set(ROLES))!r}; known: {', '.join(ROLES)}")
    if not body.has("add") and not body.has("remove"):
        account.roles = set(DEFAULT_ROLES)
    account.roles |= set(body.texts("add"))
    account.roles -= set(body.texts("remove"))


def _region(_: State, account: Account, body: Body) -> None:
    region = body.text("region", "eu")
    if region not in ("eu", "na", "fe"):
        raise SandboxError(f"region must be eu, na or fe, not {region!r}")
    account.region = region


def _refuse_orders_2026(_: State, account: Account, body: Body) -> None:
    account.refuse_orders_2026 = body.flag("on")


def _suspend(_: State, account: Account, body: Body) -> None:
    for one in _named(account, body):
        one.suspended = body.flag("on")


def _leave(_: State, account: Account, body: Body) -> None:
    for one in _named(account, body):
        one.participating = False


def _return(_: State, account: Account, body: Body) -> None:
    for one in _named(account, body):
        one.participating = True


def _named(account: Account, body: Body) -> list[Participation]:
    countries = body.texts("countries")
    known = {one.marketplace.country: one for one in account.participations}
    unknown = sorted(set(countries) - set(known))
    if unknown:
        raise SandboxError(f"the account does not sell in {', '.join(unknown)}; it sells in {', '.join(known)}")
    return [known[country] for country in countries] or list(known.values())


def _authorize(state: State, request: Request, body: Body) -> object:
    account = account_of(state, request)
    code = state.issue_code(account, account.client_id, redirect_uri=body.text("redirect_uri"))
    return {
        "spapi_oauth_code": code.value,
        "selling_partner_id": account.seller_id,
        "valid_until": as_text(code.expires_at),
        "authorization_days": AUTHORIZATION_DAYS,
    }


def _secret(state: State, _: Request, body: Body) -> object:
    application = next(iter(state.applications.values()))
    application.secret_expired = body.flag("expired")
    return {"client_id": application.client_id, "expired": application.secret_expired}


def _act(change: Callable[[State, Account, Body], None]) -> Callable[[State, Request, Body], object]:
    def answer(state: State, request: Request, body: Body) -> object:
        account = account_of(state, request)
        change(state, account, body)
        return describe(account)

    return answer


_ACTIONS = {
    "expire": _expire,
    "revoke": _revoke,
    "renew": _renew,
    "mws-expire": _mws_expire,
    "mws-revoke": _mws_revoke,
    "mws-renew": _mws_renew,
    "deny": _deny,
    "roles": _roles,
    "region": _region,
    "refuse-orders-2026": _refuse_orders_2026,
    "suspend-listings": _suspend,
    "leave": _leave,
    "return": _return,
}
ROUTES = (
    ("/accounts/{number:int}", "GET", _show),
    ("/accounts/{number:int}/authorize", "POST", _authorize),
    ("/application/secret", "POST", _secret),
    *((f"/accounts/{{number:int}}/{name}", "POST", _act(action)) for name, action in _ACTIONS.items()),
)
