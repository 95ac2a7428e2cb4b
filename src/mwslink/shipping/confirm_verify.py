"""Whether Amazon really has what it was told: orders read back, from the store first, then from Amazon itself.

An order Amazon would not tell of stays as it is: it is neither told anew nor given up, since it may have the parcel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from mwslink import clock
from mwslink.orders.model import Order
from mwslink.shipping.confirm import Reason
from mwslink.shipping.confirm_job import Job
from mwslink.shipping.confirm_reading import Groups, read_back, was_unread
from mwslink.shipping.journal import Move, Note, ParcelRecord, Sent, State

# A full bucket of getOrder; whatever is over that, an import or the next run brings.
READ_MOST = 30


def is_shown(order: Order, record: ParcelRecord, others: Iterable[ParcelRecord]) -> bool:
    """Whether the order has the package as Amazon was told of it; `others`: all of its parcels.

    Where an API shows no packages, as many units have to be shipped as Amazon was told of.
    """
    sending = record.sending
    if sending is None:
        return True
    if order.packages:
        numbers = order.personal.tracking_numbers if order.personal else {}
        is_there = any(package.reference == sending.reference for package in order.packages)
        return is_there and numbers.get(sending.reference, sending.tracking_number) == sending.tracking_number
    told: Counter[str] = Counter()
    for said in {one.said.reference: one.said for one in others if one.said}.values():
        told.update(dict(said.items))
    shipped = {item.id: item.quantity_shipped for item in order.items}
    return all(shipped.get(item_id, 0) >= quantity for item_id, quantity in told.items())


def settle_interrupted(job: Job) -> None:
    """Calls of a run that was cut off: they arrived, if the order shows it; else they are made again."""
    _move_shown(job, *_stored(job, _interrupted(job)))
    groups = _interrupted(job)
    _move_shown(job, groups, read_back(job, groups))
    job.move(
        [
            Move(record, record.unsent, Note(Reason.UNANSWERED))
            for group in _interrupted(job)
            for record in group
            if _is_interrupted(record) and record.order_id not in job.unread
        ]
    )


def _interrupted(job: Job) -> list[list[ParcelRecord]]:
    groups = job.orders(State.SUBMITTED)
    return [group for group in groups if any(_is_interrupted(one) for one in group)]


def _is_interrupted(record: ParcelRecord) -> bool:
    return record.state is State.SUBMITTED and record.feed is None


def verify(job: Job, *, is_patient: bool) -> None:
    """Look for what Amazon accepted; what does not show after long enough was dropped."""
    _move_shown(job, *_stored(job, _pending(job)))
    if not is_patient:
        _judge_old(job)
        return
    for _pause in job.pauses():
        groups = _readable(job)[:READ_MOST]
        if not groups:
            return
        _move_shown(job, groups, read_back(job, groups))


def _pending(job: Job) -> list[list[ParcelRecord]]:
    """Orders in which something is accepted, and not seen yet."""
    return job.orders(State.ACCEPTED)


def _stored(job: Job, groups: Groups) -> tuple[Groups, dict[str, Order]]:
    """The orders as an import has brought them meanwhile: that costs no call."""
    found = ((group[0].order_id, job.find_order(group[0].order_id)) for group in groups)
    return groups, {order_id: order for order_id, order in found if order}


def _move_shown(job: Job, groups: Groups, orders: dict[str, Order]) -> None:
    moves = []
    for group in groups:
        if order := orders.get(group[0].order_id):
            told = [one for one in group if one.state is State.ACCEPTED or _is_interrupted(one)]
            moves += [_effective(one) for one in told if is_shown(order, one, group)]
    job.move(moves)


def _judge_old(job: Job) -> None:
    """What was accepted long ago and is not in the store's copy of the order: Amazon's own copy decides."""
    since = clock.now() - job.run.effective_within
    old = [group for group in _readable(job) if any(_is_accepted(one, since) for one in group)][:READ_MOST]
    _move_shown(job, old, read_back(job, old))
    looked_at = {group[0].order_id for group in old} - job.unread
    job.move(
        [
            Move(one, State.DROPPED, Note(Reason.DROPPED, _carrier(one.sending)))
            for group in _pending(job)
            for one in group
            if one.order_id in looked_at and _is_accepted(one, since)
        ]
    )


def _is_accepted(record: ParcelRecord, since: datetime) -> bool:
    return record.state is State.ACCEPTED and record.changed_at <= since


def _readable(job: Job) -> list[list[ParcelRecord]]:
    """Those pending that are worth a call in this run, those Amazon did not tell of in the last run at the end."""
    return sorted((group for group in _pending(job) if group[0].order_id not in job.unread), key=was_unread)


def _carrier(sending: Sent | None) -> str:
    return (sending.carrier.name or sending.carrier.code) if sending else ""


def _effective(record: ParcelRecord) -> Move:
    """Nothing is left to do, unless the label has changed since."""
    sending, parcel = record.sending, record.parcel
    is_same = sending is None or parcel.tracking_number in ("", sending.tracking_number)
    settles = is_same and not parcel.is_cancelled
    return Move(record, State.EFFECTIVE, Note(Reason.CONFIRMED), settles=settles, is_shown=True)
