"""The order fulfilment feed, the same in both of Amazon's APIs: many confirmations in one XML, and its report."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from mwslink.errors import RejectedError
from mwslink.gateways.mws.feed_report import FeedIssue, FeedResult
from mwslink.messages import _
from mwslink.shipping.journal import Note
from mwslink.shipping.model import Confirmation
from mwslink.shipping.target import FeedOutcome

_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"
_OTHER = "Other"


def render_feed(seller_id: str, confirmations: Sequence[Confirmation]) -> bytes:
    """The feed: a message each, in the order of elements that Amazon's schema fixes."""
    envelope = ET.Element("AmazonEnvelope", {_SCHEMA: "amzn-envelope.xsd"})
    header = ET.SubElement(envelope, "Header")
    _add(header, "DocumentVersion", "1.01")
    _add(header, "MerchantIdentifier", seller_id)
    _add(envelope, "MessageType", "OrderFulfillment")
    for number, confirmation in enumerate(confirmations, 1):
        message = ET.SubElement(envelope, "Message")
        _add(message, "MessageID", str(number))
        _add_fulfillment(message, confirmation)
    text: bytes = ET.tostring(envelope, encoding="utf-8", xml_declaration=True)
    return text


def _add_fulfillment(message: ET.Element, confirmation: Confirmation) -> None:
    payload = ET.SubElement(message, "OrderFulfillment")
    _add(payload, "AmazonOrderID", confirmation.order_id)
    _add(payload, "MerchantFulfillmentID", confirmation.reference)
    _add(payload, "FulfillmentDate", confirmation.shipped_at.isoformat())
    data, carrier = ET.SubElement(payload, "FulfillmentData"), confirmation.carrier
    if carrier.code == _OTHER:  # the schema takes the code or the name, and the code alone would name nobody
        _add(data, "CarrierName", carrier.name)
    else:
        _add(data, "CarrierCode", carrier.code)
    if carrier.method:
        _add(data, "ShippingMethod", carrier.method)
    _add(data, "ShipperTrackingNumber", confirmation.tracking_number)
    for item_id, quantity in confirmation.items:
        item = ET.SubElement(payload, "Item")
        _add(item, "AmazonOrderItemCode", item_id)
        _add(item, "Quantity", str(quantity))


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def outcome_of(found: FeedResult) -> FeedOutcome:
    """What became of each message. Raises RejectedError when the whole feed was refused."""
    refused = {_number(one): _note(one) for one in found.issues if _is_error(one)}
    if found.processed == 0 and (whole := refused.get(0)):
        text = _("Amazon refuses the feed as a whole: {reason}")
        raise RejectedError(text.format(reason=whole.text), code=whole.reason)
    warned = {_number(one): _note(one) for one in found.issues if not _is_error(one)}
    return FeedOutcome(found.processed, refused, warned)


def _is_error(issue: FeedIssue) -> bool:
    return issue.severity.upper() == "ERROR"


def _number(issue: FeedIssue) -> int:
    return int(issue.message_id) if issue.message_id.isdecimal() else 0


def _note(issue: FeedIssue) -> Note:
    return Note(issue.code, issue.text)
