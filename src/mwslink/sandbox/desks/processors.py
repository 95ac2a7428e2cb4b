"""Who works on which type of feed."""

from __future__ import annotations

from collections.abc import Mapping

from mwslink.sandbox.desks import listing_feeds, order_feeds, order_files, product_feeds
from mwslink.sandbox.desks.feeds import JSON_LISTINGS, Processor

PROCESSORS: Mapping[str, Processor] = {
    "POST_ORDER_FULFILLMENT_DATA": order_feeds.process,
    "POST_FLAT_FILE_FULFILLMENT_DATA": order_files.process,
    JSON_LISTINGS: listing_feeds.process,
    "POST_PRODUCT_DATA": product_feeds.process,
}
