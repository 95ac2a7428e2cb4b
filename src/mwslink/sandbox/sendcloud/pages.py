"""Lists in pages: an opaque cursor in the query, the addresses of the next and previous page in the Link header."""

from __future__ import annotations

import base64
import binascii
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from mwslink.sandbox.sendcloud.door import KeyCall
from mwslink.sandbox.sendcloud.refusals import SendcloudRefusal, invalid, not_found

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


def cut_page(
    request: KeyCall, found: Sequence[T], size: int, position: Callable[[T], int] | None = None
) -> tuple[Sequence[T], dict[str, str]]:
    """The page a request asks for and its Link header; raises 404 for a cursor that is none.

    With `position` the list is sorted by it, the highest first, and a cursor points at an entry: what arrives
    meanwhile shifts nothing. Without, it counts entries.
    """
    start, stop = _bounds(request, found, size, position)
    if request.call.suffers("stale-page-token") and start:
        raise _wrong_cursor()
    page = found[start:stop]
    links = []
    if 0 < stop < len(found):
        links.append(_link(request, "next", f"o={stop}" if position is None else f"p={position(found[stop - 1])}"))
    if start:
        before = f"o={max(0, start - size)}" if position is None else f"r=1&p={position(found[start])}"
        links.append(_link(request, "prev", before))
    if request.call.suffers("duplicate") and page:
        page = [*page, page[-1]]
    return page, {"Link": ", ".join(links)} if links else {}


def _bounds(request: KeyCall, found: Sequence[T], size: int, position: Callable[[T], int] | None) -> tuple[int, int]:
    given = _read_cursor(dict(request.call.query).get("cursor", ""))
    start = given.get("o", 0)
    if "p" in given:
        if position is None:
            raise _wrong_cursor()
        pivot = given["p"]
        if given.get("r"):
            stop = sum(position(one) > pivot for one in found)
            return max(0, stop - size), stop
        start = sum(position(one) >= pivot for one in found)
    return start, min(start + size, len(found))


def _read_cursor(cursor: str) -> dict[str, int]:
    """Offset `o`, position `p` and reverse `r`, as far as they are in it."""
    if not cursor:
        return {}
    try:
        given = urllib.parse.parse_qs(base64.b64decode(cursor, validate=True).decode("ascii"), strict_parsing=True)
        numbers = {name: int(values[0]) for name, values in given.items()}
    except (binascii.Error, ValueError) as error:
        raise _wrong_cursor() from error
    if min(numbers.values()) < 0:
        raise _wrong_cursor()
    return numbers


def _wrong_cursor() -> SendcloudRefusal:
    return not_found("Invalid cursor", title="Invalid cursor")


def _link(request: KeyCall, relation: str, cursor: str) -> str:
    kept = [(name, value) for name, value in request.call.query if name != "cursor"]
    encoded = base64.b64encode(cursor.encode()).decode("ascii")
    return f'<{request.url(urllib.parse.urlencode([*kept, ("cursor", encoded)]))}>; rel="{relation}"'
