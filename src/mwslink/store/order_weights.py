"""What orders weigh, which of them wait for a weight, and the SKUs they need."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

import msgspec

from mwslink import clock
from mwslink.connections import Seller
from mwslink.listings.model import Listing, Origin, UnitWeight, Weights
from mwslink.listings.new_skus import KnownSku
from mwslink.listings.usable import unit_weight
from mwslink.listings.weighing import HeldOrder, OrderLines, OrderWeight
from mwslink.store.database import Database, Row
from mwslink.store.listings import save_listings
from mwslink.store.moments import moment_text, parse_moment
from mwslink.store.overrides import Overrides
from mwslink.store.weights import AT_ONCE, WEIGHT_COLUMNS, parse_weights, rows_in

# Literals, not values: only then is the index `orders_open` of use.
_OPEN = "status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED') AND fulfilled_by = 'MERCHANT'"
_OPEN_ORDERS = (
    "SELECT order_id, document FROM orders WHERE seller = ? AND marketplace_id = ? AND order_id > ? "  # noqa: S608
    f"AND {_OPEN} ORDER BY order_id LIMIT ?"
)
_FORGET_CLOSED = (
    "DELETE FROM missing_weights WHERE seller = ? AND marketplace_id = ? AND NOT EXISTS (SELECT 1 FROM orders o "  # noqa: S608
    f"WHERE o.order_id = missing_weights.order_id AND o.seller = missing_weights.seller AND o.{_OPEN})"
)
_FORGET_MISSING = "DELETE FROM missing_weights WHERE seller = ? AND marketplace_id = ?"
_FORGET_OPEN_WEIGHTS = (
    "DELETE FROM order_weights WHERE seller = ? AND marketplace_id = ? AND order_id IN "  # noqa: S608
    f"(SELECT order_id FROM orders WHERE seller = ? AND marketplace_id = ? AND {_OPEN})"
)
_SAVE_WEIGHT = """INSERT INTO order_weights (order_id, seller, marketplace_id, grams, origin, weighed_at)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (order_id, seller) DO UPDATE SET marketplace_id = excluded.marketplace_id,
        grams = excluded.grams, origin = excluded.origin, weighed_at = excluded.weighed_at"""
_SAVE_ASKED = """INSERT INTO asked_skus (seller, sku, marketplace_id, asked_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (seller, sku, marketplace_id) DO UPDATE SET asked_at = excluded.asked_at"""


class _Item(msgspec.Struct):
    sku: str
    quantity: int


class _Lines(msgspec.Struct):
    """Of an order's document only what weighs something: a tenth of the work of reading all of it."""

    items: tuple[_Item, ...] = ()


_lines = msgspec.json.Decoder(_Lines)


class OrderWeights:
    """Order weights of all sellers (implements `listings.weighing.WeighingStore` and `listings.new_skus.SkuStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._overrides = Overrides(database)

    def open_orders(self, seller: Seller, marketplace_id: str) -> Iterator[Sequence[OrderLines]]:
        """Orders the seller has to ship, some hundred at a time."""
        after = ""
        while rows := self._database.rows(_OPEN_ORDERS, (str(seller), marketplace_id, after, AT_ONCE)):
            yield [_order_lines(row, marketplace_id) for row in rows]
            after = rows[-1][0]

    def unit_weights(self, seller: Seller, marketplace_id: str, skus: Collection[str]) -> dict[str, UnitWeight]:
        """What one piece of each SKU weighs there, overrides first; SKUs without a usable weight are left out."""
        known = {sku: weights for sku, _seen_at, weights in self._weights(seller, marketplace_id, skus)}
        overrides = self._overrides.of(seller, marketplace_id, skus)
        found = {sku: unit_weight(known.get(sku, Weights()), overrides.get(sku)) for sku in {*known, *overrides}}
        return {sku: weight for sku, weight in found.items() if weight is not None}

    def _weights(
        self, seller: Seller, marketplace_id: str, skus: Collection[str]
    ) -> Iterator[tuple[str, str, Weights]]:
        statement = (
            f"SELECT sku, seen_at, {WEIGHT_COLUMNS} FROM listings WHERE seller = ? AND marketplace_id = ? AND sku IN"  # noqa: S608
        )
        for sku, seen_at, *weights in rows_in(self._database, statement, (str(seller), marketplace_id), skus):
            yield sku, seen_at, parse_weights(tuple(weights))

    def save_weights(self, seller: Seller, marketplace_id: str, weights: Mapping[str, OrderWeight]) -> Collection[str]:
        """Keep the weights by order id, in one transaction; return which of the orders had been held."""
        before = self.of(seller, weights)
        changed = {id_: one for id_, one in weights.items() if one != before.get(id_, _UNKNOWN)}
        if changed:
            self._replace(seller, marketplace_id, changed)
        return {id_ for id_, one in before.items() if one.missing}

    def _replace(self, seller: Seller, marketplace_id: str, weights: Mapping[str, OrderWeight]) -> None:
        now, text = moment_text(clock.now()), str(seller)
        keys = [(id_, text) for id_ in weights]
        known = [
            (id_, text, marketplace_id, f"{one.grams:f}", one.origin, now)
            for id_, one in weights.items()
            if one.grams is not None and one.origin is not None
        ]
        missing = [(id_, text, marketplace_id, sku) for id_, one in weights.items() for sku in one.missing]
        with self._database.writing() as sql:
            sql.executemany("DELETE FROM missing_weights WHERE order_id = ? AND seller = ?", keys)
            sql.executemany("DELETE FROM order_weights WHERE order_id = ? AND seller = ?", keys)
            sql.executemany(_SAVE_WEIGHT, known)
            sql.executemany(
                "INSERT INTO missing_weights (order_id, seller, marketplace_id, sku) VALUES (?, ?, ?, ?)", missing
            )

    def forget_held(self, seller: Seller, marketplace_id: str, *, is_all: bool) -> None:
        """Hold no order that need not be shipped any more; with `is_all` none at all, and no open one has a weight."""
        key = (str(seller), marketplace_id)
        with self._database.writing() as sql:
            sql.execute(_FORGET_MISSING if is_all else _FORGET_CLOSED, key)
            if is_all:
                sql.execute(_FORGET_OPEN_WEIGHTS, (*key, *key))

    def get(self, seller: Seller, order_id: str) -> OrderWeight | None:
        """What the order weighs or misses; None where it was never weighed."""
        return self.of(seller, [order_id]).get(order_id)

    def of(self, seller: Seller, order_ids: Collection[str]) -> dict[str, OrderWeight]:
        """By order id: what orders weigh or miss; those never weighed are left out."""
        weighed = "SELECT order_id, grams, origin FROM order_weights WHERE seller = ? AND order_id IN"
        waiting = "SELECT order_id, sku FROM missing_weights WHERE seller = ? AND order_id IN"
        found = {
            id_: OrderWeight(Decimal(grams), Origin(origin))
            for id_, grams, origin in rows_in(self._database, weighed, (str(seller),), order_ids)
        }
        missing: dict[str, list[str]] = {}
        for id_, sku in rows_in(self._database, waiting, (str(seller),), order_ids):
            missing.setdefault(id_, []).append(sku)
        return found | {id_: OrderWeight(None, None, tuple(sorted(skus))) for id_, skus in missing.items()}

    def held(self, seller: Seller, marketplace_id: str) -> list[HeldOrder]:
        """The orders that wait for weights, with the SKUs."""
        rows = self._database.rows(
            "SELECT order_id, sku FROM missing_weights WHERE seller = ? AND marketplace_id = ? ORDER BY order_id, sku",
            (str(seller), marketplace_id),
        )
        return [
            HeldOrder(id_, marketplace_id, tuple(sku for _id, sku in same))
            for id_, same in groupby(rows, itemgetter(0))
        ]

    def waiting(self, seller: Seller, marketplace_id: str) -> dict[str, int]:
        """By SKU: how many open orders wait for its weight; the one most waited for first."""
        rows = self._database.rows(
            "SELECT sku, count(*) FROM missing_weights WHERE seller = ? AND marketplace_id = ? "
            "GROUP BY sku ORDER BY count(*) DESC, sku",
            (str(seller), marketplace_id),
        )
        return {sku: int(count) for sku, count in rows}

    def known_skus(self, seller: Seller, marketplace_id: str, skus: Collection[str]) -> list[KnownSku]:
        """What is known of each of the SKUs."""
        asked = "SELECT sku, asked_at FROM asked_skus WHERE seller = ? AND marketplace_id = ? AND sku IN"
        moments: dict[str, str] = dict(rows_in(self._database, asked, (str(seller), marketplace_id), skus))
        overrides = self._overrides.of(seller, marketplace_id, skus)
        has_weight: dict[str, bool] = {}
        for sku, seen_at, weights in self._weights(seller, marketplace_id, skus):
            moments[sku] = max(moments.get(sku, ""), seen_at)
            has_weight[sku] = unit_weight(weights) is not None
        return [
            KnownSku(
                marketplace_id,
                sku,
                is_known=sku in has_weight,
                has_weight=has_weight.get(sku, False),
                is_overridden=sku in overrides,
                asked_at=parse_moment(moments[sku]) if sku in moments else None,
            )
            for sku in skus
        ]

    def save_found(self, seller: Seller, listings: Sequence[Listing]) -> None:
        """Keep listings that Amazon told, in one transaction."""
        with self._database.writing() as sql:
            save_listings(sql, seller, listings, seen_at=moment_text(clock.now()))

    def save_asked(self, seller: Seller, marketplace_ids: Sequence[str], skus: Collection[str]) -> None:
        """Remember that Amazon was asked for these SKUs now, whether it knew them or not."""
        now = moment_text(clock.now())
        with self._database.writing() as sql:
            sql.executemany(_SAVE_ASKED, [(str(seller), sku, id_, now) for id_ in marketplace_ids for sku in skus])


_UNKNOWN = OrderWeight(None, None)


def _order_lines(row: Row, marketplace_id: str) -> OrderLines:
    order_id, document = row
    return OrderLines(
        order_id, marketplace_id, tuple((item.sku, item.quantity) for item in _lines.decode(document).items)
    )
