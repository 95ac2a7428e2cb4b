"""Read back what Sendcloud has taken: what is saved is verified, what was lost is to be sent again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mwslink.errors import NetworkError
from mwslink.shipping.outbox import Entry, State
from mwslink.shipping.push_desk import PushDesk, SavedOrder
from mwslink.shipping.silence import Silences

# Saving takes seconds; what is not there after this was lost.
GRACE = timedelta(minutes=5)
# So few are asked for one by one; for more the list is read, 200 a page.
_FEW = 8


def look_up(desk: PushDesk, entries: Sequence[Entry], silences: Silences, *, now: datetime) -> dict[str, SavedOrder]:
    """By order id: those of the entries that Sendcloud shows; of those in `silences` afterwards nothing is known.

    The list has what waits to be shipped: what it lacks is asked for by itself, unless it may just not be saved yet.
    """
    found: dict[str, SavedOrder] = {}
    if len(entries) > _FEW:
        wanted = {entry.order_id for entry in entries}
        for page in desk.saved_orders():
            found |= {one.order_id: one for one in page if one.order_id in wanted}
            if len(found) == len(wanted):
                return found
    for entry in entries:
        if entry.order_id in found or (len(entries) > _FEW and not _is_overdue(entry, now)):
            continue
        try:
            saved = desk.get(entry.sendcloud_id) if entry.sendcloud_id else desk.find(entry.order_id)
        except NetworkError as error:
            silences.miss(entry.order_id, error)
            continue
        silences.hear(is_answered=True)
        if saved and saved.order_id == entry.order_id:
            found[entry.order_id] = saved
    return found


def judged(entries: Iterable[Entry], found: dict[str, SavedOrder], *, now: datetime) -> list[Entry]:
    """The accepted entries of which something is known now: verified, or lost after a while."""
    moved = []
    for entry in entries:
        saved = found.get(entry.order_id)
        if saved and _is_current(saved, entry):
            moved.append(entry.read_back(saved.sendcloud_id, now=now))
        elif _is_overdue(entry, now):
            moved.append(replace(entry, state=State.LOST))
    return moved


def _is_current(saved: SavedOrder, entry: Entry) -> bool:
    """Whether it is the version that was sent; Sendcloud may keep moments less exactly than Amazon."""
    if saved.updated_at is None or entry.version_at is None:
        return True
    return saved.updated_at >= entry.version_at - timedelta(seconds=1)


def _is_overdue(entry: Entry, now: datetime) -> bool:
    return entry.sent_at is None or now - entry.sent_at > GRACE
