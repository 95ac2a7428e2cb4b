"""The order book a sandbox starts with, and single orders that arrive later; all invented, all from a seed.

As many orders as asked for are the merchant's to ship, so that what an import costs can be foretold; 8 % of them are
Prime, 3 % Premium, 8 % from companies, 2 % replacements. Orders that are Amazon's to ship (fulfilled_by AMAZON) come on
top, about 10 % of all. `lifecycle` states the shares of the statuses, `addresses` those of the odd addresses.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.model import Order, OrderStatus
from mwslink.sandbox.seed.assembly import Shop, assemble, draw_parties, same_parties, shelf
from mwslink.sandbox.seed.items import cancel, free_copy, request_cancel
from mwslink.sandbox.seed.lifecycle import History, amazon_history, merchant_history
from mwslink.sandbox.seed.numbers import LaterNumbers, Numbers
from mwslink.sandbox.seed.parcels import ship
from mwslink.sandbox.seed.places import fill

_SETTLING = timedelta(minutes=3)  # Amazon shows a change two minutes later; the first order book is all visible
_EDITION = "2026-11-24T10:00:00+00:00"  # any text would do; with this one docs/ shows what everybody sees
_BY_AMAZON = 0.1
_PRIME, _PREMIUM = 0.08, 0.11  # thresholds of one draw
_REPLACEMENT = 0.05  # of the orders that come after a shipped one, which is about every second
_CANCEL_REQUESTED = 0.05
_OWN_NUMBER = 0.1


def generate_orders(
    *, seed: int, seller_id: str, marketplaces: Sequence[Marketplace], count: int, now: datetime
) -> list[Order]:
    """The orders of a seller's last 30 days, oldest first, `count` of them by the merchant.

    Who bought what, and how long ago, comes from the seed alone; the moments are counted back from the last full hour.

    Raises ValueError for a marketplace in a country whose addresses are not known here.
    """
    hour = (now - _SETTLING).replace(minute=0, second=0, microsecond=0)
    rng = random.Random(f"{seed} {seller_id} {count} {_EDITION}")
    ids = Numbers(seed, seller_id)
    shops = [Shop(seller_id, place, shelf(seller_id, seed, place), ids, rng) for place in marketplaces]
    orders: list[Order] = []
    waiting = count if shops else 0
    while waiting:
        orders.append(_order(shops[int(rng.random() * len(shops))], hour))
        waiting -= orders[-1].fulfilled_by == "MERCHANT"
    return sorted(orders, key=lambda order: (order.created_at, order.id))


def new_order(rng: random.Random, *, seller_id: str, marketplace: Marketplace, at: datetime, seed: int = 0) -> Order:
    """One more order, paid at `at` and waiting to be shipped; `seed` is the sandbox's, so that its products are sold.

    Raises ValueError for a marketplace in a country whose addresses are not known here.
    """
    shop = Shop(seller_id, marketplace, shelf(seller_id, seed, marketplace), LaterNumbers(rng), rng)
    return _merchant_order(shop, History(OrderStatus.UNSHIPPED, at, at))


def _order(shop: Shop, now: datetime) -> Order:
    draw = shop.rng.random
    if draw() < _BY_AMAZON:
        history = amazon_history(now, draw)
        order = _amazon_order(shop, history)
    else:
        history = merchant_history(now, draw)
        original = _original(shop, history)
        order = _replacement(shop, history, original) if original else _merchant_order(shop, history)
    _live_through(order, history, shop)
    return order


def _original(shop: Shop, history: History) -> Order | None:
    """The order this one replaces, if it does: an older one, replaced only once."""
    order = shop.replaceable
    if order is None or order.updated_at >= history.created_at or shop.rng.random() > _REPLACEMENT:
        return None
    if history.status is OrderStatus.PARTIALLY_SHIPPED:  # a replacement is one piece
        return None
    shop.replaceable = None
    return order


def _live_through(order: Order, history: History, shop: Shop) -> None:
    draw = shop.rng.random
    ship(order, history, shop.home, draw)
    if order.status is OrderStatus.CANCELLED:
        cancel(order.items, draw)
    elif order.fulfilled_by == "AMAZON" or order.replaces:
        return
    elif order.status is OrderStatus.UNSHIPPED and draw() < _CANCEL_REQUESTED:
        request_cancel(order.items, draw)
    elif order.status is OrderStatus.SHIPPED:
        shop.replaceable = order


def _merchant_order(shop: Shop, history: History) -> Order:
    draw = shop.rng.random
    parties = draw_parties(shop)
    chance = draw()
    prime = chance < _PRIME and parties.country.code == shop.home
    order = assemble(shop, history, parties, prime=prime)
    if prime:
        order.programs.append("PRIME")
    elif _PRIME <= chance < _PREMIUM:
        order.programs.append("PREMIUM")
    if draw() < _OWN_NUMBER:
        order.seller_order_id = f"W-{history.created_at.year}-{fill('######', draw)}"
    return order


def _amazon_order(shop: Shop, history: History) -> Order:
    order = assemble(shop, history, draw_parties(shop), prime=True)
    order.fulfilled_by = "AMAZON"
    return order


def _replacement(shop: Shop, history: History, original: Order) -> Order:
    """The same goods to the same address again, for nothing."""
    order = assemble(shop, history, same_parties(original), prime=False)
    order.items = [free_copy(original.items[0], shop.ids)]
    order.replaces = original.id
    return order
