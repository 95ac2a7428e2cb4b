"""Listings over MWS: a report names them, the catalogue weighs them, product feeds write them; on the sandbox."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest

from contract.gateways.shop import SHOPS, Shop, open_shop
from mwslink import clock
from mwslink.errors import RejectedError
from mwslink.gateways.mws.listings_repair import render_feed
from mwslink.listings.model import Attribute, Listing
from mwslink.listings.pull import Repair, Scan
from mwslink.listings.weights import Weight
from mwslink.orders.pull import PositionLostError

ES, IT = SHOPS[:2]
TOKEN = "amzn.mws.00000000-0000-4000-8000-000000000001"
HALF_A_KILO = Weight(Decimal("0.5"), "kilograms")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path, "mws", TOKEN, listings=130, orders=10) as shop:
        yield shop


def shown(shop: Shop, sku: str) -> dict[str, object]:
    """The listing as the sandbox has it."""
    with urllib.request.urlopen(f"{shop.url}/_sandbox/listings?account=1&sku={quote(sku, safe='')}") as answer:
        return json.load(answer)


def scanned(shop: Shop, scan: Scan) -> list[Listing]:
    return [listing for page in shop.gateway().listing_pages(scan) for listing in page.listings]


def test_all_listings_that_the_seller_ships_come_with_the_catalogue_s_weights(shop):
    """Of both marketplaces, and with nothing that only the seller's own contribution could tell."""
    scan = Scan(shop.account.seller, (ES, IT))
    listings = scanned(shop, scan)

    by_place = {id_: {one.sku for one in listings if one.marketplace_id == id_} for id_ in (ES, IT)}
    assert all(len(skus) > 90 for skus in by_place.values())
    assert len(listings) == sum(map(len, by_place.values()))
    assert any(one.weights.catalogue_package for one in listings)
    assert not any(one.weights.package or one.weights.shipping for one in listings)
    assert all(one.title and one.asin for one in listings)
    assert shop.statuses().keys() == {200}


def test_an_interrupted_scan_goes_on_after_the_last_page(shop):
    """In the second marketplace, without asking for the first again."""
    scan = Scan(shop.account.seller, (ES, IT))
    pages = list(shop.gateway().listing_pages(scan))
    cut = next(n for n, page in enumerate(pages) if page.listings and page.listings[0].marketplace_id == IT)
    rest = Scan(shop.account.seller, (ES, IT), position=pages[cut].next_position)

    again = [one for page in shop.gateway().listing_pages(rest) for one in page.listings] if rest.position else []

    assert again == [one for page in pages[cut + 1 :] for one in page.listings]


def test_a_position_of_another_api_begins_again(shop):
    with pytest.raises(PositionLostError):
        scanned(shop, Scan(shop.account.seller, (ES,), position='{"key":"sku"}'))


def test_a_weight_is_written_by_feed(shop):
    """Amazon takes it; the sandbox, unlike MWS, can show it."""
    listing = next(one for one in scanned(shop, Scan(shop.account.seller, (ES,))) if is_writable(shop, one.sku))
    repair = Repair(listing.sku, (ES,), "", Attribute.SHIPPING, HALF_A_KILO, listing.title)
    gateway = shop.gateway()
    feed_id = gateway.submit_feed([repair])
    result = gateway.feed_result(feed_id)
    while result is None:
        clock.sleep(60)
        result = gateway.feed_result(feed_id)
    clock.sleep(60)

    assert result == []
    weights = shown(shop, listing.sku)["offers"]["ES"]["weights"]
    assert (
        Decimal(str(weights["website_shipping_weight"]["value"]))
        * {"grams": 1, "kilograms": 1000}[weights["website_shipping_weight"]["unit"]]
        == 500
    )
    assert gateway.recent_feeds(clock.now().replace(year=2020))[0][0] == feed_id


def is_writable(shop: Shop, sku: str) -> bool:
    """Whether its page is the seller's own, and its product type has the field."""
    found = shown(shop, sku)
    return not found["offer_only"] and "website_shipping_weight" in found["offers"]["ES"]["weights"]


def test_a_sku_that_amazon_does_not_know_is_refused_by_number_or_name(shop):
    gateway = shop.gateway()
    feed_id = gateway.submit_feed([Repair("NOBODY", (ES,), "", Attribute.SHIPPING, HALF_A_KILO, "Nothing")])
    result = gateway.feed_result(feed_id)
    while result is None:
        clock.sleep(60)
        result = gateway.feed_result(feed_id)

    assert [(one.status, one.sku or one.id) for one in result] in ([("INVALID", "NOBODY")], [("INVALID", "1")])


def test_one_feed_is_for_one_set_of_marketplaces(shop):
    repairs = [Repair("A", (one,), "", Attribute.SHIPPING, HALF_A_KILO, "A") for one in (ES, IT)]

    with pytest.raises(RejectedError):
        shop.gateway().submit_feed(repairs)


def test_without_a_title_it_is_refused_before_it_is_sent(shop):
    """The schema wants it repeated; an empty one would become the title."""
    answer = shop.gateway().preview(Repair("A", (ES,), "", Attribute.SHIPPING, HALF_A_KILO))

    assert answer.status == "INVALID"
    assert shop.seen()["SubmitFeed"] == 0


def test_a_feed_changes_nothing_but_the_weight():
    """PartialUpdate; the order of elements is the schema's; what XML would take for its own is escaped."""
    body = render_feed("A1", [Repair("A&B", (ES,), "", Attribute.SHIPPING, HALF_A_KILO, "Taza <azul>")]).decode()

    assert "<OperationType>PartialUpdate</OperationType><Product><SKU>A&amp;B</SKU>" in body
    assert '<Title>Taza &lt;azul&gt;</Title><ShippingWeight unitOfMeasure="GR">500</ShippingWeight>' in body
