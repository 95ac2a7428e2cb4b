"""Erasing as production does it, for tests that need an order whose personal data has gone."""

from __future__ import annotations

from contract.store.samples import SELLER, order_id
from mwslink.connections import Seller
from mwslink.store.database import Database
from mwslink.store.erasing import PERSONAL, Erasing, Erasure
from mwslink.store.retained import Retained


def erase_personal(database: Database, *numbers: int, seller: Seller = SELLER) -> int:
    """Erase the personal data of these orders and leave no trace of it; how many had some."""
    found = [Retained(database).get(seller, order_id(number)) for number in numbers]
    erasures = [
        Erasure(seller, one.order_id, one.version, PERSONAL, "request", one.updated_at, one.data_key)
        for one in found
        if one and one.holds_personal
    ]
    erasing = Erasing(database)
    erased = erasing.erase(erasures)
    erasing.leave_no_trace()
    return erased.total()
