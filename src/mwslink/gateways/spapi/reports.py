"""Reports 2021-06-30: the list of all listings of a marketplace, for catalogues that are mostly Amazon's to ship.

At most four calls of scarce quotas: getReports (a report made within the last hour, by whomever, is used, also one that
an interrupted run asked for), createReport, getReportDocument, and between them getReport until it is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from mwslink import clock
from mwslink.errors import RejectedError, TemporaryError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.spapi.documents import Documents, wire_document
from mwslink.gateways.spapi.protocol import Origin, Query, as_utc, render_moment
from mwslink.gateways.throttle import Throttle
from mwslink.listings.pull import ReportText
from mwslink.messages import _

LISTINGS = "GET_MERCHANT_LISTINGS_ALL_DATA"
REPORTS_ROUTE = "/reports/2021-06-30/reports"
REPORT_ROUTE = "/reports/2021-06-30/reports/{reportId}"
DOCUMENT_ROUTE = "/reports/2021-06-30/documents/{reportDocumentId}"
STILL_FRESH = timedelta(hours=1)
_WORKING = ("IN_QUEUE", "IN_PROGRESS")
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 60.0


class _Report(msgspec.Struct, rename="camel"):
    report_id: str
    processing_status: str
    created_time: datetime | None = None
    marketplace_ids: list[str] | None = None
    report_document_id: str | None = ""


class _Reports(msgspec.Struct):
    reports: list[_Report]


class _Created(msgspec.Struct, rename="camel"):
    report_id: str


_report = msgspec.json.Decoder(_Report)
_reports = msgspec.json.Decoder(_Reports)
_created = msgspec.json.Decoder(_Created)


@dataclass(frozen=True)
class Reports:
    """The reports of a seller."""

    caller: Caller
    signer: Signer
    origin: Origin
    throttle: Throttle
    documents: Documents

    def listings(self, marketplace_id: str) -> ReportText:
        """The newest listings report of the marketplace; empty when it has no listings.

        Raises TemporaryError while Amazon has not finished it (the next run finds it), RejectedError if it gave it up.
        """
        report = self._done(self._recent(marketplace_id) or self._create(marketplace_id))
        if report.processing_status == "CANCELLED":  # so Amazon says that there is nothing to report
            return ReportText("utf-8", iter(()))
        if report.processing_status != "DONE" or not report.report_document_id:
            text = _("Amazon could not make the report of listings ({status}).")
            raise RejectedError(text.format(status=report.processing_status), code=report.processing_status)
        request = self.origin.get("getReportDocument", DOCUMENT_ROUTE, reportDocumentId=report.report_document_id)
        found = self.caller.call(request, lambda answer: parse_json(answer, wire_document), signer=self.signer)
        document = self.documents.download(found.url)
        return ReportText(document.charset, iter(document))

    def _recent(self, marketplace_id: str) -> _Report | None:
        query: Query = {
            "reportTypes": LISTINGS,
            "processingStatuses": ("DONE", *_WORKING),
            "marketplaceIds": marketplace_id,
            "createdSince": render_moment(clock.now() - STILL_FRESH),
            "pageSize": 100,
        }
        request = self.origin.get("getReports", REPORTS_ROUTE, query)
        found = self.caller.call(request, lambda answer: parse_json(answer, _reports), signer=self.signer)
        usable = [
            (as_utc(report.created_time), report)
            for report in found.reports
            if report.created_time and report.marketplace_ids == [marketplace_id]
        ]
        return max(usable, key=lambda dated: dated[0])[1] if usable else None

    def _create(self, marketplace_id: str) -> _Report:
        body = {
            "reportType": LISTINGS,
            "marketplaceIds": [marketplace_id],
            # Else the columns have names in the marketplace's language.
            "reportOptions": {"preferredReportDocumentLocale": "en_US"},
        }
        request = self.origin.post("createReport", REPORTS_ROUTE, msgspec.json.encode(body))
        # Not repeated after an unclear answer: the next run finds the report if there is one.
        created = self.caller.call(request, lambda answer: parse_json(answer, _created), signer=self.signer)
        return _Report(created.report_id, "IN_QUEUE")

    def _done(self, report: _Report) -> _Report:
        """The report when Amazon is through with it."""
        waited = 0.0
        for pause in _pauses():
            if report.processing_status not in _WORKING:
                return report
            if waited + pause > self.throttle.max_wait:
                break
            self.throttle.pause("getReport", pause)
            waited += pause
            request = self.origin.get("getReport", REPORT_ROUTE, reportId=report.report_id)
            report = self.caller.call(request, lambda answer: parse_json(answer, _report), signer=self.signer)
        raise TemporaryError(
            _("Amazon has not finished the report of listings after {seconds:.0f} s.").format(seconds=waited),
            hint=_("The next run goes on with it, or wait longer with --max-wait."),
        )


def _pauses() -> Iterator[float]:
    pause = _FIRST_PAUSE
    while True:
        yield pause
        pause = min(_LONGEST_PAUSE, 1.5 * pause)
