"""Reports 2009-01-01: the same reports as Reports 2021-06-30 shows, asked for and fetched in MWS's way."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from mwslink.sandbox.desks.reporting import REPORT_TYPES, report_content, request_report
from mwslink.sandbox.desks.reports import Report, ReportRequest, Stage
from mwslink.sandbox.exchange import Reply
from mwslink.sandbox.mws.answers import MwsRefusalError, element, missing, result, result_reply
from mwslink.sandbox.mws.lists import (
    STATUSES,
    Words,
    mws_type,
    not_in_future,
    owner,
    page_elements,
    plain_type,
    read_filter,
    read_moment,
    read_size,
    resume,
    stamp,
)
from mwslink.sandbox.mws.marketplaces import read_marketplaces
from mwslink.sandbox.mws.sections import MINUTE, REPORTS, MwsCall, MwsOperation, mws_operation, plan
from mwslink.sandbox.state import State

_REQUESTS = Words(
    "ReportRequestIdList.Id",
    "ReportTypeList.Type",
    "ReportProcessingStatusList.Status",
    "RequestedFromDate",
    "RequestedToDate",
)
_READY = Words("ReportRequestIdList.Id", "ReportTypeList.Type", "", "AvailableFromDate", "AvailableToDate")


def request(state: State, call: MwsCall) -> Reply:
    """RequestReport; without marketplaces a listings report covers the first one the seller registered in."""
    now, type_ = state.clock.now(), call.text("ReportType")
    if not type_:
        raise missing("ReportType")
    if plain_type(type_) not in REPORT_TYPES:
        raise MwsRefusalError(400, "InvalidReportType", f"{type_} is not a report type that can be requested.")
    marketplaces = read_marketplaces(call)
    places = marketplaces or call.account.marketplaces[:1]
    if not places:
        raise MwsRefusalError(400, "InvalidParameterValue", "The seller has no marketplace.")
    options = dict(part.partition("=")[::2] for part in call.text("ReportOptions").split(";") if part)
    wanted = ReportRequest(
        plain_type(type_),
        tuple(place.id for place in places),
        language=state.reports.style(call.account.seller_id, places[0]).language or "en",
        options=options,
        data_from=not_in_future(read_moment(call, "StartDate"), "StartDate", now=now),
        data_until=not_in_future(read_moment(call, "EndDate"), "EndDate", now=now),
    )
    report = request_report(state, call.account, wanted)
    return result_reply(call, [result(call, _request_info(state, report))])


def list_requests(state: State, call: MwsCall) -> Reply:
    """GetReportRequestList, newest first."""
    pages, now = state.reports.pages, state.clock.now()
    page = pages.first(_requests(state, call), owner=owner(call), size=read_size(call), now=now)
    return result_reply(call, [result(call, *page_elements(page, lambda one: _request_info(state, one)))])


def list_requests_by_next_token(state: State, call: MwsCall) -> Reply:
    """GetReportRequestListByNextToken."""
    page = resume(call, state.reports.pages, now=state.clock.now())
    return result_reply(call, [result(call, *page_elements(page, lambda one: _request_info(state, one)))])


def count_requests(state: State, call: MwsCall) -> Reply:
    """GetReportRequestCount."""
    return _count(call, len(_requests(state, call)))


def cancel_requests(state: State, call: MwsCall) -> Reply:
    """CancelReportRequests: what waits is cancelled; what was named is shown."""
    known = {report.id for report in state.reports.of(call.account.seller_id, now=state.clock.now())}
    if not set(call.items(_REQUESTS.ids)) <= known:
        text = "One or more of the provided ReportRequestIds could not be found."
        raise MwsRefusalError(400, "InvalidReportRequestId", text)
    reports = _requests(state, call)
    for report in reports:
        state.reports.cancel(report, now=state.clock.now())
    count = element("Count", str(len(reports)))
    return result_reply(call, [result(call, count, *(_request_info(state, report) for report in reports))])


def list_reports(state: State, call: MwsCall) -> Reply:
    """GetReportList, newest first."""
    pages, now = state.reports.pages, state.clock.now()
    page = pages.first(_reports(state, call), owner=owner(call), size=read_size(call), now=now)
    return result_reply(call, [result(call, *page_elements(page, _report_info))])


def list_reports_by_next_token(state: State, call: MwsCall) -> Reply:
    """GetReportListByNextToken."""
    page = resume(call, state.reports.pages, now=state.clock.now())
    return result_reply(call, [result(call, *page_elements(page, _report_info))])


def count_reports(state: State, call: MwsCall) -> Reply:
    """GetReportCount."""
    return _count(call, len(_reports(state, call)))


def acknowledge(state: State, call: MwsCall) -> Reply:
    """UpdateReportAcknowledgements."""
    ids, now = call.items("ReportIdList.Id"), state.clock.now()
    if not ids:
        raise missing("ReportIdList.Id.1")
    reports = [_find(state, call, one) for one in ids]
    for report in reports:
        report.acknowledged_at = None if call.text("Acknowledged") == "false" else now
    count = element("Count", str(len(reports)))
    return result_reply(call, [result(call, count, *map(_report_info, reports))])


def get_report(state: State, call: MwsCall) -> Reply:
    """GetReport: the document itself, with the sum of its bytes."""
    if not call.text("ReportId"):
        raise missing("ReportId")
    report = _find(state, call, call.text("ReportId"))
    content = report_content(state, call.account, report)
    digest = hashlib.md5(usedforsecurity=False)
    if not content.is_large:
        body = b"".join(content.make())
        digest.update(body)
        return Reply(200, body, content_md5(call, digest.digest()), content.content_type)
    for piece in content.make():
        digest.update(piece)
    return Reply(
        200, headers=content_md5(call, digest.digest()), content_type=content.content_type, chunks=content.make
    )


def content_md5(call: MwsCall, digest: bytes) -> dict[str, str]:
    """The header that tells whether a document arrived whole; a fault makes it tell another's."""
    sum_ = hashlib.md5(digest, usedforsecurity=False).digest() if call.suffers("wrong-md5") else digest
    return {"Content-MD5": base64.b64encode(sum_).decode("ascii")}


def _find(state: State, call: MwsCall, report_id: str) -> Report:
    now = state.clock.now()
    for report in state.reports.of(call.account.seller_id, now=now):
        if report.generated_id == report_id and report.stage(now) is Stage.DONE:
            return report
    raise MwsRefusalError(404, "InvalidReportId", "The ReportId is not that of a report of this seller.")


def _requests(state: State, call: MwsCall) -> list[Report]:
    now = state.clock.now()
    wanted = read_filter(call, _REQUESTS, now=now)
    reports = state.reports.of(call.account.seller_id, now=now)
    if wanted.ids:
        return [report for report in reports if report.id in wanted.ids]
    return [
        report
        for report in reports
        if wanted.admits(type_=mws_type(report.request.type), status=STATUSES[report.stage(now)], at=report.created_at)
    ]


def _reports(state: State, call: MwsCall) -> list[Report]:
    now = state.clock.now()
    wanted = read_filter(call, _READY, now=now)
    acknowledged = call.text("Acknowledged")
    reports = [one for one in state.reports.of(call.account.seller_id, now=now) if one.stage(now) is Stage.DONE]
    if wanted.ids:
        return [report for report in reports if report.id in wanted.ids]
    return [
        report
        for report in reports
        if wanted.admits(type_=mws_type(report.request.type), status="", at=report.ends_at)
        and (not acknowledged or (acknowledged == "true") == (report.acknowledged_at is not None))
    ]


def _count(call: MwsCall, count: int) -> Reply:
    return result_reply(call, [result(call, element("Count", str(count)))])


def _request_info(state: State, report: Report) -> Element:
    now, asked = state.clock.now(), report.request
    stage = report.stage(now)
    has_started, has_ended = (stage is not Stage.CANCELLED and now >= one for one in (report.starts_at, report.ends_at))
    return element(
        "ReportRequestInfo",
        element("ReportType", mws_type(asked.type)),
        element("ReportProcessingStatus", STATUSES[stage]),
        element("EndDate", stamp(asked.data_until or report.created_at)),
        element("Scheduled", "false"),
        element("ReportRequestId", report.id),
        element("StartedProcessingDate", stamp(report.starts_at)) if has_started else None,
        element("SubmittedDate", stamp(report.created_at)),
        element("StartDate", stamp(asked.data_from or report.created_at)),
        element("CompletedDate", stamp(report.ends_at)) if has_ended else None,
        element("GeneratedReportId", report.generated_id) if stage is Stage.DONE else None,
    )


def _report_info(report: Report) -> Element:
    acknowledged = report.acknowledged_at
    return element(
        "ReportInfo",
        element("ReportType", mws_type(report.request.type)),
        element("Acknowledged", "false" if acknowledged is None else "true"),
        element("ReportId", report.generated_id),
        element("ReportRequestId", report.id),
        element("AvailableDate", stamp(report.ends_at)),
        element("AcknowledgedDate", stamp(acknowledged)) if acknowledged else None,
    )


def operations() -> Iterator[MwsOperation]:
    slow, fetch = plan(10, every=45, hourly=80), plan(15, every=MINUTE, hourly=60)
    twin, ready = plan(30, every=2, hourly=1800), plan(10, every=MINUTE, hourly=60)
    yield mws_operation(REPORTS, "RequestReport", fetch, request)
    yield mws_operation(REPORTS, "GetReportRequestList", slow, list_requests)
    yield mws_operation(REPORTS, "GetReportRequestListByNextToken", twin, list_requests_by_next_token)
    yield mws_operation(REPORTS, "GetReportRequestCount", slow, count_requests)
    yield mws_operation(REPORTS, "CancelReportRequests", slow, cancel_requests)
    yield mws_operation(REPORTS, "GetReportList", ready, list_reports)
    yield mws_operation(REPORTS, "GetReportListByNextToken", twin, list_reports_by_next_token)
    yield mws_operation(REPORTS, "GetReportCount", slow, count_reports)
    yield mws_operation(REPORTS, "UpdateReportAcknowledgements", slow, acknowledge)
    yield mws_operation(REPORTS, "GetReport", fetch, get_report)
