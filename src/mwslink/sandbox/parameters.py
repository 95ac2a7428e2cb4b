"""Query parameters of the Selling Partner API: read strictly, refused with 400."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from mwslink.sandbox.gate import bad_input

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)
ORDER_ID = re.compile(r"(\d{3}|[SD]\d\d)-\d{7}-\d{7}")


class Parameters:
    """The query of one request; lists may be comma-separated or repeated."""

    def __init__(self, query: Iterable[tuple[str, str]], *, lists: Collection[str]) -> None:
        self._values: dict[str, str] = {}
        for name, value in query:
            if name in self._values and name not in lists:
                raise bad_input(details=f"{name} is given twice.")
            self._values[name] = f"{self._values[name]},{value}" if name in self._values else value

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Raises 400 for a parameter the operation does not have."""
        for name in self._values:
            if name not in known:
                raise bad_input(details=f"Unknown parameter: {name}")

    def without(self, names: Collection[str]) -> dict[str, str]:
        """Everything that was given, apart from these."""
        return {name: value for name, value in self._values.items() if name not in names}

    def text(self, name: str) -> str:
        return self._values.get(name, "")

    def items(self, name: str) -> list[str]:
        """The members of a list; empty when it was not given."""
        if name not in self._values:
            return []
        members = [member.strip() for member in self._values[name].split(",")]
        if not all(members):
            raise bad_input(details=f"{name} is empty or has an empty member.")
        return members

    def choices(self, name: str, allowed: Collection[str]) -> frozenset[str]:
        """A list whose members are all among `allowed`."""
        chosen = frozenset(self.items(name))
        if not chosen <= set(allowed):
            raise bad_input(details=f"{name}: unknown value {min(chosen - set(allowed))}")
        return chosen

    def moment(self, name: str) -> datetime | None:
        """An ISO 8601 date-time, None when not given; without a zone it is UTC."""
        if name not in self._values:
            return None
        return parse_moment(self._values[name], name=name)

    def number(self, name: str, *, default: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        text = self._values.get(name, str(default))
        if not re.fullmatch(r"\d{1,6}", text) or not 1 <= int(text) <= most:
            raise bad_input(details=f"{name} must be between 1 and {most}.")
        return int(text)


def parse_moment(text: str, *, name: str) -> datetime:
    """An ISO 8601 date or date-time; raises 400."""
    try:
        if not _MOMENT.fullmatch(text):
            raise ValueError(text)
        moment = datetime.fromisoformat(text.upper())
    except ValueError as error:
        raise bad_input(details=f"{name} is not an ISO 8601 date-time.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
