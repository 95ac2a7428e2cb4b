"""An order as Orders 2026-01-01 shows it: what was asked for, as far as the application's roles allow."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from mwslink.marketplaces import BY_ID
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.model import Address, Order, Package
from mwslink.sandbox.render_2026_item import breakdowns, parts, render_item
from mwslink.sandbox.visibility import WITH_BUYER, WITHOUT_PRICES, Reader, filled, money

DATA_SETS = (
    "BUYER", "RECIPIENT", "PROCEEDS", "EXPENSE", "PROMOTION", "CANCELLATION", "FULFILLMENT", "PACKAGES", "TAX",
    "PAYMENT", "FULFILLMENT_ORDERS",
)  # fmt: skip


def render_order(order: Order, reader: Reader) -> Json:
    """The order's JSON."""
    marketplace = BY_ID[order.marketplace_id]
    shown: Json = {
        "orderId": order.id,
        "createdTime": as_text(order.created_at),
        "lastUpdatedTime": as_text(order.updated_at),
        "programs": order.programs,
        "salesChannel": {
            "channelName": "AMAZON",
            "marketplaceId": marketplace.id,
            "marketplaceName": marketplace.domain.removeprefix("www.").capitalize(),
        },
        "orderItems": [render_item(item, order, reader) for item in order.items],
    }
    if order.seller_order_id:
        shown["orderAliases"] = [{"aliasId": order.seller_order_id, "aliasType": "SELLER_ORDER_ID"}]
    if order.replaces:
        original = {"orderId": order.replaces, "associationType": "REPLACEMENT_ORIGINAL_ID"}
        shown["associatedOrders"] = [original]
    for name, render in _BLOCKS.items():
        if name in reader.included and (block := render(order, reader)):
            shown[name.lower()] = block
    return shown


def _buyer(order: Order, reader: Reader) -> Json:
    if order.status not in WITH_BUYER:
        return {}
    buyer = order.buyer
    return filled(
        buyerName=buyer.name if reader.sees_buyer_name(order) else "",
        buyerEmail=buyer.email if reader.sees_recipient(order) else "",
        buyerCompanyName=buyer.company,
        buyerPurchaseOrderNumber=buyer.purchase_order_number,
    )


def _recipient(order: Order, reader: Reader) -> Json:
    if order.status not in WITH_BUYER:
        return {}
    address = order.address
    shown = _place(address)
    if reader.sees_recipient(order):
        shown = {**_person(address), **shown}
        if address.phone and reader.sees_phone(order):
            shown["phone"] = address.phone
    recipient: Json = {"deliveryAddress": shown}
    if address.instruction and reader.sees_recipient(order):
        recipient["deliveryPreference"] = {"addressInstruction": address.instruction}
    return recipient


def _person(address: Address) -> Json:
    return filled(
        name=address.name,
        companyName=address.company,
        addressLine1=address.line1,
        addressLine2=address.line2,
        addressLine3=address.line3,
    )


def _place(address: Address) -> Json:
    return filled(
        city=address.city,
        districtOrCounty=address.district,
        stateOrRegion=address.state,
        postalCode=address.postal_code,
        countryCode=address.country,
        addressType=address.kind,
    )


def _proceeds(order: Order, _: Reader) -> Json:
    if order.status in WITHOUT_PRICES:
        return {}
    by_item = [parts(item) for item in order.items]
    amounts = {kind: sum((one[kind] for one in by_item), Decimal(0)) for kind in by_item[0]}
    return {"grandTotal": money(order.total, order.currency), "breakdowns": breakdowns(amounts, order.currency)}


def _payment(order: Order, _: Reader) -> Json:
    if order.status in WITHOUT_PRICES:
        return {}
    paid = {"paymentMethod": order.payment_method, "paymentAmount": money(order.total, order.currency)}
    return {"paymentExecutions": [paid]}


def _tax(order: Order, reader: Reader) -> Json:
    if not order.vat_number or order.status not in WITH_BUYER:
        return {}
    registration = filled(
        entityType="BUYER",
        legalName=order.buyer.company if reader.sees_buyer_name(order) else "",
        taxRegistrationType="VAT",
        taxRegistrationNumber=order.vat_number,
    )
    return {"taxRegistrations": [registration]}


def _fulfillment(order: Order, _: Reader) -> Json:
    return {
        "fulfillmentStatus": order.status.value,
        "fulfilledBy": order.fulfilled_by,
        "fulfillmentServiceLevel": order.service_level,
        "shipByWindow": _range(order.ship_by),
        "deliverByWindow": _range(order.deliver_by),
    }


def _range(window: tuple[datetime, datetime]) -> Json:
    return {"earliestDateTime": as_text(window[0]), "latestDateTime": as_text(window[1])}


def _packages(order: Order, _: Reader) -> list[Json]:
    return [_package(package) for package in order.packages] if order.fulfilled_by == "MERCHANT" else []


def _package(package: Package) -> Json:
    return filled(
        packageReferenceId=package.reference,
        createdTime=as_text(package.created_at),
        packageStatus={"status": package.status.value},
        carrier=package.carrier_name or package.carrier,
        shipTime=as_text(package.shipped_at),
        shippingService=package.service,
        trackingNumber=package.tracking_number,
        packageItems=[{"orderItemId": item_id, "quantity": quantity} for item_id, quantity in package.items],
    )


_BLOCKS = {
    "BUYER": _buyer,
    "RECIPIENT": _recipient,
    "PROCEEDS": _proceeds,
    "PAYMENT": _payment,
    "TAX": _tax,
    "FULFILLMENT": _fulfillment,
    "PACKAGES": _packages,
}
