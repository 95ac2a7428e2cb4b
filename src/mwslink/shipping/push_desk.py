"""What handing over needs of Sendcloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from mwslink.errors import NetworkError, RejectedError
from mwslink.shipping.push_model import Handover, Kept

MOST = 100  # orders in one call


class BatchRefusedError(RejectedError):
    """A batch was refused as a whole; `reasons` by place in it, empty where Sendcloud names no order."""

    def __init__(self, message: str, *, reasons: Mapping[int, str], details: str = "") -> None:
        super().__init__(message, details=details)
        self.reasons = reasons


class StillSavingError(NetworkError):
    """An order of the batch is being saved at this moment; nothing of the batch was taken."""


@dataclass(frozen=True, slots=True)
class SavedOrder:
    """An order as Sendcloud shows it; `updated_at`: the shop's own last change, as it was sent; `is_waiting`: it is in
    the list of those to be shipped; `kept`: what somebody may have edited."""

    order_id: str
    sendcloud_id: int
    updated_at: datetime | None = None
    is_waiting: bool = False
    kept: Kept = field(default_factory=Kept)


class PushDesk(Protocol):
    """One integration of Sendcloud.

    Methods raise AuthorizationError, ThrottledError, NetworkError, RejectedError, ConfigError and StoreError.
    """

    def hand_over(self, batch: Sequence[Handover]) -> Mapping[str, int]:
        """Create or update these orders, all or none; Sendcloud's ids by order id. They are saved a moment later.

        Repeating it changes nothing. Raises BatchRefusedError and StillSavingError.
        """
        ...

    def saved_orders(self) -> Iterator[Sequence[SavedOrder]]:
        """The orders that wait to be shipped, newest first, page by page."""
        ...

    def get(self, sendcloud_id: int) -> SavedOrder | None:
        """One order, shipped or not; None where there is none (any more, or yet)."""
        ...

    def find(self, order_id: str) -> SavedOrder | None:
        """The order with Amazon's id; None where there is none (any more, or yet)."""
        ...

    def remove(self, sendcloud_id: int) -> bool:
        """Delete an order; False where there was none."""
        ...

    def has_label(self, order_id: str) -> bool:
        """Whether a parcel of the order is announced to a carrier."""
        ...
