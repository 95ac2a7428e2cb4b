"""Amazon's own examples become orders of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from mwslink.gateways.spapi import orders_reading, orders_v0_reading, orders_v0_wire, orders_wire
from mwslink.orders.model import Address, Buyer, Money, Order, OrderItem, Package, PersonalData, Window

MODELS = Path(__file__).parents[4] / "shared" / "models"
pytestmark = pytest.mark.skipif(
    not MODELS.is_dir(), reason="Amazon's models are not beside the checkout: their examples of orders are not read"
)


class GetOrder(msgspec.Struct):
    order: orders_wire.WireOrder


class GetOrderV0(msgspec.Struct):
    payload: orders_v0_wire.WireOrder


def examples(model: str, operation: str) -> Iterator[bytes]:
    """The bodies of all successful answers in the model: examples and static cases of Amazon's sandbox."""
    paths = json.loads((MODELS / model).read_text(encoding="utf-8"))["paths"]
    calls = [call for path in paths.values() for call in path.values() if isinstance(call, dict)]
    (responses,) = [call["responses"] for call in calls if call.get("operationId") == operation]
    for body in responses["200"].get("examples", {}).values():
        yield json.dumps(body).encode()
    for case in responses["200"].get("x-amzn-api-sandbox", {}).get("static", ()):
        yield json.dumps(case["response"]).encode()


def orders_2026() -> list[Order]:
    searches = [msgspec.json.decode(b, type=orders_wire.WireSearch) for b in examples(_2026, "searchOrders")]
    single = [msgspec.json.decode(b, type=GetOrder).order for b in examples(_2026, "getOrder")]
    return [orders_reading.read_order(order) for order in [*(o for s in searches for o in s.orders), *single]]


_2026 = "orders_2026-01-01.json"
_V0 = "ordersV0.json"


def test_all_examples_of_2026_are_orders():
    orders = orders_2026()

    assert len(orders) >= 8
    assert all(order.id and order.marketplace_id and order.status and order.items for order in orders)
    assert all(item.price and item.quantity for order in orders for item in order.items)


def test_an_example_of_2026_has_all_it_tells():
    order = next(order for order in orders_2026() if order.id == "123-4567890-1234567")

    assert order == Order(
        id="123-4567890-1234567",
        marketplace_id="ATVPDKIKX0DER",
        created_at=moment("2024-12-25T10:30:00"),
        updated_at=moment("2024-12-25T14:45:00"),
        status="SHIPPED",
        fulfilled_by="MERCHANT",
        service_level="STANDARD",
        sales_channel="Amazon.com",
        seller_order_id="SELLER-ORDER-2024-001",
        programs=("AMAZON_BUSINESS", "PRIME"),
        replaces="123-4567890-1234566",
        ship_by=Window(moment("2024-12-26T00:00:00"), moment("2024-12-27T23:59:59")),
        deliver_by=Window(moment("2024-12-28T00:00:00"), moment("2024-12-30T23:59:59")),
        total=Money(Decimal("154.99"), "USD"),
        items=order.items,
        packages=(
            Package(
                reference="PKG-2024-001",
                status="DELIVERED",
                detailed_status="DELIVERED",
                carrier="UPS",
                service="UPS Ground",
                created_at=moment("2024-12-25T15:00:00"),
                shipped_at=moment("2024-12-25T14:00:00"),
                items=(("12345678901234", 2), ("12345678901235", 1)),
            ),
        ),
        personal=PersonalData(
            buyer=Buyer("John Smith", "buyer-email@marketplace.amazon.com", "Smith Industries LLC", "PO-2024-12345"),
            recipient=Address(
                name="John Smith",
                company="Smith Industries LLC",
                lines=("123 Main Street", "Suite 456"),
                city="Seattle",
                district="King County",
                state="WA",
                postal_code="98101",
                country="US",
                phone="555-123-4567",
                kind="COMMERCIAL",
            ),
            delivery_instructions="Front desk reception\nEnter through main lobby, ask for John Smith at reception",
            gift_messages={"12345678901234": "Happy Holidays! Enjoy your new smart speakers."},
            customized_urls={"12345678901234": "https://amazon.com/custom/view/12345"},
            tracking_numbers={"PKG-2024-001": "1Z999AA1234567890"},
        ),
    )
    assert order.items[0] == OrderItem(
        id="12345678901234",
        sku="ECHO-DOT-4-CHARCOAL",
        asin="B08N5WRWNW",
        title="Echo Dot (4th Gen) | Smart speaker with Alexa | Charcoal",
        quantity=2,
        quantity_shipped=2,
        price=Money(Decimal("99.98"), "USD"),
        tax=Money(Decimal("0.02"), "USD"),
        gift_wrap_level="PREMIUM",
        is_gift=True,
        condition="NEW",
        cancel_requested=True,
        cancel_reason="Changed mind about purchase",
    )


def test_all_examples_of_v0_are_orders():
    lists = [msgspec.json.decode(body, type=orders_v0_wire.WireList) for body in examples(_V0, "getOrders")]
    single = [msgspec.json.decode(body, type=GetOrderV0).payload for body in examples(_V0, "getOrder")]
    items = [msgspec.json.decode(body, type=orders_v0_wire.WireItemList) for body in examples(_V0, "getOrderItems")]
    wires = [*(order for found in lists for order in found.payload.orders), *single]
    orders = [orders_v0_reading.read_order(wire, items[0].payload.order_items) for wire in wires]

    assert len(orders) >= 5
    assert len(items) >= 2
    assert {order.status for order in orders} <= {"PENDING", "UNSHIPPED", "SHIPPED"}
    assert all(order.id and order.marketplace_id and order.items for order in orders)


def test_an_example_of_v0_has_all_it_tells():
    body = next(body for body in examples(_V0, "getOrderItems") if b"68828574383266" in body)
    wire = msgspec.json.decode(body, type=orders_v0_wire.WireItemList).payload
    order_body = next(body for body in examples(_V0, "getOrders") if b"Michigan" in body)
    order = orders_v0_reading.read_order(
        msgspec.json.decode(order_body, type=orders_v0_wire.WireList).payload.orders[0], wire.order_items
    )

    assert wire.next_token
    assert order.fulfilled_by == "MERCHANT"
    assert order.service_level == "STANDARD"
    assert order.personal
    assert order.personal.buyer == Buyer("John Doe", "user@example.com", "A Company Name", "1234567890123")
    assert order.personal.recipient.lines == ("1 Cross St.",)
    assert order.personal.gift_messages == {"68828574383266": "For you!", "79039765272157": "For you!"}
    assert order.items[1] == OrderItem(
        id="79039765272157",
        sku="CBA_OTF_5",
        asin="BCTU1104UEFB",
        title="Example item name",
        quantity=2,
        price=Money(Decimal("17.95"), "JPY"),
        gift_wrap=Money(Decimal("1.99"), "JPY"),
        gift_wrap_level="Classic",
        condition="USED",
        cancel_requested=True,
        cancel_reason="Found cheaper somewhere else.",
    )


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
