"""A whole catalogue costs a call per twenty listings, in windows of a thousand; nothing of it is ever forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

import httpx2
import pytest
from gateway_fakes import NOON
from listings_fakes import ES, IT, START, ListingsAmazon, Search, catalogue, found, item
from spapi_fakes import ACCOUNT, gateway_of, ok, refusal

from mwslink import clock
from mwslink.errors import NetworkError, RejectedError
from mwslink.gateways.spapi.gateway import SpApiGateway
from mwslink.listings.pull import ListingPage, Scan
from mwslink.orders.pull import PositionLostError

SCAN = Scan(ACCOUNT.seller, (ES, IT))


def pages_of(search: object, scan: Scan = SCAN) -> list[ListingPage]:
    gateway = gateway_of(ListingsAmazon(searchListingsItems=search))
    assert isinstance(gateway, SpApiGateway)
    return list(gateway.listing_pages(scan))


def skus_of(pages: list[ListingPage]) -> list[str]:
    return [listing.sku for page in pages for listing in page.listings]


@pytest.mark.parametrize("count", [0, 1, 20, 21, 40, 999, 1000, 1001, 1020, 2000, 2001, 5000])
def test_a_catalogue_costs_a_call_per_twenty_listings(still_clock, count):
    search = Search(catalogue(count))
    pages = pages_of(search)

    assert search.calls == max(1, ceil(count / 20))
    assert skus_of(pages) == list(search.dates)
    assert {page.expected for page in pages} == {count}


def test_all_is_asked_for_in_the_same_words(still_clock):
    amazon = ListingsAmazon(searchListingsItems=Search(catalogue(30)))
    list(gateway_of(amazon).listing_pages(SCAN))
    first, second = (dict(request.url.params) for request in amazon.seen("searchListingsItems"))

    assert second.pop("pageToken")
    assert first == second
    assert first == {
        "marketplaceIds": f"{ES},{IT}",
        "includedData": "summaries,attributes,fulfillmentAvailability",
        "pageSize": "20",
        "sortBy": "createdDate",
        "sortOrder": "ASC",
    }


def test_with_nothing_changed_one_call_is_enough(still_clock):
    search = Search(catalogue(3000))
    (page,) = pages_of(search, replace(SCAN, since=NOON - timedelta(hours=1)))

    assert (search.calls, page.listings, page.next_position) == (1, [], None)


def test_what_changed_is_asked_for_by_the_date_of_change(still_clock):
    amazon = ListingsAmazon(searchListingsItems=Search(catalogue(50)))
    pages = list(gateway_of(amazon).listing_pages(replace(SCAN, since=START + timedelta(seconds=10))))
    asked = dict(amazon.seen("searchListingsItems")[0].url.params)

    assert len(skus_of(pages)) == 40
    assert asked["sortBy"] == "lastUpdatedDate"
    assert asked["lastUpdatedAfter"] == "2026-01-01T00:00:10Z"
    assert asked["lastUpdatedBefore"] == "2026-11-24T12:00:00Z"
    assert "createdAfter" not in asked


def test_the_scan_is_complete_up_to_a_little_before_it_began(still_clock):
    pages = []
    gateway = gateway_of(ListingsAmazon(searchListingsItems=Search(catalogue(100))))
    for page in gateway.listing_pages(SCAN):
        clock.sleep(600)
        pages.append(page)

    assert {page.until for page in pages} == {NOON - timedelta(minutes=2)}


def test_a_resumed_scan_keeps_its_moment_and_its_count(still_clock):
    search = Search(catalogue(100))
    first = next(iter(gateway_of(ListingsAmazon(searchListingsItems=search)).listing_pages(SCAN)))
    clock.sleep(3600)
    rest = pages_of(search, replace(SCAN, position=first.next_position))

    assert {page.until for page in rest} == {first.until}
    assert {page.expected for page in rest} == {100}


@pytest.mark.parametrize("stop", [1, 2, 49, 50, 51, 99, 100, 101, 125])
def test_a_scan_killed_after_any_page_goes_on_at_the_next(still_clock, stop):
    search = Search(catalogue(2500))
    pages = []
    for page in gateway_of(ListingsAmazon(searchListingsItems=search)).listing_pages(SCAN):
        pages.append(page)
        if len(pages) == stop:
            break
    if page.next_position:
        pages += pages_of(search, replace(SCAN, position=page.next_position))

    assert skus_of(pages) == list(search.dates)
    assert search.calls == 125


@pytest.mark.parametrize("dead", [2, 50, 52, 100])
def test_a_dead_token_costs_one_call_and_loses_nothing(still_clock, dead):
    search = Search(catalogue(2000), dead={dead})
    pages = pages_of(search)

    assert sorted(set(skus_of(pages))) == list(search.dates)
    assert search.calls <= 102


def test_a_token_that_is_dead_after_a_day_is_no_loss(still_clock):
    search = Search(catalogue(60), dead={2})
    first = next(iter(gateway_of(ListingsAmazon(searchListingsItems=search)).listing_pages(SCAN)))
    clock.sleep(90_000)
    rest = pages_of(search, replace(SCAN, position=first.next_position))

    assert sorted({*skus_of([first]), *skus_of(rest)}) == list(search.dates)


def test_tokens_that_are_all_dead_still_lead_to_the_end(still_clock):
    search = Search(catalogue(100), dead=set(range(1, 1000)))

    assert sorted(set(skus_of(pages_of(search)))) == list(search.dates)


def test_tokens_that_die_where_nothing_can_be_reopened_are_a_lost_position(still_clock):
    crowd = {f"SKU-{number}": START for number in range(40)}
    with pytest.raises(PositionLostError):
        pages_of(Search(crowd, dead=set(range(1, 1000))))


@pytest.mark.parametrize("company", [2, 30, 500])
@pytest.mark.parametrize("first", [990, 999, 980])
def test_listings_that_share_the_border_of_two_windows_are_all_found(still_clock, first, company):
    """So many listings from the `first` on have one date: they lie on both sides of the thousandth."""
    dates = catalogue(2500)
    skus = list(dates)
    for sku in skus[first : first + company]:
        dates[sku] = dates[skus[first]]
    search = Search(dates)

    assert sorted(set(skus_of(pages_of(search)))) == skus
    assert search.calls <= ceil(2500 / 20) + 1 + ceil(company / 20) + 1


CROWDED = catalogue(300) | {f"CROWD-{number:04}": START + timedelta(days=1) for number in range(1500)}


def report_of(skus: list[str]) -> dict[str, httpx2.Response]:
    """Answers that lead to a report of these SKUs."""
    lines = ["seller-sku\tfulfillment-channel", *(f"{sku}\tDEFAULT" for sku in skus), "FBA-1\tAMAZON_EU"]
    done = {"reportId": "R", "processingStatus": "DONE", "reportDocumentId": "D"}
    return {
        "getReports": ok({"reports": []}),
        "createReport": httpx2.Response(202, json={"reportId": "R"}),
        "getReport": ok(done),
        "getReportDocument": ok({"reportDocumentId": "D", "url": "https://example.com/document"}),
        "downloadDocument": httpx2.Response(200, text="\n".join(lines)),
    }


class SearchByNameToo(Search):
    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if names := request.url.params.get("identifiers"):
            self.calls += 1
            return found(*(item(sku, self.dates[sku]) for sku in names.split(",")))
        return super().__call__(request)


def test_more_listings_of_one_date_than_can_be_paged_are_asked_for_by_name(still_clock):
    search = SearchByNameToo(dict(CROWDED))
    amazon = ListingsAmazon(searchListingsItems=search, **report_of(list(CROWDED)))
    pages = list(gateway_of(amazon).listing_pages(SCAN))

    assert set(skus_of(pages)) == CROWDED.keys()
    assert amazon.operations.count("createReport") == len(SCAN.marketplace_ids)
    assert search.calls <= 2 * 50 + 3 + ceil(len(CROWDED) / 20)
    assert pages[-1].next_position is None


def test_asking_by_name_goes_on_after_the_last_name(still_clock):
    search = SearchByNameToo(dict(CROWDED))
    amazon = ListingsAmazon(searchListingsItems=search, **report_of(list(CROWDED)))
    pages = list(gateway_of(amazon).listing_pages(SCAN))
    calls = search.calls
    rest = list(gateway_of(amazon).listing_pages(replace(SCAN, position=pages[-11].next_position)))

    assert search.calls - calls == 10
    assert skus_of(rest) == skus_of(pages[-10:])
    assert rest[-1].until == pages[0].until


def test_a_thousand_listings_of_one_date_are_found(still_clock):
    dates = catalogue(300) | {f"CROWD-{number:04}": START + timedelta(days=1) for number in range(1000)}
    dates |= {f"LATER-{number:04}": START + timedelta(days=2, seconds=number) for number in range(300)}

    assert set(skus_of(pages_of(Search(dates)))) == dates.keys()


def delete(*skus: str):
    return lambda dates: [dates.pop(sku, None) for sku in skus]


@pytest.mark.parametrize("call", [1, 3, 49, 50, 51, 75])
def test_a_listing_deleted_meanwhile_hides_no_other(still_clock, call):
    """The pages after it move up by one; what lies between two pages would be skipped."""
    search = Search(catalogue(1600), after_call={call: delete("SKU-000003", "SKU-000011")})
    skus = set(skus_of(pages_of(search)))

    assert search.dates.keys() <= skus


def test_a_listing_changed_meanwhile_hides_no_other(still_clock):
    def change(dates: dict[str, datetime]) -> None:
        dates["SKU-000003"] = NOON + timedelta(minutes=1)

    search = Search(catalogue(1600), after_call={7: change})
    skus = set(skus_of(pages_of(search, replace(SCAN, since=START))))

    assert search.dates.keys() == skus


class FulfilledByAmazon(SearchByNameToo):
    """Of every `share` listings one is the seller's own."""

    share = 10

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        body = super().__call__(request).json()
        for one in body.get("items", []):
            if int(one["sku"][-6:]) % self.share:
                one["fulfillmentAvailability"] = [{"fulfillmentChannelCode": "AMAZON_EU"}]
        return httpx2.Response(200, json=body)


def own_of(dates: dict[str, datetime], share: int) -> list[str]:
    return [sku for sku in dates if int(sku[-6:]) % share == 0]


@pytest.mark.parametrize(
    ("count", "share", "is_named"),
    [(2000, 10, False), (3000, 50, True), (3000, 4, False), (4000, 10, True), (4000, 2, False), (6000, 2, False)],
)
def test_a_catalogue_that_is_mostly_amazons_to_ship_is_read_by_name(still_clock, count, share, is_named):
    search = FulfilledByAmazon(catalogue(count))
    search.share = share
    own = own_of(search.dates, share)
    amazon = ListingsAmazon(searchListingsItems=search, **report_of(own))
    pages = list(gateway_of(amazon).listing_pages(SCAN))
    by_name = 2 * (10 * 2 + ceil(count / share / 20)) < (count - 1000) / 20

    assert is_named == by_name == ("createReport" in amazon.operations)
    assert search.calls == (50 + ceil(len(own) / 20) if is_named else ceil(count / 20))
    assert set(skus_of(pages)) >= set(own)


def test_a_listing_made_meanwhile_hides_no_other(still_clock):
    def create(dates: dict[str, datetime]) -> None:
        dates[f"SKU-{len(dates):06}"] = NOON

    search = Search(catalogue(2000), after_call={7: create, 50: create, 70: create})
    pages = pages_of(search)

    assert set(skus_of(pages)) == search.dates.keys()
    assert search.calls <= 100 + 4


@pytest.mark.parametrize("position", ["?", "{", "[]", '{"key": 1}', "null", '{"key": "price", "before": "x"}'])
def test_a_position_that_is_none_is_a_lost_one(still_clock, position):
    with pytest.raises(PositionLostError):
        pages_of(Search({}), replace(SCAN, position=position))


def test_a_refused_first_page_is_no_lost_position(still_clock):
    with pytest.raises(RejectedError) as caught:
        pages_of(refusal(400, "InvalidInput"))

    assert not isinstance(caught.value, PositionLostError)


def test_pages_that_repeat_themselves_end(still_clock):
    with pytest.raises(NetworkError, match="again and again"):
        pages_of(found(item("A"), token="a", count=50))


def test_a_list_that_shows_nothing_of_what_it_counts_is_not_taken_for_whole(still_clock):
    with pytest.raises(NetworkError, match="shows none"):
        pages_of(found(count=7))


@pytest.mark.parametrize("hidden", [0, 7, 19, 20, 45, 59])
def test_a_listing_that_is_counted_and_never_shown_does_not_block_the_others(still_clock, hidden):
    search = Search(catalogue(60))

    def hiding(request: httpx2.Request) -> httpx2.Response:
        body = search(request).json()
        body["items"] = [one for one in body["items"] if one["sku"] != f"SKU-{hidden:06}"]
        return httpx2.Response(200, json=body)

    assert set(skus_of(pages_of(hiding))) == search.dates.keys() - {f"SKU-{hidden:06}"}
    assert search.calls < 10


def test_a_listing_twice_on_a_page_does_not_hide_the_next_window(still_clock):
    search = Search(catalogue(1001))

    def doubled(request: httpx2.Request) -> httpx2.Response:
        answer = search(request)
        body = answer.json()
        body["items"].append(body["items"][0])
        return httpx2.Response(200, json=body)

    assert set(skus_of(pages_of(doubled))) == set(search.dates)
