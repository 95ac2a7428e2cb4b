"""SP-API knows and repairs listings, at the price the reference allows (counted by the sandbox)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal
from math import ceil
from pathlib import Path

import pytest

from contract.gateways.shop import SHOPS, Shop, open_shop
from mwslink import clock
from mwslink.errors import TemporaryError
from mwslink.gateways.spapi.gateway import SpApiGateway
from mwslink.listings.model import MERCHANT, Attribute, Listing
from mwslink.listings.pull import ListingPage, Repair, Scan
from mwslink.listings.report_lines import parse_listings_report
from mwslink.listings.weights import Weight
from mwslink.orders.pull import PositionLostError

ES = SHOPS[0]
SEARCH = "searchListingsItems"


def shop_with(folder: Path, listings: int, **settings: object) -> AbstractContextManager[Shop]:
    return open_shop(folder, "sp-api", "Atzr|sandbox-1", **{"orders": 0, "listings": listings, **settings})


def gateway_of(shop: Shop) -> SpApiGateway:
    gateway = shop.gateway()
    assert isinstance(gateway, SpApiGateway)
    return gateway


def scan_of(shop: Shop) -> Scan:
    return Scan(shop.account.seller, SHOPS)


def listings_in(pages: Iterator[ListingPage]) -> list[Listing]:
    return [listing for page in pages for listing in page.listings]


def read_all(shop: Shop) -> list[Listing]:
    return listings_in(gateway_of(shop).listing_pages(scan_of(shop)))


def large(*values):
    """Minutes long; `make test-large` runs it."""
    reason = "minutes long: make test-large runs it"
    return pytest.param(*values, marks=pytest.mark.skipif("MWSLINK_TEST_LARGE" not in os.environ, reason=reason))


class TestScan:
    @pytest.mark.parametrize("count", [0, 20, 40, 1000])
    def test_a_catalogue_costs_a_call_per_twenty_listings(self, tmp_path, count):
        with shop_with(tmp_path, count) as shop:
            skus = {listing.sku for listing in read_all(shop)}

            assert len(skus) == count
            assert shop.seen() == {"token": 1, SEARCH: max(1, ceil(count / 20))}
            assert shop.statuses().keys() == {200}

    @pytest.mark.slow
    @pytest.mark.parametrize(("count", "speed"), [(1001, 50), (10_000, 20), large(100_000, 30)])
    def test_so_does_one_of_which_amazon_shows_only_a_part_at_once(self, tmp_path, count, speed):
        with shop_with(tmp_path, count, clock_speed=speed) as shop:
            skus = {listing.sku for listing in read_all(shop)}

            assert len(skus) == count
            assert shop.seen()[SEARCH] == ceil(count / 20)
            assert shop.statuses().keys() == {200}

    def test_with_nothing_changed_one_call_is_enough(self, tmp_path):
        with shop_with(tmp_path, 1000) as shop:
            scan = replace(scan_of(shop), since=clock.now())
            (page,) = gateway_of(shop).listing_pages(scan)

            assert (page.listings, page.next_position) == ([], None)
            assert shop.seen() == {"token": 1, SEARCH: 1}

    def test_three_scans_in_a_row_meet_no_limit(self, tmp_path):
        with shop_with(tmp_path, 300, clock_speed=50) as shop:
            for _run in range(3):
                read_all(shop)

            assert shop.statuses().keys() == {200}

    def test_a_scan_killed_at_any_page_goes_on_where_it_was(self, tmp_path):
        with shop_with(tmp_path, 130) as shop:
            expected = {listing.sku for listing in read_all(shop)}
            shop.forget_requests()
            skus, position = set(), None
            while True:
                page = next(iter(gateway_of(shop).listing_pages(replace(scan_of(shop), position=position))))
                skus |= {listing.sku for listing in page.listings}
                position = page.next_position
                if position is None:
                    break

            assert skus == expected
            assert shop.seen()[SEARCH] == ceil(130 / 20)

    def test_a_position_a_day_old_costs_a_call_and_loses_nothing(self, tmp_path):
        with shop_with(tmp_path, 130, clock_speed=1) as shop:
            pages = gateway_of(shop).listing_pages(scan_of(shop))
            skus = {listing.sku for listing in next(pages).listings}
            position = next(pages)
            skus |= {listing.sku for listing in position.listings}
            shop.control("clock", advance=90_000)
            resumed = replace(scan_of(shop), position=position.next_position)
            skus |= {listing.sku for listing in listings_in(gateway_of(shop).listing_pages(resumed))}

            assert len(skus) == 130
            # One more with the dead page token, and one with the access token that died meanwhile.
            assert shop.seen()[SEARCH] == ceil(130 / 20) + 2

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "kind",
        ["429", "500", "503", "html500", "reset", "truncate", "hang", "expired-token", "duplicate", "stale-page-token"],
    )
    @pytest.mark.parametrize("call", [1, 2, 3, 51])
    def test_one_fault_anywhere_forgets_no_listing(self, tmp_path, kind, call):
        with shop_with(tmp_path, 1040, faults=f"{SEARCH}:{call}:{kind}") as shop:
            skus = {listing.sku for listing in _to_the_end(shop)}

            assert len(skus) == 1040


def _to_the_end(shop: Shop) -> Iterator[Listing]:
    """As a run and the next one would read it."""
    scan = scan_of(shop)
    for _run in range(3):
        try:
            for page in gateway_of(shop).listing_pages(scan):
                yield from page.listings
                scan = replace(scan, position=page.next_position)
        except PositionLostError:
            scan = replace(scan, position=None)
        except TemporaryError:
            continue
        else:
            return


class TestListings:
    def test_listings_tell_what_a_check_of_weights_needs(self, tmp_path):
        with shop_with(tmp_path, 400) as shop:
            listings = read_all(shop)
        own = [one for one in listings if one.fulfilled_by == MERCHANT]
        weighed = [one for one in own if one.weights.shipping or one.weights.package]

        assert {one.marketplace_id for one in listings} <= set(SHOPS)
        assert all(one.asin and one.product_type and one.created_at and one.updated_at for one in listings)
        assert {one.fulfilled_by for one in listings} == {"MERCHANT", "AMAZON"}
        assert 0.5 < len(weighed) / len(own) < 1
        assert {one.weights.package.unit for one in own if one.weights.package} >= {"grams", "kilograms"}

    def test_skus_are_found_twenty_a_call_and_those_with_commas_alone(self, tmp_path):
        with shop_with(tmp_path, 200) as shop:
            listings = read_all(shop)
            skus = list(dict.fromkeys(listing.sku for listing in listings))
            shop.forget_requests()
            found = [one for batch in gateway_of(shop).find_listings(SHOPS, [*skus, "UNKNOWN"]) for one in batch]
            commas = sum("," in sku for sku in skus)

            assert sorted(found, key=_key) == sorted(listings, key=_key)
            assert commas
            assert shop.seen()[SEARCH] == ceil((len(skus) + 1 - commas) / 20)
            assert shop.seen()["getListingsItem"] == commas
            assert shop.statuses().keys() == {200}

    def test_the_report_names_the_sellers_own_listings(self, tmp_path):
        with shop_with(tmp_path, 300) as shop:
            own = {one.sku for one in read_all(shop) if one.fulfilled_by == MERCHANT and one.marketplace_id == ES}
            report = gateway_of(shop).listing_report(ES)
            named = {line.sku for line in parse_listings_report(report.pieces, report.charset)}

            assert named == own
            shop.forget_requests()
            gateway_of(shop).listing_report(ES)
            assert shop.seen()["createReport"] == 0
            assert 429 not in shop.statuses()

    def test_a_report_of_nothing_is_empty(self, tmp_path):
        with shop_with(tmp_path, 0) as shop:
            report = gateway_of(shop).listing_report(ES)

            assert list(parse_listings_report(report.pieces, report.charset)) == []

    def test_the_catalogue_tells_weights_twenty_a_call(self, tmp_path):
        with shop_with(tmp_path, 100) as shop:
            asins = {one.asin for one in read_all(shop) if one.marketplace_id == ES}
            shop.forget_requests()
            found = [one for batch in gateway_of(shop).catalogue_listings(ES, sorted(asins)) for one in batch]

            assert {one.asin for one in found} == asins
            assert any(one.weights.catalogue_package for one in found)
            assert shop.seen() == {"searchCatalogItems": ceil(len(asins) / 20)}


def _key(listing: Listing) -> tuple[str, str]:
    return listing.sku, listing.marketplace_id


def unweighed(shop: Shop) -> list[Listing]:
    """The seller's own listings in Spain without a package weight."""
    own = [one for one in read_all(shop) if one.fulfilled_by == MERCHANT and one.marketplace_id == ES]
    return [one for one in own if one.weights.package is None]


def repair_of(listing: Listing, grams: int) -> Repair:
    weight = Weight(Decimal(grams), "grams")
    return Repair(listing.sku, (listing.marketplace_id,), listing.product_type, Attribute.PACKAGE, weight)


def package_of(shop: Shop, sku: str) -> Weight | None:
    (listing,) = next(iter(gateway_of(shop).find_listings((ES,), [sku])))
    return listing.weights.package


class TestRepair:
    def test_a_type_has_a_package_weight(self, tmp_path):
        with shop_with(tmp_path, 60) as shop:
            gateway = gateway_of(shop)
            types = {one.product_type for one in read_all(shop)}
            attributes = {kind: gateway.weight_attributes(kind, ES) for kind in types}

            assert all(Attribute.PACKAGE in one for one in attributes.values())

    def test_a_preview_writes_nothing(self, tmp_path):
        with shop_with(tmp_path, 200) as shop:
            listing = unweighed(shop)[0]
            submission = gateway_of(shop).preview(repair_of(listing, 450))
            shop.control("clock", advance=86_400)

            assert submission.status == "VALID"
            assert package_of(shop, listing.sku) is None

    def test_what_is_written_is_effective_later(self, tmp_path):
        with shop_with(tmp_path, 400) as shop:
            written = unweighed(shop)[:8]
            gateway = gateway_of(shop)
            statuses = {gateway.write(repair_of(one, 450)).status for one in written}
            shop.control("clock", advance=86_400)
            effective = [one for one in written if package_of(shop, one.sku) == Weight(Decimal(450), "grams")]

            assert statuses == {"ACCEPTED"}
            assert len(effective) >= 1
            assert 429 not in shop.statuses()

    def test_an_attribute_the_type_does_not_have_is_invalid(self, tmp_path):
        with shop_with(tmp_path, 200) as shop:
            gateway = gateway_of(shop)
            types = {
                (one, Attribute(attribute))
                for one in read_all(shop)
                for attribute in set(Attribute) - gateway.weight_attributes(one.product_type, ES)
                if one.marketplace_id == ES
            }
            listing, attribute = min(types, key=lambda pair: pair[0].sku)
            submission = gateway.preview(replace(repair_of(listing, 450), attribute=attribute))

            assert submission.status == "INVALID"
            assert submission.issues

    def test_a_feed_writes_many_and_shows_what_became_of_them(self, tmp_path):
        with shop_with(tmp_path, 600) as shop:
            started = clock.now()
            written = unweighed(shop)
            gateway = gateway_of(shop)
            shop.forget_requests()
            feed_id = gateway.submit_feed([repair_of(one, 450) for one in written])
            for _poll in range(60):
                result = gateway.feed_result(feed_id)
                if result is not None:
                    break
                clock.sleep(30)
            assert result is not None
            by_sku = {submission.sku: submission for submission in result}
            calls = shop.seen()

            assert by_sku.keys() == {one.sku for one in written}
            assert any(
                listing.weights.package == Weight(Decimal(450), "grams")
                for submission in by_sku.values()
                for listing in submission.listings
            )
            assert [calls[name] for name in ("createFeedDocument", "createFeed", "getFeedDocument")] == [1, 1, 1]
            assert calls[SEARCH] == 0
            assert [id_ for id_, _at in gateway.recent_feeds(started)] == [feed_id]
            assert 429 not in shop.statuses()
