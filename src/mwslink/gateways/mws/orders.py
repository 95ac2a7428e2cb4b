"""Orders 2013-09-01: a list of a hundred, then a call per order for its items, which is the narrow bucket.

The list may be of several hosts (see `hosts`): one after the other, the position telling which is under way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from mwslink import clock
from mwslink.errors import RejectedError
from mwslink.gateways.failures import AnswerError, BadRequestError
from mwslink.gateways.http import Response
from mwslink.gateways.mws.hosts import Hosts
from mwslink.gateways.mws.orders_reading import read_order
from mwslink.gateways.mws.protocol import Service, render_moment, twin_of
from mwslink.gateways.mws.sections import ORDERS, MwsRequest, numbered
from mwslink.gateways.mws.xml import moment_of, read_result, required, required_moment, text_of
from mwslink.messages import _
from mwslink.orders.model import Order
from mwslink.orders.pull import IsStored, OrderPage, PositionLostError, Source, Stream
from mwslink.shipping.target import Unread

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

API = "orders-2013-09-01"
LIST, GET, ITEMS = "ListOrders", "GetOrder", "ListOrderItems"
PER_PAGE = 100
MOST_IDS = 50
_MOST_SILENCES = 3
_VISIBLE_AFTER = timedelta(minutes=2)


@dataclass(frozen=True)
class Position:
    """Where a series of pages goes on: at which host, with which token; an empty token: at that host's first page."""

    host: str
    token: str = ""

    def render(self) -> str:
        """The position as a stream keeps it."""
        return msgspec.json.encode({"api": "mws", "host": self.host, "token": self.token}).decode()

    @classmethod
    def parse(cls, text: str) -> Position:
        """The position from what `render` wrote. Raises PositionLostError when it is none, or one of SP-API."""
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.DecodeError:
            raise PositionLostError(_("The interrupted import cannot be resumed; it starts again.")) from None


@dataclass(frozen=True)
class Orders:
    """The orders of a seller."""

    service: Service
    hosts: Hosts

    def pages(self, stream: Stream, *, is_stored: IsStored) -> Iterator[OrderPage]:
        """The stream from its position on: a page per order, then one that moves on to the next list.

        Killed in between, the next run reads that list again, and the items only of orders that are not stored yet.
        """
        groups = self.hosts.groups(stream.marketplace_ids)
        here = Position.parse(stream.position) if stream.position else Position(groups[0][0])
        places = [host for host, _ids in groups]
        if here.host not in places:
            raise PositionLostError(_("The interrupted import cannot be resumed; it starts again."))
        for index in range(places.index(here.host), len(groups)):
            host, ids = groups[index]
            following = Position(groups[index + 1][0]).render() if index + 1 < len(groups) else None
            request = self._first(stream, host, ids)
            token = here.token if here.host == host else ""
            yield from _Listing(self.service, request, is_stored, following).pages(token)

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


@dataclass
class _Silence:
    """The first order whose items Amazon did not give, and how many in a row: where several are, nothing will come."""

    error: AnswerError | RejectedError | None = None
    in_a_row: int = 0

    def note(self, order: Element, error: AnswerError | RejectedError) -> None:
        """One more. Raises the error where there is no hope."""
        id_ = required(order, "AmazonOrderId")
        error.hint = _("It is about order {id}; the next run asks for it again.").format(id=id_)
        self.error = self.error or error
        self.in_a_row += 1
        if self.in_a_row == _MOST_SILENCES:
            raise error

    def end(self) -> None:
        """An order came."""
        self.in_a_row = 0


@dataclass(frozen=True)
class _Listing:
    """One list of orders at one host; `following` is the position after its last page."""

    service: Service
    request: MwsRequest
    is_stored: IsStored
    following: str | None

    @property
    def host(self) -> str:
        return self.request.url.removesuffix(ORDERS.path)

    def pages(self, token: str) -> Iterator[OrderPage]:
        """The list's pages from the one with this token on.

        An order whose items Amazon does not give keeps no other back: the position stays at its page, and what Amazon
        said is raised at the end.
        """
        here, silence = Position(self.host, token).render(), _Silence()
        while True:
            result, source = self._list(token)
            until = complete_until(result)
            for order, sources in self._new(result, silence):
                yield OrderPage([order], until, here, (source, *sources))
            next_token = text_of(result, "NextToken")
            if next_token and next_token == token:
                raise AnswerError(_("Amazon sends the same page of orders again and again."))
            if silence.error is None:
                following = Position(self.host, next_token).render() if next_token else self.following
                yield OrderPage([], until, following)
                here = following or here
            if not next_token:
                break
            token = next_token
        if silence.error:
            raise silence.error

    def _new(self, result: Element, silence: _Silence) -> Iterator[tuple[Order, list[Source]]]:
        """The orders of a page that are not stored yet, as far as Amazon gives their items."""
        # By id: an order that is listed twice is asked for once.
        listed = {required(one, "AmazonOrderId"): one for one in result.iterfind("Orders/Order")}
        new = [one for id_, one in listed.items() if not self.is_stored(id_, _changed_at(one))]
        for index, order in enumerate(new):
            try:
                whole = whole_order(self.service, self.host, order, len(new) - index)
            except (AnswerError, RejectedError) as error:
                silence.note(order, error)
            else:
                silence.end()
                yield whole

    def _list(self, token: str) -> tuple[Element, Source]:
        request = twin_of(self.request, token, shares_quota=True) if token else self.request
        try:
            return self.service.call(request, lambda answer: _read(answer, request.operation))
        except BadRequestError as error:
            if not token:
                raise
            # However it is worded: a token that is refused died, and the list has to start anew.
            raise PositionLostError(error.message, code=error.code, details=error.details) from None


def _read(answer: Response, operation: str) -> tuple[Element, Source]:
    return read_result(answer.body, operation), Source(API, operation, answer.request_id)


def whole_order(service: Service, host: str, order: Element, calls_left: int) -> tuple[Order, list[Source]]:
    """The order with its items, and the calls these came by; `calls_left` orders are still to be asked for."""
    first = service.request(ORDERS, ITEMS, host, {"AmazonOrderId": required(order, "AmazonOrderId")})
    request, is_second_try = first, False
    items: list[Element] = []
    sources: list[Source] = []
    while True:
        operation = request.operation
        try:
            result, source = service.call(
                request,
                lambda answer, name=operation: _read(answer, name),  # type: ignore[misc]
                calls_left=calls_left,
            )
        except BadRequestError:
            if request is first or is_second_try:
                raise
            request, items, sources, is_second_try = first, [], [], True  # the token died: all items from the start
            continue
        sources.append(source)
        items += result.iterfind("OrderItems/OrderItem")
        token = text_of(result, "NextToken")
        if not token:
            return read_order(order, items), sources
        if request.parameters.get("NextToken") == token:
            raise AnswerError(_("Amazon sends the same page of items again and again."))
        request = twin_of(first, token, shares_quota=True)


def _changed_at(order: Element) -> datetime:
    return required_moment(order, "LastUpdateDate")


def complete_until(result: Element) -> datetime:
    """Up to when a list is complete: Amazon tells; else what it promises, two minutes before the call."""
    return moment_of(result, "LastUpdatedBefore") or clock.now() - 2 * _VISIBLE_AFTER
