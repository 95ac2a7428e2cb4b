"""Reports, feeds and products over MWS: statuses, dates, flags, sums, errors."""

from __future__ import annotations

import base64
import hashlib
from decimal import Decimal

import pytest
from amazon import SPAIN, Amazon
from desk import ALL, create_report, mws, refusal, report, tree

TYPE = f"_{ALL}_"


def request(amazon: Amazon, **more: str) -> str:
    answer = tree(mws(amazon, "Reports", "RequestReport", ReportType=TYPE, **more))
    return answer.findtext("RequestReportResult/ReportRequestInfo/ReportRequestId") or ""


def info(amazon: Amazon, request_id: str) -> dict[str, str]:
    answer = tree(mws(amazon, "Reports", "GetReportRequestList", **{"ReportRequestIdList.Id.1": request_id}))
    (found,) = answer.findall("GetReportRequestListResult/ReportRequestInfo")
    return {child.tag: child.text or "" for child in found}


@pytest.fixture
def amazon(amazon: Amazon) -> Amazon:
    amazon.control("POST", "/state", {"quotas": False})
    amazon.refresh_token_cache()
    return amazon


def test_a_report_is_submitted_in_progress_and_done(amazon: Amazon) -> None:
    request_id = request(amazon)
    states = [info(amazon, request_id)]
    for _ in range(2):
        amazon.pass_time(seconds=6)
        states.append(info(amazon, request_id))

    assert [one["ReportProcessingStatus"] for one in states] == ["_SUBMITTED_", "_IN_PROGRESS_", "_DONE_"]
    assert all(one["SubmittedDate"].endswith("+00:00") for one in states)
    assert ["GeneratedReportId" in one for one in states] == [False, False, True]


def test_both_apis_show_the_same_report(amazon: Amazon) -> None:
    request_id, report_id = request(amazon), create_report(amazon)

    assert report(amazon, request_id)["reportType"] == ALL
    assert info(amazon, report_id)["ReportType"] == TYPE


@pytest.mark.parametrize(
    ("ends", "status"), [("NO_DATA", "_DONE_NO_DATA_"), ("FATAL", "_CANCELLED_"), ("CANCELLED", "_CANCELLED_")]
)
def test_reports_that_end_otherwise(amazon: Amazon, ends: str, status: str) -> None:
    amazon.control("POST", "/accounts/1/next-report", {"ends": ends})
    request_id = request(amazon)
    amazon.pass_time(minutes=1)

    assert info(amazon, request_id)["ReportProcessingStatus"] == status
    assert "GeneratedReportId" not in info(amazon, request_id)


def test_the_sum_is_that_of_the_bytes_and_a_fault_makes_it_wrong(amazon: Amazon) -> None:
    request_id = request(amazon)
    amazon.pass_time(minutes=1)
    report_id = info(amazon, request_id)["GeneratedReportId"]
    amazon.control("POST", "/faults", {"rules": ["GetReport:2:wrong-md5"]})
    answers = [mws(amazon, "Reports", "GetReport", ReportId=report_id) for _ in range(2)]
    sum_ = base64.b64encode(hashlib.md5(answers[0].content).digest()).decode()

    assert [one.headers["content-md5"] == sum_ for one in answers] == [True, False]
    assert answers[0].headers["content-type"] == "text/plain;charset=windows-1252"
    assert answers[0].content == answers[1].content


def test_a_large_report_has_the_right_sum(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"listings": 6000, "quotas": False})
    request_id = request(amazon)
    amazon.pass_time(minutes=1)
    answer = mws(amazon, "Reports", "GetReport", ReportId=info(amazon, request_id)["GeneratedReportId"])

    assert answer.headers["content-md5"] == base64.b64encode(hashlib.md5(answer.content).digest()).decode()
    assert answer.content.count(b"\r\n") > 4000


def test_lists_tell_whether_there_is_more(amazon: Amazon) -> None:
    ids = [request(amazon) for _ in range(3)]
    first = tree(mws(amazon, "Reports", "GetReportRequestList", MaxCount="2"))[0]
    token = first.findtext("NextToken") or ""
    last = tree(mws(amazon, "Reports", "GetReportRequestListByNextToken", NextToken=token))[0]

    assert (first.findtext("HasNext"), last.findtext("HasNext")) == ("true", "false")
    assert last.find("NextToken") is None
    found = [one.text for page in (first, last) for one in page.iterfind("ReportRequestInfo/ReportRequestId")]
    assert found == ids[::-1]
    assert tree(mws(amazon, "Reports", "GetReportRequestCount"))[0].findtext("Count") == "3"


@pytest.mark.parametrize(
    ("section", "action", "given", "expected"),
    [
        ("Reports", "RequestReport", {}, (400, "MissingParameter")),
        ("Reports", "RequestReport", {"ReportType": "_GET_NOTHING_"}, (400, "InvalidReportType")),
        ("Reports", "RequestReport", {"ReportType": TYPE, "MarketplaceIdList.Id.1": "A1805IZSGTT6HS"},
         (401, "AccessDenied")),
        ("Reports", "GetReportRequestList", {"MaxCount": "101"}, (400, "InvalidParameterValue")),
        ("Reports", "GetReportRequestListByNextToken", {}, (400, "ValidationError")),
        ("Reports", "GetReportRequestListByNextToken", {"NextToken": "x"}, (400, "NextTokenCorrupted")),
        ("Reports", "CancelReportRequests", {"ReportRequestIdList.Id.1": "1"}, (400, "InvalidReportRequestId")),
        ("Reports", "GetReport", {"ReportId": "1"}, (404, "InvalidReportId")),
        ("Feeds", "GetFeedSubmissionResult", {"FeedSubmissionId": "1"}, (400, "InvalidFeedSubmissionId")),
        ("Products", "GetMatchingProductForId", {"MarketplaceId": SPAIN, "IdType": "sku", "IdList.Id.1": "x"},
         (400, "InvalidParameterValue")),
        ("Products", "GetMatchingProductForId",
         {"MarketplaceId": SPAIN, "IdType": "ASIN", **{f"IdList.Id.{n}": "x" for n in range(1, 7)}},
         (400, "InvalidParameterValue")),
    ],
)  # fmt: skip
def test_errors(amazon: Amazon, section: str, action: str, given: dict[str, str], expected: tuple[int, str]) -> None:
    assert refusal(mws(amazon, section, action, **given)) == expected


def test_what_waits_can_be_cancelled(amazon: Amazon) -> None:
    request_id = request(amazon)
    answer = tree(mws(amazon, "Reports", "CancelReportRequests", **{"ReportRequestIdList.Id.1": request_id}))[0]

    assert answer.findtext("Count") == "1"
    assert answer.findtext("ReportRequestInfo/ReportProcessingStatus") == "_CANCELLED_"


@pytest.mark.parametrize(("md5", "code"), [("bm9uc2Vuc2U=", "ContentMD5DoesNotMatch"), ("-", "ContentMD5Missing")])
def test_a_feed_must_have_the_right_sum(amazon: Amazon, md5: str, code: str) -> None:
    answer = mws(amazon, "Feeds", "SubmitFeed", body=b"<a/>", md5=md5, FeedType="_POST_PRODUCT_DATA_")

    assert refusal(answer) == (400, code)


def test_feeds_have_states_and_a_result_that_may_come_later(amazon: Amazon) -> None:
    submitted = mws(amazon, "Feeds", "SubmitFeed", body=b"<a/>", FeedType="_POST_PRODUCT_DATA_")
    feed_id = tree(submitted).findtext(".//FeedSubmissionId") or ""
    states = []
    for seconds in (0, 10, 300):
        amazon.pass_time(seconds=seconds)
        listed = tree(mws(amazon, "Feeds", "GetFeedSubmissionList"))[0]
        answer = mws(amazon, "Feeds", "GetFeedSubmissionResult", FeedSubmissionId=feed_id)
        states.append((listed.findtext(".//FeedProcessingStatus"), answer.status_code))

    assert states == [("_SUBMITTED_", 404), ("_IN_PROGRESS_", 404), ("_DONE_", 200)]
    assert answer.headers["content-type"] == "text/xml;charset=UTF-8"
    assert answer.headers["content-md5"] == base64.b64encode(hashlib.md5(answer.content).digest()).decode()


def test_products_answer_for_each_id_in_pounds(amazon: Amazon) -> None:
    amazon.control("POST", "/listings", {"account": 1, "sku": "MUG", "countries": ["ES"], "title": "Taza"})
    weight = {"account": 1, "sku": "MUG", "attribute": "catalogue_package_weight", "value": 400, "unit": "grams"}
    amazon.control("POST", "/listings/weight", weight)
    ids = {"IdList.Id.1": "NOPE", "IdList.Id.2": "MUG"}
    answer = mws(amazon, "Products", "GetMatchingProductForId", MarketplaceId=SPAIN, IdType="SellerSKU", **ids)
    bad, good = tree(answer).findall("GetMatchingProductForIdResult")
    found = good.find(".//PackageDimensions/Weight")

    assert answer.status_code == 200
    assert (bad.get("status"), good.get("status")) == ("ClientError", "Success")
    assert bad.findtext("Error/Message") == f"NOPE is an invalid SellerSKU for marketplace {SPAIN}"
    assert found is not None
    assert found.get("Units") == "pounds"
    assert round(Decimal(found.text or "") * Decimal("453.59237"), 3) == 400
    assert good.find(".//ItemDimensions/Weight") is None
    assert good.findtext(".//Title") == "Taza"


def test_products_by_asin_and_by_words(amazon: Amazon) -> None:
    amazon.control("POST", "/listings", {"account": 1, "sku": "MUG", "countries": ["ES"], "title": "Taza rarísima"})
    listed = tree(mws(amazon, "Products", "ListMatchingProducts", MarketplaceId=SPAIN, Query="taza rarísima"))
    asin = listed.findtext(".//MarketplaceASIN/ASIN") or ""
    single = tree(mws(amazon, "Products", "GetMatchingProduct", MarketplaceId=SPAIN, **{"ASINList.ASIN.1": asin}))[0]

    assert len(listed.findall(".//Product")) == 1
    assert single.get("status") == "Success"
    assert single.find("Product") is not None
