"""Orders and listings show the same products, weighed or not."""

from __future__ import annotations

import re

from mwslink.sandbox.seed import ORDERED_PRODUCTS, catalogue

SELLER = "A1SANDBOX00001"


def test_a_longer_catalogue_begins_with_the_shorter_one():
    assert catalogue(SELLER, 1, 500)[:100] == catalogue(SELLER, 1, 100)


def test_skus_and_asins_are_unique():
    products = catalogue(SELLER, 1, 5000)

    assert len({product.sku for product in products}) == len(products)
    assert len({product.asin for product in products}) == len(products)


def test_sellers_have_products_of_their_own():
    first, second = (catalogue(f"A1SANDBOX0000{number}", 1, 200) for number in (1, 2))

    assert not {product.asin for product in first} & {product.asin for product in second}


def test_asins_are_spelled_like_amazons_and_books_have_a_valid_isbn():
    for product in catalogue(SELLER, 1, 1000):
        if not product.kind.is_book:
            assert re.fullmatch(r"B0[A-Z0-9]{8}", product.asin)
            continue
        values = [10 if sign == "X" else int(sign) for sign in product.asin]
        assert sum((10 - place) * value for place, value in enumerate(values)) % 11 == 0


def test_skus_are_as_awkward_as_sellers_make_them():
    skus = "\n".join(product.sku for product in catalogue(SELLER, 1, 1000))

    assert all(sign in skus for sign in "/ +%.Ñ")
    assert re.search(r"^0\d+$", skus, re.MULTILINE)
    assert max(map(len, skus.splitlines())) <= 40


def test_a_few_percent_of_each_weight_are_missing():
    products = catalogue(SELLER, 1, 2000)
    for name in ("item_weight_grams", "package_weight_grams", "shipping_weight_grams"):
        missing = sum(getattr(product, name) is None for product in products) / len(products)
        assert 0.01 < missing < 0.1


def test_some_ordered_product_cannot_be_weighed_at_all(orders):
    """So that an import always has a missing weight to report."""
    unweighed = {
        product.sku
        for seed in (1, 2, 42)
        for product in catalogue(SELLER, seed, ORDERED_PRODUCTS)
        if product.package_weight_grams is None and product.shipping_weight_grams is None
    }

    assert any(item.sku in unweighed for order in orders for item in order.items)


def test_a_package_weighs_more_than_its_item():
    for product in catalogue(SELLER, 1, 500):
        if product.item_weight_grams and product.package_weight_grams:
            assert 0 < product.item_weight_grams < product.package_weight_grams


def test_ordered_items_are_products_of_the_catalogue(orders):
    known = {product.sku: product.asin for seed in (1, 2, 42) for product in catalogue(SELLER, seed, ORDERED_PRODUCTS)}

    assert all(known.get(item.sku) for order in orders for item in order.items)


def test_titles_follow_the_language_and_fall_back_to_english():
    product = next(product for product in catalogue(SELLER, 1, 100) if not product.kind.is_book)

    assert product.title("es_ES") != product.title("de_DE")
    assert product.title("sv_SE") == product.title("en_GB")
    assert "{" not in product.title("fr_FR")
