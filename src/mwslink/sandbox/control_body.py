"""The JSON body of a control request, read with clear errors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

import msgspec

from mwslink.sandbox.parameters import parse_moment
from mwslink.sandbox.settings import SandboxError

T = TypeVar("T")


class Body:
    """A JSON object; every reader raises SandboxError when the value is not what it says."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def has(self, name: str) -> bool:
        return name in self._values

    def refuse_unknown(self, *known: str) -> None:
        strange = sorted(set(self._values) - set(known))
        if strange:
            raise SandboxError(f"unknown: {', '.join(strange)}; known: {', '.join(known)}")

    def text(self, name: str, default: str = "") -> str:
        return self._of(name, str, default)

    def flag(self, name: str, *, default: bool = True) -> bool:
        return self._of(name, bool, default)

    def number(self, name: str, default: float = 0) -> float:
        value = self._values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise SandboxError(f"{name} must be a number")
        return value

    def moment(self, name: str) -> datetime | None:
        """A moment with its zone; None when not given."""
        if not self.has(name):
            return None
        return parse_moment(self.text(name), name=name)

    def texts(self, name: str) -> list[str]:
        """A list of texts, or one text alone; empty when not given."""
        value = self._values.get(name, [])
        if isinstance(value, str):
            return [value]
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise SandboxError(f"{name} must be a list of texts")
        return value

    def objects(self, name: str) -> list[dict[str, object]]:
        """A list of objects; empty when not given."""
        value = self._values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise SandboxError(f"{name} must be a list of objects")
        return value

    def is_null(self, name: str) -> bool:
        return self.has(name) and self._values[name] is None

    def part(self, name: str) -> Body:
        """An object within this one."""
        value = self._values.get(name, {})
        if not isinstance(value, dict):
            raise SandboxError(f"{name} must be an object")
        return Body(value)

    def names(self) -> list[str]:
        return list(self._values)

    def _of(self, name: str, kind: type[T], default: T) -> T:
        value = self._values.get(name, default)
        if not isinstance(value, kind):
            raise SandboxError(f"{name} must be a {kind.__name__}")
        return value


def parse_body(body: bytes) -> Body:
    """The object in a request's body; an empty body is an empty object."""
    if not body.strip():
        return Body({})
    try:
        return Body(msgspec.json.decode(body, type=dict[str, object]))
    except msgspec.MsgspecError as error:
        raise SandboxError(f"the body must be a JSON object: {error}") from error


def parse_rules(body: bytes) -> Body:
    """Fault rules as they come easiest: `{"rules": …}` or `{"faults": …}`, a JSON list or text, or the bare rules."""
    try:
        value = msgspec.json.decode(body, type=dict[str, object] | list[str] | str)
    except msgspec.MsgspecError:
        text = body.decode("utf-8", "replace").strip()
        if text.startswith(("{", "[", '"')):
            raise SandboxError('the rules must be texts, such as {"rules": ["searchOrders:3:503"]}') from None
        value = text
    if not isinstance(value, dict):
        return Body({"rules": value})
    given = Body(value)
    given.refuse_unknown("rules", "faults")
    return Body({"rules": [*given.texts("rules"), *given.texts("faults")]})
