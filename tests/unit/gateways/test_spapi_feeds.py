"""Many weights go in one feed, which is submitted once, and whose report says what became of each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import httpx2
import pytest
from gateway_fakes import NOON
from listings_fakes import ES, IT, ListingsAmazon, moment
from spapi_fakes import Answer, gateway_of, ok

from mwslink.errors import NetworkError, RejectedError
from mwslink.listings.model import Attribute, Weights
from mwslink.listings.pull import Issue, Repair, Submission
from mwslink.listings.weights import Weight

URL = "https://tortuga-prod-eu.example/document-1?X-Amz-Signature=canary-signature"
REPAIRS = [
    Repair("A/1", (ES, IT), "LUGGAGE", Attribute.PACKAGE, Weight(Decimal("0.450"), "kilograms")),
    Repair("B,2", (ES,), "BOOK", Attribute.SHIPPING, Weight(Decimal(300), "grams")),
]
SCHEMA = Path(__file__).parents[4] / "shared" / "models" / "listings-feed-schema-v2.json"


def feed(status: str, **changes: object) -> dict[str, object]:
    result = {"resultFeedDocumentId": "result-1"} if status == "DONE" else {}
    return {
        "feedId": "F1",
        "feedType": "JSON_LISTINGS_FEED",
        "createdTime": moment(NOON),
        "processingStatus": status,
        "marketplaceIds": [ES, IT],
        **result,
        **changes,
    }


def report(*issues: object, items: list[object] | None = None) -> dict[str, object]:
    counts = {"errors": 0, "warnings": 0, "messagesProcessed": 2, "messagesAccepted": 2, "messagesInvalid": 0}
    header = {"sellerId": "A1EXAMPLE", "version": "2.0", "feedId": "F1"}
    return {"header": header, "issues": list(issues), "summary": counts, **({"items": items} if items else {})}


def amazon_of(told: object = None, **answers: Answer | list[Answer]) -> ListingsAmazon:
    usual: dict[str, Answer | list[Answer]] = {
        "createFeedDocument": httpx2.Response(201, json={"feedDocumentId": "in-1", "url": URL}),
        "uploadDocument": httpx2.Response(200),
        "createFeed": httpx2.Response(202, json={"feedId": "F1"}),
        "getFeed": ok(feed("DONE")),
        "getFeedDocument": ok({"feedDocumentId": "result-1", "url": URL}),
        "downloadDocument": ok(told or report()),
    }
    return ListingsAmazon(**{**usual, **answers})


def result_of(told: object) -> dict[str, Submission]:
    submissions = gateway_of(amazon_of(told)).feed_result("F1")
    return {submission.sku or submission.id: submission for submission in submissions or ()}


def test_a_feed_is_uploaded_and_submitted(still_clock):
    amazon = amazon_of()
    feed_id = gateway_of(amazon).submit_feed(REPAIRS)
    (upload,) = amazon.seen("uploadDocument")

    assert feed_id == "F1"
    assert [name for name in amazon.operations if name != "token"] == [
        "createFeedDocument",
        "uploadDocument",
        "createFeed",
    ]
    assert json.loads(amazon.seen("createFeed")[0].content) == {
        "feedType": "JSON_LISTINGS_FEED",
        "marketplaceIds": [ES, IT],
        "inputFeedDocumentId": "in-1",
    }
    assert json.loads(amazon.seen("createFeedDocument")[0].content) == {"contentType": upload.headers["content-type"]}
    assert upload.headers["content-type"] == "application/json; charset=UTF-8"
    assert "x-amz-access-token" not in upload.headers


def test_the_feed_says_what_is_to_be_done_and_what_is_to_be_told(still_clock):
    amazon = amazon_of()
    gateway_of(amazon).submit_feed(REPAIRS)
    body = amazon.seen("uploadDocument")[0].content
    sent = json.loads(body)

    assert sent["header"] == {
        "sellerId": "A1EXAMPLE",
        "version": "2.0",
        "report": {"includedData": ["attributes", "issues"], "apiVersion": "2021-08-01"},
    }
    assert [(message["messageId"], message["sku"]) for message in sent["messages"]] == [(1, "A/1"), (2, "B,2")]
    assert sent["messages"][1] == {
        "messageId": 2,
        "sku": "B,2",
        "operationType": "PATCH",
        "productType": "BOOK",
        "patches": [
            {
                "op": "replace",
                "path": "/attributes/website_shipping_weight",
                "value": [{"value": 300, "unit": "grams", "marketplace_id": ES}],
            }
        ],
    }
    assert b'"value":0.450,' in body


@pytest.mark.skipif(not SCHEMA.is_file(), reason="Amazon's models are not beside the checkout: no schema of feeds")
def test_the_feed_is_valid_by_amazons_schema(still_clock):
    import fastjsonschema

    amazon = amazon_of()
    gateway_of(amazon).submit_feed(REPAIRS)
    validate = fastjsonschema.compile(json.loads(SCHEMA.read_text(encoding="utf-8")))

    assert validate(json.loads(amazon.seen("uploadDocument")[0].content))


@pytest.mark.parametrize("count", [0, 25_001])
def test_a_feed_has_one_to_25000_messages(still_clock, count):
    amazon = amazon_of()
    with pytest.raises(ValueError, match="25000"):
        gateway_of(amazon).submit_feed(REPAIRS[:1] * count)

    assert amazon.operations == []


def test_a_feed_is_not_submitted_twice_after_an_unclear_answer(still_clock):
    amazon = amazon_of(createFeed=httpx2.Response(503))
    with pytest.raises(NetworkError):
        gateway_of(amazon).submit_feed(REPAIRS)

    assert len(amazon.seen("createFeed")) == 1


def test_what_comes_before_the_feed_is_repeated(still_clock):
    document = httpx2.Response(201, json={"feedDocumentId": "in-1", "url": URL})
    amazon = amazon_of(
        createFeedDocument=[httpx2.Response(503), document],
        uploadDocument=[httpx2.Response(500), httpx2.Response(200)],
    )

    assert gateway_of(amazon).submit_feed(REPAIRS) == "F1"


def test_a_refused_upload_submits_nothing(still_clock):
    amazon = amazon_of(uploadDocument=httpx2.Response(403, content=b"<Error>canary</Error>"))
    with pytest.raises(NetworkError) as caught:
        gateway_of(amazon).submit_feed(REPAIRS)

    assert amazon.seen("createFeed") == []
    assert "canary" not in str(caught.value)


def test_recent_feeds_come_newest_first_from_all_pages(still_clock):
    newer = feed("DONE", feedId="F2", createdTime="2026-11-24T12:30:00Z")
    amazon = amazon_of(getFeeds=[ok({"feeds": [feed("DONE")], "nextToken": "t+/="}), ok({"feeds": [newer]})])
    feeds = gateway_of(amazon).recent_feeds(datetime(2026, 11, 24, tzinfo=UTC))
    first, second = (dict(request.url.params) for request in amazon.seen("getFeeds"))

    assert feeds == [("F2", datetime(2026, 11, 24, 12, 30, tzinfo=UTC)), ("F1", NOON)]
    assert first == {"feedTypes": "JSON_LISTINGS_FEED", "createdSince": "2026-11-24T00:00:00Z", "pageSize": "100"}
    assert second == {"nextToken": "t+/="}


@pytest.mark.parametrize("status", ["IN_QUEUE", "IN_PROGRESS"])
def test_a_feed_under_way_has_no_result_yet(still_clock, status):
    amazon = amazon_of(getFeed=ok(feed(status)))

    assert gateway_of(amazon).feed_result("F1") is None
    assert amazon.seen("getFeedDocument") == []


@pytest.mark.parametrize("status", ["CANCELLED", "FATAL", "BEAMED"])
def test_a_feed_that_did_not_get_to_its_end_is_told(still_clock, status):
    with pytest.raises(RejectedError, match=status) as caught:
        gateway_of(amazon_of(getFeed=ok(feed(status)))).feed_result("F1")

    assert "check" in caught.value.hint


def test_a_refused_message_is_invalid_with_all_its_reasons(still_clock):
    told = report(
        {"messageId": 1, "sku": "A/1", "code": "90220", "severity": "ERROR", "message": "required"},
        {"messageId": 1, "sku": "A/1", "severity": "WARNING", "message": "odd", "attributeName": "brand"},
        {"messageId": 2, "sku": "B,2", "severity": "WARNING", "message": "odd"},
    )
    submissions = result_of(told)

    assert submissions["A/1"].status == "INVALID"
    assert submissions["A/1"].issues == (
        Issue("90220", "required", "ERROR"),
        Issue("", "odd", "WARNING", ("brand",)),
    )
    assert submissions["B,2"].status == "ACCEPTED"


def test_the_report_shows_whether_a_weight_is_effective(still_clock):
    value = [{"value": 0.450, "unit": "kilograms", "marketplace_id": ES}]
    issue = {"code": "18448", "message": "incomplete", "severity": "WARNING", "categories": []}
    items = [
        {"sku": "A/1", "attributes": {"item_package_weight": value}, "issues": [issue]},
        {"sku": "B,2", "attributes": {}},
    ]
    submissions = result_of(report(items=items))
    accepted = submissions["A/1"]

    assert (accepted.status, accepted.issues) == ("ACCEPTED", (Issue("18448", "incomplete", "WARNING"),))
    assert [(one.marketplace_id, one.weights) for one in accepted.listings] == [
        (ES, Weights(package=Weight(Decimal("0.45"), "kilograms")))
    ]
    assert {one.weights for one in submissions["B,2"].listings} == {Weights()}


def test_a_reason_without_a_sku_is_known_by_its_message(still_clock):
    submissions = result_of(report({"messageId": 2, "severity": "ERROR", "message": "no such SKU"}))

    assert submissions["2"] == Submission("", "INVALID", "2", (Issue("", "no such SKU", "ERROR"),))


def test_a_feed_refused_as_a_whole_is_told(still_clock):
    told = report({"code": "4002005", "severity": "ERROR", "message": "header missing"})
    with pytest.raises(RejectedError, match="4002005 header missing"):
        result_of(told)


@pytest.mark.parametrize("body", [b"", b'{"issues": [', b"[]", b"<html>"])
def test_a_damaged_report_is_noticed(still_clock, body):
    with pytest.raises(NetworkError):
        gateway_of(amazon_of(downloadDocument=httpx2.Response(200, content=body))).feed_result("F1")


def test_no_more_than_five_feeds_of_listings_go_in_any_five_minutes(still_clock):
    amazon = amazon_of()
    gateway = gateway_of(amazon)
    sent = []
    for _count in range(12):
        gateway.submit_feed(REPAIRS)
        sent.append(still_clock.elapsed)

    assert all(sum(1 for at in sent if start <= at < start + 300) <= 5 for start in sent)
