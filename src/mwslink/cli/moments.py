"""Moments and durations as people type them: `2026-11-01`, `2026-11-01T08:00Z`, `7d`, `90s`, `15m`."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import click

from mwslink import clock
from mwslink.errors import ConfigError
from mwslink.messages import _

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
MOST_DAYS = 365  # nobody waits longer than a year
_DURATION = re.compile(r"(\d{1,6})\s*([smhdw]?)")


def parse_duration(text: str) -> timedelta | None:
    """`15m` as a timedelta; a bare number is seconds; None when it is no duration."""
    found = _DURATION.fullmatch(text.strip().lower())
    return timedelta(**{_UNITS[found[2] or "s"]: int(found[1])}) if found else None


class Moment(click.ParamType[datetime]):
    """A date or time of day in the local zone (or with a zone of its own), or so long ago."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        ago = parse_duration(value) if value[-1:].isalpha() else None
        try:
            if ago is not None:
                return clock.now() - ago
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(
                _("{value!r} is no date; write 2026-11-01, 2026-11-01T08:00 or 7d.").format(value=value), param, ctx
            )


class PastDay(click.ParamType[date]):
    """A day that has come, in the local zone."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from mwslink.config.rules import check_day

        try:
            day = value if isinstance(value, date) else check_day(date.fromisoformat(value.strip()))
        except ValueError:
            self.fail(_("{value!r} is no date; write it as in 2026-03-14.").format(value=value), param, ctx)
        except ConfigError as error:
            self.fail(error.message, param, ctx)
        if day > clock.today():
            self.fail(_("{day} has not come yet.").format(day=day), param, ctx)
        return day


class Duration(click.ParamType[float]):
    """A length of time, in seconds."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, (int, float)):
            return float(value)
        length = parse_duration(value)
        if length is None:
            self.fail(_("{value!r} is no length of time; write 90s, 15m or 2h.").format(value=value), param, ctx)
        if length > timedelta(days=MOST_DAYS):
            self.fail(_("{value!r} is too long; {days}d is the most.").format(value=value, days=MOST_DAYS), param, ctx)
        return length.total_seconds()


class Seconds(click.FloatRange):
    """A number of seconds in a range, which lets "nan" through."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail(_("{value} is not a number of seconds.").format(value=value), param, ctx)
        return seconds


MOMENT = Moment()
PAST_DAY = PastDay()
DURATION = Duration()
