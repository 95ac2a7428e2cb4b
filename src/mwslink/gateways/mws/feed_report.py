"""Processing reports: what Amazon did with each message of a feed, in XML, or in text for flat files."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink.gateways.failures import AnswerError, printable
from mwslink.gateways.http import Response
from mwslink.gateways.mws.documents import charset_of
from mwslink.gateways.mws.xml import count_of, parse_xml, text_of
from mwslink.messages import _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CELLS = 5  # original-record-number, sku, error-code, error-type, error-message


@dataclass(frozen=True)
class FeedIssue:
    """What Amazon says about one message; `severity` Error or Warning."""

    message_id: str
    severity: str
    code: str
    text: str
    sku: str = ""
    order_id: str = ""


@dataclass(frozen=True)
class FeedResult:
    """How many messages went through, and what is to be said of the others. Processed is not the same as accepted.

    Text reports tell no number of errors and warnings: there, `with_error` is what did not go through.
    """

    processed: int
    successful: int
    with_error: int
    with_warning: int
    issues: tuple[FeedIssue, ...] = ()


def read_feed_report(response: Response) -> FeedResult:
    """The report in an answer's body. Raises AnswerError when it is none."""
    if response.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _read_xml(response.body)
    return _read_text(_decoded(response))


def _read_xml(body: bytes) -> FeedResult:
    report = parse_xml(body).find("Message/ProcessingReport")
    summary = report.find("ProcessingSummary") if report is not None else None
    if report is None or summary is None:
        raise _unexpected("Message/ProcessingReport")
    return FeedResult(
        count_of(summary, "MessagesProcessed"),
        count_of(summary, "MessagesSuccessful"),
        count_of(summary, "MessagesWithError"),
        count_of(summary, "MessagesWithWarning"),
        tuple(_issue(one) for one in report.iterfind("Result")),
    )


def _issue(result: Element) -> FeedIssue:
    return FeedIssue(
        text_of(result, "MessageID"),
        text_of(result, "ResultCode"),
        text_of(result, "ResultMessageCode"),
        printable(text_of(result, "ResultDescription")),
        sku=text_of(result, "AdditionalInfo/SKU"),
        order_id=text_of(result, "AdditionalInfo/AmazonOrderID"),
    )


def _decoded(response: Response) -> str:
    """The text: its words are in the seller's language, so nothing but numbers is read of them."""
    body = response.body.removeprefix(codecs.BOM_UTF8)
    charset = {"windows-31j": "cp932"}.get(charset_of(response), charset_of(response))
    for encoding in (charset or "utf-8", "utf-8", "cp1252"):
        try:
            return body.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("cp1252", "replace")


def _read_text(text: str) -> FeedResult:
    """The first two numbers are those of all records and of the good ones; lines with a number first are issues."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines()]
    totals = [int(row[-1]) for row in rows if not row[0] and row[-1].isdecimal()]
    if len(totals) < 2:
        raise _unexpected("Feed Processing Summary")
    issues = [row for row in rows if len(row) >= _CELLS and row[0].isdecimal()]
    return FeedResult(
        totals[0],
        totals[1],
        totals[0] - totals[1],
        sum(row[3] == "Warning" for row in issues),
        tuple(FeedIssue(row[0], row[3], row[2], printable(row[4]), sku=row[1]) for row in issues),
    )


def _unexpected(where: str) -> AnswerError:
    return AnswerError(_("Amazon's answer is not what its description promises, at {where}.").format(where=where))
