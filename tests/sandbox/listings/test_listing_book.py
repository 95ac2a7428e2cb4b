"""A seller's listings: always the same ones, found without making them all, changed when it is time."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from mwslink.marketplaces import BY_COUNTRY
from mwslink.sandbox.listing import AMAZON, ITEM_WEIGHT, PACKAGE_WEIGHT, SHIPPING_WEIGHT, Listing, Weight
from mwslink.sandbox.listing_book import ListingBook
from mwslink.sandbox.seed import ORDERED_PRODUCTS, catalogue
from mwslink.sandbox.seed.assortment import Assortment
from mwslink.sandbox.seed.product_types import PRODUCT_TYPES

SELLER = "A1SANDBOX00001"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FIVE = [BY_COUNTRY[country] for country in ("ES", "IT", "DE", "FR", "GB")]
SPAIN = BY_COUNTRY["ES"].id
EVER = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
HALF_A_KILO = Weight(Decimal("0.5"), "kilograms")


def make_book(count: int = 3000, *, seed: int = 1, seller: str = SELLER) -> ListingBook:
    original = Assortment(seller, seed=seed, count=count, marketplaces=FIVE, until=NOW)
    return ListingBook(original, delay=timedelta(seconds=15))


@pytest.fixture(scope="module")
def untouched() -> list[Listing]:
    return list(make_book().all())


def is_own(listing: Listing) -> bool:
    return not listing.is_offer_only


def test_the_same_seed_gives_the_same_listings_and_another_gives_others(untouched: list[Listing]) -> None:
    assert list(make_book().all()) == untouched
    assert not {one.asin for one in make_book(200, seed=2).all()} & {one.asin for one in untouched}


def test_what_was_ordered_is_listed_first_and_offered_everywhere(untouched: list[Listing]) -> None:
    ordered = catalogue(SELLER, 1, ORDERED_PRODUCTS)

    assert [(one.sku, one.asin) for one in untouched[:ORDERED_PRODUCTS]] == [(one.sku, one.asin) for one in ordered]
    assert all(len(one.offers) == len(FIVE) for one in untouched[:ORDERED_PRODUCTS])


def test_every_listing_is_found_by_its_sku_and_its_asin(untouched: list[Listing]) -> None:
    book = make_book()

    assert all(book.find(one.sku) == one for one in untouched)
    assert all(book.find_asin(one.asin) == [one] for one in untouched)
    assert book.find("0001000") is None or book.find("0001000") in untouched
    assert book.find("no such SKU") is None
    assert book.find_asin("B000000000") == []


def test_listings_beyond_the_count_are_not_found(untouched: list[Listing]) -> None:
    assert make_book(10).find(untouched[10].sku) is None
    assert make_book(10).find_asin(untouched[10].asin) == []


def test_no_listings_at_all_are_no_trouble() -> None:
    book = make_book(0)

    assert (book.count, list(book.all()), list(book.updated_between(*EVER)), book.find("X")) == (0, [], [], None)


@pytest.mark.parametrize("count", [1, 2, 3, 49, 50, 51, 120, 1000])
def test_creation_and_update_are_in_order_whatever_the_count(count: int) -> None:
    book = make_book(count)
    created, updated = list(book.created_between(*EVER)), list(book.updated_between(*EVER))

    assert [one.created_at for one in created] == sorted({one.created_at for one in created})
    assert [one.updated_at for one in updated] == sorted({one.updated_at for one in updated})
    assert len(created) == len({one.sku for one in updated}) == count
    assert all(one.created_at < one.updated_at < NOW for one in created)


def test_windows_include_both_their_bounds(untouched: list[Listing]) -> None:
    book = make_book()
    by_update = sorted(untouched, key=lambda one: one.updated_at)
    some, few = untouched[700:800], by_update[700:800]

    assert list(book.created_between(some[0].created_at, some[-1].created_at)) == some
    assert list(book.updated_between(few[0].updated_at, few[-1].updated_at)) == few
    assert list(book.changed_since(by_update[-3].updated_at)) == by_update[-3:]


def test_creation_is_spread_over_years(untouched: list[Listing]) -> None:
    assert {one.created_at.year for one in untouched} >= {2022, 2023, 2024, 2025}


def test_skus_are_as_awkward_as_sellers_make_them(untouched: list[Listing]) -> None:
    skus = "\n".join(one.sku for one in untouched)

    assert all(sign in skus for sign in ",/ %+.Ñ\n0")
    assert len({one.sku for one in untouched}) == len({one.asin for one in untouched}) == len(untouched)


def test_a_few_percent_cannot_be_weighed_and_the_catalogue_knows_some_of_them(untouched: list[Listing]) -> None:
    unweighed = [one for one in untouched if not {SHIPPING_WEIGHT, PACKAGE_WEIGHT} & set(one.offers[0].weights)]

    assert 0.02 < len(unweighed) / len(untouched) < 0.1
    assert {one.catalogue_package_weight is None for one in unweighed} == {True, False}
    assert any(ITEM_WEIGHT in one.offers[0].weights for one in unweighed)


def test_some_weights_are_implausible(untouched: list[Listing]) -> None:
    weighed = [one for one in untouched if PACKAGE_WEIGHT in one.offers[0].weights]
    grams = [one.offers[0].weights[PACKAGE_WEIGHT].grams for one in weighed]

    assert 0 in grams
    assert any(weight is not None and weight > 100_000 for weight in grams)
    assert any(len({offer.weights[PACKAGE_WEIGHT] for offer in one.offers}) > 1 for one in weighed)
    assert any(
        item.grams > package
        for one, package in zip(weighed, grams, strict=True)
        if package and (item := one.offers[0].weights.get(ITEM_WEIGHT)) and item.grams
    )


def test_all_of_amazons_units_are_used() -> None:
    units = Counter(
        weight.unit for one in make_book(6000).all() for offer in one.offers for weight in offer.weights.values()
    )
    rare = {"milligrams", "hundredths_pounds", "tons"}

    assert set(units) == {"grams", "kilograms", "pounds", "ounces", *rare}
    assert all(units[unit] < 0.05 * units.total() for unit in rare)


def test_some_are_fulfilled_by_amazon_some_inactive_some_not_everywhere(untouched: list[Listing]) -> None:
    assert 0.07 < sum(one.fulfilled_by == AMAZON for one in untouched) / len(untouched) < 0.13
    assert {one.offers[0].status for one in untouched} == {("BUYABLE", "DISCOVERABLE"), ("DISCOVERABLE",), ()}
    assert {len(one.offers) for one in untouched} == {1, 2, 3, 4, 5}
    assert 0 < sum(one.is_offer_only for one in untouched) / len(untouched) < 0.1


def test_a_listing_has_only_the_weights_its_product_type_knows(untouched: list[Listing]) -> None:
    assert {PRODUCT_TYPES[one.product_type].weights for one in untouched} == {
        (SHIPPING_WEIGHT, PACKAGE_WEIGHT, ITEM_WEIGHT),
        (PACKAGE_WEIGHT, ITEM_WEIGHT),
        (),
    }
    for one in untouched:
        known = PRODUCT_TYPES[one.product_type].weights
        assert all(set(offer.weights) <= set(known) for offer in one.offers)


def test_a_patch_takes_effect_when_it_is_time_and_moves_the_update(untouched: list[Listing]) -> None:
    book, before = make_book(), next(filter(is_own, untouched))
    effective_at = book.patch(before.sku, SPAIN, PACKAGE_WEIGHT, HALF_A_KILO, now=NOW)
    book.settle(effective_at - timedelta(seconds=1))
    early = book.find(before.sku)
    book.settle(effective_at)
    after = book.find(before.sku)

    assert early == before
    assert after is not None
    assert after.weight(PACKAGE_WEIGHT, SPAIN) == after.catalogue_package_weight == HALF_A_KILO
    assert after.weight(PACKAGE_WEIGHT, FIVE[1].id) == before.weight(PACKAGE_WEIGHT, FIVE[1].id)
    assert list(book.changed_since(NOW)) == [after]
    assert book.find_asin(before.asin) == [after]
    assert book.count == len(untouched)


def test_a_patch_of_somebody_elses_page_changes_nothing(untouched: list[Listing]) -> None:
    book, before = make_book(), next(one for one in untouched if one.is_offer_only)
    book.settle(book.patch(before.sku, SPAIN, PACKAGE_WEIGHT, HALF_A_KILO, now=NOW))

    assert book.find(before.sku) == before
    assert list(book.changed_since(NOW)) == []


def test_a_patch_of_an_unknown_sku_is_an_error() -> None:
    with pytest.raises(LookupError):
        make_book().patch("no such SKU", SPAIN, PACKAGE_WEIGHT, HALF_A_KILO, now=NOW)


def test_a_changed_listing_keeps_its_place_in_the_order_of_creation(untouched: list[Listing]) -> None:
    book = make_book()
    for one in untouched[100:200]:
        book.patch(one.sku, one.offers[0].marketplace_id, PACKAGE_WEIGHT, HALF_A_KILO, now=NOW)
    book.settle(NOW + timedelta(minutes=1))

    assert [one.sku for one in book.all()] == [one.sku for one in untouched]
    assert sorted(one.sku for one in book.updated_between(*EVER)) == sorted(one.sku for one in untouched)


def test_a_listing_can_be_deleted_and_listed_again(untouched: list[Listing]) -> None:
    book, gone = make_book(), untouched[500]
    book.remove(gone.sku)
    without = [one.sku for one in book.all()]
    again = book.save(gone, now=NOW)

    assert gone.sku not in without
    assert book.find(gone.sku) == again
    assert book.count == len(untouched)
    with pytest.raises(LookupError):
        book.remove("no such SKU")


def test_an_untouched_million_takes_no_memory() -> None:
    tracemalloc.start()
    book = make_book(1_000_000)
    last = book.original.listing(999_999)
    found = book.find(last.sku)
    some = list(book.created_between(last.created_at - timedelta(hours=1), last.created_at))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == last
    assert 1 < len(some) < 1000
    assert peak < 20_000_000
