"""Many weights at once (JSON_LISTINGS_FEED), and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mwslink.gateways.spapi.feed_report import read_report
from mwslink.gateways.spapi.feed_service import FeedKind, FeedService
from mwslink.gateways.spapi.listings_repair import json, render_patch
from mwslink.listings.pull import Repair, Submission

LISTINGS = FeedKind("JSON_LISTINGS_FEED", "application/json; charset=UTF-8")
MOST_MESSAGES = 25_000


@dataclass(frozen=True)
class Feeds:
    """The feeds of a seller's listings."""

    service: FeedService
    seller_id: str

    def submit(self, repairs: Sequence[Repair]) -> str:
        """Submit the repairs, message n being the n-th of them; the feed's id. At most 25,000, else ValueError.

        The report shows every listing with all its attributes, some 5 kB each: 5,000 repairs a feed keep it small.
        After an unclear answer (NetworkError) the feed may exist: `recent` tells.
        """
        if not 0 < len(repairs) <= MOST_MESSAGES:
            raise ValueError(f"a feed has 1 to {MOST_MESSAGES} messages, not {len(repairs)}")
        body = json.encode(render_feed(self.seller_id, repairs))
        return self.service.submit(LISTINGS, body, {id_ for repair in repairs for id_ in repair.marketplace_ids})

    def recent(self, since: datetime) -> list[tuple[str, datetime]]:
        """Ids and creation times of the feeds of listings submitted since then, newest first."""
        return self.service.recent(LISTINGS, since)

    def result(self, feed_id: str) -> list[Submission] | None:
        """What became of each message, as far as Amazon's report tells; None while it works on them.

        Raises RejectedError when Amazon refused the feed as a whole, or gave it up: then some of it may have happened.
        """
        report = self.service.report(feed_id)
        return None if report is None else read_report(report.body, report.marketplace_ids)


def render_feed(seller_id: str, repairs: Sequence[Repair]) -> dict[str, object]:
    """The feed as `listings-feed-schema-v2.json` wants it. Its report is to show the listings afterwards."""
    report = {"includedData": ["attributes", "issues"], "apiVersion": "2021-08-01"}
    return {
        "header": {"sellerId": seller_id, "version": "2.0", "report": report},
        "messages": [
            {
                "messageId": number,
                "sku": repair.sku,
                "operationType": "PATCH",
                "productType": repair.product_type,
                "patches": [render_patch(repair)],
            }
            for number, repair in enumerate(repairs, start=1)
        ],
    }
