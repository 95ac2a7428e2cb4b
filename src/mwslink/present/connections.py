"""Connections, their settings and their removal, as answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from mwslink.connections import Connection
from mwslink.messages import _
from mwslink.present.answer import Answer, Cell, Column, Table
from mwslink.present.figures import NOTHING, render_moment

Marks = Mapping[str, datetime | None]  # by connection id: the moment up to which its orders are imported


def connection_record(connection: Connection) -> dict[str, object]:
    """A connection as JSON shows it (docs/reference/json.md)."""
    account = connection.account
    return {
        "connection": connection.id,
        "name": connection.name,
        "country": connection.country,
        "marketplace_id": connection.marketplace.id,
        "marketplace": connection.marketplace.domain,
        "api": account.api,
        "account": account.name,
        "region": account.region,
        "seller_id": account.seller_id,
        "endpoint": account.endpoint or None,
        "authorized_on": account.authorized_on,
        "import_weight": connection.import_weight,
        "update_status": connection.update_status,
        "packaging_grams": connection.packaging_grams,
        "push_prime": connection.push_prime,
    }


def connections_answer(connections: Sequence[Connection], marks: Marks, warnings: Sequence[str] = ()) -> Answer:
    """All connections as a table, or how to make the first one."""
    records = [connection_record(one) | {"complete_until": marks.get(one.id)} for one in connections]
    if not connections:
        return Answer(
            {"connections": records},
            (_("There are no connections yet. Make the first one: mwslink connect --country ES"),),
        )
    columns = (
        Column(_("Connection")),
        Column(_("Name"), flexible=True, optional=True),
        Column(_("Marketplace")),
        Column(_("API"), optional=True),
        Column(_("Account"), flexible=True, optional=True),
        Column(_("Seller ID")),
        Column(_("Weight")),
        Column(_("Status update"), flexible=True, optional=True),
        Column(_("Imported up to")),
    )
    rows = [_row(connection, marks.get(connection.id)) for connection in connections]
    return Answer({"connections": records}, (Table(columns, rows),), warnings)


def settings_answer(connection: Connection, before: Connection | None = None) -> Answer:
    """The settings of a connection; with `before`, what changed."""
    data = connection_record(connection)
    now = _settings(connection)
    if before is None:
        width = max(len(label) for label, _value in now)
        lines = [f"{label:{width}}  {value}" for label, value in now]
        return Answer(data, (f"{connection.id} ({connection.marketplace.domain})", *(f"  {line}" for line in lines)))
    old_record = connection_record(before)
    data["changed"] = {
        key: {"before": old_record[key], "after": data[key]}
        for key in ("name", "import_weight", "update_status", "packaging_grams", "push_prime")
        if old_record[key] != data[key]
    }
    changes = [
        f"  {label}: {old} → {new}"
        for (label, old), (_label, new) in zip(_settings(before), now, strict=True)
        if old != new
    ]
    if not changes:
        return Answer(data, (_("{id}: nothing changed, it was set so already.").format(id=connection.id),))
    return Answer(data, (_("{id}: changed").format(id=connection.id), *changes))


def render_update_status(update_status: str) -> str:
    """When Amazon is told about a shipment, in words."""
    words = {
        "announced": _("announced to the carrier"),
        "processed": _("processed by the carrier"),
        "never": _("never"),
    }
    return words.get(update_status, update_status)


def _settings(connection: Connection) -> list[tuple[str, str]]:
    return [
        (_("Name"), connection.name),
        (_("Import the weight"), _yes_or_no(connection.import_weight)),
        (_("Amazon is told when"), render_update_status(connection.update_status)),
        (_("Packaging"), f"{connection.packaging_grams} g"),
        (_("Push Prime orders"), _yes_or_no(connection.push_prime)),
    ]


def _yes_or_no(value: bool) -> str:  # noqa: FBT001  (the value shown, not a switch)
    return _("yes") if value else _("no")


def _row(connection: Connection, complete_until: datetime | None) -> list[str | Cell]:
    return [
        connection.id,
        connection.name,
        connection.marketplace.domain.removeprefix("www."),
        connection.account.api,
        connection.account.name,
        connection.account.seller_id,
        _yes_or_no(connection.import_weight),
        render_update_status(connection.update_status),
        render_moment(complete_until) if complete_until else Cell(NOTHING, "quiet"),
    ]
