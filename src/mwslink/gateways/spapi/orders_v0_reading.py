"""From an order of Orders v0 and its items to our `Order`, in the words of Orders 2026-01-01."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from mwslink.gateways.spapi.orders_v0_wire import (
    Flag,
    WireAddress,
    WireBuyer,
    WireItem,
    WireItemBuyer,
    WireMoney,
    WireOrder,
)
from mwslink.gateways.spapi.protocol import as_utc
from mwslink.orders.model import (
    AMAZON,
    MERCHANT,
    Address,
    Buyer,
    Money,
    Order,
    OrderItem,
    OrderStatus,
    PersonalData,
    Window,
)

_CHANNELS = {"MFN": MERCHANT, "AFN": AMAZON}
_STATUSES = {"Canceled": OrderStatus.CANCELLED, "InvoiceUnconfirmed": OrderStatus.SHIPPED}
_WORD_ENDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def read_order(wire: WireOrder, items: Iterable[WireItem]) -> Order:
    """The order as a value of ours. v0 has no packages and no delivery instructions."""
    items = list(items)
    channel = wire.fulfillment_channel or ""
    return Order(
        id=wire.amazon_order_id,
        marketplace_id=wire.marketplace_id or "",
        created_at=as_utc(wire.purchase_date),
        updated_at=as_utc(wire.last_update_date),
        status=_STATUSES.get(wire.order_status) or _constant(wire.order_status),
        fulfilled_by=_CHANNELS.get(channel, channel),
        service_level=_constant(wire.shipment_service_level_category or ""),
        sales_channel=wire.sales_channel or "",
        # v0 fills in Amazon's own number where the seller gave none; 2026-01-01 then has no alias.
        seller_order_id="" if wire.seller_order_id == wire.amazon_order_id else wire.seller_order_id or "",
        programs=_programs(wire),
        replaces=wire.replaced_order_id or "",
        ship_by=Window(_moment(wire.earliest_ship_date), _moment(wire.latest_ship_date)),
        deliver_by=Window(_moment(wire.earliest_delivery_date), _moment(wire.latest_delivery_date)),
        total=_sum(wire.order_total),
        items=tuple(_item(item) for item in items),
        personal=_personal(wire, items),
    )


def _constant(word: str) -> str:
    """PartiallyShipped -> PARTIALLY_SHIPPED."""
    return _WORD_ENDS.sub("_", word).upper()


def _is_set(flag: Flag) -> bool:
    return flag is True or (isinstance(flag, str) and flag.lower() == "true")


def _programs(wire: WireOrder) -> tuple[str, ...]:
    flags = {
        "AMAZON_BUSINESS": wire.is_business_order,
        "IN_STORE_PICK_UP": wire.is_ispu,
        "PREMIUM": wire.is_premium_order,
        "PRIME": wire.is_prime,
    }
    return tuple(program for program, flag in flags.items() if _is_set(flag))


def _moment(at: datetime | None) -> datetime | None:
    return None if at is None else as_utc(at)


def _sum(*added: WireMoney | None, less: tuple[WireMoney | None, ...] = ()) -> Money | None:
    """The amounts that are there, together; None when there is none."""
    plus = [money for money in added if money and money.amount is not None]
    minus = [money for money in less if money and money.amount is not None]
    currency = next((money.currency_code for money in (*plus, *minus) if money.currency_code), "")
    if not plus and not minus:
        return None
    amount = sum((money.amount or Decimal(0) for money in plus), Decimal(0))
    return Money(amount - sum((money.amount or Decimal(0) for money in minus), Decimal(0)), currency or "")


def _item(wire: WireItem) -> OrderItem:
    buyer = wire.buyer_info or WireItemBuyer()
    cancel = wire.buyer_requested_cancel
    cancel_requested = cancel is not None and _is_set(cancel.is_buyer_requested_cancel)
    return OrderItem(
        id=wire.order_item_id,
        sku=wire.seller_sku or "",
        asin=wire.asin or "",
        title=wire.title or "",
        quantity=wire.quantity_ordered,
        quantity_shipped=wire.quantity_shipped or 0,
        price=_sum(wire.item_price),
        shipping=_sum(wire.shipping_price),
        tax=_sum(
            wire.item_tax,
            wire.shipping_tax,
            buyer.gift_wrap_tax,
            less=(wire.promotion_discount_tax, wire.shipping_discount_tax),
        ),
        discount=_sum(wire.promotion_discount, wire.shipping_discount),
        gift_wrap=_sum(buyer.gift_wrap_price),
        gift_wrap_level=buyer.gift_wrap_level or "",
        is_gift=_is_set(wire.is_gift),
        condition=(wire.condition_id or "").upper(),
        ioss_number=wire.ioss_number or "",
        cancel_requested=cancel_requested,
        cancel_reason=(cancel.buyer_cancel_reason or "") if cancel and cancel_requested else "",
    )


def _personal(wire: WireOrder, items: list[WireItem]) -> PersonalData | None:
    gift_messages: dict[str, str] = {}
    customized_urls: dict[str, str] = {}
    for item in items:
        buyer = item.buyer_info
        if buyer and buyer.gift_message_text:
            gift_messages[item.order_item_id] = buyer.gift_message_text
        if buyer and buyer.buyer_customized_info and buyer.buyer_customized_info.customized_url:
            customized_urls[item.order_item_id] = buyer.buyer_customized_info.customized_url
    personal = PersonalData(
        buyer=_buyer(wire.buyer_info) if wire.buyer_info else Buyer(),
        recipient=_address(wire.shipping_address, wire.is_access_point_order) if wire.shipping_address else Address(),
        gift_messages=gift_messages,
        customized_urls=customized_urls,
    )
    return personal or None


def _buyer(wire: WireBuyer) -> Buyer:
    return Buyer(
        name=wire.buyer_name or "",
        email=wire.buyer_email or "",
        company=(wire.buyer_tax_info.company_legal_name or "") if wire.buyer_tax_info else "",
        purchase_order_number=wire.purchase_order_number or "",
    )


def _address(wire: WireAddress, is_access_point: Flag) -> Address:
    return Address(
        name=wire.name or "",
        company=wire.company_name or "",
        lines=tuple(line for line in (wire.address_line_1, wire.address_line_2, wire.address_line_3) if line),
        city=wire.city or "",
        district=wire.district or wire.county or "",
        municipality=wire.municipality or "",
        state=wire.state_or_region or "",
        postal_code=wire.postal_code or "",
        country=wire.country_code or "",
        phone=wire.phone or "",
        kind="PICKUP_POINT" if _is_set(is_access_point) else _constant(wire.address_type or ""),
    )
