"""What confirming needs of Amazon, whichever API it is, and of Sendcloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from mwslink.errors import MwslinkError
from mwslink.orders.model import Order
from mwslink.shipping.journal import Note
from mwslink.shipping.model import Confirmation, ShipmentPage


@dataclass(frozen=True)
class FeedOutcome:
    """What became of a feed: how many messages Amazon processed, what it refused, and what it took with a warning; by
    number of the message."""

    processed: int
    refused: Mapping[int, Note] = field(default_factory=dict)
    warned: Mapping[int, Note] = field(default_factory=dict)


@dataclass(frozen=True)
class Unread:
    """An order of which Amazon would not tell: no usable answer came, or a refusal."""

    order_id: str
    error: MwslinkError


class ConfirmationTarget(Protocol):
    """A gateway that takes confirmations.

    Methods raise AuthorizationError, ThrottledError, NetworkError, RejectedError (Amazon refuses), ConfigError and
    StoreError. After a NetworkError of `confirm` or `submit_confirmations` nobody knows whether it arrived.
    """

    @property
    def confirms_singly(self) -> bool:
        """Whether there is a call for one parcel; else there are feeds only."""
        ...

    def confirm(self, confirmation: Confirmation) -> None:
        """Tell Amazon of one parcel; the same reference again corrects it."""
        ...

    def read_orders(self, marketplace_id: str, order_ids: Sequence[str]) -> Iterator[Order | Unread]:
        """These orders as Amazon has them now, with packages where the API shows them; unknown ones are left out.

        One of which Amazon would not tell keeps no other from being read. Raises where none can be: a NetworkError only
        where Amazon is not reached.
        """
        ...

    def feed_places(self, marketplace_ids: Sequence[str]) -> list[tuple[str, ...]]:
        """The marketplaces in groups that can go in one feed."""
        ...

    def submit_confirmations(self, confirmations: Sequence[Confirmation], marketplace_ids: Sequence[str]) -> str:
        """Tell Amazon of many parcels by one feed, message n being the n-th of them; the feed's id."""
        ...

    def recent_confirmations(self, since: datetime, marketplace_ids: Sequence[str]) -> Sequence[tuple[str, datetime]]:
        """Ids and moments of the feeds of this kind submitted since then."""
        ...

    def confirmation_result(self, feed_id: str, marketplace_ids: Sequence[str]) -> FeedOutcome | None:
        """What became of a feed; None while Amazon works on it.

        Raises RejectedError when Amazon refused the feed as a whole, or gave it up.
        """
        ...


class ShipmentSource(Protocol):
    """A gateway that can tell which shipments changed."""

    def changed_shipments(self, since: datetime, cursor: str = "") -> ShipmentPage:
        """The parcels of a page of shipments that changed since then."""
        ...

    def parcels(self, parcel_ids: Sequence[str], *, integration_id: int | None = None) -> ShipmentPage:
        """The shipments of these parcels, a hundred at most; unknown ones are left out, and those of other integrations
        than the one given."""
        ...
