"""POST_ORDER_FULFILLMENT_DATA: packages confirmed by an XML feed, by the rules of confirmShipment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from xml.etree.ElementTree import Element

from mwslink.sandbox.accounts import Account
from mwslink.sandbox.desks.envelope import (
    NUMBER,
    FeedError,
    Message,
    MessageError,
    child_text,
    is_in_order,
    parse_envelope,
)
from mwslink.sandbox.desks.feeds import Feed, Work
from mwslink.sandbox.desks.moments import parse_feed_moment
from mwslink.sandbox.desks.processing_reports import FEED, FORM, RULE, UNKNOWN, WARNING, Note, Summary, xml_report
from mwslink.sandbox.model import Order
from mwslink.sandbox.shipping import PackageDetail, ShipmentError, next_reference, ship

if TYPE_CHECKING:
    from mwslink.sandbox.state import State

T = TypeVar("T")
WORKING = timedelta(minutes=2)  # recorded for a feed of one message
_PARTS = (
    "AmazonOrderID", "MerchantOrderID", "MerchantFulfillmentID", "FulfillmentDate", "FulfillmentData",
    "CODCollectionMethod", "ShipFromSupplySourceId", "Item", "ShipFromAddress",
)  # fmt: skip
_DATA = ("CarrierCode", "CarrierName", "ShippingMethod", "ShipperTrackingNumber")
_TRACKING = {  # what the carriers of Spain and a few others number their parcels like
    "Correos": r"P[QKX][A-Z0-9]{10,24}",
    "DHL": r"(JJD)?[0-9]{8,24}|00340434\d{12}",
    "UPS": r"1Z[0-9A-Z]{16}",
    "Seur": r"\d{8,23}",
}


def process(state: State, feed: Feed, moment: datetime) -> Work:
    """Ship what the feed says, message by message."""
    seller_id = feed.account.seller_id
    try:
        messages = parse_envelope(feed.submission.body, message_type="OrderFulfillment", seller_id=seller_id)
    except FeedError as error:
        summary = Summary(0, [Note("0", str(error), FEED)], is_rejected=True)
        return Work(WORKING, lambda _: xml_report(summary, seller_id=seller_id, feed_id=feed.id))
    notes = collect(messages, lambda message: _fulfil(state, feed.account, message, moment), lambda one: one.id)
    done = Summary(len(messages), notes)
    return Work(WORKING, lambda _: xml_report(done, seller_id=seller_id, feed_id=feed.id))


def collect(records: Iterable[T], act: Callable[[T], list[Note]], number: Callable[[T], str]) -> list[Note]:
    """Act on each record; whatever is refused becomes a note and stops nothing."""
    notes: list[Note] = []
    for record in records:
        try:
            notes += act(record)
        except MessageError as error:
            notes.append(Note(number(record), str(error), error.code, about=error.about))
    return notes


def _fulfil(state: State, account: Account, message: Message, moment: datetime) -> list[Note]:
    payload = message.payload
    order_id = child_text(payload, "AmazonOrderID")
    if not is_in_order(payload, _PARTS, repeated="Item") or not order_id:
        raise MessageError(FORM, "OrderFulfillment does not follow its schema.", AmazonOrderID=order_id)
    order = find_order(state, account, order_id)
    package = _package(payload, order)
    confirm(state, account, order, package, moment=moment)
    return tracking_notes(message.id, order_id, package)


def find_order(state: State, account: Account, order_id: str) -> Order:
    """The seller's order; raises MessageError."""
    order = state.book(account).get(order_id)
    if order is None:
        raise MessageError(UNKNOWN, "The order id is invalid: the seller has no such order.", AmazonOrderID=order_id)
    return order


def confirm(state: State, account: Account, order: Order, package: PackageDetail, *, moment: datetime) -> None:
    """Ship the package; raises MessageError."""
    if package.carrier in state.dropped_carriers:
        return
    try:
        ship(state.book(account), order, package, now=moment)
    except ShipmentError as error:
        raise MessageError(RULE, str(error), AmazonOrderID=order.id) from error


def tracking_notes(record: str, order_id: str, package: PackageDetail) -> list[Note]:
    """A warning for a tracking number that does not look like the carrier's: shipped all the same."""
    form = _TRACKING.get(package.carrier)
    number = package.tracking_number
    if not form or not number or re.fullmatch(form, number):
        return []
    text = f"The tracking ID {number} for {package.carrier} does not match the expected format for the carrier."
    return [Note(record, text, severity=WARNING, about={"AmazonOrderID": order_id})]


def _package(payload: Element, order: Order) -> PackageDetail:
    data = payload.find("FulfillmentData")
    if data is not None and not (
        is_in_order(data, _DATA) and (data.find("CarrierCode") is None) != (data.find("CarrierName") is None)
    ):
        raise MessageError(FORM, "FulfillmentData needs CarrierCode or CarrierName.", AmazonOrderID=order.id)
    reference = child_text(payload, "MerchantFulfillmentID")
    if reference and not NUMBER.fullmatch(reference):
        raise MessageError(FORM, "MerchantFulfillmentID must be a positive number.", AmazonOrderID=order.id)
    empty = data if data is not None else Element("FulfillmentData")
    code, name = child_text(empty, "CarrierCode"), child_text(empty, "CarrierName")
    return PackageDetail(
        reference=reference or next_reference(order),
        carrier=code or "Other",
        carrier_name=name or code,
        service=child_text(empty, "ShippingMethod"),
        tracking_number=child_text(empty, "ShipperTrackingNumber"),
        shipped_at=parse_feed_moment(child_text(payload, "FulfillmentDate"), order=order),
        items=_items(payload, order),
    )


def _items(payload: Element, order: Order) -> list[tuple[str, int]]:
    quantities = {item.id: item.quantity - item.quantity_shipped for item in order.items}
    found = []
    for item in payload.iterfind("Item"):
        item_id = child_text(item, "AmazonOrderItemCode")
        quantity = child_text(item, "Quantity") or str(quantities.get(item_id, 0))
        if not re.fullmatch(r"\d{1,6}", quantity):
            raise MessageError(
                FORM, "Quantity must be a whole number.", AmazonOrderID=order.id, AmazonOrderItemCode=item_id
            )
        found.append((item_id, int(quantity)))
    return found
