"""Many shipments at once (POST_ORDER_FULFILLMENT_DATA), and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mwslink.gateways.fulfillment import outcome_of, render_feed
from mwslink.gateways.http import Response
from mwslink.gateways.mws.feed_report import read_feed_report
from mwslink.gateways.spapi.feed_service import FeedKind, FeedService
from mwslink.shipping.model import Confirmation
from mwslink.shipping.target import FeedOutcome

FULFILLMENT = FeedKind("POST_ORDER_FULFILLMENT_DATA", "text/xml; charset=UTF-8")


@dataclass(frozen=True)
class FulfillmentFeeds:
    """The feeds of a seller's shipments."""

    service: FeedService
    seller_id: str

    def submit(self, confirmations: Sequence[Confirmation], marketplace_ids: Sequence[str]) -> str:
        """Submit them, message n being the n-th; the feed's id. After an unclear answer `recent` tells."""
        return self.service.submit(FULFILLMENT, render_feed(self.seller_id, confirmations), marketplace_ids)

    def recent(self, since: datetime) -> list[tuple[str, datetime]]:
        """Ids and moments of the feeds of this type submitted since then, newest first."""
        return self.service.recent(FULFILLMENT, since)

    def result(self, feed_id: str) -> FeedOutcome | None:
        """What became of each message; None while Amazon works on them. Raises RejectedError for a feed that failed."""
        report = self.service.report(feed_id)
        return None if report is None else outcome_of(read_feed_report(Response(200, {}, report.body)))
