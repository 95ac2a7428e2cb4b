"""A Sendcloud to push to, and what it holds afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from programs import Ran
from shops import ACME, fill, open_shop

from mwslink.listings.weights import Weight
from mwslink.orders.model import Order
from mwslink.store import Store
from mwslink.store.overrides import Override
from system.shop import Amazon, serving

SENDCLOUD = """
[sendcloud]
public_key = "{public_key}"
secret_key = "secrets:sendcloud.secret_key"
endpoint = "{url}"
"""


@contextmanager
def sendcloud_server(**settings: Any) -> Iterator[Amazon]:
    """The sandbox with no orders of its own."""
    with serving(orders=0, accounts=1, **settings) as server:
        yield server


@dataclass(frozen=True)
class PushShop:
    """A configuration with orders in its store, and the Sendcloud they go to."""

    config_file: Path
    program: Callable[..., Ran]
    server: Amazon

    def prepare(self, *, public_key: str = "sandbox-public", secret: str = "sandbox-secret", more: str = "") -> None:
        """Connect Sendcloud, and give the mug a weight."""
        text = self.config_file.read_text() + SENDCLOUD.format(public_key=public_key, url=self.server.url)
        self.config_file.write_text(text + more)
        secrets = self.config_file.with_name("secrets.toml")
        secrets.write_text(secrets.read_text() + f'\n[sendcloud]\nsecret_key = "{secret}"\n')
        with self.store() as store:
            store.overrides.set(ACME, [Override("MUG-RED", Weight(Decimal(300), "grams"))])

    def store(self) -> Store:
        return open_shop(self.config_file)

    def fill(self, *orders: Order) -> None:
        """Import these orders."""
        fill(self.config_file, orders)

    def push(self, *arguments: str) -> Ran:
        return self.program("push", "--json", "--wait", "5s", *arguments)

    def there(self) -> dict[str, dict[str, Any]]:
        """By order id: what Sendcloud's memory has of orders that are there."""
        orders = self.server.call("/sendcloud/orders")["orders"]
        found = [one for one in orders if one["saved"] and not one["deleted"]]
        assert len({one["order_id"] for one in found}) == len(found), "an order is there twice"
        return {one["order_id"]: one for one in found}
