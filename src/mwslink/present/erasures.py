"""What an erasure on demand does, or would do, as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mwslink.errors import MwslinkError
from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer, Column, Table
from mwslink.present.figures import NOTHING
from mwslink.present.purges import certificate_record, erased_lines, erased_records

if TYPE_CHECKING:
    from mwslink.connections import Seller
    from mwslink.retention.custody import OrderKey
    from mwslink.retention.enforce import Purged


@dataclass(frozen=True)
class Target:
    """An order that is to be erased, and where there is something of it."""

    key: OrderKey
    holds_personal: bool
    is_at_sendcloud: bool
    archives: tuple[str, ...]
    is_stored: bool = True


@dataclass
class TakenBack:
    """What became of the orders at Sendcloud: deleted or not there, not to be deleted any more, or to be tried again.

    `unasked`: without [sendcloud] nobody can be asked, now or later.
    """

    deleted: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    failures: list[MwslinkError] = field(default_factory=list)


def erase_plan_answer(targets: Sequence[Target], count: int, *, everything: bool, seller: Seller | None) -> Answer:
    """What would go; of a whole seller only how many orders."""
    data = {
        "is_dry_run": True,
        "everything": everything,
        "seller_id": seller.seller_id if seller else None,
        "orders": count,
        "targets": [
            {
                "order_id": one.key.order_id,
                "seller_id": one.key.seller.seller_id,
                "region": one.key.seller.region,
                "is_stored": one.is_stored,
                "holds_personal": one.holds_personal,
                "is_at_sendcloud": one.is_at_sendcloud,
                "archives": one.archives,
            }
            for one in targets
        ],
    }
    columns = (
        Column(_("Order")),
        Column(_("Seller")),
        Column(_("Personal data")),
        Column("Sendcloud"),
        Column(_("Legal archive")),
    )
    text: list[str | Table] = [Table(columns, [_row(one) for one in targets])] if targets else []
    told = ngettext(
        "{count} order would be erased. Nothing was erased (--dry-run).",
        "{count} orders would be erased. Nothing was erased (--dry-run).",
        count,
    )
    absent = [one.key.order_id for one in targets if not one.is_stored]
    return Answer(data, (*text, told.format(count=count)), [absent_line(absent)] if absent else [])


def absent_line(absent: Sequence[str]) -> str:
    """What a request does for orders that are not stored."""
    text = _("Not stored: {orders}. If an import brings such an order, what is to be erased of it is not let in.")
    return text.format(orders=", ".join(dict.fromkeys(absent)))


def erase_answer(purged: Purged, taken: TakenBack, absent: Sequence[str] = ()) -> Answer:
    """What went, what stays elsewhere, and the certificate; `absent`: orders that are not stored."""
    copies = [one.order_id for one in purged.copies]
    data = {
        "is_dry_run": False,
        "orders": purged.orders,
        "erased": erased_records(purged),
        "certificate": certificate_record(purged),
        "awaiting_archive": [one.order_id for one in purged.awaited],
        "archive_copies": copies,
        "not_stored": list(absent),
        "deleted_at_sendcloud": taken.deleted,
        "kept_at_sendcloud": taken.kept,
        "unasked_at_sendcloud": taken.unasked,
    }
    lines = [] if absent and not purged.erased else erased_lines(purged)
    if absent:
        lines.append(absent_line(absent))
    if taken.deleted:
        lines.append(_("Deleted at Sendcloud: {orders}").format(orders=", ".join(taken.deleted)))
    return Answer(data, lines, staying_lines(purged, taken))


def staying_lines(purged: Purged, taken: TakenBack) -> list[str]:
    """Where copies stay of orders that were asked to be erased."""
    lines = []
    if copies := [one.order_id for one in purged.copies]:
        text = _("The sealed copies that the law asks for stay in the archive until they expire: {orders}")
        lines.append(text.format(orders=", ".join(copies)))
    if taken.kept:
        text = _("Sendcloud does not let these be deleted by its API; delete them in its panel: {orders}")
        lines.append(text.format(orders=", ".join(taken.kept)))
    if taken.unasked:
        text = _("Without [sendcloud] these cannot be deleted at Sendcloud; delete them in its panel: {orders}")
        lines.append(text.format(orders=", ".join(taken.unasked)))
    return lines


def _row(one: Target) -> list[str]:
    return [
        one.key.order_id,
        str(one.key.seller),
        _("yes") if one.holds_personal else _("no"),
        _("yes") if one.is_at_sendcloud else _("no"),
        ", ".join(one.archives) or NOTHING,
    ]
