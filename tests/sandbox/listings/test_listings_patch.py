"""patchListingsItem: refused by the schema, accepted at once, effective later, or never."""

from __future__ import annotations

from typing import Any

import pytest
from listings_api import SHOPS, SPAIN, Item, Shop, weight, weight_patch

HALF = (0.5, "kilograms")


@pytest.fixture
def mug(shop: Shop) -> str:
    """A listing of the seller's own in all marketplaces, without weights."""
    return str(shop.add("MUG 1/2,50%")["sku"])


def codes(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == "INVALID"
    return [issue["code"] for issue in answer.json()["issues"]]


def test_accepted_is_not_yet_effective(shop: Shop, mug: str) -> None:
    answer = shop.set_weight(mug, weight(0.5))
    at_once = shop.weights(mug)
    shop.pass_time(20)

    assert (answer.status_code, answer.json()["status"]) == (200, "ACCEPTED")
    assert at_once == {}
    assert shop.weights(mug) == {SPAIN: HALF}


def test_what_took_effect_was_updated_then_and_is_what_the_catalogue_shows(shop: Shop, mug: str) -> None:
    shop.pass_time(60)
    before = shop.amazon.ago(seconds=1)
    shop.set_weight(mug, weight(0.5))
    nothing_yet = shop.found(lastUpdatedAfter=before)["numberOfResults"]
    shop.pass_time(20)

    assert nothing_yet == 0
    assert shop.skus(lastUpdatedAfter=before) == [mug]
    assert shop.control("GET", f"?sku={mug.replace('%', '%25')}")["catalogue_package_weight"]["value"] == 0.5


def test_one_patch_serves_several_marketplaces(shop: Shop, mug: str) -> None:
    values = [weight(0.5, marketplace_id=SHOPS["ES"]), weight(1.25, "pounds", marketplace_id=SHOPS["GB"])]
    shop.set_weight(mug, *values, marketplaceIds=f"{SHOPS['ES']},{SHOPS['GB']}")
    shop.pass_time()

    assert shop.weights(mug) == {SHOPS["ES"]: HALF, SHOPS["GB"]: (1.25, "pounds")}


def test_a_patch_of_somebody_elses_page_is_accepted_and_changes_nothing(shop: Shop, mug: str) -> None:
    shop.control("POST", "/offer-only", {"sku": mug})
    before = shop.get(mug).json()
    answer = shop.set_weight(mug, weight(0.5))
    shop.pass_time()

    assert answer.json()["status"] == "ACCEPTED"
    assert shop.weights(mug) == {}
    assert shop.get(mug).json() == before


def test_a_patch_of_a_sku_that_does_not_exist_is_accepted_too(shop: Shop) -> None:
    answer = shop.patch("no such SKU", weight_patch("LAMP", weight(0.5)))
    shop.pass_time()

    assert answer.json()["status"] == "ACCEPTED"
    assert shop.get("no such SKU").status_code == 404


def test_a_preview_writes_nothing(shop: Shop, mug: str) -> None:
    query = {"mode": "VALIDATION_PREVIEW", "includedData": "identifiers,issues"}
    valid = shop.set_weight(mug, weight(0.5), **query).json()
    invalid = shop.set_weight(mug, weight(0.5, "kg"), **query)
    shop.pass_time()

    assert valid["status"] == "VALID"
    assert valid["identifiers"][0]["marketplaceId"] == SPAIN
    assert codes(invalid) == ["90244"]
    assert shop.weights(mug) == {}


def test_an_attribute_the_product_type_does_not_have_is_invalid(shop: Shop) -> None:
    shop.add("PRINT", product_type="ART_SERVICE")
    shop.add("BOOK", product_type="ABIS_BOOK")
    shipping = weight_patch("ABIS_BOOK", weight(0.5))
    shipping["patches"][0]["path"] = "/attributes/website_shipping_weight"

    assert codes(shop.set_weight("PRINT", weight(0.5))) == ["90000900"]
    assert codes(shop.patch("BOOK", shipping)) == ["90000900"]
    assert shop.set_weight("BOOK", weight(0.5)).json()["status"] == "ACCEPTED"


def test_another_listings_product_type_is_invalid_and_the_generic_one_is_not(shop: Shop, mug: str) -> None:
    assert codes(shop.patch(mug, weight_patch("LAMP", weight(0.5)))) == ["90000900"]
    assert shop.patch(mug, weight_patch("PRODUCT", weight(0.5))).json()["status"] == "ACCEPTED"


@pytest.mark.parametrize(
    ("instances", "code"),
    [
        ([weight(0.5, "KG")], "90244"),
        ([weight(0.5, marketplace_id=SHOPS["IT"])], "90244"),
        ([{"value": 0.5, "marketplace_id": SPAIN}], "90220"),
        ([{"unit": "grams", "marketplace_id": SPAIN}], "90220"),
        ([{**weight(0.5), "value": "0.5"}], "4000001"),
        ([weight(-1)], "90004114"),
        ([], "99022"),
    ],
)
def test_values_the_schema_does_not_allow_are_invalid_with_200(
    shop: Shop, mug: str, instances: list[Item], code: str
) -> None:
    assert codes(shop.set_weight(mug, *instances)) == [code]
    shop.pass_time()
    assert shop.weights(mug) == {}


def test_merge_keeps_what_it_does_not_name_and_delete_removes(shop: Shop, mug: str) -> None:
    shop.set_weight(mug, weight(0.5), op="add")
    shop.set_weight(mug, {"value": 0.7, "marketplace_id": SPAIN}, op="merge")
    shop.pass_time()
    merged = shop.weights(mug)
    shop.set_weight(mug, weight(9), op="delete")  # not the value that is there
    shop.pass_time()
    kept = shop.weights(mug)
    shop.set_weight(mug, {"marketplace_id": SPAIN}, op="delete")
    shop.pass_time()

    assert merged == kept == {SPAIN: (0.7, "kilograms")}
    assert shop.weights(mug) == {}


def test_patches_take_effect_in_the_order_they_were_accepted(shop: Shop, mug: str) -> None:
    for kilograms in (1, 2, 3):
        shop.set_weight(mug, weight(kilograms))
    shop.pass_time()

    assert shop.weights(mug) == {SPAIN: (3, "kilograms")}


def test_other_attributes_can_be_patched(shop: Shop, mug: str) -> None:
    value = [{"value": "Tassa", "language_tag": "es_ES", "marketplace_id": SPAIN}]
    shop.patch(
        mug,
        {"productType": "PRODUCT", "patches": [{"op": "replace", "path": "/attributes/item_name", "value": value}]},
    )
    shop.pass_time()
    names = shop.get(mug, includedData="attributes").json()["attributes"]["item_name"]

    assert [one["value"] for one in names if one["marketplace_id"] == SPAIN] == ["Tassa"]
    assert len(names) == len(SHOPS)


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"productType": "LAMP", "patches": []},
        {"patches": weight_patch("LAMP", weight(1))["patches"]},
        weight_patch("NO_SUCH_TYPE", weight(1)),
        {"productType": "LAMP", "patches": [{"op": "set", "path": "/attributes/item_package_weight", "value": []}]},
        {"productType": "LAMP", "patches": [{"op": "add", "path": "/attributes/item_package_weight/0", "value": []}]},
        {"productType": "LAMP", "patches": [{"op": "add", "path": "/attributes/item_package_weight", "value": 5}]},
    ],
    ids=str,
)
def test_what_is_no_patch_is_refused_with_400(shop: Shop, mug: str, body: Any) -> None:
    assert shop.patch(mug, body).status_code == 400


def test_identifiers_are_for_previews_only_and_modes_are_known(shop: Shop, mug: str) -> None:
    patch = weight_patch("DRINKING_CUP", weight(1))

    assert shop.patch(mug, patch, includedData="identifiers").status_code == 400
    assert shop.patch(mug, patch, mode="PREVIEW").status_code == 400
