"""What is remembered of every order that was handed over, or held back: the outbox, and the states of its entries.

    held ──► sent ──► accepted ──► verified
              ▲ │         │            │
              │ ▼         ▼            ▼
              │ refused   lost ──► (sent again)       deleted (in Sendcloud, by somebody)
              └── (its content changed)

    from sent, accepted, verified, refused, when Amazon cancels the order:  ──► withdrawn, or announced
    the same, when Amazon has it as shipped by somebody else:               ──► withdrawn, or shipped

`sent` is written down before Sendcloud is called: the call may or may not have arrived, so the order is sent again.
That is harmless, since Sendcloud knows an order by its id and integration. `accepted` means that Sendcloud took it and
will save it, `verified` that it was read back. `lost`: accepted but not saved, or sent alone and not answered, while
others were; after some times it counts as refused. `announced`: cancelled at Amazon when
a label was made already; a person has to stop the parcel. `shipped`: nothing of it waits in Sendcloud any more.
That some version of an order was read back is remembered in all states (`verified_at`): a change is looked up first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from mwslink.connections import Seller


class State(StrEnum):
    """How far an order's handing over has come."""

    HELD = "held"
    SENT = "sent"
    ACCEPTED = "accepted"
    VERIFIED = "verified"
    LOST = "lost"
    REFUSED = "refused"
    DELETED = "deleted"
    WITHDRAWN = "withdrawn"
    ANNOUNCED = "announced"
    SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Entry:
    """One order. `fingerprint` is of what was sent last, or refused; `version_at` the order's own last change then;
    `sendcloud_id` is known once it was accepted; `attempts` counts how often this content was sent
    because it was lost; `weighed_at` is when it was first sent with a weight of ours, of the order or of a line;
    `address_mark` and `weight_mark` are of what Amazon said of these when it was sent last.

    `verified_at` is when some version of it was read back last, whatever became of later ones; None once it is known
    not to be there. `address_there` and `weight_there` are the marks of that version, empty where another address or
    weight was sent since, which may have arrived."""

    order_id: str
    seller: Seller
    marketplace_id: str
    state: State
    integration_id: int = 0
    fingerprint: str = ""
    sendcloud_id: int | None = None
    sent_at: datetime | None = None
    version_at: datetime | None = None
    changed_at: datetime | None = None
    attempts: int = 0
    reason: str = ""
    detail: str = ""
    weighed_at: datetime | None = None
    address_mark: str = ""
    weight_mark: str = ""
    verified_at: datetime | None = None
    address_there: str = ""
    weight_there: str = ""

    @property
    def was_read_back(self) -> bool:
        """Whether Sendcloud surely had a version of the order, which somebody may have edited, labelled or deleted."""
        return self.verified_at is not None and self.may_be_there

    def read_back(self, sendcloud_id: int, *, now: datetime) -> Entry:
        """The same once the version sent last is known to be there."""
        return replace(
            self,
            state=State.VERIFIED,
            sendcloud_id=sendcloud_id,
            verified_at=now,
            address_there=self.address_mark,
            weight_there=self.weight_mark,
        )

    def forgotten(self) -> Entry:
        """The same where nothing that Sendcloud has of the order is to be looked up or kept."""
        return replace(self, verified_at=None, address_there="", weight_there="")

    @property
    def may_be_there(self) -> bool:
        """Whether Sendcloud has the order, or may have it."""
        if self.state is State.REFUSED:
            return self.sendcloud_id is not None
        return self.state in THERE


THERE = (State.SENT, State.ACCEPTED, State.VERIFIED, State.LOST, State.ANNOUNCED, State.SHIPPED)


class Outbox(Protocol):
    """Where entries are kept. Every method is one transaction and raises StoreError."""

    def load(self, seller: Seller, order_ids: Collection[str]) -> dict[str, Entry]:
        """By order id: the entries of these orders; those without one are left out."""
        ...

    def save(self, entries: Iterable[Entry]) -> None:
        """Keep entries in place of earlier ones, as changed now."""
        ...

    def find(self, places: Sequence[tuple[Seller, str]], *states: State) -> list[Entry]:
        """The entries of these sellers' marketplaces in these states."""
        ...

    def cancelled(self, places: Sequence[tuple[Seller, str]]) -> list[Entry]:
        """Entries of orders that Amazon has cancelled since and that Sendcloud has, or may have."""
        ...

    def shipped_elsewhere(self, places: Sequence[tuple[Seller, str]]) -> list[Entry]:
        """Entries of orders that Amazon has as shipped since, though not, or not all, by labels that are known here."""
        ...

    def labelled(self, seller: Seller, order_ids: Collection[str]) -> Collection[str]:
        """Those of the orders of which a parcel with a label is known, in whatever parts Sendcloud has the order."""
        ...

    def fingerprint(self, content: bytes) -> str:
        """A mark by which the same content is known again, and from which nothing can be learnt of it."""
        ...
