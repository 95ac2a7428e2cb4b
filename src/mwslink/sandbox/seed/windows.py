"""By when an order has to be shipped and delivered, in whole days of the marketplace's country."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

Window = tuple[datetime, datetime]

_WEST = ("GB", "IE", "PT")  # one hour behind the rest
_HANDLING_DAYS = {"NEXT_DAY": 0, "PRIORITY": 0, "SECOND_DAY": 1, "EXPEDITED": 1}
_TRANSIT_DAYS = {
    "NEXT_DAY": (1, 1), "PRIORITY": (1, 2), "SECOND_DAY": (1, 2), "EXPEDITED": (1, 3), "FREE_ECONOMY": (4, 10),
}  # fmt: skip
_ABROAD_DAYS = 4


@lru_cache(maxsize=8192)
def windows(created_on: date, level: str, country: str, *, abroad: bool) -> tuple[Window, Window]:
    """The promised windows for shipping and for delivery; shared by all orders of a day."""
    ship_on = _working_day(created_on, _HANDLING_DAYS.get(level, 2))
    soonest, latest = _TRANSIT_DAYS.get(level, (2, 5))
    extra = _ABROAD_DAYS if abroad else 0
    first = _working_day(ship_on, soonest)
    last = _working_day(ship_on, latest + extra)
    return (
        (_midnight(created_on, country), _day_end(ship_on, country)),
        (_midnight(first, country), _day_end(last, country)),
    )


def _working_day(start: date, days: int) -> date:
    """So many working days later; the next Monday when that starts from a weekend."""
    day = start
    while day.weekday() > 4:
        day += timedelta(days=1)
    for _ in range(days):
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return day


def _midnight(day: date, country: str) -> datetime:
    hours = (0 if country in _WEST else 1) + (1 if _is_summer(day) else 0)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=hours)


def _day_end(day: date, country: str) -> datetime:
    return _midnight(day + timedelta(days=1), country) - timedelta(seconds=1)


def _is_summer(day: date) -> bool:
    """Summer time as the European Union keeps it: last Sunday of March to last Sunday of October.

    Worked out here because a time zone database is not on every machine.
    """
    return _last_sunday(day.year, 3) < day <= _last_sunday(day.year, 10)


@lru_cache(maxsize=64)
def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
