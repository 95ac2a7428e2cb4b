"""The store in memory keeps the contract."""

from __future__ import annotations

import pytest

from contract.store.promises import MarksContract, OrderStoreContract, PersonalDataContract, QueryContract
from mwslink.store.memory import MemoryOrders


@pytest.fixture
def store() -> MemoryOrders:
    return MemoryOrders()


class TestOrders(OrderStoreContract):
    pass


class TestPersonalData(PersonalDataContract):
    pass


class TestMarks(MarksContract):
    pass


class TestQueries(QueryContract):
    pass
