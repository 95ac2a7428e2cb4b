"""Reports 2021-06-30: their life, their cache, and documents that carry their own permission."""

from __future__ import annotations

import httpx2
import pytest
from amazon import SPAIN, Amazon, error, text
from desk import ALL, ENGLISH, REPORTS, create_report, download, report, report_document, table

from plain_http import http

INACTIVE = "GET_MERCHANT_LISTINGS_INACTIVE_DATA"


def skus(amazon: Amazon, **more: object) -> list[str]:
    document = report_document(amazon, ALL, SPAIN, **ENGLISH, **more)
    return [line["seller-sku"] for line in table(download(document)[0], "cp1252")]


def test_a_report_waits_is_made_and_is_done(amazon: Amazon) -> None:
    report_id = create_report(amazon)
    states = [report(amazon, report_id)]
    for _ in range(2):
        amazon.pass_time(seconds=6)
        states.append(report(amazon, report_id))

    assert [one["processingStatus"] for one in states] == ["IN_QUEUE", "IN_PROGRESS", "DONE"]
    assert [sorted(set(one) & {"processingStartTime", "processingEndTime", "reportDocumentId"}) for one in states] == [
        [],
        ["processingStartTime"],
        ["processingEndTime", "processingStartTime", "reportDocumentId"],
    ]


def test_the_report_names_every_listing_of_the_marketplace(amazon: Amazon) -> None:
    found = amazon.get(
        "/listings/2021-08-01/items/A1SANDBOX00001", marketplaceIds=SPAIN, pageSize=20, includedData="summaries"
    ).json()

    assert len(skus(amazon)) == found["numberOfResults"]
    assert {item["sku"] for item in found["items"]} <= set(skus(amazon))


def test_nothing_to_report_is_cancelled_and_has_no_document(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"listings": 0})
    amazon.refresh_token_cache()
    report_id = create_report(amazon, INACTIVE)
    amazon.pass_time(seconds=60)

    assert report(amazon, report_id)["processingStatus"] == "CANCELLED"
    assert "reportDocumentId" not in report(amazon, report_id)


def test_a_fatal_report_has_a_document_that_explains(amazon: Amazon) -> None:
    amazon.control("POST", "/accounts/1/next-report", {"ends": "FATAL"})
    report_id = create_report(amazon)
    amazon.pass_time(seconds=60)
    state = report(amazon, report_id)
    document = amazon.get(f"{REPORTS}/documents/{state['reportDocumentId']}").json()

    assert state["processingStatus"] == "FATAL"
    assert b"errorDetails" in download(document)[0]


def test_only_a_waiting_report_can_be_cancelled(amazon: Amazon) -> None:
    first, second = create_report(amazon), create_report(amazon, INACTIVE)
    token = {"x-amz-access-token": amazon.token()}
    in_time = amazon.http.delete(f"{REPORTS}/reports/{first}", headers=token)
    amazon.pass_time(seconds=5)
    too_late = amazon.http.delete(f"{REPORTS}/reports/{second}", headers=token)

    assert (in_time.status_code, too_late.status_code) == (200, 400)
    assert report(amazon, first)["processingStatus"] == "CANCELLED"
    assert report(amazon, second)["processingStatus"] == "IN_PROGRESS"


def test_a_report_asked_for_again_within_the_hour_is_the_old_one(amazon: Amazon) -> None:
    before = skus(amazon)
    amazon.control("POST", "/listings", {"account": 1, "countries": ["ES"], "sku": "BRAND-NEW"})
    cached = skus(amazon)
    amazon.pass_time(hours=1, minutes=1)
    amazon.refresh_token_cache()

    assert cached == before
    assert skus(amazon) == [*before, "BRAND-NEW"]


def test_the_cache_can_be_switched_off(amazon: Amazon) -> None:
    amazon.control("POST", "/reports", {"cache_seconds": 0})
    before = skus(amazon)
    amazon.control("POST", "/listings", {"account": 1, "countries": ["ES"], "sku": "BRAND-NEW"})

    assert skus(amazon) == [*before, "BRAND-NEW"]


def test_lists_filter_page_and_keep_their_tokens(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"quotas": False})
    amazon.refresh_token_cache()
    ids = [create_report(amazon) for _ in range(5)]
    create_report(amazon, INACTIVE)
    first = amazon.get(f"{REPORTS}/reports", reportTypes=ALL, pageSize=2).json()
    second = amazon.get(f"{REPORTS}/reports", nextToken=first["nextToken"]).json()
    again = amazon.get(f"{REPORTS}/reports", nextToken=first["nextToken"]).json()
    last = amazon.get(f"{REPORTS}/reports", nextToken=second["nextToken"]).json()

    assert [one["reportId"] for page in (first, second, last) for one in page["reports"]] == ids[::-1]
    assert second == again
    assert "nextToken" not in last


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"reportTypes": ALL, "pageSize": 101},
        {"reportTypes": ALL, "processingStatuses": "FINISHED"},
        {"reportTypes": ALL, "createdSince": "2026-01-01"},
        {"reportTypes": ",".join(f"T{number}" for number in range(11))},
        {"nextToken": "bm9uc2Vuc2U="},
        {"reportTypes": ALL, "surprise": "1"},
    ],
)
def test_wrong_lists_are_refused(amazon: Amazon, query: dict[str, str]) -> None:
    assert amazon.get(f"{REPORTS}/reports", **query).status_code == 400


def test_a_token_goes_alone_and_to_its_owner_only(amazon: Amazon) -> None:
    for _ in range(2):
        create_report(amazon)
    token = amazon.get(f"{REPORTS}/reports", reportTypes=ALL, pageSize=1).json()["nextToken"]

    assert amazon.get(f"{REPORTS}/reports", nextToken=token, pageSize=1).status_code == 400
    assert amazon.get(f"{REPORTS}/reports", account=2, nextToken=token).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"reportType": "GET_NOTHING_DATA", "marketplaceIds": [SPAIN]},
        {"reportType": ALL, "marketplaceIds": []},
        {"reportType": ALL, "marketplaceIds": ["A1805IZSGTT6HS"]},
        {"reportType": ALL, "marketplaceIds": [SPAIN] * 26},
        {"reportType": ALL},
        {"reportType": ALL, "marketplaceIds": [SPAIN], "dataStartTime": "2030-01-01T00:00:00Z"},
        {"reportType": ALL, "marketplaceIds": [SPAIN], "reportOptions": {"a": 1}},
    ],
)
def test_wrong_requests_are_refused(amazon: Amazon, body: dict[str, object]) -> None:
    answer = amazon.post(f"{REPORTS}/reports", body)

    assert (answer.status_code, error(answer)["code"]) == (400, "InvalidInput")


def test_reports_of_others_do_not_exist(amazon: Amazon) -> None:
    report_id = create_report(amazon)
    amazon.pass_time(seconds=60)
    document_id = report(amazon, report_id)["reportDocumentId"]

    assert amazon.get(f"{REPORTS}/reports/{report_id}", account=2).status_code == 404
    assert amazon.get(f"{REPORTS}/documents/{document_id}", account=2).status_code == 404
    assert amazon.get(f"{REPORTS}/reports/1").status_code == 404


def test_an_address_dies_after_five_minutes_and_another_lives(amazon: Amazon) -> None:
    document = report_document(amazon)
    amazon.pass_time(minutes=5)
    late = http.get(document["url"])
    fresh = amazon.get(f"{REPORTS}/documents/{document['reportDocumentId']}").json()

    assert (late.status_code, b"Request has expired" in late.content) == (403, True)
    assert download(fresh)[1].status_code == 200


def test_an_address_needs_no_credentials_and_takes_none(amazon: Amazon) -> None:
    url = report_document(amazon)["url"]

    assert http.get(url, headers={"x-amz-access-token": amazon.token()}).status_code == 403
    assert http.get(url, headers={"authorization": "Bearer x"}).status_code == 400
    assert http.get(url).status_code == 200


@pytest.mark.parametrize("change", [("Signature=", "Signature=0"), ("Expires=300", "Expires=9000"), ("T.*", "")])
def test_an_address_that_was_changed_is_worth_nothing(amazon: Amazon, change: tuple[str, str]) -> None:
    url = report_document(amazon)["url"]
    other = url.partition("?")[0] if change[0] == "T.*" else url.replace(*change)

    assert other != url
    assert http.get(other).status_code == 403
    assert http.put(url, content=b"mine").status_code == 403


@pytest.mark.parametrize("encoding", [False, True])
def test_a_compressed_document_says_how(amazon: Amazon, encoding: bool) -> None:
    plain = download(report_document(amazon))[0]
    amazon.control("POST", "/accounts/1/reports", {"is_compressed": True})
    report_id = create_report(amazon)
    amazon.pass_time(seconds=60)
    asked = {"enableContentEncodingUrlHeader": "true"} if encoding else {}
    document = amazon.get(f"{REPORTS}/documents/{report(amazon, report_id)['reportDocumentId']}", **asked).json()
    data, answer = download(document)

    assert document["compressionAlgorithm"] == "GZIP"
    assert answer.headers.get("content-encoding") == ("gzip" if encoding else None)
    assert data == plain


def test_a_large_report_is_sent_as_it_is_made(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"listings": 6000})
    amazon.refresh_token_cache()
    document = report_document(amazon, **ENGLISH)
    data, answer = download(document)

    assert document["compressionAlgorithm"] == "GZIP"
    assert answer.headers["transfer-encoding"] == "chunked"
    assert len(table(data, "cp1252")) > 4000


def test_a_truncated_download_is_noticed(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"listings": 6000})
    amazon.refresh_token_cache()
    document = report_document(amazon)
    amazon.control("POST", "/faults", {"rules": ["downloadDocument:1:truncate"]})

    with pytest.raises(httpx2.RemoteProtocolError):
        http.get(document["url"])


def test_quotas_are_those_of_the_api(amazon: Amazon) -> None:
    amazon.pass_time(minutes=1)
    answers = [amazon.post(f"{REPORTS}/reports", {"reportType": ALL, "marketplaceIds": [SPAIN]}) for _ in range(16)]

    assert [one.status_code for one in answers] == [202] * 15 + [429]
    assert answers[0].headers["x-amzn-ratelimit-limit"] == "0.0167"


def test_reports_need_a_role_for_listings(amazon: Amazon) -> None:
    amazon.control("POST", "/accounts/1/roles", {"remove": ["Product Listing", "Inventory and Order Tracking"]})

    assert amazon.post(f"{REPORTS}/reports", {"reportType": ALL, "marketplaceIds": [SPAIN]}).status_code == 403


def test_dates_of_the_data_are_kept(amazon: Amazon) -> None:
    since = amazon.ago(days=3)
    report_id = create_report(amazon, dataStartTime=since)

    assert report(amazon, report_id)["dataStartTime"] == since
    assert report(amazon, report_id)["dataEndTime"] == text(amazon.now())
