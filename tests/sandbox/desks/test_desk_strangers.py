"""Strangers' clients, unmodified, fetch reports, hand in feeds and look up products."""

from __future__ import annotations

import io
from enum import Enum
from typing import Any

import pytest
from amazon import CLIENT, SPAIN, Amazon
from desk import ALL, ENGLISH, KEY, SECRET, SELLER, TOKEN, envelope, table

from mwslink import clock

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # utcnow, in both
PRODUCT = (
    "<OperationType>PartialUpdate</OperationType><Product><SKU>MUG</SKU><DescriptionData><Title>Taza</Title>"
    '<PackageWeight unitOfMeasure="GR">450</PackageWeight></DescriptionData></Product>'
)


@pytest.fixture
def amazon(amazon: Amazon) -> Amazon:
    """In the computer's time, which strangers sign with, as long as nobody moves the clock."""
    amazon.control("POST", "/state", {"quotas": False})
    amazon.pass_time(seconds=max(0, (clock.now() - amazon.now()).total_seconds() - 780))
    amazon.refresh_token_cache()
    amazon.control("POST", "/listings", {"account": 1, "sku": "MUG", "countries": ["ES"], "title": "Taza"})
    return amazon


def with_mws(amazon: Amazon, section: str) -> Any:
    mws = pytest.importorskip("mws")
    return getattr(mws, section)(
        access_key=KEY, secret_key=SECRET, account_id=SELLER, domain=amazon.url, auth_token=TOKEN
    )


def test_mws_fetches_a_report(amazon: Amazon) -> None:
    client = with_mws(amazon, "Reports")
    asked = client.request_report(f"_{ALL}_", marketplaceids=[SPAIN])
    request_id = asked.parsed.ReportRequestInfo.ReportRequestId
    amazon.pass_time(seconds=60)
    listed = client.get_report_request_list(requestids=[request_id]).parsed
    body = client.get_report(listed.ReportRequestInfo.GeneratedReportId).parsed

    assert listed.ReportRequestInfo.ReportProcessingStatus == "_DONE_"
    assert "MUG" in [line["seller-sku"] for line in table(body, "cp1252")]


def test_mws_hands_in_a_feed(amazon: Amazon) -> None:
    client = with_mws(amazon, "Feeds")
    sent = client.submit_feed(envelope("Product", PRODUCT), "_POST_PRODUCT_DATA_", marketplaceids=[SPAIN])
    feed_id = sent.parsed.FeedSubmissionInfo.FeedSubmissionId
    amazon.pass_time(minutes=4)
    listed = client.get_feed_submission_list(feedids=[feed_id]).parsed
    told = client.get_feed_submission_result(feed_id).parsed

    assert listed.FeedSubmissionInfo.FeedProcessingStatus == "_DONE_"
    assert told.ProcessingReport.ProcessingSummary.MessagesSuccessful == "1"


def test_mws_looks_up_products(amazon: Amazon) -> None:
    weight = {"account": 1, "sku": "MUG", "attribute": "catalogue_package_weight", "value": 400, "unit": "grams"}
    amazon.control("POST", "/listings/weight", weight)
    client = with_mws(amazon, "Products")
    found = client.get_matching_product_for_id(SPAIN, "SellerSKU", ["MUG", "NOPE"]).parsed
    good, bad = found
    weight_found = good.Products.Product.AttributeSets.ItemAttributes.PackageDimensions.Weight

    assert (good.status, bad.status) == ("Success", "ClientError")
    assert (weight_found.Units, weight_found.value[:6]) == ("pounds", "0.8818")


def with_sp_api(amazon: Amazon, section: str) -> Any:
    sp_api = pytest.importorskip("sp_api.api")
    from sp_api.auth import AccessTokenClient, access_token_client

    access_token_client.cache.clear()

    class SandboxTokens(AccessTokenClient):
        scheme = "http://"
        host = amazon.url.removeprefix("http://")

    class Place(Enum):
        ES = (amazon.url, SPAIN, "eu-west-1")
        endpoint = property(lambda self: self.value[0])
        marketplace_id = property(lambda self: self.value[1])
        region = property(lambda self: self.value[2])

    credentials = {
        "refresh_token": "Atzr|sandbox-1",
        "lwa_app_id": CLIENT["client_id"],
        "lwa_client_secret": CLIENT["client_secret"],
    }
    return getattr(sp_api, section)(Place.ES, credentials=credentials, auth_token_client_class=SandboxTokens)


def test_python_amazon_sp_api_fetches_a_report(amazon: Amazon) -> None:
    with with_sp_api(amazon, "Reports") as client:
        made = client.create_report(reportType=ALL, marketplaceIds=[SPAIN], **ENGLISH).payload
        amazon.pass_time(seconds=60)
        done = client.get_report(made["reportId"]).payload
        document = client.get_report_document(done["reportDocumentId"], download=True, character_code="cp1252").payload
    client._auth._transport.close()

    assert "\tMUG\t" in document["document"]


def test_python_amazon_sp_api_hands_in_a_feed(amazon: Amazon) -> None:
    body = envelope("OrderFulfillment", "<OrderFulfillment><AmazonOrderID>1-2-3</AmazonOrderID></OrderFulfillment>")
    with with_sp_api(amazon, "Feeds") as client:
        _document, made = client.submit_feed(
            "POST_ORDER_FULFILLMENT_DATA", io.BytesIO(body), content_type="text/xml; charset=UTF-8"
        )
        amazon.pass_time(minutes=4)
        done = client.get_feed(made.payload["feedId"]).payload
        told = client.get_feed_document(done["resultFeedDocumentId"])
    client._auth._transport.close()

    assert "<MessagesWithError>1</MessagesWithError>" in str(told)
