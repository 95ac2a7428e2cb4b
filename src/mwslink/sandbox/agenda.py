"""What shall happen to sellers at later moments of the virtual clock."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, order=True)
class Planned:
    """Something to come: for which account, under which name, and how it is done."""

    at: datetime
    number: int  # of those of the same moment the one planned first comes first
    account: int = field(compare=False)
    name: str = field(compare=False)
    do: Callable[[datetime], None] = field(compare=False, repr=False)


class Agenda:
    """Things to come, done in their order once their moment has passed."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []
        self._count = 0

    def plan(self, at: datetime, account: int, name: str, do: Callable[[datetime], None]) -> None:
        """Let it be done at that moment."""
        self._count += 1
        heapq.heappush(self._planned, Planned(at, self._count, account, name, do))

    def settle(self, now: datetime) -> None:
        """Do all that has fallen due, each as of its own moment."""
        while self._planned and self._planned[0].at <= now:
            due = heapq.heappop(self._planned)
            due.do(due.at)

    def of(self, account: int) -> list[Planned]:
        """What is still to come for an account, the earliest first."""
        return sorted(one for one in self._planned if one.account == account)
