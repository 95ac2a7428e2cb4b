"""What retention asks of the archive: which orders may not be erased yet, and of which a copy stays.

An order that the law wants kept is erased only after its archive copy was read back and found whole. Whoever has an
archive implements `Custody`; without one, nothing is kept and nothing stands in the way.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mwslink.connections import Seller


@dataclass(frozen=True, slots=True)
class OrderKey:
    """An order of one seller."""

    seller: Seller
    order_id: str


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """What `privacy status` tells of the archive; None where there is nothing to tell."""

    orders: int = 0
    size_bytes: int = 0
    verified_at: datetime | None = None
    rehearsed_at: datetime | None = None


class Custody(Protocol):
    """The archive."""

    def not_sealed_away(self, orders: Collection[OrderKey]) -> Collection[OrderKey]:
        """Which of these orders must be archived and have no verified copy: they must not be erased.

        Asked some hundred orders at a time, right before they are erased. Raises what keeps it from answering; nothing
        is erased then.
        """
        ...

    def copies(self, orders: Collection[OrderKey]) -> Collection[OrderKey]:
        """Of which of these orders a copy stays when they are erased on Amazon's or the seller's demand.

        The law asks for it, or it cannot be taken out. The index forgets where it is, with the erasure.
        """
        ...

    def state(self) -> ArchiveState | None:
        """How the archive is; None where there is none."""
        ...


class NoArchive:
    """No law asks for anything (implements `Custody`)."""

    def not_sealed_away(self, _orders: Collection[OrderKey]) -> Collection[OrderKey]:
        return ()

    def copies(self, _orders: Collection[OrderKey]) -> Collection[OrderKey]:
        return ()

    def state(self) -> ArchiveState | None:
        return None
