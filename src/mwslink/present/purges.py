"""What a purge erased, or would erase, and sellers whose time runs out, as an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer, Column, Table
from mwslink.present.figures import render_day, render_moment
from mwslink.retention.certificates import digest_of
from mwslink.retention.policy import MOST_DAYS, Reason
from mwslink.store.erasing import ORDER, PERSONAL

if TYPE_CHECKING:
    from mwslink.retention.enforce import Judged, Purged
    from mwslink.store.demands import Ending

NOTHING: Mapping[str, object] = {
    "is_dry_run": False,
    "erased": [],
    "orders": 0,
    "sellers": [],
    "certificate": None,
    "awaiting_archive": [],
    "due": [],
    "endings": [],
}
NOTHING_STORED = Answer(NOTHING)


def purge_answer(purged: Purged, endings: Sequence[Ending], staying: Sequence[str] = ()) -> Answer:
    """What went, and the certificate that says so; `staying` says what stays elsewhere of what was asked for."""
    data = {
        **NOTHING,
        "erased": erased_records(purged),
        "orders": purged.orders,
        "sellers": purged.sellers,
        "certificate": certificate_record(purged),
        "awaiting_archive": [one.order_id for one in purged.awaited],
        "endings": [ending_record(one) for one in endings],
    }
    return Answer(data, erased_lines(purged), [*staying, *(ending_warning(one) for one in endings)])


def plan_answer(due: Sequence[Judged], endings: Sequence[Ending]) -> Answer:
    """Exactly what would go now, order by order."""
    data = {
        **NOTHING,
        "is_dry_run": True,
        "awaiting_archive": [one.order.order_id for one in due if one.is_awaited],
        "due": [_due(one) for one in due],
        "endings": [ending_record(one) for one in endings],
    }
    warnings = [ending_warning(one) for one in endings]
    if not due:
        return Answer(data, (_("Nothing is due."),), warnings)
    columns = (
        Column(_("Order")),
        Column(_("Seller"), optional=True),
        Column(_("Erased")),
        Column(_("Why"), flexible=True),
        Column(_("Due since")),
    )
    count = sum(one.goes for one in due)
    told = ngettext(
        "{count} order would be touched. Nothing was erased (--dry-run).",
        "{count} orders would be touched. Nothing was erased (--dry-run).",
        count,
    )
    return Answer(data, (Table(columns, [_row(one) for one in due]), told.format(count=count)), warnings)


def erased_records(purged: Purged) -> list[dict[str, object]]:
    """How many orders by what and why, as data."""
    tallies = sorted(purged.erased.items())
    return [{"what": what, "reason": reason, "orders": count} for (what, reason), count in tallies]


def certificate_record(purged: Purged) -> dict[str, object] | None:
    """The certificate of it; None where nothing was erased, or not for good yet."""
    issued = purged.certificate
    return {"number": issued.number, "sha256": digest_of(issued)} if issued else None


def erased_lines(purged: Purged) -> list[str]:
    """What went, in sentences."""
    lines = [_erased_line(*key, count) for key, count in sorted(purged.erased.items())]
    lines += [_("All else of seller {seller} is erased.").format(seller=seller) for seller in purged.sellers]
    if purged.certificate:
        text = _("Certificate {number}, SHA-256 {digest}")
        lines.append(text.format(number=purged.certificate.number, digest=digest_of(purged.certificate)))
    return lines or [_("Nothing was erased.") if purged.awaited else _("Nothing is due.")]


def render_reason(reason: str) -> str:
    """Why data goes, in words."""
    words = {
        Reason.REQUEST: _("asked for"),
        Reason.CANCELLED: _("cancelled"),
        Reason.AUTHORIZATION_ENDED: _("authorization ended"),
        Reason.DELIVERY: _("time after delivery over"),
        Reason.SHIPMENT: _("time after shipment over"),
        Reason.PROMISE: _("time after the promised day over"),
        Reason.AGE: _("18 months old"),
        Reason.DAMAGED: _("damaged: it could not be opened to be archived"),
        Reason.KEY_LOST: _("store key lost"),
    }
    return words[Reason(reason)]


def render_what(what: str) -> str:
    """What goes, in words."""
    words = {PERSONAL: _("personal data"), ORDER: _("all of the order")}
    return words.get(what, _("all else of the seller"))


def _erased_line(what: str, reason: str, count: int) -> str:
    text = ngettext("{count} order: {what} erased ({reason}).", "{count} orders: {what} erased ({reason}).", count)
    return text.format(count=count, what=render_what(what), reason=render_reason(reason))


def ending_record(ending: Ending) -> dict[str, object]:
    return {
        "seller_id": ending.seller.seller_id,
        "region": ending.seller.region,
        "cause": ending.cause,
        "ended_at": ending.ended_at,
        "erased_from": ending.ended_at + timedelta(days=MOST_DAYS),
    }


def ending_warning(ending: Ending) -> str:
    causes = {
        "removed": _("Seller {seller} is in no account of the configuration any more: all of it is erased on {day}."),
        "refused": _("Amazon refuses seller {seller} since {since}: unless renewed, all of it is erased on {day}."),
    }
    day = render_day(ending.ended_at + timedelta(days=MOST_DAYS))
    return causes[ending.cause].format(seller=ending.seller, since=render_day(ending.ended_at), day=day)


def _due(one: Judged) -> dict[str, object]:
    return {
        "order_id": one.order.order_id,
        "seller_id": one.order.seller.seller_id,
        "region": one.order.seller.region,
        "what": one.what,
        "reason": one.due.reason,
        "due_at": one.due.at,
        "awaits_archive": one.is_awaited,
    }


def _row(one: Judged) -> list[str]:
    why = render_reason(one.due.reason)
    if one.is_awaited:
        why = _("{why}; stays until it is archived").format(why=why)
    return [one.order.order_id, str(one.order.seller), render_what(one.what), why, render_moment(one.due.at)]
