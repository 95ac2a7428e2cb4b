"""The processing report of a JSON_LISTINGS_FEED (`listings-feed-processing-report-schema-v2.json`)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from mwslink.errors import RejectedError
from mwslink.gateways.failures import AnswerError, printable
from mwslink.gateways.spapi.listings_reading import read_issue, read_listings
from mwslink.gateways.spapi.listings_wire import Text, WireItem
from mwslink.listings.pull import Issue, Submission
from mwslink.messages import _

_ERROR = "ERROR"


class _Issue(msgspec.Struct, rename="camel"):
    severity: str
    message: str
    message_id: int | None = None
    sku: Text = ""
    code: Text = ""
    attribute_name: Text = ""


class _Report(msgspec.Struct):
    issues: list[_Issue]
    items: list[WireItem] | None = None


_report = msgspec.json.Decoder(_Report)


def read_report(body: bytes, marketplace_ids: Sequence[str]) -> list[Submission]:
    """One submission per SKU (without one: per message) that the report names.

    INVALID: Amazon refused the message. ACCEPTED: it did not, and `listings` shows the SKU after processing, its issues
    included. A SKU that is not named was accepted without more to say. Raises RejectedError when the whole feed was
    refused, AnswerError for a damaged report.
    """
    try:
        report = _report.decode(body)
    except msgspec.DecodeError:
        report = None
    if report is None:
        raise AnswerError(_("Amazon's report about the feed is damaged or was cut off."))
    issues: dict[tuple[str, str], list[_Issue]] = {}
    for issue in report.issues:
        issues.setdefault((issue.sku or "", "" if issue.sku else str(issue.message_id or "")), []).append(issue)
    if refusals := [issue for issue in issues.pop(("", ""), []) if issue.severity == _ERROR]:
        text = _("Amazon refuses the feed as a whole: {reason}")
        reason = printable(f"{refusals[0].code or ''} {refusals[0].message}")
        raise RejectedError(text.format(reason=reason), code=refusals[0].code or "")
    items = {(item.sku, ""): item for item in report.items or ()}
    return [
        _submission(key, issues.get(key, []), items.get(key), marketplace_ids)
        for key in dict.fromkeys([*items, *issues])
    ]


def _submission(
    key: tuple[str, str], issues: Sequence[_Issue], item: WireItem | None, marketplace_ids: Sequence[str]
) -> Submission:
    sku, message_id = key
    status = "INVALID" if any(issue.severity == _ERROR for issue in issues) else "ACCEPTED"
    told = [
        Issue(one.code or "", one.message, one.severity, (one.attribute_name,) if one.attribute_name else ())
        for one in issues
    ]
    later = [read_issue(issue) for issue in item.issues or ()] if item else []
    listings = read_listings(item, marketplace_ids) if item else []
    return Submission(sku, status, message_id, (*told, *later), tuple(listings))
