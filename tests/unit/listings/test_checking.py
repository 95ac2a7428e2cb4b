"""The report: every listing without a weight is in it, the most awaited first, proposals are marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from urllib.parse import parse_qs, urlsplit

import pytest
from listing_fakes import ES, IT, SELLER, Amazon, StillClock, kg, listing

from contract.store.samples import order, order_id, stream
from mwslink.listings.catalogue import ASK_AGAIN, look_up_catalogue
from mwslink.listings.checking import CheckRequest, CheckRow, check_weights, edit_address
from mwslink.listings.csv import report_lines
from mwslink.listings.model import AMAZON, Weights
from mwslink.listings.pull import ListingRequest, pull_listings
from mwslink.listings.suggest import Source, suggestions
from mwslink.listings.usable import Context, Severity
from mwslink.listings.weighing import WeighingRule, weigh_orders
from mwslink.listings.weights import Weight
from mwslink.orders.model import OrderItem
from mwslink.shipping.measuring import Measured
from mwslink.store import Store
from mwslink.store.overrides import Override

BOTH = CheckRequest(SELLER, (ES, IT))


def pull(amazon: Amazon, store: Store) -> None:
    pull_listings(amazon, store.listings, ListingRequest(SELLER, (ES, IT)))


def ship(store: Store, sku: str, *grams: int) -> None:
    """Parcels of an order that held one piece each."""
    store.orders.save_page(stream(), [order(9)])
    store.parcel_weights.save(
        SELLER,
        [Measured(str(number), order_id(9), sku, Decimal(weight), 1) for number, weight in enumerate(grams, start=1)],
    )


def hold(store: Store, *skus: str) -> None:
    """An open order for each, that waits for its weight."""
    orders = [order(number, items=(OrderItem("1", sku, "B", "t", 1),)) for number, sku in enumerate(skus, start=1)]
    store.orders.save_page(stream(), orders)
    weigh_orders(store.order_weights, [WeighingRule(SELLER, ES)])


def rows(store: Store, request: CheckRequest = BOTH) -> list[tuple[str, str]]:
    return [(row.listing.sku, row.listing.marketplace_id) for row in check_weights(store, request)]


def test_exactly_the_sellers_own_listings_without_a_weight_are_errors(amazon: Amazon, store: Store) -> None:
    amazon.put(
        listing(1), listing(2, ES, "0.4"), listing(3, fulfilled_by=AMAZON), listing(4, IT), listing(4, ES, "0.4")
    )
    pull(amazon, store)

    assert [
        (row.listing.sku, row.listing.marketplace_id) for row in check_weights(store, BOTH)
        if row.severity is Severity.ERROR
    ] == [("SKU-001", ES), ("SKU-004", IT)]  # fmt: skip
    assert rows(store, replace(BOTH, marketplace_ids=(ES,))) == [("SKU-001", ES)]


def test_what_looks_wrong_is_a_warning_that_can_be_left_out(amazon: Amazon, store: Store) -> None:
    amazon.put(listing(1, ES, "250"), listing(1, IT, "0.25"), listing(2, weights=Weights(item=kg("1"))))
    pull(amazon, store)
    found = {(row.listing.sku, row.listing.marketplace_id): row for row in check_weights(store, BOTH)}

    assert {key: [one.code for one in row.findings] for key, row in found.items()} == {
        ("SKU-001", ES): ["units-mixed-up"],
        ("SKU-001", IT): ["units-mixed-up"],
        ("SKU-002", ES): ["only-item-weight"],
    }
    assert found["SKU-002", ES].weight.grams == 1000  # type: ignore[union-attr]
    assert rows(store, replace(BOTH, with_warnings=False)) == []


def test_the_most_awaited_come_first_the_others_by_sku(amazon: Amazon, store: Store) -> None:
    amazon.put(*[listing(number) for number in range(6)])
    pull(amazon, store)
    hold(store, "SKU-003", "SKU-001", "SKU-003", "NOPE")
    found = list(check_weights(store, BOTH))

    assert [(row.listing.sku, row.waiting) for row in found] == [
        ("SKU-003", 2), ("NOPE", 1), ("SKU-001", 1), ("SKU-000", 0), ("SKU-002", 0), ("SKU-004", 0), ("SKU-005", 0),
    ]  # fmt: skip
    assert found[1].findings[0].code == "unknown-sku"


def test_a_local_weight_takes_a_listing_out_of_the_report(amazon: Amazon, store: Store) -> None:
    amazon.put(listing(1), listing(1, IT), listing(2), listing(2, IT))
    pull(amazon, store)
    store.overrides.set(SELLER, [Override("SKU-001", kg("1")), Override("SKU-002", kg("1"), IT)])

    assert rows(store) == [("SKU-002", ES)]


def test_a_weight_that_came_meanwhile_is_not_reported_though_orders_still_wait(amazon: Amazon, store: Store) -> None:
    amazon.put(listing(1))
    pull(amazon, store)
    hold(store, "SKU-001")
    amazon.put(listing(1, ES, "0.4"))
    pull(amazon, store)

    assert rows(store) == []


def test_proposals_are_marked_with_where_they_come_from(amazon: Amazon, store: Store) -> None:
    amazon.put(listing(1), listing(1, IT, "0.52"), listing(2), listing(3, ES, "0.4"))
    pull(amazon, store)
    missing = [row.listing for row in check_weights(store, BOTH)]
    assert look_up_catalogue(amazon, store.listings, missing) == 2
    ship(store, "SKU-001", 300, 310, 900)
    found = list(check_weights(store, BOTH))

    assert {row.listing.sku: [(one.source, one.weight.grams) for one in row.suggestions] for row in found} == {
        "SKU-001": [(Source.CATALOGUE, 400), (Source.ELSEWHERE, 520), (Source.SHIPPED, 310)],
        "SKU-002": [(Source.CATALOGUE, 400)],
    }
    assert all(row.severity is Severity.ERROR for row in found)


def test_the_catalogue_is_asked_once_in_a_month(amazon: Amazon, store: Store, still: StillClock) -> None:
    """Also for what it does not know."""
    unknown = [listing(10), listing(20), listing(1)]

    assert [look_up_catalogue(amazon, store.listings, unknown) for _ in range(2)] == [3, 0]
    still.at += ASK_AGAIN + timedelta(seconds=1)
    assert look_up_catalogue(amazon, store.listings, unknown) == 3


def test_the_catalogues_weight_of_an_sp_api_listing_is_a_proposal_and_does_not_count(
    amazon: Amazon, store: Store
) -> None:
    amazon.put(listing(1))
    pull(amazon, store)
    look_up_catalogue(amazon, store.listings, [listing(1)])

    assert store.order_weights.unit_weights(SELLER, ES, ["SKU-001"]) == {}


@pytest.mark.parametrize("grams", ["0.0001", "0.005", "19.99", "20.4", "400.00000001"])
def test_a_proposal_is_rounded_and_never_to_nothing(grams: str) -> None:
    (one,) = suggestions(Context((Decimal(grams),)))

    assert one.weight.grams > 0  # type: ignore[operator]
    assert abs(one.weight.grams - Decimal(grams)) <= Decimal("0.5")  # type: ignore[operator]


def test_nothing_known_nothing_proposed() -> None:
    assert suggestions(Context(catalogue=Weights(catalogue_package=Weight(Decimal(0), "pounds")))) == []


@pytest.mark.parametrize(
    ("shipped", "grams"),
    [
        (["1", "2"], None),
        (["300", "900", "310"], "310"),
        (["300", "310", "320", "900"], "315"),
        (["100.4", "100.4", "100.8", "100.8"], "101"),
        (["1000/3", "1000/3", "1003/3", "1003/3"], "334"),  # 333.83…
        (["2000/6", "1000/3", "2002/6", "1001/3"], "334"),  # exactly 333.5: no third was rounded on the way
        (["0.1", "0.2", "0.3", "0.4"], "0.25"),
    ],
)
def test_of_parcels_the_median_is_proposed_exactly(shipped: list[str], grams: str | None) -> None:
    """The middle one, or half of the middle two; of less than three parcels nothing."""
    found = suggestions(Context(), [Fraction(one) for one in shipped])

    assert [(one.source, one.weight.grams, one.parcels) for one in found] == (
        [(Source.SHIPPED, Decimal(grams), len(shipped))] if grams else []
    )
    assert [one.text for one in found] == ([f"median of {len(shipped)} parcels shipped"] if grams else [])


def test_the_address_is_that_of_the_listing() -> None:
    parts = urlsplit(edit_address(listing("A&B ñ")))

    assert parts.netloc == "sellercentral-europe.amazon.com"
    assert parse_qs(parts.query) == {
        "marketplaceID": [ES], "sku": ["A&B ñ"], "asin": ["BA&B ñ"], "productType": ["LUGGAGE"],
    }  # fmt: skip
    assert edit_address(replace(listing(1), marketplace_id="?")) == ""


def test_the_report_as_csv_has_an_empty_weight_to_fill_in() -> None:
    (heading, cells) = report_lines([CheckRow(listing(1), (), 3)])

    assert dict(zip(heading, cells, strict=True)) | {"address": ""} == {
        "sku": "SKU-001", "weight": "", "unit": "", "country": "ES", "suggested_weight": "", "suggested_from": "",
        "suggested_parcels": "",
        "waiting_orders": "3", "severity": "warning", "findings": "", "asin": "BSKU-001", "title": "Product SKU-001",
        "status": "BUYABLE", "current_grams": "", "current_origin": "", "address": "",
    }  # fmt: skip
