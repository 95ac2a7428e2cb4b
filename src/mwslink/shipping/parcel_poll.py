"""Bring the journal up to date with Sendcloud: the parcels that changed, and those somebody pointed at.

Changes are asked for from a while before the last change that is known, by Sendcloud's own clock, so that none slips
between two runs; the mark moves after them. Seeing a parcel twice is harmless. It is the parcels of all the user's
integrations that are asked for: an order may have been handed over to an earlier one. Another installation may use
another one, so of those that are in no order here only our own integration's are worth a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from mwslink import clock
from mwslink.connections import Seller
from mwslink.shipping.model import Parcel, ShipmentPage
from mwslink.shipping.target import ShipmentSource

WEBHOOK, NO_ORDER, OTHER_INTEGRATION = "webhook", "no-order", "other-integration"
FIRST_RUN = timedelta(days=30)
_OVERLAP = timedelta(minutes=10)
_FORGOTTEN_AFTER = timedelta(days=30)
_AT_ONCE = 100
_ORDER_ID = re.compile(r"\d{3}-\d{7}-\d{7}", re.ASCII)
FindSeller = Callable[[str], Seller | None]
SaveParcels = Callable[[Seller, Sequence[Parcel]], int]


@dataclass(frozen=True)
class Hint:
    """A parcel to look at, why, and since when; `version` orders messages about the same parcel."""

    parcel_id: str
    cause: str
    version: str = ""
    order_number: str = ""
    at: datetime | None = None


class HintStore(Protocol):
    """Parcels to look at, and up to when changes are known. Raises StoreError."""

    def note(self, hints: Iterable[Hint]) -> int:
        """Keep hints; how many said something new."""
        ...

    def pending(self) -> list[Hint]:
        """All of them, the oldest first."""
        ...

    def drop(self, hints: Sequence[Hint]) -> None:
        """Forget hints that were followed; not those that a later message renewed meanwhile."""
        ...

    def mark(self, source: str) -> datetime | None:
        """Up to when the source's changes are known; None before the first time."""
        ...

    def move_mark(self, source: str, changed_until: datetime) -> None:
        """Note up to when they are known now; never goes back."""
        ...


@dataclass(frozen=True)
class Book:
    """Where parcels go: which seller has an order, and the journal; `source` names Sendcloud's account for the mark.

    `integration_id`: ours, 0 where it is not known.
    """

    hints: HintStore
    find_seller: FindSeller
    save: SaveParcels
    source: str
    integration_id: int = 0


@dataclass
class Polled:
    """What a poll saw: parcels of our orders, how many of them new or changed, those of orders nobody knows (parcel and
    order, new ones; not those of other integrations), and those that are none of Amazon's."""

    parcels: int = 0
    changed: int = 0
    foreign: int = 0
    unmatched: list[Hint] = field(default_factory=list)
    newest: datetime | None = None


def poll_parcels(
    source: ShipmentSource,
    book: Book,
    *,
    since: datetime | None = None,
    on_page: Callable[[Polled], None] = lambda _: None,
) -> Polled:
    """Keep what changed since the last time, or since the moment given. Raises what source and stores raise."""
    polled = Polled()
    mark = book.hints.mark(book.source)
    begin = since or (mark - _OVERLAP if mark else clock.now() - FIRST_RUN)
    cursor: str | None = ""
    while cursor is not None:
        page = source.changed_shipments(begin, cursor)
        _keep(source, page, book, polled)
        on_page(polled)
        cursor = page.next_cursor if page.next_cursor != cursor else None
    if polled.newest:
        book.hints.move_mark(book.source, polled.newest)
    _follow_hints(source, book, polled)
    return polled


def _keep(source: ShipmentSource, page: ShipmentPage, book: Book, polled: Polled) -> set[str]:
    """Save the parcels of a page by seller; the ids of those that have one."""
    sellers: dict[str, Seller | None] = {}
    by_seller: dict[Seller, list[Parcel]] = {}
    orphans = []
    for parcel in page.parcels:
        order_id = _order_id(parcel)
        polled.newest = max(filter(None, (polled.newest, parcel.updated_at)), default=None)
        if not order_id:
            polled.foreign += 1
            continue
        if order_id not in sellers:
            sellers[order_id] = book.find_seller(order_id)
        seller = sellers[order_id]
        if seller is None:
            orphans.append(Hint(parcel.id, NO_ORDER, parcel.status, order_id))
        else:
            by_seller.setdefault(seller, []).append(replace(parcel, order_number=order_id))
    _keep_orphans(source, orphans, book, polled)
    for seller, parcels in by_seller.items():
        polled.parcels += len(parcels)
        polled.changed += book.save(seller, parcels)
    return {parcel.id for parcels in by_seller.values() for parcel in parcels}


def _order_id(parcel: Parcel) -> str:
    """Amazon's order id in the order's number, to which Sendcloud adds something where an order is split."""
    found = _ORDER_ID.search(parcel.order_number)
    return found[0] if found else ""


def _keep_orphans(source: ShipmentSource, orphans: Sequence[Hint], book: Book, polled: Polled) -> None:
    known = {hint.parcel_id for hint in book.hints.pending() if hint.cause != WEBHOOK} if orphans else set()
    new = [hint for hint in orphans if hint.parcel_id not in known]
    own = _own(source, [hint.parcel_id for hint in new], book.integration_id)
    book.hints.note([hint if hint.parcel_id in own else replace(hint, cause=OTHER_INTEGRATION) for hint in new])
    polled.unmatched += [hint for hint in new if hint.parcel_id in own]


def _own(source: ShipmentSource, parcel_ids: Sequence[str], integration_id: int) -> set[str]:
    """Those of our integration; all of them where it is not known."""
    if not integration_id:
        return set(parcel_ids)
    found: set[str] = set()
    for begin in range(0, len(parcel_ids), _AT_ONCE):
        page = source.parcels(parcel_ids[begin : begin + _AT_ONCE], integration_id=integration_id)
        found.update(parcel.id for parcel in page.parcels)
    return found


def _follow_hints(source: ShipmentSource, book: Book, polled: Polled) -> None:
    """Ask for the parcels a webhook named, and for those whose orders came meanwhile."""
    pending = book.hints.pending()
    old = clock.now() - _FORGOTTEN_AFTER
    book.hints.drop([hint for hint in pending if hint.at and hint.at < old])
    wanted = [hint for hint in pending if hint.cause == WEBHOOK or book.find_seller(hint.order_number)]
    for begin in range(0, len(wanted), _AT_ONCE):
        some = wanted[begin : begin + _AT_ONCE]
        page = source.parcels([hint.parcel_id for hint in some])
        newest = polled.newest
        _keep(source, page, book, polled)
        polled.newest = newest  # a single parcel says nothing about what else changed
        book.hints.drop(some)
