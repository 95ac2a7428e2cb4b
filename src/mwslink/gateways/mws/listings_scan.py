"""All listings of a seller over MWS: a report names them, the catalogue tells their weights five at a time.

MWS tells no changes: a scan of changes reads everything again, as a whole one does. It costs a report a marketplace
and ceil(S / 5) calls, five SKUs a second. The SKUs are asked for in their own order, so that an interrupted scan goes
on after the last one even if the reports have been made anew meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from mwslink import clock
from mwslink.gateways.mws.products import Match, Products
from mwslink.gateways.mws.reports import Reports
from mwslink.listings.model import Listing
from mwslink.listings.pull import ListingPage, Scan
from mwslink.listings.report_lines import ReportLine, parse_listings_report
from mwslink.messages import _
from mwslink.orders.pull import PositionLostError

_AT_ONCE = 100  # SKUs a page: twenty calls
_ACTIVE = ("active", "activo", "attivo", "actif", "aktiv")


@dataclass(frozen=True)
class Position:
    """A place in a scan: when it began, the marketplace being read and the last SKU of it that came."""

    began_at: datetime
    marketplace: int = 0
    sku: str = ""

    def render(self) -> str:
        """The position as a scan keeps it."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def parse(cls, text: str) -> Position:
        """The position from what `render` wrote. Raises PositionLostError when it is none."""
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.DecodeError:
            raise PositionLostError(
                _("The interrupted reading of listings cannot be resumed; it starts again.")
            ) from None


@dataclass(frozen=True)
class ListingScan:
    """One scan on its way."""

    products: Products
    reports: Reports
    scan: Scan

    def pages(self) -> Iterator[ListingPage]:
        """The pages from the scan's position on. Raises TemporaryError while Amazon makes a report."""
        position = Position.parse(self.scan.position) if self.scan.position else Position(clock.now())
        ids = self.scan.marketplace_ids
        for number in range(position.marketplace, len(ids)):
            after = position.sku if number == position.marketplace else ""
            here = replace(position, marketplace=number, sku=after)
            yield from self._marketplace(here, is_last=number == len(ids) - 1)

    def _marketplace(self, position: Position, *, is_last: bool) -> Iterator[ListingPage]:
        marketplace_id = self.scan.marketplace_ids[position.marketplace]
        report = self.reports.listings(marketplace_id)
        lines = {line.sku: line for line in parse_listings_report(report.pieces, report.charset)}
        todo = [sku for sku in sorted(lines) if sku > position.sku]
        following = None if is_last else replace(position, marketplace=position.marketplace + 1, sku="").render()
        if not todo:
            yield ListingPage([], position.began_at, following, len(lines))
        for start in range(0, len(todo), _AT_ONCE):
            skus = todo[start : start + _AT_ONCE]
            matches = (match for batch in self.products.matches(marketplace_id, skus) for match in batch)
            listings = [_listing(match, lines[match.id], marketplace_id) for match in matches]
            is_end = start + len(skus) == len(todo)
            after = following if is_end else replace(position, sku=skus[-1]).render()
            yield ListingPage(listings, position.began_at, after, len(lines))


def _listing(match: Match, line: ReportLine, marketplace_id: str) -> Listing:
    """What the catalogue tells, with the report's words where it tells nothing."""
    known = match.listing or Listing(line.sku, marketplace_id)
    statuses = ("BUYABLE",) if line.status.lower() in _ACTIVE else ()
    return replace(
        known, sku=line.sku, asin=known.asin or line.asin, title=known.title or line.title, statuses=statuses
    )
