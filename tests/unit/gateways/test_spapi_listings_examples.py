"""Amazon's own examples of listings, reports and feeds are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import httpx2
import pytest
from listings_fakes import ListingsAmazon
from spapi_fakes import ACCOUNT, gateway_of

from mwslink.listings.model import Attribute, Listing
from mwslink.listings.pull import Repair, Submission
from mwslink.listings.weights import Weight

MODELS = Path(__file__).parents[4] / "shared" / "models"
pytestmark = pytest.mark.skipif(
    not MODELS.is_dir(), reason="Amazon's models are not beside the checkout: their examples of listings are not read"
)
US, CA = "ATVPDKIKX0DER", "A2EUQ1WTGCTBG2"
REPAIR = Repair("A", (US,), "LUGGAGE", Attribute.PACKAGE, Weight(Decimal(1), "pounds"))


def answers(model: str, operation: str) -> Iterator[httpx2.Response]:
    """All successful answers in the model: examples and static cases of Amazon's sandbox."""
    paths = json.loads((MODELS / model).read_text(encoding="utf-8"))["paths"]
    calls = [call for path in paths.values() for call in path.values() if isinstance(call, dict)]
    (responses,) = [call["responses"] for call in calls if call.get("operationId") == operation]
    for status in {"200", "201", "202"} & responses.keys():
        for body in responses[status].get("examples", {}).values():
            yield httpx2.Response(int(status), json=body)
        for case in responses[status].get("x-amzn-api-sandbox", {}).get("static", ()):
            yield httpx2.Response(int(status), json=case["response"])


def listings_of(operation: str) -> list[Listing]:
    listings = []
    for answer in answers("listingsItems_2021-08-01.json", operation):
        amazon = ListingsAmazon(searchListingsItems=_only_page(answer), getListingsItem=answer)
        sku = "A,B" if operation == "getListingsItem" else "A"
        listings += [one for batch in gateway_of(amazon).find_listings((US, CA), [sku]) for one in batch]
    return listings


def _only_page(answer: httpx2.Response) -> httpx2.Response:
    return httpx2.Response(200, json={**answer.json(), "pagination": {}})


@pytest.mark.parametrize("operation", ["searchListingsItems", "getListingsItem"])
def test_examples_of_listings_are_listings(still_clock, operation):
    listings = listings_of(operation)

    assert listings
    assert all(one.sku and one.marketplace_id and one.product_type and one.created_at for one in listings)


def test_examples_of_patches_are_submissions(still_clock):
    examples = list(answers("listingsItems_2021-08-01.json", "patchListingsItem"))
    submissions = [gateway_of(ListingsAmazon(patchListingsItem=one)).write(REPAIR) for one in examples]

    assert {one.status for one in submissions} >= {"ACCEPTED", "VALID", "INVALID"}
    assert all(one.issues for one in submissions if one.status == "INVALID")


def test_examples_of_the_catalogue_have_weights(still_clock):
    listings = []
    for answer in answers("catalogItems_2022-04-01.json", "searchCatalogItems"):
        amazon = ListingsAmazon(searchCatalogItems=_only_page(answer))
        listings += [one for batch in gateway_of(amazon).catalogue_listings(US, ["B07N4M94X4"]) for one in batch]

    assert listings
    assert all(one.asin for one in listings)
    assert any(one.weights.catalogue_package and one.weights.catalogue_package.grams for one in listings)
    assert any(one.title for one in listings)


def test_examples_of_product_types_are_read(still_clock):
    for answer in answers("definitionsProductTypes_2020-09-01.json", "getDefinitionsProductType"):
        gateway_of(ListingsAmazon(getDefinitionsProductType=answer)).weight_attributes("LUGGAGE", US)


def test_examples_of_feeds_are_read(still_clock):
    created = list(answers("feeds_2021-06-30.json", "createFeedDocument"))
    submitted = list(answers("feeds_2021-06-30.json", "createFeed"))
    amazon = ListingsAmazon(
        createFeedDocument=_at_home(created[0]), uploadDocument=httpx2.Response(200), createFeed=submitted[0]
    )

    assert gateway_of(amazon).submit_feed([REPAIR]) == submitted[0].json()["feedId"]


def _at_home(answer: httpx2.Response) -> httpx2.Response:
    return httpx2.Response(201, json={**answer.json(), "url": "https://example.com/document"})


def test_the_example_of_a_processing_report_is_read(still_clock):
    report = (MODELS / "listings-feed-processing-report-schema-v2.example.json").read_bytes()
    feed = {
        "feedId": "1",
        "processingStatus": "DONE",
        "marketplaceIds": [US],
        "resultFeedDocumentId": "2",
        "createdTime": "2026-01-01T00:00:00Z",
    }
    amazon = ListingsAmazon(
        getFeed=httpx2.Response(200, json=feed),
        getFeedDocument=httpx2.Response(200, json={"url": "https://example.com/document"}),
        downloadDocument=httpx2.Response(200, content=report),
    )
    submissions = gateway_of(amazon).feed_result("1")
    assert submissions
    by_sku: dict[str, Submission] = {one.sku: one for one in submissions}

    assert by_sku["My-SKU-B"].status == by_sku["My-SKU-C"].status == "INVALID"
    assert by_sku["My-SKU-C"].issues[0].attributes == ("purchasable_offer.our_price",)
    assert {listing.asin for listing in by_sku["My-SKU-B"].listings} == {"B071VG5N9D"}
    assert ACCOUNT.seller_id not in by_sku
