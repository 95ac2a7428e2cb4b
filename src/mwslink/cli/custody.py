"""Opens the archive of legal copies for the commands that erase."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mwslink.retention.custody import ArchiveState, Custody, NoArchive, OrderKey
from mwslink.store.archives import State
from mwslink.store.coverage import NEVER_KEPT

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.config.model import ArchiveSettings
    from mwslink.connections import Seller
    from mwslink.orders.model import Order
    from mwslink.store import Store


def wanted_by_law(settings: ArchiveSettings | None) -> Callable[[Order], bool]:
    """Whether an order is one of those that [archive] keeps."""
    if settings is None:
        return lambda _order: False
    marketplaces = settings.marketplace_ids
    return lambda order: order.status not in NEVER_KEPT and (not marketplaces or order.marketplace_id in marketplaces)


def open_custody(session: Session, store: Store) -> Custody:
    """The archive that the configuration names; without [archive], nothing has to be kept."""
    settings = session.config.archive
    if settings is None and not store.archives.all():
        return NoArchive()
    return ArchiveCustody(store, settings)


@dataclass(frozen=True)
class ArchiveCustody:
    """The index of the archive (implements `Custody`); `settings` None: nothing has to be kept any more."""

    store: Store
    settings: ArchiveSettings | None

    def not_sealed_away(self, orders: Collection[OrderKey]) -> Collection[OrderKey]:
        if self.settings is None:
            return ()
        marketplaces = self.settings.marketplace_ids
        return [
            OrderKey(seller, order_id)
            for seller, ids in by_seller(orders)
            for order_id in self.store.coverage.uncovered(seller, ids, marketplaces)
        ]

    def copies(self, orders: Collection[OrderKey]) -> Collection[OrderKey]:
        """Bundles are sealed, so a copy stays in them until their last day."""
        return [
            OrderKey(seller, order_id)
            for seller, ids in by_seller(orders)
            for order_id in self.store.archives.among(seller, ids)
        ]

    def state(self) -> ArchiveState | None:
        kept = self.store.archives.all(State.VERIFIED)
        rehearsal = self.store.archives.last_rehearsal()
        return ArchiveState(
            sum(record.orders for record in kept),
            sum(record.size for record in kept),
            min((record.verified_at for record in kept if record.verified_at), default=None),
            rehearsal.at if rehearsal else None,
        )


def by_seller(orders: Iterable[OrderKey]) -> Iterator[tuple[Seller, list[str]]]:
    """The ids of the orders, seller by seller."""
    ordered = sorted(orders, key=lambda one: str(one.seller))
    for seller, some in groupby(ordered, key=lambda one: one.seller):
        yield seller, [one.order_id for one in some]
