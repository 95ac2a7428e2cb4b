"""Years and days as laws count them: in the seller's own time, which nobody tells us, whereas the store counts in UTC.

So what counts is what is right wherever the seller is. Nothing goes too early; an order of the last hours of a year is
kept as long as those of the next morning.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from mwslink import clock

if TYPE_CHECKING:
    from mwslink.orders.model import Order


def year_of(order: Order) -> int:
    """The year an order counts for: the latest that it was bought in anywhere."""
    return clock.latest_day(order.created_at).year


def day_everywhere(now: datetime) -> date:
    """The latest day that has begun everywhere: the one before it is over, wherever the seller is."""
    return clock.earliest_day(now)
