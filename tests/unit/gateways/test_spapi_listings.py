"""Listings by SKU: twenty a call, every weight digit by digit, every SKU as it is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import unquote

import httpx2
import pytest
from listings_fakes import DE, ES, IT, START, ListingsAmazon, found, item
from spapi_fakes import gateway_of, ok, refusal

from mwslink.errors import AuthorizationError, NetworkError, RejectedError
from mwslink.listings.model import Attribute, Listing, Weights
from mwslink.listings.pull import Issue, Repair, Submission
from mwslink.listings.weights import Weight

SKUS = ["A/B", "a b", "A+B", "100%", "007", "Ñandú-ß", "A&B=C?#", "..", "A%2FB", "x;y", "日本"]


def found_of(answer: object, *skus: str, marketplace_ids: tuple[str, ...] = (ES, IT)) -> list[Listing]:
    amazon = ListingsAmazon(searchListingsItems=answer, getListingsItem=answer)
    return [one for batch in gateway_of(amazon).find_listings(marketplace_ids, skus) for one in batch]


def weights_of(marketplace_id: str = ES, **attributes: object) -> Weights:
    (listing,) = found_of(found(item("A", START, marketplace_id, attributes=attributes)), "A")
    return listing.weights


def stated(value: object, unit: str = "grams", marketplace_id: str | None = ES) -> list[dict[str, object]]:
    return [{"value": value, "unit": unit, **({"marketplace_id": marketplace_id} if marketplace_id else {})}]


@pytest.mark.parametrize(("count", "calls"), [(0, 0), (1, 1), (20, 1), (21, 2), (40, 2), (100, 5)])
def test_twenty_skus_cost_a_call(still_clock, count, calls):
    amazon = ListingsAmazon(searchListingsItems=found())
    list(gateway_of(amazon).find_listings((ES, IT), [f"SKU-{number}" for number in range(count)]))
    asked = [request.url.params for request in amazon.seen("searchListingsItems")]

    assert len(asked) == calls
    assert sum(len(query["identifiers"].split(",")) for query in asked) == count


def test_all_marketplaces_are_asked_in_one_call(still_clock):
    amazon = ListingsAmazon(searchListingsItems=found())
    list(gateway_of(amazon).find_listings((ES, IT), ["A", "B", "A"]))

    assert dict(amazon.seen("searchListingsItems")[0].url.params) == {
        "marketplaceIds": f"{ES},{IT}",
        "includedData": "summaries,attributes,fulfillmentAvailability",
        "pageSize": "20",
        "identifiersType": "SKU",
        "identifiers": "A,B",
    }


def test_a_sku_with_a_comma_is_asked_for_alone(still_clock):
    amazon = ListingsAmazon(searchListingsItems=found(item("A")), getListingsItem=ok(item("B,1")))
    batches = list(gateway_of(amazon).find_listings((ES,), ["A", "B,1"]))
    (alone,) = amazon.seen("getListingsItem")

    assert [[listing.sku for listing in batch] for batch in batches] == [["A"], ["B,1"]]
    assert alone.url.raw_path.decode().startswith("/listings/2021-08-01/items/A1EXAMPLE/B%2C1?")


def test_skus_that_amazon_does_not_know_are_left_out(still_clock):
    answer = refusal(404, "NOT_FOUND", "SKU not found")

    assert found_of(answer, "A", "B,1") == []


def test_other_refusals_are_told(still_clock):
    with pytest.raises(RejectedError):
        found_of(refusal(400, "InvalidInput"), "B,1")
    with pytest.raises(AuthorizationError):
        found_of(refusal(403, "Unauthorized"), "A")


def test_an_answer_in_several_pages_is_read_to_its_end(still_clock):
    answers = [found(item("A"), token="t"), found(item("B"))]

    assert [listing.sku for listing in found_of(answers, "A", "B")] == ["A", "B"]


def test_pages_that_repeat_themselves_end(still_clock):
    with pytest.raises(NetworkError, match="again and again"):
        found_of(found(item("A"), token="t"), "A")


def test_a_listing_has_all_that_amazon_tells(still_clock):
    attributes = {"item_package_weight": stated(0.5, "kilograms"), "bullet_point": [{"value": "x"}]}
    (listing,) = found_of(found(item("A", START, ES, attributes=attributes)), "A")

    assert listing == Listing(
        sku="A",
        marketplace_id=ES,
        asin="B0EXAMPLE1",
        title="Maleta",
        product_type="LUGGAGE",
        statuses=("BUYABLE", "DISCOVERABLE"),
        fulfilled_by="MERCHANT",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        updated_at=datetime(2026, 1, 1, tzinfo=UTC),
        weights=Weights(package=Weight(Decimal("0.5"), "kilograms")),
    )


def test_each_marketplace_has_its_own_weight(still_clock):
    attributes = {"item_package_weight": [*stated(1, "pounds", IT), *stated(2, "grams", ES)]}
    listings = found_of(found(item("A", START, ES, IT, DE, attributes=attributes)), "A", marketplace_ids=(ES, IT, DE))

    assert {one.marketplace_id: one.weights.package for one in listings} == {
        ES: Weight(Decimal(2), "grams"),
        IT: Weight(Decimal(1), "pounds"),
        DE: None,
    }


def test_a_weight_without_a_marketplace_is_good_for_those_that_have_none(still_clock):
    attributes = {"item_package_weight": [*stated(1, "pounds", None), *stated(2, "grams", ES)]}
    listings = found_of(found(item("A", START, ES, IT, attributes=attributes)), "A")

    assert [one.weights.package for one in listings] == [Weight(Decimal(2), "grams"), Weight(Decimal(1), "pounds")]


def test_every_kind_of_weight_is_told_apart():
    weights = weights_of(
        website_shipping_weight=stated(3), item_package_weight=stated(2), item_weight=stated(1, "hundredths_pounds")
    )

    assert weights == Weights(
        shipping=Weight(Decimal(3), "grams"),
        package=Weight(Decimal(2), "grams"),
        item=Weight(Decimal(1), "hundredths_pounds"),
    )


@pytest.mark.parametrize("text", ["0.1", "0.30000000000000004", "1e3", "12345678901234567890.123", "0", "-1", "0.450"])
def test_weights_are_exact(still_clock, text):
    body = found(item("A")).text.replace("0.5", text)
    (listing,) = found_of(httpx2.Response(200, text=body), "A")

    assert listing.weights.package
    assert listing.weights.package.value == Decimal(text)


@pytest.mark.parametrize(
    "attributes",
    [
        None,
        {},
        {"item_package_weight": None},
        {"item_package_weight": []},
        {"item_package_weight": [{"unit": "grams", "marketplace_id": ES}]},
        {"item_package_weight": [{"value": None, "unit": "grams", "marketplace_id": ES}]},
        {"item_package_weight": [{"value": "NaN", "unit": "grams", "marketplace_id": ES}]},
        {"item_package_weight": [{"value": "Infinity", "unit": "grams", "marketplace_id": ES}]},
        {"item_package_weight": [{"value": "1e999999999", "unit": "grams", "marketplace_id": ES}]},
        {"item_package_weight": [{"value": 5, "unit": "grams", "marketplace_id": IT}]},
    ],
)
def test_what_is_no_weight_is_none_and_never_zero(still_clock, attributes):
    (listing,) = found_of(found(item("A", attributes=attributes)), "A")

    assert listing.weights == Weights()


def test_a_weight_without_a_unit_is_kept_and_has_no_grams():
    weights = weights_of(item_package_weight=[{"value": 5, "marketplace_id": ES}])

    assert weights.package == Weight(Decimal(5), "")
    assert weights.package.grams is None


@pytest.mark.parametrize(
    ("codes", "fulfilled_by"),
    [
        (["DEFAULT"], "MERCHANT"),
        (["AMAZON_EU"], "AMAZON"),
        (["AMAZON_NA"], "AMAZON"),
        (["AMAZON_EU", "DEFAULT"], "MERCHANT"),
        ([], "MERCHANT"),
    ],
)
def test_who_ships_is_known_by_the_channel(still_clock, codes, fulfilled_by):
    availability = [{"fulfillmentChannelCode": code} for code in codes]
    (listing,) = found_of(found(item("A", fulfillmentAvailability=availability)), "A")

    assert listing.fulfilled_by == fulfilled_by


def test_an_inactive_listing_has_no_status(still_clock):
    summary = {"marketplaceId": ES, "productType": "LUGGAGE", "status": []}
    (listing,) = found_of(found(item("A", summaries=[summary])), "A")

    assert (listing.statuses, listing.asin, listing.created_at) == ((), "", None)


@pytest.mark.parametrize(("asked", "expected"), [((ES, IT), [ES]), ((IT,), [IT]), ((IT, DE), [IT, DE])])
def test_a_listing_without_a_summary_is_not_forgotten(still_clock, asked, expected):
    """It is where a weight names a marketplace, else wherever it was asked for."""
    listings = found_of(found(item("A", summaries=[])), "A", marketplace_ids=asked)

    assert [one.marketplace_id for one in listings] == expected


@pytest.mark.parametrize("sku", [*SKUS, "A,B"])
def test_any_sku_can_be_written_to(still_clock, sku):
    amazon = ListingsAmazon(patchListingsItem=ok({"sku": sku, "status": "ACCEPTED", "submissionId": "1"}))
    gateway_of(amazon).write(replace(REPAIR, sku=sku))
    path = amazon.seen("patchListingsItem")[0].url.raw_path.decode().partition("?")[0]

    assert unquote(path.rpartition("/")[2]) == sku
    assert path.count("/") == 5


@pytest.mark.parametrize("sku", SKUS)
def test_any_sku_can_be_asked_for(still_clock, sku):
    amazon = ListingsAmazon(searchListingsItems=found())
    list(gateway_of(amazon).find_listings((ES,), [sku]))

    assert amazon.seen("searchListingsItems")[0].url.params["identifiers"] == sku


REPAIR = Repair("A", (ES, IT), "LUGGAGE", Attribute.PACKAGE, Weight(Decimal("0.450"), "kilograms"))
ACCEPTED = ok({"sku": "A", "status": "ACCEPTED", "submissionId": "f1dc2914", "issues": []})


def test_one_call_writes_to_several_marketplaces(still_clock):
    amazon = ListingsAmazon(patchListingsItem=ACCEPTED)
    submission = gateway_of(amazon).write(REPAIR)
    (request,) = amazon.seen("patchListingsItem")

    assert submission == Submission("A", "ACCEPTED", "f1dc2914")
    assert dict(request.url.params) == {"marketplaceIds": f"{ES},{IT}"}
    assert request.headers["content-type"] == "application/json"
    assert request.content == (
        b'{"productType":"LUGGAGE","patches":[{"op":"replace","path":"/attributes/item_package_weight","value":['
        b'{"value":0.450,"unit":"kilograms","marketplace_id":"A1RKKUPIHCS9HS"},'
        b'{"value":0.450,"unit":"kilograms","marketplace_id":"APJ6JRA9NG5V4"}]}]}'
    )


def test_a_preview_says_so(still_clock):
    amazon = ListingsAmazon(patchListingsItem=ok({"sku": "A", "status": "VALID", "submissionId": "x"}))
    submission = gateway_of(amazon).preview(REPAIR)

    assert submission.status == "VALID"
    assert dict(amazon.seen("patchListingsItem")[0].url.params) == {
        "marketplaceIds": f"{ES},{IT}",
        "mode": "VALIDATION_PREVIEW",
    }


def test_invalid_comes_with_the_reasons(still_clock):
    issue = {
        "code": "90000900",
        "message": "not valid for the product type",
        "severity": "ERROR",
        "attributeNames": ["item_package_weight"],
        "categories": ["INVALID_ATTRIBUTE"],
    }
    answer = ok({"sku": "A", "status": "INVALID", "submissionId": "x", "issues": [issue]})
    submission = gateway_of(ListingsAmazon(patchListingsItem=answer)).write(REPAIR)

    assert submission.status == "INVALID"
    assert submission.issues == (
        Issue("90000900", "not valid for the product type", "ERROR", ("item_package_weight",)),
    )


def test_an_unclear_answer_to_a_patch_is_followed_by_the_same_patch(still_clock):
    amazon = ListingsAmazon(patchListingsItem=[httpx2.Response(503), ACCEPTED])

    assert gateway_of(amazon).write(REPAIR).status == "ACCEPTED"
    first, second = amazon.seen("patchListingsItem")
    assert (first.url, first.content) == (second.url, second.content)


def definition(*groups: list[str]) -> httpx2.Response:
    return ok({"propertyGroups": {str(n): {"title": "x", "propertyNames": names} for n, names in enumerate(groups)}})


def test_the_weights_of_a_type_are_asked_for_once(still_clock):
    amazon = ListingsAmazon(
        getDefinitionsProductType=definition(["brand", "item_weight"], ["item_package_weight", "colour"])
    )
    gateway = gateway_of(amazon)
    attributes = [gateway.weight_attributes("LUGGAGE", ES) for _time in range(3)]
    gateway.weight_attributes("LUGGAGE", IT)
    request, _other = amazon.seen("getDefinitionsProductType")

    assert set(attributes) == {frozenset({Attribute.ITEM, Attribute.PACKAGE})}
    assert request.url.path == "/definitions/2020-09-01/productTypes/LUGGAGE"
    assert request.url.params["marketplaceIds"] == ES


def test_a_type_that_amazon_does_not_know_is_told(still_clock):
    amazon = ListingsAmazon(getDefinitionsProductType=refusal(404, "NOT_FOUND"))
    with pytest.raises(RejectedError):
        gateway_of(amazon).weight_attributes("NO_TYPE", ES)


def catalogue_item(asin: str, marketplace_id: str = ES) -> dict[str, object]:
    weight = {"weight": {"unit": "pounds", "value": 1.1023}}
    return {
        "asin": asin,
        "summaries": [{"marketplaceId": marketplace_id, "itemName": "Maleta"}],
        "dimensions": [{"marketplaceId": marketplace_id, "item": {"height": {}}, "package": weight}],
    }


def test_the_catalogues_weights_are_those_of_the_marketplace(still_clock):
    items = [catalogue_item("B01"), catalogue_item("B02", IT), {"asin": "B03"}]
    amazon = ListingsAmazon(searchCatalogItems=ok({"numberOfResults": 3, "items": items}))
    (batch,) = gateway_of(amazon).catalogue_listings(ES, ["B01", "B02", "B03", "B04"])

    assert dict(amazon.seen("searchCatalogItems")[0].url.params) == {
        "identifiersType": "ASIN",
        "identifiers": "B01,B02,B03,B04",
        "marketplaceIds": ES,
        "includedData": "dimensions,summaries",
        "pageSize": "20",
    }
    package = Weights(catalogue_package=Weight(Decimal("1.1023"), "pounds"))
    assert list(batch) == [
        Listing("", ES, "B01", "Maleta", weights=package),
        Listing("", ES, "B02"),
        Listing("", ES, "B03"),
    ]


def test_twenty_asins_cost_a_call(still_clock):
    amazon = ListingsAmazon(searchCatalogItems=ok({"numberOfResults": 0, "items": []}))
    list(gateway_of(amazon).catalogue_listings(ES, [f"B{number}" for number in range(45)]))

    assert len(amazon.seen("searchCatalogItems")) == 3
