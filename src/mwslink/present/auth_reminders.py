"""A reminder in words: one subject, and all that is due below it, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence

from mwslink.authorization.clocks import Reading, State
from mwslink.authorization.reminders import Notice, Reminder
from mwslink.errors import MwslinkError
from mwslink.messages import _, ngettext
from mwslink.present.auth import render_countdown, render_lines, render_name, render_state

_URGENCY = (State.REFUSED, State.EXPIRED, State.DUE_THIS_WEEK, State.RENEW_SOON, State.UNKNOWN, State.VALID)


def reminder_notice(reminders: Sequence[Reminder]) -> Notice:
    """All of them as one notice."""
    readings = sorted((reminder.reading for reminder in reminders), key=lambda reading: _rank(reading))
    text = "\n".join(line for reading in readings for line in render_lines(reading))
    return Notice(_subject(readings), text, is_urgent=any(reading.is_over for reading in readings))


def unchecked_notice(failures: Sequence[MwslinkError]) -> Notice:
    """That Amazon could not be asked: for whom, and no more, since a reason names what only the computer shall know."""
    names = ", ".join(sorted({failure.connection for failure in failures if failure.connection}))
    text = _("What is wrong: mwslink auth-status --check")
    return Notice(_("mwslink: Amazon could not be asked about {names}").format(names=names), text, is_urgent=True)


def _rank(reading: Reading) -> tuple[int, int]:
    return _URGENCY.index(reading.state), reading.days_left or 0


def _subject(readings: Sequence[Reading]) -> str:
    first = readings[0]
    standing = render_state(first.state)
    if first.state is not State.REFUSED and first.days_left is not None:
        standing = f"{standing}, {render_countdown(first.days_left)}"
    text = f"mwslink: {render_name(first)}: {standing}"
    others = len(readings) - 1
    if others:
        text += " " + ngettext("and {count} more", "and {count} more", others).format(count=others)
    return text
