"""Weighing the orders of an account: ask for the listings they need, then weigh what is open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from mwslink.connections import Connection
from mwslink.errors import MwslinkError
from mwslink.listings.new_skus import weigh_new_skus
from mwslink.listings.pull import ListingRequest, ListingSource
from mwslink.listings.weighing import Weighed, WeighingRule, weigh_orders

if TYPE_CHECKING:
    from mwslink.store import Store

WeighedConnections = dict[str, Weighed]  # by connection id


def weigh_account(source: ListingSource, store: Store, connections: Sequence[Connection]) -> WeighedConnections:
    """Weigh the open orders of one account's connections, asking Amazon for listings that are not known.

    Raises what Amazon's refusal or the store raise; then the orders are weighed by what is known.
    """
    wanting = tuple(one.marketplace.id for one in connections if one.import_weight)
    if wanting:
        try:
            weigh_new_skus(source, store.order_weights, ListingRequest(connections[0].account.seller, wanting))
        except MwslinkError:
            weigh_known(store, connections)
            raise
    return weigh_known(store, connections)


def weigh_known(store: Store, connections: Sequence[Connection]) -> WeighedConnections:
    """Weigh the open orders by what the store knows; asks nobody. Raises StoreError."""
    return {one.id: weigh_orders(store.order_weights, [weighing_rule(one)]) for one in connections}


def weighing_rule(connection: Connection) -> WeighingRule:
    """How the connection's settings want orders weighed."""
    return WeighingRule(
        connection.account.seller,
        connection.marketplace.id,
        import_weight=connection.import_weight,
        packaging=Decimal(connection.packaging_grams),
    )
