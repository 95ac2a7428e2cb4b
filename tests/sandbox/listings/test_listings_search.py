"""searchListingsItems and getListingsItem: what is found, how much of it can be read, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from amazon import error
from listings_api import EVERYWHERE, ITEMS, SPAIN, Shop


def created(item: dict[str, Any]) -> str:
    return item["summaries"][0]["createdDate"]


def updated(item: dict[str, Any]) -> str:
    return item["summaries"][0]["lastUpdatedDate"]


def test_pages_hold_every_listing_once_latest_update_first(shop: Shop) -> None:
    items = shop.all()

    assert len({item["sku"] for item in items}) == len(items) == 120
    assert [updated(item) for item in items] == sorted(map(updated, items), reverse=True)


def test_a_page_has_ten_items_unless_asked_and_leads_back(shop: Shop) -> None:
    first = shop.found()
    second = shop.found(pageToken=first["pagination"]["nextToken"])
    back = shop.found(pageToken=second["pagination"]["previousToken"])

    assert len(first["items"]) == 10
    assert back == first
    assert first["items"] != second["items"]


def test_only_a_thousand_can_be_paged_through_and_nobody_says_so(large_shop: Shop) -> None:
    assert large_shop.found()["numberOfResults"] == 2500
    assert len(large_shop.skus(includedData="productTypes")) == 1000


def test_windows_of_creation_find_what_the_cap_hides(large_shop: Shop) -> None:
    ascending = {"sortBy": "createdDate", "sortOrder": "ASC"}
    skus: set[str] = set()
    after = "2020-01-01T00:00:00Z"
    while True:
        items = large_shop.all(createdAfter=after, **ascending)
        skus |= {item["sku"] for item in items}
        if len(items) < 1000:
            break
        after = created(items[-1])  # inclusive: that one comes again

    assert len(skus) == 2500


@pytest.mark.parametrize("by", ["created", "lastUpdated"])
def test_windows_include_both_their_bounds(shop: Shop, by: str) -> None:
    date = created if by == "created" else updated
    items = sorted(shop.all(), key=date)
    window = {f"{by}After": date(items[10]), f"{by}Before": date(items[20])}

    assert {item["sku"] for item in shop.all(**window)} == {item["sku"] for item in items[10:21]}


def test_both_kinds_of_window_can_be_used_together(shop: Shop) -> None:
    items = shop.all()
    new, fresh = sorted(map(created, items))[60], sorted(map(updated, items))[60]

    expected = {item["sku"] for item in items if created(item) >= new and updated(item) >= fresh}
    assert 0 < len(expected) < 60
    assert set(shop.skus(createdAfter=new, lastUpdatedAfter=fresh)) == expected


@pytest.mark.parametrize("order", ["ASC", "DESC"])
def test_sorting_by_sku_and_by_creation(shop: Shop, order: str) -> None:
    falling = order == "DESC"
    skus = shop.skus(sortBy="sku", sortOrder=order)
    dates = [created(item) for item in shop.all(sortBy="createdDate", sortOrder=order)]

    assert skus == sorted(skus, reverse=falling)
    assert dates == sorted(dates, reverse=falling)


def test_changed_listings_are_merged_in_their_order(shop: Shop) -> None:
    before = shop.skus(sortBy="sku", sortOrder="ASC")
    for sku in before[3:60:7]:
        shop.control("POST", "/offer-only", {"sku": sku})
    shop.add("AAA-new")
    shop.control("POST", "/delete", {"sku": before[1]})

    expected = sorted([*before[:1], *before[2:], "AAA-new"])
    assert shop.found()["numberOfResults"] == len(expected)
    assert shop.skus(sortBy="sku", sortOrder="ASC") == expected
    assert shop.skus(sortBy="createdDate")[0] == "AAA-new"
    for by, date in (("createdDate", created), ("lastUpdatedDate", updated)):
        dates = [date(item) for item in shop.all(sortBy=by)]
        assert dates == sorted(dates, reverse=True)


def test_twenty_skus_are_asked_for_at_once_and_unknown_ones_are_left_out(shop: Shop) -> None:
    skus = [sku for sku in shop.skus() if "," not in sku][:19]
    answer = shop.found(identifiers=",".join([*skus, "no-such-sku"]), identifiersType="SKU", pageSize=20)

    assert answer["numberOfResults"] == 19
    assert {item["sku"] for item in answer["items"]} == set(skus)
    assert "pagination" not in answer


def test_a_comma_separates_skus_unless_the_sku_is_asked_for_alone(shop: Shop) -> None:
    with_comma, other = (next(sku for sku in shop.skus() if ("," in sku) is comma) for comma in (True, False))

    alone = shop.found(identifiers=with_comma, identifiersType="SKU")
    together = shop.found(identifiers=f"{with_comma},{other}", identifiersType="SKU")
    assert [item["sku"] for item in alone["items"]] == [with_comma]
    assert [item["sku"] for item in together["items"]] == [other]


def test_the_whole_value_counts_for_no_more_than_twenty(shop: Shop) -> None:
    shop.add("a,b")
    nineteen_and_two = ",".join([f"x{number}" for number in range(19)] + ["a,b"])

    assert shop.search(identifiers=nineteen_and_two, identifiersType="SKU").status_code == 400


def test_listings_are_found_by_asin_and_fnsku(shop: Shop) -> None:
    summary = next(one["summaries"][0] | {"sku": one["sku"]} for one in shop.all() if "fnSku" in one["summaries"][0])
    for kind, value in (("ASIN", summary["asin"]), ("FNSKU", summary["fnSku"])):
        found = shop.found(identifiers=value, identifiersType=kind)
        assert [item["sku"] for item in found["items"]] == [summary["sku"]]


def test_only_the_marketplaces_asked_for_are_shown(shop: Shop) -> None:
    items = shop.all(marketplaceIds=SPAIN, includedData="summaries,attributes,productTypes")

    assert 90 < len(items) < 120
    for item in items:
        assert [one["marketplaceId"] for one in item["summaries"]] == [SPAIN]
        assert {one["marketplace_id"] for values in item["attributes"].values() for one in values} == {SPAIN}


def test_status_and_issues_filter(shop: Shop) -> None:
    buyable, rest = shop.all(withStatus="BUYABLE"), shop.all(withoutStatus="BUYABLE")
    faulty = shop.all(withIssueSeverity="ERROR,WARNING", includedData="issues")

    assert all("BUYABLE" in one["status"] for item in buyable for one in item["summaries"])
    assert not any("BUYABLE" in one["status"] for item in rest for one in item["summaries"])
    assert len(buyable) + len(rest) == 120
    assert faulty
    assert all(item["issues"] for item in faulty)


def test_attributes_are_what_the_seller_contributed(shop: Shop) -> None:
    shop.add("BARE")
    shop.control(
        "POST", "/weight", {"sku": "BARE", "attribute": "catalogue_package_weight", "value": 2, "unit": "pounds"}
    )
    shop.control("POST", "/weight", {"sku": "BARE", "attribute": "item_weight", "value": 0.45, "unit": "kilograms"})

    attributes = shop.get("BARE", includedData="attributes").json()["attributes"]
    assert "item_package_weight" not in attributes
    assert {(one["value"], one["unit"]) for one in attributes["item_weight"]} == {(0.45, "kilograms")}


def test_weights_are_numbers_with_the_digits_that_were_given(shop: Shop) -> None:
    shop.add("EXACT", countries=["ES"])
    given = {"sku": "EXACT", "attribute": "item_package_weight", "value": 0.1234567, "unit": "kilograms"}
    shop.control("POST", "/weight", given)

    assert '"value":0.1234567,' in shop.get("EXACT", includedData="attributes").text


def test_fulfilment_tells_the_merchant_from_amazon(shop: Shop) -> None:
    channels = [item["fulfillmentAvailability"][0] for item in shop.all(includedData="fulfillmentAvailability")]

    assert {one["fulfillmentChannelCode"] for one in channels} == {"DEFAULT", "AMAZON_EU"}
    assert all(("quantity" in one) == (one["fulfillmentChannelCode"] == "DEFAULT") for one in channels)


def test_every_sku_can_be_read_by_its_path(shop: Shop) -> None:
    skus = [*shop.skus(), "with,comma/slash %25+plus ü?#"]
    shop.add(skus[-1])

    assert [shop.get(sku, includedData="productTypes").json()["sku"] for sku in skus] == skus


def test_a_sku_that_is_not_there_or_not_in_that_marketplace_is_not_found(shop: Shop) -> None:
    shop.add("GB-only", countries=["GB"])

    assert shop.get("no such SKU").status_code == 404
    assert shop.get("GB-only", marketplaceIds=SPAIN).status_code == 404
    assert shop.get("GB-only").status_code == 200


def test_a_slash_in_the_path_makes_it_another_path(shop: Shop) -> None:
    assert shop.amazon.get(f"{ITEMS}/TES/1", marketplaceIds=SPAIN).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        {"marketplaceIds": ""},
        {"marketplaceIds": "invalid"},
        {"marketplaceIds": "ATVPDKIKX0DER"},
        {"pageSize": 21},
        {"pageSize": 0},
        {"includedData": "weights"},
        {"includedData": "procurement"},
        {"identifiers": "A"},
        {"identifiersType": "SKU"},
        {"identifiers": "A", "identifiersType": "XYZ"},
        {"identifiers": ",".join(map(str, range(21))), "identifiersType": "SKU"},
        {"identifiers": "A", "identifiersType": "SKU", "variationParentSku": "B"},
        {"variationParentSku": "A", "packageHierarchySku": "B"},
        {"createdAfter": "yesterday"},
        {"createdAfter": "2026-01-02T00:00:00Z", "createdBefore": "2026-01-01T00:00:00Z"},
        {"withStatus": "ACTIVE"},
        {"withIssueSeverity": "INFO"},
        {"sortBy": "price"},
        {"sortOrder": "UP"},
        {"pageToken": "nonsense"},
        {"skus": "A"},
    ],
    ids=str,
)
def test_what_is_not_a_search_is_refused(shop: Shop, query: dict[str, Any]) -> None:
    answer = shop.search(**query)

    assert answer.status_code == 400
    assert error(answer)["code"] == "InvalidInput"


def test_a_page_token_belongs_to_its_query_and_lives_a_day(shop: Shop) -> None:
    token = shop.found(pageSize=20)["pagination"]["nextToken"]
    others = [
        shop.search(pageSize=20, pageToken=token, **more) for more in ({"sortBy": "sku"}, {"marketplaceIds": SPAIN})
    ]
    other_size = shop.search(pageSize=10, pageToken=token)
    in_time = shop.search(pageSize=20, pageToken=token)
    shop.pass_time(24 * 3600)
    shop.amazon.refresh_token_cache()

    assert [one.status_code for one in (*others, other_size)] == [400, 400, 400]
    assert in_time.status_code == 200
    assert shop.search(pageSize=20, pageToken=token).status_code == 400


def test_another_sellers_listings_and_a_missing_role_are_refused(shop: Shop) -> None:
    foreign = shop.amazon.get("/listings/2021-08-01/items/A1SANDBOX00002", marketplaceIds=SPAIN)
    shop.amazon.control("POST", "/accounts/1/roles", {"remove": ["Product Listing"]})

    assert foreign.status_code == 403
    assert shop.search().status_code == 403


def test_the_quota_is_five_at_once_and_five_a_second(shop: Shop) -> None:
    shop.amazon.control("POST", "/state", {"quotas": True})
    shop.amazon.refresh_token_cache()
    answers = [shop.search(pageSize=1, includedData="productTypes") for _ in range(12)]
    refused = next(one for one in answers if one.status_code == 429)
    shop.pass_time(0.2)

    assert [one.status_code for one in answers[:5]] == [200] * 5
    assert answers[0].headers["x-amzn-RateLimit-Limit"] == "5"
    assert "x-amzn-RateLimit-Limit" not in refused.headers
    assert shop.search(marketplaceIds=EVERYWHERE).status_code == 200
