"""What all parts of SP-API have in common: headers, query, JSON in and out, the shape of errors."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import msgspec

from mwslink import __version__, clock
from mwslink.gateways.failures import Refusal
from mwslink.gateways.http import Request

Query = Mapping[str, str | int | Sequence[str]]
TOKEN_HEADER = "x-amz-access-token"  # noqa: S105  (a header's name)


class _Error(msgspec.Struct):
    code: str = ""
    message: str = ""
    details: str | None = None


class _Errors(msgspec.Struct):
    errors: list[_Error] = []


_errors = msgspec.json.Decoder(_Errors)


@dataclass(frozen=True)
class Origin:
    """Where an account's calls go: the endpoint, and the account's name for progress and journal."""

    endpoint: str
    account: str = ""

    def get(self, operation: str, route: str, query: Query | None = None, **ids: str) -> Request:
        """A GET of `route`, whose `{names}` are filled from `ids`."""
        url = self._url(route, ids) + (f"?{render_query(query)}" if query else "")
        headers = default_headers()
        return Request("sp-api", operation, "GET", url, route=route, headers=headers, account=self.account)

    def post(self, operation: str, route: str, body: bytes, **ids: str) -> Request:
        """A POST of JSON."""
        url = self._url(route, ids)
        headers = default_headers() | {"content-type": "application/json"}
        return Request("sp-api", operation, "POST", url, route=route, headers=headers, body=body, account=self.account)

    def patch(self, operation: str, route: str, query: Query, body: bytes, **ids: str) -> Request:
        """A PATCH with JSON."""
        url = f"{self._url(route, ids)}?{render_query(query)}"
        return replace(self.post(operation, route, body, **ids), method="PATCH", url=url)

    def _url(self, route: str, ids: Mapping[str, str]) -> str:
        return self.endpoint.rstrip("/") + route.format(**{name: render_segment(value) for name, value in ids.items()})


def render_segment(value: str) -> str:
    """A part of a path; one of dots alone would otherwise mean another folder."""
    return quote(value, safe="") if value.strip(".") else value.replace(".", "%2E")


def render_query(query: Query) -> str:
    """Lists are separated by commas; Amazon wants everything else percent-encoded, spaces too."""
    texts = {name: value if isinstance(value, (str, int)) else ",".join(value) for name, value in query.items()}
    return urlencode(texts, quote_via=quote, safe="")


def default_headers() -> dict[str, str]:
    """Headers of every request, apart from the token."""
    return {
        "accept": "application/json",
        "user-agent": USER_AGENT,
        "x-amz-date": clock.now().strftime("%Y%m%dT%H%M%SZ"),
    }


def render_user_agent(version: str, language: str, system: str) -> str:
    """Amazon's grammar: `Name/Version (Attribute=Value; ...)`, its own characters escaped, 500 at most."""

    def escape(text: str, special: str) -> str:
        plain = text.encode("ascii", "replace").decode()[:100]
        return re.sub(rf"([\\{special}])", r"\\\1", plain)

    attributes = f"Language={escape(language, ');')}; Platform={escape(system, ');')}"
    return f"mwslink/{escape(version, '(')} ({attributes})"


USER_AGENT = render_user_agent(
    __version__, f"Python/{platform.python_version()}", f"{platform.system()}/{platform.release()}"
)


def read_error(body: bytes) -> Refusal:
    """Amazon's first error, empty where the body holds none."""
    try:
        errors = _errors.decode(body).errors
    except msgspec.DecodeError:
        return Refusal()
    first = errors[0] if errors else _Error()
    return Refusal(first.code, first.message, first.details or "", is_throttled=first.code == "QuotaExceeded")


def render_moment(at: datetime) -> str:
    """As Amazon writes moments: UTC, with Z; fractions of a second only where there are any."""
    text = at.astimezone(UTC).isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    return text.removesuffix("+00:00") + "Z"


def as_utc(at: datetime) -> datetime:
    """Amazon means UTC where it writes no zone."""
    if at.tzinfo is UTC:
        return at
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
