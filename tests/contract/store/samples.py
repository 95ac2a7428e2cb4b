"""Orders for the tests of the stores: small ones by number and version, and one with every field filled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from mwslink.connections import Seller
from mwslink.orders.model import (
    Address,
    Buyer,
    Money,
    Order,
    OrderItem,
    OrderStatus,
    Package,
    PersonalData,
    Window,
)
from mwslink.orders.pull import Stream

SELLER = Seller("A2EXAMPLE12345", "eu")
OTHER_SELLER = Seller("A2EXAMPLE12345", "na")
ES, IT = "A1RKKUPIHCS9HS", "APJ6JRA9NG5V4"
START = datetime(2026, 3, 1, tzinfo=UTC)


def at(hours: float) -> datetime:
    """A moment so many hours after the beginning of time in these tests."""
    return START + timedelta(hours=hours)


def order_id(number: int) -> str:
    return f"404-{number:07d}-0000001"


# All that Amazon shows of a recipient without a restricted role.
CITY_ONLY = PersonalData(recipient=Address(city="Madrid", postal_code="28013", country="ES"))


def personal(name: str = "Lucía Prueba", country: str = "ES") -> PersonalData:
    return PersonalData(
        Buyer(name=name, email="x1@marketplace.amazon.es"),
        Address(name=name, lines=("Calle de la Prueba 7",), city="Madrid", postal_code="28013", country=country),
    )


def order(number: int = 1, version: float = 0, **changes: object) -> Order:
    """Order `number`, bought in that hour, as it was `version` hours later."""
    made = Order(
        id=order_id(number),
        marketplace_id=ES,
        created_at=at(number),
        updated_at=at(number + version),
        status=OrderStatus.UNSHIPPED,
        fulfilled_by="MERCHANT",
        total=Money(Decimal("12.30"), "EUR"),
        items=(OrderItem(f"{number}1", "SKU-1", "B000000001", f"version {version}", 2),),
        personal=personal(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def full_order() -> Order:
    """An order in which no field has its default."""
    money = Money(Decimal("0.10"), "EUR")
    item = OrderItem(
        id="1",
        sku="SKU ñ\u200b'\";--",
        asin="B000000001",
        title="Título — “largo”\x00\n",
        quantity=3,
        quantity_shipped=1,
        price=money,
        shipping=money,
        tax=money,
        discount=money,
        gift_wrap=money,
        gift_wrap_level="Classic",
        is_gift=True,
        condition="New",
        ioss_number="IM2760000000",
        cancel_requested=True,
        cancel_reason="BUYER_CANCEL",
    )
    package = Package("1", "SHIPPED", "IN_TRANSIT", "SEUR", "24", at(1), at(2), (("1", 3),))
    return Order(
        id=order_id(99),
        marketplace_id=IT,
        created_at=at(0) + timedelta(microseconds=1),
        updated_at=at(3),
        status="A_STATUS_OF_TOMORROW",
        fulfilled_by="MERCHANT",
        service_level="EXPEDITED",
        sales_channel="Amazon.it",
        seller_order_id="mine",
        programs=("PRIME", "AMAZON_BUSINESS"),
        replaces=order_id(98),
        ship_by=Window(at(4), at(5)),
        deliver_by=Window(None, at(6)),
        total=Money(Decimal("12345678901234567890.10"), "EUR"),
        items=(item, replace(item, id="2")),
        packages=(package,),
        personal=PersonalData(
            Buyer("n", "e", "c", "po"),
            Address("n", "c", ("1", "2"), "ci", "d", "m", "s", "p", "IT", "+39", "RESIDENTIAL"),
            "instructions",
            {"1": "gift"},
            {"1": "https://example.com/x"},
            {"1": "TRACK"},
        ),
    )


def stream(
    position: str | None = "page 2", *, since: float = 0, until: float | None = 100, **changes: object
) -> Stream:
    """A stream of the Spanish marketplace that was interrupted at `position`."""
    made = Stream(SELLER, (ES,), at(since), position, None if until is None else at(until))
    return replace(made, **changes)  # type: ignore[arg-type]
