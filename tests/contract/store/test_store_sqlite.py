"""The store in SQLite keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.store.promises import MarksContract, OrderStoreContract, PersonalDataContract, QueryContract
from mwslink.store import new_store_key, open_store
from mwslink.store.orders import Orders

KEY = new_store_key()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Orders]:
    with open_store(f"sqlite:{tmp_path}/store.db", key=lambda: KEY) as opened:
        yield opened.orders


class TestOrders(OrderStoreContract):
    pass


class TestPersonalData(PersonalDataContract):
    pass


class TestMarks(MarksContract):
    pass


class TestQueries(QueryContract):
    pass
