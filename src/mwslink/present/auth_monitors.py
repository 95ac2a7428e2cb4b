"""Clocks for monitors: the one line of a Nagios or Icinga plugin, and metrics for Prometheus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from mwslink import clock as time_source
from mwslink.authorization.clocks import Reading, State
from mwslink.disk import replace_public_file
from mwslink.errors import ConfigError, MwslinkError
from mwslink.messages import _
from mwslink.present.auth import needs_action, render_lines, render_name, render_state

OK, WARNING, CRITICAL, UNKNOWN = range(4)  # exit codes of the plugin interface
_CODES = {
    State.REFUSED: CRITICAL,
    State.EXPIRED: CRITICAL,
    State.DUE_THIS_WEEK: WARNING,
    State.RENEW_SOON: WARNING,
    State.UNKNOWN: UNKNOWN,
    State.VALID: OK,
}
_WORST_FIRST = (CRITICAL, WARNING, UNKNOWN, OK)
_WORDS = ("OK", "WARNING", "CRITICAL", "UNKNOWN")  # as the interface has them, in every language


def plugin_output(readings: Sequence[Reading], failure: str = "") -> tuple[str, int]:
    """Text and exit code (Monitoring Plugins Development Guidelines); `failure`: why nothing certain can be said."""
    due = [reading for reading in readings if needs_action(reading)]
    codes = {_CODES[reading.state] for reading in due} | ({UNKNOWN} if failure else set()) | {OK}
    worst = next(code for code in _WORST_FIRST if code in codes)
    of_worst = [reading for reading in due if _CODES[reading.state] == worst]
    said = "; ".join(f"{render_name(one)}: {render_state(one.state)}" for one in of_worst[:3])
    if len(of_worst) > 3:
        said += f"; +{len(of_worst) - 3}"
    first = f"AUTH {_WORDS[worst]} - {_clean(said or failure) or _('nothing is due')}"
    lines = [first + _performance(readings), *(_clean(line) for one in due for line in render_lines(one))]
    return "\n".join([*lines, _clean(failure)] if failure and said else lines), worst


def unknown_line(error: MwslinkError) -> str:
    """The one line of a plugin that could find out nothing, and why."""
    return f"AUTH UNKNOWN - {_clean(' '.join(str(error).split()))}"


def _performance(readings: Sequence[Reading]) -> str:
    counted = [one.days_left for one in readings if one.days_left is not None and not one.clock.is_idle]
    states = Counter(one.state for one in readings if not one.clock.is_idle)
    least = [f"days_left={min(counted)};31:;1:"] if counted else []
    return " | " + " ".join([*least, *(f"{state.value}={states[state]}" for state in State)])


def _clean(text: str) -> str:
    """One line; the bar would begin the performance data."""
    return " ".join(text.replace("|", "/").split("\n"))


def write_metrics(path: Path, readings: Sequence[Reading]) -> None:
    """Replace the file with the clocks of now, for the node exporter's textfile collector.

    Raises ConfigError when prometheus-client is not installed or the file cannot be written.
    """
    try:
        from prometheus_client import CollectorRegistry, Gauge, generate_latest
    except ImportError:
        raise ConfigError(
            _("{flag} needs a library that is not installed.").format(flag="--prometheus"),
            hint=_("Install it: pip install 'mwslink[metrics]'"),
        ) from None
    registry = CollectorRegistry()
    labels = ("kind", "name", "api")
    ends = Gauge("mwslink_end_timestamp_seconds", "Begin of the day it ends, in UTC", labels, registry=registry)
    left = Gauge("mwslink_days_left", "Whole days up to its end", labels, registry=registry)
    state = Gauge("mwslink_state", "1 for the state it is in", (*labels, "state"), registry=registry)
    written = Gauge("mwslink_auth_status_timestamp_seconds", "When this was written", registry=registry)
    for reading in (one for one in readings if not one.clock.is_idle):
        of = (str(reading.clock.kind), reading.clock.name, reading.clock.api)
        for one in State:
            state.labels(*of, one.value).set(one is reading.state)
        if reading.clock.ends_on and reading.days_left is not None:
            left.labels(*of).set(reading.days_left)
            ends.labels(*of).set(datetime.combine(reading.clock.ends_on, time(), UTC).timestamp())
    written.set(time_source.now().timestamp())
    try:
        replace_public_file(path, generate_latest(registry))
    except OSError as error:
        raise ConfigError(_("Cannot write {path}: {why}").format(path=path, why=error.strerror)) from None
