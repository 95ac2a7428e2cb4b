"""What is written down of parcels, so that Amazon is told of each once, whatever happens in between.

    seen ──► submitted ──► accepted ──► effective
     ▲        │     │          │            │
     └────────┘     ▼          ▼            └──► submitted (corrected: under the same reference)
  (never arrived) refused    dropped

`submitted` is written down before Amazon is called: the call may or may not have arrived. `accepted` means that Amazon
took it; `effective` that the order shows the package; `dropped` that it did not in a long time, as it happens with
carriers Amazon does not know. A correction that never arrived leads back to `effective`; one that was refused or
dropped leaves at Amazon what was there before. A parcel is `settled` when nothing is to be done until it changes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from mwslink.connections import Seller
from mwslink.shipping.model import AmazonCarrier, Confirmation, Parcel
from mwslink.shipping.packing import Units


class State(StrEnum):
    """How far a parcel's confirmation has come."""

    SEEN = "seen"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    EFFECTIVE = "effective"
    DROPPED = "dropped"
    REFUSED = "refused"


UNVERIFIED = (State.SUBMITTED, State.ACCEPTED)
FAILED = (State.REFUSED, State.DROPPED)


@dataclass(frozen=True, slots=True)
class Sent:
    """What Amazon was told of a parcel."""

    reference: str
    carrier: AmazonCarrier
    tracking_number: str = field(repr=False)
    shipped_at: datetime
    items: Units

    @classmethod
    def of(cls, confirmation: Confirmation) -> Sent:
        return cls(
            confirmation.reference,
            confirmation.carrier,
            confirmation.tracking_number,
            confirmation.shipped_at,
            confirmation.items,
        )

    def is_told_by(self, confirmation: Confirmation) -> bool:
        """Whether the confirmation would say the same; when it left does not matter."""
        other = Sent.of(confirmation)
        return (self.reference, self.carrier, self.tracking_number, self.items) == (
            other.reference,
            other.carrier,
            other.tracking_number,
            other.items,
        )


@dataclass(frozen=True, slots=True)
class Note:
    """Why a parcel stands where it stands: a word of ours (`confirm.Reason`), and Amazon's where it has some."""

    reason: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ParcelRecord:
    """A parcel in the journal.

    `sent`: what Amazon shows of it; `sending`: what it was told last, which does not show, not yet or never.
    `processed_at`: when the carrier was first known to have it; it stays so. `feed`: the journal's number of the feed
    it is in, as long as that is open.
    """

    seller: Seller
    parcel: Parcel
    state: State
    changed_at: datetime
    processed_at: datetime | None = None
    sent: Sent | None = None
    sending: Sent | None = None
    feed: int | None = None
    note: Note = Note()
    is_settled: bool = False

    @property
    def order_id(self) -> str:
        return self.parcel.order_number

    @property
    def said(self) -> Sent | None:
        """What Amazon knows of it, or may know; None when it knows nothing."""
        return self.sending if self.state in UNVERIFIED else self.sent

    @property
    def unsent(self) -> State:
        """The state it is in without what it was told last."""
        return State.EFFECTIVE if self.sent else State.SEEN


@dataclass(frozen=True, slots=True)
class Move:
    """A parcel on its way to another state.

    `settles`: nothing is to be done until it changes; `is_shown`: Amazon shows what it was told last.
    """

    record: ParcelRecord
    state: State
    note: Note = Note()
    settles: bool = False
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """A feed that was about to be submitted; `feed_id`: Amazon's, None until it is known."""

    id: int
    intended_at: datetime
    marketplace_ids: tuple[str, ...]
    feed_id: str | None = None


class ConfirmationStore(Protocol):
    """The journal. Every method is one transaction and raises StoreError."""

    def save(self, seller: Seller, parcels: Sequence[Parcel]) -> int:
        """Keep parcels of the seller's stored orders as Sendcloud shows them; how many were new or changed.

        One whose label was erased stays erased.
        """
        ...

    def open(self, seller: Seller, marketplace_ids: Sequence[str], *states: State) -> list[list[ParcelRecord]]:
        """By order: the parcels of each order with something that is not settled, in these states if any are given."""
        ...

    def submit(self, records: Sequence[tuple[ParcelRecord, Confirmation]]) -> None:
        """Note that Amazon is about to be told this; the parcels become `submitted`."""
        ...

    def move(self, moves: Sequence[Move]) -> None:
        """Put parcels into another state, now."""
        ...

    def open_feed(
        self, seller: Seller, marketplace_ids: Sequence[str], records: Sequence[tuple[ParcelRecord, Confirmation]]
    ) -> FeedRecord:
        """Note that a feed with these confirmations is about to be submitted; the parcels become `submitted`."""
        ...

    def name_feed(self, feed: FeedRecord, feed_id: str) -> None:
        """Note Amazon's id of a feed that was submitted."""
        ...

    def close_feed(self, feed: FeedRecord, moves: Sequence[Move]) -> None:
        """Note what became of a feed's parcels, and that nothing more is to come."""
        ...

    def open_feeds(self, seller: Seller) -> list[FeedRecord]:
        """Feeds of the seller that are not closed."""
        ...

    def known_feeds(self, seller: Seller) -> Collection[str]:
        """Amazon's ids of all feeds of the seller in the journal."""
        ...

    def in_feed(self, feed: FeedRecord) -> list[ParcelRecord]:
        """The parcels of a feed that is not closed, in the order they were written in it."""
        ...
