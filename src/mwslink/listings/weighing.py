"""Weigh orders: quantity times unit weight plus packaging, exact; hold those of which a weight is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from mwslink.connections import Seller
from mwslink.listings.model import Origin, UnitWeight
from mwslink.listings.weights import EXACT

MISSING_WEIGHT = "missing-weight"
NO_PACKAGING = Decimal(0)
_CERTAINTY = tuple(Origin)


@dataclass(frozen=True, slots=True)
class OrderLines:
    """What of an order has to be weighed: SKUs with their quantities."""

    order_id: str
    marketplace_id: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OrderWeight:
    """What an order weighs in exact grams, packaging included; `origin` is that of its least certain weight.

    With SKUs missing (sorted) there is no weight (`grams` None): half of one would be wrong.
    """

    grams: Decimal | None
    origin: Origin | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldOrder:
    """An order that waits for the weights of `skus` ("missing-weight")."""

    order_id: str
    marketplace_id: str
    skus: tuple[str, ...]


@dataclass(frozen=True)
class WeighingRule:
    """How a connection wants its orders weighed: not at all, or with so many grams of packaging."""

    seller: Seller
    marketplace_id: str
    import_weight: bool = True
    packaging: Decimal = NO_PACKAGING


@dataclass(frozen=True)
class Weighed:
    """What weighing did: orders held since now, those still held, those released (ids), and how many have a weight."""

    newly_held: tuple[HeldOrder, ...] = ()
    still_held: tuple[HeldOrder, ...] = ()
    released: tuple[str, ...] = ()
    weighed: int = 0

    @property
    def held(self) -> tuple[HeldOrder, ...]:
        return self.newly_held + self.still_held

    def __add__(self, other: Weighed) -> Weighed:
        return Weighed(
            self.newly_held + other.newly_held,
            self.still_held + other.still_held,
            self.released + other.released,
            self.weighed + other.weighed,
        )


class WeighingStore(Protocol):
    """Where open orders, unit weights and order weights are kept. Methods raise StoreError."""

    def open_orders(self, seller: Seller, marketplace_id: str) -> Iterator[Sequence[OrderLines]]:
        """Orders the seller has to ship, some at a time."""
        ...

    def unit_weights(self, seller: Seller, marketplace_id: str, skus: Collection[str]) -> dict[str, UnitWeight]:
        """What one piece of each SKU weighs there, overrides first; SKUs without a usable weight are left out."""
        ...

    def save_weights(self, seller: Seller, marketplace_id: str, weights: Mapping[str, OrderWeight]) -> Collection[str]:
        """Keep the weights by order id, in one transaction; return which of the orders had been held."""
        ...

    def forget_held(self, seller: Seller, marketplace_id: str, *, is_all: bool) -> None:
        """Hold no order that need not be shipped any more; with `is_all` none at all, and no open one has a weight."""
        ...


def weigh(order: OrderLines, units: Mapping[str, UnitWeight], packaging: Decimal = NO_PACKAGING) -> OrderWeight:
    """The order's weight. Cancelled lines (quantity 0) weigh nothing and need no weight.

    An order of cancelled lines alone has no weight and misses none.
    """
    wanted = [(sku, quantity) for sku, quantity in order.lines if quantity > 0]
    missing = tuple(sorted({sku for sku, _quantity in wanted if sku not in units}))
    if missing or not wanted:
        return OrderWeight(None, None, missing)
    grams = packaging
    for sku, quantity in wanted:
        grams = EXACT.add(grams, EXACT.multiply(units[sku].grams, Decimal(quantity)))
    origin = max((units[sku].origin for sku, _quantity in wanted), key=_CERTAINTY.index)
    return OrderWeight(grams, origin)


def weigh_orders(store: WeighingStore, rules: Sequence[WeighingRule]) -> Weighed:
    """Weigh every open order anew by what is known now; return what is held and what was released.

    Repeating it changes nothing. Raises StoreError.
    """
    weighed = Weighed()
    for rule in rules:
        store.forget_held(rule.seller, rule.marketplace_id, is_all=not rule.import_weight)
        if rule.import_weight:
            for page in store.open_orders(rule.seller, rule.marketplace_id):
                weighed += _weigh_page(store, rule, page)
    return weighed


def _weigh_page(store: WeighingStore, rule: WeighingRule, page: Sequence[OrderLines]) -> Weighed:
    skus = {sku for order in page for sku, quantity in order.lines if quantity > 0}
    units = store.unit_weights(rule.seller, rule.marketplace_id, skus)
    weights = {order.order_id: weigh(order, units, rule.packaging) for order in page}
    before = store.save_weights(rule.seller, rule.marketplace_id, weights)
    held = [HeldOrder(id_, rule.marketplace_id, one.missing) for id_, one in weights.items() if one.missing]
    return Weighed(
        tuple(one for one in held if one.order_id not in before),
        tuple(one for one in held if one.order_id in before),
        tuple(id_ for id_, one in weights.items() if id_ in before and not one.missing),
        sum(one.grams is not None for one in weights.values()),
    )
