"""POST_PRODUCT_DATA of MWS: weights of listings changed by an XML feed.

`PartialUpdate` changes what it names, `Update` also clears the weights it leaves out. Titles and other texts are read
for their form only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from mwslink.sandbox.accounts import Account
from mwslink.sandbox.desks.envelope import FeedError, Message, MessageError, child_text, parse_envelope
from mwslink.sandbox.desks.feeds import Feed, Work
from mwslink.sandbox.desks.order_feeds import WORKING, collect
from mwslink.sandbox.desks.processing_reports import FEED, FORM, UNKNOWN, Note, Summary, xml_report
from mwslink.sandbox.listing import ITEM_WEIGHT, PACKAGE_WEIGHT, SHIPPING_WEIGHT, Listing, Weight
from mwslink.sandbox.listings.patching import apply_weights

if TYPE_CHECKING:
    from mwslink.sandbox.state import State

_OPERATIONS = ("Update", "PartialUpdate", "Delete")
_BEGINNING = (
    "Title", "Brand", "Designer", "Description", "BulletPoint", "ItemDimensions", "PackageDimensions", "PackageWeight",
    "ShippingWeight", "MerchantCatalogNumber", "MSRP",
)  # fmt: skip
_WEIGHTS = {"ItemDimensions/Weight": ITEM_WEIGHT, "PackageWeight": PACKAGE_WEIGHT, "ShippingWeight": SHIPPING_WEIGHT}
_UNITS = {"GR": "grams", "KG": "kilograms", "OZ": "ounces", "LB": "pounds", "MG": "milligrams"}
_NUMBER = re.compile(r"\+?(\d{1,12}(\.\d{0,2})?|\.\d{1,2})", re.ASCII)
_MOST_DIGITS = 12


def process(state: State, feed: Feed, moment: datetime) -> Work:
    """Change what the feed says, message by message."""
    seller_id = feed.account.seller_id
    try:
        messages = parse_envelope(feed.submission.body, message_type="Product", seller_id=seller_id)
    except FeedError as error:
        summary = Summary(0, [Note("0", str(error), FEED)], is_rejected=True)
        return Work(WORKING, lambda _: xml_report(summary, seller_id=seller_id, feed_id=feed.id))
    places = feed.submission.marketplace_ids or tuple(one.id for one in feed.account.marketplaces)

    def act(message: Message) -> list[Note]:
        _change(state, feed.account, message, places=places, moment=moment)
        return []

    done = Summary(len(messages), collect(messages, act, lambda one: one.id))
    return Work(WORKING, lambda _: xml_report(done, seller_id=seller_id, feed_id=feed.id))


def _change(state: State, account: Account, message: Message, *, places: tuple[str, ...], moment: datetime) -> None:
    sku = child_text(message.payload, "SKU")
    if message.operation not in _OPERATIONS or not sku or message.payload[0].tag != "SKU":
        raise MessageError(FORM, "A Product message needs an OperationType and its SKU first.", SKU=sku)
    book = state.listings(account)
    listing = book.find(sku)
    if listing is None:
        raise MessageError(UNKNOWN, f"The SKU {sku} is not one of this seller's listings.", SKU=sku)
    if message.operation == "Delete":
        book.remove(sku)
        return
    given = _read_weights(message.payload, sku)
    clears = message.operation == "Update"
    offered = _offered(listing, places)
    apply_weights(book, sku, given, marketplace_ids=offered, now=moment)
    for marketplace_id in offered if clears else ():
        for attribute in set(_WEIGHTS.values()) - set(given):
            book.patch(sku, marketplace_id, attribute, None, now=moment)


def _offered(listing: Listing, places: tuple[str, ...]) -> list[str]:
    offered = [one for one in listing.marketplaces if one in places]
    if not offered:
        text = f"The SKU {listing.sku} is not offered in a marketplace of this feed."
        raise MessageError(UNKNOWN, text, SKU=listing.sku)
    return offered


def _read_weights(product: Element, sku: str) -> Mapping[str, Weight]:
    data = product.find("DescriptionData")
    if data is None:
        return {}
    places = [_BEGINNING.index(child.tag) for child in data if child.tag in _BEGINNING]
    if places != sorted(places):
        raise MessageError(FORM, "The elements of DescriptionData are not in the order of its schema.", SKU=sku)
    if not child_text(data, "Title"):
        raise MessageError(FORM, "DescriptionData must have a Title.", SKU=sku)
    given = {attribute: data.find(path) for path, attribute in _WEIGHTS.items()}
    return {attribute: _read(one, sku) for attribute, one in given.items() if one is not None}


def _read(weight: Element, sku: str) -> Weight:
    text, unit = (weight.text or "").strip(), weight.get("unitOfMeasure", "")
    if unit not in _UNITS:
        raise MessageError(FORM, f"The unitOfMeasure must be one of {', '.join(_UNITS)}.", SKU=sku)
    if not _NUMBER.fullmatch(text) or sum(one.isdigit() for one in text) > _MOST_DIGITS:
        text = f"The value of {weight.tag} must be a decimal with at most 12 digits, 2 of them after the point."
        raise MessageError(FORM, text, SKU=sku)
    return Weight(Decimal(text), _UNITS[unit])
