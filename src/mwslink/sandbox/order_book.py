"""One seller's orders: kept sorted, changed by replacement, shown two minutes late.

An order is never altered in place: a change replaces it by a copy, so a page token's snapshot keeps showing what
it began with. Searches see a change two minutes after it happened; until then they see the order as it was.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from mwslink.sandbox.clock import whole_second
from mwslink.sandbox.model import Order, OrderStatus

VISIBILITY_DELAY = timedelta(minutes=2)
_LAST_ID = "~"  # sorts after every order id


def _by_update(order: Order) -> tuple[datetime, str]:
    return order.updated_at, order.id


def _by_creation(order: Order) -> tuple[datetime, str]:
    return order.created_at, order.id


class OrderBook:
    """All orders of one seller."""

    def __init__(self, orders: Iterable[Order], *, now: datetime) -> None:
        self._current = {order.id: order for order in orders}
        old_enough = now - VISIBILITY_DELAY
        self._shown = {order.id: order for order in self._current.values() if order.updated_at <= old_enough}
        self._updated = sorted(self._shown.values(), key=_by_update)
        self._created = sorted(self._shown.values(), key=_by_creation)
        self._unseen: list[tuple[datetime, int, Order]] = []
        self._changes = 0
        self._pending: list[tuple[datetime, str]] = []
        for order in self._current.values():
            self._await_payment(order)
            if order.id not in self._shown:
                self._hide(order)

    def __len__(self) -> int:
        return len(self._current)

    def __iter__(self) -> Iterator[Order]:
        return iter(self._current.values())

    def get(self, order_id: str) -> Order | None:
        """The order as it is now, without the delay of searches."""
        return self._current.get(order_id)

    def updated_between(self, after: datetime, before: datetime) -> list[Order]:
        """Orders by their last update, both bounds inclusive, oldest first."""
        first = bisect_left(self._updated, (after, ""), key=_by_update)
        last = bisect_right(self._updated, (before, _LAST_ID), key=_by_update)
        return self._updated[first:last]

    def created_between(self, after: datetime, before: datetime) -> list[Order]:
        """Orders by their creation, both bounds inclusive, oldest first."""
        first = bisect_left(self._created, (after, ""), key=_by_creation)
        last = bisect_right(self._created, (before, _LAST_ID), key=_by_creation)
        return self._created[first:last]

    def save(self, order: Order, *, now: datetime) -> Order:
        """Put a new order, or the changed copy of one, in the book, updated `now`."""
        order.updated_at = whole_second(now)
        self._current[order.id] = order
        self._await_payment(order)
        self._hide(order)
        return order

    def settle(self, now: datetime) -> None:
        """Let time pass: orders leave PENDING, and changes old enough become visible."""
        while self._pending and self._pending[0][0] <= now:
            moment, order_id = heapq.heappop(self._pending)
            self._leave_pending(order_id, moment)
        while self._unseen and self._unseen[0][0] + VISIBILITY_DELAY <= now:
            self._show(heapq.heappop(self._unseen)[2])

    def _leave_pending(self, order_id: str, moment: datetime) -> None:
        order = self._current[order_id]
        if order.status is OrderStatus.PENDING and order.leaves_pending_at == moment:
            changed = editable_copy(order)
            changed.status, changed.leaves_pending_at = OrderStatus.UNSHIPPED, None
            self.save(changed, now=moment)

    def _await_payment(self, order: Order) -> None:
        if order.status is OrderStatus.PENDING and order.leaves_pending_at is not None:
            heapq.heappush(self._pending, (order.leaves_pending_at, order.id))

    def _hide(self, order: Order) -> None:
        self._changes += 1
        heapq.heappush(self._unseen, (order.updated_at, self._changes, order))

    def _show(self, order: Order) -> None:
        before = self._shown.get(order.id)
        if before is not None:
            del self._updated[bisect_left(self._updated, _by_update(before), key=_by_update)]
            del self._created[bisect_left(self._created, _by_creation(before), key=_by_creation)]
        self._shown[order.id] = order
        insort(self._updated, order, key=_by_update)
        insort(self._created, order, key=_by_creation)


def editable_copy(order: Order) -> Order:
    """A copy whose items, packages, buyer and address can be altered without touching the original."""
    return replace(
        order,
        items=[replace(item) for item in order.items],
        packages=[replace(package, items=list(package.items)) for package in order.packages],
        buyer=replace(order.buyer),
        address=replace(order.address),
        programs=list(order.programs),
    )
