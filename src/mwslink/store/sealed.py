"""Which tables hold personal data: erasure, key rotation and the search for leftovers go by this list.

Each has the columns `order_id`, `seller`, `data_key` (wrapped by the store key) and `sealed`. Personal data stands in
no other place of the store.
"""

from __future__ import annotations

from collections.abc import Callable

from mwslink.store.database import Row

SEALED_TABLES = ("personal",)


def holds_sealed(row_of: Callable[[str], Row | None]) -> bool:
    """Whether any of them has a row; `row_of` gives the first row of a query."""
    return any(row_of(f"SELECT 1 FROM {table} LIMIT 1") is not None for table in SEALED_TABLES)  # noqa: S608
