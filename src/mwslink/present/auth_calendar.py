"""Clocks as a calendar (iCalendar, RFC 5545): a day for each end, with alarms on the days of the first reminders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mwslink import __version__
from mwslink import clock as time_source
from mwslink.authorization.clocks import WEEK, Kind, Reading, one_month_before
from mwslink.disk import replace_public_file
from mwslink.errors import ConfigError
from mwslink.messages import _
from mwslink.present.auth import render_name, render_next

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_EPOCH = date(2020, 1, 1)
_HOUR = timedelta(hours=9)  # of the morning of such a day
_DAILY = timedelta(days=1)


def write_calendar(path: Path, readings: Sequence[Reading]) -> None:
    """Replace the file with the ends that somebody has to do something about.

    Raises ConfigError when icalendar is not installed or the file cannot be written.
    """
    content = render_calendar(readings)
    try:
        replace_public_file(path, content)
    except OSError as error:
        raise ConfigError(_("Cannot write {path}: {why}").format(path=path, why=error.strerror)) from None


def render_calendar(readings: Sequence[Reading]) -> bytes:
    """The calendar as a file. Raises ConfigError when icalendar is not installed."""
    try:
        from icalendar import Calendar
    except ImportError:
        raise ConfigError(
            _("{flag} needs a library that is not installed.").format(flag="--icalendar"),
            hint=_("Install it: pip install 'mwslink[calendar]'"),
        ) from None
    calendar = Calendar()
    calendar.add("prodid", f"-//mwslink//mwslink {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("mwslink: authorizations"))
    calendar.add("refresh-interval", _DAILY, parameters={"value": "DURATION"})
    for reading in readings:
        if reading.clock.ends_on and not reading.clock.is_idle and not reading.is_slip:
            calendar.add_component(_event(reading, reading.clock.ends_on))
    return bytes(calendar.to_ical())


def _event(reading: Reading, ends_on: date) -> Event:
    """The same event from year to year: a renewal moves it."""
    from icalendar import Event

    clock, event = reading.clock, Event()
    title = f"mwslink: {_title(reading)}"
    event.add("uid", f"{hashlib.sha256(clock.key.encode()).hexdigest()[:32]}@mwslink")
    event.add("dtstamp", time_source.now())
    # Programs that imported it once take what is newer. It begins at zero, also where the computer's clock is wrong.
    event.add("sequence", max(0, (time_source.now().date() - _EPOCH).days))
    event.add("dtstart", ends_on)
    event.add("dtend", ends_on + _DAILY)
    event.add("summary", title)
    event.add("description", "\n".join(filter(None, (render_next(reading), clock.page, clock.command))))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if clock.page:
        event.add("url", clock.page)
    for alarm in _alarms(title, ends_on):
        event.add_component(alarm)
    return event


def _title(reading: Reading) -> str:
    texts = {
        Kind.AUTHORIZATION: _("{name}: the authorization ends"),
        Kind.CLIENT_SECRET: _("the client secret ends"),
        Kind.RETIREMENT: _("{name}: Amazon takes it away"),
    }
    return texts[Kind(reading.clock.kind)].format(name=render_name(reading))


def _alarms(title: str, ends_on: date) -> Iterator[Alarm]:
    from icalendar import Alarm

    for day in (one_month_before(ends_on), ends_on - timedelta(days=WEEK), ends_on - _DAILY):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", day - ends_on + _HOUR)
        yield alarm
