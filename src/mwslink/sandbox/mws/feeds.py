"""Feeds 2009-01-01: feeds handed in with their sum, watched, and what became of them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from mwslink.sandbox.desks.feeds import JSON_LISTINGS, Feed, Submission
from mwslink.sandbox.desks.reports import Stage
from mwslink.sandbox.exchange import Reply
from mwslink.sandbox.mws.answers import MwsRefusalError, element, missing, result, result_reply
from mwslink.sandbox.mws.lists import (
    STATUSES,
    Words,
    mws_type,
    owner,
    page_elements,
    plain_type,
    read_filter,
    read_size,
    resume,
    stamp,
)
from mwslink.sandbox.mws.marketplaces import read_marketplaces
from mwslink.sandbox.mws.reports import content_md5
from mwslink.sandbox.mws.sections import FEEDS, MINUTE, MwsCall, MwsOperation, mws_operation, plan
from mwslink.sandbox.state import State

_WORDS = Words(
    "FeedSubmissionIdList.Id",
    "FeedTypeList.Type",
    "FeedProcessingStatusList.Status",
    "SubmittedFromDate",
    "SubmittedToDate",
)
_LATER = frozenset({JSON_LISTINGS})  # MWS was gone before it came


def submit(state: State, call: MwsCall) -> Reply:
    """SubmitFeed."""
    type_ = call.text("FeedType")
    if not type_:
        raise missing("FeedType")
    if not state.feeds.knows(plain_type(type_)) or plain_type(type_) in _LATER:
        raise MwsRefusalError(400, "InvalidFeedType", f"{type_} is not a feed type.")
    _check_md5(call)
    places = tuple(place.id for place in read_marketplaces(call))
    content_type = call.call.headers.get("content-type", "")
    state.feeds.settle(state)
    submission = Submission(plain_type(type_), places, call.call.body, content_type)
    feed = state.feeds.submit(call.account, submission, now=state.clock.now())
    return result_reply(call, [result(call, _info(feed))], indented=False)


def _check_md5(call: MwsCall) -> None:
    given = call.text("ContentMD5Value") or call.call.headers.get("content-md5", "")
    right = base64.b64encode(hashlib.md5(call.call.body, usedforsecurity=False).digest()).decode("ascii")
    if not given:
        raise MwsRefusalError(400, "ContentMD5Missing", "The Content-MD5 header was missing from your feed.")
    if given != right:
        text = (
            f"The Content-MD5 HTTP header you passed for your feed ({given}) did not match the Content-MD5 we "
            f"calculated for your feed ({right})"
        )
        raise MwsRefusalError(400, "ContentMD5DoesNotMatch", text)


def list_submissions(state: State, call: MwsCall) -> Reply:
    """GetFeedSubmissionList, newest first."""
    pages, now = state.feeds.pages, state.clock.now()
    page = pages.first(_wanted(state, call), owner=owner(call), size=read_size(call), now=now)
    return result_reply(call, [result(call, *page_elements(page, _info))])


def list_by_next_token(state: State, call: MwsCall) -> Reply:
    """GetFeedSubmissionListByNextToken."""
    state.feeds.settle(state)
    page = resume(call, state.feeds.pages, now=state.clock.now())
    return result_reply(call, [result(call, *page_elements(page, _info))])


def count(state: State, call: MwsCall) -> Reply:
    """GetFeedSubmissionCount."""
    return result_reply(call, [result(call, element("Count", str(len(_wanted(state, call)))))])


def cancel(state: State, call: MwsCall) -> Reply:
    """CancelFeedSubmissions: what waits is cancelled; what was named is shown."""
    feeds = _wanted(state, call)
    missing_ids = set(call.items(_WORDS.ids)) - {feed.id for feed in feeds}
    if missing_ids:
        raise _unknown(min(missing_ids))
    for feed in feeds:
        state.feeds.cancel(feed, now=state.clock.now())
    counted = element("Count", str(len(feeds)))
    return result_reply(call, [result(call, counted, *map(_info, feeds))])


def get_result(state: State, call: MwsCall) -> Reply:
    """GetFeedSubmissionResult: the processing report itself, with the sum of its bytes."""
    feed_id = call.text("FeedSubmissionId")
    if not feed_id:
        raise missing("FeedSubmissionId")
    state.feeds.settle(state)
    feed = state.feeds.find(feed_id, call.account.seller_id)
    if feed is None:
        raise _unknown(feed_id)
    if feed.stage is Stage.CANCELLED:
        raise MwsRefusalError(400, "FeedCanceled", f"The feed {feed_id} was cancelled.")
    if feed.result is None:
        text = f"Feed Submission Result is not ready for Feed {feed_id}"
        raise MwsRefusalError(404, "FeedProcessingResultNotReady", text)
    body = b"".join(feed.result.make())
    digest = hashlib.md5(body, usedforsecurity=False).digest()
    return Reply(200, body, content_md5(call, digest), feed.result.content_type)


def _unknown(feed_id: str) -> MwsRefusalError:
    return MwsRefusalError(400, "InvalidFeedSubmissionId", f"The seller has no feed submission {feed_id}.")


def _wanted(state: State, call: MwsCall) -> list[Feed]:
    state.feeds.settle(state)
    now = state.clock.now()
    wanted = read_filter(call, _WORDS, now=now)
    feeds = state.feeds.of(call.account.seller_id, now=now)
    if wanted.ids:
        return [feed for feed in feeds if feed.id in wanted.ids]
    return [
        feed
        for feed in feeds
        if wanted.admits(type_=mws_type(feed.submission.type), status=STATUSES[feed.stage], at=feed.created_at)
    ]


def _info(feed: Feed) -> Element:
    return element(
        "FeedSubmissionInfo",
        element("FeedSubmissionId", feed.id),
        element("FeedType", mws_type(feed.submission.type)),
        element("SubmittedDate", stamp(feed.created_at)),
        element("FeedProcessingStatus", STATUSES[feed.stage]),
        element("StartedProcessingDate", stamp(feed.started_at)) if feed.started_at else None,
        element("CompletedProcessingDate", stamp(feed.ended_at)) if feed.ended_at else None,
    )


def operations() -> Iterator[MwsOperation]:
    slow = plan(10, every=45, hourly=80)
    yield mws_operation(FEEDS, "SubmitFeed", plan(15, every=2 * MINUTE, hourly=30), submit)
    yield mws_operation(FEEDS, "GetFeedSubmissionList", slow, list_submissions)
    twin = plan(30, every=2, hourly=1800)
    yield mws_operation(FEEDS, "GetFeedSubmissionListByNextToken", twin, list_by_next_token)
    yield mws_operation(FEEDS, "GetFeedSubmissionCount", slow, count)
    yield mws_operation(FEEDS, "CancelFeedSubmissions", slow, cancel)
    yield mws_operation(FEEDS, "GetFeedSubmissionResult", plan(15, every=MINUTE, hourly=60), get_result)
