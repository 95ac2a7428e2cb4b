"""What all parts of Sendcloud's API v3 have in common: headers, query, JSON in, pages, the shape of errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec

from mwslink import __version__
from mwslink.errors import Problem
from mwslink.gateways.failures import Refusal, printable
from mwslink.gateways.http import Request, Response
from mwslink.gateways.sendcloud.quotas import READ, WRITE

PROVIDER = "Sendcloud"
ENDPOINT = "https://panel.sendcloud.sc"
USER_AGENT = f"mwslink/{__version__}"
_BASE = "/api/v3"


class _Source(msgspec.Struct):
    pointer: str = ""
    parameter: str = ""
    header: str = ""


class _Error(msgspec.Struct):
    code: str = ""
    title: str | None = None
    detail: str | None = None
    source: _Source | None = None


class _Errors(msgspec.Struct):
    errors: list[_Error] = []


_errors = msgspec.json.Decoder(_Errors)


@dataclass(frozen=True)
class Origin:
    """Where the calls go: the endpoint, for all of Sendcloud's customers the same."""

    endpoint: str = ENDPOINT

    def get(
        self, operation: str, route: str, query: Mapping[str, str | int] | None = None, *, quota: str = READ
    ) -> Request:
        """A GET of `route`."""
        return self._request("GET", operation, route, query=query, quota=quota)

    def get_one(self, operation: str, route: str, *, quota: str = READ, **ids: str | int) -> Request:
        """A GET of `route`, whose `{names}` are filled from `ids`."""
        return self._request("GET", operation, route, ids=ids, quota=quota)

    def post(self, operation: str, route: str, body: bytes) -> Request:
        """A POST of JSON."""
        return self._request("POST", operation, route, body=body, quota=WRITE)

    def delete(self, operation: str, route: str, **ids: str | int) -> Request:
        """A DELETE of `route`, whose `{names}` are filled from `ids`."""
        return self._request("DELETE", operation, route, ids=ids, quota=WRITE)

    def _request(  # noqa: PLR0913  (each says another thing about one request)
        self,
        method: str,
        operation: str,
        route: str,
        *,
        quota: str,
        query: Mapping[str, str | int] | None = None,
        ids: Mapping[str, str | int] | None = None,
        body: bytes = b"",
    ) -> Request:
        headers = {"accept": "application/json", "user-agent": USER_AGENT}
        if body:
            headers["content-type"] = "application/json"
        path = route.format(**{name: _segment(value) for name, value in (ids or {}).items()})
        url = f"{self.endpoint.rstrip('/')}{_BASE}{path}" + (f"?{urlencode(query)}" if query else "")
        return Request(
            "sendcloud",
            operation,
            method,
            url,
            route=_BASE + route,
            headers=headers,
            body=body,
            provider=PROVIDER,
            quota=quota,
        )


def _segment(value: str | int) -> str:
    from mwslink.gateways.spapi.protocol import render_segment

    return render_segment(str(value))


def _as_it_is(text: str) -> str:
    return text


def read_error(body: bytes, hide: Callable[[str], str] = _as_it_is) -> Refusal:
    """Sendcloud's first error and all of them by place; empty where the body holds none.

    `hide` takes out of Sendcloud's words what no message may repeat.
    """
    try:
        errors = _errors.decode(body).errors
    except msgspec.DecodeError:
        return Refusal()
    if not errors:
        return Refusal()
    problems = tuple(Problem(printable(hide(_text(error))), key=_place(error)) for error in errors)
    return Refusal(errors[0].code, problems[0].text, problems=problems)


def _text(error: _Error) -> str:
    texts = [text for text in (error.title, error.detail) if text]
    return ": ".join(dict.fromkeys(texts)) or error.code


def _place(error: _Error) -> str:
    source = error.source
    return (source.pointer or source.parameter or source.header) if source else ""


def next_cursor(response: Response) -> str | None:
    """The cursor of the next page, from the `Link` header; None on the last one."""
    for link in response.headers.get("link", "").split(","):
        target, _semicolon, parameters = link.partition(";")
        if 'rel="next"' in parameters or "rel=next" in parameters:
            found = parse_qs(urlsplit(target.strip().strip("<>")).query).get("cursor")
            return found[0] if found else None
    return None
