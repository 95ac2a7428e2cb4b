"""A scan by the names in the listings reports, where more listings share one date than Amazon shows of a query.

Calls: those of one report a marketplace, and ceil(S_FBM / 20), S_FBM being the SKUs that the seller ships himself:
reports of listings tell who ships. The SKUs are asked for in their own order, so that an interrupted scan goes on after
the last one even if the reports have been made anew meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mwslink.gateways.spapi.listings_position import VISIBLE_AFTER, Position
from mwslink.gateways.spapi.listings_search import SearchedListings, batches
from mwslink.gateways.spapi.reports import Reports
from mwslink.listings.pull import ListingPage, Scan
from mwslink.listings.report_lines import parse_listings_report


@dataclass(frozen=True)
class NamedListings:
    """One scan on its way."""

    source: SearchedListings
    reports: Reports
    scan: Scan

    def pages(self, position: Position) -> Iterator[ListingPage]:
        """The pages after the position. Raises TemporaryError while Amazon makes a report."""
        skus = sorted(self._skus())
        todo = [sku for sku in skus if position.sku is None or sku > position.sku]
        until = position.before - VISIBLE_AFTER
        if not todo:
            yield ListingPage([], until, None, len(skus))
        for batch in batches(todo):
            found = [one for part in self.source.find(self.scan.marketplace_ids, batch) for one in part]
            after = None if batch[-1] == todo[-1] else replace(position, sku=batch[-1]).render()
            yield ListingPage(found, until, after, len(skus))

    def _skus(self) -> set[str]:
        skus: set[str] = set()
        for marketplace_id in self.scan.marketplace_ids:
            report = self.reports.listings(marketplace_id)
            skus.update(line.sku for line in parse_listings_report(report.pieces, report.charset))
        return skus
