"""Everything that makes orders awkward occurs in a thousand of them."""

from __future__ import annotations

from collections import Counter

import pytest

from mwslink.marketplaces import BY_COUNTRY, BY_ID
from mwslink.sandbox.model import OrderStatus, PackageStatus


def _lines(order):
    return " | ".join([order.address.line1, order.address.line2, order.address.line3])


def _goes(order, country):
    return order.address.country == country


def _is_twin(order):
    """A SKU twice, once wrapped as a gift and once not."""
    wraps = {}
    for item in order.items:
        wraps.setdefault(item.sku, set()).add(bool(item.gift_wrap_level))
    return any(len(found) == 2 for found in wraps.values())


TRAITS = {
    "a Spanish floor": lambda order: _goes(order, "ES") and "º " in _lines(order),
    "a Spanish stair": lambda order: _goes(order, "ES") and "Esc. " in _lines(order),
    "a French building": lambda order: _goes(order, "FR") and "Bât. " in _lines(order),
    "a British flat": lambda order: _goes(order, "GB") and "Flat " in _lines(order),
    "an Italian stair": lambda order: _goes(order, "IT") and "Scala " in _lines(order),
    "a flat in the street's line": lambda order: not order.address.line2 and order.address.line1.count(",") > 1,
    "a Packstation": lambda order: order.address.line1.startswith("Packstation ") and order.address.line2.isdigit(),
    "a Postfiliale": lambda order: order.address.line1.startswith("Postfiliale "),
    "a pickup point": lambda order: order.address.kind == "PICKUP_POINT",
    "a care-of line": lambda order: order.address.line2.startswith(("c/o ", "A/A ", "chez ")),
    "a third line": lambda order: bool(order.address.line3),
    "a Spanish PO box": lambda order: order.address.line1.lower().startswith("apartado de correos"),
    "a German PO box": lambda order: order.address.line1.startswith("Postfach"),
    "a British PO box": lambda order: order.address.line1.startswith("PO Box"),
    "an instruction": lambda order: bool(order.address.instruction),
    "no telephone": lambda order: not order.address.phone,
    "no province": lambda order: not order.address.state,
    "a name in capitals": lambda order: order.address.name.isupper(),
    "another recipient than the buyer": lambda order: order.address.name.casefold() != order.buyer.name.casefold(),
    "ñ": lambda order: "ñ" in order.address.name,
    "ß": lambda order: "ß" in order.address.name + order.address.line1,
    "ø": lambda order: "ø" in order.address.name.lower(),
    "ł": lambda order: "ł" in (order.address.name + order.address.city).lower(),
    "an apostrophe": lambda order: "'" in order.address.name,
    "a company": lambda order: order.address.kind == "COMMERCIAL" and bool(order.buyer.company),
    "a purchase order number": lambda order: bool(order.buyer.purchase_order_number),
    "a VAT number": lambda order: bool(order.vat_number),
    "an invoice": lambda order: order.payment_method == "Invoice",
    "six items": lambda order: len(order.items) >= 6,
    "a dozen pieces": lambda order: any(item.quantity >= 10 for item in order.items),
    "a SKU twice, once as a gift": _is_twin,
    "a gift message": lambda order: any(item.gift_message for item in order.items),
    "a gift without message": lambda order: any(item.gift_wrap_level and not item.gift_message for item in order.items),
    "a customised item": lambda order: any(item.customized_url for item in order.items),
    "a used item": lambda order: any(item.condition == "USED" for item in order.items),
    "a discount": lambda order: any(item.discount for item in order.items),
    "paid shipping": lambda order: any(item.shipping for item in order.items),
    "IOSS": lambda order: any(item.ioss_number for item in order.items),
    "seller-fulfilled Prime": lambda order: "PRIME" in order.programs and order.fulfilled_by == "MERCHANT",
    "Premium": lambda order: "PREMIUM" in order.programs,
    "Amazon Business": lambda order: "AMAZON_BUSINESS" in order.programs,
    "a requested cancel": lambda order: (
        order.status is OrderStatus.UNSHIPPED and any(item.cancel_requested for item in order.items)
    ),
    "a seller's own number": lambda order: bool(order.seller_order_id),
    "a replacement": lambda order: bool(order.replaces),
    "two packages": lambda order: len(order.packages) > 1,
    "an item in two packages": lambda order: (
        len([line for package in order.packages for line in package.items])
        > len({line[0] for package in order.packages for line in package.items})
    ),
    "a carrier Amazon does not list": lambda order: any(package.carrier == "Other" for package in order.packages),
    "pounds": lambda order: order.currency == "GBP",
}


@pytest.mark.parametrize("trait", TRAITS)
def test_a_thousand_orders_have(trait, orders):
    assert any(TRAITS[trait](order) for order in orders)


@pytest.mark.parametrize("status", OrderStatus)
def test_every_status_occurs(status, orders):
    assert any(order.status is status for order in orders)


@pytest.mark.parametrize(
    "status",
    [PackageStatus.DELIVERED, PackageStatus.IN_TRANSIT, PackageStatus.SHIPPED, PackageStatus.UNDELIVERABLE],
)
def test_parcels_meet_every_fate(status, orders):
    assert any(package.status is status for order in orders for package in order.packages)


@pytest.mark.parametrize("country", ["ES", "IT", "DE", "FR", "GB", "PT", "NL", "BE", "AT", "IE", "PL", "SE"])
def test_orders_go_to(country, orders):
    assert any(_goes(order, country) for order in orders)


def test_most_orders_are_the_merchants_to_ship_and_some_are_amazons(orders):
    share = sum(order.fulfilled_by == "MERCHANT" for order in orders) / len(orders)

    assert 0.8 <= share <= 0.96


def test_statuses_have_sensible_shares(orders):
    shares = Counter(order.status for order in orders)

    assert 0.4 <= shares[OrderStatus.SHIPPED] / len(orders) <= 0.65
    assert 0.25 <= shares[OrderStatus.UNSHIPPED] / len(orders) <= 0.4
    assert 0.02 <= shares[OrderStatus.CANCELLED] / len(orders) <= 0.1


def test_what_waits_is_recent_and_what_is_shipped_is_older(orders, seed_now):
    def median_age(status):
        ages = sorted(seed_now - order.created_at for order in orders if order.status is status)
        return ages[len(ages) // 2].days

    assert median_age(OrderStatus.UNSHIPPED) <= 2
    assert median_age(OrderStatus.SHIPPED) >= 7


def test_the_marketplaces_share_the_orders(orders):
    countries = Counter(BY_ID[order.marketplace_id].country for order in orders)

    assert set(countries) == {"ES", "IT", "DE", "FR", "GB"}
    assert min(countries.values()) >= 140


def test_titles_are_in_the_marketplaces_language(orders):
    titles = {
        country: " ".join(
            item.title for order in orders if order.marketplace_id == BY_COUNTRY[country].id for item in order.items
        )
        for country in ("ES", "DE", "FR", "IT", "GB")
    }

    assert all(
        word in titles[country]
        for country, word in {"ES": " de ", "DE": "für", "FR": " en ", "IT": " in ", "GB": "with"}.items()
    )
