"""When orders arrived, by what Sendcloud knows of their parcels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mwslink.shipping.statuses import Phase, has_arrived, phase_of
from mwslink.store.milestones import Seen

if TYPE_CHECKING:
    from mwslink.connections import Seller
    from mwslink.shipping.model import Parcel
    from mwslink.store import Store


def note_arrivals(store: Store, seller: Seller, parcels: Sequence[Parcel]) -> None:
    """Keep when the orders of these parcels, which are saved already, had arrived; or that they are under way."""
    store.milestones.note(seller, list(_seen(store, seller, parcels)))


def _seen(store: Store, seller: Seller, parcels: Sequence[Parcel]) -> Iterator[Seen]:
    def order_of(parcel: Parcel) -> str:
        return parcel.order_number

    for order_id, same in groupby(sorted(parcels, key=order_of), key=order_of):
        at = max((one.updated_at for one in same if one.updated_at), default=None)
        sent = [one for one in store.parcels.statuses(seller, order_id) if phase_of(one) is not Phase.CANCELLED]
        if sent and all(has_arrived(one) for one in sent):
            yield Seen(order_id, delivered_by=at)
        else:
            yield Seen(order_id, underway_at=at)
