"""`python -m benchmarks.kept_orders NUMBER`: fill the store of this home with shipped orders."""

from __future__ import annotations

import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from mwslink import clock
from mwslink.config_file import keep_secret
from mwslink.connections import Seller
from mwslink.marketplaces import BY_COUNTRY
from mwslink.orders.model import MERCHANT, Address, Buyer, Money, Order, OrderItem, OrderStatus, PersonalData, Window
from mwslink.orders.pull import Stream
from mwslink.store import new_store_key, open_store

_SELLER = Seller("A2EXAMPLE12345", "eu")
_ES = BY_COUNTRY["ES"].id
_PAGE = 1000


def an_order(number: int) -> Order:
    """An order as big as most are: two items, a whole address."""
    at = clock.now() - timedelta(days=20, seconds=number)
    money = Money(Decimal("25.90"), "EUR")
    items = tuple(
        OrderItem(
            f"{number}{index}",
            f"SKU-{number % 997}",
            "B0EXAMPLE1",
            "Taza roja de 300 ml, apta para lavavajillas",
            1,
            1,
            money,
        )
        for index in range(2)
    )
    recipient = Address(
        f"Comprador Número {number}",
        "",
        ("Calle de la Prueba 7", "3.º B"),
        "Madrid",
        "",
        "",
        "Madrid",
        "28013",
        "ES",
        "+34600000000",
    )
    buyer = Buyer(recipient.name, f"b{number}@marketplace.amazon.es")
    return Order(
        f"404-{number:07d}-0000001",
        _ES,
        at,
        at,
        OrderStatus.SHIPPED,
        MERCHANT,
        "STANDARD",
        "Amazon.es",
        ship_by=Window(at, at + timedelta(days=2)),
        deliver_by=Window(at, at + timedelta(days=5)),
        total=Money(Decimal("51.80"), "EUR"),
        items=items,
        personal=PersonalData(buyer, recipient),
    )


def main() -> None:
    secrets = Path.home() / ".config" / "mwslink" / "secrets.toml"
    stream = Stream(_SELLER, (_ES,), clock.now() - timedelta(days=60))
    with open_store("sqlite:", key=lambda: keep_secret(secrets, "store.key", new_store_key)) as store:
        for start in range(0, int(sys.argv[1]), _PAGE):
            store.orders.save_page(stream, [an_order(start + number) for number in range(_PAGE)])


if __name__ == "__main__":
    main()
