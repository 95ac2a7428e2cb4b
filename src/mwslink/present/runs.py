"""The run journal as a table, one run in detail, and both as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mwslink import clock
from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer, Cell, Column, Table
from mwslink.present.figures import NOTHING, render_moment, render_seconds
from mwslink.present.tables import one_line
from mwslink.store.runs import Run

_TONES = {"success": "good", "partial": "warn", "error": "bad", "interrupted": "bad"}


def runs_answer(runs: Sequence[Run]) -> Answer:
    """The runs as a table, latest first."""
    data = {"runs": [_record(run) for run in runs]}
    if not runs:
        return Answer(data, (_("Nothing has run yet. The first: mwslink import"),))
    columns = (
        Column(_("Run"), right=True),
        Column(_("Started at")),
        Column(_("Command"), optional=True),
        Column(_("Connections"), flexible=True),
        Column(_("Status")),
        Column(_("New"), right=True),
        Column(_("Changed"), right=True, optional=True),
        Column(_("Calls"), right=True, optional=True),
        Column(_("Took"), right=True),
    )
    return Answer(data, (Table(columns, [_row(run) for run in runs]),))


def run_answer(run: Run) -> Answer:
    """One run with its calls by operation and its notes."""
    lines = list(_facts(run))
    width = max(len(label) for label, _value in lines)
    text: list[str | Table] = [f"{label:{width}}  {one_line(value)}" for label, value in lines]
    if run.events:
        columns = (Column(_("At")), Column(_("Connection")), Column(_("Level")), Column(_("Note"), flexible=True))
        rows = [[render_moment(event.at), event.connection, event.level, event.text] for event in run.events]
        text += ["", Table(columns, rows)]
    return Answer({"runs": [_record(run)]}, text)


def render_run_status(status: str) -> str:
    """How a run ended, in words."""
    words = {
        "success": _("done"),
        "partial": _("partly failed"),
        "error": _("failed"),
        "running": _("running"),
        "interrupted": _("interrupted"),
    }
    return words.get(status, status)


def calls_of(run: Run) -> Mapping[str, int]:
    """Calls by operation, as the run's summary tells."""
    calls = run.summary.get("calls")
    return calls if isinstance(calls, Mapping) else {}


def _facts(run: Run) -> list[tuple[str, str]]:
    calls = calls_of(run)
    total = sum(calls.values())
    told = ngettext("{count} call", "{count} calls", total).format(count=total)
    by_operation = ", ".join(f"{operation} {count}" for operation, count in sorted(calls.items()))
    return [
        (_("Run"), str(run.id)),
        (_("Command"), run.command),
        (_("Connections"), ", ".join(run.names) or NOTHING),
        (_("Started at"), render_moment(run.started_at)),
        (_("Took"), _took(run)),
        (_("Status"), _status(run)),
        (_("New orders"), _count(run, "new")),
        (_("Changed orders"), _count(run, "changed")),
        (_("Calls"), f"{told}: {by_operation}" if calls else NOTHING),
    ]


def _record(run: Run) -> dict[str, object]:
    return {
        "run": run.id,
        "command": run.command,
        "connections": run.names,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "seconds": _seconds(run),
        "status": run.status,
        "exit_code": run.exit_code,
        "new": _orders(run, "new"),
        "changed": _orders(run, "changed"),
        "calls": calls_of(run),
        "waited_seconds": run.summary.get("waited_seconds"),
        "notes": [
            {"at": event.at, "connection": event.connection, "level": event.level, "text": event.text}
            for event in run.events
        ],
    }


def _row(run: Run) -> list[str | Cell]:
    calls = sum(calls_of(run).values())
    return [
        str(run.id),
        render_moment(run.started_at),
        run.command,
        ", ".join(run.names),
        Cell(_status(run), _TONES.get(run.status, "")),
        _count(run, "new"),
        _count(run, "changed"),
        str(calls) if run.finished_at else NOTHING,
        _took(run),
    ]


def _status(run: Run) -> str:
    status = render_run_status(run.status)
    return f"{status} ({run.exit_code})" if run.exit_code else status


def _count(run: Run, what: str) -> str:
    count = _orders(run, what)
    return NOTHING if count is None else str(count)


def _orders(run: Run, what: str) -> int | None:
    """How many orders of all connections were `new` or `changed`; None for a run that did not end or import."""
    told = run.summary.get("connections")
    if not isinstance(told, list):
        return None
    return sum(int(one.get(what, 0)) for one in told if isinstance(one, Mapping))


def _seconds(run: Run) -> float | None:
    return round((run.finished_at - run.started_at).total_seconds(), 3) if run.finished_at else None


def _took(run: Run) -> str:
    if run.status == "running":
        return _("{time} so far").format(time=render_seconds((clock.now() - run.started_at).total_seconds()))
    seconds = _seconds(run)
    return NOTHING if seconds is None else render_seconds(seconds)
