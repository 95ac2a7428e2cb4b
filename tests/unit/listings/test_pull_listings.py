"""A pull of listings interrupted anywhere and repeated equals one pull; what is gone from Amazon goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from listing_fakes import ES, FR, IT, SELLER, Amazon, Countdown, Killed, StillClock, listing, nothing

from mwslink.connections import Seller
from mwslink.errors import NetworkError
from mwslink.listings.model import Listing
from mwslink.listings.pull import (
    WHOLE_AGAIN,
    ListingMark,
    ListingRequest,
    ListingStore,
    PulledListings,
    Scan,
    plan_scans,
    pull_listings,
)
from mwslink.orders.pull import STILL_FRESH, PositionLostError
from mwslink.store import Store

BOTH = ListingRequest(SELLER, (ES, IT))


class Fragile:
    """A store whose process can be killed right before and right after a page is saved."""

    def __init__(self, store: ListingStore, step: Callable[[], None]) -> None:
        self.store = store
        self.step = step

    def scans(self, seller: Seller) -> Sequence[Scan]:
        return self.store.scans(seller)

    def marks(self, seller: Seller) -> Mapping[str, ListingMark]:
        return self.store.marks(seller)

    def save_page(self, scan: Scan, listings: Iterable[Listing]) -> int:
        self.step()
        gone = self.store.save_page(scan, listings)
        self.step()
        return gone


def stored(store: Store) -> list[Listing]:
    return [one for same in store.listings.by_sku(SELLER) for one in same]


@pytest.fixture
def full(amazon: Amazon, still: StillClock) -> Amazon:
    amazon.put(*[listing(number, place, "0.4") for number in range(5) for place in (ES, IT)], listing(9, IT))
    still.at += timedelta(hours=1)
    return amazon


@pytest.mark.parametrize("failure", [Killed(), NetworkError("cut")], ids=["killed", "cut"])
def test_interrupted_anywhere_and_repeated_it_equals_one_pull(
    full: Amazon, make_store: Callable[[], Store], failure: BaseException
) -> None:
    """At most one page is fetched again, and what had gone before the pull is gone after it."""
    whole = make_store()
    pull_listings(full, whole.listings, BOTH)
    pages, steps = full.calls.count("page"), 0
    while True:
        store = make_store()
        pull_listings(full, store.listings, BOTH)
        gone = listing("SKU-GONE", ES)
        full.put(gone)
        pull_listings(full, store.listings, BOTH)
        full.drop(gone)
        full.clock.at += timedelta(seconds=1)
        full.calls.clear()
        step = Countdown(steps, failure)
        full.step = step
        try:
            pull_listings(full, Fragile(store.listings, step), replace(BOTH, is_whole=True))
        except (Killed, NetworkError):
            full.step = nothing
            pull_listings(full, store.listings, replace(BOTH, is_whole=True))
            steps += 1
        else:
            break
        finally:
            full.step = nothing
        assert stored(store) == stored(whole) == full.told()
        assert store.listings.scans(SELLER) == []
        # Killed after the last page was saved, nobody knows that the whole scan had been done: one more.
        assert full.calls.count("page") <= (2 * pages if steps == 3 * pages else pages + 1)

    assert steps == 3 * pages


def test_nothing_new_costs_one_page(full: Amazon, store: Store) -> None:
    pull_listings(full, store.listings, BOTH)
    full.calls.clear()

    assert pull_listings(full, store.listings, BOTH) == PulledListings(0, 0, 1, 0)
    assert full.calls == ["page"]


def test_a_change_is_told_by_the_next_pull(full: Amazon, store: Store, still: StillClock) -> None:
    pull_listings(full, store.listings, BOTH)
    still.at += timedelta(hours=1)
    full.put(listing(3, ES, "0.7"), listing(77, IT))
    full.calls.clear()
    pull_listings(full, store.listings, BOTH)

    assert stored(store) == full.told()
    assert full.calls == ["page"]


def test_what_is_gone_goes_with_a_whole_scan_and_not_with_changes(
    full: Amazon, store: Store, still: StillClock
) -> None:
    pull_listings(full, store.listings, BOTH)
    full.drop(listing(3, ES))
    still.at += timedelta(hours=1)
    changes = pull_listings(full, store.listings, BOTH)
    assert store.listings.get(SELLER, ES, "SKU-003") is not None
    whole = pull_listings(full, store.listings, replace(BOTH, is_whole=True))

    assert (changes.gone, whole.gone) == (0, 1)
    assert stored(store) == full.told()


def test_everything_is_read_again_after_a_month(full: Amazon, store: Store, still: StillClock) -> None:
    """Changes never tell of what was deleted."""
    pull_listings(full, store.listings, BOTH)
    full.drop(listing(3, ES))
    still.at += WHOLE_AGAIN
    pull_listings(full, store.listings, BOTH)
    still.at += timedelta(seconds=1)
    pull_listings(full, store.listings, BOTH)

    assert stored(store) == full.told()


def test_a_whole_scan_of_one_marketplace_leaves_the_others_alone(full: Amazon, store: Store, still: StillClock) -> None:
    pull_listings(full, store.listings, BOTH)
    still.at += timedelta(hours=1)
    for number in range(5):
        full.drop(listing(number, IT))
    pull_listings(full, store.listings, ListingRequest(SELLER, (ES,), is_whole=True))

    assert store.listings.count(SELLER, IT) == 6


def test_a_clock_set_back_during_a_whole_scan_loses_nothing(full: Amazon, store: Store, still: StillClock) -> None:
    pull_listings(full, store.listings, BOTH, on_page=lambda _: setattr(still, "at", still.at - timedelta(minutes=9)))

    assert stored(store) == full.told()


def test_a_position_that_was_lost_costs_the_scan_again_and_no_listing(full: Amazon, store: Store) -> None:
    full.step = Countdown(2)
    with pytest.raises(Killed):
        pull_listings(full, store.listings, BOTH)
    full.step = nothing
    full.born += 1
    pull_listings(full, store.listings, BOTH)

    assert stored(store) == full.told()
    assert store.listings.scans(SELLER) == []


def test_a_position_that_is_lost_again_and_again_is_told(full: Amazon, store: Store) -> None:
    def die() -> None:
        full.born += 1

    full.step = die
    with pytest.raises(PositionLostError):
        pull_listings(full, store.listings, BOTH)


def test_what_changed_since_a_scan_was_interrupted_long_ago_comes_in_the_same_run(
    full: Amazon, store: Store, still: StillClock
) -> None:
    full.step = Countdown(2)
    with pytest.raises(Killed):
        pull_listings(full, store.listings, BOTH)
    full.step = nothing
    still.at += timedelta(minutes=1)
    full.put(listing(0, ES, "0.9"))
    still.at += STILL_FRESH * 2
    pull_listings(full, store.listings, BOTH)

    assert stored(store) == full.told()


def test_a_marketplace_added_later_is_read_as_a_whole(full: Amazon, store: Store, still: StillClock) -> None:
    full.put(listing(1, FR))
    pull_listings(full, store.listings, BOTH)
    still.at += timedelta(hours=1)
    request = ListingRequest(SELLER, (ES, IT, FR))

    assert [(set(scan.marketplace_ids), scan.since) for scan in plan_scans(store.listings, request)] == [
        ({ES, IT}, still.at - timedelta(hours=1)),
        ({FR}, None),
    ]
    pull_listings(full, store.listings, request)
    assert stored(store) == full.told()


def test_marks_from_before_the_clock_was_set_back_are_not_trusted(
    full: Amazon, store: Store, still: StillClock
) -> None:
    """Amazon refuses what ends before it begins, and what changed in between is in no window."""
    pull_listings(full, store.listings, BOTH)
    still.at -= timedelta(hours=1)
    full.put(listing(0, ES, "0.9"))

    assert [scan.since for scan in plan_scans(store.listings, BOTH)] == [None]
    pull_listings(full, store.listings, BOTH)
    assert stored(store) == full.told()


def test_a_whole_scan_makes_interrupted_scans_of_changes_needless(
    full: Amazon, store: Store, still: StillClock
) -> None:
    pull_listings(full, store.listings, BOTH)
    full.put(*[listing(number, ES, "0.5") for number in range(5)])
    full.step = Countdown(1)
    with pytest.raises(Killed):
        pull_listings(full, store.listings, BOTH)
    full.step = nothing
    assert len(store.listings.scans(SELLER)) == 1
    still.at += timedelta(minutes=1)
    pull_listings(full, store.listings, replace(BOTH, is_whole=True))

    assert store.listings.scans(SELLER) == []
    assert stored(store) == full.told()


def test_progress_is_told_page_by_page(full: Amazon, store: Store) -> None:
    told: list[PulledListings] = []
    pull_listings(full, store.listings, BOTH, on_page=told.append)

    assert [one.pages for one in told] == [1, 2, 3, 4]
    assert told[0].expected == 11
