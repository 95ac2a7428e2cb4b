"""Control paths for sellers: what can happen to an authorization, its roles and its marketplaces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from starlette.requests import Request

from mwslink.sandbox.accounts import AUTHORIZATION_DAYS, DEFAULT_ROLES, OAUTH_LIMIT, ROLES, Account, Participation
from mwslink.sandbox.agenda import Planned
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.control_body import Body
from mwslink.sandbox.exchange import HOME_REGION, Json
from mwslink.sandbox.front import REGIONS
from mwslink.sandbox.settings import SandboxError
from mwslink.sandbox.state import State

_Change = Callable[[State, datetime], None]  # what an action does, as of a moment
HELP = (
    "accounts/N: GET",
    "accounts/N/expire, revoke, renew, deny: POST; expire leaves access tokens alive for their hour, revoke does not",
    'accounts/N/restrict: POST; Amazon blocks the account; "on": false ends it',
    "accounts/N/mws-expire, mws-revoke, mws-renew: POST; renewed, the same token works again",
    'accounts/N/authorize: POST {"redirect_uri": …} gives an authorization code',
    'accounts/N/roles: POST {"remove": […]}, {"add": […]} or {} for the usual ones',
    'accounts/N/region: POST {"region": "na"}',
    'accounts/N/refuse-orders-2026: POST {"on": false} to serve it again',
    'accounts/N/suspend-listings, leave, return: POST {"countries": ["ES"]}; none named: all; "on": false resumes',
    'all of accounts/N/…: with "at": a moment past or to come, such as "2027-03-14T08:00:00Z"',
    'application/draft: POST {"limit": 25}: it serves so many sellers and no more; "on": false publishes it',
    'application/secret: POST {"expired": true}',
)


def describe(account: Account, planned: Sequence[Planned] = ()) -> Json:
    """An account with its credentials, and what is planned for it."""
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
        "restricted": account.restricted,
        "planned": [{"at": as_text(one.at), "action": one.name} for one in planned],
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
    account = account_of(state, request)
    return describe(account, state.agenda.of(account.number))


def _expire(account: Account, _: Body) -> _Change:
    def change(_state: State, at: datetime) -> None:
        account.authorized_at -= account.authorized_until - at

    return change


def _revoke(account: Account, _: Body) -> _Change:
    def change(state: State, _at: datetime) -> None:
        account.revoked = True
        state.drop_tokens(account)

    return change


def _renew(account: Account, _: Body) -> _Change:
    def change(_state: State, at: datetime) -> None:
        account.authorized_at, account.revoked, account.denied = at, False, False

    return change


def _mws_expire(account: Account, _: Body) -> _Change:
    def change(_state: State, at: datetime) -> None:
        account.mws.since -= account.mws.until - at

    return change


def _mws_revoke(account: Account, _: Body) -> _Change:
    return lambda _state, _at: _set(account.mws, revoked=True)


def _mws_renew(account: Account, _: Body) -> _Change:
    return lambda _state, at: account.mws.renew(at)


def _flag(name: str) -> Callable[[Account, Body], _Change]:
    """An action that switches something of the account on or, with `"on": false`, off."""

    def prepare(account: Account, body: Body) -> _Change:
        value = body.flag("on")
        return lambda _state, _at: _set(account, **{name: value})

    return prepare


def _roles(account: Account, body: Body) -> _Change:
    body.refuse_unknown("add", "remove", "at")
    added, removed = set(body.texts("add")), set(body.texts("remove"))
    if unknown := (added | removed) - set(ROLES):
        raise SandboxError(f"unknown role {min(unknown)!r}; known: {', '.join(ROLES)}")
    is_reset = not body.has("add") and not body.has("remove")

    def change(_state: State, _at: datetime) -> None:
        account.roles = ((set(DEFAULT_ROLES) if is_reset else account.roles) | added) - removed

    return change


def _region(account: Account, body: Body) -> _Change:
    region = body.text("region", HOME_REGION)
    if region not in REGIONS:
        raise SandboxError(f"region must be eu, na or fe, not {region!r}")
    return lambda _state, _at: _set(account, region=region)


def _suspend(account: Account, body: Body) -> _Change:
    return _of_shops(account, body, suspended=body.flag("on"))


def _leave(account: Account, body: Body) -> _Change:
    return _of_shops(account, body, participating=False)


def _return(account: Account, body: Body) -> _Change:
    return _of_shops(account, body, participating=True)


def _of_shops(account: Account, body: Body, **values: bool) -> _Change:
    shops = _named(account, body)

    def change(_state: State, _at: datetime) -> None:
        for one in shops:
            _set(one, **values)

    return change


def _set(what: object, **values: object) -> None:
    for name, value in values.items():
        setattr(what, name, value)


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


def _draft(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown("limit", "on")
    application = next(iter(state.applications.values()))
    limit = int(body.number("limit", OAUTH_LIMIT))
    if limit < 0:
        raise SandboxError(f"limit must be 0 or more, not {limit}")
    application.draft_limit = limit if body.flag("on") else None
    return {"client_id": application.client_id, "draft_limit": application.draft_limit}


def _act(name: str, prepare: Callable[[Account, Body], _Change]) -> Callable[[State, Request, Body], object]:
    """Do it now, as of a moment that has passed, or at a moment of the clock that is still to come."""

    def answer(state: State, request: Request, body: Body) -> object:
        account, now = account_of(state, request), state.clock.now()
        change, at = prepare(account, body), body.moment("at") or now
        state.agenda.plan(at, account.number, name, lambda moment: change(state, moment))
        state.agenda.settle(now)
        return describe(account, state.agenda.of(account.number))

    return answer


_ACTIONS = {
    "expire": _expire,
    "revoke": _revoke,
    "renew": _renew,
    "mws-expire": _mws_expire,
    "mws-revoke": _mws_revoke,
    "mws-renew": _mws_renew,
    "deny": _flag("denied"),
    "restrict": _flag("restricted"),
    "roles": _roles,
    "region": _region,
    "refuse-orders-2026": _flag("refuse_orders_2026"),
    "suspend-listings": _suspend,
    "leave": _leave,
    "return": _return,
}
ROUTES = (
    ("/accounts/{number:int}", "GET", _show),
    ("/accounts/{number:int}/authorize", "POST", _authorize),
    ("/application/secret", "POST", _secret),
    ("/application/draft", "POST", _draft),
    *((f"/accounts/{{number:int}}/{name}", "POST", _act(name, action)) for name, action in _ACTIONS.items()),
)
