"""Changes are asked for page by page, from before the last one known; hints are followed; nothing slips through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from parcel_samples import NOON, ORDER_ID, SELLER, a_parcel

from mwslink import clock
from mwslink.connections import Seller
from mwslink.errors import NetworkError
from mwslink.shipping.model import Parcel, ShipmentPage
from mwslink.shipping.parcel_poll import NO_ORDER, OTHER_INTEGRATION, WEBHOOK, Book, Hint, poll_parcels


@dataclass
class Source:
    """A Sendcloud of some pages."""

    pages: list[Sequence[Parcel]] = field(default_factory=lambda: [[]])
    known: dict[str, Parcel] = field(default_factory=dict)
    own: Sequence[str] = ()  # the known ones that are of our integration
    breaks_at: int = -1
    asked: list[object] = field(default_factory=list)

    def changed_shipments(self, since: datetime, cursor: str = "") -> ShipmentPage:
        number = int(cursor or 0)
        self.asked.append(since)
        if number == self.breaks_at:
            raise NetworkError("it broke")
        following = str(number + 1) if number + 1 < len(self.pages) else None
        return ShipmentPage(tuple(self.pages[number]), following)

    def parcels(self, parcel_ids: Sequence[str], *, integration_id: int | None = None) -> ShipmentPage:
        self.asked.append(list(parcel_ids))
        known = self.known if integration_id is None else {id_: self.known[id_] for id_ in self.own}
        return ShipmentPage(tuple(known[id_] for id_ in parcel_ids if id_ in known), None)


@dataclass
class Hints:
    """Hints in memory."""

    held: dict[str, Hint] = field(default_factory=dict)
    marks: dict[str, datetime] = field(default_factory=dict)

    def note(self, hints) -> int:
        new = {hint.parcel_id: replace(hint, at=hint.at or NOON) for hint in hints}
        self.held |= new
        return len(new)

    def pending(self) -> list[Hint]:
        return list(self.held.values())

    def drop(self, hints) -> None:
        for hint in hints:
            if self.held.get(hint.parcel_id) == hint:
                del self.held[hint.parcel_id]

    def mark(self, source: str) -> datetime | None:
        return self.marks.get(source)

    def move_mark(self, source: str, changed_until: datetime) -> None:
        self.marks[source] = changed_until


@dataclass
class Shelf:
    """Where parcels go."""

    hints: Hints = field(default_factory=Hints)
    orders: dict[str, Seller] = field(default_factory=lambda: {ORDER_ID: SELLER})
    saved: list[Parcel] = field(default_factory=list)

    def save(self, _seller: Seller, parcels: Sequence[Parcel]) -> int:
        self.saved += parcels
        return len(parcels)

    @property
    def book(self) -> Book:
        return Book(self.hints, self.orders.get, self.save, "sendcloud")


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """On the day of the samples."""
    with clock.use_clock(clock.ScaledClock(1, NOON)):
        yield Shelf()


def test_all_pages_are_read_and_the_mark_is_the_last_change(shelf):
    source = Source([[a_parcel(1)], [a_parcel(2, updated_at=NOON), a_parcel(3)]])
    polled = poll_parcels(source, shelf.book)

    assert [parcel.id for parcel in shelf.saved] == ["380000001", "380000002", "380000003"]
    assert (polled.parcels, polled.changed) == (3, 3)
    assert shelf.hints.marks == {"sendcloud": NOON}


def test_the_next_poll_begins_before_the_mark(shelf):
    """Changes that Sendcloud saved late are not missed."""
    shelf.hints.marks["sendcloud"] = NOON
    source = Source()
    poll_parcels(source, shelf.book)

    assert source.asked == [NOON - timedelta(minutes=10)]
    assert shelf.hints.marks["sendcloud"] == NOON


def test_a_moment_given_goes_before_the_mark(shelf):
    shelf.hints.marks["sendcloud"] = NOON
    source = Source()
    poll_parcels(source, shelf.book, since=NOON - timedelta(days=7))

    assert source.asked == [NOON - timedelta(days=7)]


def test_a_poll_that_breaks_keeps_what_came_and_not_the_mark(shelf):
    source = Source([[a_parcel(1)], [a_parcel(2)]], breaks_at=1)
    with pytest.raises(NetworkError):
        poll_parcels(source, shelf.book)

    assert [parcel.id for parcel in shelf.saved] == ["380000001"]
    assert shelf.hints.marks == {}


def test_an_order_that_sendcloud_split_is_found_by_its_id(shelf):
    poll_parcels(Source([[a_parcel(order_number=f"{ORDER_ID}-2")]]), shelf.book)

    assert [parcel.order_number for parcel in shelf.saved] == [ORDER_ID]


def test_parcels_of_other_shops_are_counted_only(shelf):
    polled = poll_parcels(Source([[a_parcel(order_number="SHOP-17"), a_parcel(order_number="")]]), shelf.book)

    assert (polled.foreign, polled.parcels, polled.unmatched, shelf.saved) == (2, 0, [], [])


def test_a_parcel_without_its_order_is_remembered_and_told_once(shelf):
    shelf.orders.clear()
    source = Source([[a_parcel()]])
    first, second = poll_parcels(source, shelf.book), poll_parcels(source, shelf.book)

    assert [hint.order_number for hint in first.unmatched] == [ORDER_ID]
    assert second.unmatched == []
    assert [hint.cause for hint in shelf.hints.pending()] == [NO_ORDER]


def test_of_another_integrations_parcels_nothing_is_said_and_none_is_lost(shelf):
    """Another installation of the same user has their orders, or an import brings them later."""
    shelf.orders.clear()
    parcels = {str(number): a_parcel(id=str(number)) for number in range(1, 121)}
    source = Source([list(parcels.values())], parcels, own=("7",))
    book = replace(shelf.book, integration_id=5)
    polled = poll_parcels(source, book)
    poll_parcels(source, book)
    causes = {hint.parcel_id: hint.cause for hint in shelf.hints.pending()}
    shelf.orders[ORDER_ID] = SELLER
    poll_parcels(Source(known=parcels), book)

    assert [hint.parcel_id for hint in polled.unmatched] == ["7"]
    assert [len(asked) for asked in source.asked if isinstance(asked, list)] == [100, 20]
    assert (causes.pop("7"), set(causes.values())) == (NO_ORDER, {OTHER_INTEGRATION})
    assert {parcel.id for parcel in shelf.saved} == set(parcels)
    assert shelf.hints.pending() == []


def test_an_order_of_an_earlier_integration_is_kept_without_asking(shelf):
    source = Source([[a_parcel()]])
    poll_parcels(source, replace(shelf.book, integration_id=5))

    assert [parcel.id for parcel in shelf.saved] == ["380000001"]
    assert not any(isinstance(asked, list) for asked in source.asked)


def test_when_its_order_comes_the_parcel_is_asked_for(shelf):
    shelf.hints.note([Hint("380000001", NO_ORDER, order_number=ORDER_ID)])
    source = Source(known={"380000001": a_parcel()})
    poll_parcels(source, shelf.book)

    assert [parcel.id for parcel in shelf.saved] == ["380000001"]
    assert shelf.hints.pending() == []


def test_parcels_a_webhook_named_are_asked_for_a_hundred_at_a_time(shelf):
    """Those Sendcloud does not know are forgotten; the mark does not move for single ones."""
    shelf.hints.note([Hint(str(number), WEBHOOK) for number in range(101)])
    source = Source(known={"7": a_parcel(id="7", updated_at=NOON)})
    poll_parcels(source, shelf.book)

    assert [len(asked) for asked in source.asked if isinstance(asked, list)] == [100, 1]
    assert [parcel.id for parcel in shelf.saved] == ["7"]
    assert shelf.hints.pending() == []
    assert shelf.hints.marks == {}


def test_a_cursor_that_does_not_move_ends_the_poll(shelf):
    class Stuck(Source):
        def changed_shipments(self, since: datetime, cursor: str = "") -> ShipmentPage:
            self.asked.append(cursor)
            return ShipmentPage((), "same")

    source = Stuck()
    poll_parcels(source, shelf.book)

    assert source.asked == ["", "same"]
