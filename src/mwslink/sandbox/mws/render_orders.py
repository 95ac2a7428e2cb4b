"""An order as Orders 2013-09-01 shows it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from mwslink.marketplaces import BY_ID
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.model import Address, Item, Order, OrderStatus
from mwslink.sandbox.mws.answers import element, milliseconds
from mwslink.sandbox.render_v0 import STATUSES
from mwslink.sandbox.visibility import WITH_BUYER, WITHOUT_PRICES, Reader, amount

_LEVELS = {
    "EXPEDITED": "Expedited",
    "FREE_ECONOMY": "FreeEconomy",
    "NEXT_DAY": "NextDay",
    "PRIORITY": "NextDay",
    "SAME_DAY": "SameDay",
    "SECOND_DAY": "SecondDay",
    "SCHEDULED": "Scheduled",
    "STANDARD": "Standard",
}
_CONDITIONS = {"NEW": "New", "USED": "Used", "COLLECTIBLE": "Collectible", "REFURBISHED": "Refurbished"}
_ADDRESS_TYPES = {"RESIDENTIAL": "Residential", "COMMERCIAL": "Commercial"}
_WITHOUT_DELIVERY = (OrderStatus.PENDING, OrderStatus.PENDING_AVAILABILITY, OrderStatus.CANCELLED)


def render_order(order: Order, reader: Reader) -> Element:
    """One Order of ListOrders and GetOrder; its elements come in any order, as Amazon's did."""
    parts = [*_facts(order), *_flags(order), *_windows(order), *_money(order), *_personal(order, reader)]
    return element("Order", *shuffled(parts, order.id))


def shuffled(parts: list[Element], seed: str) -> list[Element]:
    """Now and then in another order: no client may count on it."""
    draw = random.Random(seed)
    if draw.random() < 0.5:
        draw.shuffle(parts)
    return parts


def _leaves(pairs: Iterable[tuple[str, str]]) -> Iterator[Element]:
    """An element for each that has a text: Amazon leaves out what it does not know."""
    return (element(name, text) for name, text in pairs if text)


def _facts(order: Order) -> Iterator[Element]:
    shipped = sum(item.quantity_shipped for item in order.items)
    ordered = sum(item.quantity for item in order.items)
    is_cancelled = order.status is OrderStatus.CANCELLED
    yield from _leaves(
        [
            ("AmazonOrderId", order.id),
            ("SellerOrderId", order.seller_order_id),
            ("PurchaseDate", milliseconds(order.created_at)),
            ("LastUpdateDate", milliseconds(order.updated_at)),
            ("OrderStatus", STATUSES[order.status]),
            ("FulfillmentChannel", "MFN" if order.fulfilled_by == "MERCHANT" else "AFN"),
            ("SalesChannel", BY_ID[order.marketplace_id].domain.removeprefix("www.").capitalize()),
            ("ShipServiceLevel", order.ship_service),
            ("NumberOfItemsShipped", str(shipped)),
            ("NumberOfItemsUnshipped", "0" if is_cancelled else str(ordered - shipped)),
            ("MarketplaceId", order.marketplace_id),
            ("ShipmentServiceLevelCategory", _LEVELS.get(order.service_level, "Standard")),
            ("OrderType", "Preorder" if "PREORDER" in order.programs else "StandardOrder"),
            ("ReplacedOrderId", order.replaces),
        ]
    )


def _flags(order: Order) -> Iterator[Element]:
    flags = {
        "IsReplacementOrder": bool(order.replaces),
        "IsBusinessOrder": "AMAZON_BUSINESS" in order.programs,
        "IsPrime": "PRIME" in order.programs,
        "IsPremiumOrder": "PREMIUM" in order.programs,
        "IsISPU": "IN_STORE_PICK_UP" in order.programs,
        "IsGlobalExpressEnabled": False,
        "IsSoldByAB": False,
        "IsAccessPointOrder": order.address.kind == "PICKUP_POINT",
    }
    yield from _leaves((name, "true" if value else "false") for name, value in flags.items())


def _windows(order: Order) -> Iterator[Element]:
    if order.fulfilled_by == "MERCHANT":
        yield element("EarliestShipDate", as_text(order.ship_by[0]))
        yield element("LatestShipDate", as_text(order.ship_by[1]))
        if order.status not in _WITHOUT_DELIVERY:
            yield element("EarliestDeliveryDate", as_text(order.deliver_by[0]))
            yield element("LatestDeliveryDate", as_text(order.deliver_by[1]))


def _money(order: Order) -> Iterator[Element]:
    yield element("PaymentMethod", "Other")
    yield element("PaymentMethodDetails", element("PaymentMethodDetail", order.payment_method))
    if order.status not in WITHOUT_PRICES:
        yield money("OrderTotal", order.total, order.currency)


def money(name: str, value: Decimal, currency: str) -> Element:
    """An amount with its currency."""
    return element(name, element("CurrencyCode", currency), element("Amount", amount(value, currency)))


def _personal(order: Order, reader: Reader) -> Iterator[Element]:
    if order.status not in WITH_BUYER:
        return
    if order.buyer.purchase_order_number:
        yield element("PurchaseOrderNumber", order.buyer.purchase_order_number)
    if reader.sees_recipient(order):
        yield from _leaves([("BuyerEmail", order.buyer.email)])
    if reader.sees_buyer_name(order):
        yield from _leaves([("BuyerName", order.buyer.name)])
    yield _address(order, reader)


def _address(order: Order, reader: Reader) -> Element:
    address = order.address
    place = [
        ("City", address.city),
        ("StateOrRegion", address.state),
        ("PostalCode", address.postal_code),
        ("CountryCode", address.country),
    ]
    person: list[tuple[str, str]] = []
    if reader.sees_recipient(order):
        person = [*_person(address), ("Phone", address.phone if reader.sees_phone(order) else "")]
    parts = list(_leaves([*person, *place, ("isAddressSharingConfidential", "false")]))
    return element("ShippingAddress", *shuffled(parts, f"{order.id} address"))


def _person(address: Address) -> list[tuple[str, str]]:
    return [
        ("Name", address.name),
        ("AddressLine1", address.line1),
        ("AddressLine2", address.line2),
        ("AddressLine3", address.line3),
        ("District", address.district),
        ("AddressType", _ADDRESS_TYPES.get(address.kind, "")),
    ]


def render_item(item: Item, order: Order, reader: Reader) -> Element:
    """One OrderItem of ListOrderItems; a cancelled line has quantity 0 and no prices."""
    is_cancelled = order.status is OrderStatus.CANCELLED
    condition = _CONDITIONS.get(item.condition, item.condition)
    parts = [
        element("ASIN", item.asin),
        element("OrderItemId", item.id),
        element("SellerSKU", item.sku),
        element("Title", item.title),
        element("QuantityOrdered", "0" if is_cancelled else str(item.quantity)),
        element("QuantityShipped", str(item.quantity_shipped)),
        element("ProductInfo", element("NumberOfItems", "1")),
        element("IsGift", "true" if item.gift_message or item.gift_wrap_level else "false"),
        element("ConditionId", condition),
        element("ConditionSubtypeId", condition),
        element("SerialNumberRequired", "false"),
        element("IsTransparency", "false"),
        element(
            "BuyerRequestedCancel",
            element("IsBuyerRequestedCancel", "true" if item.cancel_requested else "false"),
            element("BuyerCancelReason", item.cancel_reason) if item.cancel_requested and item.cancel_reason else None,
        ),
        *_leaves([("IossNumber", item.ioss_number), ("GiftWrapLevel", item.gift_wrap_level)]),
    ]
    if order.status not in WITHOUT_PRICES and not is_cancelled:
        parts += _prices(item, order.currency)
    if order.status in WITH_BUYER:
        parts += _gift(item, order, reader)
    return element("OrderItem", *shuffled(parts, f"{order.id} {item.id}"))


def _prices(item: Item, currency: str) -> Iterator[Element]:
    yield money("ItemPrice", item.unit_price * item.quantity, currency)
    for name, value in (
        ("ItemTax", item.tax),
        ("ShippingPrice", item.shipping),
        ("PromotionDiscount", item.discount),
        ("GiftWrapPrice", item.gift_wrap_price),
    ):
        if value:
            yield money(name, value, currency)
    if item.discount:
        yield element("PromotionIds", element("PromotionId", "SANDBOX PROMOTION"))


def _gift(item: Item, order: Order, reader: Reader) -> Iterator[Element]:
    if reader.sees_recipient(order) and reader.sees_gift():
        yield from _leaves([("GiftMessageText", item.gift_message)])
        if item.customized_url:
            yield element("BuyerCustomizedInfo", element("CustomizedURL", item.customized_url))
