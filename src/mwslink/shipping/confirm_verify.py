"""Whether Amazon really has what it was told: orders read back, from the store first, then from Amazon itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mwslink import clock
from mwslink.orders.model import Order
from mwslink.shipping.confirm import Reason
from mwslink.shipping.confirm_job import Job
from mwslink.shipping.journal import Move, Note, ParcelRecord, Sent, State

# A full bucket of getOrder; whatever is over that, an import or the next run brings.
READ_MOST = 30
Groups = Sequence[Sequence[ParcelRecord]]


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
    groups = [group for group in job.orders(State.SUBMITTED) if any(_is_interrupted(one) for one in group)]
    orders = _read(job, groups)
    moves = []
    for group in groups:
        for record in group:
            if _is_interrupted(record):
                order = orders.get(record.order_id)
                arrived = order is not None and is_shown(order, record, group)
                moves.append(_effective(record) if arrived else Move(record, record.unsent))
    job.move(moves)


def _is_interrupted(record: ParcelRecord) -> bool:
    return record.state is State.SUBMITTED and record.feed is None


def verify(job: Job, *, is_patient: bool) -> None:
    """Look for what Amazon accepted; what does not show after long enough was dropped."""
    _verify_stored(job)
    if not is_patient:
        _judge_old(job)
        return
    for _pause in job.pauses():
        groups = _pending(job)[:READ_MOST]
        if not groups:
            return
        _move_shown(job, groups, _read(job, groups))


def _pending(job: Job) -> list[list[ParcelRecord]]:
    """Orders in which something is accepted, and not seen yet."""
    return job.orders(State.ACCEPTED)


def _verify_stored(job: Job) -> None:
    """What an import has brought meanwhile costs no call."""
    groups = _pending(job)
    stored = ((group[0].order_id, job.find_order(group[0].order_id)) for group in groups)
    _move_shown(job, groups, {order_id: order for order_id, order in stored if order})


def _move_shown(job: Job, groups: Groups, orders: dict[str, Order]) -> None:
    moves = []
    for group in groups:
        order = orders.get(group[0].order_id)
        accepted = [one for one in group if one.state is State.ACCEPTED]
        moves += [_effective(one) for one in accepted if order and is_shown(order, one, group)]
    job.move(moves)


def _judge_old(job: Job) -> None:
    """What was accepted long ago and is not in the store's copy of the order: Amazon's own copy decides."""
    since = clock.now() - job.run.effective_within
    old = [
        group
        for group in _pending(job)
        if any(one.state is State.ACCEPTED and one.changed_at <= since for one in group)
    ]
    old = old[:READ_MOST]
    orders = _read(job, old)
    _move_shown(job, old, orders)
    shown = {one.parcel.id for group in _pending(job) for one in group if one.state is State.ACCEPTED}
    job.move(
        [
            Move(one, State.DROPPED, Note(Reason.DROPPED, _carrier(one.sending)))
            for group in old
            for one in group
            if one.parcel.id in shown and one.state is State.ACCEPTED and one.changed_at <= since
        ]
    )


def _carrier(sending: Sent | None) -> str:
    return (sending.carrier.name or sending.carrier.code) if sending else ""


def _effective(record: ParcelRecord) -> Move:
    """Nothing is left to do, unless the label has changed since."""
    sending, parcel = record.sending, record.parcel
    is_same = sending is None or parcel.tracking_number in ("", sending.tracking_number)
    settles = is_same and not parcel.is_cancelled
    return Move(record, State.EFFECTIVE, Note(Reason.CONFIRMED), settles=settles, is_shown=True)


def _read(job: Job, groups: Groups) -> dict[str, Order]:
    """The orders as Amazon has them now."""
    by_place: dict[str, list[str]] = {}
    for group in groups:
        order = job.find_order(group[0].order_id)
        if order:
            by_place.setdefault(order.marketplace_id, []).append(order.id)
    return {
        order.id: order
        for marketplace_id, ids in by_place.items()
        for order in job.target.read_orders(marketplace_id, ids)
    }
