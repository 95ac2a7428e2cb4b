"""Lists in pages: an opaque cursor in the query, the addresses of the next and previous page in the Link header."""

from __future__ import annotations

import base64
import binascii
import urllib.parse
from collections.abc import Mapping, Sequence
from typing import TypeVar

from mwslink.sandbox.sendcloud.door import KeyCall
from mwslink.sandbox.sendcloud.refusals import invalid, not_found

T = TypeVar("T")


def read_query(request: KeyCall, known: frozenset[str]) -> dict[str, str]:
    """The parameters given; those that do not exist are passed over, as Sendcloud does."""
    return {name: value for name, value in request.call.query if name in known}


def page_size(query: Mapping[str, str], *, default: int, most: int) -> int:
    """How many a page holds; raises 400."""
    text = query.get("page_size", str(default))
    if not text.isdigit() or not 1 <= int(text) <= most:
        raise invalid(f"page_size must be a number between 1 and {most}", "page_size", kind="parameter")
    return int(text)


def cut_page(request: KeyCall, found: Sequence[T], size: int) -> tuple[Sequence[T], dict[str, str]]:
    """The page a request asks for and its Link header; raises 404 for a cursor that is none."""
    start = _offset(dict(request.call.query).get("cursor", ""))
    if request.call.suffers("stale-page-token") and start:
        raise not_found("Invalid cursor", title="Invalid cursor")
    page = found[start : start + size]
    if request.call.suffers("duplicate") and page:
        page = [*page, page[-1]]
    links = []
    if start + size < len(found):
        links.append(f'<{_address(request, start + size)}>; rel="next"')
    if start:
        links.append(f'<{_address(request, max(0, start - size))}>; rel="prev"')
    return page, {"Link": ", ".join(links)} if links else {}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        given = urllib.parse.parse_qs(base64.b64decode(cursor, validate=True).decode("ascii"), strict_parsing=True)
        return int(given["o"][0])
    except (binascii.Error, ValueError, KeyError) as error:
        raise not_found("Invalid cursor", title="Invalid cursor") from error


def _address(request: KeyCall, start: int) -> str:
    kept = [(name, value) for name, value in request.call.query if name != "cursor"]
    cursor = base64.b64encode(f"o={start}".encode()).decode("ascii")
    return request.url(urllib.parse.urlencode([*kept, ("cursor", cursor)]))
