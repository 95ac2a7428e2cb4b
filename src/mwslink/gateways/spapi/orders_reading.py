"""From an order of Orders 2026-01-01 to our `Order`."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from mwslink.gateways.spapi.orders_wire import (
    WireAddress,
    WireBuyer,
    WireExtendedFields,
    WireItem,
    WireItemFulfillment,
    WireMoney,
    WireOrder,
    WirePackage,
    WirePreference,
    WireWindow,
)
from mwslink.gateways.spapi.protocol import as_utc
from mwslink.orders.model import (
    OPEN_STATUSES,
    Address,
    Buyer,
    Money,
    Order,
    OrderItem,
    Package,
    PersonalData,
    Window,
)

_ORIGINALS = ("REPLACEMENT_ORIGINAL_ID", "EXCHANGE_ORIGINAL_ID")
_NOWHERE = Window()
_NO_BUYER = Buyer()
_NO_ADDRESS = Address()


def read_order(wire: WireOrder) -> Order:
    """The order as a value of ours."""
    fulfillment = wire.fulfillment
    channel = wire.sales_channel
    status = fulfillment.fulfillment_status if fulfillment else ""
    return Order(
        id=wire.order_id,
        marketplace_id=channel.marketplace_id or "",
        created_at=as_utc(wire.created_time),
        updated_at=as_utc(wire.last_updated_time),
        status=status,
        fulfilled_by=(fulfillment.fulfilled_by or "") if fulfillment else "",
        service_level=(fulfillment.fulfillment_service_level or "") if fulfillment else "",
        sales_channel=channel.marketplace_name or channel.channel_name or "",
        seller_order_id=_seller_order_id(wire),
        programs=tuple(sorted(wire.programs)) if wire.programs else (),
        replaces=_replaced(wire),
        ship_by=_window(fulfillment.ship_by_window) if fulfillment else _NOWHERE,
        deliver_by=_window(fulfillment.deliver_by_window) if fulfillment else _NOWHERE,
        total=_money(wire.proceeds.grand_total) if wire.proceeds else None,
        items=tuple(_item(item, is_open=status in OPEN_STATUSES) for item in wire.order_items),
        packages=tuple(_package(package) for package in wire.packages) if wire.packages else (),
        personal=_personal(wire),
    )


def _seller_order_id(wire: WireOrder) -> str:
    ids = (alias.alias_id for alias in wire.order_aliases or () if alias.alias_type == "SELLER_ORDER_ID")
    return next(ids, None) or ""


def _replaced(wire: WireOrder) -> str:
    ids = (other.order_id for other in wire.associated_orders or () if other.association_type in _ORIGINALS)
    return next(ids, None) or ""


def _moment(at: datetime | None) -> datetime | None:
    return None if at is None else as_utc(at)


def _window(wire: WireWindow | None) -> Window:
    if wire is None:
        return _NOWHERE
    return Window(_moment(wire.earliest_date_time), _moment(wire.latest_date_time))


def _money(wire: WireMoney | None) -> Money | None:
    return None if wire is None else Money(wire.amount, wire.currency_code)


def _item(wire: WireItem, *, is_open: bool) -> OrderItem:
    amounts = _amounts(wire)
    product = wire.product
    fulfillment = wire.fulfillment
    gift = fulfillment.packing.gift_option if fulfillment and fulfillment.packing else None
    request = wire.cancellation.cancellation_request if wire.cancellation else None
    quantity = _quantity(wire, is_open=is_open)
    return OrderItem(
        id=wire.order_item_id,
        sku=product.seller_sku or "",
        asin=product.asin or "",
        title=product.title or "",
        quantity=quantity,
        quantity_shipped=(fulfillment.quantity_fulfilled or 0) if fulfillment else 0,
        price=_price(wire, quantity) or amounts.get("ITEM"),
        shipping=amounts.get("SHIPPING"),
        tax=amounts.get("TAX"),
        discount=_positive(amounts.get("DISCOUNT")),
        gift_wrap=amounts.get("GIFT_WRAP"),
        gift_wrap_level=(gift.gift_wrap_level or "") if gift else "",
        is_gift=gift is not None,
        condition=(product.condition.condition_type or "").upper() if product.condition else "",
        ioss_number=_ioss_number(fulfillment),
        cancel_requested=request is not None,
        cancel_reason=(request.cancel_reason or "") if request else "",
    )


def _amounts(wire: WireItem) -> dict[str, Money]:
    if wire.proceeds is None or not wire.proceeds.breakdowns:
        return {}
    amounts: dict[str, Money] = {}
    for part in wire.proceeds.breakdowns:
        before = amounts[part.type].amount if part.type in amounts else Decimal(0)
        amounts[part.type] = Money(before + part.subtotal.amount, part.subtotal.currency_code)
    return amounts


def _quantity(wire: WireItem, *, is_open: bool) -> int:
    """How many units there are to ship or were shipped: what was cancelled of an open order still counts as ordered."""
    found = wire.fulfillment
    if not is_open or found is None or found.quantity_unfulfilled is None:
        return wire.quantity_ordered
    return min(wire.quantity_ordered, (found.quantity_fulfilled or 0) + found.quantity_unfulfilled)


def _price(wire: WireItem, quantity: int) -> Money | None:
    """What all units together sold for, as v0 has it: the ITEM proceeds may come without the tax in the price."""
    unit_price = wire.product.price.unit_price if wire.product.price else None
    return Money(unit_price.amount * quantity, unit_price.currency_code) if unit_price else None


def _positive(money: Money | None) -> Money | None:
    """A discount as what is taken off, whichever sign it came with."""
    return None if money is None else Money(abs(money.amount), money.currency)


def _ioss_number(fulfillment: WireItemFulfillment | None) -> str:
    shipping = fulfillment.shipping if fulfillment else None
    international = shipping.international_shipping if shipping else None
    return (international.ioss_number or "") if international else ""


def _package(wire: WirePackage) -> Package:
    status = wire.package_status
    return Package(
        reference=wire.package_reference_id,
        status=(status.status or "") if status else "",
        detailed_status=(status.detailed_status or "") if status else "",
        carrier=wire.carrier or "",
        service=wire.shipping_service or "",
        created_at=_moment(wire.created_time),
        shipped_at=_moment(wire.ship_time),
        items=tuple((item.order_item_id, item.quantity) for item in wire.package_items or ()),
    )


def _personal(wire: WireOrder) -> PersonalData | None:
    recipient = wire.recipient
    gift_messages: dict[str, str] = {}
    customized_urls: dict[str, str] = {}
    for item in wire.order_items:
        packing = item.fulfillment.packing if item.fulfillment else None
        if packing and packing.gift_option and packing.gift_option.gift_message:
            gift_messages[item.order_item_id] = packing.gift_option.gift_message
        if item.product.customization and item.product.customization.customized_url:
            customized_urls[item.order_item_id] = item.product.customization.customized_url
    personal = PersonalData(
        buyer=_buyer(wire.buyer) if wire.buyer else _NO_BUYER,
        recipient=_address(recipient.delivery_address) if recipient and recipient.delivery_address else _NO_ADDRESS,
        delivery_instructions=_instructions(recipient.delivery_preference if recipient else None),
        gift_messages=gift_messages,
        customized_urls=customized_urls,
        tracking_numbers={
            package.package_reference_id: package.tracking_number
            for package in wire.packages or ()
            if package.tracking_number
        },
    )
    return personal or None


def _buyer(wire: WireBuyer) -> Buyer:
    return Buyer(
        name=wire.buyer_name or "",
        email=wire.buyer_email or "",
        company=wire.buyer_company_name or "",
        purchase_order_number=wire.buyer_purchase_order_number or "",
    )


def _address(wire: WireAddress) -> Address:
    lines = tuple(line for line in (wire.address_line_1, wire.address_line_2, wire.address_line_3) if line)
    return Address(
        name=wire.name or "",
        company=wire.company_name or "",
        lines=lines or _lines_of(wire.extended_fields),
        city=wire.city or "",
        district=wire.district_or_county or "",
        municipality=wire.municipality or "",
        state=wire.state_or_region or "",
        postal_code=wire.postal_code or "",
        country=wire.country_code or "",
        phone=wire.phone or "",
        kind=(wire.address_type or "").upper(),
    )


def _lines_of(fields: WireExtendedFields | None) -> tuple[str, ...]:
    """A Brazilian address that came in parts only."""
    if fields is None:
        return ()
    street = ", ".join(part for part in (fields.street_name, fields.street_number) if part)
    return tuple(line for line in (street, fields.complement, fields.neighborhood) if line)


def _instructions(preference: WirePreference | None) -> str:
    if preference is None:
        return ""
    return "\n".join(text for text in (preference.drop_off_location, preference.address_instruction) if text)
