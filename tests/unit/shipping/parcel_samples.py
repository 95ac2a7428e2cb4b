"""An order with parcels, to judge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mwslink.connections import Seller
from mwslink.marketplaces import BY_COUNTRY
from mwslink.orders.model import MERCHANT, Order, OrderItem, Package, PersonalData, Window
from mwslink.shipping.confirm import Rules, Verdict, decide
from mwslink.shipping.journal import ParcelRecord, Sent, State
from mwslink.shipping.model import AmazonCarrier, Parcel, ParcelItem

SELLER = Seller("A2ACME12345678", "eu")
ES = BY_COUNTRY["ES"].id
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ORDER_ID = "404-0000001-0000001"
TRACKING = "PQ4E1234567890"


def an_order(**changes: object) -> Order:
    """Two red mugs and a blue one, bought yesterday."""
    items = (
        OrderItem("item-1", "MUG-RED", "B0EXAMPLE1", "Taza roja", 2),
        OrderItem("item-2", "MUG-BLUE", "B0EXAMPLE2", "Taza azul", 1),
    )
    values: dict[str, object] = {
        "id": ORDER_ID,
        "marketplace_id": ES,
        "created_at": NOON - timedelta(days=1),
        "updated_at": NOON - timedelta(days=1),
        "status": "UNSHIPPED",
        "fulfilled_by": MERCHANT,
        "ship_by": Window(NOON, NOON + timedelta(days=1)),
        "items": items,
    }
    return Order(**{**values, **changes})  # type: ignore[arg-type]  # fields by name


def at_amazon(order: Order, *references: str, **numbers: str) -> Order:
    """The order as Amazon shows it with packages; `numbers` are tracking numbers by reference."""
    packages = tuple(Package(one, "SHIPPED", items=(("item-1", 2), ("item-2", 1))) for one in references)
    personal = PersonalData(tracking_numbers={name.removeprefix("_"): number for name, number in numbers.items()})
    return an_order(status="SHIPPED", packages=packages, personal=personal)


def a_parcel(number: int = 1, status: str = "READY_TO_SEND", **changes: object) -> Parcel:
    values: dict[str, object] = {
        "id": str(380000000 + number),
        "order_number": ORDER_ID,
        "status": status,
        "carrier_code": "correos",
        "carrier_name": "Correos",
        "service": "correos:premium/signature",
        "tracking_number": f"{TRACKING}{number}",
        "announced_at": NOON - timedelta(hours=2),
        "updated_at": NOON - timedelta(hours=1),
    }
    return Parcel(**{**values, **changes})  # type: ignore[arg-type]  # fields by name


def holding(**quantities: int) -> tuple[ParcelItem, ...]:
    """What a parcel says it holds, by order item: `item_1=2`."""
    return tuple(ParcelItem(name.replace("_", "-"), "", quantity) for name, quantity in quantities.items())


def a_record(parcel: Parcel | None = None, state: State = State.SEEN, **changes: object) -> ParcelRecord:
    return ParcelRecord(SELLER, parcel or a_parcel(), state, NOON, **changes)  # type: ignore[arg-type]  # fields by name


def told(parcel: Parcel, state: State = State.EFFECTIVE, **changes: object) -> ParcelRecord:
    """A parcel as Amazon was told of it, which may have changed since."""
    values: dict[str, object] = {
        "reference": parcel.id,
        "carrier": AmazonCarrier("Correos", method="Premium"),
        "tracking_number": parcel.tracking_number,
        "shipped_at": NOON,
        "items": (("item-1", 2), ("item-2", 1)),
    }
    sent = Sent(**{**values, **changes})  # type: ignore[arg-type]  # fields by name
    return a_record(parcel, state, **{"sent" if state is State.EFFECTIVE else "sending": sent})


def verdicts(order: Order, *records: ParcelRecord, **rules: object) -> list[Verdict]:
    return decide(order, records, Rules(**rules), now=NOON)  # type: ignore[arg-type]  # fields by name


def verdict(order: Order, record: ParcelRecord, **rules: object) -> Verdict:
    return verdicts(order, record, **rules)[0]
