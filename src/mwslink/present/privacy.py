"""How personal data stands, as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer, Cell, Column, Table
from mwslink.present.figures import NOTHING, localized, render_day, render_moment
from mwslink.present.purges import ending_record, ending_warning

if TYPE_CHECKING:
    from mwslink.config.model import Privacy
    from mwslink.present.controls import AuditFacts, Control
    from mwslink.retention.custody import ArchiveState
    from mwslink.retention.standing import Standing
    from mwslink.store.demands import Ending


@dataclass(frozen=True)
class Status:
    """What is held, and what is known of archive, key and purges."""

    standing: Standing
    archive: ArchiveState | None = None
    key_since: datetime | None = None
    purged_at: datetime | None = None
    endings: tuple[Ending, ...] = ()
    lost_archives: tuple[str, ...] = ()


def status_answer(status: Status, privacy: Privacy, facts: AuditFacts | None) -> Answer:
    """What is held, what goes next, what is late; with `facts` also the answers for an audit."""
    data = {**_record(status, privacy)}
    lines: list[str | Table] = list(_lines(status, privacy))
    if facts:
        from mwslink.present.controls import NOT_OURS, controls_of

        controls = controls_of(facts)
        data["controls"] = [_control(one) for one in controls]
        data["elsewhere"] = [_(text) for text in NOT_OURS]
        lines += ["", _controls_table(controls), "", _("What mwslink cannot know, and you answer yourself:")]
        lines += [f"- {_(text)}" for text in NOT_OURS]
    return Answer(data, lines, [ending_warning(one) for one in status.endings])


def _record(status: Status, privacy: Privacy) -> dict[str, object]:
    standing, archive = status.standing, status.archive
    return {
        "retain_days": privacy.retain_days,
        "count_from": privacy.count_from,
        "orders": standing.orders,
        "oldest_at": standing.oldest_at,
        "next_due_at": standing.next_due_at,
        "due": standing.due,
        "overdue": standing.overdue,
        "awaiting_archive": standing.awaited,
        "awaiting_sendcloud": standing.at_sendcloud,
        "uncertified_since": standing.uncertified_since,
        "purged_at": status.purged_at,
        "key_since": status.key_since,
        "archive": archive
        and {
            "orders": archive.orders,
            "size_bytes": archive.size_bytes,
            "verified_at": archive.verified_at,
            "rehearsed_at": archive.rehearsed_at,
            "lost": list(status.lost_archives),
        },
        "endings": [ending_record(one) for one in status.endings],
    }


def _lines(status: Status, privacy: Privacy) -> Sequence[str]:
    standing, archive = status.standing, status.archive
    from_what = _("delivery") if privacy.count_from == "delivery" else _("shipment")
    kept = ngettext("{days} day from {what}", "{days} days from {what}", privacy.retain_days)
    facts = [
        (_("Kept for"), kept.format(days=privacy.retain_days, what=from_what)),
        (_("Orders with personal data"), str(standing.orders)),
        (_("Oldest purchase"), render_day(standing.oldest_at)),
        (_("Next due"), render_moment(standing.next_due_at)),
        (_("Due now"), str(standing.due)),
        (_("Overdue"), str(standing.overdue)),
        (_("Waiting for the archive"), str(standing.awaited)),
        (_("Waiting for Sendcloud"), str(standing.at_sendcloud)),
        (_("Last purge"), render_moment(status.purged_at)),
        (_("Store key since"), render_day(status.key_since)),
        (_("Legal archive"), _archive(archive)),
        (_("Last rehearsal"), render_day(archive.rehearsed_at) if archive else NOTHING),
    ]
    if status.lost_archives:
        facts.append((_("Damaged or gone"), ", ".join(status.lost_archives)))
    width = max(len(label) for label, _value in facts)
    return [f"{label:{width}}  {value}" for label, value in facts]


def _archive(archive: ArchiveState | None) -> str:
    if archive is None:
        return _("none")
    size = localized(f"{archive.size_bytes / 2**20:.1f}")
    return _("orders: {count}; {size} MiB").format(count=archive.orders, size=size)


def _control(one: Control) -> dict[str, object]:
    return {"control": one.name, "answer": one.answer, "claim": one.claim, "evidence": one.evidence}


def _controls_table(controls: Sequence[Control]) -> Table:
    words = {"yes": Cell(_("yes"), "good"), "no": Cell(_("no"), "bad"), "unknown": Cell(_("unknown"), "quiet")}
    columns = (Column(_("Answer")), Column(_("Claim"), flexible=True), Column(_("Evidence"), flexible=True))
    return Table(columns, [[words[one.answer], one.claim, one.evidence] for one in controls])
