"""Carry out a plan of repairs: preview, write, read back; go on where an earlier run was cut off.

Few listings are written one by one, many with one feed. Everything is in the journal before it happens, so that no
listing is written twice and none forgotten: a call of which nobody knows whether it arrived is looked for first, in the
listing itself or among Amazon's recent feeds, and repeated only when it is certain that it did not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from mwslink import clock
from mwslink.errors import AuthorizationError, RejectedError, ThrottledError
from mwslink.listings.journal import Move, PlanRecord, RepairStore, State, Step
from mwslink.listings.pull import ListingEditor, ListingSource, Repair, Submission
from mwslink.listings.repair_feeds import collect, find_lost_feeds, submit_feeds
from mwslink.listings.repair_job import ACCEPTED, FEED_FROM, Job, OnStep, RepairRun, answered, refusal

__all__ = ["FEED_FROM", "OnStep", "RepairOutcome", "RepairRun", "run_repairs"]


@dataclass(frozen=True)
class RepairOutcome:
    """Where all steps of the plan stand."""

    plan: PlanRecord
    steps: tuple[Step, ...]

    def of(self, *states: State) -> list[Step]:
        """The steps in these states."""
        return [step for step in self.steps if step.state in states]

    @property
    def is_finished(self) -> bool:
        """Whether another run has nothing left to do."""
        done = {State.EFFECTIVE, State.INEFFECTIVE, State.REFUSED, State.OVERTAKEN}
        if not self.plan.reads_back:
            done.add(State.ACCEPTED)
        return all(step.state in done for step in self.steps)


def run_repairs(
    editor: ListingEditor,
    source: ListingSource,
    store: RepairStore,
    run: RepairRun,
    *,
    on_step: OnStep = lambda _step, _state: None,
) -> RepairOutcome:
    """Carry out the plan as far as possible; `on_step(step, new_state)` hears of every move.

    Run it again after any interruption; it goes on. No two runs of one seller at once: the caller holds a lock. Raises
    what the editor, the source and the store raise.
    """
    job = Job(editor, source, store, run, on_step)
    find_lost_feeds(job)
    collect(job)
    _verify(job, is_patient=False)
    _preview(job)
    _submit(job)
    collect(job)
    _verify(job, is_patient=True)
    return RepairOutcome(job.plan, tuple(job.steps()))


def _preview(job: Job) -> None:
    """Ask whether Amazon would take it: once for each product type and set of marketplaces, until one is fine."""
    planned = sorted(job.steps(State.PLANNED), key=_kind)
    for _same_kind, steps in groupby(planned, _kind):
        left = list(steps)
        while left:
            answer = _answer(job.editor.preview, left[0].repair)
            if answer.status in ACCEPTED:
                job.move([Move(step, State.PREVIEWED) for step in left])
                break
            job.move([Move(left.pop(0), State.REFUSED, answer)])


def _kind(step: Step) -> tuple[str, str, tuple[str, ...]]:
    repair = step.repair
    return repair.product_type, repair.attribute, repair.marketplace_ids


def _answer(ask: Callable[[Repair], Submission], repair: Repair) -> Submission:
    """Amazon's answer to one repair, a refusal by an error being one too."""
    try:
        return ask(repair)
    except RejectedError as error:
        return refusal(repair, error)


def _submit(job: Job) -> None:
    """Write what is ready: with calls of its own, or from so many on with a feed.

    Amazon may be late with a feed of an earlier plan, and would write the older weight last: what is in one waits.
    """
    busy = job.store.skus_in_feeds(job.plan.seller, job.run.plan_id)
    ready = [step for step in job.steps(State.PREVIEWED) if step.repair.sku not in busy]
    if len(ready) >= job.run.feed_from:
        submit_feeds(job, ready)
        return
    for step in ready:
        _write(job, step)


def _write(job: Job, step: Step) -> None:
    job.move([Move(step, State.SUBMITTED)])
    try:
        answer = _answer(job.editor.write, step.repair)
    except (ThrottledError, AuthorizationError):  # it was refused, so it is not on its way
        job.move([Move(step, State.PREVIEWED)])
        raise
    job.move([answered(step, answer)])


def _verify(job: Job, *, is_patient: bool) -> None:
    """Read back what is accepted, or may have been; then judge what does not show by its age."""
    if job.plan.reads_back:
        for _pause in job.pauses() if is_patient else (0.0,):
            pending = [step for step in _pending(job) if not _is_unproven(job, step)]
            shown = [Move(step, State.EFFECTIVE) for step in job.shown(pending)] if pending else []
            job.move(shown)
            if len(shown) == len(pending):
                break
    job.move(list(_aged(job)))


def _pending(job: Job) -> list[Step]:
    under_way = {feed.id for feed in job.store.open_feeds(job.run.plan_id)}
    return [step for step in job.steps(State.SUBMITTED, State.ACCEPTED) if step.feed not in under_way]


def _is_unproven(job: Job, step: Step) -> bool:
    """Whether looking at the listing cannot tell: it showed this weight before, and another one may be yet to come."""
    is_young = clock.now() - step.changed_at < job.run.effective_within
    return step.planned.shows_already and (is_young or step.state is State.SUBMITTED)


def _aged(job: Job) -> Iterator[Move]:
    now = clock.now()
    for step in _pending(job):
        age = now - step.changed_at
        if step.state is State.SUBMITTED and (age >= job.run.doubt or step.planned.shows_already):
            yield Move(step, State.PREVIEWED)  # it is not there, or that says nothing: write it again
        elif step.state is State.ACCEPTED and job.plan.reads_back and age >= job.run.effective_within:
            yield Move(step, State.INEFFECTIVE)
