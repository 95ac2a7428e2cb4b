"""The store in SQLite keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.store.erasures import erase_personal
from contract.store.promises import MarksContract, OrderStoreContract, PersonalDataContract, QueryContract
from contract.store.samples import OTHER_SELLER, SELLER, order, order_id, stream
from mwslink.orders.pull import Source
from mwslink.store import new_store_key, open_store
from mwslink.store.orders import Orders
from mwslink.store.sightings import Sightings

KEY = new_store_key()


def sightings_of(store: Orders) -> Sightings:
    return Sightings(store._database)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Orders]:
    with open_store(f"sqlite:{tmp_path}/store.db", key=lambda: KEY) as opened:
        yield opened.orders


class TestOrders(OrderStoreContract):
    pass


class TestSightings:
    def test_each_new_version_is_remembered_with_its_calls(self, store: Orders) -> None:
        """Not the same one again, and not an older one."""
        calls = [Source("api", "list", "id-1"), Source("api", "items", "id-2")]
        store.save_page(stream(), [order(version=1)], calls)
        store.save_page(stream(), [order(version=1), order(version=0)], [Source("api", "list", "id-3")])
        store.save_page(stream(), [order(version=2)], [Source("api", "list", "id-4")])
        seen = sightings_of(store).of(SELLER, order_id(1))

        assert [(one.source.request_id, one.updated_at) for one in seen] == [
            ("id-1", order(version=1).updated_at),
            ("id-2", order(version=1).updated_at),
            ("id-4", order(version=2).updated_at),
        ]

    def test_they_are_of_one_seller_and_stay_when_personal_data_goes(self, store: Orders) -> None:
        store.save_page(stream(), [order()], [Source("api", "list", "id-1")])
        store.save_page(stream(seller=OTHER_SELLER), [order()], [Source("api", "list", "id-2")])
        erase_personal(store._database, 1)
        (seen,) = sightings_of(store).of(SELLER, order_id(1))

        assert seen.source.request_id == "id-1"


class TestPersonalData(PersonalDataContract):
    def test_erasing_destroys_it_and_keeps_the_order(self, store: Orders) -> None:
        store.save_page(stream(), [order(1), order(2)])

        assert erase_personal(store._database, 1) == 1
        stored = store.get(SELLER, order_id(1), with_personal=True)
        assert stored
        assert stored.order == order(1).without_personal()
        assert stored.personal_erased_at is not None
        assert store.get(SELLER, order_id(2), with_personal=True).order == order(2)  # type: ignore[union-attr]

    @pytest.mark.parametrize("version", [1, 2, 3])
    def test_what_was_erased_does_not_come_back_with_any_version(self, store: Orders, version: int) -> None:
        store.save_page(stream(), [order(version=2)])
        erase_personal(store._database, 1)
        erased_at = store.get(SELLER, order_id(1)).personal_erased_at  # type: ignore[union-attr]
        store.save_page(stream(), [order(version=3, personal=None)])
        store.save_page(stream(), [order(version=version)])
        stored = store.get(SELLER, order_id(1))

        assert stored
        assert (stored.has_personal, stored.personal_erased_at) == (False, erased_at)


class TestMarks(MarksContract):
    pass


class TestQueries(QueryContract):
    pass
