"""What the sandbox holds: sellers, orders, items, packages. Plain values that every API's routes render.

Moments are aware UTC datetimes of the sandbox's clock, money is Decimal, all texts are invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class OrderStatus(StrEnum):
    """fulfillmentStatus of Orders 2026-01-01; v0 and MWS spell them differently."""

    PENDING_AVAILABILITY = "PENDING_AVAILABILITY"
    PENDING = "PENDING"
    UNSHIPPED = "UNSHIPPED"
    PARTIALLY_SHIPPED = "PARTIALLY_SHIPPED"
    SHIPPED = "SHIPPED"
    CANCELLED = "CANCELLED"
    UNFULFILLABLE = "UNFULFILLABLE"


class PackageStatus(StrEnum):
    PENDING = "PENDING"
    IN_TRANSIT = "IN_TRANSIT"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    CANCELLED = "CANCELLED"
    UNDELIVERABLE = "UNDELIVERABLE"


@dataclass(slots=True)
class Address:
    """Where an order goes; empty strings where Amazon would leave the field out."""

    name: str
    line1: str
    city: str
    postal_code: str
    country: str
    line2: str = ""
    line3: str = ""
    company: str = ""
    state: str = ""
    district: str = ""
    phone: str = ""
    kind: str = "RESIDENTIAL"  # RESIDENTIAL | COMMERCIAL | PICKUP_POINT
    instruction: str = ""  # what the buyer asks the carrier for


@dataclass(slots=True)
class Buyer:
    name: str
    email: str  # alias at marketplace.amazon.<domain>
    company: str = ""
    purchase_order_number: str = ""


@dataclass(slots=True)
class Item:
    """One order line; amounts are for the whole quantity, tax included."""

    id: str
    sku: str
    asin: str
    title: str
    quantity: int
    unit_price: Decimal
    shipping: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)
    gift_wrap_price: Decimal = Decimal(0)
    quantity_shipped: int = 0
    gift_message: str = ""
    gift_wrap_level: str = ""
    customized_url: str = ""
    condition: str = "NEW"
    ioss_number: str = ""
    cancel_requested: bool = False
    cancel_reason: str = ""


@dataclass(slots=True)
class Package:
    reference: str
    created_at: datetime
    shipped_at: datetime
    carrier: str
    carrier_name: str
    service: str
    tracking_number: str
    items: list[tuple[str, int]]  # (order item id, quantity)
    status: PackageStatus = PackageStatus.SHIPPED


@dataclass(slots=True)
class Order:
    """An order of one seller in one marketplace, by whoever fulfils it."""

    id: str
    seller_id: str
    marketplace_id: str
    created_at: datetime
    updated_at: datetime
    status: OrderStatus
    fulfilled_by: str  # MERCHANT | AMAZON
    service_level: str  # STANDARD, EXPEDITED, NEXT_DAY, ...
    ship_service: str  # the older free text, such as "Std ES Domestic"
    currency: str
    buyer: Buyer
    address: Address
    items: list[Item]
    ship_by: tuple[datetime, datetime]
    deliver_by: tuple[datetime, datetime]
    packages: list[Package] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)  # PRIME, AMAZON_BUSINESS, PREMIUM, ...
    seller_order_id: str = ""
    replaces: str = ""  # order id of the original of a replacement
    leaves_pending_at: datetime | None = None  # a PENDING order turns UNSHIPPED then
    payment_method: str = "CreditCard"
    vat_number: str = ""

    @property
    def total(self) -> Decimal:
        """What the buyer pays, in `currency`."""
        return sum(
            (
                item.unit_price * item.quantity + item.shipping + item.gift_wrap_price - item.discount
                for item in self.items
            ),
            Decimal(0),
        )
