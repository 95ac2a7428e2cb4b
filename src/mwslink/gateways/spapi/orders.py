"""Orders API 2026-01-01: whole orders, a hundred in a call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from mwslink import clock
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.failures import AnswerError, BadRequestError
from mwslink.gateways.spapi.orders_reading import read_order
from mwslink.gateways.spapi.orders_wire import WireSearch
from mwslink.gateways.spapi.protocol import Origin, as_utc, render_moment
from mwslink.messages import _
from mwslink.orders.model import MERCHANT
from mwslink.orders.pull import OrderPage, PositionLostError, Source, Stream

API = "orders-2026-01-01"
OPERATION = "searchOrders"
ROUTE = "/orders/2026-01-01/orders"
# What our `Order` holds. CANCELLATION: a parcel the buyer no longer wants must not leave. Left out, because nothing of
# ours comes from them: TAX (the buyer's tax numbers), PAYMENT, EXPENSE, PROMOTION, FULFILLMENT_ORDERS.
INCLUDED_DATA = ("BUYER", "RECIPIENT", "PROCEEDS", "CANCELLATION", "FULFILLMENT", "PACKAGES")
PER_PAGE = 100
_VISIBLE_AFTER = timedelta(minutes=2)
_search = msgspec.json.Decoder(WireSearch)


@dataclass(frozen=True)
class Position:
    """Where a series of pages goes on, and at which API; an empty token: at its first page."""

    api: str
    token: str = ""

    def render(self) -> str:
        """The position as a stream keeps it."""
        return msgspec.json.encode({"api": self.api, "token": self.token}).decode()

    @classmethod
    def parse(cls, text: str) -> Position:
        """The position from what `render` wrote. Raises PositionLostError when it is none."""
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.DecodeError:
            raise PositionLostError(_("The interrupted import cannot be resumed; it starts again.")) from None


@dataclass(frozen=True)
class SearchedOrders:
    """The orders of a seller at this API."""

    caller: Caller
    signer: Signer
    origin: Origin

    def pages(self, stream: Stream, token: str = "") -> Iterator[OrderPage]:
        """The stream's pages from the one with this token on."""
        while True:
            found, request_id = self._search(stream, token)
            next_token = found.pagination.next_token if found.pagination else None
            if next_token and next_token == token:
                raise AnswerError(_("Amazon sends the same page of orders again and again."))
            yield OrderPage(
                orders=[read_order(order) for order in found.orders],
                until=complete_until(found.last_updated_before),
                next_position=Position(API, next_token).render() if next_token else None,
                sources=(Source(API, OPERATION, request_id),),
            )
            if not next_token:
                return
            token = next_token

    def _search(self, stream: Stream, token: str) -> tuple[WireSearch, str]:
        # The same on every page, or Amazon refuses the token.
        query: dict[str, str | int | tuple[str, ...]] = {
            "lastUpdatedAfter": render_moment(stream.since),
            "marketplaceIds": stream.marketplace_ids,
            "fulfilledBy": MERCHANT,
            "maxResultsPerPage": PER_PAGE,
            "includedData": INCLUDED_DATA,
        }
        request = self.origin.get(OPERATION, ROUTE, query | ({"paginationToken": token} if token else {}))
        try:
            return self.caller.call(
                request, lambda response: (parse_json(response, _search), response.request_id), signer=self.signer
            )
        except BadRequestError as error:
            if not token:
                raise
            raise lost_position(error) from None


def lost_position(error: BadRequestError) -> PositionLostError:
    """A page token was refused: it died after a day, or Amazon changed its mind."""
    return PositionLostError(error.message, code=error.code, details=error.details)


def complete_until(echo: datetime | None) -> datetime:
    """Up to when a list is complete: Amazon tells; else what it promises, two minutes before the call."""
    return as_utc(echo) if echo else clock.now() - 2 * _VISIBLE_AFTER
