"""Lists of orders: a page at a time, then the items order by order; one that cannot be read keeps no other back."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from mwslink import clock
from mwslink.errors import RejectedError
from mwslink.gateways.failures import AnswerError, BadRequestError
from mwslink.gateways.http import Response
from mwslink.gateways.mws.orders_reading import read_order
from mwslink.gateways.mws.protocol import Service, twin_of
from mwslink.gateways.mws.sections import ORDERS, MwsRequest
from mwslink.gateways.mws.xml import moment_of, read_result, required, required_moment, text_of
from mwslink.gateways.order_pages import note_token, parse_position
from mwslink.messages import _
from mwslink.orders.model import Order
from mwslink.orders.pull import IsStored, OrderPage, PositionLostError, Source
from mwslink.shipping.target import Unread

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

API = "orders-2013-09-01"
ITEMS = "ListOrderItems"
_MOST_SILENCES = 3
_VISIBLE_AFTER = timedelta(minutes=2)
_logger = logging.getLogger("mwslink.mws")


@dataclass(frozen=True)
class Position:
    """Where a series of pages goes on: at which host, with which token; an empty token: at that host's first page.

    `unread`: host and token of the first page with an order that cannot be read; there it goes on after the last page.
    """

    host: str
    token: str = ""
    unread: tuple[str, str] | None = None

    def render(self) -> str:
        """The position as a stream keeps it."""
        kept: dict[str, object] = {"api": "mws", "host": self.host, "token": self.token}
        return msgspec.json.encode(kept | {"unread": self.unread} if self.unread else kept).decode()

    @classmethod
    def parse(cls, text: str) -> Position:
        """The position from what `render` wrote. Raises PositionLostError when it is none, or one of SP-API."""
        return parse_position(text, cls)

    def with_unread(self) -> Position:
        """The same, on a page with an order that cannot be read."""
        return self if self.unread else replace(self, unread=(self.host, self.token))

    def after(self, token: str, next_host: str) -> Position | None:
        """Where it goes on after a page; None at the end of it all."""
        if token:
            return replace(self, token=token)
        if next_host:
            return replace(self, host=next_host, token="")
        return Position(*self.unread) if self.unread else None


@dataclass(frozen=True)
class Listing:
    """One list of orders at one host; `next_host` is where another one follows."""

    service: Service
    request: MwsRequest
    is_stored: IsStored
    next_host: str

    @property
    def host(self) -> str:
        return self.request.url.removesuffix(ORDERS.path)

    def pages(self, here: Position) -> Generator[OrderPage, None, Position | None]:
        """The list's pages from there on, and the position after them.

        An order of which Amazon gives nothing usable keeps no other back. Raises AnswerError where several in a row
        get no answer: Amazon itself is in trouble then.
        """
        silences, seen = 0, {here.token}
        while True:
            result, source = self._list(here.token)
            until = complete_until(result)
            for found in self._new(result):
                if isinstance(found, Unread):
                    silences = silences + 1 if isinstance(found.error, AnswerError) else 0
                    if silences == _MOST_SILENCES:
                        text = _("It is about order {id}; the next run asks for it again.")
                        found.error.hint = text.format(id=found.order_id)
                        raise found.error
                    here = here.with_unread()
                    yield OrderPage([], until, here.render(), unread=(found.order_id,))
                else:
                    silences = 0
                    order, sources = found
                    yield OrderPage([order], until, here.render(), (source, *sources))
            token = text_of(result, "NextToken") or ""
            if token:
                note_token(seen, token)
            following = here.after(token, self.next_host)
            yield OrderPage([], until, following.render() if following else None)
            if not token or not following:
                return following
            here = following

    def _new(self, result: Element) -> Iterator[tuple[Order, list[Source]] | Unread]:
        """The orders of a page that are not stored yet, with the calls their items came by."""
        # By id: an order that is listed twice is asked for once.
        listed = {required(one, "AmazonOrderId"): one for one in result.iterfind("Orders/Order")}
        new = {id_: one for id_, one in listed.items() if self._is_new(id_, one)}
        for index, (id_, order) in enumerate(new.items()):
            try:
                whole = whole_order(self.service, self.host, order, len(new) - index)
            except (AnswerError, RejectedError) as error:
                _logger.warning("order %s cannot be read: %s", id_, error.message)
                yield Unread(id_, error)
            else:
                yield whole

    def _is_new(self, order_id: str, order: Element) -> bool:
        """Also one that does not tell when it changed: it will turn out to be unreadable."""
        try:
            return not self.is_stored(order_id, required_moment(order, "LastUpdateDate"))
        except AnswerError:
            return True

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


def complete_until(result: Element) -> datetime:
    """Up to when a list is complete: Amazon tells; else what it promises, two minutes before the call."""
    return moment_of(result, "LastUpdatedBefore") or clock.now() - 2 * _VISIBLE_AFTER
