"""Feeds 2021-06-30: a document of any type submitted, found again, and its report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from mwslink.errors import RejectedError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.spapi.documents import Documents, wire_document
from mwslink.gateways.spapi.protocol import Origin, Query, as_utc, render_moment
from mwslink.messages import _

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
class FeedKind:
    """A type of feed, and the content type of its document."""

    type: str
    content_type: str


@dataclass(frozen=True)
class FeedReport:
    """Amazon's report about a feed, and the marketplaces it was for."""

    body: bytes
    marketplace_ids: tuple[str, ...]


@dataclass(frozen=True)
class FeedService:
    """The feeds of a seller, whatever is in them."""

    caller: Caller
    signer: Signer
    origin: Origin
    documents: Documents

    def submit(self, kind: FeedKind, body: bytes, marketplace_ids: Iterable[str]) -> str:
        """Submit a document; the feed's id. After an unclear answer (NetworkError) `recent` tells whether it exists."""
        wanted = msgspec.json.encode({"contentType": kind.content_type})
        request = self.origin.post("createFeedDocument", DOCUMENTS_ROUTE, wanted)
        document = self.caller.call(
            request, lambda answer: parse_json(answer, wire_document), signer=self.signer, is_repeatable=True
        )
        self.documents.upload(document.url, body, kind.content_type)
        created = {
            "feedType": kind.type,
            "marketplaceIds": sorted(marketplace_ids),
            "inputFeedDocumentId": document.feed_document_id or "",
        }
        request = self.origin.post("createFeed", FEEDS_ROUTE, msgspec.json.encode(created))
        return self.caller.call(request, lambda answer: parse_json(answer, _feed), signer=self.signer).feed_id

    def recent(self, kind: FeedKind, since: datetime) -> list[tuple[str, datetime]]:
        """Ids and creation times of the feeds of this kind submitted since then, newest first."""
        query: Query = {"feedTypes": kind.type, "createdSince": render_moment(since), "pageSize": 100}
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

    def report(self, feed_id: str) -> FeedReport | None:
        """Amazon's report; None while it works on the feed.

        Raises RejectedError when Amazon gave the feed up: then some of it may have happened.
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
                hint=_("Some of it may have arrived all the same: check before you send it again."),
            )
        return FeedReport(self._download(feed.result_feed_document_id), tuple(feed.marketplace_ids or ()))

    def _download(self, document_id: str) -> bytes:
        request = self.origin.get("getFeedDocument", DOCUMENT_ROUTE, feedDocumentId=document_id)
        found = self.caller.call(request, lambda answer: parse_json(answer, wire_document), signer=self.signer)
        return b"".join(self.documents.download(found.url))
