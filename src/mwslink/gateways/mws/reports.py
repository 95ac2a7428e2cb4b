"""Reports 2009-01-01: ask for the list of a marketplace's listings, wait until it is made, fetch it.

Amazon's list of requests does not say for which marketplace a report was asked, so a report that an earlier run asked
for cannot be taken up again. After an unclear answer to RequestReport the list is looked at before anything is asked
for once more: the first try may have arrived.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.errors import RejectedError, TemporaryError
from mwslink.gateways.failures import AnswerError
from mwslink.gateways.mws.documents import download
from mwslink.gateways.mws.hosts import Hosts
from mwslink.gateways.mws.lists import entries
from mwslink.gateways.mws.protocol import Service, render_moment
from mwslink.gateways.mws.sections import REPORTS
from mwslink.gateways.mws.xml import read_result, required, required_moment, text_of
from mwslink.listings.pull import ReportText
from mwslink.messages import _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LISTINGS = "_GET_MERCHANT_LISTINGS_ALL_DATA_"
REQUEST, REQUESTS, READY, FETCH = "RequestReport", "GetReportRequestList", "GetReportList", "GetReport"
INFO = "ReportRequestInfo"
_WORKING = ("_SUBMITTED_", "_IN_PROGRESS_")
_PAUSES = (10.0, 20.0, 30.0)  # then as fast as the quota comes back
_LONGEST_PAUSE = 45.0
_MARGIN = timedelta(minutes=1)
_TRIES = 2
_JAPANESE = {"https://mws.amazonservices.jp": "windows-31j"}


@dataclass(frozen=True)
class Reports:
    """The reports of a seller; `known`: the requests this process knows about."""

    service: Service
    hosts: Hosts
    known: set[str] = field(default_factory=set)

    def listings(self, marketplace_id: str) -> ReportText:
        """The listings report of the marketplace; empty when it has no listings.

        `charset` is what the header names; where it names none, empty (then the text decides: UTF-8, else
        windows-1252, as Amazon's in America and Europe), windows-31j in Japan.
        Raises TemporaryError while Amazon has not finished it, RejectedError if it gave it up.
        """
        host = self.hosts.host_of(marketplace_id)
        info = self._done(host, self._ask(host, marketplace_id))
        status = required(info, "ReportProcessingStatus")
        if status == "_DONE_NO_DATA_":
            return ReportText("utf-8", iter(()))
        if status != "_DONE_":
            raise RejectedError(_("Amazon could not make the report of listings ({status}).").format(status=status))
        report_id = text_of(info, "GeneratedReportId") or self._look_up(host, required(info, "ReportRequestId"))
        document = download(self.service, self.service.request(REPORTS, FETCH, host, {"ReportId": report_id}))
        return ReportText(document.charset or _JAPANESE.get(host, ""), iter(document))

    def _ask(self, host: str, marketplace_id: str) -> str:
        """The id of a new request for the report."""
        asked_at = clock.now() + (self.service.caller.network.skew or timedelta(0))
        parameters = {"ReportType": LISTINGS, "MarketplaceIdList.Id.1": marketplace_id}
        request = self.service.request(REPORTS, REQUEST, host, parameters)
        request_id = ""
        for attempt in range(1, _TRIES + 1):
            try:
                result = self.service.call(
                    request, lambda answer: read_result(answer.body, REQUEST), is_repeatable=False
                )
            except AnswerError:
                request_id = self._arrived(host, asked_at)
                if not request_id and attempt == _TRIES:
                    raise
            else:
                request_id = required(result, f"{INFO}/ReportRequestId")
            if request_id:
                break
        self.known.add(request_id)
        return request_id

    def _arrived(self, host: str, asked_at: datetime) -> str:
        """The request that arrived although no answer came; empty when none did. Raises TemporaryError in doubt."""
        since = asked_at - _MARGIN
        parameters = {"ReportTypeList.Type.1": LISTINGS, "RequestedFromDate": render_moment(since), "MaxCount": "100"}
        listed = entries(self.service, self.service.request(REPORTS, REQUESTS, host, parameters), INFO)
        new = [required(one, "ReportRequestId") for one in listed if required_moment(one, "SubmittedDate") >= since]
        unknown = [request_id for request_id in new if request_id not in self.known]
        if len(unknown) > 1:
            raise TemporaryError(
                _("Amazon's answer got lost, and several reports were asked for at that time."),
                hint=_("Run it again later, when nobody else asks for reports."),
            )
        return unknown[0] if unknown else ""

    def _done(self, host: str, request_id: str) -> Element:
        """What Amazon says about the report when it is through with it."""
        waited = 0.0
        for pause in _pauses():
            if waited + pause > self.service.throttle.max_wait:
                break
            self.service.throttle.pause(REQUESTS, pause)
            waited += pause
            info = self._info(host, request_id)
            if required(info, "ReportProcessingStatus") not in _WORKING:
                return info
        raise TemporaryError(
            _("Amazon has not finished the report of listings after {seconds:.0f} s.").format(seconds=waited),
            hint=_("Wait longer with --max-wait."),
        )

    def _info(self, host: str, request_id: str) -> Element:
        request = self.service.request(REPORTS, REQUESTS, host, {"ReportRequestIdList.Id.1": request_id})
        for info in entries(self.service, request, INFO):
            if required(info, "ReportRequestId") == request_id:
                return info
        raise AnswerError(_("Amazon's list of reports does not show the one asked for."))

    def _look_up(self, host: str, request_id: str) -> str:
        """The report's id where the request does not tell it."""
        request = self.service.request(REPORTS, READY, host, {"ReportRequestIdList.Id.1": request_id})
        result = self.service.call(request, lambda answer: read_result(answer.body, READY))
        return required(result, "ReportInfo/ReportId")


def _pauses() -> Iterator[float]:
    yield from _PAUSES
    while True:
        yield _LONGEST_PAUSE
