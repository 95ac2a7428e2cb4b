"""How Sendcloud says no: one list of errors in the form of JSON:API, each naming what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mwslink.sandbox.exchange import Json, Reply, json_reply


@dataclass(frozen=True)
class Problem:
    """One error; `place` is a pointer into the body, or the name of a parameter or header where `kind` says so."""

    code: str
    detail: str
    place: str = ""
    title: str = ""
    kind: str = "pointer"

    def as_json(self, status: int) -> Json:
        error: Json = {"status": str(status), "code": self.code, "detail": self.detail}
        if self.title:
            error["title"] = self.title
        if self.place:
            error["source"] = {self.kind: self.place}
        return error


class SendcloudRefusal(Exception):  # noqa: N818  (an answer, not a failure)
    """Sendcloud's answer to a request it does not carry out; one without problems has no body."""

    def __init__(self, status: int, problems: Sequence[Problem] = (), headers: Mapping[str, str] | None = None) -> None:
        super().__init__("; ".join(f"{one.place}: {one.detail}" for one in problems) or str(status))
        self.status, self.problems, self.headers = status, tuple(problems), headers or {}

    def as_reply(self) -> Reply:
        if not self.problems:
            return Reply(self.status, b"", self.headers)
        errors = [one.as_json(self.status) for one in self.problems]
        return json_reply(self.status, {"errors": errors}, self.headers)


def invalid(detail: str, place: str = "", *, kind: str = "pointer", code: str = "invalid") -> SendcloudRefusal:
    """400 with one error."""
    return SendcloudRefusal(400, [Problem(code, detail, place, kind=kind)])


def not_found(detail: str, *, title: str = "Not found") -> SendcloudRefusal:
    """404."""
    return SendcloudRefusal(404, [Problem("not_found", detail, title=title)])


def unauthorized(title: str, detail: str) -> SendcloudRefusal:
    """401."""
    return SendcloudRefusal(401, [Problem("authentication_failed", detail, title=title)])


def throttled() -> SendcloudRefusal:
    """429: the descriptions give it neither a body nor a header that says how long to wait."""
    return SendcloudRefusal(429)


_FAULTS = {
    "429": throttled(),
    "500": SendcloudRefusal(500, [Problem("invalid", "Something went wrong on our side.", title="Server error")]),
    "503": SendcloudRefusal(503, [Problem("invalid", "Service temporarily unavailable.", title="Unavailable")]),
}


def render_fault(kind: str) -> Reply | None:
    """How Sendcloud words a failure."""
    return _FAULTS[kind].as_reply() if kind in _FAULTS else None
