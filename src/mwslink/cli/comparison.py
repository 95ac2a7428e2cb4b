"""Asking an API for all orders of a time, to see whether another one shows the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from mwslink.orders.comparing import Listed
from mwslink.orders.model import Order
from mwslink.orders.pull import PositionLostError, Stream

if TYPE_CHECKING:
    from mwslink.connections import Connection
    from mwslink.gateways import Gateway


def stream_of(connections: Sequence[Connection], *, since: datetime) -> Stream:
    """The orders of these connections, which share an account, changed since then."""
    marketplaces = tuple(sorted(connection.marketplace.id for connection in connections))
    return Stream(connections[0].account.seller, marketplaces, since)


def try_list(gateway: Gateway, stream: Stream) -> None:
    """Ask for the beginning of the list alone, for no order's items. Raises what the gateway raises."""
    next(iter(gateway.order_pages(stream, is_stored=lambda _id, _at: True)), None)


def list_orders(gateway: Gateway, stream: Stream) -> Listed:
    """All orders of the stream, the newest version of each. Raises what the gateway raises; nothing is stored."""
    try:
        return _list(gateway, stream)
    except PositionLostError:  # a page token died: once more from the beginning
        return _list(gateway, stream)


def _list(gateway: Gateway, stream: Stream) -> Listed:
    orders: dict[str, Order] = {}
    until: datetime | None = None
    for page in gateway.order_pages(stream, is_stored=lambda _id, _at: False):
        until = until or page.until
        for order in page.orders:
            known = orders.get(order.id)
            if known is None or known.updated_at <= order.updated_at:
                orders[order.id] = order
    return Listed(orders, until or stream.since)
