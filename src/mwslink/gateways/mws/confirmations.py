"""Telling Amazon of shipments over MWS: by feed only, read back as how many units were shipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mwslink.gateways.fulfillment import outcome_of, render_feed
from mwslink.gateways.mws.feeds import Feed, Feeds
from mwslink.shipping.model import Confirmation
from mwslink.shipping.target import FeedOutcome

FULFILLMENT_DATA = "_POST_ORDER_FULFILLMENT_DATA_"


@dataclass(frozen=True)
class Confirmations:
    """The shipments of a seller. A feed goes to one host, which `marketplace_ids` share."""

    feeds: Feeds
    seller_id: str

    def submit(self, confirmations: Sequence[Confirmation], marketplace_ids: Sequence[str]) -> str:
        """Submit one feed; its id. After an unclear answer (NetworkError) `recent` tells whether it arrived."""
        body = render_feed(self.seller_id, confirmations)
        return self.feeds.submit(Feed(FULFILLMENT_DATA, body, tuple(marketplace_ids)))

    def recent(self, since: datetime, marketplace_ids: Sequence[str]) -> list[tuple[str, datetime]]:
        """Ids and moments of the feeds of this type submitted since then, newest first."""
        return self.feeds.recent(FULFILLMENT_DATA, since, marketplace_ids[0])

    def result(self, feed_id: str, marketplace_ids: Sequence[str]) -> FeedOutcome | None:
        """What became of each message; None while Amazon works on them. Raises RejectedError for a feed that failed."""
        found = self.feeds.result(feed_id, marketplace_ids[0])
        return None if found is None else outcome_of(found)
