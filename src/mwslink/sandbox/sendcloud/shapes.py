"""What a value in a request must look like; all that is wrong is found at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from mwslink.sandbox.sendcloud.refusals import Problem

Problems = list[Problem]
Shape = Callable[[object, str, Problems], None]

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)


def _say(problems: Problems, detail: str, place: str, code: str = "invalid") -> None:
    problems.append(Problem(code, detail, place))


def text(*, least: int = 0, most: int | None = None) -> Shape:
    """A text of so many characters."""

    def check(value: object, place: str, problems: Problems) -> None:
        if not isinstance(value, str):
            _say(problems, "Input should be a valid string", place)
        elif len(value) < least:
            _say(problems, f"String should have at least {least} character{'s' * (least > 1)}", place)
        elif most is not None and len(value) > most:
            _say(problems, f"String should have at most {most} characters", place)

    return check


def pattern(expression: str, detail: str) -> Shape:
    """A text of a form."""
    form = re.compile(expression)

    def check(value: object, place: str, problems: Problems) -> None:
        if not isinstance(value, str):
            _say(problems, "Input should be a valid string", place)
        elif not form.fullmatch(value):
            _say(problems, detail, place)

    return check


def number(*, above: float | None = None, least: float | None = None, whole: bool = False) -> Shape:
    """A number, not in quotes."""
    kind = "integer" if whole else "number"

    def check(value: object, place: str, problems: Problems) -> None:
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            _say(problems, f"Input should be a valid {kind}", place)
        elif above is not None and value <= above:
            _say(problems, f"Input should be greater than {above:g}", place)
        elif least is not None and value < least:
            _say(problems, f"Input should be greater than or equal to {least:g}", place)

    return check


def choice(*allowed: str) -> Shape:
    """One of these texts."""
    listed = " or ".join(filter(None, (", ".join(f"'{one}'" for one in allowed[:-1]), f"'{allowed[-1]}'")))

    def check(value: object, place: str, problems: Problems) -> None:
        if value not in allowed:
            _say(problems, f"Input should be {listed}", place)

    return check


def flag(value: object, place: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        _say(problems, "Input should be a valid boolean", place)


def moment(value: object, place: str, problems: Problems) -> None:
    """An ISO 8601 date-time."""
    if not isinstance(value, str) or parse_moment(value) is None:
        _say(problems, "Input should be a valid datetime", place)


def parse_moment(value: str) -> datetime | None:
    """The moment a text means; None when it means none."""
    if not _MOMENT.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value.upper())
    except ValueError:
        return None


def email(value: object, place: str, problems: Problems) -> None:
    """What looks like an e-mail address."""
    if not isinstance(value, str) or not _EMAIL.fullmatch(value):
        _say(problems, "value is not a valid email address", place)


def free(value: object, place: str, problems: Problems) -> None:
    """An object with any content."""
    if not isinstance(value, dict):
        _say(problems, "Input should be a valid dictionary", place)


def nullable(shape: Shape) -> Shape:
    """The same, or null."""

    def check(value: object, place: str, problems: Problems) -> None:
        if value is not None:
            shape(value, place, problems)

    return check


def array(shape: Shape, *, most: int | None = None, least: int = 0) -> Shape:
    """A list of such values."""

    def check(value: object, place: str, problems: Problems) -> None:
        if not isinstance(value, list):
            _say(problems, "Input should be a valid list", place, "not_a_list")
            return
        if len(value) < least or (most is not None and len(value) > most):
            bound = f"at least {least}" if len(value) < least else f"at most {most}"
            _say(problems, f"List should have {bound} items, not {len(value)}", place)
        for index, one in enumerate(value):
            shape(one, f"{place}/{index}", problems)

    return check


def record(fields: Mapping[str, Shape], required: tuple[str, ...] = (), *, ignored: tuple[str, ...] = ()) -> Shape:
    """An object with these fields and no others; `ignored` ones may be sent back as they were read."""

    def check(value: object, place: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            _say(problems, "Input should be a valid dictionary", place)
            return
        for name in required:
            if name not in value:
                _say(problems, "Field required", f"{place}/{name}")
        for name, inner in value.items():
            if name in fields:
                fields[name](inner, f"{place}/{name}", problems)
            elif name not in ignored:
                _say(problems, f"Unknown field {name}", f"{place}/{name}", "unknown_field")

    return check


def either(*shapes: Shape) -> Shape:
    """The first of these shapes that fits; what is said otherwise is what the last one says."""

    def check(value: object, place: str, problems: Problems) -> None:
        found: Problems = []
        for shape in shapes:
            found = []
            shape(value, place, found)
            if not found:
                return
        problems.extend(found)

    return check
