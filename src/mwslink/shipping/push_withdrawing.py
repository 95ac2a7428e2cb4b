"""Take back from Sendcloud what Amazon has cancelled, unless a label is out already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mwslink.shipping.outbox import Entry, State
from mwslink.shipping.push_desk import PushDesk
from mwslink.shipping.push_lookup import GRACE

# No label can be cancelled after that: there is nothing more to wait for.
_LABELS_LAST = timedelta(days=42)


def is_settled(entry: Entry, *, now: datetime) -> bool:
    """Whether a cancelled order need not be looked at any more: its label was out long ago."""
    return entry.state is State.ANNOUNCED and entry.sent_at is not None and now - entry.sent_at > _LABELS_LAST


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A cancelled order: `entry` as it is now; with `is_open` the next run has to look again."""

    entry: Entry
    is_new: bool
    is_open: bool = False


def withdraw(desk: PushDesk, entry: Entry, *, now: datetime) -> Withdrawal:
    """Delete a cancelled order in Sendcloud. Raises what the desk raises."""
    if desk.has_label(entry.order_id):
        is_new = entry.state is not State.ANNOUNCED
        return Withdrawal(replace(entry, state=State.ANNOUNCED), is_new)
    number = entry.sendcloud_id
    if number is None:
        saved = desk.find(entry.order_id)
        number = saved.sendcloud_id if saved else None
    is_gone = number is not None and desk.remove(number)
    if not is_gone and entry.sent_at is not None and now - entry.sent_at <= GRACE:
        # Taken, but not saved yet: it would appear after we had looked away.
        return Withdrawal(entry, is_new=False, is_open=True)
    return Withdrawal(replace(entry, state=State.WITHDRAWN, sendcloud_id=number), is_new=True)
