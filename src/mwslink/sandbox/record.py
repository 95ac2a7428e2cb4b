"""The record of every request the sandbox saw, in order of arrival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mwslink.sandbox.clock import as_text


@dataclass
class Entry:
    """One request; `status` is None until it is answered and 0 when it never was (reset, hang)."""

    at: datetime
    service: str
    operation: str
    account: int | None
    status: int | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "at": as_text(self.at),
            "service": self.service,
            "operation": self.operation,
            "account": self.account,
            "status": self.status,
        }


class Record:
    """Grows with each request until emptied."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, entry: Entry) -> Entry:
        self.entries.append(entry)
        return entry

    def clear(self) -> None:
        self.entries.clear()
