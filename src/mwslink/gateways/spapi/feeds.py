"""Feeds 2021-06-30: many weights at once (JSON_LISTINGS_FEED), and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from mwslink.errors import RejectedError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.spapi.documents import Documents, wire_document
from mwslink.gateways.spapi.feed_report import read_report
from mwslink.gateways.spapi.listings_repair import json, render_patch
from mwslink.gateways.spapi.protocol import Origin, Query, as_utc, render_moment
from mwslink.listings.pull import Repair, Submission
from mwslink.messages import _

LISTINGS = "JSON_LISTINGS_FEED"
CONTENT_TYPE = "application/json; charset=UTF-8"
MOST_MESSAGES = 25_000
FEEDS_ROUTE = "/feeds/2021-06-30/feeds"
FEED_ROUTE = "/feeds/2021-06-30/feeds/{feedId}"
DOCUMENTS_ROUTE = "/feeds/2021-06-30/documents"
DOCUMENT_ROUTE = "/feeds/2021-06-30/documents/{feedDocumentId}"
_WORKING = ("IN_QUEUE", "IN_PROGRESS")


class _Feed(msgspec.Struct, rename="camel"):
    feed_id: str
    processing_status: str = ""
    created_time: datetime | None = None
    marketplace_ids: list[str] | None = None
    result_feed_document_id: str | None = ""


class _Feeds(msgspec.Struct, rename="camel"):
    feeds: list[_Feed]
    next_token: str | None = ""


_feed = msgspec.json.Decoder(_Feed)
_feeds = msgspec.json.Decoder(_Feeds)


@dataclass(frozen=True)
class Feeds:
    """The feeds of a seller."""

    caller: Caller
    signer: Signer
    origin: Origin
    seller_id: str
    documents: Documents

    def submit(self, repairs: Sequence[Repair]) -> str:
        """Submit the repairs, message n being the n-th of them; the feed's id. At most 25,000, else ValueError.

        The report shows every listing with all its attributes, some 5 kB each: 5,000 repairs a feed keep it small.
        After an unclear answer (NetworkError) the feed may exist: `recent` tells.
        """
        if not 0 < len(repairs) <= MOST_MESSAGES:
            raise ValueError(f"a feed has 1 to {MOST_MESSAGES} messages, not {len(repairs)}")
        body = json.encode(render_feed(self.seller_id, repairs))
        wanted = msgspec.json.encode({"contentType": CONTENT_TYPE})
        request = self.origin.post("createFeedDocument", DOCUMENTS_ROUTE, wanted)
        document = self.caller.call(
            request, lambda answer: parse_json(answer, wire_document), signer=self.signer, is_repeatable=True
        )
        self.documents.upload(document.url, body, CONTENT_TYPE)
        return self._create(repairs, document.feed_document_id or "")

    def recent(self, since: datetime) -> list[tuple[str, datetime]]:
        """Ids and creation times of the feeds of listings submitted since then, newest first."""
        query: Query = {"feedTypes": LISTINGS, "createdSince": render_moment(since), "pageSize": 100}
        feeds: list[_Feed] = []
        while True:
            request = self.origin.get("getFeeds", FEEDS_ROUTE, query)
            page = self.caller.call(request, lambda answer: parse_json(answer, _feeds), signer=self.signer)
            feeds += page.feeds
            if not page.next_token or query == {"nextToken": page.next_token}:
                break
            query = {"nextToken": page.next_token}
        dated = [(feed.feed_id, as_utc(feed.created_time)) for feed in feeds if feed.created_time]
        return sorted(dated, key=lambda feed: feed[1], reverse=True)

    def result(self, feed_id: str) -> list[Submission] | None:
        """What became of each message, as far as Amazon's report tells; None while it works on them.

        Raises RejectedError when Amazon refused the feed as a whole, or gave it up: then some of it may have happened.
        """
        request = self.origin.get("getFeed", FEED_ROUTE, feedId=feed_id)
        feed = self.caller.call(request, lambda answer: parse_json(answer, _feed), signer=self.signer)
        if feed.processing_status in _WORKING:
            return None
        if feed.processing_status != "DONE" or not feed.result_feed_document_id:
            text = _("Amazon did not process the feed {id} to its end ({status}).")
            raise RejectedError(
                text.format(id=feed_id, status=feed.processing_status),
                code=feed.processing_status,
                hint=_("Some of the weights may have arrived all the same: check them before you send them again."),
            )
        return read_report(self._report(feed.result_feed_document_id), feed.marketplace_ids or [])

    def _create(self, repairs: Sequence[Repair], document_id: str) -> str:
        marketplace_ids = sorted({id_ for repair in repairs for id_ in repair.marketplace_ids})
        body = {"feedType": LISTINGS, "marketplaceIds": marketplace_ids, "inputFeedDocumentId": document_id}
        request = self.origin.post("createFeed", FEEDS_ROUTE, msgspec.json.encode(body))
        return self.caller.call(request, lambda answer: parse_json(answer, _feed), signer=self.signer).feed_id

    def _report(self, document_id: str) -> bytes:
        request = self.origin.get("getFeedDocument", DOCUMENT_ROUTE, feedDocumentId=document_id)
        found = self.caller.call(request, lambda answer: parse_json(answer, wire_document), signer=self.signer)
        return b"".join(self.documents.download(found.url))


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
