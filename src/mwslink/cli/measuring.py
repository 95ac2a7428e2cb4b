"""Keep what parcels weigh that Sendcloud tells of, for check-weights to propose."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from mwslink.connections import Connection, Seller
from mwslink.shipping.measuring import Measured, measure
from mwslink.shipping.model import Parcel

if TYPE_CHECKING:
    from mwslink.store import Store


def note_weights(store: Store, seller: Seller, parcels: Sequence[Parcel], connections: Sequence[Connection]) -> None:
    """Keep the weights of these parcels; forget those of parcels that tell none any more, such as cancelled ones."""
    packaging = {
        one.marketplace.id: Decimal(one.packaging_grams) for one in connections if one.account.seller == seller
    }
    measured: list[Measured] = []
    without: list[str] = []
    for parcel in parcels:
        found = _measured(store, seller, parcel, packaging)
        if found:
            measured.append(found)
        else:
            without.append(parcel.id)
    store.parcel_weights.save(seller, measured, without=without)


def _measured(store: Store, seller: Seller, parcel: Parcel, packaging: dict[str, Decimal]) -> Measured | None:
    stored = store.orders.get(seller, parcel.order_number)
    if stored is None:
        return None
    return measure(parcel, stored.order, packaging.get(stored.order.marketplace_id, Decimal(0)))
