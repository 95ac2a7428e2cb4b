"""Feeds API 2021-06-30: documents to upload to, feeds to submit, watch and cancel, and what became of them."""

from __future__ import annotations

import msgspec

from mwslink.sandbox.accounts import DELIVERY, LISTING, TRACKING
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.desks.documents import UPLOAD_LIFETIME, Document
from mwslink.sandbox.desks.feeds import JSON_LISTINGS, Feed, Submission
from mwslink.sandbox.exchange import Json, Reply, Service, json_reply
from mwslink.sandbox.gate import (
    Access,
    RefusalError,
    SellerCall,
    bad_input,
    denied,
    gated,
    identify_seller,
    not_found,
    render_fault,
)
from mwslink.sandbox.lists_2021 import (
    LISTS,
    asked_encoding,
    check_marketplaces,
    page_of,
    read_body,
    read_marketplaces,
    read_stages,
    read_types,
    read_window,
    with_token,
)
from mwslink.sandbox.parameters import Parameters
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.state import State

PATH = "/feeds/2021-06-30"
_KNOWN = frozenset({"feedTypes", "processingStatuses", "marketplaceIds", "pageSize", "createdSince", "createdUntil"})
_MWS_ONLY = frozenset({"POST_PRODUCT_DATA"})  # the XML listings feeds were switched off in 2025
_ROLES = {JSON_LISTINGS: frozenset({LISTING, TRACKING})}
_ORDER_ROLES = frozenset({TRACKING, DELIVERY})
_COMPRESSED = 100_000  # bytes; the reports of large feeds come packed


class _NewDocument(msgspec.Struct, rename="camel"):
    content_type: str


class _NewFeed(msgspec.Struct, rename="camel"):
    feed_type: str
    marketplace_ids: list[str]
    input_feed_document_id: str
    feed_options: dict[str, str] = {}


def create_feed_document(state: State, request: SellerCall) -> Reply:
    """POST …/documents: where to upload, for five minutes and with that content type only."""
    given = read_body(request.call.body, _NewDocument)
    if not given.content_type.strip():
        raise bad_input(details="contentType is empty.")
    now = state.clock.now()
    document_id = state.documents.new_id(state.next_serial())
    document = state.documents.add(Document(document_id, request.account.seller_id, given.content_type, now))
    url = state.documents.address(request.call, document, now=now, upload=True)
    return json_reply(201, {"feedDocumentId": document_id, "url": url})


def create_feed(state: State, request: SellerCall) -> Reply:
    """POST …/feeds."""
    given = read_body(request.call.body, _NewFeed)
    state.feeds.settle(state)
    if not state.feeds.knows(given.feed_type) or given.feed_type in _MWS_ONLY:
        raise bad_input(details=f"Invalid feed type: {given.feed_type}")
    if not request.account.roles & _ROLES.get(given.feed_type, _ORDER_ROLES):
        raise denied()
    check_marketplaces(request.account, given.marketplace_ids)
    document = _uploaded(state, request, given.input_feed_document_id)
    _check_pace(state, request, given.feed_type)
    submission = Submission(
        given.feed_type,
        tuple(given.marketplace_ids),
        document.body or b"",
        document.content_type,
        options=given.feed_options,
    )
    return json_reply(202, {"feedId": state.feeds.submit(request.account, submission, now=state.clock.now()).id})


def _uploaded(state: State, request: SellerCall, document_id: str) -> Document:
    document = state.documents.find(document_id, request.account.seller_id)
    if document is None or state.clock.now() - document.created_at >= UPLOAD_LIFETIME:
        raise bad_input(details="inputFeedDocumentId: there is no such document.")
    if document.body is None:
        raise bad_input(details="inputFeedDocumentId: nothing was uploaded to this document.")
    return document


def _check_pace(state: State, request: SellerCall, feed_type: str) -> None:
    if feed_type != JSON_LISTINGS or not state.quotas.enforced:
        return
    if state.feeds.is_full(request.account.seller_id, now=state.clock.now()):
        raise RefusalError(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")


def get_feed(state: State, request: SellerCall) -> Reply:
    """GET …/feeds/{feedId}."""
    return json_reply(200, _render(state, _feed(state, request)))


def cancel_feed(state: State, request: SellerCall) -> Reply:
    """DELETE …/feeds/{feedId}: only while it waits."""
    if not state.feeds.cancel(_feed(state, request), now=state.clock.now()):
        raise bad_input("The feed cannot be cancelled: it is no longer in the queue.")
    return json_reply(200, {})


def get_feeds(state: State, request: SellerCall) -> Reply:
    """GET …/feeds."""
    given = Parameters(request.call.query, lists=LISTS)
    given.refuse_unknown(_KNOWN | {"nextToken"})
    state.feeds.settle(state)
    pages, now = state.feeds.pages, state.clock.now()
    owner = f"{request.account.seller_id} getFeeds"
    page = page_of(
        request,
        given,
        lambda token: pages.resume(token, owner=owner, now=now),
        lambda size: pages.first(_filtered(state, request, given), owner=owner, size=size, now=now),
    )
    return json_reply(200, with_token({"feeds": [_render(state, feed) for feed in page.entries]}, page))


def _filtered(state: State, request: SellerCall, given: Parameters) -> list[Feed]:
    now, types = state.clock.now(), read_types(given, "feedTypes")
    stages, marketplaces = read_stages(given), read_marketplaces(given)
    since, until = read_window(given, now=now)
    return [
        feed
        for feed in state.feeds.of(request.account.seller_id, now=now)
        if feed.submission.type in types
        and since <= feed.created_at <= until
        and feed.stage in stages
        and (not marketplaces or marketplaces & set(feed.submission.marketplace_ids))
    ]


def get_feed_document(state: State, request: SellerCall) -> Reply:
    """GET …/documents/{feedDocumentId}: an address good for five minutes."""
    asked = asked_encoding(request)
    state.feeds.settle(state)
    document = state.documents.find(request.value("document_id"), request.account.seller_id)
    if document is None or document.content is None:
        raise not_found("The requested feed document was not found.")
    encoding = asked if document.is_compressed else ""
    url = state.documents.address(request.call, document, now=state.clock.now(), encoding=encoding)
    answer: Json = {"feedDocumentId": document.id, "url": url}
    return json_reply(200, {**answer, **({"compressionAlgorithm": "GZIP"} if document.is_compressed else {})})


def _feed(state: State, request: SellerCall) -> Feed:
    state.feeds.settle(state)
    feed = state.feeds.find(request.value("feed_id"), request.account.seller_id)
    if feed is None:
        raise not_found("The requested feed was not found.")
    return feed


def _render(state: State, feed: Feed) -> Json:
    made: Json = {
        "feedId": feed.id,
        "feedType": feed.submission.type,
        "marketplaceIds": list(feed.submission.marketplace_ids),
        "createdTime": as_text(feed.created_at),
        "processingStatus": feed.stage.value,
    }
    if feed.started_at is not None:
        made["processingStartTime"] = as_text(feed.started_at)
    if feed.ended_at is not None:
        made["processingEndTime"] = as_text(feed.ended_at)
        made["resultFeedDocumentId"] = _result_id(state, feed)
    return made


def _result_id(state: State, feed: Feed) -> str:
    """The id of the feed's processing report; the document is made when the id is first told."""
    if not feed.result_document_id and feed.result is not None:
        feed.result_document_id = state.documents.new_id(state.next_serial())
        size = sum(len(piece) for piece in feed.result.make())
        state.documents.add(
            Document(
                id=feed.result_document_id,
                seller_id=feed.account.seller_id,
                content_type=feed.result.content_type,
                created_at=state.clock.now(),
                content=feed.result,
                is_compressed=size > _COMPRESSED,
            )
        )
    return feed.result_document_id


_ANY_ROLE = frozenset({LISTING, TRACKING, DELIVERY})
_LIST, _FAST = Access(Quota(rate=0.0222, burst=10), _ANY_ROLE), Access(Quota(rate=2, burst=15), _ANY_ROLE)
SERVICE = Service(
    name="feeds-2021-06-30",
    operations=(
        gated(
            "createFeedDocument",
            "POST",
            f"{PATH}/documents",
            Access(Quota(rate=0.5, burst=15), _ANY_ROLE),
            create_feed_document,
        ),
        gated("createFeed", "POST", f"{PATH}/feeds", Access(Quota(rate=0.0083, burst=15), _ANY_ROLE), create_feed),
        gated("getFeeds", "GET", f"{PATH}/feeds", _LIST, get_feeds),
        gated("getFeed", "GET", f"{PATH}/feeds/{{feed_id}}", _FAST, get_feed),
        gated("cancelFeed", "DELETE", f"{PATH}/feeds/{{feed_id}}", _FAST, cancel_feed),
        gated("getFeedDocument", "GET", f"{PATH}/documents/{{document_id}}", _LIST, get_feed_document),
    ),
    identify=identify_seller,
    render_fault=render_fault,
)
