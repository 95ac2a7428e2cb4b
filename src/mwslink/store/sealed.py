"""What in the store is sealed: erasure, key rotation and the search for leftovers go by these lists.

Each of the tables has the columns `order_id`, `seller`, `data_key` (wrapped by the store key) and `sealed`. Personal
data stands in no other place of the store. What the table's texts belong to when they are sealed is said here too:
`seal_apart` is given this context, with seller and order id in it, and a key rotation wraps the data keys anew with it.

Beside them, sealed under the store key itself: access tokens, and the entries of `meta` that `store.secrets` keeps.
"""

from __future__ import annotations

from collections.abc import Callable

from mwslink.store.database import Row

SEALED_TABLES = ("personal", "parcel_labels")
CONTEXTS = {
    "personal": "personal data of {seller} {order_id}",
    "parcel_labels": "parcel label of {seller} {order_id}",
}
# By table: the columns with marks made of personal data, or of what went with it; emptied when that is erased.
MARKS = {"outbox": ("fingerprint", "address_mark", "weight_mark", "address_there", "weight_there")}
EMPTIED = tuple(f"UPDATE {table} SET " + ", ".join(f"{name} = ''" for name in names) for table, names in MARKS.items())  # noqa: S608
SECRETS = "secret:"  # how the names of such entries of `meta` begin


def context_of(table: str, seller: str, order_id: str) -> str:
    """What a text of this table belongs to."""
    return CONTEXTS[table].format(seller=seller, order_id=order_id)


def token_context(scope: str) -> str:
    """What an access token belongs to."""
    return "token of " + scope


def secret_context(name: str) -> str:
    """What an entry of `meta` belongs to; `name` begins with SECRETS."""
    return "store " + name


def holds_sealed(row_of: Callable[[str], Row | None]) -> bool:
    """Whether any of the tables has a row; `row_of` gives the first row of a query."""
    return any(row_of(f"SELECT 1 FROM {table} LIMIT 1") is not None for table in SEALED_TABLES)  # noqa: S608
