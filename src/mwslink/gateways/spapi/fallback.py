"""Which Orders API serves a seller: 2026-01-01, or v0 where the newer one refuses a seller whom v0 answers.

Amazon refuses some sellers at 2026-01-01 without a reason that anybody could act on. v0 then does, until its end; once
a day the newer one is asked again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from mwslink import clock
from mwslink.connections import Seller
from mwslink.errors import AuthorizationError
from mwslink.gateways import Fallbacks
from mwslink.gateways.spapi import orders_v0
from mwslink.gateways.spapi.orders import API, Position, SearchedOrders
from mwslink.gateways.spapi.orders_v0 import ListedOrders
from mwslink.messages import _
from mwslink.orders.pull import IsStored, OrderPage, PositionLostError, Stream

ASK_AGAIN_AFTER = timedelta(days=1)
_logger = logging.getLogger("mwslink.spapi")


@dataclass(frozen=True)
class Orders:
    """The orders of a seller, from whichever API serves it."""

    current: SearchedOrders
    older: ListedOrders
    fallbacks: Fallbacks

    def pages(self, stream: Stream, *, is_stored: IsStored) -> Iterator[OrderPage]:
        """The stream from its position on; an interrupted one goes on at the API it began with."""
        position = Position.parse(stream.position) if stream.position else Position(self._api_of(stream.seller))
        if position.api == orders_v0.API:
            if not is_v0_alive():
                raise PositionLostError(_("The interrupted import used Orders v0, which Amazon has switched off."))
            yield from self.older.pages(stream, position.token, is_stored=is_stored)
        elif position.token:
            yield from self._resumed(stream, position)
        else:
            yield from self._current_or_older(stream, is_stored)

    def _api_of(self, seller: Seller) -> str:
        until = self.fallbacks.until(seller, API)
        return orders_v0.API if until and until > clock.now() and is_v0_alive() else API

    def _resumed(self, stream: Stream, position: Position) -> Iterator[OrderPage]:
        try:
            yield from self.current.pages(stream, position.token, position.unread)
        except AuthorizationError as error:
            if not (is_unexplained(error) and is_v0_alive()):
                raise
            # From its beginning the stream can be had from v0, if that answers.
            raise PositionLostError(error.message, code=error.code) from None

    def _current_or_older(self, stream: Stream, is_stored: IsStored) -> Iterator[OrderPage]:
        pages = self.current.pages(stream)
        try:
            first = next(pages)
        except AuthorizationError as error:
            if not (is_unexplained(error) and is_v0_alive()):
                raise
            refusal = error
        else:
            yield first
            yield from pages
            return
        yield from self._older(stream, is_stored, refusal)

    def _older(self, stream: Stream, is_stored: IsStored, refusal: AuthorizationError) -> Iterator[OrderPage]:
        pages = self.older.pages(stream, is_stored=is_stored)
        try:
            first = next(pages)
        except AuthorizationError:
            raise refusal from None
        _logger.warning("Orders 2026-01-01 refuses the seller (%s); using Orders v0 for a day", refusal.code)
        self.fallbacks.set(stream.seller, API, clock.now() + ASK_AGAIN_AFTER)
        yield first
        yield from pages


ACCESS_DENIED = ("Unauthorized", "AccessDeniedException")  # by SP-API itself; the token was given


def is_unexplained(error: AuthorizationError) -> bool:
    """Whether a refusal names no cause: neither the token, nor the region, nor the marketplaces."""
    return error.code == "AccessDeniedException" or (error.code == "Unauthorized" and not error.details)


def is_v0_alive() -> bool:
    """Whether Orders v0 may still be read."""
    return clock.now().date() < orders_v0.READS_END_ON
