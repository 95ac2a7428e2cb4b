"""Reports API 2021-06-30: listings reports, asked for, watched, cancelled and fetched."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from mwslink.sandbox.accounts import LISTING, TRACKING, Account
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.desks.reporting import REPORT_TYPES, ready_report, report_document, request_report
from mwslink.sandbox.desks.reports import Report, ReportRequest, Stage
from mwslink.sandbox.exchange import Json, Reply, Service, json_reply
from mwslink.sandbox.gate import Access, SellerCall, bad_input, gated, identify_seller, not_found, render_fault
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
from mwslink.sandbox.parameters import Parameters, parse_moment
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.state import State

PATH = "/reports/2021-06-30"
_LOCALE = "preferredReportDocumentLocale"
_KNOWN = frozenset({"reportTypes", "processingStatuses", "marketplaceIds", "pageSize", "createdSince", "createdUntil"})


class _Specification(msgspec.Struct, rename="camel"):
    report_type: str
    marketplace_ids: list[str]
    data_start_time: str = ""
    data_end_time: str = ""
    report_options: dict[str, str] = {}


def create_report(state: State, request: SellerCall) -> Reply:
    """POST …/reports."""
    given = read_body(request.call.body, _Specification)
    if given.report_type not in REPORT_TYPES:
        raise bad_input(details=f"Invalid report type: {given.report_type}")
    check_marketplaces(request.account, given.marketplace_ids)
    wanted = ReportRequest(
        given.report_type,
        tuple(given.marketplace_ids),
        language=_language(state, request.account, given),
        options=given.report_options,
        data_from=_data_time(state, given.data_start_time, "dataStartTime"),
        data_until=_data_time(state, given.data_end_time, "dataEndTime"),
    )
    return json_reply(202, {"reportId": request_report(state, request.account, wanted).id})


def _language(state: State, account: Account, given: _Specification) -> str:
    """The one asked for, else the seller's setting, else the marketplace's own."""
    place = next(one.marketplace for one in account.participations if one.marketplace.id == given.marketplace_ids[0])
    setting = state.reports.style(account.seller_id, place).language
    return (given.report_options.get(_LOCALE, "") or setting or place.language)[:2]


def _data_time(state: State, text: str, name: str) -> datetime | None:
    if not text:
        return None
    moment = parse_moment(text, name=name)
    if moment > state.clock.now() + timedelta(minutes=2):
        raise bad_input(details=f"{name} must not be in the future.")
    return moment


def get_report(state: State, request: SellerCall) -> Reply:
    """GET …/reports/{reportId}."""
    return json_reply(200, _render(_report(state, request), state.clock.now()))


def cancel_report(state: State, request: SellerCall) -> Reply:
    """DELETE …/reports/{reportId}: only while it waits."""
    if not state.reports.cancel(_report(state, request), now=state.clock.now()):
        raise bad_input("The report cannot be cancelled: it is no longer in the queue.")
    return json_reply(200, {})


def get_reports(state: State, request: SellerCall) -> Reply:
    """GET …/reports."""
    given = Parameters(request.call.query, lists=LISTS)
    given.refuse_unknown(_KNOWN | {"nextToken"})
    pages, now = state.reports.pages, state.clock.now()
    owner = f"{request.account.seller_id} getReports"
    page = page_of(
        request,
        given,
        lambda token: pages.resume(token, owner=owner, now=now),
        lambda size: pages.first(_filtered(state, request, given), owner=owner, size=size, now=now),
    )
    return json_reply(200, with_token({"reports": [_render(report, now) for report in page.entries]}, page))


def _filtered(state: State, request: SellerCall, given: Parameters) -> list[Report]:
    now, types = state.clock.now(), read_types(given, "reportTypes")
    stages, marketplaces = read_stages(given), read_marketplaces(given)
    since, until = read_window(given, now=now)
    return [
        report
        for report in state.reports.of(request.account.seller_id, now=now)
        if report.request.type in types
        and since <= report.created_at <= until
        and _stage(report, now) in stages
        and (not marketplaces or marketplaces & set(report.request.marketplace_ids))
    ]


def get_report_document(state: State, request: SellerCall) -> Reply:
    """GET …/documents/{reportDocumentId}: an address good for five minutes."""
    asked = asked_encoding(request)
    report = ready_report(state, request.account, request.value("document_id"))
    if report is None:
        raise not_found("The requested report document was not found.")
    document = report_document(state, request.account, report)
    encoding = asked if document.is_compressed else ""
    url = state.documents.address(request.call, document, now=state.clock.now(), encoding=encoding)
    answer: Json = {"reportDocumentId": document.id, "url": url}
    return json_reply(200, {**answer, **({"compressionAlgorithm": "GZIP"} if document.is_compressed else {})})


def _report(state: State, request: SellerCall) -> Report:
    report = state.reports.find(request.value("report_id"), request.account.seller_id)
    if report is None:
        raise not_found("The requested report was not found.")
    return report


def _stage(report: Report, now: datetime) -> str:
    stage = report.stage(now)
    return "CANCELLED" if stage is Stage.NO_DATA else stage.value


def _render(report: Report, now: datetime) -> Json:
    asked = report.request
    made: Json = {
        "reportId": report.id,
        "reportType": asked.type,
        "marketplaceIds": list(asked.marketplace_ids),
        "createdTime": as_text(report.created_at),
        "dataStartTime": as_text(asked.data_from or report.created_at),
        "dataEndTime": as_text(asked.data_until or report.created_at),
        "processingStatus": _stage(report, now),
    }
    if report.cancelled_at is None and now >= report.starts_at:
        made["processingStartTime"] = as_text(report.starts_at)
    if report.cancelled_at is None and now >= report.ends_at:
        made["processingEndTime"] = as_text(report.ends_at)
    if report.is_ready(now):
        made["reportDocumentId"] = report.document_id
    return made


_LISTING_ROLES = frozenset({LISTING, TRACKING})
_SLOW, _LIST = (
    Access(Quota(rate=0.0167, burst=15), _LISTING_ROLES),
    Access(Quota(rate=0.0222, burst=10), _LISTING_ROLES),
)
_FAST = Access(Quota(rate=2, burst=15), _LISTING_ROLES)
SERVICE = Service(
    name="reports-2021-06-30",
    operations=(
        gated("createReport", "POST", f"{PATH}/reports", _SLOW, create_report),
        gated("getReports", "GET", f"{PATH}/reports", _LIST, get_reports),
        gated("getReport", "GET", f"{PATH}/reports/{{report_id}}", _FAST, get_report),
        gated("cancelReport", "DELETE", f"{PATH}/reports/{{report_id}}", _LIST, cancel_report),
        gated("getReportDocument", "GET", f"{PATH}/documents/{{document_id}}", _SLOW, get_report_document),
    ),
    identify=identify_seller,
    render_fault=render_fault,
)
