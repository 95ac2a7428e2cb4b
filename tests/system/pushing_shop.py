"""A shop whose orders go to Sendcloud, and Sendcloud's memory as the witness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cli.shops import START, a_buyer, an_order
from mwslink.connections import Seller
from mwslink.marketplaces import BY_COUNTRY
from mwslink.orders.model import Order
from mwslink.orders.pull import Stream
from system.shop import Amazon, Shop, make_shop, serving

SELLER = Seller("A1SANDBOX00001", "eu")
ES = BY_COUNTRY["ES"].id
CHANGED, CANCELLED = (1, 2), (3, 4, 5)


@dataclass(frozen=True)
class PushScene:
    """A connected shop with imported orders, to be copied; nothing is handed over yet."""

    shop: Shop
    count: int

    @property
    def server(self) -> Amazon:
        return self.shop.amazon

    def restart(self) -> None:
        """An empty Sendcloud that behaves."""
        self.server.misbehave()
        self.server.call("/state", {})
        self.server.forget()


@contextmanager
def push_scene(home: Path, count: int, **settings: Any) -> Iterator[PushScene]:
    """So many open orders of one connection, which leaves weights to Sendcloud."""
    with serving(orders=0, accounts=1, **settings) as server:
        shop = make_shop(home / "template", server, "ES")
        # As written by hand: the integration's number has to be asked for.
        shop.config.write_text(re.sub(r"integration_id = \d+\n", "", shop.config.read_text()))
        save(shop, (an_order(number) for number in range(1, count + 1)))
        yield PushScene(shop, count)


def save(shop: Shop, orders: Iterable[Order]) -> None:
    """Import these orders."""
    with shop.opened() as store:
        store.orders.save_page(Stream(SELLER, (ES,), START), list(orders))


def let_amazon_change(shop: Shop) -> None:
    """Two buyers move, three orders are cancelled."""
    moved = replace(a_buyer(), recipient=replace(a_buyer().recipient, lines=("Calle Nueva 7",)))
    later = an_order(900).updated_at
    save(
        shop,
        [
            *(replace(an_order(number), personal=moved, updated_at=later) for number in CHANGED),
            *(an_order(number, status="CANCELLED", personal=None, updated_at=later) for number in CANCELLED),
        ],
    )


def there(server: Amazon) -> dict[str, dict[str, Any]]:
    """By order id: the orders that Sendcloud has; each is there once."""
    orders = server.call("/sendcloud/orders")["orders"]
    found = [one for one in orders if one["saved"] and not one["deleted"]]
    assert len({one["order_id"] for one in found}) == len(found), "an order is there twice"
    return {one["order_id"]: one["content"] for one in found}


def assert_handed_over(scene: PushScene) -> None:
    """Every order is there."""
    assert there(scene.server).keys() == {an_order(number).id for number in range(1, scene.count + 1)}


def assert_changed(scene: PushScene) -> None:
    """Every order is there but the cancelled ones, with the address of now."""
    orders = there(scene.server)
    left = {an_order(number).id for number in range(1, scene.count + 1) if number not in CANCELLED}
    assert orders.keys() == left, (orders.keys() ^ left, scene.server.requests[-20:])
    moved = {id_ for id_, one in orders.items() if "Nueva" in one["shipping_address"]["address_line_1"]}
    assert moved == {an_order(number).id for number in CHANGED}
