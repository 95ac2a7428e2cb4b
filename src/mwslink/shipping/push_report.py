"""What a push did, connection by connection."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from mwslink.addresses.model import Doubt
from mwslink.shipping.push_model import Handover


class Action(StrEnum):
    """What happened to an order; the values stand in JSON and never change."""

    NEW = "new"
    CHANGED = "changed"
    AGAIN = "again"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    REFUSED = "refused"
    ANNOUNCED = "announced"
    STRANDED = "stranded"  # not to be shipped, and only a person can delete it in Sendcloud


SENDING = (Action.NEW, Action.CHANGED, Action.AGAIN)


@dataclass(frozen=True, slots=True)
class OddWeight:
    """What one piece of an order is said to weigh, and why that is hardly meant (a finding of check-weights)."""

    sku: str
    grams: Decimal
    code: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """One order that somebody should hear of; `is_new`: since this run; `is_unwanted`: its buyer wants it cancelled;
    `is_there`: it is held back, and Sendcloud has an earlier version of it."""

    order_id: str
    action: Action
    reason: str = ""
    detail: str = ""
    is_new: bool = True
    doubts: tuple[Doubt, ...] = ()
    odd_weights: tuple[OddWeight, ...] = ()
    is_unwanted: bool = False
    is_there: bool = False
    handover: Handover | None = None  # of a dry run only


@dataclass
class Tally:
    """One connection: how many orders of each action, those to be told of, and how many were read back; `stuck`: orders
    that are not to be shipped and that Sendcloud does not delete, and why."""

    counts: Counter[Action] = field(default_factory=Counter)
    outcomes: list[Outcome] = field(default_factory=list)
    stuck: list[Outcome] = field(default_factory=list)
    verified: int = 0
    waiting: int = 0

    def add(self, outcome: Outcome, *, is_told: bool) -> None:
        """Count an order, and keep it where it is to be told of."""
        self.counts[outcome.action] += 1
        if is_told:
            self.outcomes.append(outcome)

    def of(self, *actions: Action) -> list[Outcome]:
        """The orders to be told of with these actions."""
        return [one for one in self.outcomes if one.action in actions]


@dataclass
class Pushed:
    """All connections, by id."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    def of(self, connection: str) -> Tally:
        """What was done to one connection's orders."""
        return self.tallies.setdefault(connection, Tally())

    @property
    def handed_over(self) -> int:
        """How many orders Sendcloud has taken."""
        return sum(tally.counts[action] for tally in self.tallies.values() for action in SENDING)
