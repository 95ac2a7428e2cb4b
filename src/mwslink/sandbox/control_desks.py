"""Control paths for reports: how a seller's are written, how the next one ends, how long Amazon repeats itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from starlette.requests import Request

from mwslink.sandbox.accounts import Account
from mwslink.sandbox.control_accounts import account_of
from mwslink.sandbox.control_body import Body
from mwslink.sandbox.desks.reports import Stage
from mwslink.sandbox.desks.styles import Style, changed_style
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.settings import SandboxError
from mwslink.sandbox.state import State

HELP = (
    'accounts/N/reports: GET; POST {"countries": ["ES"], "charset": "windows-31j", "has_bom": false, "line_end": '
    '"crlf", "layout": "france", "language": "ja", "is_compressed": true}; a form from the start once more: {}',
    'accounts/N/next-report: POST {"ends": "FATAL"}, CANCELLED or NO_DATA',
    'reports: POST {"cache_seconds": 0}: a report asked for again shows new data at once',
)
_TEXTS = ("charset", "line_end", "layout", "language")
_FLAGS = ("has_bom", "is_compressed")
_ENDS = {one.value: one for one in (Stage.FATAL, Stage.CANCELLED, Stage.NO_DATA)}


def _show(state: State, request: Request, _: Body) -> object:
    return _styles(state, account_of(state, request))


def _change(state: State, request: Request, body: Body) -> object:
    body.refuse_unknown("countries", *_TEXTS, *_FLAGS)
    account, styles = account_of(state, request), state.reports.styles
    known = {one.marketplace.country: one.marketplace for one in account.participations}
    for country in body.texts("countries") or list(known):
        if country not in known:
            raise SandboxError(f"the account does not sell in {country}; it sells in {', '.join(known)}")
        key = account.seller_id, known[country].id
        changes: Json = {name: body.text(name) for name in _TEXTS if body.has(name)}
        changes |= {name: body.flag(name) for name in _FLAGS if body.has(name)}
        if changes:
            styles[key] = changed_style(state.reports.style(account.seller_id, known[country]), changes)
        else:
            styles.pop(key, None)
    return _styles(state, account)


def _styles(state: State, account: Account) -> Json:
    def of(style: Style) -> Json:
        return asdict(style)

    places = [one.marketplace for one in account.participations]
    return {place.country: of(state.reports.style(account.seller_id, place)) for place in places}


def _next(state: State, request: Request, body: Body) -> object:
    body.refuse_unknown("ends")
    if body.text("ends") not in _ENDS:
        raise SandboxError(f"ends must be one of {', '.join(_ENDS)}")
    state.reports.fates.append((account_of(state, request).seller_id, _ENDS[body.text("ends")]))
    return {"ends": body.text("ends")}


def _cache(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown("cache_seconds")
    seconds = body.number("cache_seconds", state.reports.cache_for.total_seconds())
    if not 0 <= seconds <= 86_400:
        raise SandboxError("cache_seconds must be between 0 and 86400")
    state.reports.cache_for = timedelta(seconds=seconds)
    return {"cache_seconds": seconds}


ROUTES = (
    ("/accounts/{number:int}/reports", "GET", _show),
    ("/accounts/{number:int}/reports", "POST", _change),
    ("/accounts/{number:int}/next-report", "POST", _next),
    ("/reports", "POST", _cache),
)
