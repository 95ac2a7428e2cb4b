"""Orders 2013-09-01: a list of a hundred, then a call per order for its items, which is the narrow bucket.

The list may be of several hosts (see `hosts`): one after the other, the position telling which is under way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink.errors import RejectedError
from mwslink.gateways.failures import AnswerError
from mwslink.gateways.mws.hosts import Hosts
from mwslink.gateways.mws.orders_lists import Listing, Position, whole_order
from mwslink.gateways.mws.protocol import Service, render_moment
from mwslink.gateways.mws.sections import ORDERS, MwsRequest, numbered
from mwslink.gateways.mws.xml import read_result, required
from mwslink.messages import _
from mwslink.orders.model import Order
from mwslink.orders.pull import IsStored, OrderPage, PositionLostError, Stream
from mwslink.shipping.target import Unread

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIST, GET = "ListOrders", "GetOrder"
PER_PAGE = 100
MOST_IDS = 50


@dataclass(frozen=True)
class Orders:
    """The orders of a seller."""

    service: Service
    hosts: Hosts

    def pages(self, stream: Stream, *, is_stored: IsStored) -> Iterator[OrderPage]:
        """The stream from its position on: a page per order, then one that moves on to the next list.

        Killed in between, the next run reads that list again, and the items only of orders that are not stored yet.
        After the last list it goes on where an earlier run could not read an order.
        """
        groups = self.hosts.groups(stream.marketplace_ids)
        here = Position.parse(stream.position) if stream.position else Position(groups[0][0])
        yield from self._lists(stream, groups, here, is_stored)
        if here.unread:
            yield from self._lists(stream, groups, Position(*here.unread), is_stored)

    def _lists(
        self, stream: Stream, groups: Sequence[tuple[str, tuple[str, ...]]], here: Position, is_stored: IsStored
    ) -> Iterator[OrderPage]:
        places = [host for host, _ids in groups]
        if here.host not in places:
            raise PositionLostError(_("The interrupted import cannot be resumed; it starts again."))
        for index in range(places.index(here.host), len(groups)):
            host, ids = groups[index]
            next_host = places[index + 1] if index + 1 < len(groups) else ""
            request = self._first(stream, host, ids)
            here = (yield from Listing(self.service, request, is_stored, next_host).pages(here)) or here

    def _first(self, stream: Stream, host: str, marketplace_ids: tuple[str, ...]) -> MwsRequest:
        parameters = {
            "LastUpdatedAfter": render_moment(stream.since),
            "FulfillmentChannel.Channel.1": "MFN",
            "MaxResultsPerPage": str(PER_PAGE),
            **numbered("MarketplaceId.Id", marketplace_ids),
        }
        return self.service.request(ORDERS, LIST, host, parameters)

    def find(self, marketplace_id: str, order_ids: tuple[str, ...]) -> list[Order]:
        """These orders with their items, as far as the seller has them; at most fifty, else ValueError."""
        host = self.hosts.host_of(marketplace_id)
        found = self._get(host, order_ids)
        return [whole_order(self.service, host, one, len(found) - index)[0] for index, one in enumerate(found)]

    def read(self, marketplace_id: str, order_ids: tuple[str, ...]) -> Iterator[Order | Unread]:
        """The same; one that cannot be read keeps no other from it: where a call for several fails, fewer are tried."""
        host = self.hosts.host_of(marketplace_id)
        try:
            found = self._get(host, order_ids)
        except (AnswerError, RejectedError) as error:
            if len(order_ids) == 1:
                yield Unread(order_ids[0], error)
                return
            half = len(order_ids) // 2
            yield from self.read(marketplace_id, order_ids[:half])
            yield from self.read(marketplace_id, order_ids[half:])
            return
        for index, one in enumerate(found):
            yield self._whole(host, one, len(found) - index)

    def _get(self, host: str, order_ids: tuple[str, ...]) -> list[Element]:
        if not 0 < len(order_ids) <= MOST_IDS:
            raise ValueError(f"GetOrder takes 1 to {MOST_IDS} ids, not {len(order_ids)}")
        request = self.service.request(ORDERS, GET, host, numbered("AmazonOrderId.Id", order_ids))
        return self.service.call(request, lambda answer: read_result(answer.body, GET)).findall("Orders/Order")

    def _whole(self, host: str, order: Element, calls_left: int) -> Order | Unread:
        try:
            return whole_order(self.service, host, order, calls_left)[0]
        except (AnswerError, RejectedError) as error:
            return Unread(required(order, "AmazonOrderId"), error)
