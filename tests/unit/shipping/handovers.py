"""Orders as they are handed over, for tests that need no store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from mwslink.addresses.model import FittedAddress
from mwslink.orders.model import Money
from mwslink.shipping.push_model import Handover, Line

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ADDRESS = FittedAddress(
    name="Canary Núñez",
    address_line_1="Calle Canaria",
    house_number="1",
    postal_code="12598",
    city="Peñíscola",
    country_code="ES",
    phone_number="+34 600 000 000",
)


def handover(number: int = 1, **changes: object) -> Handover:
    """Order `number`."""
    line = Line(f"item-{number}", "MUG-RED", "Taza roja", 2, Money(Decimal("25.90"), "EUR"), Decimal("300.4"))
    made = Handover(
        f"404-{number:07d}-{number:07d}",
        "UNSHIPPED",
        NOON,
        NOON,
        ADDRESS,
        (line,),
        Money(Decimal("29.85"), "EUR"),
        grams=Decimal("600.8"),
        service_level="STANDARD",
    )
    return replace(made, **changes)  # type: ignore[arg-type]
