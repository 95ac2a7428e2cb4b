"""Where a scan of listings goes on: a window of dates, a place in it, and what is known about it.

Amazon lets a query be paged up to its 1,000th listing and drops the rest without a word. Sorted by date, the next
thousand is had by a query that begins after the last date seen: no probe, no page half used, so S listings cost
ceil(S / 20) calls however many windows that takes. Whether the next window really begins where the last one ended shows
in its own count: it must hold exactly what the last one counted and did not show. If not (several listings share the
instant of the border, or one was deleted meanwhile) the window is opened again with that instant, for one call more.
"""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from mwslink.messages import _
from mwslink.orders.pull import PositionLostError

CAP = 1000  # listings of one query that Amazon lets be paged
# The smallest step between two dates of Amazon.
_INSTANT = timedelta(milliseconds=1)
_MOST_STALLS = 3
# What Amazon changed within so long before a scan may not be in its index yet.
VISIBLE_AFTER = timedelta(minutes=2)
Key = Literal["createdDate", "lastUpdatedDate", "sku"]


@dataclass(frozen=True)
class Position:
    """A place in a scan.

    `before`: when the scan began, the upper end of all windows of changes. `after`: where this window begins. `token`:
    of the page to come; empty: the first. `count`: how many listings the window has, None until its first page came;
    `seen`: how many of them came; `owed`: how many it must have. `border`: the date of the last listing that came, at
    which another window may begin. `own`: how many of the first window's the seller ships himself. `expected`: listings
    in all. `stalls`: how often the window was opened again at the same instant. `is_crowded`: all the
    window before could show lay on the border. `sku`: the last one asked for by name (`listings_named`; `key` "sku").
    """

    key: Key
    before: datetime
    after: datetime | None = None
    token: str = ""
    count: int | None = None
    seen: int = 0
    owed: int | None = None
    border: datetime | None = None
    own: int = 0
    expected: int | None = None
    stalls: int = 0
    is_crowded: bool = False
    sku: str | None = None

    def render(self) -> str:
        """The position as a scan keeps it."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def parse(cls, text: str) -> Position:
        """The position from what `render` wrote. Raises PositionLostError when it is none."""
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.DecodeError:
            raise PositionLostError(
                _("The interrupted reading of listings cannot be resumed; it starts again.")
            ) from None

    @property
    def left(self) -> int | None:
        """How many listings are still to come, as far as the last answer told."""
        return None if self.count is None else max(0, self.count - self.seen)

    @property
    def is_following(self) -> bool:
        """Whether the window begins right after the border of the one before, and none of it came yet."""
        return self.owed is not None and self.seen == 0

    @property
    def is_second(self) -> bool:
        """Whether this is the beginning of a whole scan's second window, and the first came without a break."""
        return self.key == "createdDate" and self.is_following and self.expected == (self.owed or 0) + CAP

    @property
    def may_reopen(self) -> bool:
        """Whether opening the window again at the border leads anywhere."""
        return self.stalls < _MOST_STALLS

    def counted(self, count: int) -> Position:
        """The position once an answer told how many listings the window has."""
        return replace(self, count=count, expected=count if self.expected is None else self.expected)

    def moved(self, shown: Sized, own: Sized, *, border: datetime | None, token: str) -> Position:
        """The position after a page that showed these SKUs."""
        in_first = self.owed is None and self.after is None
        return replace(
            self,
            seen=self.seen + len(shown),
            own=self.own + (len(own) if in_first else 0),
            border=border or self.border,
            token=token,
        )

    def by_name(self) -> Position:
        """The beginning of a scan by the names in reports, in place of this one."""
        return Position("sku", self.before)

    def reopened(self) -> Position:
        """A new window from the border on, with all that lies on it; never one that begins before this one."""
        after = self.border
        if after and self.after and not self.is_following:
            after = max(after, self.after)
        return self._window(after, stalls=self.stalls + 1 if after == self.after else 0)

    def next_window(self) -> Position:
        """A new window from right after the border on."""
        assert self.border is not None  # noqa: S101  (a listing was seen)
        following = self._window(self.border + _INSTANT)
        if self.border != self.after:
            return replace(following, owed=self.left)
        if self.seen >= CAP:
            return replace(following, owed=self.left, is_crowded=True)
        return following  # Amazon counts listings of that instant that it does not show: asking again shows no more

    def _window(self, after: datetime | None, *, stalls: int = 0) -> Position:
        return replace(self, after=after, token="", count=None, seen=0, owed=None, stalls=stalls, is_crowded=False)
