"""Product type definitions and catalogue items: where a weight can be entered, and what the page shows."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import fastjsonschema
import pytest
from listings_api import EVERYWHERE, SELLER, SPAIN, Shop, weight

from plain_http import http

TYPES = "/definitions/2020-09-01/productTypes"
PAGES = "/catalog/2022-04-01/items"


def definition(shop: Shop, name: str, **query: Any) -> dict[str, Any]:
    return shop.amazon.get(f"{TYPES}/{name}", **{"marketplaceIds": SPAIN, **query}).json()


def attributes(answer: dict[str, Any]) -> set[str]:
    return {name for group in answer["propertyGroups"].values() for name in group["propertyNames"]}


def test_groups_tell_which_weights_a_product_type_has(shop: Shop) -> None:
    shelf, book, service = (attributes(definition(shop, name)) for name in ("SHELF", "ABIS_BOOK", "ART_SERVICE"))

    assert {"website_shipping_weight", "item_package_weight", "item_weight"} <= shelf
    assert {"item_package_weight", "item_weight"} <= book
    assert "website_shipping_weight" not in book
    assert not {"website_shipping_weight", "item_package_weight", "item_weight"} & service


def test_the_schema_for_offers_has_no_weights(shop: Shop) -> None:
    offer = attributes(definition(shop, "SHELF", requirements="LISTING_OFFER_ONLY"))

    assert "purchasable_offer" in offer
    assert not {name for name in offer if name.endswith("_weight")}


def test_the_schema_is_at_its_address_and_allows_what_the_api_allows(shop: Shop) -> None:
    link = definition(shop, "SHELF", requirementsEnforced="NOT_ENFORCED")["schema"]
    document = http.get(link["link"]["resource"])
    check = fastjsonschema.compile({**document.json(), "$schema": "http://json-schema.org/draft-07/schema#"})

    assert base64.b64encode(hashlib.md5(document.content).digest()).decode() == link["checksum"]
    check({"item_package_weight": [weight(0.5)]})
    for wrong in (weight(0.5, "kg"), weight(-1), {"marketplace_id": SPAIN}):
        with pytest.raises(fastjsonschema.JsonSchemaException):
            check({"item_package_weight": [wrong]})


def test_a_schemas_address_is_good_for_a_week_and_cannot_be_forged(shop: Shop) -> None:
    address = definition(shop, "SHELF")["schema"]["link"]["resource"]
    shop.pass_time(7 * 86400 - 60)
    in_time = http.get(address).status_code
    shop.pass_time(61)
    shop.amazon.refresh_token_cache()

    assert in_time == 200
    assert http.get(address).status_code == 403
    assert http.get(address.replace("SHELF", "LAMP")).status_code == 403


def test_product_types_are_found_by_keyword(shop: Shop) -> None:
    everything = shop.amazon.get(TYPES, marketplaceIds=SPAIN).json()["productTypes"]
    lamps = shop.amazon.get(TYPES, marketplaceIds=SPAIN, keywords="lamp").json()["productTypes"]
    used = {one["productType"] for item in shop.all(includedData="productTypes") for one in item["productTypes"]}

    assert [one["name"] for one in lamps] == ["LAMP"]
    assert used <= {one["name"] for one in everything}


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/NO_SUCH_TYPE", {}, 404),
        ("/SHELF", {"marketplaceIds": EVERYWHERE}, 400),
        ("/SHELF", {"requirements": "ALL"}, 400),
        ("/SHELF", {"requirementsEnforced": "YES"}, 400),
        ("/SHELF", {"sellerId": "A1SANDBOX00002"}, 403),
        ("", {"keywords": "lamp", "itemName": "Lamp"}, 400),
    ],
)
def test_definitions_that_do_not_exist_are_refused(shop: Shop, path: str, query: dict[str, str], status: int) -> None:
    assert shop.amazon.get(TYPES + path, **{"marketplaceIds": SPAIN, **query}).status_code == status


def page(shop: Shop, asin: str) -> dict[str, Any]:
    return shop.amazon.get(f"{PAGES}/{asin}", marketplaceIds=SPAIN, includedData="dimensions").json()["dimensions"][0]


def test_the_catalogue_weighs_what_the_seller_does_not(shop: Shop) -> None:
    listing = shop.add("BARE", countries=["ES"])
    unknown = page(shop, listing["asin"])
    shop.control(
        "POST", "/weight", {"sku": "BARE", "attribute": "catalogue_package_weight", "value": 1.1, "unit": "pounds"}
    )

    assert unknown == {"marketplaceId": SPAIN}
    assert page(shop, listing["asin"])["package"]["weight"] == {"unit": "pounds", "value": 1.1}
    assert shop.weights("BARE") == {}


def test_twenty_pages_are_read_at_once_by_sku_or_asin(shop: Shop) -> None:
    found = [item for item in shop.all() if "," not in item["sku"]][:20]
    skus, asins = [one["sku"] for one in found], [one["summaries"][0]["asin"] for one in found]
    query = {"marketplaceIds": SPAIN, "includedData": "dimensions", "pageSize": 20}
    by_sku = shop.amazon.get(PAGES, identifiers=",".join(skus), identifiersType="SKU", sellerId=SELLER, **query)
    by_asin = shop.amazon.get(PAGES, identifiers=",".join(asins), identifiersType="ASIN", **query)

    assert [one["asin"] for one in by_sku.json()["items"]] == asins
    assert by_sku.json() == by_asin.json()


def test_catalogue_pages_are_turned(shop: Shop) -> None:
    asins = [one["summaries"][0]["asin"] for one in shop.all()[:20]]
    query = {"marketplaceIds": SPAIN, "identifiers": ",".join(asins), "identifiersType": "ASIN", "pageSize": 15}
    first = shop.amazon.get(PAGES, **query).json()
    second = shop.amazon.get(PAGES, **query, pageToken=first["pagination"]["nextToken"]).json()

    assert [one["asin"] for one in first["items"] + second["items"]] == asins
    assert first["numberOfResults"] == 20


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/B000000000", {}, 404),
        ("", {}, 400),
        ("", {"identifiers": "A"}, 400),
        ("", {"identifiers": "A", "identifiersType": "SKU"}, 400),
        ("", {"identifiers": "A", "identifiersType": "SKU", "sellerId": "A1SANDBOX00002"}, 403),
        ("", {"identifiers": "A", "identifiersType": "ASIN", "keywords": "B"}, 400),
        ("", {"identifiers": ",".join(map(str, range(21))), "identifiersType": "ASIN"}, 400),
        ("", {"identifiers": "A", "identifiersType": "ASIN", "marketplaceIds": EVERYWHERE}, 400),
    ],
)
def test_what_is_no_question_to_the_catalogue_is_refused(
    shop: Shop, path: str, query: dict[str, str], status: int
) -> None:
    assert shop.amazon.get(PAGES + path, **{"marketplaceIds": SPAIN, **query}).status_code == status
