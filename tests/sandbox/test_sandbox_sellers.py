"""Sellers v1: where a seller sells."""

from __future__ import annotations

from typing import Any

from amazon import Amazon

PARTICIPATIONS = "/sellers/v1/marketplaceParticipations"
PHANTOM = "AFQLKURYRPEL8"


def shops(amazon: Amazon, account: int = 1) -> dict[str, Any]:
    rows = amazon.get(PARTICIPATIONS, account=account).json()["payload"]
    return {row["marketplace"]["countryCode"]: row for row in rows if row["marketplace"]["id"] != PHANTOM}


def test_account_1_sells_in_five_countries(amazon: Amazon) -> None:
    assert list(shops(amazon)) == ["ES", "IT", "DE", "FR", "GB"]
    assert shops(amazon)["ES"] == {
        "marketplace": {
            "id": "A1RKKUPIHCS9HS",
            "countryCode": "ES",
            "name": "Amazon.es",
            "defaultCurrencyCode": "EUR",
            "defaultLanguageCode": "es_ES",
            "domainName": "www.amazon.es",
        },
        "storeName": "Sandbox Store 1",
        "participation": {"isParticipating": True, "hasSuspendedListings": False},
    }


def test_an_id_that_is_no_shop_is_among_them(amazon: Amazon) -> None:
    rows = amazon.get(PARTICIPATIONS).json()["payload"]

    assert PHANTOM in [row["marketplace"]["id"] for row in rows]


def test_suspended_listings_and_a_shop_left_show(amazon: Amazon) -> None:
    amazon.control("POST", "/accounts/1/suspend-listings", {"countries": ["IT"]})
    amazon.control("POST", "/accounts/1/leave", {"countries": ["FR"]})

    assert shops(amazon)["IT"]["participation"] == {"isParticipating": True, "hasSuspendedListings": True}
    assert shops(amazon)["FR"]["participation"] == {"isParticipating": False, "hasSuspendedListings": False}
    assert shops(amazon)["ES"]["participation"] == {"isParticipating": True, "hasSuspendedListings": False}


def test_orders_of_a_shop_left_are_not_found(amazon: Amazon) -> None:
    amazon.control("POST", "/accounts/1/leave", {"countries": ["FR"]})

    assert "Amazon.fr" not in {order["salesChannel"]["marketplaceName"] for order in amazon.orders()}


def test_every_account_has_orders_where_it_sells(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"accounts": 12, "orders": 20})

    for account in range(1, 13):
        countries = {row["marketplace"]["id"] for row in shops(amazon, account).values()}
        sold = {order["salesChannel"]["marketplaceId"] for order in amazon.orders(account)}
        assert sold
        assert sold <= countries


def test_account_details_need_their_own_role(amazon: Amazon) -> None:
    refused = amazon.get("/sellers/v1/account")
    amazon.control("POST", "/accounts/1/roles", {"add": ["Finance and Accounting"]})
    answer = amazon.get("/sellers/v1/account")

    assert refused.status_code == 403
    assert answer.json()["payload"]["sellingPlan"] == "PROFESSIONAL"
    assert len(answer.json()["payload"]["marketplaceParticipationList"]) == 6


def test_unknown_parameters_are_refused(amazon: Amazon) -> None:
    assert amazon.get(PARTICIPATIONS, color="red").status_code == 400
