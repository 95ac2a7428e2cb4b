"""Feeds of all sellers: submitted, worked on one after the other, and reported about.

What a feed changes is changed at the moment of the sandbox's clock at which it is worked on, whenever that is noticed:
`settle` catches up before anybody looks at orders, listings or feeds.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mwslink.sandbox.accounts import Account
from mwslink.sandbox.desks.continuations import Continuations
from mwslink.sandbox.desks.documents import Content
from mwslink.sandbox.desks.reports import KEPT, Stage

if TYPE_CHECKING:
    from mwslink.sandbox.state import State

WAITING = timedelta(seconds=4)
JSON_LISTINGS = "JSON_LISTINGS_FEED"
JSON_WINDOW, JSON_FEEDS = timedelta(minutes=5), 5  # since 2025-05-06, per account and region
_FIRST_NUMBER = 51_799_018_438


@dataclass(frozen=True)
class Submission:
    """What a seller hands in; `type` as the Selling Partner API writes it."""

    type: str
    marketplace_ids: tuple[str, ...]
    body: bytes
    content_type: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Work:
    """A feed that is worked on: how long that lasts, and what the report says once it is over."""

    lasts: timedelta
    report: Callable[[datetime], Content]
    is_fatal: bool = False


@dataclass
class Feed:
    """One feed; its moments are None until they have come."""

    id: str
    account: Account
    submission: Submission
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    cancelled_at: datetime | None = None
    outcome: Stage = Stage.DONE
    result: Content | None = None
    result_document_id: str = ""

    @property
    def stage(self) -> Stage:
        """Where the feed is, as of the last `settle`."""
        if self.cancelled_at is not None:
            return Stage.CANCELLED
        if self.ended_at is not None:
            return self.outcome
        return Stage.IN_QUEUE if self.started_at is None else Stage.IN_PROGRESS


Processor = Callable[["State", Feed, datetime], Work]
_Event = Callable[["State", datetime], None]


class FeedDesk:
    """Everybody's feeds; those of one seller and type wait for each other."""

    def __init__(self, processors: Mapping[str, Processor], *, secret: str) -> None:
        self.pages: Continuations[Feed] = Continuations(secret=f"{secret}:feeds")
        self._processors = processors
        self._feeds: dict[str, Feed] = {}
        self._lines: dict[tuple[str, str], deque[Feed]] = {}
        self._events: list[tuple[datetime, int, _Event]] = []
        self._number = _FIRST_NUMBER
        self._counted = 0
        self._is_settling = False

    def knows(self, feed_type: str) -> bool:
        """Whether there is such a type of feed."""
        return feed_type in self._processors

    def submit(self, account: Account, submission: Submission, *, now: datetime) -> Feed:
        """Queue a feed."""
        self._number += 11
        feed = Feed(str(self._number), account, submission, created_at=now)
        self._feeds[feed.id] = feed
        line = self._lines.setdefault((account.seller_id, submission.type), deque())
        line.append(feed)
        if line[0] is feed:
            self._schedule(now + WAITING, self._start(feed))
        return feed

    def find(self, feed_id: str, seller_id: str) -> Feed | None:
        """A feed by its id, None when the seller has no such feed."""
        feed = self._feeds.get(feed_id)
        return feed if feed is not None and feed.account.seller_id == seller_id else None

    def of(self, seller_id: str, *, now: datetime) -> Iterator[Feed]:
        """A seller's feeds that are still kept, newest first."""
        for feed in reversed(self._feeds.values()):
            if feed.account.seller_id == seller_id and now - feed.created_at <= KEPT:
                yield feed

    def cancel(self, feed: Feed, *, now: datetime) -> bool:
        """Cancel a feed; False when it is too late: only those in the queue can be."""
        if feed.stage is not Stage.IN_QUEUE:
            return False
        feed.cancelled_at = now
        return True

    def is_full(self, seller_id: str, *, now: datetime) -> bool:
        """Whether the seller has handed in as many JSON_LISTINGS_FEED as five minutes allow."""
        recent = [
            feed
            for feed in self.of(seller_id, now=now)
            if feed.submission.type == JSON_LISTINGS and now - feed.created_at < JSON_WINDOW
        ]
        return len(recent) >= JSON_FEEDS

    def settle(self, state: State) -> None:
        """Let time pass: feeds start and end, each at its own moment."""
        if self._is_settling:
            return
        self._is_settling = True
        try:
            now = state.clock.now()
            while self._events and self._events[0][0] <= now:
                moment, _, event = heapq.heappop(self._events)
                event(state, moment)
        finally:
            self._is_settling = False

    def _schedule(self, moment: datetime, event: _Event) -> None:
        self._counted += 1
        heapq.heappush(self._events, (moment, self._counted, event))

    def _start(self, feed: Feed) -> _Event:
        def event(state: State, moment: datetime) -> None:
            if feed.cancelled_at is not None:
                self._leave(feed, moment)
                return
            feed.started_at = moment
            work = self._processors[feed.submission.type](state, feed, moment)
            self._schedule(moment + work.lasts, self._end(feed, work))

        return event

    def _end(self, feed: Feed, work: Work) -> _Event:
        def event(_: State, moment: datetime) -> None:
            feed.ended_at = moment
            feed.outcome = Stage.FATAL if work.is_fatal else Stage.DONE
            feed.result = work.report(moment)
            self._leave(feed, moment)

        return event

    def _leave(self, feed: Feed, moment: datetime) -> None:
        """The next one of the line comes to its turn."""
        line = self._lines[feed.account.seller_id, feed.submission.type]
        line.popleft()
        if line:
            self._schedule(max(moment, line[0].created_at + WAITING), self._start(line[0]))
