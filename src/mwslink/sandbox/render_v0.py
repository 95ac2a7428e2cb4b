"""An order as Orders v0 shows it; personal data only to a restricted data token."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from mwslink.marketplaces import BY_ID
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.model import Address, Item, Order, OrderStatus
from mwslink.sandbox.visibility import TAX_ROLES, WITH_BUYER, WITHOUT_PRICES, Reader, amount, filled

STATUSES = {
    OrderStatus.PENDING_AVAILABILITY: "PendingAvailability",
    OrderStatus.PENDING: "Pending",
    OrderStatus.UNSHIPPED: "Unshipped",
    OrderStatus.PARTIALLY_SHIPPED: "PartiallyShipped",
    OrderStatus.SHIPPED: "Shipped",
    OrderStatus.CANCELLED: "Canceled",
    OrderStatus.UNFULFILLABLE: "Unfulfillable",
}
_LEVELS = {
    "EXPEDITED": "Expedited",
    "FREE_ECONOMY": "FreeEconomy",
    "NEXT_DAY": "NextDay",
    "PRIORITY": "Priority",
    "SAME_DAY": "SameDay",
    "SECOND_DAY": "SecondDay",
    "SCHEDULED": "Scheduled",
    "STANDARD": "Standard",
}
_CONDITIONS = {"NEW": "New", "USED": "Used", "COLLECTIBLE": "Collectible", "REFURBISHED": "Refurbished"}
_ADDRESS_TYPES = {"RESIDENTIAL": "Residential", "COMMERCIAL": "Commercial"}


def render_order(order: Order, reader: Reader) -> Json:
    """One entry of getOrders; `reader.included` holds the data elements of the token."""
    shipped = sum(item.quantity_shipped for item in order.items)
    ordered = sum(item.quantity for item in order.items)
    shown: Json = {
        "AmazonOrderId": order.id,
        "PurchaseDate": as_text(order.created_at),
        "LastUpdateDate": as_text(order.updated_at),
        "OrderStatus": STATUSES[order.status],
        "FulfillmentChannel": "MFN" if order.fulfilled_by == "MERCHANT" else "AFN",
        "SalesChannel": BY_ID[order.marketplace_id].domain.removeprefix("www.").capitalize(),
        "ShipServiceLevel": order.ship_service,
        "NumberOfItemsShipped": shipped,
        "NumberOfItemsUnshipped": 0 if order.status is OrderStatus.CANCELLED else ordered - shipped,
        "PaymentMethod": "Other",
        "PaymentMethodDetails": [order.payment_method],
        "MarketplaceId": order.marketplace_id,
        "ShipmentServiceLevelCategory": _LEVELS.get(order.service_level, order.service_level),
        "OrderType": "Preorder" if "PREORDER" in order.programs else "StandardOrder",
        **_windows(order.ship_by, order.deliver_by),
        **_flags(order),
    }
    if order.seller_order_id:
        shown["SellerOrderId"] = order.seller_order_id
    if order.replaces:
        shown["ReplacedOrderId"] = order.replaces
    if order.status not in WITHOUT_PRICES:
        shown["OrderTotal"] = money_v0(order.total, order.currency)
    return shown | _personal(order, reader)


def _windows(ship_by: tuple[datetime, datetime], deliver_by: tuple[datetime, datetime]) -> Json:
    return {
        "EarliestShipDate": as_text(ship_by[0]),
        "LatestShipDate": as_text(ship_by[1]),
        "EarliestDeliveryDate": as_text(deliver_by[0]),
        "LatestDeliveryDate": as_text(deliver_by[1]),
    }


def _flags(order: Order) -> Json:
    return {
        "IsBusinessOrder": "AMAZON_BUSINESS" in order.programs,
        "IsPrime": "PRIME" in order.programs,
        "IsPremiumOrder": "PREMIUM" in order.programs,
        "IsISPU": "IN_STORE_PICK_UP" in order.programs,
        "IsReplacementOrder": bool(order.replaces),
        "IsGlobalExpressEnabled": False,
        "IsSoldByAB": False,
        "IsAccessPointOrder": order.address.kind == "PICKUP_POINT",
        "HasRegulatedItems": False,
    }


def _personal(order: Order, reader: Reader) -> Json:
    if order.status not in WITH_BUYER:
        return {}
    shown: Json = {"ShippingAddress": render_address(order, reader)}
    if "buyerInfo" in reader.included:
        shown["BuyerInfo"] = render_buyer(order, reader)
    if "buyerTaxInformation" in reader.included and order.vat_number and reader.roles & TAX_ROLES:
        shown["BuyerTaxInformation"] = filled(
            BuyerLegalCompanyName=order.buyer.company, BuyerTaxRegistrationId=order.vat_number
        )
    return shown


def render_buyer(order: Order, reader: Reader) -> Json:
    """The buyer, as far as the roles allow."""
    buyer = order.buyer
    return filled(
        BuyerEmail=buyer.email if reader.sees_recipient(order) else "",
        BuyerName=buyer.name if reader.sees_buyer_name(order) else "",
        PurchaseOrderNumber=buyer.purchase_order_number,
    )


def render_address(order: Order, reader: Reader) -> Json:
    """Town and country for everyone; the rest for a token with `shippingAddress`."""
    address = order.address
    place = filled(
        City=address.city,
        StateOrRegion=address.state,
        PostalCode=address.postal_code,
        CountryCode=address.country,
    )
    if "shippingAddress" not in reader.included or not reader.sees_recipient(order):
        return place
    phone = address.phone if reader.sees_phone(order) else ""
    return {**_person(address), **place, **filled(Phone=phone)}


def _person(address: Address) -> Json:
    return filled(
        Name=address.name,
        CompanyName=address.company,
        AddressLine1=address.line1,
        AddressLine2=address.line2,
        AddressLine3=address.line3,
        District=address.district,
        AddressType=_ADDRESS_TYPES.get(address.kind, ""),
    )


def render_item(item: Item, order: Order, reader: Reader) -> Json:
    """One entry of getOrderItems."""
    shown: Json = {
        "ASIN": item.asin,
        "SellerSKU": item.sku,
        "OrderItemId": item.id,
        "Title": item.title,
        "QuantityOrdered": item.quantity,
        "QuantityShipped": item.quantity_shipped,
        "ProductInfo": {"NumberOfItems": "1"},
        "IsGift": "true" if item.gift_message or item.gift_wrap_level else "false",
        "ConditionId": _CONDITIONS.get(item.condition, item.condition),
        "ConditionSubtypeId": _CONDITIONS.get(item.condition, item.condition),
        "SerialNumberRequired": False,
        "IsTransparency": False,
        "BuyerRequestedCancel": filled(
            IsBuyerRequestedCancel="true" if item.cancel_requested else "false",
            BuyerCancelReason=item.cancel_reason if item.cancel_requested else "",
        ),
    }
    if order.status not in WITHOUT_PRICES:
        shown |= _prices(item, order.currency)
    if item.ioss_number:
        shown |= {"IossNumber": item.ioss_number, "DeemedResellerCategory": "IOSS"}
    if "buyerInfo" in reader.included and order.status in WITH_BUYER:
        shown["BuyerInfo"] = render_item_buyer(item, order, reader)
    return shown


def _prices(item: Item, currency: str) -> Json:
    prices = {
        "ItemPrice": item.unit_price * item.quantity,
        "ItemTax": item.tax,
        "ShippingPrice": item.shipping,
        "PromotionDiscount": item.discount,
    }
    return {name: money_v0(value, currency) for name, value in prices.items() if value or name == "ItemPrice"}


def render_item_buyer(item: Item, order: Order, reader: Reader) -> Json:
    """What the buyer said about one item."""
    secret = reader.sees_gift()
    shown = filled(
        GiftMessageText=item.gift_message if secret else "",
        GiftWrapLevel=item.gift_wrap_level,
        BuyerCustomizedInfo=filled(CustomizedURL=item.customized_url if secret else ""),
    )
    if item.gift_wrap_price:
        shown["GiftWrapPrice"] = money_v0(item.gift_wrap_price, order.currency)
    return shown


def money_v0(value: Decimal, currency: str) -> Json:
    return {"CurrencyCode": currency, "Amount": amount(value, currency)}
