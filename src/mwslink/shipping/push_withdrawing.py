"""Take back from Sendcloud what is not to be shipped from there any more, unless a label is out already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from mwslink.shipping.outbox import Entry, State
from mwslink.shipping.push_desk import PushDesk
from mwslink.shipping.push_lookup import GRACE
from mwslink.shipping.push_model import PushRule
from mwslink.shipping.push_report import Action

# No label can be cancelled after that: there is nothing more to wait for.
_LABELS_LAST = timedelta(days=42)
_MOST_PARTS = 20  # of an order that somebody has split


class Cause(StrEnum):
    """Why an order is not to be shipped from Sendcloud; the values stand in JSON and never change."""

    CANCELLED = "cancelled"
    SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Needless:
    """An order that Sendcloud has, or may have, and is not to ship."""

    rule: PushRule
    entry: Entry
    cause: Cause


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What became of it: `entry` as it is now, and what is to be told; no action: nothing."""

    entry: Entry
    action: Action | None = None
    is_new: bool = True


def is_settled(entry: Entry, *, now: datetime) -> bool:
    """Whether nothing more can come of it: shipped for good, or cancelled when its label was out long ago."""
    if entry.state is State.SHIPPED:
        return True
    return entry.state is State.ANNOUNCED and entry.sent_at is not None and now - entry.sent_at > _LABELS_LAST


def withdraw(desk: PushDesk, needless: Needless, *, is_labelled: bool, now: datetime) -> Withdrawal:
    """Delete the order in Sendcloud; `is_labelled`: a label is known already. Raises what the desk raises."""
    entry = needless.entry
    is_fresh = entry.state is not State.VERIFIED and entry.sent_at is not None and now - entry.sent_at <= GRACE
    if needless.cause is Cause.SHIPPED and desk.find(entry.order_id) is None:
        # It waits there no more, or it is not saved yet and would appear after we had looked away.
        return Withdrawal(entry if is_fresh else replace(entry, state=State.SHIPPED))
    if is_labelled or desk.has_label(entry.order_id):
        if needless.cause is Cause.SHIPPED:
            # The rest of it waits beside the label; nobody says what deleting it would do to that.
            return Withdrawal(replace(entry, state=State.SHIPPED), Action.STRANDED)
        is_new = entry.state is not State.ANNOUNCED
        return Withdrawal(replace(entry, state=State.ANNOUNCED), Action.ANNOUNCED, is_new)
    if not _removed(desk, entry) and is_fresh:
        return Withdrawal(entry)
    return Withdrawal(replace(entry.forgotten(), state=State.WITHDRAWN), Action.WITHDRAWN)


def _removed(desk: PushDesk, entry: Entry) -> bool:
    """Delete it, and whatever else waits under its id; False where nothing did."""
    is_gone = entry.sendcloud_id is not None and desk.remove(entry.sendcloud_id)
    for _part in range(_MOST_PARTS):
        saved = desk.find(entry.order_id)
        if saved is None or not desk.remove(saved.sendcloud_id):
            break
        is_gone = True
    return is_gone
