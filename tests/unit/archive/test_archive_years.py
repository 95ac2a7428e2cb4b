"""What is kept to the end of a year is never gone too early, wherever the seller is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from cellar import Cellar, shipped
from hypothesis import given
from hypothesis import strategies as st

from contract.store.samples import order, stream
from mwslink.archive.folder import Folder
from mwslink.archive.years import day_everywhere, year_of

ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("bought_at", "year"),
    [
        (datetime(2026, 1, 1, 0, 30, tzinfo=ZoneInfo("Europe/Madrid")), 2026),
        (datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo("America/Mexico_City")), 2027),
        (datetime(2025, 12, 31, 9, 59, tzinfo=UTC), 2025),
    ],
)
def test_an_order_of_new_year_is_of_the_later_one(full: Cellar, folder: Folder, bought_at: datetime, year: int) -> None:
    one = replace(order(20), created_at=bought_at.astimezone(UTC))
    full.store.orders.save_page(stream(None), [shipped(one)])
    kept = {record.year: record.expires_on for record in full.archive(folder)}

    assert kept[year] == date(year + 7, 1, 1)
    assert set(kept) == {year, 2026}


@given(MOMENTS, ZONES)
def test_no_year_is_too_early_for_any_seller(bought_at: datetime, zone: timezone) -> None:
    assert bought_at.astimezone(zone).year <= year_of(replace(order(1), created_at=bought_at)) <= bought_at.year + 1


@given(MOMENTS, ZONES)
def test_no_day_is_over_before_it_is_for_every_seller(now: datetime, zone: timezone) -> None:
    assert now.date() - timedelta(days=1) <= day_everywhere(now) <= now.astimezone(zone).date()
