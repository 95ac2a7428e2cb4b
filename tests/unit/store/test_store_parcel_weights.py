"""What parcels weighed, in the store: the newest, none that tells our own weight back, none of an erased order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from contract.store.samples import ES, OTHER_SELLER, SELLER, at, order, order_id, stream
from mwslink.listings.suggest import NEWEST_PARCELS
from mwslink.shipping.measuring import Measured
from mwslink.shipping.outbox import Entry, State
from mwslink.store import Store, new_store_key, open_store
from mwslink.store.erasing import ORDER, PERSONAL, Erasure

MUG = Measured("380000001", order_id(1), "MUG", Decimal(1000), 3, at(1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    key = new_store_key()
    with open_store(f"sqlite:{tmp_path}/store.db", key=lambda: key) as opened:
        opened.orders.save_page(stream(None, until=50), [order(1), order(2)])
        yield opened


def shipped(store: Store) -> list[Fraction]:
    return list(store.parcel_weights.shipped(SELLER, ["MUG", "CUP"]).get("MUG", ()))


def erase(store: Store, what: str) -> None:
    held = store.retained.get(SELLER, order_id(1))
    assert held
    store.erasing.erase([Erasure(SELLER, order_id(1), held.version, what, "request", at(5), held.data_key)])


def test_a_third_of_a_kilogram_is_exactly_that(store: Store) -> None:
    store.parcel_weights.save(SELLER, [MUG])

    assert shipped(store) == [Fraction(1000, 3)]
    assert store.parcel_weights.shipped(OTHER_SELLER, ["MUG"]) == {}


def test_a_changed_weight_takes_the_place_of_the_old_one(store: Store) -> None:
    store.parcel_weights.save(SELLER, [MUG])
    store.parcel_weights.save(SELLER, [replace(MUG, grams=Decimal(900))])

    assert shipped(store) == [300]


def test_a_parcel_that_tells_nothing_any_more_is_forgotten(store: Store) -> None:
    """Such as one that was cancelled."""
    store.parcel_weights.save(SELLER, [MUG, replace(MUG, parcel_id="2", units=1)])
    store.parcel_weights.save(SELLER, [], without=[MUG.parcel_id, "unknown"])

    assert shipped(store) == [1000]


def test_only_the_newest_are_asked(store: Store) -> None:
    many = [
        Measured(str(number), order_id(1), "MUG", Decimal(number), 1, at(number))
        for number in range(1, NEWEST_PARCELS + 9)
    ]
    store.parcel_weights.save(SELLER, many)

    assert shipped(store) == list(range(NEWEST_PARCELS + 8, 8, -1))


@pytest.mark.parametrize("state", list(State))
def test_a_weight_that_sendcloud_has_from_us_does_not_count(store: Store, state: State) -> None:
    """Nobody measured it; whatever became of the order, and whenever it was handed over."""
    entry = Entry(order_id(1), SELLER, ES, state)
    store.parcel_weights.save(SELLER, [MUG, replace(MUG, parcel_id="2", order_id=order_id(2), units=1)])
    store.outbox.save([entry])
    without = shipped(store)
    store.outbox.save([replace(entry, weighed_at=at(2))])

    assert sorted(without) == [Fraction(1000, 3), 1000]
    assert shipped(store) == [1000]


def test_it_goes_with_all_of_its_order_and_is_not_personal(store: Store) -> None:
    store.parcel_weights.save(SELLER, [MUG])
    erase(store, PERSONAL)
    kept = shipped(store)
    erase(store, ORDER)

    assert (kept, shipped(store)) == ([Fraction(1000, 3)], [])


def test_of_an_order_that_was_erased_nothing_is_kept(store: Store) -> None:
    erase(store, ORDER)
    store.parcel_weights.save(SELLER, [MUG])

    assert shipped(store) == []
