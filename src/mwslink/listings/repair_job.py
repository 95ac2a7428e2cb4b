"""One run of a plan of repairs: what all its parts need of the journal, of Amazon and of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mwslink import clock
from mwslink.errors import RejectedError
from mwslink.listings.journal import Move, RepairStore, State, Step
from mwslink.listings.model import Listing
from mwslink.listings.planning import stated
from mwslink.listings.pull import Issue, ListingEditor, ListingSource, Repair, Submission
from mwslink.listings.weights import is_same

# Below about this many, one call each is quicker than a feed (300 calls take a minute; a feed takes some).
FEED_FROM = 300
ACCEPTED = ("ACCEPTED", "VALID")
OnStep = Callable[[Step, State], None]


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


class Job:
    """A run under way."""

    def __init__(
        self, editor: ListingEditor, source: ListingSource, store: RepairStore, run: RepairRun, on_step: OnStep
    ) -> None:
        self.editor = editor
        self.source = source
        self.store = store
        self.run = run
        self.on_step = on_step
        self.plan = store.plan(run.plan_id)

    def steps(self, *states: State) -> list[Step]:
        """The plan's steps in these states."""
        return self.store.steps(self.run.plan_id, *states)

    def move(self, moves: Sequence[Move]) -> None:
        """Write moves down, then tell of them."""
        if moves:
            self.store.move(moves)
            self.tell(moves)

    def tell(self, moves: Iterable[Move]) -> None:
        """Tell of moves that are written down."""
        for move in moves:
            self.on_step(move.step, move.state)

    def pauses(self) -> Iterator[float]:
        """As long as the run may wait."""
        return clock.pauses(self.run.wait_seconds)

    def shown(self, steps: Sequence[Step]) -> list[Step]:
        """The steps whose listings show the new weight in every marketplace; what was read is stored."""
        ids = sorted({id_ for step in steps for id_ in step.repair.marketplace_ids})
        skus = list(dict.fromkeys(step.repair.sku for step in steps))
        found: dict[tuple[str, str], Listing] = {}
        for batch in self.source.find_listings(ids, skus):
            self.store.save_found(self.plan.seller, batch)
            found.update(by_place(batch))
        return [step for step in steps if is_shown(step.repair, found)]


def by_place(listings: Iterable[Listing]) -> dict[tuple[str, str], Listing]:
    """Listings by SKU and marketplace."""
    return {(one.sku, one.marketplace_id): one for one in listings}


def is_shown(repair: Repair, found: Mapping[tuple[str, str], Listing]) -> bool:
    """Whether the listings show the new weight in every marketplace of the repair."""
    listings = [found.get((repair.sku, id_)) for id_ in repair.marketplace_ids]
    return all(one is not None and is_same(stated(one.weights, repair.attribute), repair.weight) for one in listings)


def answered(step: Step, answer: Submission) -> Move:
    """Where an answer of Amazon takes a step."""
    return Move(step, State.ACCEPTED if answer.status in ACCEPTED else State.REFUSED, answer)


def refusal(repair: Repair, error: RejectedError, submission_id: str = "") -> Submission:
    """An error as the refusal of one repair, in Amazon's words where it has some."""
    issue = Issue(error.code, error.details or error.message, "ERROR")
    return Submission(repair.sku, "INVALID", submission_id, (issue,))
