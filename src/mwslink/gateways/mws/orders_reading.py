"""From an order of Orders 2013-09-01 and its items to our `Order`, in the words of Orders 2026-01-01.

MWS cannot carry: packages and their tracking numbers, delivery instructions, the recipient's company, programs younger
than MWS, PRIORITY as a service level. Amounts are those of the whole line, as everywhere in `Order`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from mwslink.gateways.mws.xml import count_of, decimal_of, is_set, moment_of, required, required_moment, text_of
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

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CHANNELS = {"MFN": MERCHANT, "AFN": AMAZON}
_STATUSES = {"Canceled": OrderStatus.CANCELLED, "InvoiceUnconfirmed": OrderStatus.SHIPPED}
_PROGRAMS = {
    "AMAZON_BUSINESS": "IsBusinessOrder",
    "IN_STORE_PICK_UP": "IsISPU",
    "PREMIUM": "IsPremiumOrder",
    "PRIME": "IsPrime",
}
_WORD_ENDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LINES = ("AddressLine1", "AddressLine2", "AddressLine3")
_TAXES, _TAXES_OFF = ("ItemTax", "ShippingTax", "GiftWrapTax"), ("PromotionDiscountTax", "ShippingDiscountTax")


def read_order(order: Element, items: Sequence[Element]) -> Order:
    """The order as a value of ours. Raises AnswerError where what every order has is missing or is no such thing."""
    id_ = required(order, "AmazonOrderId")
    seller_order_id = text_of(order, "SellerOrderId")
    channel, status = text_of(order, "FulfillmentChannel"), required(order, "OrderStatus")
    return Order(
        id=id_,
        marketplace_id=text_of(order, "MarketplaceId"),
        created_at=required_moment(order, "PurchaseDate"),
        updated_at=required_moment(order, "LastUpdateDate"),
        status=_STATUSES.get(status) or _constant(status),
        fulfilled_by=_CHANNELS.get(channel, channel),
        service_level=_constant(text_of(order, "ShipmentServiceLevelCategory")),
        sales_channel=text_of(order, "SalesChannel"),
        # Amazon's own number stands there where the seller gave none; 2026-01-01 then has no alias.
        seller_order_id="" if seller_order_id == id_ else seller_order_id,
        programs=_programs(order),
        replaces=text_of(order, "ReplacedOrderId"),
        ship_by=_window(order, "ShipDate"),
        deliver_by=_window(order, "DeliveryDate"),
        total=_sum(order, "OrderTotal"),
        items=tuple(_item(item) for item in items),
        personal=_personal(order, items),
    )


def _constant(word: str) -> str:
    """PartiallyShipped -> PARTIALLY_SHIPPED."""
    return _WORD_ENDS.sub("_", word).upper()


def _programs(order: Element) -> tuple[str, ...]:
    programs = [program for program, flag in _PROGRAMS.items() if is_set(order, flag)]
    if text_of(order, "OrderType") == "Preorder":
        programs.append("PREORDER")
    return tuple(sorted(programs))


def _window(order: Element, what: str) -> Window:
    return Window(moment_of(order, f"Earliest{what}"), moment_of(order, f"Latest{what}"))


def _sum(element: Element, *added: str, less: tuple[str, ...] = ()) -> Money | None:
    """The amounts that are there, together; None when there is none."""
    plus = [found for name in added if (found := _money(element, name))]
    minus = [found for name in less if (found := _money(element, name))]
    if not plus and not minus:
        return None
    amount = sum((one.amount for one in plus), Decimal(0)) - sum((one.amount for one in minus), Decimal(0))
    return Money(amount, next((one.currency for one in (*plus, *minus) if one.currency), ""))


def _money(element: Element, name: str) -> Money | None:
    found = element.find(name)
    amount = decimal_of(found, "Amount") if found is not None else None
    return None if found is None or amount is None else Money(amount, text_of(found, "CurrencyCode"))


def _item(item: Element) -> OrderItem:
    cancel_requested = is_set(item, "BuyerRequestedCancel") or is_set(
        item, "BuyerRequestedCancel/IsBuyerRequestedCancel"
    )
    return OrderItem(
        id=required(item, "OrderItemId"),
        sku=item.findtext("SellerSKU") or "",  # blanks belong to it
        asin=text_of(item, "ASIN"),
        title=text_of(item, "Title"),
        quantity=count_of(item, "QuantityOrdered"),
        quantity_shipped=count_of(item, "QuantityShipped"),
        price=_sum(item, "ItemPrice"),
        shipping=_sum(item, "ShippingPrice"),
        tax=_sum(item, *_TAXES, less=_TAXES_OFF),
        discount=_sum(item, "PromotionDiscount", "ShippingDiscount"),
        gift_wrap=_sum(item, "GiftWrapPrice"),
        gift_wrap_level=text_of(item, "GiftWrapLevel"),
        is_gift=is_set(item, "IsGift"),
        condition=text_of(item, "ConditionId").upper(),
        ioss_number=text_of(item, "IossNumber"),
        cancel_requested=cancel_requested,
        cancel_reason=text_of(item, "BuyerRequestedCancel/BuyerCancelReason") if cancel_requested else "",
    )


def _personal(order: Element, items: Sequence[Element]) -> PersonalData | None:
    address, is_access_point = order.find("ShippingAddress"), is_set(order, "IsAccessPointOrder")
    personal = PersonalData(
        buyer=Buyer(
            name=text_of(order, "BuyerName"),
            email=text_of(order, "BuyerEmail"),
            company=text_of(order, "BuyerTaxInfo/CompanyLegalName"),
            purchase_order_number=text_of(order, "PurchaseOrderNumber"),
        ),
        recipient=Address() if address is None else _address(address, is_access_point=is_access_point),
        gift_messages=_texts(items, "GiftMessageText"),
        customized_urls=_texts(items, "BuyerCustomizedInfo/CustomizedURL"),
    )
    return personal or None


def _texts(items: Sequence[Element], path: str) -> dict[str, str]:
    """By item: what the buyer wrote, as he wrote it."""
    return {required(item, "OrderItemId"): text for item in items if (text := item.findtext(path))}


def _address(address: Element, *, is_access_point: bool) -> Address:
    return Address(
        name=text_of(address, "Name"),
        company=text_of(address, "CompanyName"),
        lines=tuple(line for name in _LINES if (line := text_of(address, name))),
        city=text_of(address, "City"),
        district=text_of(address, "District") or text_of(address, "County"),
        municipality=text_of(address, "Municipality"),
        state=text_of(address, "StateOrRegion"),
        postal_code=text_of(address, "PostalCode"),
        country=text_of(address, "CountryCode"),
        phone=text_of(address, "Phone"),
        kind="PICKUP_POINT" if is_access_point else _constant(text_of(address, "AddressType")),
    )
