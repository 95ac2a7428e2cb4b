"""A store full of orders, made through the store's own API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from mwslink.config import load_config
from mwslink.config_file import store_secret
from mwslink.connections import Seller
from mwslink.credentials import resolve
from mwslink.marketplaces import BY_COUNTRY
from mwslink.orders.model import (
    MERCHANT,
    Address,
    Buyer,
    Money,
    Order,
    OrderItem,
    Package,
    PersonalData,
    Window,
)
from mwslink.orders.pull import Stream
from mwslink.store import Store, new_store_key, open_store

ACME = Seller("A2ACME12345678", "eu")
OTHER = Seller("A3OTHER1234567", "eu")
GONE = Seller("A9GONE12345678", "eu")
ES, IT, DE = (BY_COUNTRY[country].id for country in ("ES", "IT", "DE"))
START = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
MARK = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def an_order(number: int = 1, **changes: object) -> Order:
    """Order `number`, placed so many hours after START, with a buyer whose name is a canary."""
    at = START + timedelta(hours=number)
    item = OrderItem(
        f"item-{number}", "MUG-RED", "B0EXAMPLE1", "Taza roja, 300 ml", 2, price=Money(Decimal("25.90"), "EUR")
    )
    values: dict[str, object] = {
        "id": f"404-{number:07d}-{number:07d}",
        "marketplace_id": ES,
        "created_at": at,
        "updated_at": at,
        "status": "UNSHIPPED",
        "fulfilled_by": MERCHANT,
        "service_level": "STANDARD",
        "ship_by": Window(at, at + timedelta(days=2)),
        "deliver_by": Window(at + timedelta(days=3), at + timedelta(days=5)),
        "total": Money(Decimal("29.85"), "EUR"),
        "items": (item,),
        "personal": a_buyer(number),
    }
    return Order(**{**values, **changes})  # type: ignore[arg-type]  # fields by name


def a_buyer(number: int = 1) -> PersonalData:
    return PersonalData(
        Buyer(f"Canary Buyer {number}", "canary@marketplace.amazon.es"),
        Address(
            "Canary Núñez",
            "",
            ("Calle Canaria 1", "2º B"),
            "Peñíscola",
            "",
            "",
            "Castellón",
            "12598",
            "ES",
            "+34 600 000 000",
        ),
        "Canary: ring twice",
        gift_messages={f"item-{number}": "Canary, ¡feliz día!"},
        tracking_numbers={"package-1": "CANARY-TRACK"},
    )


def a_package() -> Package:
    return Package("package-1", "SHIPPED", "", "CORREOS", "Paq 48", shipped_at=START)


def open_shop(config_file: Path) -> Store:
    """The store of the configuration, made with its key as the program makes it."""
    config = load_config(config_file)
    text = config.secrets_file.read_text()
    if "[store]" not in text:
        store_secret(config.secrets_file, "store.key", new_store_key())
    return open_store(config.store.url, key=lambda: resolve(config.store.key, secrets_file=config.secrets_file))


def fill(config_file: Path, orders: Iterable[Order], *, seller: Seller = ACME, until: datetime = MARK) -> None:
    """Save orders as a complete import does: by marketplace, the mark moved last."""
    by_marketplace: dict[str, list[Order]] = {}
    for order in orders:
        by_marketplace.setdefault(order.marketplace_id, []).append(order)
    with open_shop(config_file) as store:
        for marketplace_id, some in by_marketplace.items():
            store.orders.save_page(Stream(seller, (marketplace_id,), START - timedelta(days=30), None, until), some)
