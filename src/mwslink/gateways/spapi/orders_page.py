"""A page of orders, read: one that cannot be read keeps no other back."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from mwslink.gateways.answers import parse_json, place_of
from mwslink.gateways.failures import printable
from mwslink.gateways.http import Response
from mwslink.gateways.spapi.orders_reading import read_order
from mwslink.gateways.spapi.orders_wire import WireApart, WireNumbers, WireOrder, WireSearch
from mwslink.orders.model import Order

_logger = logging.getLogger("mwslink.spapi")
_search = msgspec.json.Decoder(WireSearch)
_apart = msgspec.json.Decoder(WireApart)
_numbers = msgspec.json.Decoder(WireNumbers)
_order = msgspec.json.Decoder(WireOrder)


@dataclass(frozen=True)
class Found:
    """What an answer of searchOrders holds; `unread`: the numbers of orders that are not as described."""

    orders: Sequence[Order]
    next_token: str
    last_updated_before: datetime | None
    request_id: str
    unread: tuple[str, ...] = ()


def read_page(response: Response) -> Found:
    """The page. Raises AnswerError when it is none, or has an order without a number."""
    try:
        search = _search.decode(response.body)
        return _found(search, response, [read_order(order) for order in search.orders])
    except (msgspec.DecodeError, ArithmeticError):  # the latter: an amount or a moment that cannot be counted with
        return _read_apart(response)


def _read_apart(response: Response) -> Found:
    """One by one, which takes longer."""
    answer = parse_json(response, _apart)
    ids = [printable(order.order_id) for order in parse_json(response, _numbers).orders]
    read = [_read(id_, raw) for id_, raw in zip(ids, answer.orders, strict=True)]
    unread = tuple(id_ for id_, order in zip(ids, read, strict=True) if order is None)
    return _found(answer, response, [order for order in read if order], unread)


def _found(
    answer: WireSearch | WireApart, response: Response, orders: Sequence[Order], unread: tuple[str, ...] = ()
) -> Found:
    next_token = (answer.pagination.next_token if answer.pagination else "") or ""
    return Found(orders, next_token, answer.last_updated_before, response.request_id, unread)


def _read(order_id: str, raw: msgspec.Raw) -> Order | None:
    try:
        return read_order(_order.decode(raw))
    except msgspec.ValidationError as error:
        _logger.warning("order %s is not what its description promises, at %s", order_id, place_of(error))
    except ArithmeticError as error:
        _logger.warning("order %s cannot be read (%s)", order_id, type(error).__name__)
    return None
