"""Simulated years of a whole house: accounts authorized on every day of a leap year and a common one, one real store.

Whatever the rhythm of cron, the zone, the gaps and the number of machines: each reminder goes out at the first run from
its day on, exactly once, and nothing else does. What is expected comes from `calendar_of`, which is the guide's own
sentence and knows nothing of the program.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_reminders_once import AFTER, DAY, ZONES, StillClock, Told, a_memory, an_account, calendar_of, run_cron

from mwslink import clock
from mwslink.authorization.clocks import Clock, one_month_before

YEARS = (2023, 2024)  # authorized in a common year, the year after which is a leap year; and in a leap year
HOUR = timedelta(hours=1)
PAIRS = (
    ("Pacific/Kiritimati", "America/Los_Angeles"),
    ("America/Los_Angeles", "Asia/Kolkata"),
    ("Pacific/Pago_Pago", "Pacific/Kiritimati"),  # for an hour each day, their days are two apart
)


def accounts_of(year: int) -> list[Clock]:
    """One for each day of the year, by the day it ends."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return [an_account(first + number * DAY) for number in range((after - first).days)]


@dataclass(frozen=True)
class Run:
    """A run of cron: when, on which machine, and which day its zone has then."""

    at: datetime
    machine: int
    today: date


def runs_of(year: int, *, hours: int, zone: str, gaps: Sequence[tuple[int, int]] = (), machine: int = 0) -> list[Run]:
    """Every so many hours from November on, until the last account has been over for weeks; off during the gaps."""
    begin = datetime(year, 11, 20, tzinfo=UTC)
    end = datetime(year + 2, 1, 1, tzinfo=UTC) + AFTER * DAY
    steps = range(0, int((end - begin) / HOUR), hours)
    on = (step for step in steps if not any(start <= step < start + length for start, length in gaps))
    moments = (begin + step * HOUR for step in on)
    return [Run(at, machine, at.astimezone(ZoneInfo(zone)).date()) for at in moments]


def simulate(accounts: Sequence[Clock], runs: Iterable[Run], *, machines: int = 1) -> list[str]:
    """What was said, by account and day; accounts whose time is not near are not asked about, as nothing is due."""
    told, still = Told(), StillClock()
    ends = [one.ends_on for one in accounts]
    assert all(one <= another for one, another in pairwise(ends))  # type: ignore[operator]  # all of them end
    with a_memory(machines=machines) as memories, clock.use_clock(still):
        for run in runs:
            still.at = run.at
            near = accounts[bisect_left(ends, run.today - AFTER * DAY) : bisect_right(ends, run.today + 33 * DAY)]
            assert run_cron(near, run.today, told, memories[run.machine]) == []
    return told.said


def expected(accounts: Sequence[Clock], runs: Sequence[Run]) -> Iterator[str]:
    """For each account: at each run the latest day due, where it is later than all before.

    Nobody counts back: once a computer a day ahead has said "29 days left", none says "30 days left".
    """
    days = list(dict.fromkeys(run.today for run in runs))  # in the order in which the runs brought them
    for one in accounts:
        assert one.ends_on
        seen = [day for day in days if one_month_before(one.ends_on) <= day <= one.ends_on + AFTER * DAY]
        due = calendar_of(one.ends_on, one.ends_on + AFTER * DAY)
        latest = accumulate((due[bisect_right(due, day) - 1] for day in seen), max)
        yield from (f"{one.name}:{day}" for day in dict.fromkeys(latest))


def assert_right(accounts: Sequence[Clock], runs: Sequence[Run], said: Sequence[str]) -> None:
    assert max(Counter(said).values()) == 1, "something was said twice"
    assert sorted(said) == sorted(expected(accounts, runs))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("zone", ZONES)
def test_a_daily_cron_says_everything_on_its_day(year: int, zone: str) -> None:
    """For all 365 or 366 accounts, in any zone, no day is missed and none is early or late."""
    accounts, runs = accounts_of(year), runs_of(year, hours=24, zone=zone)
    said = simulate(accounts, runs)

    assert_right(accounts, runs, said)
    assert len(said) == sum(len(calendar_of(one.ends_on, one.ends_on + AFTER * DAY)) for one in accounts if one.ends_on)


@pytest.mark.parametrize("year", YEARS)
def test_a_weekly_cron_says_the_latest_of_each_week(year: int) -> None:
    """Those of the days between are made up for by one."""
    accounts, runs = accounts_of(year), runs_of(year, hours=168, zone="Europe/Madrid")

    assert_right(accounts, runs, simulate(accounts, runs))


@pytest.mark.slow
@pytest.mark.parametrize("year", YEARS[1:])
def test_an_hourly_cron_says_no_more_than_a_daily_one(year: int) -> None:
    """Ten thousand runs, and every reminder once."""
    accounts, runs = accounts_of(year), runs_of(year, hours=1, zone="Europe/Madrid")
    said = simulate(accounts, runs)

    assert_right(accounts, runs, said)
    assert sorted(said) == sorted(expected(accounts, runs_of(year, hours=24, zone="Europe/Madrid")))


@pytest.mark.slow
@given(
    year=st.sampled_from(YEARS),
    hours=st.sampled_from([5, 7, 24, 168]),
    zone=st.sampled_from(ZONES),
    gaps=st.lists(st.tuples(st.integers(0, 9_700), st.integers(1, 45 * 24)), max_size=6),
)
@settings(max_examples=5, deadline=None)
def test_gaps_are_made_up_for_once(year: int, hours: int, zone: str, gaps: list[tuple[int, int]]) -> None:
    """The computer is off for hours or weeks, at any time of the year."""
    accounts, runs = accounts_of(year), runs_of(year, hours=hours, zone=zone, gaps=gaps)

    assert_right(accounts, runs, simulate(accounts, runs))


@pytest.mark.slow
@given(
    year=st.sampled_from(YEARS),
    zones=st.sampled_from(PAIRS),
    hours=st.tuples(st.sampled_from([6, 11, 24]), st.sampled_from([11, 24, 168])),
    seed=st.integers(0, 99),
)
@example(year=2023, zones=PAIRS[1], hours=(24, 168), seed=0)  # Kolkata comes first and is a day ahead
@example(year=2023, zones=PAIRS[2], hours=(1, 1), seed=1)  # a run of each in the hour of two days
@settings(max_examples=3, deadline=None)
def test_two_machines_in_two_zones_are_one(
    year: int, zones: tuple[str, str], hours: tuple[int, int], seed: int
) -> None:
    """They share a store and run when they like, often in the same minute; it is as if one had run at both times."""
    accounts = accounts_of(year)
    both = [
        run
        for machine, (zone, every) in enumerate(zip(zones, hours, strict=True))
        for run in runs_of(year, hours=every, zone=zone, machine=machine)
    ]
    random.Random(seed).shuffle(both)
    both.sort(key=lambda run: run.at)  # those of the same moment stay shuffled
    said = simulate(accounts, both, machines=2)

    assert max(Counter(said).values()) == 1
    assert sorted(said) == sorted(expected(accounts, both))
