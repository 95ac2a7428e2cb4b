"""Orders read back at Amazon; one of which it would not tell keeps no other from being read, and is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mwslink import clock
from mwslink.errors import MwslinkError
from mwslink.orders.model import Order
from mwslink.shipping.confirm import UNSEEN, Reason
from mwslink.shipping.confirm_job import PATIENCE, Job
from mwslink.shipping.journal import UNVERIFIED, Move, Note, ParcelRecord
from mwslink.shipping.target import Unread

Groups = Sequence[Sequence[ParcelRecord]]  # the parcels of an order each


def was_unread(group: Sequence[ParcelRecord]) -> bool:
    """Whether Amazon would not tell of the order when it was asked last; such orders are asked for last."""
    return any(one.note.reason in UNSEEN for one in group)


def read_back(job: Job, groups: Groups) -> dict[str, Order]:
    """The orders as Amazon has them now; those of which it would not tell are the job's `unread` from then on."""
    by_place: dict[str, list[str]] = {}
    for group in sorted(groups, key=was_unread):
        if order := job.find_order(group[0].order_id):
            by_place.setdefault(order.marketplace_id, []).append(order.id)
    found: dict[str, Order] = {}
    silent: dict[str, MwslinkError] = {}
    for marketplace_id, order_ids in by_place.items():
        for one in _asked(job, marketplace_id, order_ids):
            if isinstance(one, Order):
                found[one.id] = one
            else:
                silent[one.order_id] = one.error
    job.unread.update(silent)
    _note(job, groups, found, silent)
    return found


def _asked(job: Job, marketplace_id: str, order_ids: Sequence[str]) -> Iterator[Order | Unread]:
    """What Amazon says of each, until it says nothing any more: the rest stays unread too."""
    left = set(order_ids)
    answers = iter(()) if job.silences.is_hopeless else job.target.read_orders(marketplace_id, order_ids)
    for one in answers:
        left.discard(one.id if isinstance(one, Order) else one.order_id)
        job.silences.hear(is_answered=isinstance(one, Order))
        yield one
        if job.silences.is_hopeless:
            break
    if job.silences.is_hopeless:
        job.unread.update(left)


def _note(job: Job, groups: Groups, found: Mapping[str, Order], silent: Mapping[str, MwslinkError]) -> None:
    """Write down of which orders Amazon would not tell, and of which it does again."""
    moves = []
    for record in (one for group in groups for one in group if one.state in UNVERIFIED):
        reason = record.note.reason
        if error := silent.get(record.order_id):
            reason = _silence(job, record)
            if reason == Reason.UNANSWERED:
                job.silences.note(record.order_id, error)
        elif record.order_id in found and reason in UNSEEN:
            reason = Reason.UNVERIFIED
        if reason != record.note.reason:
            moves.append(Move(record, record.state, Note(reason)))
    job.move(moves)


def _silence(job: Job, record: ParcelRecord) -> Reason:
    """An order that alone is silent for long needs somebody; until then, and while Amazon is down, it may pass."""
    is_lasting = clock.now() - record.changed_at >= PATIENCE and not job.silences.is_hopeless
    return Reason.UNREADABLE if is_lasting or record.note.reason == Reason.UNREADABLE else Reason.UNANSWERED
