"""One run of confirming for a seller: what all its parts need of the journal, of Amazon and of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from mwslink import clock
from mwslink.connections import Seller
from mwslink.errors import RejectedError
from mwslink.orders.model import Order
from mwslink.shipping.confirm import Rules
from mwslink.shipping.journal import ConfirmationStore, Move, Note, ParcelRecord, State
from mwslink.shipping.model import Confirmation
from mwslink.shipping.silence import Silences
from mwslink.shipping.target import ConfirmationTarget

# Below about this many, one call each is quicker than a feed (300 calls take two and a half minutes, a feed some).
FEED_FROM = 300
# An order or a feed without an answer for so long is not waited for any more.
PATIENCE = timedelta(hours=3)
OnMove = Callable[[Move], None]
FindOrder = Callable[[str], Order | None]
Due = tuple[ParcelRecord, Confirmation]


@dataclass(frozen=True)
class ConfirmRun:
    """What to do for a seller, and how patiently.

    `rules` by marketplace id: those whose parcels are confirmed. `wait_seconds`: how long to wait for feeds, and for
    orders to show what Amazon took; the rest is looked at in the next run. `effective_within`: after how long a
    confirmation that does not show was dropped. `feed_from`: how many make a feed. `retries`: send again what Amazon
    refused or dropped.
    """

    seller: Seller
    rules: Mapping[str, Rules]
    wait_seconds: float = 0
    effective_within: timedelta = timedelta(minutes=30)
    feed_from: int = FEED_FROM
    retries: bool = False


@dataclass
class Job:
    """A run under way; `warnings` are Amazon's, by order id.

    `unread`: orders of which this run could not learn how they stand.
    """

    target: ConfirmationTarget
    store: ConfirmationStore
    find_order: FindOrder
    run: ConfirmRun
    on_move: OnMove
    warnings: list[tuple[str, str]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    silences: Silences = field(default_factory=Silences)

    def orders(self, *states: State) -> list[list[ParcelRecord]]:
        """By order: the parcels in which something is not settled, and in these states if any are given."""
        return self.store.open(self.run.seller, tuple(self.run.rules), *states)

    def move(self, moves: Sequence[Move]) -> None:
        """Write moves down, then tell of them."""
        if moves:
            self.store.move(moves)
            self.tell(moves)

    def tell(self, moves: Iterable[Move]) -> None:
        """Tell of moves that are written down."""
        for move in moves:
            self.on_move(move)

    def pauses(self) -> Iterator[float]:
        """As long as the run may wait."""
        return clock.pauses(self.run.wait_seconds)


def without_label(text: str, tracking_number: str) -> str:
    """Amazon's words without the tracking number, which it likes to quote."""
    return text.replace(tracking_number, "…") if tracking_number else text


def refusal(error: RejectedError, tracking_number: str) -> Note:
    """An error as the refusal of one parcel, in Amazon's words where it has some."""
    return Note("refused", without_label(error.details or error.message, tracking_number))
