"""Bring the store up to date with what Amazon changed: plan the streams, fetch page by page, move the marks last.

Killed anywhere, the next run goes on at the page that was being fetched: a page and the position after it are saved
in one transaction, and the high-water mark of a marketplace moves when its stream is complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from mwslink import clock
from mwslink.connections import Seller
from mwslink.errors import RejectedError
from mwslink.orders.model import Order

FIRST_RUN = timedelta(days=30)
# A stream that was interrupted longer ago than this is followed by another one, for what changed in between.
STILL_FRESH = timedelta(minutes=10)
# Marketplaces whose marks are further apart, since one was disconnected for long, do not share a stream: it would bring
# all orders of the others again, and their new ones last.
FAR_APART = timedelta(days=1)


class PositionLostError(RejectedError):
    """Amazon no longer accepts the position of an interrupted stream (its page token died)."""


@dataclass(frozen=True)
class Stream:
    """The orders of one seller in some marketplaces, changed from `since` on, as one series of pages.

    `position` is where to go on (opaque to all but the gateway), None at the beginning;
    `until`: what the first page said it is complete up to, known from then on.
    """

    seller: Seller
    marketplace_ids: tuple[str, ...]
    since: datetime
    position: str | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Source:
    """A call that brought orders, as Amazon can find it again: `request_id` is Amazon's, empty where it gave none."""

    api: str
    operation: str
    request_id: str = ""


@dataclass(frozen=True)
class OrderPage:
    """Some orders of a stream, in one piece with the position after them.

    `next_position` None means that the stream is complete, up to `until`; `sources` are the calls the orders came by.
    `unread`: the ids of orders on it that cannot be read; after the last page `next_position` is where they are, so
    that the next pull asks for them again.
    """

    orders: Sequence[Order]
    until: datetime
    next_position: str | None
    sources: tuple[Source, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tally:
    """Orders that were new, newer than ours, or already ours."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)


@dataclass(frozen=True)
class Pulled:
    """What a pull did to the store, in all and, where the store tells, by marketplace id.

    `unread`: the ids of orders that came and could not be read.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    pages: int = 0
    by_marketplace: Mapping[str, Tally] = field(default_factory=dict, compare=False)
    unread: tuple[str, ...] = ()

    def __add__(self, other: Pulled) -> Pulled:
        marketplaces = self.by_marketplace.keys() | other.by_marketplace.keys()
        return Pulled(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.pages + other.pages,
            {id_: self.of(id_) + other.of(id_) for id_ in marketplaces},
            tuple(dict.fromkeys(self.unread + other.unread)),
        )

    def of(self, marketplace_id: str) -> Tally:
        """What it did to one marketplace's orders."""
        return self.by_marketplace.get(marketplace_id, Tally())

    @property
    def orders(self) -> int:
        return self.new + self.changed + self.unchanged


IsStored = Callable[[str, datetime], bool]  # order id, updated_at


class OrderSource(Protocol):
    """A gateway that can tell which orders changed."""

    def order_pages(self, stream: Stream, *, is_stored: IsStored) -> Iterator[OrderPage]:
        """The stream from its position on, lazily: a page is fetched when it is asked for.

        `is_stored(order_id, updated_at)` says whether this version of an order is in the store already, so that a
        gateway which needs a call per order does not repeat it. Raises PositionLostError when Amazon refuses the
        position, AuthorizationError, TemporaryError (ThrottledError: the quota needs longer than we may wait),
        RejectedError.
        """
        ...


class OrderStore(Protocol):
    """Where orders, positions and marks are kept."""

    def positions(self, seller: Seller) -> Sequence[Stream]:
        """Interrupted streams of the seller; a stream is known by its seller, marketplaces and `since`."""
        ...

    def marks(self, seller: Seller) -> dict[str, datetime]:
        """By marketplace id: the moment up to which the store is complete."""
        ...

    def is_stored(self, seller: Seller, order_id: str, updated_at: datetime) -> bool:
        """Whether this version of the order, or a newer one, is here."""
        ...

    def save_page(self, stream: Stream, orders: Iterable[Order], sources: Sequence[Source] = ()) -> Pulled:
        """Save orders and the stream's position in one transaction; a stream without position is complete.

        Of every version that is new to it, it remembers by which calls it came. An older version never overwrites a
        newer one; saving twice changes nothing. Completing a stream forgets its position and moves its marketplaces'
        marks to `stream.until`: never backwards, and not across a gap, that is where a mark lies before
        `stream.since`. Raises StoreError.
        """
        ...


OnPage = Callable[[Pulled], None]


@dataclass(frozen=True)
class PullRequest:
    """What to bring up to date: some marketplaces of a seller; `since` overrides marks and positions."""

    seller: Seller
    marketplace_ids: tuple[str, ...]
    since: datetime | None = None


def pull_orders(
    source: OrderSource, store: OrderStore, request: PullRequest, *, on_page: OnPage = lambda _: None
) -> Pulled:
    """Bring the store up to date; return what it did.

    Raises what the source and the store raise; all pages before the failure are saved.
    """
    pull = _Pull(source, store, on_page)
    todo = plan_streams(store, request)
    for stream in todo:
        started_at = clock.now()
        until = pull.follow(stream)
        if stream.position is not None and started_at - until > STILL_FRESH:
            todo.append(Stream(stream.seller, stream.marketplace_ids, until))
    return pull.pulled


def plan_streams(store: OrderStore, request: PullRequest) -> list[Stream]:
    """The streams of a pull: interrupted ones, then the known marketplaces together (see FAR_APART), then new ones."""
    wanted = set(request.marketplace_ids)
    if request.since:
        return [Stream(request.seller, tuple(sorted(wanted)), request.since)]
    all_marks = store.marks(request.seller)
    streams = [one for one in store.positions(request.seller) if wanted.issuperset(one.marketplace_ids)]
    for stream in streams:
        # One that `since` let begin after a mark leaves the gap between them open: that marketplace is still wanted.
        wanted -= {id_ for id_ in stream.marketplace_ids if all_marks.get(id_, stream.since) >= stream.since}
    marks = {id_: mark for id_, mark in all_marks.items() if id_ in wanted}
    streams += [Stream(request.seller, tuple(sorted(ids)), marks[ids[-1]]) for ids in _near_each_other(marks)]
    if new := wanted - marks.keys():
        streams.append(Stream(request.seller, tuple(sorted(new)), clock.now() - FIRST_RUN))
    return streams


def _near_each_other(marks: Mapping[str, datetime]) -> list[list[str]]:
    """The marketplaces in groups, in each the earliest mark last; the latest marks first."""
    groups: list[list[str]] = []
    for id_ in sorted(marks, key=lambda id_: (marks[id_], id_), reverse=True):
        if groups and marks[groups[-1][0]] - marks[id_] <= FAR_APART:
            groups[-1].append(id_)
        else:
            groups.append([id_])
    return groups


@dataclass
class _Pull:
    """One pull on its way: what it has done so far."""

    source: OrderSource
    store: OrderStore
    on_page: OnPage
    pulled: Pulled = field(default_factory=Pulled)

    def follow(self, stream: Stream) -> datetime:
        """Save every page of the stream; return the moment the store is complete up to."""
        try:
            return self._follow(stream)
        except PositionLostError:
            # The dead position stays until the first page replaces it: killed before that, `since` is not forgotten.
            return self._follow(replace(stream, position=None, until=None))

    def _follow(self, stream: Stream) -> datetime:
        def is_stored(order_id: str, updated_at: datetime) -> bool:
            return self.store.is_stored(stream.seller, order_id, updated_at)

        for page in self.source.order_pages(stream, is_stored=is_stored):
            # The first page's bound counts: what changed after it may be missing from the later pages.
            stream = replace(stream, position=page.next_position, until=stream.until or page.until)
            saved = self.store.save_page(stream, page.orders, page.sources)
            self.pulled += replace(saved, pages=1, unread=page.unread)
            self.on_page(self.pulled)
        return stream.until or stream.since
