"""Writing shipping weights over MWS: product feeds, which can be accepted but never read back.

`_POST_PRODUCT_DATA_` with PartialUpdate changes only what is sent, but wants the title again (Product.xsd); weights
have at most two decimals and a unit. There is no preview, and nothing tells which product types have the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from mwslink.errors import RejectedError
from mwslink.gateways.mws.feed_report import FeedIssue
from mwslink.gateways.mws.feeds import Feed, Feeds
from mwslink.listings.model import Attribute
from mwslink.listings.pull import Issue, Repair, Submission
from mwslink.listings.units import for_mws
from mwslink.messages import _

PRODUCT_DATA = "_POST_PRODUCT_DATA_"
_ELEMENTS = {Attribute.SHIPPING: "ShippingWeight", Attribute.PACKAGE: "PackageWeight"}
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"


@dataclass(frozen=True)
class RepairedListings:
    """The weights that a seller writes."""

    feeds: Feeds
    seller_id: str

    def weight_attributes(self) -> frozenset[Attribute]:
        """The offer's own shipping weight: "Peso del envío", which every listing had in the days of MWS."""
        return frozenset({Attribute.SHIPPING})

    def preview(self, repair: Repair) -> Submission:
        """MWS has no preview; what it cannot take for certain is refused here."""
        if repair.title:
            return Submission(repair.sku, "VALID")
        issue = Issue("MissingTitle", _("MWS wants the title repeated, and none is known."), "ERROR")
        return Submission(repair.sku, "INVALID", issues=(issue,))

    def submit(self, repairs: Sequence[Repair]) -> str:
        """Submit one feed; its id. Raises RejectedError for repairs of different marketplaces: a feed each."""
        places = {repair.marketplace_ids for repair in repairs}
        if len(places) != 1:
            raise RejectedError(_("Over MWS, listings of different marketplaces are written one after the other."))
        body = render_feed(self.seller_id, repairs)
        return self.feeds.submit(Feed(PRODUCT_DATA, body, next(iter(places))))

    def recent(self, since: datetime) -> list[tuple[str, datetime]]:
        """Ids and moments of the product feeds submitted since then, newest first."""
        return self.feeds.recent(PRODUCT_DATA, since)

    def result(self, feed_id: str) -> list[Submission] | None:
        """What went wrong, by SKU or else by the number of the message (as `id`); None while Amazon works on it.

        A report names nothing else: what it does not name was accepted.
        """
        found = self.feeds.result(feed_id)
        if found is None:
            return None
        refused = [issue for issue in found.issues if issue.severity.upper() == "ERROR"]
        return [Submission(one.sku, "INVALID", "" if one.sku else one.message_id, (_issue(one),)) for one in refused]


def _issue(issue: FeedIssue) -> Issue:
    return Issue(issue.code, issue.text, issue.severity.upper())


def render_feed(seller_id: str, repairs: Sequence[Repair]) -> bytes:
    """The feed: a message each, in the order of elements that Amazon's schema fixes."""
    envelope = ET.Element("AmazonEnvelope", {_SCHEMA: "amzn-envelope.xsd"})
    header = ET.SubElement(envelope, "Header")
    ET.SubElement(header, "DocumentVersion").text = "1.01"
    ET.SubElement(header, "MerchantIdentifier").text = seller_id
    ET.SubElement(envelope, "MessageType").text = "Product"
    for number, repair in enumerate(repairs, 1):
        message = ET.SubElement(envelope, "Message")
        ET.SubElement(message, "MessageID").text = str(number)
        ET.SubElement(message, "OperationType").text = "PartialUpdate"
        product = ET.SubElement(message, "Product")
        ET.SubElement(product, "SKU").text = repair.sku
        description = ET.SubElement(product, "DescriptionData")
        ET.SubElement(description, "Title").text = repair.title
        value, unit = for_mws(repair.weight)
        weight = ET.SubElement(description, _ELEMENTS[repair.attribute], unitOfMeasure=unit)
        weight.text = f"{value:f}"
    text: bytes = ET.tostring(envelope, encoding="utf-8", xml_declaration=True)
    return text
