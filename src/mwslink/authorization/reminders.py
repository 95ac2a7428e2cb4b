"""What to remind of on which day, and the order of things that makes each reminder go out once.

    one month before the end, then weekly · every day of the last week · on the last day · weekly while it is over
    refused by Amazon, or its recorded day has not come yet: at once, then weekly

A run sends the latest reminder that fell due and was not sent: days without a run are made up for once, not one by one.
Of two computers in two time zones the one that is a day ahead sends it, and the other does not count back after it.
A reminder is claimed in the store before it is sent, so that of two runs only one sends it, and given back when sending
fails. A run that is killed between the two leaves its claim behind; after `LEASE` another run takes it over, so that
a reminder may then come twice rather than never.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from mwslink.authorization.clocks import WEEK, ZONES_APART, Reading, State, one_month_before
from mwslink.errors import MwslinkError

LEASE = timedelta(minutes=20)  # longer than all attempts at sending together


@dataclass(frozen=True)
class Reminder:
    """`occasion` tells one year, or one refusal, from the next; `day` is the day of the calendar it fell due."""

    reading: Reading
    occasion: str
    day: date

    @property
    def key(self) -> str:
        return self.reading.clock.key


@dataclass(frozen=True)
class Notice:
    """A reminder as it leaves: one subject and text for all that is due. No secrets, nothing of buyers."""

    subject: str
    text: str
    is_urgent: bool = False


@dataclass(frozen=True)
class Claim:
    """Reminders that this run alone may send by one channel now."""

    id: str
    reminders: tuple[Reminder, ...]


class Memory(Protocol):
    """What was said already, shared by all runs. Raises StoreError, BusyError."""

    def claim(self, channel: str, reminders: Sequence[Reminder], today: date) -> Claim:
        """Those of the reminders that nobody has sent by this channel, or is sending now."""
        ...

    def confirm(self, claim: Claim) -> None:
        """They were sent."""
        ...

    def release(self, claim: Claim) -> None:
        """They were not sent: whoever comes next may."""
        ...


class Channel(Protocol):
    """A way out. `send` raises a MwslinkError when the notice did not leave."""

    @property
    def name(self) -> str:
        """Under which the memory keeps what was said."""
        ...

    def send(self, notice: Notice) -> None:
        """Give the notice out of hand, or fail."""
        ...


def reminder_day(ends_on: date, today: date) -> date | None:
    """The last day up to today on which to remind of this end; None before the first."""
    first = one_month_before(ends_on)
    if today < first:
        return None
    left = (ends_on - today).days
    if left < 0:
        return ends_on + timedelta(days=-left // WEEK * WEEK)
    return today if left <= WEEK else first + timedelta(days=(today - first).days // WEEK * WEEK)


def reminders_of(readings: Iterable[Reading], today: date) -> list[Reminder]:
    """What is due by today, sent already or not."""
    found = (_reminder(reading, today) for reading in readings)
    return [reminder for reminder in found if reminder]


def _reminder(reading: Reading, today: date) -> Reminder | None:
    clock, answer = reading.clock, reading.answer
    if reading.state is State.REFUSED and answer.refused_at:
        since = _refused_on(answer.refused_at, today)
        weeks = max(0, (today - since).days // WEEK)
        return Reminder(reading, f"refused {answer.refused_at.isoformat()}", since + timedelta(days=weeks * WEEK))
    if reading.is_slip:
        return Reminder(reading, f"begins {clock.started_on}", today - timedelta(days=today.weekday()))
    if clock.ends_on is None or clock.is_idle:
        return None
    day = reminder_day(clock.ends_on, today)
    return Reminder(reading, clock.ends_on.isoformat(), day) if day else None


def _refused_on(refused_at: datetime, today: date) -> date:
    """The same day on every computer, so that none says it again; today, where a wrong clock wrote a day to come."""
    day = refused_at.astimezone(UTC).date()
    return day if day <= today + ZONES_APART else today


def send_reminders(
    reminders: Sequence[Reminder],
    channels: Iterable[Channel],
    memory: Memory,
    *,
    today: date,
    render: Callable[[Sequence[Reminder]], Notice],
) -> list[MwslinkError]:
    """Send by each channel what it has not sent yet; return what went wrong, after all were tried."""
    failures = []
    for channel in channels:
        claim = memory.claim(channel.name, reminders, today)
        if not claim.reminders:
            continue
        try:
            channel.send(render(claim.reminders))
        except MwslinkError as failure:
            memory.release(claim)
            failures.append(failure)
        except BaseException:
            memory.release(claim)
            raise
        else:
            memory.confirm(claim)
    return failures
