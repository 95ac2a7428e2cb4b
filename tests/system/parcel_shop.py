"""A shop whose orders are imported, and whose parcels somebody makes in Sendcloud: what `confirm` is tried on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mwslink import clock
from mwslink.orders.model import OPEN_STATUSES, Order
from mwslink.store.queries import OrderQuery
from system.shop import STANDING, Amazon, Ran, Shop, serving

ORDERS = 12  # new ones, besides those of the sandbox's own that wait to be shipped
# What a confirm of `three_labels` calls.
REQUESTS = [
    ("all_shipments", 1),
    ("token", 1),
    *(("confirmShipment", number) for number in (1, 2, 3)),
    *(("getOrder", number) for number in (1, 2)),
]
NEW = {"orders": 0, "accounts": 1, "seed": 1, "quotas": False, "faults": ""}


@dataclass(frozen=True)
class Parcels:
    """A shop, and what happens to its parcels outside of it."""

    shop: Shop
    orders: tuple[Order, ...]  # open ones, the first of several units first

    @property
    def amazon(self) -> Amazon:
        return self.shop.amazon

    def label(self, order: Order, *, carrier: str = "correos", announce: bool = True, **more: object) -> str:
        """A label for the order is made in the panel; the parcel's id."""
        body = {"order_number": order.id, "carrier": carrier, "announce": announce, **more}
        made = self.amazon.call("/sendcloud/stray", body)
        return str(made["parcels"][0]["id"])

    def three_labels(self) -> dict[str, str]:
        """Two for one order, one for another; by parcel id the tracking number."""
        first, second = self.orders[:2]
        numbers = {"TRACK-1": first, "TRACK-2": first, "TRACK-3": second}
        return {self.label(order, tracking_numbers=[number]): number for number, order in numbers.items()}

    def move(self, parcel_id: str, to: str) -> None:
        """The parcel goes on its way: process, deliver, exception, cancel …"""
        self.amazon.call(f"/sendcloud/parcels/{parcel_id}/move", {"to": to})

    def change(self, parcel_id: str, **changes: str) -> None:
        """Another tracking number, status or carrier."""
        self.amazon.call(f"/sendcloud/parcels/{parcel_id}/change", changes)

    def packages(self, order: Order) -> list[dict[str, Any]]:
        """The order's packages as Amazon has them: the witness."""
        found: list[dict[str, Any]] = self.amazon.call(f"/orders/{order.id}").get("packages", [])
        return found

    def status(self, order: Order) -> str:
        return str(self.amazon.call(f"/orders/{order.id}")["fulfillment"]["fulfillmentStatus"])

    def confirm(self, *options: str) -> Ran:
        return self.shop.run_here("confirm", "--json", *options)

    def told(self, ran: Ran, connection: str = "amazon-es") -> dict[str, Any]:
        """What the run says of a connection."""
        found: dict[str, Any] = next(
            one for one in ran.document["data"]["connections"] if one["connection"] == connection
        )
        return found

    def copy(self, home: Path) -> Parcels:
        """The same in another home, with Amazon and Sendcloud as they were at first."""
        _begin(self.amazon)
        copied = self.shop.copy(home, with_store=True)
        with copied.opened() as store, store._database.writing() as sql:
            sql.execute("DELETE FROM tokens")  # Amazon knows none of them any more
        return Parcels(copied, self.orders)


@contextmanager
def parcel_shop(home: Path, *, api: str = "sp-api", **settings: object) -> Iterator[Parcels]:
    """One seller in Spain, whose orders are imported; no quotas, and a sandbox whose clock stands."""
    chosen = {"accounts": 1, "orders": 0, "quotas": False, "clock_speed": STANDING, "start": clock.now(), **settings}
    with serving(**chosen) as amazon:
        _begin(amazon)
        shop = Shop(home, amazon)
        home.mkdir(parents=True, exist_ok=True)
        shop.connect("ES", api=api)
        ran = shop.run_here("import")
        assert ran.code == 0, ran.told
        with shop.opened() as store:
            found = [stored.order for stored in store.orders.find(OrderQuery(statuses=OPEN_STATUSES))]
        orders = sorted((one for one in found if one.status == "UNSHIPPED" and "PRIME" not in one.programs), key=_rank)
        assert len(orders) >= 3, ran.told
        yield Parcels(shop, tuple(orders))


def _begin(amazon: Amazon) -> None:
    """Amazon and Sendcloud as at first: the same orders each time."""
    amazon.call("/state", NEW)
    amazon.call("/orders", {"account": 1, "country": "ES", "count": ORDERS})
    amazon.call("/clock", {"advance": 180})  # a new order shows two minutes later


def _rank(order: Order) -> tuple[int, str]:
    return -sum(item.quantity for item in order.items), order.id


def assert_once(shop: Parcels, labels: dict[str, str]) -> None:
    """Amazon has each parcel once, with its own number, and each unit in one of them."""
    packages = [package for order in shop.orders[:2] for package in shop.packages(order)]
    assert {one["packageReferenceId"]: one["trackingNumber"] for one in packages} == labels
    assert len(packages) == len(labels)
    for order in shop.orders[:2]:
        assert shop.status(order) == "SHIPPED"
        told = [item["quantity"] for package in shop.packages(order) for item in package["packageItems"]]
        assert sum(told) == sum(item.quantity for item in order.items)
