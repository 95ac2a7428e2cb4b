"""Order, item, package, money: Amazon's orders as values, whichever API they came from.

The words and value spellings are those of Orders API 2026-01-01 (`orders_2026-01-01.json`); v0 and MWS are
translated into them by their gateways. Whatever identifies a buyer stands in `PersonalData` and nowhere else
(Amazon: "Access Orders PII"), so that it can be encrypted and destroyed apart from the order.

Moments are aware and in UTC; amounts are exact decimals; values that Amazon may extend (status, service level,
programs) are plain strings, so that a new one does not break an import.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class OrderStatus(StrEnum):
    """fulfillmentStatus of Orders 2026-01-01."""

    PENDING_AVAILABILITY = "PENDING_AVAILABILITY"
    PENDING = "PENDING"
    UNSHIPPED = "UNSHIPPED"
    PARTIALLY_SHIPPED = "PARTIALLY_SHIPPED"
    SHIPPED = "SHIPPED"
    CANCELLED = "CANCELLED"
    UNFULFILLABLE = "UNFULFILLABLE"


OPEN_STATUSES = (OrderStatus.UNSHIPPED, OrderStatus.PARTIALLY_SHIPPED)
MERCHANT = "MERCHANT"
AMAZON = "AMAZON"


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency (ISO 4217)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Window:
    """An interval, either end of which may be open."""

    earliest: datetime | None = None
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where an order goes (Amazon: deliveryAddress); empty where Amazon gave nothing."""

    name: str = ""
    company: str = ""
    lines: tuple[str, ...] = ()
    city: str = ""
    district: str = ""
    municipality: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    phone: str = ""
    kind: str = ""  # RESIDENTIAL, COMMERCIAL, PICKUP_POINT


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought; the e-mail address is Amazon's alias."""

    name: str = ""
    email: str = ""
    company: str = ""
    purchase_order_number: str = ""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All that identifies a buyer in one order; texts of items and packages by their id."""

    buyer: Buyer = Buyer()
    recipient: Address = Address()
    delivery_instructions: str = ""
    gift_messages: dict[str, str] = field(default_factory=dict)
    customized_urls: dict[str, str] = field(default_factory=dict)
    tracking_numbers: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self != PersonalData()

    @property
    def is_whole(self) -> bool:
        """Whether the recipient is there, whom Amazon shows to restricted roles only; the city it shows to all."""
        return bool(self.recipient.name or self.recipient.lines)

    def __repr__(self) -> str:
        return "PersonalData(***)"


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One line of an order; amounts are for the whole quantity, absent while the order is pending."""

    id: str
    sku: str
    asin: str
    title: str
    quantity: int
    quantity_shipped: int = 0
    price: Money | None = None
    shipping: Money | None = None
    tax: Money | None = None
    discount: Money | None = None
    gift_wrap: Money | None = None
    gift_wrap_level: str = ""
    is_gift: bool = False
    condition: str = ""
    ioss_number: str = ""
    cancel_requested: bool = False
    cancel_reason: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A parcel of a merchant-fulfilled order as Amazon knows it; its tracking number is personal data."""

    reference: str
    status: str = ""
    detailed_status: str = ""
    carrier: str = ""
    service: str = ""
    created_at: datetime | None = None
    shipped_at: datetime | None = None
    items: tuple[tuple[str, int], ...] = ()  # order item id, quantity


@dataclass(frozen=True, slots=True)
class Order:
    """An order; `personal` is None once erased or where Amazon gave none."""

    id: str
    marketplace_id: str
    created_at: datetime
    updated_at: datetime
    status: str
    fulfilled_by: str = ""
    service_level: str = ""
    sales_channel: str = ""
    seller_order_id: str = ""
    programs: tuple[str, ...] = ()
    replaces: str = ""
    ship_by: Window = Window()
    deliver_by: Window = Window()
    total: Money | None = None
    items: tuple[OrderItem, ...] = ()
    packages: tuple[Package, ...] = ()
    personal: PersonalData | None = None

    @property
    def country(self) -> str:
        """Where it goes, as an ISO code; empty when unknown."""
        return self.personal.recipient.country if self.personal else ""

    @property
    def is_open(self) -> bool:
        """Whether something of it waits to be shipped by the seller."""
        return self.status in OPEN_STATUSES and self.fulfilled_by == MERCHANT

    @property
    def is_cancel_requested(self) -> bool:
        """Whether the buyer wants something of it cancelled; the seller decides."""
        return any(item.cancel_requested for item in self.items)

    def without_personal(self) -> Order:
        """The order as it may be stored in clear."""
        return replace(self, personal=None)
