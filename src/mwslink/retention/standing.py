"""How things stand: how many orders hold personal data, when the next is due, and what should have gone already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.retention.custody import OrderKey
from mwslink.store.erasing import ORDER

if TYPE_CHECKING:
    from mwslink.retention.enforce import Judged, Purge

GRACE = timedelta(days=1)  # a purge a day is often enough


@dataclass
class Standing:
    """`due` may go now; `overdue` may for longer than a day; `awaited` may, once the archive has it.

    `at_sendcloud`: of the overdue, those that Sendcloud was to delete and could not be asked to.
    """

    orders: int = 0
    oldest_at: datetime | None = None
    next_due_at: datetime | None = None
    due: int = 0
    overdue: int = 0
    awaited: int = 0
    at_sendcloud: int = 0
    uncertified_since: datetime | None = None

    @property
    def is_late(self) -> bool:
        """Whether something should have gone that has not."""
        since = self.uncertified_since
        return self.overdue > 0 or (since is not None and since + GRACE <= clock.now())


def standing_of(purge: Purge) -> Standing:
    """Everything judged, nothing erased."""
    found = Standing(uncertified_since=purge.store.erasing.pending_since())
    now = clock.now()
    late = {OrderKey(*one) for one in purge.store.demands.not_at_sendcloud(asked_by=now - GRACE)}
    found.at_sendcloud = found.overdue = len(late)
    for judged in purge.judged():
        for one in judged:
            _count(found, one)
            found.overdue += one.key not in late and _is_overdue(one, now)
    return found


def _is_overdue(one: Judged, now: datetime) -> bool:
    return one.is_due and one.due.at + GRACE <= now and (one.order.holds_personal or one.what == ORDER)


def _count(found: Standing, one: Judged) -> None:
    if one.order.holds_personal:
        found.orders += 1
        found.oldest_at = min(found.oldest_at or one.order.created_at, one.order.created_at)
    if not one.is_due:
        found.next_due_at = min(found.next_due_at or one.due.at, one.due.at)
        return
    found.due += 1
    found.awaited += one.is_awaited
