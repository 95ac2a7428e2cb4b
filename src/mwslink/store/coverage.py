"""Which orders are safe in the archive, and which have to go there first.

An order is covered when the newest personal data held of it is in a verified bundle: what came later is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink.orders.model import OrderStatus
from mwslink.store.vault import DamagedError

if TYPE_CHECKING:
    from mwslink.connections import Seller
    from mwslink.store.database import Database, Row
    from mwslink.store.orders import Orders
    from mwslink.store.queries import StoredOrder

NEVER_KEPT = (OrderStatus.CANCELLED, OrderStatus.PENDING, OrderStatus.PENDING_AVAILABILITY)  # nothing was sold
_AT_ONCE = 500
_UNCOVERED = """NOT EXISTS (SELECT 1 FROM archived_orders a JOIN archives v ON v.id = a.archive_id
    WHERE a.order_id = p.order_id AND a.seller = p.seller AND a.version >= p.updated_at AND v.state = 'verified')"""
_FROM = "FROM orders o JOIN personal p ON p.order_id = o.order_id AND p.seller = o.seller"
# Sorted once: no index has this order, and sorting for each page of it would take minutes.
_LIST = "CREATE TEMP TABLE IF NOT EXISTS unarchived (n INTEGER PRIMARY KEY, order_id TEXT, seller TEXT)"
_FILL = f"INSERT INTO unarchived (order_id, seller) SELECT o.order_id, o.seller {_FROM} WHERE {_UNCOVERED}"
_IN_ORDER = "ORDER BY o.seller, o.created_at, o.order_id"
_COLUMNS = """o.order_id, o.seller, o.created_at, o.document, o.country, o.personal_erased_at, 1, p.data_key,
    p.sealed, p.updated_at, p.is_whole"""
_ONE = f"SELECT {_COLUMNS} {_FROM} WHERE p.order_id = ? AND p.seller = ?"
_SOME = f"""SELECT {_COLUMNS}, u.n
    FROM unarchived u JOIN orders o ON o.order_id = u.order_id AND o.seller = u.seller
    JOIN personal p ON p.order_id = u.order_id AND p.seller = u.seller
    WHERE u.n > ? ORDER BY u.n LIMIT ?"""  # noqa: S608  (constants)


@dataclass(frozen=True)
class Archivable:
    """An order that is not in a verified bundle; `version` is that of its personal data, `is_whole`: with recipient."""

    stored: StoredOrder
    version: str
    is_whole: bool


class Coverage:
    """What the archive covers of one store."""

    def __init__(self, database: Database, orders: Orders) -> None:
        self._database = database
        self._orders = orders

    def uncovered(self, seller: Seller, order_ids: Sequence[str], marketplace_ids: Sequence[str] = ()) -> set[str]:
        """Which of these orders, in these marketplaces, have personal data to be kept that is in no verified bundle."""
        found: set[str] = set()
        where, values = _in_scope(marketplace_ids)
        for start in range(0, len(order_ids), _AT_ONCE):
            some = order_ids[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            rows = self._database.rows(
                f"SELECT p.order_id {_FROM} "
                f"WHERE p.seller = ? AND p.order_id IN ({marks}) AND {_UNCOVERED} AND {where}",
                (str(seller), *some, *values),
            )
            found |= {order_id for (order_id,) in rows}
        return found

    def count_uncovered(self, marketplace_ids: Sequence[str] = ()) -> int:
        """How many orders have personal data to be kept that is in no verified bundle."""
        where, values = _in_scope(marketplace_ids)
        row = self._database.row(f"SELECT count(*) {_FROM} WHERE {_UNCOVERED} AND {where}", values)
        return int(row[0]) if row else 0

    def unarchived(
        self,
        wanted: Callable[[StoredOrder], bool],
        marketplace_ids: Sequence[str] = (),
        on_unreadable: Callable[[str], None] = lambda _: None,
    ) -> Iterator[Archivable]:
        """The orders in no verified bundle that are wanted, with their personal data: seller by seller, oldest first.

        Only those wanted are opened; some hundred rows are held at a time. What is damaged is told, and passed over.
        """
        for row in self._rows(marketplace_ids):
            if not wanted(self._orders.shown(row)):
                continue
            try:
                stored = self._orders.opened(row)
            except DamagedError:
                on_unreadable(row[0])
            else:
                yield Archivable(stored, row[9], bool(row[10]))

    def is_damaged(self, seller: Seller, order_id: str) -> bool:
        """Whether the order has personal data that nobody can open. Raises ConfigError without the store key."""
        row = self._database.row(_ONE, (order_id, str(seller)))
        try:
            if row:
                self._orders.opened(row)
        except DamagedError:
            return True
        return False

    def candidates(self, marketplace_ids: Sequence[str] = ()) -> Iterator[StoredOrder]:
        """As `unarchived`, without opening any; needs no key."""
        return (self._orders.shown(row) for row in self._rows(marketplace_ids))

    def _rows(self, marketplace_ids: Sequence[str]) -> Iterator[Row]:
        where, values = _in_scope(marketplace_ids)
        with self._database.writing() as sql:
            sql.execute(_LIST)
            sql.execute("DELETE FROM unarchived")
            sql.execute(f"{_FILL} AND {where} {_IN_ORDER}", values)
        last = 0
        while rows := self._database.rows(_SOME, (last, _AT_ONCE)):
            yield from rows
            last = rows[-1][11]


def _in_scope(marketplace_ids: Sequence[str]) -> tuple[str, Sequence[str]]:
    """What is to be kept at all, as a condition: something was sold, in one of these marketplaces (all without any)."""
    condition = f"o.status NOT IN ({', '.join('?' * len(NEVER_KEPT))})"
    if marketplace_ids:
        condition += f" AND o.marketplace_id IN ({', '.join('?' * len(marketplace_ids))})"
    return condition, (*NEVER_KEPT, *marketplace_ids)
