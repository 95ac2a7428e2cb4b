"""Asking both APIs for the same orders, to see whether they show the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from mwslink.orders.comparing import Comparison, Listed, as_mws_shows, compare_orders
from mwslink.orders.model import Order
from mwslink.orders.pull import Stream

if TYPE_CHECKING:
    from mwslink.connections import Connection
    from mwslink.gateways import Gateway


def compare_apis(
    mws: Gateway, other: Gateway, connections: Sequence[Connection], *, since: datetime
) -> tuple[Comparison, int]:
    """The orders changed since then at both APIs; also how many there are at the second.

    MWS first, since its list is read for longer: what changes meanwhile is not compared. Raises what the gateways
    raise; nothing is stored.
    """
    seller = connections[0].account.seller
    marketplaces = tuple(sorted(connection.marketplace.id for connection in connections))
    stream = Stream(seller, marketplaces, since)
    first = list_orders(mws, stream)
    second = list_orders(other, stream)
    return compare_orders(first, second, shown=as_mws_shows), len(second.orders)


def list_orders(gateway: Gateway, stream: Stream) -> Listed:
    """All orders of the stream, the newest version of each."""
    orders: dict[str, Order] = {}
    until: datetime | None = None
    for page in gateway.order_pages(stream, is_stored=lambda _id, _at: False):
        until = until or page.until
        for order in page.orders:
            known = orders.get(order.id)
            if known is None or known.updated_at <= order.updated_at:
                orders[order.id] = order
    return Listed(orders, until or stream.since)
