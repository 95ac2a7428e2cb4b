"""The control paths under /_sandbox/: credentials, the record, faults, the clock, and starting over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from mwslink.sandbox import (
    control_accounts,
    control_application,
    control_desks,
    control_listings,
    control_orders,
)
from mwslink.sandbox.accounts import (
    ACCESS_KEY_ID,
    APPLICATION_ID,
    CLIENT_ID,
    CLIENT_SECRET,
    DEVELOPER_ID,
    SECRET_KEY,
    SENDCLOUD_KEYS,
)
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.control_body import Body, parse_body, parse_rules
from mwslink.sandbox.control_orders import count_by_status
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.faults import KINDS
from mwslink.sandbox.gate import RefusalError
from mwslink.sandbox.parameters import parse_moment
from mwslink.sandbox.sendcloud import control as control_sendcloud
from mwslink.sandbox.sendcloud import control_shipping
from mwslink.sandbox.settings import SandboxError
from mwslink.sandbox.state import State

NOT_IMITATED = (
    "what other regions than eu sell: an account moved to na or fe keeps its marketplaces; its door is /na or /fe",
    "quotas that grow with an account's business, and LWA's own unpublished throttle",
    "getOrderRegulatedInfo and updateVerificationStatus of Orders v0, Easy Ship, Brazilian and Turkish fields",
    "transparency codes, points, serial numbers, substitutions, measurements and delivery business hours",
    "Amazon's carrier list: any carrier code is taken as it is",
    "the delay between confirmShipment and the order's new status in getOrder; searches show it after two minutes",
    "reports other than the four of listings; feeds other than listings, MWS product data and fulfilment",
    "what a product feed says besides weights; the numbers of errors in processing reports, which are not public",
    "Signature Version 4: ignored, as Amazon ignores it",
    "putListingsItem and deleteListingsItem; variations, and issues in other languages than English",
    "a product type's attributes that differ from store to store",
    *control_sendcloud.NOT_IMITATED,
    "HTTPS",
)
_ALL_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_Answer = Callable[[Request, Body], object]


def routes(state: State) -> list[BaseRoute]:
    """Everything under /_sandbox; errors are `{"error": sentence}` with status 400 or 404."""
    own = [
        _route("/", "GET", lambda request, _: _overview(state, str(request.base_url))),
        _route("/requests", "GET", lambda _, __: _requests(state)),
        _route("/requests", "DELETE", lambda _, __: _forget(state)),
        _route("/faults", "GET", lambda _, __: _faults(state)),
        _route("/faults", "POST", lambda _, body: _set_faults(state, body), parse=parse_rules),
        _route("/faults", "DELETE", lambda _, __: _set_faults(state, Body({"rules": []}))),
        _route("/clock", "GET", lambda _, __: _clock(state)),
        _route("/clock", "POST", lambda _, body: _move_clock(state, body)),
        _route("/state", "GET", lambda _, __: _summary(state)),
        _route("/state", "POST", lambda _, body: _reset(state, body)),
    ]
    more = [
        _route(path, method, _bind(answer, state))
        for path, method, answer in (
            *control_accounts.ROUTES,
            *control_application.ROUTES,
            *control_orders.ROUTES,
            *control_listings.ROUTES,
            *control_desks.ROUTES,
            *control_sendcloud.ROUTES,
            *control_shipping.ROUTES,
        )
    ]
    bare = _route("/_sandbox", "GET", lambda request, _: _overview(state, str(request.base_url)))
    return [bare, Mount("/_sandbox", routes=[*own, *more, Route("/{path:path}", _nothing_here, methods=_ALL_METHODS)])]


def _bind(answer: Callable[[State, Request, Body], object], state: State) -> _Answer:
    return lambda request, body: answer(state, request, body)


def _route(path: str, method: str, answer: _Answer, parse: Callable[[bytes], Body] = parse_body) -> Route:
    async def endpoint(request: Request) -> Response:
        try:
            value = answer(request, parse(await request.body()))
        except LookupError as error:
            return _json(404, {"error": str(error.args[0])})
        except (SandboxError, RefusalError) as error:
            return _json(400, {"error": getattr(error, "details", "") or str(error)})
        return _json(200, value)

    endpoint_type: Callable[[Request], Awaitable[Response]] = endpoint
    return Route(path, endpoint_type, methods=[method])


async def _nothing_here(_: Request) -> Response:
    return _json(404, {"error": "there is no such control path or method; GET /_sandbox/ lists them"})


def _json(status: int, value: object) -> Response:
    text = msgspec.json.format(msgspec.json.encode(value), indent=2)
    return Response(text + b"\n", status_code=status, media_type="application/json")


def _overview(state: State, url: str) -> Json:
    sendcloud_public, sendcloud_secret = SENDCLOUD_KEYS
    return {
        "url": url.split("/_sandbox")[0].rstrip("/"),
        "application": {"id": APPLICATION_ID, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET},
        "developer": {"id": DEVELOPER_ID, "access_key_id": ACCESS_KEY_ID, "secret_key": SECRET_KEY},
        "sendcloud": {"public_key": sendcloud_public, "secret_key": sendcloud_secret},
        "accounts": [control_accounts.describe(account) for account in state.accounts.values()],
        "control": [
            "requests: GET, DELETE",
            'faults: GET, POST {"rules": ["searchOrders:3:503", "*:5%:reset"]}, DELETE',
            'clock: GET, POST {"advance": seconds} or {"set": moment} or {"speed": times}',
            'state: GET, POST {"seed": …, "accounts": …, "orders": …} to start over',
            *control_accounts.HELP,
            *control_application.HELP,
            *control_orders.HELP,
            *control_listings.HELP,
            *control_desks.HELP,
            *control_sendcloud.HELP,
            *control_shipping.HELP,
        ],
        "faults": KINDS,
        "not_imitated": NOT_IMITATED,
    }


def _requests(state: State) -> Json:
    return {"requests": [entry.as_json() for entry in state.record.entries]}


def _forget(state: State) -> Json:
    state.record.clear()
    return {"requests": []}


def _faults(state: State) -> Json:
    rules = [{"rule": rule.text, "seen": rule.seen, "fired": rule.fired} for rule in state.faults.rules]
    return {"rules": rules, "kinds": KINDS}


def _set_faults(state: State, body: Body) -> Json:
    state.faults.replace(",".join(body.texts("rules")))
    return _faults(state)


def _clock(state: State) -> Json:
    return {"now": as_text(state.clock.now()), "speed": state.clock.speed}


def _move_clock(state: State, body: Body) -> Json:
    body.refuse_unknown("advance", "set", "speed")
    if body.has("set"):
        state.clock.move_to(parse_moment(body.text("set"), name="set"))
    if body.has("advance"):
        state.clock.advance(body.number("advance"))
    if body.has("speed"):
        state.clock.set_speed(body.number("speed"))
    return _clock(state)


def _summary(state: State) -> Json:
    settings = state.settings
    return {
        "now": as_text(state.clock.now()),
        "seed": settings.seed,
        "quotas": settings.quotas,
        "requests": len(state.record.entries),
        "accounts": len(state.accounts),
        "orders": {number: count_by_status(book) for number, book in state.opened_books().items()},
        "quota_tokens_left": state.quotas.left(),
    }


def _reset(state: State, body: Body) -> Json:
    body.refuse_unknown(
        "seed", "accounts", "orders", "listings", "listing_delay", "saving_delay", "quotas", "page_size", "faults"
    )
    now = state.settings
    settings = replace(
        now,
        seed=int(body.number("seed", now.seed)),
        accounts=int(body.number("accounts", now.accounts)),
        orders=int(body.number("orders", now.orders)),
        listings=int(body.number("listings", now.listings)),
        listing_delay=body.number("listing_delay", now.listing_delay),
        saving_delay=body.number("saving_delay", now.saving_delay),
        page_size=int(body.number("page_size", now.page_size)),
        quotas=body.flag("quotas", default=now.quotas),
        faults=body.text("faults", now.faults),
    )
    state.reset(settings)
    state.prepare()
    return _summary(state)
