"""Clocks as answers: a table on a terminal, a line each elsewhere, and what to do where something is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from mwslink.authorization.clocks import SECRET_GRACE_DAYS, Clock, Kind, Reading, State
from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer, Cell, Column, Table

MWS = "mws"
_TONES = {
    State.VALID: "good",
    State.RENEW_SOON: "warn",
    State.DUE_THIS_WEEK: "warn",
    State.EXPIRED: "bad",
    State.REFUSED: "bad",
    State.UNKNOWN: "quiet",
}
_NOTHING = "–"


def auth_answer(readings: Sequence[Reading], *, on_terminal: bool, in_detail: bool) -> Answer:
    """All clocks; `in_detail`: with what to do for each of them, not only for those that are due."""
    states = Counter(reading.state.value for reading in readings)
    data = {"clocks": [record_of(reading) for reading in readings], "states": dict(states)}
    if not readings:
        text: tuple[str | Table, ...] = (_("There are no accounts yet. Connect the first one: mwslink connect"),)
    elif on_terminal:
        told = [reading for reading in readings if in_detail or needs_action(reading)]
        text = (_table(readings), *(line for reading in told for line in _details(reading, with_head=True)))
    else:
        text = tuple(line for reading in readings for line in render_lines(reading, in_detail=in_detail))
    return Answer(data, text)


def record_of(reading: Reading) -> dict[str, object]:
    """A clock as JSON shows it (docs/reference/json.md)."""
    clock, answer = reading.clock, reading.answer
    return {
        "kind": str(clock.kind),
        "name": clock.name,
        "api": clock.api or None,
        "connections": list(clock.connections),
        "started_on": clock.started_on,
        "ends_on": clock.ends_on,
        "days_left": reading.days_left,
        "state": reading.state.value,
        "refused_at": answer.refused_at,
        "refused_because": answer.code or None,
        "accepted_at": answer.accepted_at,
        "next": render_next(reading),
        "page": clock.page or None,
        "command": clock.command or None,
    }


def needs_action(reading: Reading) -> bool:
    """Whether somebody has to do something, soon or now."""
    return reading.state is not State.VALID and not reading.clock.is_idle


def render_lines(reading: Reading, *, in_detail: bool = False) -> Iterator[str]:
    """One line, and what to do below it where something is due."""
    yield f"{_label(reading)}: {_standing(reading)}"
    if in_detail or needs_action(reading):
        yield from _details(reading, with_head=False)


def render_state(state: State) -> str:
    """The state in words."""
    words = {
        State.VALID: _("valid"),
        State.RENEW_SOON: _("renew soon"),
        State.DUE_THIS_WEEK: _("due this week"),
        State.EXPIRED: _("expired"),
        State.REFUSED: _("refused"),
        State.UNKNOWN: _("unknown"),
    }
    return words[state]


def render_countdown(days: int | None) -> str:
    """Whole days up to the end, or since it; empty when nobody knows."""
    if days is None:
        return ""
    if days == 0:
        return _("ends today")
    if days < 0:
        return ngettext("over for {count} day", "over for {count} days", -days).format(count=-days)
    return ngettext("{count} day left", "{count} days left", days).format(count=days)


def render_next(reading: Reading) -> str:
    """What happens next, or what it takes."""
    kind = reading.clock.kind
    if kind == Kind.AUTHORIZATION:
        return _next_of_authorization(reading)
    return _next_of_secret(reading) if kind == Kind.CLIENT_SECRET else _next_of_retirement(reading)


def _next_of_authorization(reading: Reading) -> str:
    clock, is_mws = reading.clock, reading.clock.api == MWS
    if reading.state is State.REFUSED:
        return _("Amazon refuses it; mwslink doctor names the cause. If it has lapsed, the seller renews it.")
    if reading.is_slip:
        return _not_come(clock, "authorized_on")
    if clock.ends_on is None:
        return _("The day of the authorization is not recorded, so nobody can be warned. Record it.")
    if reading.state is State.UNKNOWN:
        return _("Amazon still accepts it, so the seller has renewed it. Record the day of the renewal.")
    if reading.state is State.EXPIRED:
        if is_mws:
            return _("Amazon disables it. Once the seller renews it, the same token works again.")
        return _("Amazon disables it. The seller authorizes again, which gives a new token.")
    text = (
        _("Unless the seller renews it, Amazon disables it on {day}. The token stays the same.")
        if is_mws
        else _("Unless the seller authorizes again, Amazon disables it on {day}. Doing so gives a new token.")
    )
    return text.format(day=clock.ends_on)


def _not_come(clock: Clock, key: str) -> str:
    text = _("{key} is {day}, which has not come yet; correct it in the configuration.")
    return text.format(key=key, day=clock.started_on)


def _next_of_secret(reading: Reading) -> str:
    clock = reading.clock
    if reading.state is State.REFUSED:
        return _("Amazon refuses it: it is wrong, has expired, or was replaced. mwslink doctor tells more.")
    if reading.is_slip:
        return _not_come(clock, "client_secret_rotated_on")
    if clock.started_on is None or reading.days_left is None:
        return _("The day the client secret was made is not recorded: client_secret_rotated_on in [application].")
    if reading.state is State.EXPIRED:
        return _("Amazon takes it no longer: all calls fail until there is a new one.")
    text = _("From {day} on Amazon takes it no longer, and all calls fail. Make a new one before.").format(
        day=clock.ends_on
    )
    grace_ends = clock.started_on + timedelta(days=SECRET_GRACE_DAYS)
    if clock.ends_on and (clock.ends_on - grace_ends).days <= reading.days_left:
        text += " " + _("The one before it works until {day}.").format(day=grace_ends)
    return text


def _next_of_retirement(reading: Reading) -> str:
    clock = reading.clock
    if clock.api == MWS:
        return _("Amazon has switched MWS off. Move to SP-API; orders and settings stay.")
    if clock.is_idle:
        return _("On {day} Amazon takes away the Orders API v0. No connection here needs it.").format(day=clock.ends_on)
    return _(
        "On {day} Amazon takes away the Orders API v0, which serves these connections because Amazon refuses them its "
        "successor. Ask Amazon's support for access to Orders 2026-01-01."
    ).format(day=clock.ends_on)


def _label(reading: Reading) -> str:
    clock = reading.clock
    names = [name for name in clock.connections if name != clock.name]
    return f"{render_name(reading)} ({', '.join(names)})" if names else render_name(reading)


def render_name(reading: Reading) -> str:
    """What runs out, in words."""
    clock = reading.clock
    if clock.kind == Kind.CLIENT_SECRET:
        return _("client secret")
    if clock.kind == Kind.RETIREMENT and clock.api != MWS:
        return _("Orders API v0")
    return clock.name


def _standing(reading: Reading) -> str:
    clock, answer = reading.clock, reading.answer
    parts = [render_state(reading.state)]
    if reading.state is State.REFUSED and answer.refused_at:
        parts.append(_("since {day}").format(day=answer.refused_at.astimezone().date()))
    if countdown := render_countdown(reading.days_left):
        parts.append(countdown)
    if clock.started_on:
        parts.append(_began(reading).format(day=clock.started_on))
    if clock.ends_on:
        parts.append(_("ends on {day}").format(day=clock.ends_on))
    return ", ".join(parts)


def _began(reading: Reading) -> str:
    return _("made on {day}") if reading.clock.kind == Kind.CLIENT_SECRET else _("authorized on {day}")


def _details(reading: Reading, *, with_head: bool) -> Iterator[str]:
    clock = reading.clock
    if with_head:
        yield f"{_label(reading)}: {render_state(reading.state)}"
    yield f"  → {render_next(reading)}"
    if clock.page:
        yield "    " + _("Page: {page}").format(page=clock.page)
    if clock.command:
        yield "    " + _("Then: {command}").format(command=clock.command)


def _table(readings: Sequence[Reading]) -> Table:
    columns = (
        Column(_("Account")),
        Column(_("Connections"), flexible=True, optional=True),
        Column(_("API"), optional=True),
        Column(_("Authorized on"), optional=True),
        Column(_("Ends on")),
        Column(_("Days left"), right=True),
        Column(_("State")),
    )
    return Table(columns, [_row(reading) for reading in readings])


def _row(reading: Reading) -> list[str | Cell]:
    clock = reading.clock
    return [
        render_name(reading),
        ", ".join(clock.connections) or _NOTHING,
        clock.api,
        str(clock.started_on or _NOTHING),
        str(clock.ends_on or _NOTHING),
        _NOTHING if reading.days_left is None else str(reading.days_left),
        Cell(render_state(reading.state), "quiet" if clock.is_idle else _TONES[reading.state]),
    ]
