"""Orders v0 as they come over the wire (`ordersV0.json`); of it, what our `Order` holds."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import msgspec

from mwslink.gateways.numbers import Count, is_amount

Text = str | None
Flag = bool | str | None  # several flags travel as "true" and "false"


class WireMoney(msgspec.Struct, rename="pascal"):
    amount: Decimal | None = None
    currency_code: Text = ""

    def __post_init__(self) -> None:
        if self.amount is not None and not is_amount(self.amount):
            raise ValueError  # which msgspec tells by its place


class WireAddress(msgspec.Struct, rename="pascal"):
    name: Text = ""
    company_name: Text = ""
    address_line_1: Text = msgspec.field(default="", name="AddressLine1")
    address_line_2: Text = msgspec.field(default="", name="AddressLine2")
    address_line_3: Text = msgspec.field(default="", name="AddressLine3")
    city: Text = ""
    county: Text = ""
    district: Text = ""
    municipality: Text = ""
    state_or_region: Text = ""
    postal_code: Text = ""
    country_code: Text = ""
    phone: Text = ""
    address_type: Text = ""


class WireTaxInfo(msgspec.Struct, rename="pascal"):
    company_legal_name: Text = ""


class WireBuyer(msgspec.Struct, rename="pascal"):
    buyer_name: Text = ""
    buyer_email: Text = ""
    buyer_tax_info: WireTaxInfo | None = None
    purchase_order_number: Text = ""


class WireOrder(msgspec.Struct, rename="pascal"):
    amazon_order_id: str
    purchase_date: datetime
    last_update_date: datetime
    order_status: str
    seller_order_id: Text = ""
    fulfillment_channel: Text = ""
    sales_channel: Text = ""
    order_total: WireMoney | None = None
    marketplace_id: Text = ""
    shipment_service_level_category: Text = ""
    earliest_ship_date: datetime | None = None
    latest_ship_date: datetime | None = None
    earliest_delivery_date: datetime | None = None
    latest_delivery_date: datetime | None = None
    is_business_order: Flag = None
    is_prime: Flag = None
    is_premium_order: Flag = None
    is_access_point_order: Flag = None
    is_ispu: Flag = msgspec.field(default=None, name="IsISPU")
    replaced_order_id: Text = ""
    shipping_address: WireAddress | None = None
    buyer_info: WireBuyer | None = None


class WireOneOrder(msgspec.Struct):
    """The answer of getOrder."""

    payload: WireOrder


class WireOrders(msgspec.Struct, rename="pascal"):
    orders: list[WireOrder]
    next_token: Text = ""
    last_updated_before: datetime | None = None


class WireList(msgspec.Struct):
    """The answer of getOrders."""

    payload: WireOrders


class WireCustomization(msgspec.Struct):
    customized_url: Text = msgspec.field(default="", name="CustomizedURL")


class WireItemBuyer(msgspec.Struct, rename="pascal"):
    buyer_customized_info: WireCustomization | None = None
    gift_wrap_price: WireMoney | None = None
    gift_wrap_tax: WireMoney | None = None
    gift_message_text: Text = ""
    gift_wrap_level: Text = ""


class WireCancel(msgspec.Struct, rename="pascal"):
    is_buyer_requested_cancel: Flag = None
    buyer_cancel_reason: Text = ""


class WireItem(msgspec.Struct, rename="pascal"):
    order_item_id: str
    quantity_ordered: Count
    asin: Text = msgspec.field(default="", name="ASIN")
    seller_sku: Text = msgspec.field(default="", name="SellerSKU")
    title: Text = ""
    quantity_shipped: Count | None = 0
    item_price: WireMoney | None = None
    shipping_price: WireMoney | None = None
    item_tax: WireMoney | None = None
    shipping_tax: WireMoney | None = None
    shipping_discount: WireMoney | None = None
    shipping_discount_tax: WireMoney | None = None
    promotion_discount: WireMoney | None = None
    promotion_discount_tax: WireMoney | None = None
    is_gift: Flag = None
    condition_id: Text = ""
    ioss_number: Text = ""
    buyer_info: WireItemBuyer | None = None
    buyer_requested_cancel: WireCancel | None = None


class WireItems(msgspec.Struct, rename="pascal"):
    order_items: list[WireItem]
    next_token: Text = ""


class WireItemList(msgspec.Struct):
    """The answer of getOrderItems."""

    payload: WireItems
