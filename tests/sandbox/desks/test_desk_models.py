"""Answers of Reports and Feeds, and documents of listings feeds, have the form Amazon's descriptions give them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import fastjsonschema
from amazon import Amazon
from desk import ALL, FEEDS, REPORTS, create_feed, create_report, feed, feed_result, listings_feed, report, weight_patch


def validate(models: Path, name: str, definition: str, value: Any) -> None:
    described = json.loads((models / name).read_text(encoding="utf-8"))
    closed = {
        key: {**one, "additionalProperties": one.get("additionalProperties", False)} if "properties" in one else one
        for key, one in described["definitions"].items()
    }
    fastjsonschema.compile({"$ref": f"#/definitions/{definition}", "definitions": closed})(value)


def test_reports(amazon: Amazon, models: Path) -> None:
    name = "reports_2021-06-30.json"
    body = {"reportType": ALL, "marketplaceIds": ["A1RKKUPIHCS9HS"]}
    validate(models, name, "CreateReportResponse", amazon.post(f"{REPORTS}/reports", body).json())
    for report_id in [create_report(amazon), create_report(amazon)]:
        validate(models, name, "Report", report(amazon, report_id))
        amazon.pass_time(seconds=30)
        validate(models, name, "Report", report(amazon, report_id))
    done = report(amazon, report_id)
    document = amazon.get(f"{REPORTS}/documents/{done['reportDocumentId']}").json()
    validate(models, name, "ReportDocument", document)
    listed = amazon.get(f"{REPORTS}/reports", reportTypes=ALL, pageSize=1).json()
    validate(models, name, "GetReportsResponse", listed)
    validate(models, name, "ErrorList", amazon.get(f"{REPORTS}/reports").json())


def test_feeds_and_their_documents(amazon: Amazon, models: Path) -> None:
    name = "feeds_2021-06-30.json"
    amazon.control("POST", "/listings", {"account": 1, "sku": "FEED-1", "countries": ["ES"]})
    item = amazon.control("GET", "/listings?account=1&sku=FEED-1")
    kind = item["product_type"]
    body = listings_feed(
        weight_patch(1, "FEED-1", kind, 450), weight_patch(2, "FEED-1", kind, 1, "stones"), included=["attributes"]
    )
    sent = json.loads((models / "listings-feed-schema-v2.json").read_text(encoding="utf-8"))
    fastjsonschema.compile(sent)(json.loads(body))
    made = amazon.post(f"{FEEDS}/documents", {"contentType": "application/json"}).json()
    validate(models, name, "CreateFeedDocumentResponse", made)
    feed_id = create_feed(amazon, "JSON_LISTINGS_FEED", body, "application/json; charset=UTF-8")
    validate(models, name, "Feed", feed(amazon, feed_id))
    amazon.pass_time(minutes=30)
    done = feed(amazon, feed_id)
    validate(models, name, "Feed", done)
    validate(models, name, "FeedDocument", amazon.get(f"{FEEDS}/documents/{done['resultFeedDocumentId']}").json())
    validate(models, name, "GetFeedsResponse", amazon.get(f"{FEEDS}/feeds", feedTypes="JSON_LISTINGS_FEED").json())
    described = models / "listings-feed-processing-report-schema-v2.json"
    told = json.loads(feed_result(amazon, feed_id))
    fastjsonschema.compile(json.loads(described.read_text(encoding="utf-8")))(told)

    assert (told["summary"]["messagesAccepted"], told["summary"]["messagesInvalid"]) == (1, 1)
