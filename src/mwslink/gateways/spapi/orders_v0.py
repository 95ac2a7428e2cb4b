"""Orders API v0: a list of a hundred, then a call per order for its items; the fallback until its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from mwslink.errors import RejectedError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.failures import BadRequestError
from mwslink.gateways.order_pages import note_token
from mwslink.gateways.spapi.orders import PER_PAGE, Position, complete_until, lost_position
from mwslink.gateways.spapi.orders_v0_reading import read_order
from mwslink.gateways.spapi.orders_v0_wire import (
    WireItem,
    WireItemList,
    WireList,
    WireOneOrder,
    WireOrder,
    WireOrders,
)
from mwslink.gateways.spapi.protocol import Origin, as_utc, render_moment
from mwslink.orders.model import Order
from mwslink.orders.pull import IsStored, OrderPage, Source, Stream

API = "orders-v0"
READS_END_ON = date(2027, 3, 27)
LIST_OPERATION, LIST_ROUTE = "getOrders", "/orders/v0/orders"
ITEMS_OPERATION, ITEMS_ROUTE = "getOrderItems", "/orders/v0/orders/{orderId}/orderItems"
ORDER_OPERATION, ORDER_ROUTE = "getOrder", "/orders/v0/orders/{orderId}"
_list = msgspec.json.Decoder(WireList)
_items = msgspec.json.Decoder(WireItemList)
_order = msgspec.json.Decoder(WireOneOrder)


@dataclass(frozen=True)
class ListedOrders:
    """The orders of a seller at this API."""

    caller: Caller
    signer: Signer
    origin: Origin

    def pages(self, stream: Stream, token: str = "", *, is_stored: IsStored) -> Iterator[OrderPage]:
        """The stream from the list with this token on: a page per order, then one that moves on to the next list.

        Killed in between, the next run reads that list again, and the items only of orders that are not stored yet.
        """
        seen = {token}
        while True:
            listed, source = self._list(stream, token)
            until = complete_until(listed.last_updated_before)
            here = Position(API, token).render()
            new = [one for one in listed.orders if not is_stored(one.amazon_order_id, as_utc(one.last_update_date))]
            for index, order in enumerate(new):
                whole, sources = self._whole(order, calls_left=len(new) - index)
                yield OrderPage([whole], until, here, (source, *sources))
            next_token = listed.next_token
            if next_token:
                note_token(seen, next_token)
            yield OrderPage([], until, Position(API, next_token).render() if next_token else None)
            if not next_token:
                return
            token = next_token

    def find(self, order_id: str) -> Order | None:
        """One order with its items; None where Amazon does not know it."""
        request = self.origin.get(ORDER_OPERATION, ORDER_ROUTE, orderId=order_id)
        try:
            found = self.caller.call(request, lambda response: parse_json(response, _order), signer=self.signer)
        except BadRequestError:
            raise
        except RejectedError:
            return None
        return self._whole(found.payload, calls_left=1)[0]

    def _list(self, stream: Stream, token: str) -> tuple[WireOrders, Source]:
        query: dict[str, str | int | tuple[str, ...]] = {
            "LastUpdatedAfter": render_moment(stream.since),
            "MarketplaceIds": stream.marketplace_ids,
            "FulfillmentChannels": "MFN",
            "MaxResultsPerPage": PER_PAGE,
        }
        request = self.origin.get(LIST_OPERATION, LIST_ROUTE, query | ({"NextToken": token} if token else {}))
        try:
            answer, request_id = self.caller.call(
                request, lambda response: (parse_json(response, _list), response.request_id), signer=self.signer
            )
        except BadRequestError as error:
            if not token:
                raise
            raise lost_position(error) from None
        return answer.payload, Source(API, LIST_OPERATION, request_id)

    def _whole(self, order: WireOrder, *, calls_left: int) -> tuple[Order, list[Source]]:
        items: list[WireItem] = []
        sources: list[Source] = []
        token: str | None = ""
        seen: set[str] = set()
        while token is not None:
            note_token(seen, token)
            query = {"NextToken": token} if token else None
            request = self.origin.get(ITEMS_OPERATION, ITEMS_ROUTE, query, orderId=order.amazon_order_id)
            answer, request_id = self.caller.call(
                request,
                lambda response: (parse_json(response, _items), response.request_id),
                signer=self.signer,
                calls_left=calls_left,
            )
            sources.append(Source(API, ITEMS_OPERATION, request_id))
            items += answer.payload.order_items
            token = answer.payload.next_token or None
        return read_order(order, items), sources
