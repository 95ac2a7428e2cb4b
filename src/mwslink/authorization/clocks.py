"""When an authorization, the client secret or an API ends: rules of the calendar, without I/O.

    authorization   one year from the day the seller authorized (the guide; Amazon, "Renew Authorizations")
    client secret   180 days from the day it was made; the one before it works for 7 more days ("Rotate Credentials")
    retirement      the day Amazon takes an API away ("SP-API Deprecations"; MWS ended on 31 March 2024)

Days are days of the calendar where the program runs, as every day it shows; no zone is kept with a date. Amazon counts
in zones of its own and disables an authorization in the course of its last day, so that day counts as over. One year
after 29 February is 28 February. (The SP-API's pages say 365 days: across a 29 February that is a day less than a year,
which the daily reminders of the last week cover.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from mwslink.clock import latest_day

SECRET_DAYS = 180
SECRET_GRACE_DAYS = 7
WEEK = 7
ZONES_APART = timedelta(days=2)  # the furthest that the days of two computers are apart: UTC+14 is 26 h before UTC-12
ORDERS_V0_ENDS_ON = date(2027, 3, 27)
MWS_ENDED_ON = date(2024, 3, 31)


class Kind(StrEnum):
    """What runs out."""

    AUTHORIZATION = "authorization"
    CLIENT_SECRET = "client-secret"  # noqa: S105  (the name of a kind)
    RETIREMENT = "retirement"


class State(StrEnum):
    """How it stands: from one month before its end on it is soon, from one week before due.

    `unknown`: the day it began is not recorded, or the recorded year is over and Amazon accepts it all the same.
    """

    VALID = "valid"
    RENEW_SOON = "renew-soon"
    DUE_THIS_WEEK = "due-this-week"
    EXPIRED = "expired"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Clock:
    """One thing that runs out: `key` is the same on every computer, `name` is what commands call it.

    `page` is where a person acts, `ends_on` the first day on which it counts as over; None: nobody knows.
    """

    kind: str
    name: str
    key: str
    api: str = ""
    connections: tuple[str, ...] = ()
    started_on: date | None = None
    ends_on: date | None = None
    page: str = ""
    command: str = ""

    @property
    def is_idle(self) -> bool:
        """Whether it concerns nobody here: an API that goes away and that no connection is served by."""
        return self.kind == Kind.RETIREMENT and not self.connections


@dataclass(frozen=True)
class LastAnswer:
    """What Amazon last said to an account: since when it refuses, with its code, and when it accepted."""

    refused_at: datetime | None = None
    code: str = ""
    accepted_at: datetime | None = None


NEVER_ASKED = LastAnswer()


@dataclass(frozen=True)
class Reading:
    """A clock on a day: `days_left` is negative after its end and None where nobody knows it.

    `is_slip`: the day on which it began, as recorded, has not come in any time zone.
    """

    clock: Clock
    state: State
    days_left: int | None
    answer: LastAnswer = NEVER_ASKED
    is_slip: bool = False

    @property
    def is_over(self) -> bool:
        """Whether calls are refused, or are about to be, until somebody acts."""
        return not self.clock.is_idle and self.state in {State.EXPIRED, State.REFUSED}


def one_year_after(day: date) -> date:
    """The same day of the next year; 28 February after a 29th."""
    return _with_day(day.year + 1, day.month, day.day)


def one_month_before(day: date) -> date:
    """The same day of the month before, or that month's last one."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return _with_day(year, month, day.day)


def secret_ends_on(made_on: date) -> date:
    """The day on which Amazon no longer takes a client secret that was made then."""
    return made_on + timedelta(days=SECRET_DAYS)


def read_clock(clock: Clock, today: date, answer: LastAnswer = NEVER_ASKED) -> Reading:
    """How the clock stands today, after what Amazon last said."""
    is_slip = clock.kind != Kind.RETIREMENT and clock.started_on is not None and clock.started_on > today + ZONES_APART
    left = (clock.ends_on - today).days if clock.ends_on and not is_slip else None
    return Reading(clock, _state(clock, left, today, answer), left, answer, is_slip)


def _state(clock: Clock, left: int | None, today: date, answer: LastAnswer) -> State:
    if is_refused(clock, answer, today):
        return State.REFUSED
    if left is None or clock.ends_on is None:
        return State.UNKNOWN
    if left > WEEK:
        return State.VALID if today < one_month_before(clock.ends_on) else State.RENEW_SOON
    if left > 0:
        return State.DUE_THIS_WEEK
    return State.UNKNOWN if works_beyond_its_year(clock, answer, today) else State.EXPIRED


def is_refused(clock: Clock, answer: LastAnswer, today: date) -> bool:
    """Whether a refusal is known that no renewal has overtaken: one recorded for a later day that is not to come."""
    return answer.refused_at is not None and not is_overtaken(answer.refused_at, clock.started_on, today)


def is_overtaken(refused_at: datetime, renewed_on: date | None, today: date) -> bool:
    """Whether a renewal was recorded for a day after that of the refusal, wherever on earth; but for none to come.

    A renewal that mwslink makes ends the refusal itself: this is for those that somebody writes into the configuration.
    """
    return renewed_on is not None and latest_day(refused_at) < renewed_on <= today


def works_beyond_its_year(clock: Clock, answer: LastAnswer, today: date) -> bool:
    """Whether Amazon accepted the account after its year, so that the seller must have renewed."""
    accepted = answer.accepted_at
    if clock.ends_on is None or accepted is None or accepted.astimezone(UTC).date() > today + ZONES_APART:
        return False  # nobody knows, or it was written by a clock that was wrong
    return accepted.astimezone().date() > clock.ends_on


def _with_day(year: int, month: int, day: int) -> date:
    while True:
        try:
            return date(year, month, day)
        except ValueError:  # the month is shorter
            day -= 1
