"""A request as an operation sees it, and the answer it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from mwslink.sandbox.faults import Fault

if TYPE_CHECKING:
    from mwslink.sandbox.state import State

Json = dict[str, object]
JSON_TYPE = "application/json"
HOME_REGION = "eu"


@dataclass(frozen=True)
class Call:
    """One request; header names are lower case, `raw_path` is still percent-encoded, `region` whose door it came to."""

    method: str
    raw_path: str
    path_values: Mapping[str, str]
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    fault: Fault | None = None
    region: str = HOME_REGION

    def suffers(self, kind: str) -> bool:
        """Whether the handler itself has to misbehave this way."""
        return self.fault is not None and self.fault.kind == kind


@dataclass(frozen=True)
class Reply:
    """An answer, complete but for the headers every answer has.

    `chunks` begins a body too large to be held at once; it is sent as it is made, in place of `body`.
    """

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = JSON_TYPE
    chunks: Callable[[], Iterator[bytes]] | None = None


@dataclass(frozen=True)
class Operation:
    """One operation of one API: its name in the API's own words, where it is, who answers."""

    name: str
    method: str
    path: str  # as Starlette writes it: /orders/v0/orders/{order_id}
    handle: Callable[[State, Call], Reply]


@dataclass(frozen=True)
class Service:
    """A set of operations that fail alike.

    `identify` says which account a request is about (for the record), `render_fault` how the service words a
    429, 500, 503 or expired-token; None where it has no such answer. `request_ids`: answers carry Amazon's.
    """

    name: str
    operations: tuple[Operation, ...]
    identify: Callable[[State, Call], int | None]
    render_fault: Callable[[str], Reply | None]
    request_ids: bool = True


def json_reply(status: int, value: object, headers: Mapping[str, str] | None = None) -> Reply:
    """An answer with a JSON body."""
    return Reply(status, msgspec.json.encode(value), headers or {})
