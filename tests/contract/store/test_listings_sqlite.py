"""The store in SQLite keeps what is promised of listings, local weights and repairs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.store.listing_promises import JournalContract, ListingContract, OrderWeightContract, OverrideContract
from mwslink.store import Store, new_store_key, open_store

KEY = new_store_key()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:{tmp_path}/store.db", key=lambda: KEY) as opened:
        yield opened


class TestListings(ListingContract):
    pass


class TestOverrides(OverrideContract):
    pass


class TestOrderWeights(OrderWeightContract):
    pass


class TestJournal(JournalContract):
    pass
