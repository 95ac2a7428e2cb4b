"""The rules of the calendar: a year, a month before, 180 days, and what each day in between is called."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.authorization.clocks import (
    MWS_ENDED_ON,
    Clock,
    Kind,
    LastAnswer,
    State,
    one_month_before,
    one_year_after,
    read_clock,
    secret_ends_on,
)

DAYS = st.dates(date(2000, 1, 1), date(2098, 12, 31))


def a_clock(started_on: date | None = date(2026, 3, 14), **changes: object) -> Clock:
    values: dict[str, object] = {
        "kind": Kind.AUTHORIZATION,
        "name": "acme",
        "key": "authorization A2ACME@eu/sp-api",
        "api": "sp-api",
        "connections": ("amazon-es",),
        "started_on": started_on,
        "ends_on": one_year_after(started_on) if started_on else None,
    }
    return Clock(**{**values, **changes})  # type: ignore[arg-type]  # fields by name


@given(day=DAYS)
def test_an_authorization_lasts_a_year_of_the_calendar(day: date) -> None:
    """The same day and month; of 29 February, the 28th."""
    end = one_year_after(day)

    assert end.year == day.year + 1
    assert (end.month, end.day) == ((2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day))


@given(day=DAYS)
def test_reminders_begin_one_month_before(day: date) -> None:
    """The same day of the month before, or that month's last: 28 to 31 days."""
    first = one_month_before(day)

    assert first.day == day.day or (first.day < day.day and (first + timedelta(days=1)).month == day.month)
    assert 28 <= (day - first).days <= 31


@pytest.mark.parametrize(
    ("day", "state", "left"),
    [
        (date(2026, 3, 14), State.VALID, 365),
        (date(2027, 2, 13), State.VALID, 29),
        (date(2027, 2, 14), State.RENEW_SOON, 28),
        (date(2027, 3, 6), State.RENEW_SOON, 8),
        (date(2027, 3, 7), State.DUE_THIS_WEEK, 7),
        (date(2027, 3, 13), State.DUE_THIS_WEEK, 1),
        (date(2027, 3, 14), State.EXPIRED, 0),  # Amazon disables it in the course of that day
        (date(2027, 3, 20), State.EXPIRED, -6),
    ],
)
def test_the_states_of_a_year(day: date, state: State, left: int) -> None:
    """From a month before on it is soon, in the last week due, on the last day over."""
    reading = read_clock(a_clock(), day)

    assert (reading.state, reading.days_left) == (state, left)


def test_without_a_date_nothing_is_guessed() -> None:
    """No API tells the date, so it is unknown until somebody records it."""
    reading = read_clock(a_clock(None), date(2026, 11, 24))

    assert (reading.state, reading.days_left) == (State.UNKNOWN, None)


def test_a_refusal_counts_more_than_the_date() -> None:
    """Revoked long before its year is over."""
    refused = LastAnswer(refused_at=datetime(2026, 6, 1, 12, tzinfo=UTC), code="invalid_grant")

    assert read_clock(a_clock(), date(2026, 6, 2), refused).state is State.REFUSED


def test_a_renewal_recorded_after_a_refusal_overtakes_it() -> None:
    """Recorded on another computer, whose store does not know this one's."""
    refused = LastAnswer(refused_at=datetime(2026, 6, 1, 12, tzinfo=UTC))

    assert read_clock(a_clock(date(2026, 6, 3)), date(2026, 6, 4), refused).state is State.VALID


def test_a_day_to_come_hides_no_refusal() -> None:
    """A slip in the file; whatever Amazon said is more."""
    refused = LastAnswer(refused_at=datetime(2026, 6, 1, 12, tzinfo=UTC))

    assert read_clock(a_clock(date(2026, 8, 3)), date(2026, 6, 4), refused).state is State.REFUSED


def test_an_account_that_works_beyond_its_year_was_renewed() -> None:
    """Amazon accepts it, so it has not lapsed; only the recorded date is old."""
    accepted = LastAnswer(accepted_at=datetime(2027, 3, 20, 12, tzinfo=UTC))

    assert read_clock(a_clock(), date(2027, 3, 21), accepted).state is State.UNKNOWN


def test_accepted_before_its_end_says_nothing_about_after() -> None:
    """An access token of the last hour may still have worked on the last day."""
    accepted = LastAnswer(accepted_at=datetime(2027, 3, 14, 1, tzinfo=UTC))

    assert read_clock(a_clock(), date(2027, 3, 21), accepted).state is State.EXPIRED


def test_a_client_secret_lasts_180_days() -> None:
    """Amazon's rule since February 2023."""
    assert secret_ends_on(date(2026, 10, 1)) == date(2027, 3, 30)


def test_an_api_nobody_uses_is_never_over() -> None:
    """What ends there concerns no connection here."""
    unused = a_clock(kind=Kind.RETIREMENT, connections=(), ends_on=MWS_ENDED_ON)
    used = a_clock(kind=Kind.RETIREMENT, ends_on=MWS_ENDED_ON)

    assert not read_clock(unused, date(2026, 11, 24)).is_over
    assert read_clock(used, date(2026, 11, 24)).is_over
