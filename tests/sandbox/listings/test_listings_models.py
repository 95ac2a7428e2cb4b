"""Answers about listings have the form Amazon's published descriptions give them, and no field they do not have."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from listings_api import EVERYWHERE, ITEMS, SPAIN, Shop, weight

Check = Callable[[str, Any], None]
MOST_DATA = "summaries,attributes,issues,offers,fulfillmentAvailability,relationships,productTypes"
PAGE_DATA = "attributes,classifications,dimensions,identifiers,images,productTypes,relationships,salesRanks,summaries"


def closed(schema: Any) -> Any:
    """The same schema, with fields it does not name forbidden."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items() if not key.startswith("x-")}
    if schema.get("type") == "object" and isinstance(schema.get("properties"), dict):
        made.setdefault("additionalProperties", False)
    return made


@pytest.fixture(scope="module")
def check(models: Path) -> Callable[[str], Check]:
    def of(name: str) -> Check:
        described = closed(json.loads((models / name).read_text(encoding="utf-8")))
        compiled: dict[str, Any] = {}

        def validate(definition: str, value: Any) -> None:
            if definition not in compiled:
                schema = {"$ref": f"#/definitions/{definition}", "definitions": described["definitions"]}
                compiled[definition] = fastjsonschema.compile(schema)
            compiled[definition](value)

        return validate

    return of


def test_listings_items(large_shop: Shop, check: Callable[[str], Check]) -> None:
    shop, validate = large_shop, check("listingsItems_2021-08-01.json")
    shop.add("MUG")
    validate("ItemSearchResults", shop.found())
    validate("ItemSearchResults", shop.found(identifiers="MUG,none", identifiersType="SKU", includedData=MOST_DATA))
    for item in shop.all(includedData=MOST_DATA, pageSize=20):
        validate("Item", item)
    validate("Item", shop.get("MUG", includedData=MOST_DATA).json())
    for query in ({}, {"mode": "VALIDATION_PREVIEW", "includedData": "identifiers,issues"}):
        for value in (weight(0.5), weight(0.5, "kg"), {"marketplace_id": SPAIN}):
            validate("ListingsItemSubmissionResponse", shop.set_weight("MUG", value, **query).json())
    for refused in (shop.search(pageSize=21), shop.get("no such SKU"), shop.patch("MUG", {})):
        validate("ErrorList", refused.json())


def test_definitions(shop: Shop, check: Callable[[str], Check]) -> None:
    validate = check("definitionsProductTypes_2020-09-01.json")
    types = "/definitions/2020-09-01/productTypes"
    listed = shop.amazon.get(types, marketplaceIds=SPAIN).json()
    validate("ProductTypeList", listed)
    for one in listed["productTypes"]:
        for requirements in ("LISTING", "LISTING_PRODUCT_ONLY", "LISTING_OFFER_ONLY"):
            answer = shop.amazon.get(f"{types}/{one['name']}", marketplaceIds=SPAIN, requirements=requirements)
            validate("ProductTypeDefinition", answer.json())
    validate("ErrorList", shop.amazon.get(f"{types}/NONE", marketplaceIds=SPAIN).json())


def test_catalogue_items(shop: Shop, check: Callable[[str], Check]) -> None:
    validate = check("catalogItems_2022-04-01.json")
    asins = [item["summaries"][0]["asin"] for item in shop.all()]
    pages = "/catalog/2022-04-01/items"
    for asin in asins:
        answer = shop.amazon.get(f"{pages}/{asin}", marketplaceIds=EVERYWHERE, includedData=PAGE_DATA)
        validate("Item", answer.json())
    query = {"marketplaceIds": SPAIN, "includedData": "dimensions"}
    validate(
        "ItemSearchResults",
        shop.amazon.get(pages, identifiers=",".join(asins[:20]), identifiersType="ASIN", **query).json(),
    )
    validate("ItemSearchResults", shop.amazon.get(pages, keywords="taza", **query).json())
    validate("ErrorList", shop.amazon.get(f"{pages}/B000000000", **query).json())


def test_the_paths_are_amazons(models: Path, shop: Shop) -> None:
    described = json.loads((models / "listingsItems_2021-08-01.json").read_text(encoding="utf-8"))["paths"]

    assert ITEMS.rpartition("/")[0] + "/{sellerId}" in described
