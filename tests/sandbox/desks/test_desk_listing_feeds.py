"""JSON_LISTINGS_FEED and MWS product feeds: weights changed, later, and told in the report."""

from __future__ import annotations

import json
from typing import Any

import pytest
from amazon import SPAIN, Amazon
from desk import FEEDS, create_feed, envelope, feed, feed_result, listings_feed, mws, tree, upload, weight_patch

LISTINGS = "JSON_LISTINGS_FEED"
JSON = "application/json; charset=UTF-8"
PACKAGE, SHIPPING = "item_package_weight", "website_shipping_weight"


def listing(amazon: Amazon, sku: str = "") -> dict[str, Any]:
    """A listing as Listings Items shows it; without a SKU a new one in Spain."""
    if not sku:
        sku = "FEED-1"
        given = {"account": 1, "sku": sku, "countries": ["ES"], "title": "Taza"}
        amazon.control("POST", "/listings", given)
    path = f"/listings/2021-08-01/items/A1SANDBOX00001/{sku}"
    return amazon.get(path, marketplaceIds=SPAIN, includedData="summaries,attributes").json()


def product_type(item: dict[str, Any]) -> str:
    return item["summaries"][0]["productType"]


def run(amazon: Amazon, body: bytes) -> dict[str, Any]:
    feed_id = create_feed(amazon, LISTINGS, body, JSON)
    amazon.pass_time(minutes=30)
    return json.loads(feed_result(amazon, feed_id))


def test_a_feed_that_asks_for_data_shows_the_listings_afterwards(amazon: Amazon) -> None:
    kind = product_type(listing(amazon))
    report = run(amazon, listings_feed(weight_patch(1, "FEED-1", kind, 0.45, "kilograms"), included=["attributes"]))
    weight = {"value": 0.45, "unit": "kilograms", "marketplace_id": SPAIN}

    assert report["summary"] == {
        "errors": 0, "warnings": 0, "messagesProcessed": 1, "messagesAccepted": 1, "messagesInvalid": 0,
        "itemSummary": {"items": 1, "errors": 0, "warnings": 0},
    }  # fmt: skip
    assert report["items"][0]["attributes"][PACKAGE] == [weight]
    assert listing(amazon, "FEED-1")["attributes"][PACKAGE] == [weight]


def test_a_feed_that_does_not_ask_tells_acceptance_only(amazon: Amazon) -> None:
    report = run(amazon, listings_feed(weight_patch(1, "FEED-1", product_type(listing(amazon)), 450)))

    assert "items" not in report
    assert "itemSummary" not in report["summary"]
    assert report["summary"]["messagesAccepted"] == 1


def test_messages_are_refused_one_by_one(amazon: Amazon) -> None:
    kind = product_type(listing(amazon))
    good = weight_patch(1, "FEED-1", kind, 450)
    report = run(
        amazon,
        listings_feed(
            good,
            weight_patch(2, "FEED-1", kind, 450, "stones"),
            weight_patch(1, "FEED-1", kind, 460),
            {**weight_patch(3, "FEED-1", kind, 450), "attributes": {}},
            {"messageId": 4, "sku": "FEED-1", "operationType": "PATCH", "productType": kind},
            {**weight_patch(5, "FEED-1", "NO_SUCH_TYPE", 450)},
        ),
    )

    assert [issue["messageId"] for issue in report["issues"]] == [2, 1, 3, 4, 5]
    assert report["issues"][0]["code"] == "90244"
    assert report["summary"]["messagesAccepted"] == 1
    assert report["summary"]["messagesInvalid"] == 5


def test_accepted_is_not_effective_on_somebody_elses_page(amazon: Amazon) -> None:
    kind = product_type(listing(amazon))
    amazon.control("POST", "/listings/offer-only", {"account": 1, "sku": "FEED-1", "on": True})
    report = run(amazon, listings_feed(weight_patch(1, "FEED-1", kind, 450), included=["attributes"]))

    assert report["summary"]["messagesAccepted"] == 1
    assert PACKAGE not in report["items"][0]["attributes"]


@pytest.mark.parametrize(
    ("operation", "kept"), [("PARTIAL_UPDATE", {SHIPPING, PACKAGE}), ("UPDATE", {PACKAGE}), ("DELETE", None)]
)
def test_operations(amazon: Amazon, operation: str, kept: set[str] | None) -> None:
    kind = product_type(listing(amazon))
    weight = {"account": 1, "sku": "FEED-1", "attribute": SHIPPING, "value": 1, "unit": "kilograms"}
    amazon.control("POST", "/listings/weight", weight)
    message: dict[str, Any] = {"messageId": 1, "sku": "FEED-1", "operationType": operation}
    if operation != "DELETE":
        attributes = {PACKAGE: [{"value": 2, "unit": "kilograms"}], "item_name": [{"value": "Taza"}]}
        message |= {"productType": kind, "attributes": attributes}
    report = run(amazon, listings_feed(message))
    attributes = listing(amazon, "FEED-1").get("attributes")

    assert report["summary"]["messagesAccepted"] == 1
    assert (None if attributes is None else {SHIPPING, PACKAGE} & set(attributes)) == kept


def test_a_whole_listing_needs_a_name(amazon: Amazon) -> None:
    kind = product_type(listing(amazon))
    attributes = {PACKAGE: [{"value": 2, "unit": "kilograms"}]}
    message = {
        "messageId": 1, "sku": "FEED-1", "operationType": "UPDATE", "productType": kind, "attributes": attributes,
    }  # fmt: skip

    assert run(amazon, listings_feed(message))["issues"][0]["code"] == "90220"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"no JSON", "FATAL", None),
        (b"[" * 100_000, "FATAL", None),
        (b'{"header": "\xff"}', "FATAL", None),
        (b'{"messages": []}', "DONE", "4002005"),
        (listings_feed(weight_patch(1, "A", "LUGGAGE", 1), seller="A2OTHER0000000"), "DONE", "4002005"),
        (listings_feed(), "DONE", None),
        (
            listings_feed(*[{"messageId": n, "sku": "A", "operationType": "DELETE"} for n in range(25_001)]),
            "DONE",
            None,
        ),
        (listings_feed(weight_patch(1, "A", "LUGGAGE", 1), included=["weights"]), "DONE", "4002005"),
    ],
)
def test_feeds_that_are_none_are_refused_whole(amazon: Amazon, body: bytes, status: str, code: str | None) -> None:
    feed_id = create_feed(amazon, LISTINGS, body, JSON)
    amazon.pass_time(minutes=30)
    (issue,) = json.loads(feed_result(amazon, feed_id))["issues"]

    assert feed(amazon, feed_id)["processingStatus"] == status
    assert issue.get("code") == code
    assert "messageId" not in issue


def test_five_feeds_in_five_minutes(amazon: Amazon) -> None:
    body = {"feedType": LISTINGS, "marketplaceIds": [SPAIN], "inputFeedDocumentId": upload(amazon, b"x", JSON)}
    answers = [amazon.post(f"{FEEDS}/feeds", body).status_code for _ in range(6)]
    amazon.pass_time(minutes=5)

    assert answers == [202] * 5 + [429]
    assert amazon.post(f"{FEEDS}/feeds", body).status_code == 202


def product(sku: str, weights: str, *, operation: str = "PartialUpdate", title: str = "<Title>Taza</Title>") -> str:
    data = f"<DescriptionData>{title}{weights}</DescriptionData>"
    return f"<OperationType>{operation}</OperationType><Product><SKU>{sku}</SKU>{data}</Product>"


def submit(amazon: Amazon, *messages: str) -> Any:
    """The processing report of a product feed."""
    given = {"FeedType": "_POST_PRODUCT_DATA_", "MarketplaceIdList.Id.1": SPAIN}
    answer = tree(mws(amazon, "Feeds", "SubmitFeed", body=envelope("Product", *messages), **given))
    amazon.pass_time(minutes=30)
    feed_id = answer.findtext("SubmitFeedResult/FeedSubmissionInfo/FeedSubmissionId")
    return tree(mws(amazon, "Feeds", "GetFeedSubmissionResult", FeedSubmissionId=feed_id)).find(".//ProcessingReport")


def weights(amazon: Amazon) -> dict[str, tuple[float, str]]:
    amazon.refresh_token_cache()
    attributes = listing(amazon, "FEED-1")["attributes"]
    named = {name: attributes[name][0] for name in (SHIPPING, PACKAGE) if name in attributes}
    return {name: (one["value"], one["unit"]) for name, one in named.items()}


def test_a_partial_update_changes_what_it_names_and_an_update_clears_the_rest(amazon: Amazon) -> None:
    listing(amazon)
    submit(amazon, product("FEED-1", '<PackageWeight unitOfMeasure="KG">1.25</PackageWeight>'))
    submit(amazon, product("FEED-1", '<ShippingWeight unitOfMeasure="GR">400</ShippingWeight>'))
    both = weights(amazon)
    submit(amazon, product("FEED-1", '<PackageWeight unitOfMeasure="OZ">9</PackageWeight>', operation="Update"))

    assert both[PACKAGE] == (1.25, "kilograms")
    assert both.get(SHIPPING, (400, "grams")) == (400, "grams")
    assert weights(amazon) == {PACKAGE: (9, "ounces")}


@pytest.mark.parametrize(
    "message",
    [
        product("FEED-1", '<ShippingWeight unitOfMeasure="GR">0.123</ShippingWeight>'),
        product("FEED-1", '<ShippingWeight unitOfMeasure="GR">-1</ShippingWeight>'),
        product("FEED-1", '<ShippingWeight unitOfMeasure="GR">1,5</ShippingWeight>'),
        product("FEED-1", '<ShippingWeight unitOfMeasure="grams">1</ShippingWeight>'),
        product("FEED-1", "<ShippingWeight>1</ShippingWeight>"),
        product("FEED-1", '<ShippingWeight unitOfMeasure="GR">1</ShippingWeight>', title=""),
        product("FEED-1", '<ShippingWeight unitOfMeasure="GR">1</ShippingWeight>', operation="Replace"),
        product("FEED-1", '<MSRP/><ShippingWeight unitOfMeasure="GR">1</ShippingWeight>'),
        product("NOPE", '<ShippingWeight unitOfMeasure="GR">1</ShippingWeight>'),
    ],
)
def test_wrong_product_messages_change_nothing(amazon: Amazon, message: str) -> None:
    listing(amazon)
    report = submit(amazon, message)

    assert report.findtext("ProcessingSummary/MessagesWithError") == "1"
    assert report.findtext("Result/AdditionalInfo/SKU") in ("FEED-1", "NOPE")
    assert weights(amazon) == {}
