"""Orders 2026-01-01 as they come over the wire (`orders_2026-01-01.json`).

Only what our `Order` holds is declared; the rest is skipped while reading. Values that Amazon may extend are plain
strings, so that a new one does not break an import; what Amazon leaves out may also come as null.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import msgspec

from mwslink.gateways.numbers import Count, is_amount

Text = str | None


class WireMoney(msgspec.Struct, rename="camel"):
    amount: Decimal
    currency_code: str

    def __post_init__(self) -> None:
        if not is_amount(self.amount):
            raise ValueError  # which msgspec tells by its place


class WireAlias(msgspec.Struct, rename="camel"):
    alias_id: Text = ""
    alias_type: Text = ""


class WireAssociated(msgspec.Struct, rename="camel"):
    order_id: Text = ""
    association_type: Text = ""


class WireChannel(msgspec.Struct, rename="camel"):
    channel_name: Text = ""
    marketplace_id: Text = ""
    marketplace_name: Text = ""


class WireBuyer(msgspec.Struct, rename="camel"):
    buyer_name: Text = ""
    buyer_email: Text = ""
    buyer_company_name: Text = ""
    buyer_purchase_order_number: Text = ""


class WireExtendedFields(msgspec.Struct, rename="camel"):
    street_name: Text = ""
    street_number: Text = ""
    complement: Text = ""
    neighborhood: Text = ""


class WireAddress(msgspec.Struct, rename="camel"):
    name: Text = ""
    company_name: Text = ""
    address_line_1: Text = msgspec.field(default="", name="addressLine1")
    address_line_2: Text = msgspec.field(default="", name="addressLine2")
    address_line_3: Text = msgspec.field(default="", name="addressLine3")
    city: Text = ""
    district_or_county: Text = ""
    municipality: Text = ""
    state_or_region: Text = ""
    postal_code: Text = ""
    country_code: Text = ""
    phone: Text = ""
    address_type: Text = ""
    extended_fields: WireExtendedFields | None = None


class WirePreference(msgspec.Struct, rename="camel"):
    drop_off_location: Text = ""
    address_instruction: Text = ""


class WireRecipient(msgspec.Struct, rename="camel"):
    delivery_address: WireAddress | None = None
    delivery_preference: WirePreference | None = None


class WireOrderProceeds(msgspec.Struct, rename="camel"):
    grand_total: WireMoney | None = None


class WireWindow(msgspec.Struct, rename="camel"):
    earliest_date_time: datetime | None = None
    latest_date_time: datetime | None = None


class WireFulfillment(msgspec.Struct, rename="camel"):
    fulfillment_status: str
    fulfilled_by: Text = ""
    fulfillment_service_level: Text = ""
    ship_by_window: WireWindow | None = None
    deliver_by_window: WireWindow | None = None


class WireCondition(msgspec.Struct, rename="camel"):
    condition_type: Text = ""


class WirePrice(msgspec.Struct, rename="camel"):
    unit_price: WireMoney | None = None


class WireCustomization(msgspec.Struct, rename="camel"):
    customized_url: Text = ""


class WireProduct(msgspec.Struct, rename="camel"):
    asin: Text = ""
    title: Text = ""
    seller_sku: Text = ""
    condition: WireCondition | None = None
    price: WirePrice | None = None
    customization: WireCustomization | None = None


class WireBreakdown(msgspec.Struct):
    type: str
    subtotal: WireMoney


class WireItemProceeds(msgspec.Struct):
    breakdowns: list[WireBreakdown] | None = None


class WireCancellationRequest(msgspec.Struct, rename="camel"):
    cancel_reason: Text = ""


class WireCancellation(msgspec.Struct, rename="camel"):
    cancellation_request: WireCancellationRequest | None = None


class WireGift(msgspec.Struct, rename="camel"):
    gift_message: Text = ""
    gift_wrap_level: Text = ""


class WirePacking(msgspec.Struct, rename="camel"):
    gift_option: WireGift | None = None


class WireInternational(msgspec.Struct, rename="camel"):
    ioss_number: Text = ""


class WireShipping(msgspec.Struct, rename="camel"):
    international_shipping: WireInternational | None = None


class WireItemFulfillment(msgspec.Struct, rename="camel"):
    quantity_fulfilled: Count | None = 0
    quantity_unfulfilled: Count | None = None
    packing: WirePacking | None = None
    shipping: WireShipping | None = None


class WireItem(msgspec.Struct, rename="camel"):
    order_item_id: str
    quantity_ordered: Count
    product: WireProduct
    proceeds: WireItemProceeds | None = None
    cancellation: WireCancellation | None = None
    fulfillment: WireItemFulfillment | None = None

    def __post_init__(self) -> None:
        price = self.product.price.unit_price if self.product.price else None
        if price and not is_amount(price.amount * self.quantity_ordered):
            raise ValueError


class WirePackageStatus(msgspec.Struct, rename="camel"):
    status: Text = ""
    detailed_status: Text = ""


class WirePackageItem(msgspec.Struct, rename="camel"):
    order_item_id: str
    quantity: Count


class WirePackage(msgspec.Struct, rename="camel"):
    package_reference_id: str
    created_time: datetime | None = None
    package_status: WirePackageStatus | None = None
    carrier: Text = ""
    ship_time: datetime | None = None
    shipping_service: Text = ""
    tracking_number: Text = ""
    package_items: list[WirePackageItem] | None = None


class WireOrder(msgspec.Struct, rename="camel"):
    order_id: str
    created_time: datetime
    last_updated_time: datetime
    sales_channel: WireChannel
    order_items: list[WireItem]
    order_aliases: list[WireAlias] | None = None
    programs: list[str] | None = None
    associated_orders: list[WireAssociated] | None = None
    buyer: WireBuyer | None = None
    recipient: WireRecipient | None = None
    proceeds: WireOrderProceeds | None = None
    fulfillment: WireFulfillment | None = None
    packages: list[WirePackage] | None = None


class WirePagination(msgspec.Struct, rename="camel"):
    next_token: Text = ""


class WireSearch(msgspec.Struct, rename="camel"):
    """The answer of searchOrders."""

    orders: list[WireOrder]
    pagination: WirePagination | None = None
    last_updated_before: datetime | None = None


class WireApart(msgspec.Struct, rename="camel"):
    """The same, its orders to be read one by one."""

    orders: list[msgspec.Raw]
    pagination: WirePagination | None = None
    last_updated_before: datetime | None = None


class WireNumber(msgspec.Struct, rename="camel"):
    order_id: str


class WireNumbers(msgspec.Struct):
    """The same, for the numbers of its orders alone."""

    orders: list[WireNumber]
