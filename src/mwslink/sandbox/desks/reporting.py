"""Reports as both APIs make them: what they are about, when they are empty, what their documents hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.accounts import Account
from mwslink.sandbox.desks.columns import ACTIVE, ALL, INACTIVE, OPEN
from mwslink.sandbox.desks.documents import Content, Document
from mwslink.sandbox.desks.listing_lines import Sheet, is_listed, render
from mwslink.sandbox.desks.reports import Report, ReportRequest, Stage

if TYPE_CHECKING:
    from mwslink.sandbox.state import State

REPORT_TYPES = (ALL, ACTIVE, INACTIVE, OPEN)
_LARGE = 5_000  # listings; the document is made while it is sent
_COMPRESSED = 500  # listings
_FATAL = b'{"errorDetails":"The report could not be generated. Please try again."}'


def request_report(state: State, account: Account, request: ReportRequest) -> Report:
    """Queue a report."""
    now = state.clock.now()
    document_id = state.documents.new_id(state.next_serial()).replace("tortuga", "spdoc")
    book = state.listings(account)
    marketplace_id = request.marketplace_ids[0]
    lines = any(
        (offer := listing.offer(marketplace_id)) is not None and is_listed(request.type, listing, offer)
        for listing in book.all()
    )
    return state.reports.submit(
        account.seller_id, request, document_id=document_id, lines=book.count if lines else 0, now=now
    )


def covered(account: Account, report: Report) -> Marketplace:
    """The one marketplace that a listings report covers: the first it was asked for."""
    wanted = report.request.marketplace_ids[0]
    return next(one.marketplace for one in account.participations if one.marketplace.id == wanted)


def report_content(state: State, account: Account, report: Report) -> Content:
    """The document of a report that is ready."""
    if report.outcome is Stage.FATAL:
        return Content("application/json", lambda: iter((_FATAL,)))
    marketplace = covered(account, report)
    style = state.reports.style(account.seller_id, marketplace)
    sheet = Sheet(report.request.type, marketplace, report.request.language, style, report.as_of)
    book = state.listings(account)

    def make() -> Iterator[bytes]:
        return render(sheet, book.all())

    return Content(f"text/plain;charset={style.charset}", make, is_large=book.count > _LARGE)


def report_document(state: State, account: Account, report: Report) -> Document:
    """The document as the Selling Partner API gives it: compressed where it is large."""
    style = state.reports.style(account.seller_id, covered(account, report))
    is_large = state.listings(account).count >= _COMPRESSED
    return state.documents.add(
        Document(
            id=report.document_id,
            seller_id=account.seller_id,
            content_type="",
            created_at=report.ends_at,
            content=report_content(state, account, report),
            is_compressed=is_large if style.is_compressed is None else style.is_compressed,
        )
    )


def ready_report(state: State, account: Account, document_id: str) -> Report | None:
    """The seller's report whose document that is, if there is one by now."""
    now: datetime = state.clock.now()
    reports = state.reports.of(account.seller_id, now=now)
    return next((one for one in reports if one.document_id == document_id and one.is_ready(now)), None)
