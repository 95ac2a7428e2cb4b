"""Promises are whole days where the buyer lives, summer and winter, and skip weekends."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mwslink.sandbox.seed.windows import windows


def _at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "day", "start", "end"),
    [
        ("ES", date(2026, 11, 24), "2026-11-23T23:00:00", "2026-11-26T22:59:59"),
        ("ES", date(2026, 7, 14), "2026-07-13T22:00:00", "2026-07-16T21:59:59"),
        ("GB", date(2026, 11, 24), "2026-11-24T00:00:00", "2026-11-26T23:59:59"),
        ("GB", date(2026, 7, 14), "2026-07-13T23:00:00", "2026-07-16T22:59:59"),
        ("DE", date(2026, 10, 23), "2026-10-22T22:00:00", "2026-10-27T22:59:59"),  # the clocks change in between
    ],
)
def test_standard_orders_ship_within_two_working_days(country, day, start, end):
    ship_by, _ = windows(day, "STANDARD", country, abroad=False)

    assert ship_by == (_at(start), _at(end))


def test_an_order_of_saturday_ships_from_monday():
    ship_by, deliver_by = windows(date(2026, 11, 28), "NEXT_DAY", "ES", abroad=False)

    assert ship_by[1] == _at("2026-11-30T22:59:59")
    assert deliver_by == (_at("2026-11-30T23:00:00"), _at("2026-12-01T22:59:59"))


def test_abroad_takes_longer():
    home = windows(date(2026, 11, 24), "STANDARD", "PT", abroad=False)[1]
    abroad = windows(date(2026, 11, 24), "STANDARD", "PT", abroad=True)[1]

    assert abroad[1] > home[1]
