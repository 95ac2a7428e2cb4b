"""Orders API 2026-01-01: whole orders, a hundred in a call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from mwslink import clock
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.failures import BadRequestError
from mwslink.gateways.order_pages import note_token, parse_position
from mwslink.gateways.spapi.orders_page import Found, read_page
from mwslink.gateways.spapi.protocol import Origin, as_utc, render_moment
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


@dataclass(frozen=True)
class Position:
    """Where a series of pages goes on, and at which API; an empty token: at its first page.

    `unread`: where the first page was with an order that cannot be read; from there it goes on after the last one.
    """

    api: str
    token: str = ""
    unread: str | None = None

    def render(self) -> str:
        """The position as a stream keeps it."""
        kept = {"api": self.api, "token": self.token}
        return msgspec.json.encode(kept if self.unread is None else kept | {"unread": self.unread}).decode()

    @classmethod
    def parse(cls, text: str) -> Position:
        """The position from what `render` wrote. Raises PositionLostError when it is none."""
        return parse_position(text, cls)


@dataclass(frozen=True)
class SearchedOrders:
    """The orders of a seller at this API."""

    caller: Caller
    signer: Signer
    origin: Origin

    def pages(self, stream: Stream, token: str = "", unread: str | None = None) -> Iterator[OrderPage]:
        """The stream's pages from the one with this token on.

        Where an order cannot be read, the stream is not complete after its last page: the next run asks for that page
        and those after it again. So does this one where an earlier run could not read it (`unread`, see Position).
        """
        yield from self._series(stream, token, unread)
        if unread is not None:
            yield from self._series(stream, unread)

    def _series(self, stream: Stream, token: str, unread: str | None = None) -> Iterator[OrderPage]:
        seen = {token}
        while True:
            found = self._search(stream, token)
            if found.unread and unread is None:
                unread = token
            if found.next_token:
                note_token(seen, found.next_token)
            yield OrderPage(
                orders=found.orders,
                until=complete_until(found.last_updated_before),
                next_position=_after(found, unread),
                sources=(Source(API, OPERATION, found.request_id),),
                unread=found.unread,
            )
            if not found.next_token:
                return
            token = found.next_token

    def _search(self, stream: Stream, token: str) -> Found:
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
            return self.caller.call(request, read_page, signer=self.signer)
        except BadRequestError as error:
            if not token:
                raise
            raise lost_position(error) from None


def _after(found: Found, unread: str | None) -> str | None:
    if found.next_token:
        return Position(API, found.next_token, unread).render()
    return None if unread is None else Position(API, unread).render()


def lost_position(error: BadRequestError) -> PositionLostError:
    """A page token was refused: it died after a day, or Amazon changed its mind."""
    return PositionLostError(error.message, code=error.code, details=error.details)


def complete_until(echo: datetime | None) -> datetime:
    """Up to when a list is complete: Amazon tells; else what it promises, two minutes before the call."""
    return as_utc(echo) if echo else clock.now() - 2 * _VISIBLE_AFTER
