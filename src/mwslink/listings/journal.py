"""What is written down of repairs, so that none is made twice and none forgotten, whatever happens in between.

    planned ──► previewed ──► submitted ──► accepted ──► effective
       │            ▲             │  │          │
       ▼            └─────────────┘  ▼          ▼
    refused     (it never arrived) refused  ineffective

    all but the three at the end ──► overtaken

`submitted` is written down before Amazon is called: the call may or may not have arrived. `accepted` means that Amazon
queued the change; `effective` that the listing shows it; `ineffective` that it did not in a long time, as it happens on
product pages that belong to others; `overtaken` that a later plan writes another weight there, so that this one must
not be written (again), and what Amazon has of it is replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from mwslink.connections import Seller
from mwslink.listings.model import Listing
from mwslink.listings.pull import Issue, Repair, Submission
from mwslink.listings.weights import Weight, is_same


class State(StrEnum):
    """How far a repair has come."""

    PLANNED = "planned"
    PREVIEWED = "previewed"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"


UNFINISHED = (State.PLANNED, State.PREVIEWED, State.SUBMITTED, State.ACCEPTED)
WRITTEN = (State.SUBMITTED, State.ACCEPTED, State.EFFECTIVE, State.INEFFECTIVE)


@dataclass(frozen=True)
class PlannedRepair:
    """A repair, and by marketplace what stood there before (None: nothing); empty where that cannot be read (MWS)."""

    repair: Repair
    before: tuple[tuple[str, Weight | None], ...] = ()

    @property
    def shows_already(self) -> bool:
        """Whether Amazon showed this weight before it was written, with another one on its way: that it shows then
        proves nothing."""
        return bool(self.before) and all(is_same(weight, self.repair.weight) for _id, weight in self.before)


@dataclass(frozen=True)
class RepairProblem:
    """Why something that was wanted is not in the plan."""

    sku: str
    text: str
    marketplace_id: str = ""


@dataclass(frozen=True)
class RepairPlan:
    """What would be written. `unchanged`: SKUs that have the weight already; `reads_back`: whether a gateway can read
    what it wrote; `undoes`: the plan that this one takes back."""

    seller: Seller
    repairs: tuple[PlannedRepair, ...]
    unchanged: tuple[str, ...] = ()
    problems: tuple[RepairProblem, ...] = ()
    reads_back: bool = True
    undoes: int | None = None


@dataclass(frozen=True)
class Step:
    """One repair of a plan in the journal; `feed`: the journal's number of the feed it went with."""

    id: int
    planned: PlannedRepair
    state: State
    changed_at: datetime
    submission_id: str = ""
    issues: tuple[Issue, ...] = ()
    feed: int | None = None

    @property
    def repair(self) -> Repair:
        return self.planned.repair


@dataclass(frozen=True)
class FeedRecord:
    """A feed that was about to be submitted; `feed_id`: Amazon's, None until it is known."""

    id: int
    intended_at: datetime
    feed_id: str | None = None


@dataclass(frozen=True)
class PlanRecord:
    """A plan in the journal."""

    id: int
    seller: Seller
    created_at: datetime
    reads_back: bool
    undoes: int | None = None


@dataclass(frozen=True)
class Move:
    """A step on its way to the next state, with Amazon's answer where there is one."""

    step: Step
    state: State
    submission: Submission | None = None


class RepairStore(Protocol):
    """The journal. Every method is one transaction and raises StoreError."""

    def start(self, plan: RepairPlan) -> int:
        """Write a plan down, and what it overtakes in earlier ones; return its number.

        Raises RejectedError for one in which nothing is to be written.
        """
        ...

    def plan(self, plan_id: int) -> PlanRecord:
        """One plan. Raises RejectedError when there is none of that number."""
        ...

    def steps(self, plan_id: int, *states: State) -> list[Step]:
        """The steps of a plan in these states (all without any), in the order of the plan."""
        ...

    def move(self, moves: Sequence[Move]) -> None:
        """Put steps into another state, now."""
        ...

    def open_feed(self, plan_id: int, steps: Sequence[Step]) -> FeedRecord:
        """Note that a feed with these steps is about to be submitted; the steps become `submitted`."""
        ...

    def name_feed(self, feed: FeedRecord, feed_id: str) -> None:
        """Note Amazon's id of a feed that was submitted."""
        ...

    def drop_feed(self, feed: FeedRecord) -> None:
        """Note that a feed never arrived; its steps become `previewed` again, but for overtaken ones."""
        ...

    def close_feed(self, feed: FeedRecord, moves: Sequence[Move]) -> None:
        """Note what became of a feed's steps, and that nothing more is to come."""
        ...

    def open_feeds(self, plan_id: int) -> list[FeedRecord]:
        """Feeds of the plan that are not closed."""
        ...

    def skus_in_feeds(self, seller: Seller, before_plan: int) -> Collection[str]:
        """SKUs in feeds of earlier plans that are not closed."""
        ...

    def known_feeds(self, seller: Seller) -> Collection[str]:
        """Amazon's ids of all feeds of the seller in the journal."""
        ...

    def unfinished(self, seller: Seller) -> list[PlanRecord]:
        """Plans in which something is still to be done or a feed is not closed, the oldest first."""
        ...

    def last_written(self, seller: Seller) -> PlanRecord | None:
        """The latest plan that changed something and was not taken back yet, itself no taking back.

        One that only kept what was there from being changed by an earlier plan changed nothing.
        """
        ...

    def save_found(self, seller: Seller, listings: Sequence[Listing]) -> None:
        """Keep listings as they were read back."""
        ...

    def save_shown(self, seller: Seller, listings: Sequence[Listing]) -> None:
        """Keep the weights of listings of which nothing else is told (by a feed's report)."""
        ...
