"""Carry out a plan of repairs: preview, write, read back; go on where an earlier run was cut off.

Few listings are written one by one, many with one feed. Everything is in the journal before it happens, so that no
listing is written twice and none forgotten: a call of which nobody knows whether it arrived is looked for first, in the
listing itself or among Amazon's recent feeds, and repeated only when it is certain that it did not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from mwslink import clock
from mwslink.errors import AuthorizationError, RejectedError, ThrottledError
from mwslink.listings.journal import FeedRecord, Move, PlanRecord, RepairStore, State, Step
from mwslink.listings.model import Listing
from mwslink.listings.planning import is_same, stated
from mwslink.listings.pull import Issue, ListingEditor, ListingSource, Repair, Submission

# Below about this many, one call each is quicker than a feed (300 calls take a minute; a feed takes some).
FEED_FROM = 300
FEED_MOST = 25_000
_ACCEPTED = ("ACCEPTED", "VALID")
_SKEW = timedelta(minutes=10)  # between Amazon's clock and ours
_FEED_SHOWS_WITHIN = timedelta(minutes=1)
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 30.0


@dataclass(frozen=True)
class RepairRun:
    """Which plan to carry out, and how patiently.

    `wait_seconds`: how long to wait for feeds, and for listings to show what was accepted; then they are left for
    another run. `doubt`: after how long a call that may not have arrived is taken to be lost. `effective_within`: after
    how long an accepted change that does not show is called ineffective. `feed_from`: how many repairs make a feed.
    """

    plan_id: int
    wait_seconds: float = 120
    doubt: timedelta = timedelta(minutes=15)
    effective_within: timedelta = timedelta(minutes=15)
    feed_from: int = FEED_FROM


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
        done = {State.EFFECTIVE, State.INEFFECTIVE, State.REFUSED}
        if not self.plan.reads_back:
            done.add(State.ACCEPTED)
        return all(step.state in done for step in self.steps)


OnStep = Callable[[Step, State], None]


def run_repairs(
    editor: ListingEditor,
    source: ListingSource,
    store: RepairStore,
    run: RepairRun,
    *,
    on_step: OnStep = lambda _step, _state: None,
) -> RepairOutcome:
    """Carry out the plan as far as possible; `on_step(step, new_state)` hears of every move.

    Run it again after any interruption; it goes on. Raises what the editor, the source and the store raise.
    """
    job = _Job(editor, source, store, run, on_step)
    job.find_lost_feeds()
    job.collect()
    job.verify(is_patient=False)
    job.preview()
    job.submit()
    job.collect()
    job.verify(is_patient=True)
    return RepairOutcome(job.plan, tuple(store.steps(run.plan_id)))


class _Job:
    """One run of a plan."""

    def __init__(
        self, editor: ListingEditor, source: ListingSource, store: RepairStore, run: RepairRun, on_step: OnStep
    ) -> None:
        self.editor = editor
        self.source = source
        self.store = store
        self.run = run
        self.on_step = on_step
        self.plan = store.plan(run.plan_id)

    def _steps(self, *states: State) -> list[Step]:
        return self.store.steps(self.run.plan_id, *states)

    def _move(self, moves: Sequence[Move]) -> None:
        if moves:
            self.store.move(moves)
            self._tell(moves)

    def _tell(self, moves: Iterable[Move]) -> None:
        for move in moves:
            self.on_step(move.step, move.state)

    def _drop(self, feed: FeedRecord, steps: Sequence[Step]) -> None:
        self.store.drop_feed(feed)
        self._tell(Move(step, State.PREVIEWED) for step in steps)

    def find_lost_feeds(self) -> None:
        """Feeds of which a killed run did not learn the id: find them, or know that they never arrived."""
        for feed in self.store.open_feeds(self.run.plan_id):
            if feed.feed_id is None:
                self._find_lost(feed)

    def _find_lost(self, feed: FeedRecord) -> None:
        steps = [step for step in self._steps(State.SUBMITTED) if step.feed == feed.id]
        skus = {step.repair.sku for step in steps}
        for _pause in self._pauses():
            feed_id, is_clear = self._feed_with(skus, feed)
            if feed_id:
                self.store.name_feed(feed, feed_id)
                return
            if is_clear and clock.now() - feed.intended_at >= _FEED_SHOWS_WITHIN:
                self._drop(feed, steps)
                return

    def _feed_with(self, skus: set[str], feed: FeedRecord) -> tuple[str, bool]:
        """The id of the feed that holds just these SKUs; and whether all were done, so that the answer is final."""
        known = self.store.known_feeds(self.plan.seller)
        is_clear = True
        for feed_id, _created_at in reversed(self.editor.recent_feeds(feed.intended_at - _SKEW)):
            if feed_id in known:
                continue
            try:
                result = self.editor.feed_result(feed_id)
            except RejectedError:  # somebody else's, of another kind
                continue
            if result is None:
                is_clear = False
            elif {one.sku for one in result} == skus:
                return feed_id, True
        return "", is_clear

    def _pauses(self) -> Iterator[float]:
        """Once at once, then again after longer and longer pauses, as long as we may wait."""
        end = clock.monotonic() + self.run.wait_seconds
        pause = _FIRST_PAUSE
        yield 0.0
        while (left := end - clock.monotonic()) > 0:
            clock.sleep(min(pause, left))
            yield pause
            pause = min(pause * 1.5, _LONGEST_PAUSE)

    def preview(self) -> None:
        """Ask whether Amazon would take it: once for each product type and set of marketplaces, until one is fine."""
        planned = sorted(self._steps(State.PLANNED), key=_kind)
        for _same_kind, steps in groupby(planned, _kind):
            left = list(steps)
            while left:
                answer = self._answer(self.editor.preview, left[0].repair)
                if answer.status in _ACCEPTED:
                    self._move([Move(step, State.PREVIEWED) for step in left])
                    break
                self._move([Move(left.pop(0), State.REFUSED, answer)])

    def _answer(self, ask: Callable[[Repair], Submission], repair: Repair) -> Submission:
        """Amazon's answer to one repair, a refusal by an error being one too."""
        try:
            return ask(repair)
        except RejectedError as error:
            issue = Issue(error.code, error.details or error.message, "ERROR")
            return Submission(repair.sku, "INVALID", issues=(issue,))

    def submit(self) -> None:
        """Write what is ready: with calls of its own, or from so many on with a feed."""
        ready = self._steps(State.PREVIEWED)
        if len(ready) < self.run.feed_from:
            for step in ready:
                self._write(step)
            return
        for steps in _feeds(ready):
            feed = self.store.open_feed(self.run.plan_id, steps)
            self._tell(Move(step, State.SUBMITTED) for step in steps)
            try:
                feed_id = self.editor.submit_feed([step.repair for step in steps])
            except (ThrottledError, AuthorizationError, RejectedError):  # it was refused, so it is not on its way
                self._drop(feed, steps)
                raise
            self.store.name_feed(feed, feed_id)

    def _write(self, step: Step) -> None:
        self._move([Move(step, State.SUBMITTED)])
        try:
            answer = self._answer(self.editor.write, step.repair)
        except (ThrottledError, AuthorizationError):
            self._move([Move(step, State.PREVIEWED)])
            raise
        self._move([_answered(step, answer)])

    def collect(self) -> None:
        """Take down what became of feeds, as far as Amazon is done with them."""
        for feed in self.store.open_feeds(self.run.plan_id):
            if feed.feed_id is not None:
                self._collect(feed, feed.feed_id)

    def _collect(self, feed: FeedRecord, feed_id: str) -> None:
        steps = [step for step in self._steps(State.SUBMITTED) if step.feed == feed.id]
        for _pause in self._pauses():
            try:
                result = self.editor.feed_result(feed_id)
            except RejectedError as error:  # the feed as a whole failed
                issue = Issue(error.code, error.details or error.message, "ERROR")
                result = [Submission(step.repair.sku, "INVALID", feed_id, (issue,)) for step in steps]
            if result is not None:
                moves = list(_results(steps, result))
                self.store.close_feed(feed, moves)
                self._tell(moves)
                return

    def verify(self, *, is_patient: bool) -> None:
        """Read back what is accepted, or may have been; then judge what does not show by its age."""
        if self.plan.reads_back:
            for _pause in self._pauses() if is_patient else (0.0,):
                pending = self._pending()
                shown = [Move(step, State.EFFECTIVE) for step in self._shown(pending)] if pending else []
                self._move(shown)
                if len(shown) == len(pending):
                    break
        self._move(list(self._aged()))

    def _pending(self) -> list[Step]:
        under_way = {feed.id for feed in self.store.open_feeds(self.run.plan_id)}
        return [step for step in self._steps(State.SUBMITTED, State.ACCEPTED) if step.feed not in under_way]

    def _shown(self, steps: Sequence[Step]) -> list[Step]:
        """The steps whose listings show the new weight in every marketplace."""
        ids = sorted({id_ for step in steps for id_ in step.repair.marketplace_ids})
        skus = list(dict.fromkeys(step.repair.sku for step in steps))
        found: dict[tuple[str, str], Listing] = {}
        for batch in self.source.find_listings(ids, skus):
            self.store.save_found(self.plan.seller, batch)
            found.update({(one.sku, one.marketplace_id): one for one in batch})
        return [step for step in steps if _is_shown(step.repair, found)]

    def _aged(self) -> Iterator[Move]:
        now = clock.now()
        for step in self._pending():
            age = now - step.changed_at
            if step.state is State.SUBMITTED and age >= self.run.doubt:
                yield Move(step, State.PREVIEWED)  # it is not there, so it never arrived: write it again
            elif step.state is State.ACCEPTED and self.plan.reads_back and age >= self.run.effective_within:
                yield Move(step, State.INEFFECTIVE)


def _kind(step: Step) -> tuple[str, str, tuple[str, ...]]:
    repair = step.repair
    return repair.product_type, repair.attribute, repair.marketplace_ids


def _feeds(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps in feeds: no more than Amazon takes, and no SKU twice in one, so that answers can be told apart."""
    left = list(steps)
    while left:
        chosen: dict[str, Step] = {}
        for step in left:
            if len(chosen) < FEED_MOST:
                chosen.setdefault(step.repair.sku, step)
        ids = {step.id for step in chosen.values()}
        yield list(chosen.values())
        left = [step for step in left if step.id not in ids]


def _answered(step: Step, answer: Submission) -> Move:
    return Move(step, State.ACCEPTED if answer.status in _ACCEPTED else State.REFUSED, answer)


def _results(steps: Sequence[Step], result: Sequence[Submission]) -> Iterator[Move]:
    """What became of each step; one that the feed says nothing of stays in doubt."""
    answers = {one.sku: one for one in result}
    return (_answered(step, answers[step.repair.sku]) for step in steps if step.repair.sku in answers)


def _is_shown(repair: Repair, found: dict[tuple[str, str], Listing]) -> bool:
    listings = [found.get((repair.sku, id_)) for id_ in repair.marketplace_ids]
    return all(one is not None and is_same(stated(one.weights, repair.attribute), repair.weight) for one in listings)
