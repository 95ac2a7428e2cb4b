"""An order as the JSON outputs show it (docs/reference/json.md); moments and decimals are values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mwslink.connections import Seller
from mwslink.marketplaces import BY_ID
from mwslink.orders.model import Address, Money, Order, OrderItem, Package, PersonalData, Window


@dataclass(frozen=True, slots=True)
class RowWeight:
    """What an order weighs, in exact grams, and where that comes from; or the SKUs whose weight is missing."""

    grams: Decimal | None = None
    origin: str = ""
    missing: tuple[str, ...] = ()


UNWEIGHED = RowWeight()


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order with the connection it came by (empty when that was removed), where it goes and what it weighs."""

    order: Order
    seller: Seller
    connection: str = ""
    destination_country: str = ""
    weight: RowWeight = UNWEIGHED


def order_record(row: OrderRow, *, personal: bool) -> dict[str, object]:
    """The order as the JSON outputs show it (docs/reference/json.md); moments and decimals as values."""
    order = row.order
    record: dict[str, object] = {
        "order_id": order.id,
        "connection": row.connection or None,
        "seller_id": row.seller.seller_id,
        "region": row.seller.region,
        "marketplace_id": order.marketplace_id,
        "country": country_of(order),
        "status": order.status,
        "fulfilled_by": order.fulfilled_by,
        "service_level": order.service_level,
        "sales_channel": order.sales_channel,
        "seller_order_id": order.seller_order_id,
        "programs": order.programs,
        "replaces": order.replaces or None,
        "created_at": order.created_at,
        "updated_at": order.updated_at,
        "ship_by": _window_record(order.ship_by),
        "deliver_by": _window_record(order.deliver_by),
        "total": _money_record(order.total),
        "destination_country": row.destination_country or order.country or None,
        "weight": _weight_record(row.weight),
        "items": [_item_record(item) for item in order.items],
        "packages": [_package_record(package) for package in order.packages],
    }
    if personal:
        record["personal"] = _personal_record(order.personal)
    return record


def country_of(order: Order) -> str:
    """The country of the order's marketplace; empty when that is unknown."""
    marketplace = BY_ID.get(order.marketplace_id)
    return marketplace.country if marketplace else ""


def _window_record(window: Window) -> dict[str, object]:
    return {"earliest": window.earliest, "latest": window.latest}


def _money_record(money: Money | None) -> dict[str, object] | None:
    return {"amount": money.amount, "currency": money.currency} if money else None


def _weight_record(weight: RowWeight) -> dict[str, object] | None:
    if weight == UNWEIGHED:
        return None
    return {"grams": weight.grams, "origin": weight.origin or None, "missing_skus": weight.missing}


def _item_record(item: OrderItem) -> dict[str, object]:
    return {
        "item_id": item.id,
        "sku": item.sku,
        "asin": item.asin,
        "title": item.title,
        "quantity": item.quantity,
        "quantity_shipped": item.quantity_shipped,
        "price": _money_record(item.price),
        "shipping": _money_record(item.shipping),
        "tax": _money_record(item.tax),
        "discount": _money_record(item.discount),
        "gift_wrap": _money_record(item.gift_wrap),
        "gift_wrap_level": item.gift_wrap_level or None,
        "is_gift": item.is_gift,
        "condition": item.condition,
        "ioss_number": item.ioss_number or None,
        "cancel_requested": item.cancel_requested,
        "cancel_reason": item.cancel_reason or None,
    }


def _package_record(package: Package) -> dict[str, object]:
    return {
        "reference": package.reference,
        "status": package.status,
        "detailed_status": package.detailed_status,
        "carrier": package.carrier,
        "service": package.service,
        "created_at": package.created_at,
        "shipped_at": package.shipped_at,
        "items": [{"item_id": item_id, "quantity": quantity} for item_id, quantity in package.items],
    }


def _personal_record(personal: PersonalData | None) -> dict[str, object] | None:
    if personal is None:
        return None
    buyer = personal.buyer
    return {
        "recipient": _address_record(personal.recipient),
        "delivery_instructions": personal.delivery_instructions,
        "buyer": {
            "name": buyer.name,
            "email": buyer.email,
            "company": buyer.company,
            "purchase_order_number": buyer.purchase_order_number,
        },
        "gift_messages": personal.gift_messages,
        "customized_urls": personal.customized_urls,
        "tracking_numbers": personal.tracking_numbers,
    }


def _address_record(address: Address) -> dict[str, object]:
    return {name: getattr(address, name) for name in Address.__dataclass_fields__}
