"""Tell Amazon of a seller's parcels: look what became of the last ones, decide, tell, read back.

Everything is in the journal before it happens. A call of which nobody knows whether it arrived is looked for in the
order first; made again it would say the same under the same reference, which changes nothing at Amazon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mwslink import clock
from mwslink.errors import AuthorizationError, MwslinkError, NetworkError, RejectedError, ThrottledError
from mwslink.orders.model import Order
from mwslink.shipping.confirm import DUE, SETTLED, Reason, Verdict, decide
from mwslink.shipping.confirm_feeds import collect, find_lost_feeds, submit_feeds
from mwslink.shipping.confirm_job import ConfirmRun, Due, FindOrder, Job, OnMove, refusal
from mwslink.shipping.confirm_verify import settle_interrupted, verify
from mwslink.shipping.journal import FAILED, ConfirmationStore, Move, Note, ParcelRecord, State
from mwslink.shipping.model import Confirmation
from mwslink.shipping.target import ConfirmationTarget

__all__ = ["ConfirmOutcome", "ParcelOutcome", "plan_confirmations", "run_confirmations"]

_MOST_DENIED = 3  # in a row: it is the seller, not the order


@dataclass(frozen=True)
class ParcelOutcome:
    """Where a parcel stands after the run, and whether that is news.

    `reason` is CONFIRM or CORRECT where it was due; `state` tells how far that came.
    """

    order: Order
    record: ParcelRecord
    reason: Reason
    state: State
    text: str = ""
    is_new: bool = False
    confirmation: Confirmation | None = None


@dataclass(frozen=True)
class ConfirmOutcome:
    """All parcels that were not settled before the run; `warnings` are Amazon's, as pairs of order id and text.

    `error`: what ended the run early; what was done until then stays.
    """

    parcels: tuple[ParcelOutcome, ...]
    warnings: tuple[tuple[str, str], ...] = ()
    error: MwslinkError | None = None

    def of(self, *reasons: Reason) -> list[ParcelOutcome]:
        """The parcels with these reasons."""
        return [one for one in self.parcels if one.reason in reasons]


def plan_confirmations(store: ConfirmationStore, run: ConfirmRun, find_order: FindOrder) -> ConfirmOutcome:
    """What a run would do now; calls nobody and writes nothing."""
    verdicts = _verdicts(store.open(run.seller, tuple(run.rules)), run, find_order)
    return ConfirmOutcome(tuple(_outcome(order, one, None) for order, one in verdicts))


def run_confirmations(
    target: ConfirmationTarget,
    store: ConfirmationStore,
    run: ConfirmRun,
    find_order: FindOrder,
    *,
    on_move: OnMove = lambda _move: None,
) -> ConfirmOutcome:
    """Tell Amazon of all that is due, as far as possible; `on_move` hears of every step.

    Run it again after any interruption; it goes on. No two runs of one seller at once: the caller holds a lock. What
    the target and the store raise stands in the outcome.
    """
    moved: dict[str, Move] = {}

    def remember(move: Move) -> None:
        moved[move.record.parcel.id] = move
        on_move(move)

    job = Job(target, store, find_order, run, remember)
    verdicts: list[tuple[Order, Verdict]] = []
    error: MwslinkError | None = None
    try:
        _look_back(job)
        verdicts = list(_verdicts(job.orders(), run, find_order))
        job.move(list(_standing(verdicts)))
        _submit(job, [(one.record, one.confirmation) for _order, one in verdicts if one.confirmation])
        collect(job, is_patient=True)
        verify(job, is_patient=True)
    except MwslinkError as failure:
        error = failure
    error = error or job.silences.failure
    found = tuple(_outcome(order, one, moved.get(one.record.parcel.id)) for order, one in verdicts)
    return ConfirmOutcome(found, tuple(job.warnings), error)


def _look_back(job: Job) -> None:
    """What became of what earlier runs told."""
    find_lost_feeds(job)
    collect(job, is_patient=False)
    settle_interrupted(job)
    verify(job, is_patient=False)


def _outcome(order: Order, verdict: Verdict, move: Move | None) -> ParcelOutcome:
    record, reason = verdict.record, verdict.reason
    state = move.state if move else record.state
    if reason in DUE and state is State.REFUSED:
        reason = Reason.REFUSED
    text = move.note.text if move else record.note.text
    return ParcelOutcome(order, record, reason, state, text, is_new=move is not None, confirmation=verdict.confirmation)


def _verdicts(
    groups: Sequence[Sequence[ParcelRecord]], run: ConfirmRun, find_order: FindOrder
) -> Iterator[tuple[Order, Verdict]]:
    for records in groups:
        order = find_order(records[0].order_id)
        rules = run.rules.get(order.marketplace_id) if order else None
        if order is None or rules is None:
            continue
        known = [_forgiven(one) for one in records] if run.retries else records
        for verdict in decide(order, known, rules, now=clock.now()):
            yield order, verdict


def _forgiven(record: ParcelRecord) -> ParcelRecord:
    """As if Amazon had never refused it, or been asked in vain."""
    failed = record.state in FAILED or record.note.reason == Reason.UNREADABLE
    return replace(record, state=record.unsent) if failed else record


def _standing(verdicts: Sequence[tuple[Order, Verdict]]) -> Iterator[Move]:
    """Why parcels that are not due stand where they stand, where that is news."""
    for _order, verdict in verdicts:
        record, reason = verdict.record, verdict.reason
        if reason in DUE or (record.note.reason == reason and record.is_settled == (reason in SETTLED)):
            continue
        text = record.note.text if reason in (Reason.REFUSED, Reason.DROPPED) else ""
        yield Move(record, record.state, Note(reason, text), settles=reason in SETTLED)


def _submit(job: Job, due: Sequence[Due]) -> None:
    """Tell Amazon: with a call each, or from so many on with a feed."""
    if not due:
        return
    if len(due) >= job.run.feed_from or not job.target.confirms_singly:
        submit_feeds(job, due)
        return
    _confirm_each(job, due)


def _confirm_each(job: Job, due: Sequence[Due]) -> None:
    """One that Amazon cannot answer, or denies access to, keeps no other back; the silent ones come last the next time.

    Raises where Amazon answers none any more, or denies all.
    """
    denied: list[tuple[Due, AuthorizationError]] = []  # since the last one that was answered
    for one in sorted(due, key=lambda one: one[0].note.reason == Reason.UNANSWERED):
        try:
            _confirm(job, *one)
        except NetworkError as error:
            job.store.move([Move(one[0], State.SUBMITTED, Note(Reason.UNANSWERED))])
            job.silences.miss(one[0].order_id, error)
        except AuthorizationError as error:
            denied.append((one, error))
            if len(denied) == _MOST_DENIED:
                break
        else:
            job.silences.hear(is_answered=True)
            # Denied for these, while Amazon takes others of the same seller: it is the order.
            job.move([Move(record, State.REFUSED, _refusal(error)) for (record, _told), error in denied])
            denied.clear()
    if denied:
        raise denied[0][1]


def _refusal(error: AuthorizationError) -> Note:
    return Note(Reason.REFUSED, error.details or error.code or error.message)


def _confirm(job: Job, record: ParcelRecord, confirmation: Confirmation) -> None:
    job.store.submit([(record, confirmation)])
    try:
        job.target.confirm(confirmation)
    except (ThrottledError, AuthorizationError):  # it was refused, so it is not on its way
        job.move([Move(record, record.unsent)])
        raise
    except RejectedError as error:
        job.move([Move(record, State.REFUSED, refusal(error, confirmation.tracking_number))])
    else:
        job.move([Move(record, State.ACCEPTED)])
