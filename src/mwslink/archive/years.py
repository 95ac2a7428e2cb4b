"""Years and days as laws count them: in the seller's own time, which nobody tells us, whereas the store counts in UTC.

So what counts is what is right wherever the seller is. Nothing goes too early; an order of the last hours of a year is
kept as long as those of the next morning.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mwslink.orders.model import Order

_FIRST, _LAST = timedelta(hours=14), timedelta(hours=12)  # a day begins at UTC+14 and ends at UTC-12


def year_of(order: Order) -> int:
    """The year an order counts for: the latest that it was bought in anywhere."""
    return (order.created_at + _FIRST).year


def day_everywhere(now: datetime) -> date:
    """The latest day that has begun everywhere: the one before it is over, wherever the seller is."""
    return (now - _LAST).date()
