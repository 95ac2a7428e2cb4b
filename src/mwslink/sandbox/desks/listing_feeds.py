"""JSON_LISTINGS_FEED: many listings changed at once, by the rules of patchListingsItem.

Without `header.report` the processing report tells which messages were accepted. With it the report comes once the
changes are in effect, and shows the listings afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from mwslink.sandbox.desks.documents import Content
from mwslink.sandbox.desks.envelope import FeedError
from mwslink.sandbox.desks.feeds import Feed, Work
from mwslink.sandbox.desks.listing_messages import Message, apply_message, parse_message
from mwslink.sandbox.desks.processing_reports import content_of
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.listing import Issue
from mwslink.sandbox.listings.patches import MalformedPatchError
from mwslink.sandbox.listings.rendering import DATA_SETS, render_item

if TYPE_CHECKING:
    from mwslink.sandbox.state import State

MOST_MESSAGES = 25_000
_WORKING = timedelta(seconds=30)
_MESSAGES_A_SECOND = 500
_AFTERWARDS = timedelta(seconds=5)
_API_VERSION = "2021-08-01"
_NO_HEADER = "4002005"
_JSON = "application/json;charset=UTF-8"
_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_ENCODER = msgspec.json.Encoder(decimal_format="number")


class _HeaderError(FeedError):
    """The header is missing or wrong."""


@dataclass
class _Outcome:
    """What there is to say about a feed so far."""

    included: tuple[str, ...] = ()
    issues: list[Json] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)  # SKUs, one for each message
    processed: int = 0


def process(state: State, feed: Feed, moment: datetime) -> Work:
    """Accept or refuse each message; what is accepted takes effect later."""
    outcome, body = _Outcome(), _decoded(feed.submission.body)
    try:
        messages = _read(feed, body, outcome)
    except _HeaderError as error:
        outcome.issues.append({"code": _NO_HEADER, "severity": "ERROR", "message": str(error)})
    except FeedError as error:
        outcome.issues.append({"severity": "ERROR", "message": str(error)})
    else:
        _apply(state, feed, messages, outcome, moment)
    lasts = _WORKING + timedelta(seconds=outcome.processed / _MESSAGES_A_SECOND)
    if outcome.included:
        lasts = max(lasts, timedelta(seconds=state.settings.listing_delay) + _AFTERWARDS)
    return Work(lasts, lambda _: _report(state, feed, outcome), is_fatal=body is None)


def _decoded(body: bytes) -> Mapping[str, object] | None:
    """The feed as JSON; None where it is none."""
    try:
        decoded = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return decoded if isinstance(decoded, dict) else None


def _read(feed: Feed, body: Mapping[str, object] | None, outcome: _Outcome) -> list[object]:
    """The messages, still to be looked at one by one; raises FeedError for the feed as a whole."""
    if body is None:
        raise FeedError("The feed is not a JSON object.")
    header, messages = body.get("header"), body.get("messages")
    if not isinstance(header, dict):
        raise _HeaderError("The feed's header is missing.")
    if header.get("sellerId") != feed.account.seller_id or header.get("version") != "2.0":
        raise _HeaderError("The feed's header must have the seller's sellerId and the version 2.0.")
    outcome.included = _included(header.get("report"))
    if not isinstance(messages, list) or not 1 <= len(messages) <= MOST_MESSAGES:
        raise FeedError(f"The feed must have 1 to {MOST_MESSAGES} messages.")
    return messages


def _included(report: object) -> tuple[str, ...]:
    if report is None:
        return ()
    included = report.get("includedData") if isinstance(report, dict) else None
    if not isinstance(report, dict) or report.get("apiVersion") != _API_VERSION or not isinstance(included, list):
        raise _HeaderError("The feed's header.report needs includedData and the apiVersion 2021-08-01.")
    if not included or not set(map(str, included)) <= set(DATA_SETS):
        raise _HeaderError("The feed's header.report.includedData names data that there is not.")
    return tuple(str(one) for one in included)


def _apply(state: State, feed: Feed, messages: list[object], outcome: _Outcome, moment: datetime) -> None:
    book, places = state.listings(feed.account), feed.submission.marketplace_ids
    seen: set[int] = set()
    for raw in messages:
        outcome.processed += 1
        about: Json = {}
        try:
            message = parse_message(raw, about, seen)
            issues = apply_message(book, message, places=places, now=moment)
        except MalformedPatchError as error:
            outcome.issues.append({**about, "severity": "ERROR", "message": str(error)})
            continue
        if issues:
            outcome.issues += _rendered(issues, message)
        else:
            outcome.accepted.append(message.sku)


def _rendered(issues: Collection[Issue], message: Message) -> Iterator[Json]:
    for issue in issues:
        shown: Json = {
            "messageId": message.id,
            "sku": message.sku,
            "code": issue.code,
            "severity": issue.severity,
            "message": issue.message,
        }
        yield {**shown, **({"attributeName": issue.attributes[0]} if issue.attributes else {})}


def _report(state: State, feed: Feed, outcome: _Outcome) -> Content:
    """`listings-feed-processing-report-schema-v2.json`."""
    header: Json = {"sellerId": feed.account.seller_id, "version": "2.0", "feedId": feed.id}
    summary: Json = {
        "errors": _count(outcome.issues, "ERROR"),
        "warnings": _count(outcome.issues, "WARNING"),
        "messagesProcessed": outcome.processed,
        "messagesAccepted": len(outcome.accepted),
        "messagesInvalid": outcome.processed - len(outcome.accepted),
    }
    report: Json = {"header": header, "issues": outcome.issues, "summary": summary}
    if outcome.included:
        header["report"] = {"includedData": list(outcome.included), "apiVersion": _API_VERSION}
        report["items"] = items = list(_items(state, feed, outcome))
        found = [issue for item in items for issue in item.get("issues", ())]  # type: ignore[attr-defined]
        errors, warnings = _count(found, "ERROR"), _count(found, "WARNING")
        summary["itemSummary"] = {"items": len(items), "errors": errors, "warnings": warnings}
    return content_of(_ENCODER.encode(report), _JSON)


def _items(state: State, feed: Feed, outcome: _Outcome) -> Iterator[Json]:
    """The listings touched, once each, as they are now; one that does not exist is not shown."""
    book = state.listings(feed.account)
    for sku in dict.fromkeys(outcome.accepted):
        listing = book.find(sku)
        if listing is not None:
            yield render_item(listing, feed.submission.marketplace_ids, outcome.included)


def _count(issues: Collection[Mapping[str, object]], severity: str) -> int:
    return sum(issue["severity"] == severity for issue in issues)
