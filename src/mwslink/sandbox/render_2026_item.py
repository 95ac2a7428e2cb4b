"""An order item as Orders 2026-01-01 shows it."""

from __future__ import annotations

from decimal import Decimal

from mwslink.sandbox.exchange import Json
from mwslink.sandbox.model import Item, Order, OrderStatus
from mwslink.sandbox.visibility import WITH_BUYER, WITHOUT_PRICES, Reader, filled, money


def render_item(item: Item, order: Order, reader: Reader) -> Json:
    """The item's JSON, with the blocks that were asked for."""
    shown: Json = {
        "orderItemId": item.id,
        "quantityOrdered": item.quantity,
        "product": _product(item, order, reader),
    }
    included = reader.included
    if "PROCEEDS" in included and order.status not in WITHOUT_PRICES:
        shown["proceeds"] = _proceeds(item, order.currency)
    if "PROMOTION" in included and item.discount:
        shown["promotion"] = {"breakdowns": [{"promotionId": f"Sandbox promotion {item.asin}"}]}
    if "CANCELLATION" in included and (cancellation := _cancellation(item, order)):
        shown["cancellation"] = cancellation
    if "FULFILLMENT" in included:
        shown["fulfillment"] = _fulfillment(item, order, reader)
    if "TAX" in included and item.ioss_number:
        shown["tax"] = {"taxCalculationBreakdowns": [{"reportingScheme": "IOSS"}]}
    return shown


def parts(item: Item) -> dict[str, Decimal]:
    """What an item's total is made of; prices are given without the tax in them."""
    return {
        "ITEM": item.unit_price * item.quantity - item.tax,
        "SHIPPING": item.shipping,
        "GIFT_WRAP": item.gift_wrap_price,
        "TAX": item.tax,
        "DISCOUNT": -item.discount,
    }


def breakdowns(amounts: dict[str, Decimal], currency: str) -> list[Json]:
    """The parts that are not nil."""
    shown = ((kind, value) for kind, value in amounts.items() if value or kind == "ITEM")
    return [{"type": kind, "subtotal": money(value, currency)} for kind, value in shown]


def _proceeds(item: Item, currency: str) -> Json:
    amounts = parts(item)
    total = sum(amounts.values(), Decimal(0))
    return {"proceedsTotal": money(total, currency), "breakdowns": breakdowns(amounts, currency)}


def _product(item: Item, order: Order, reader: Reader) -> Json:
    product: Json = {
        "asin": item.asin,
        "title": item.title,
        "sellerSku": item.sku,
        "condition": {"conditionType": item.condition, "conditionSubtype": item.condition},
    }
    if "PROCEEDS" in reader.included and order.status not in WITHOUT_PRICES:
        product["price"] = {"unitPrice": money(item.unit_price, order.currency)}
    if item.customized_url and reader.sees_gift() and order.status in WITH_BUYER:
        product["customization"] = {"customizedUrl": item.customized_url}
    return product


def _fulfillment(item: Item, order: Order, reader: Reader) -> Json:
    cancelled = order.status is OrderStatus.CANCELLED
    shown: Json = {
        "quantityFulfilled": item.quantity_shipped,
        "quantityUnfulfilled": 0 if cancelled else item.quantity - item.quantity_shipped,
    }
    readable = reader.sees_gift() and order.status in WITH_BUYER
    gift = filled(giftMessage=item.gift_message if readable else "", giftWrapLevel=item.gift_wrap_level)
    if gift:
        shown["packing"] = {"giftOption": gift}
    if item.ioss_number:
        shown["shipping"] = {"internationalShipping": {"iossNumber": item.ioss_number}}
    return shown


def _cancellation(item: Item, order: Order) -> Json:
    shown: Json = {}
    if item.cancel_requested:
        shown["cancellationRequest"] = filled(requester="BUYER", cancelReason=item.cancel_reason)
    if order.status is OrderStatus.CANCELLED:
        by = "BUYER" if item.cancel_requested else "MERCHANT"
        shown["cancellationExecution"] = filled(cancelledBy=by, cancelReason=item.cancel_reason)
    return shown
