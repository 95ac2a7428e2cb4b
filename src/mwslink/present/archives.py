"""Bundles of the archive: written, looked at, expired, opened; as answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer, Cell, Column, Table
from mwslink.present.figures import NOTHING, render_size

if TYPE_CHECKING:
    from mwslink.archive.checking import Finding
    from mwslink.store.archives import ArchiveRecord


def archived_answer(records: Sequence[ArchiveRecord], *, has_failed: bool = False) -> Answer:
    """The bundles that are safe now; `has_failed`: others should be, and are not."""
    data = {
        "is_dry_run": False,
        "archives": [_record(one) for one in records],
        "orders": _orders(records),
        "planned": [],
    }
    if not records:
        return Answer(data, (_("Nothing was archived.") if has_failed else _("Nothing has to be archived now."),))
    return Answer(data, (_table(records), _orders_line(_orders(records))))


def planned_answer(planned: Mapping[tuple[str, int], int]) -> Answer:
    """How many orders would be archived."""
    rows = sorted(planned.items())
    count = sum(planned.values())
    data = {
        "is_dry_run": True,
        "archives": [],
        "orders": count,
        "planned": [{"seller": seller, "year": year, "orders": number} for (seller, year), number in rows],
    }
    if not rows:
        return Answer(data, (_("Nothing has to be archived now."),))
    columns = (Column(_("Seller")), Column(_("Year")), Column(_("Orders"), right=True))
    table = Table(columns, [[seller, str(year), str(number)] for (seller, year), number in rows])
    return Answer(data, (table, _("Nothing was written (--dry-run).")))


def verified_answer(findings: Sequence[Finding], *, has_failed: bool = False) -> Answer:
    """How every bundle is; `has_failed`: there are places that could not be looked at."""
    data = {
        "archives": [
            {
                "archive": one.id,
                "orders": one.orders,
                "size_bytes": one.size,
                "fault": one.fault or None,
                "is_ours": one.is_ours,
            }
            for one in findings
        ]
    }
    if not findings:
        return Answer(data, () if has_failed else (_("There are no archives."),))
    columns = (
        Column(_("Bundle"), flexible=True),
        Column(_("Orders"), right=True),
        Column(_("Size"), right=True, optional=True),
        Column(_("State"), flexible=True),
    )
    return Answer(data, (Table(columns, [_finding_row(one) for one in findings]),))


def _finding_row(one: Finding) -> list[str | Cell]:
    well = _("whole") if one.is_ours else _("whole, of another store")
    state = Cell(one.fault, "bad") if one.fault else Cell(well, "good")
    return [one.id, str(one.orders) if one.orders else NOTHING, render_size(one.size) if one.size else NOTHING, state]


def expired_answer(records: Sequence[ArchiveRecord], *, is_dry: bool, has_failed: bool = False) -> Answer:
    """The bundles whose years are over; `has_failed`: others should have been deleted, and are not."""
    data = {"is_dry_run": is_dry, "archives": [_record(one) for one in records], "orders": _orders(records)}
    if not records:
        return Answer(data, (_("Nothing was deleted.") if has_failed else _("No archive is past its years."),))
    done = _("Nothing was deleted (--dry-run).") if is_dry else _("They are deleted, bundle and manifest.")
    return Answer(data, (_table(records), done))


def rehearsed_answer(
    archive_id: str, orders: int, code: str, *, is_recorded: bool, warnings: Sequence[str] = ()
) -> Answer:
    """A bundle was opened with the private key."""
    data = {"archive": archive_id, "orders": orders, "code": code or None, "is_recorded": is_recorded}
    text = ngettext(
        "{archive}: opened to its end, {count} order, all whole.",
        "{archive}: opened to its end, {count} orders, all whole.",
        orders,
    )
    lines = [text.format(archive=archive_id, count=orders)]
    if is_recorded:
        lines.append(_("The store keeps that it worked; mwslink privacy status shows it."))
    else:
        lines.append(_("On the computer with the store: mwslink privacy rehearse --record {code}").format(code=code))
    return Answer(data, lines, warnings)


def restored_answer(orders: int, archives: Sequence[str], output: str, warnings: Sequence[str] = ()) -> Answer:
    """The orders that were read from bundles."""
    data = {"orders": orders, "archives": list(archives), "output": output or None}
    text = ngettext("{count} order is in {file}.", "{count} orders are in {file}.", orders)
    return Answer(data, (text.format(count=orders, file=output),) if output else (), warnings)


def _orders(records: Sequence[ArchiveRecord]) -> int:
    return sum(one.orders for one in records)


def _orders_line(count: int) -> str:
    text = ngettext(
        "{count} order is archived and was read back: its personal data may go.",
        "{count} orders are archived and were read back: their personal data may go.",
        count,
    )
    return text.format(count=count)


def _table(records: Sequence[ArchiveRecord]) -> Table:
    columns = (
        Column(_("Bundle"), flexible=True),
        Column(_("Orders"), right=True),
        Column(_("Size"), right=True, optional=True),
        Column(_("Kept before")),
    )
    rows = [[one.id, str(one.orders), render_size(one.size), one.expires_on.isoformat()] for one in records]
    return Table(columns, rows)


def _record(one: ArchiveRecord) -> dict[str, object]:
    return {
        "archive": one.id,
        "seller_id": one.seller.seller_id,
        "region": one.seller.region,
        "year": one.year,
        "place": one.place,
        "orders": one.orders,
        "size_bytes": one.size,
        "sha256": one.sha256,
        "expires_on": one.expires_on,
        "verified_at": one.verified_at,
    }
