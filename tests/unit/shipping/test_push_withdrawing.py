"""Taking an order back: all that waits under its id goes, and nothing that may have a label."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from mwslink.connections import Seller
from mwslink.shipping.outbox import Entry, State
from mwslink.shipping.push_desk import SavedOrder
from mwslink.shipping.push_model import PushRule
from mwslink.shipping.push_withdrawing import Cause, Needless, withdraw

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SELLER = Seller("eu", "A2EXAMPLE12345")
ORDER = "404-0000001-0000001"


@dataclass
class Desk:
    """A Sendcloud with these orders waiting under one id."""

    waiting: list[int] = field(default_factory=list)
    label: bool = False

    def find(self, order_id: str) -> SavedOrder | None:
        return SavedOrder(order_id, self.waiting[0], is_waiting=True) if self.waiting else None

    def remove(self, sendcloud_id: int) -> bool:
        is_there = sendcloud_id in self.waiting
        self.waiting = [one for one in self.waiting if one != sendcloud_id]
        return is_there

    def has_label(self, _order_id: str) -> bool:
        return self.label


def needless(cause: Cause = Cause.CANCELLED, **changes: Any) -> Needless:
    values: dict[str, Any] = {
        "state": State.VERIFIED, "sendcloud_id": 7, "sent_at": NOW - timedelta(hours=1), **changes,
    }  # fmt: skip
    return Needless(PushRule("amazon-es", SELLER, "ES"), Entry(ORDER, SELLER, "ES", **values), cause)


def test_every_part_of_a_split_order_goes() -> None:
    """Whatever Sendcloud lists under the order's id."""
    desk = Desk([7, 8, 9])
    done = withdraw(desk, needless(), is_labelled=False, now=NOW)  # type: ignore[arg-type]  # all it asks of a desk

    assert (done.entry.state, desk.waiting) == (State.WITHDRAWN, [])


def test_nothing_goes_while_a_label_is_known() -> None:
    """Here or there."""
    for is_labelled, label in ((True, False), (False, True)):
        desk = Desk([7], label=label)
        done = withdraw(desk, needless(), is_labelled=is_labelled, now=NOW)  # type: ignore[arg-type]

        assert (done.entry.state, desk.waiting) == (State.ANNOUNCED, [7])


def test_a_shipped_order_that_waits_no_more_is_done() -> None:
    """It has its label, or somebody deleted it; nothing is told."""
    done = withdraw(Desk(), needless(Cause.SHIPPED), is_labelled=False, now=NOW)  # type: ignore[arg-type]

    assert (done.entry.state, done.action) == (State.SHIPPED, None)


def test_a_shipped_order_that_may_not_be_saved_yet_is_looked_for_again() -> None:
    """Sendcloud says yes first and saves afterwards."""
    fresh = needless(Cause.SHIPPED, sent_at=NOW - timedelta(minutes=1), sendcloud_id=None, state=State.ACCEPTED)
    done = withdraw(Desk(), fresh, is_labelled=False, now=NOW)  # type: ignore[arg-type]

    assert (done.entry, done.action) == (fresh.entry, None)
