"""Repairs by feed: submit, find again after a crash, and take down what became of each.

A feed is written down before it is submitted. One without Amazon's id may have arrived or not: it is looked for among
the recent feeds of the seller, and only if it is not there its repairs are submitted anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from mwslink import clock
from mwslink.errors import AuthorizationError, RejectedError, ThrottledError
from mwslink.listings.journal import FeedRecord, Move, State, Step
from mwslink.listings.pull import Submission
from mwslink.listings.repair_job import Job, answered, by_place, is_shown, refusal

# Amazon takes 25,000; but its report shows every listing with all its attributes, some 5 kB each.
FEED_MOST = 5_000
_SKEW = timedelta(minutes=10)  # between Amazon's clock and ours
_SHOWS_WITHIN = timedelta(minutes=1)


def submit_feeds(job: Job, ready: Sequence[Step]) -> None:
    """Submit the steps, in as few feeds as may be."""
    for steps in _feeds(ready):
        feed = job.store.open_feed(job.run.plan_id, steps)
        job.tell(Move(step, State.SUBMITTED) for step in steps)
        try:
            feed_id = job.editor.submit_feed([step.repair for step in steps])
        except (ThrottledError, AuthorizationError, RejectedError):  # it was refused, so it is not on its way
            _drop(job, feed, steps)
            raise
        job.store.name_feed(feed, feed_id)


def _feeds(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps in feeds: not too many, of the same marketplaces, and no SKU twice in one: answers name SKUs alone."""
    left = list(steps)
    while left:
        chosen: dict[str, Step] = {}
        for step in left:
            if len(chosen) < FEED_MOST and step.repair.marketplace_ids == left[0].repair.marketplace_ids:
                chosen.setdefault(step.repair.sku, step)
        ids = {step.id for step in chosen.values()}
        yield list(chosen.values())
        left = [step for step in left if step.id not in ids]


def _drop(job: Job, feed: FeedRecord, steps: Sequence[Step]) -> None:
    job.store.drop_feed(feed)
    job.tell(Move(step, State.PREVIEWED) for step in steps if step.state is not State.OVERTAKEN)


def _steps(job: Job, feed: FeedRecord) -> list[Step]:
    """All that went with the feed, also what was overtaken since: answers may name the number alone."""
    return [step for step in job.steps(State.SUBMITTED, State.OVERTAKEN) if step.feed == feed.id]


def find_lost_feeds(job: Job) -> None:
    """Feeds of which a killed run did not learn the id: find them, or know that they never arrived."""
    for feed in job.store.open_feeds(job.run.plan_id):
        if feed.feed_id is None:
            _find_lost(job, feed)


def _find_lost(job: Job, feed: FeedRecord) -> None:
    steps = _steps(job, feed)
    for _pause in job.pauses():
        feed_id, is_final = _feed_with(job, feed, {step.repair.sku for step in steps})
        if feed_id:
            job.store.name_feed(feed, feed_id)
            return
        if is_final and clock.now() - feed.intended_at >= _SHOWS_WITHIN:
            _drop(job, feed, steps)
            return


def _feed_with(job: Job, feed: FeedRecord, skus: set[str]) -> tuple[str, bool]:
    """The id of the feed that holds these SKUs and no other; and whether all are done, so that the answer is final.

    Its report need not name every SKU, but more than half of them; else it is somebody else's.
    """
    known = job.store.known_feeds(job.plan.seller)
    is_final = True
    for feed_id, _created_at in reversed(job.editor.recent_feeds(feed.intended_at - _SKEW)):
        if feed_id in known:
            continue
        try:
            result = job.editor.feed_result(feed_id)
        except RejectedError:  # it failed as a whole; whoever's it was, it changed nothing that will not show
            continue
        if result is None:
            is_final = False
        named = {one.sku for one in result or () if one.sku}
        if named <= skus and 2 * len(named) > len(skus):
            return feed_id, True
    return "", is_final


def collect(job: Job) -> None:
    """Take down what became of feeds, as far as Amazon is done with them."""
    for feed in job.store.open_feeds(job.run.plan_id):
        if feed.feed_id is not None:
            _collect(job, feed, feed.feed_id)


def _collect(job: Job, feed: FeedRecord, feed_id: str) -> None:
    steps = _steps(job, feed)
    for _pause in job.pauses():
        try:
            result = job.editor.feed_result(feed_id)
        except RejectedError as error:
            result = _failed(job, steps, feed_id, error)
        if result is not None:
            answers = [one for one in _answers(steps, result) if one[0].state is not State.OVERTAKEN]
            moves = [_result(job, step, answer) for step, answer in answers]
            job.store.close_feed(feed, moves)
            job.tell(moves)
            return


def _failed(job: Job, steps: Sequence[Step], feed_id: str, error: RejectedError) -> list[Submission]:
    """The answers of a feed that failed as a whole: refused is what does not show all the same."""
    shown = {step.id for step in job.shown(steps) if not step.planned.shows_already} if job.plan.reads_back else set()
    return [
        Submission(step.repair.sku, "ACCEPTED", feed_id) if step.id in shown else refusal(step.repair, error, feed_id)
        for step in steps
    ]


def _answers(steps: Sequence[Step], result: Sequence[Submission]) -> Iterator[tuple[Step, Submission]]:
    """Each step with its answer, which names the SKU or else the number of the message.

    What a report that is done says nothing of was accepted.
    """
    by_sku = {one.sku: one for one in result if one.sku}
    by_number = {one.id: one for one in result if not one.sku}
    for number, step in enumerate(steps, start=1):
        sku = step.repair.sku
        yield step, by_number.get(str(number)) or by_sku.get(sku) or Submission(sku, "ACCEPTED")


def _result(job: Job, step: Step, answer: Submission) -> Move:
    """What became of a step; the feed's report may show the listing, and then nothing need be read back."""
    move = answered(step, answer)
    is_proof = job.plan.reads_back and not step.planned.shows_already
    if move.state is State.ACCEPTED and is_proof and is_shown(step.repair, by_place(answer.listings)):
        job.store.save_shown(job.plan.seller, answer.listings)
        return Move(step, State.EFFECTIVE, answer)
    return move
