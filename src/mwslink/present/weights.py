"""Listings without a weight, and orders' weights, in words and as data."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mwslink.listings.checking import CheckRow
from mwslink.listings.model import Origin
from mwslink.listings.units import render_weight
from mwslink.listings.usable import Severity
from mwslink.marketplaces import BY_ID
from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer, Cell, Column, Table
from mwslink.present.figures import NOTHING, localized

SHOWN = 100  # rows of the table; CSV and JSON have all


def render_origin(origin: str) -> str:
    """Where a weight comes from, in words."""
    words: dict[str, str] = {
        Origin.OVERRIDE: _("set here"),
        Origin.LISTING: _("from the listing"),
        Origin.CATALOGUE: _("from Amazon's catalogue"),
        Origin.ESTIMATE: _("estimated: without packaging"),
    }
    return words.get(origin, origin)


@dataclass(frozen=True, slots=True)
class Checked:
    """A row, and the connection it is of."""

    connection: str
    row: CheckRow


def check_record(checked: Checked) -> dict[str, object]:
    """A row as JSON shows it (docs/reference/json.md)."""
    row, listing = checked.row, checked.row.listing
    return {
        "connection": checked.connection,
        "sku": listing.sku,
        "asin": listing.asin or None,
        "title": listing.title or None,
        "marketplace_id": listing.marketplace_id,
        "country": _country(listing.marketplace_id),
        "statuses": list(listing.statuses),
        "waiting_orders": row.waiting,
        "severity": row.severity.value,
        "findings": [{"code": one.code, "text": one.text, "severity": one.severity.value} for one in row.findings],
        "grams": row.weight.grams if row.weight else None,
        "origin": row.weight.origin.value if row.weight else None,
        "suggestions": [
            {
                "weight": render_weight(one.weight),
                "grams": one.weight.grams,
                "source": one.source.value,
                "parcels": one.parcels or None,
            }
            for one in row.suggestions
        ],
        "page": row.address or None,
    }


def check_table(rows: Iterable[Checked]) -> Table:
    """The rows for the eye."""
    columns = [
        Column(_("Waiting"), right=True),
        Column(_("SKU")),
        Column(_("Connection")),
        Column(_("Finding"), flexible=True),
        Column(_("Proposal"), flexible=True),
        Column(_("Title"), flexible=True, optional=True),
        Column(_("ASIN"), optional=True),
    ]
    return Table(columns, [_cells(row) for row in rows])


def _cells(checked: Checked) -> list[str | Cell]:
    row = checked.row
    tone = "bad" if row.severity is Severity.ERROR else "warn"
    best = row.suggestions[0] if row.suggestions else None
    return [
        str(row.waiting) if row.waiting else Cell(NOTHING, "quiet"),
        row.listing.sku,
        checked.connection,
        Cell("; ".join(finding.text for finding in row.findings), tone),
        f"{localized(render_weight(best.weight))} ({best.text})" if best else Cell(NOTHING, "quiet"),
        row.listing.title,
        row.listing.asin,
    ]


def _country(marketplace_id: str) -> str:
    marketplace = BY_ID.get(marketplace_id)
    return marketplace.country if marketplace else marketplace_id


class CheckCounts:
    """What a check adds up to; counted while the rows pass by."""

    def __init__(self, listings: int) -> None:
        self.listings = listings
        self.missing = 0
        self.warnings = 0
        self.waiting = 0
        self.is_whole = True  # no account could not be asked

    def count(self, row: CheckRow) -> None:
        """One more row."""
        self.missing += row.severity is Severity.ERROR
        self.warnings += row.severity is not Severity.ERROR

    def record(self) -> dict[str, object]:
        return {
            "checked": self.listings,
            "missing": self.missing,
            "warnings": self.warnings,
            "waiting_orders": self.waiting,
        }

    def text(self) -> str:
        """In one sentence."""
        checked = ngettext("{count} listing checked", "{count} listings checked", self.listings).format(
            count=self.listings
        )
        if self.is_whole and not (self.missing or self.warnings):
            return _("{checked}: all have a shipping weight.").format(checked=checked)
        missing = ngettext("{count} without a weight", "{count} without a weight", self.missing).format(
            count=self.missing
        )
        looks = ngettext("{count} to look at", "{count} to look at", self.warnings).format(count=self.warnings)
        orders = ngettext("{count} open order waits", "{count} open orders wait", self.waiting).format(
            count=self.waiting
        )
        return f"{checked}: {missing}, {looks}; {orders}."


def check_answer(rows: Sequence[Checked], counts: CheckCounts, *, is_cut: bool) -> Answer:
    """The table, what it adds up to, and where a weight is entered."""
    data = {"listings": [check_record(row) for row in rows], **counts.record()}
    if not rows:
        return Answer(data, (counts.text(),))
    text: list[str | Table] = [check_table(rows), "", counts.text()]
    if is_cut:
        text.append(_("The first {count}; --format csv shows all.").format(count=len(rows)))
    if counts.missing:
        text += _how_to(rows)
    return Answer(data, text)


def _how_to(rows: Sequence[Checked]) -> list[str]:
    """What the user can do; Amazon's words for the field are those of its pages."""
    lacking = [one.row for one in rows if one.row.severity is Severity.ERROR]
    first = next((row for row in lacking if not _is_unknown(row)), None)
    if first is None:  # what Amazon has no listing of cannot be put right there
        return [_("What Amazon does not let you change can be kept here: mwslink set-weight SKU WEIGHT --local")]
    lines = [
        _("Put it right from here: mwslink set-weight {sku} 450g").format(sku=shlex.quote(first.listing.sku)),
        _("Or in Seller Central: the listing, More details, Advanced view, field “Shipping weight”:"),
    ]
    return [*lines, f"  {first.address}"] if first.address else lines[:1]


def _is_unknown(row: CheckRow) -> bool:
    return any(finding.code == "unknown-sku" for finding in row.findings)
