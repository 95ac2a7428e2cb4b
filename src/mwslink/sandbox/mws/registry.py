"""All operations of all sections."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mwslink.sandbox.mws import feeds, orders, products, reports, sellers
from mwslink.sandbox.mws.sections import MwsOperation

_PARTS: tuple[Callable[[], Iterable[MwsOperation]], ...] = (
    sellers.operations,
    orders.operations,
    reports.operations,
    feeds.operations,
    products.operations,
)
OPERATIONS = {(one.section.name, one.action): one for part in _PARTS for one in part()}
