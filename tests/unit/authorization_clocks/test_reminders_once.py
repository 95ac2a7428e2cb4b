"""Simulated years: each reminder falls on its right day, exactly once, whatever the rhythm of cron."""

from __future__ import annotations

import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mwslink import clock
from mwslink.authorization.clocks import Clock, Kind, LastAnswer, one_month_before, one_year_after, read_clock
from mwslink.authorization.reminders import (
    LEASE,
    Notice,
    Reminder,
    reminder_day,
    reminders_of,
    send_reminders,
)
from mwslink.errors import MwslinkError, NetworkError
from mwslink.store import new_store_key, open_store
from mwslink.store.reminders import Reminders

KEY = new_store_key()
DAY = timedelta(days=1)
ZONES = ("UTC", "Europe/Madrid", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata")
LEAP_YEAR = [date(2024, 1, 1) + number * DAY for number in range(366)]
AFTER = 22  # days after the end that a simulation goes on


class StillClock(clock.SystemClock):
    """A clock that a test sets."""

    at = datetime(2024, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def still() -> Iterator[StillClock]:
    made = StillClock()
    with clock.use_clock(made):
        yield made


def calendar_of(ends_on: date, until: date) -> list[date]:
    """The days to remind, as the guide says it: weekly from a month before, daily in the last week, then weekly."""
    first = one_month_before(ends_on)
    weekly = [first + 7 * number * DAY for number in range(5)]
    daily = [ends_on - left * DAY for left in range(8)]
    after = [ends_on + 7 * number * DAY for number in range(1, 60)]
    days = {day for day in weekly if day < ends_on - 7 * DAY} | set(daily) | set(after)
    return sorted(day for day in days if day <= until)


def an_account(started_on: date) -> Clock:
    return Clock(
        Kind.AUTHORIZATION,
        f"acme-{started_on}",
        f"authorization A{started_on:%Y%m%d}@eu/sp-api",
        "sp-api",
        started_on=started_on,
        ends_on=one_year_after(started_on),
    )


class Told:
    """A channel that writes down what it was given, and fails when it is told to."""

    def __init__(self, name: str = "mail", fails: Callable[[], bool] = lambda: False) -> None:
        self.name = name
        self.said: list[str] = []
        self._fails = fails

    def send(self, notice: Notice) -> None:
        if self._fails():
            raise NetworkError("nobody answers")
        self.said += notice.text.split()


def render(reminders: Sequence[Reminder]) -> Notice:
    return Notice("", " ".join(f"{one.reading.clock.name}:{one.day}" for one in reminders))


@contextmanager
def a_memory(*, machines: int = 1) -> Iterator[list[Reminders]]:
    """The real store, opened by so many machines."""
    with tempfile.TemporaryDirectory() as folder:
        stores = [open_store(f"sqlite:{folder}/s.db", key=lambda: KEY) for _ in range(machines)]
        try:
            yield [store.reminders for store in stores]
        finally:
            for store in stores:
                store.close()


def run_cron(clocks: Sequence[Clock], today: date, channel: Told, memory: Reminders) -> list[MwslinkError]:
    readings = [read_clock(one, today) for one in clocks]
    return send_reminders(reminders_of(readings, today), [channel], memory, today=today, render=render)


def test_every_account_of_a_year_is_reminded_on_the_days_of_the_calendar() -> None:
    """Authorized on each day of a leap year: for every day of 13 months, the last day to remind is the right one."""
    for started_on in LEAP_YEAR:
        ends_on = one_year_after(started_on)
        due = calendar_of(ends_on, ends_on + AFTER * DAY)
        for day in (started_on + number * DAY for number in range(366 + AFTER)):
            past = [one for one in due if one <= day]

            assert reminder_day(ends_on, day) == (past[-1] if past else None)


def test_a_daily_cron_reminds_of_every_account_exactly_on_its_days(still: StillClock) -> None:
    """A month of accounts around the leap day, day by day through two years, with one store."""
    clocks = [an_account(day) for day in LEAP_YEAR[45:75]]
    told = Told()
    expected = []
    with a_memory() as (memory,):
        for number in range(480):
            today = date(2024, 12, 1) + number * DAY
            still.at = datetime(today.year, today.month, today.day, 6, tzinfo=UTC)
            run_cron(clocks, today, told, memory)
    for one in clocks:
        assert one.ends_on
        expected += [f"{one.name}:{day}" for day in calendar_of(one.ends_on, today)]

    assert sorted(told.said) == sorted(expected)


@given(
    started_on=st.dates(date(2023, 1, 1), date(2028, 12, 31)) | st.just(date(2024, 2, 29)),
    zone=st.sampled_from(ZONES),
    rhythm=st.sampled_from([1, 6, 24, 168]),
    gaps=st.lists(st.tuples(st.integers(0, 60 * 24), st.integers(1, 25 * 24)), max_size=3),
)
@settings(max_examples=25, deadline=None)
def test_whatever_the_rhythm_each_reminder_goes_out_once_at_the_first_run_from_its_day_on(
    started_on: date, zone: str, rhythm: int, gaps: list[tuple[int, int]]
) -> None:
    """Hourly, daily, weekly, with the computer switched off for hours or weeks, in any zone."""
    account, told, still = an_account(started_on), Told(), StillClock()
    assert account.ends_on
    first = one_month_before(account.ends_on) - 2 * DAY
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
    runs = _moments(begin, rhythm, gaps)
    with a_memory() as (memory,), clock.use_clock(still):
        for still.at in runs:
            run_cron([account], still.at.astimezone(ZoneInfo(zone)).date(), told, memory)

    assert told.said == [f"{account.name}:{day}" for day in _first_chances(account.ends_on, runs, ZoneInfo(zone))]


def _moments(begin: datetime, rhythm: int, gaps: list[tuple[int, int]]) -> list[datetime]:
    hours = [hour for hour in range(0, 60 * 24, rhythm) if not any(at <= hour < at + long for at, long in gaps)]
    return [begin + timedelta(hours=hour) for hour in hours]


def _first_chances(ends_on: date, runs: Sequence[datetime], zone: tzinfo) -> list[date]:
    """At each run the latest day due, where it is another one than at the run before."""
    said: list[date] = []
    for run in runs:
        past = calendar_of(ends_on, run.astimezone(zone).date())
        if past and past[-1] not in said:
            said.append(past[-1])
    return said


@given(
    skew_hours=st.integers(-26, 26),
    failures=st.lists(st.booleans(), max_size=40),
    started_on=st.sampled_from(LEAP_YEAR),
)
@settings(max_examples=20, deadline=None)
def test_two_machines_in_two_zones_never_say_it_twice_and_a_failed_one_leaves_it_to_the_next(
    skew_hours: int, failures: list[bool], started_on: date
) -> None:
    """They share a store; sending fails now and then; what failed goes out with the next run of either."""
    account, still = an_account(started_on), StillClock()
    assert account.ends_on
    luck = iter(failures)
    channel = Told(fails=lambda: next(luck, False))
    first = one_month_before(account.ends_on)
    with a_memory(machines=2) as memories, clock.use_clock(still):
        for hour in range(0, 50 * 24, 8):
            still.at = datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(hours=hour)
            for memory, skew in zip(memories, (0, skew_hours), strict=True):
                run_cron([account], (still.at + timedelta(hours=skew)).date(), channel, memory)
    last = (still.at + timedelta(hours=max(0, skew_hours))).date()

    assert max(Counter(channel.said).values()) == 1
    assert channel.said[-1].endswith(str(calendar_of(account.ends_on, last)[-1]))
    if not any(failures):
        assert [one[-10:] for one in channel.said] == [str(day) for day in calendar_of(account.ends_on, last)]


def test_of_many_runs_at_the_same_moment_one_sends() -> None:
    """Eight threads with connections of their own to one file, all at once."""
    account = an_account(date(2025, 11, 26))
    told, barrier = Told(), threading.Barrier(8)
    with a_memory(machines=8) as memories:

        def work(memory: Reminders) -> None:
            barrier.wait(timeout=20)
            run_cron([account], date(2026, 11, 24), told, memory)

        threads = [threading.Thread(target=work, args=(memory,)) for memory in memories]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert told.said == [f"{account.name}:2026-11-24"]


def test_a_run_killed_while_sending_is_made_up_for(still: StillClock) -> None:
    """It claimed and vanished: for the lease nobody sends it twice, after it somebody does."""
    account, today, told = an_account(date(2025, 11, 26)), date(2026, 11, 24), Told()
    still.at = datetime(2026, 11, 24, 6, tzinfo=UTC)
    with a_memory() as (memory,):
        reminders = reminders_of([read_clock(account, today)], today)
        assert memory.claim("mail", reminders, today).reminders
        still.at += LEASE - timedelta(seconds=1)
        run_cron([account], today, told, memory)
        assert told.said == []
        still.at += timedelta(seconds=2)
        run_cron([account], today, told, memory)

    assert len(told.said) == 1


def test_an_interrupted_run_gives_its_claim_back(still: StillClock) -> None:
    """Ctrl-C while the mail server is slow."""

    def interrupted() -> bool:
        raise KeyboardInterrupt

    account, today, told = an_account(date(2025, 11, 26)), date(2026, 11, 24), Told()
    with a_memory() as (memory,):
        with pytest.raises(KeyboardInterrupt):
            run_cron([account], today, Told(fails=interrupted), memory)
        run_cron([account], today, told, memory)

    assert len(told.said) == 1


def test_a_channel_that_failed_tries_again_and_the_others_do_not_repeat(still: StillClock) -> None:
    """The mail went out, the webhook did not."""
    account, today = an_account(date(2025, 11, 26)), date(2026, 11, 24)
    mail, webhook = Told("mail"), Told("webhook", fails=iter([True, False]).__next__)
    readings = reminders_of([read_clock(account, today)], today)
    with a_memory() as (memory,):
        failures = send_reminders(readings, [mail, webhook], memory, today=today, render=render)
        assert len(failures) == 1
        assert not send_reminders(readings, [mail, webhook], memory, today=today, render=render)

    assert (len(mail.said), len(webhook.said)) == (1, 1)


def test_a_clock_that_was_years_ahead_silences_nothing(still: StillClock) -> None:
    """The computer believed it was 2040; once it is put right, reminders come as if nothing had been."""
    account, told = an_account(date(2025, 11, 26)), Told()
    with a_memory() as (memory,):
        still.at = datetime(2040, 1, 1, tzinfo=UTC)
        run_cron([account], date(2040, 1, 1), told, memory)
        still.at = datetime(2026, 11, 24, tzinfo=UTC)
        run_cron([account], date(2026, 11, 24), told, memory)
        run_cron([account], date(2026, 11, 24), told, memory)

    assert told.said[1:] == [f"{account.name}:2026-11-24"]


def test_a_refusal_is_told_at_once_then_weekly_and_anew_after_a_recovery(still: StillClock) -> None:
    """Months before its year is over; two refusals of one day are two."""
    account, told = an_account(date(2026, 6, 1)), Told()

    def refused(day: date, at: datetime) -> None:
        readings = [read_clock(account, day, LastAnswer(refused_at=at))]
        send_reminders(reminders_of(readings, day), [told], memory, today=day, render=render)

    first, second = datetime(2026, 8, 3, 9, tzinfo=UTC), datetime(2026, 8, 20, 9, tzinfo=UTC)
    with a_memory() as (memory,):
        for number in range(15):
            refused(date(2026, 8, 3) + number * DAY, first)
        refused(date(2026, 8, 20), second)
        refused(date(2026, 8, 20), second + timedelta(hours=3))

    assert [one[-10:] for one in told.said] == ["2026-08-03", "2026-08-10", "2026-08-17", "2026-08-20", "2026-08-20"]


@pytest.mark.parametrize("hour", [0, 5, 10, 16, 23])
@pytest.mark.parametrize(
    "zones", [("America/Los_Angeles", "Asia/Kolkata"), ("Pacific/Kiritimati", "Pacific/Pago_Pago")]
)
def test_two_machines_in_two_zones_tell_a_refusal_once_a_week(zones: tuple[str, str], hour: int) -> None:
    """Whatever day it was for each of them; hourly, for nineteen days."""
    account, told, still = an_account(date(2026, 6, 1)), Told(), StillClock()
    refused = LastAnswer(refused_at=datetime(2026, 8, 3, hour, 30, tzinfo=UTC))
    assert refused.refused_at
    with a_memory(machines=2) as memories, clock.use_clock(still):
        for number in range(19 * 24):
            still.at = refused.refused_at + timedelta(hours=number)
            for memory, zone in zip(memories, zones, strict=True):
                today = still.at.astimezone(ZoneInfo(zone)).date()
                reminders = reminders_of([read_clock(account, today, refused)], today)
                send_reminders(reminders, [told], memory, today=today, render=render)

    assert [one[-10:] for one in told.said] == ["2026-08-03", "2026-08-10", "2026-08-17"]


def test_a_renewal_ends_the_reminders_and_the_next_year_has_its_own(still: StillClock) -> None:
    """Renewed in its last week: silence until a month before the new end."""
    told = Told()
    before, renewed = an_account(date(2025, 11, 26)), an_account(date(2026, 11, 24))
    after = replace(before, started_on=renewed.started_on, ends_on=renewed.ends_on)
    with a_memory() as (memory,):
        run_cron([before], date(2026, 11, 24), told, memory)
        run_cron([before], date(2026, 11, 24), told, memory)  # a computer that does not know of it yet
        for number in range(336):
            run_cron([after], date(2026, 11, 24) + number * DAY, told, memory)

    assert [one[-10:] for one in told.said] == ["2026-11-24", "2027-10-24"]
