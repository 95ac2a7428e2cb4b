"""Who works on which type of feed."""

from __future__ import annotations

from collections.abc import Mapping

from mwslink.sandbox.desks import order_feeds, order_files, product_feeds
from mwslink.sandbox.desks.feeds import Processor

PROCESSORS: Mapping[str, Processor] = {
    "POST_ORDER_FULFILLMENT_DATA": order_feeds.process,
    "POST_FLAT_FILE_FULFILLMENT_DATA": order_files.process,
    "POST_PRODUCT_DATA": product_feeds.process,
}
