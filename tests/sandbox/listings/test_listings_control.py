"""Control paths for listings: at once, and with a sentence where it cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from listings_api import SHOPS, SPAIN, Shop


def test_a_weight_is_set_and_removed_where_it_is_meant(shop: Shop) -> None:
    shop.add("MUG")
    given = {"sku": "MUG", "attribute": "item_package_weight", "value": 0.5, "unit": "kilograms"}
    shop.control("POST", "/weight", given)
    everywhere = shop.weights("MUG")
    shop.control("POST", "/weight", {"sku": "MUG", "attribute": "item_package_weight", "countries": ["ES"]})

    assert set(everywhere) == set(SHOPS.values())
    assert set(shop.weights("MUG")) == set(SHOPS.values()) - {SPAIN}


def test_a_listing_ends_and_begins_again(shop: Shop) -> None:
    shop.add("MUG")
    shop.control("POST", "/status", {"sku": "MUG", "active": False, "countries": ["ES"]})
    summaries = shop.get("MUG").json()["summaries"]
    shop.control("POST", "/status", {"sku": "MUG"})

    assert {one["marketplaceId"] for one in summaries if not one["status"]} == {SPAIN}
    assert all(one["status"] for one in shop.get("MUG").json()["summaries"])


def test_a_listing_is_added_counted_and_deleted(shop: Shop) -> None:
    added = shop.add(
        "MUG", title="A Mug", countries=["ES"], fulfilled_by="AMAZON", product_type="LAMP", asin="B0ABCDEFGH"
    )
    count = shop.control("GET", "")["count"]
    shop.control("POST", "/delete", {"sku": "MUG"})

    assert (added["title"], added["asin"], list(added["offers"])) == ("A Mug", "B0ABCDEFGH", ["ES"])
    assert (count, shop.control("GET", "")["count"]) == (121, 120)
    assert shop.get("MUG").status_code == 404


def test_other_accounts_keep_theirs(shop: Shop) -> None:
    shop.add("MUG", account=2)

    assert shop.get("MUG").status_code == 404
    assert shop.control("GET", "?account=2&sku=MUG")["sku"] == "MUG"


def test_the_delay_of_patches_is_a_setting(shop: Shop) -> None:
    shop.amazon.control("POST", "/state", {"listing_delay": 0})
    shop.amazon.refresh_token_cache()
    shop.add("MUG")
    shop.set_weight("MUG", {"value": 1, "unit": "grams", "marketplace_id": SPAIN})

    assert shop.weights("MUG") == {SPAIN: (1, "grams")}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("", {}, 400),
        ("", {"sku": "X" * 41}, 400),
        ("", {"sku": "X", "countries": ["NL"]}, 400),
        ("", {"sku": "X", "countries": ["Spain"]}, 400),
        ("", {"sku": "X", "product_type": "NONE"}, 400),
        ("", {"sku": "X", "account": 9}, 404),
        ("/weight", {"sku": "X"}, 404),
        ("/delete", {"sku": "X"}, 404),
        ("/weight", {"sku": "X", "grams": 5}, 400),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(shop: Shop, path: str, body: dict[str, Any], status: int) -> None:
    answer = shop.amazon.http.post(f"/_sandbox/listings{path}", json=body)

    assert answer.status_code == status
    assert answer.json()["error"]


def test_wrong_weights_are_refused(shop: Shop) -> None:
    shop.add("MUG", countries=["ES"])
    good = {"sku": "MUG", "attribute": "item_weight", "value": 1, "unit": "grams"}
    for wrong in ({"unit": "kg"}, {"attribute": "weight"}, {"value": "1"}, {"countries": ["IT"]}):
        assert shop.amazon.http.post("/_sandbox/listings/weight", json={**good, **wrong}).status_code == 400
