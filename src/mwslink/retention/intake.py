"""What an import lets in: no personal data that would have to go at once, no order that is too old to be kept.

So the import of an old order, after a purge or into a new store, brings nothing back that is due. It also keeps the
milestones of what it sees, before the page is saved: a run killed in between fetches the page again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.orders.milestones import Milestones, milestones_of
from mwslink.retention.policy import Facts, order_due, personal_due
from mwslink.store.milestones import MilestoneBook, Seen

if TYPE_CHECKING:
    from mwslink.config.model import Privacy
    from mwslink.connections import Seller
    from mwslink.orders.model import Order
    from mwslink.orders.pull import OrderStore, Pulled, Source, Stream
    from mwslink.store.retained import RetainedOrder


class Intake:
    """A store of orders behind the policy (implements `orders.pull.OrderStore`).

    `is_archived`: whether a law wants the order kept. What is due of such a one is let in, to be archived and erased.
    """

    def __init__(
        self,
        orders: OrderStore,
        milestones: MilestoneBook,
        privacy: Privacy,
        is_archived: Callable[[Order], bool] = lambda _order: False,
    ) -> None:
        self._orders = orders
        self._is_archived = is_archived
        self._milestones = milestones
        self._privacy = privacy

    def positions(self, seller: Seller) -> Sequence[Stream]:
        return self._orders.positions(seller)

    def marks(self, seller: Seller) -> dict[str, datetime]:
        return self._orders.marks(seller)

    def is_stored(self, seller: Seller, order_id: str, updated_at: datetime) -> bool:
        return self._orders.is_stored(seller, order_id, updated_at)

    def save_page(self, stream: Stream, orders: Iterable[Order], sources: Sequence[Source] = ()) -> Pulled:
        """Save what may be kept of the page, and the stream's position."""
        now = clock.now()
        told = [(order, milestones_of(order)) for order in orders]
        young = [one for one in told if not order_due(facts_of(*one)).is_due(now)]
        seen = [Seen(order.id, _by(now, one.shipped_by), _by(now, one.delivered_by)) for order, one in young]
        self._milestones.note(stream.seller, seen)
        return self._orders.save_page(stream, [self._kept(*one, now) for one in young], sources)

    def _kept(self, order: Order, milestones: Milestones, now: datetime) -> Order:
        """The order without personal data that is due already."""
        if not order.personal or self._is_archived(order):
            return order
        if personal_due(facts_of(order, milestones), self._privacy).is_due(now):
            return order.without_personal()
        return order


def _by(now: datetime, moment: datetime | None) -> datetime | None:
    """At the latest now: what is seen has happened."""
    return min(moment, now) if moment else None


def facts_of(
    order: Order | RetainedOrder,
    milestones: Milestones,
    *,
    requested_at: datetime | None = None,
    ended_at: datetime | None = None,
) -> Facts:
    """What the policy asks for."""
    return Facts(
        order.status,
        order.created_at,
        order.updated_at,
        promised_by=milestones.promised_by,
        shipped_at=milestones.shipped_at,
        shipped_by=milestones.shipped_by,
        delivered_at=milestones.delivered_by,
        requested_at=requested_at,
        authorization_ended_at=ended_at,
    )
