"""A product as Products 2011-10-01 shows it: dimensions in inches, weights in pounds, unrounded."""

from __future__ import annotations

import zlib
from decimal import ROUND_HALF_EVEN, Context, Decimal
from xml.etree.ElementTree import Element

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.listing import GRAMS, Listing, Weight
from mwslink.sandbox.mws.answers import element
from mwslink.sandbox.seed.amounts import local_cents, money

_NS2 = {"xmlns:ns2": "http://mws.amazonservices.com/schema/Products/2011-10-01/default.xsd"}
_EXACT = Context(prec=40, rounding=ROUND_HALF_EVEN)
_PLACES = (10, 10, 10, 24, 6)  # digits after the point, as in recorded answers
_INCH_MM = Decimal("25.4")


def render_product(listing: Listing, place: Marketplace) -> Element:
    """`Product` with its attributes in the marketplace's language."""
    identifiers = element("MarketplaceASIN", element("MarketplaceId", place.id), element("ASIN", listing.asin))
    return element(
        "Product",
        element("Identifiers", identifiers),
        element("AttributeSets", _attributes(listing, place)),
        element("Relationships"),
        element("SalesRankings"),
        attributes=_NS2,
    )


def _attributes(listing: Listing, place: Marketplace) -> Element:
    price = str(money(local_cents(listing.euro_cents, place.currency)))
    amount = _ns2("ListPrice", _ns2("Amount", price), _ns2("CurrencyCode", place.currency))
    made = _ns2(
        "ItemAttributes",
        _ns2("Brand", listing.brand),
        _dimensions("ItemDimensions", listing, listing.catalogue_item_weight),
        _ns2("Label", listing.brand),
        amount,
        _ns2("Manufacturer", listing.brand),
        _dimensions("PackageDimensions", listing, listing.catalogue_package_weight),
        _ns2("PackageQuantity", "1"),
        _ns2("ProductTypeName", listing.product_type),
        _ns2("Title", listing.title(place.language)),
    )
    made.set("xml:lang", place.language.replace("_", "-"))
    return made


def _dimensions(name: str, listing: Listing, weight: Weight | None) -> Element | None:
    """The block; without a weight it lacks the weight, or is not there at all."""
    number = zlib.crc32(f"{name} {listing.asin}".encode())
    sides = [("Height", 40 + number % 200), ("Length", 60 + number // 7 % 300), ("Width", 50 + number // 11 % 250)]
    if weight is None:
        if number % 2:
            return None
        return _ns2(name, *(_length(side, millimetres) for side, millimetres in sides))
    lengths = [] if number % 9 == 0 else sides  # a weight alone, now and then
    return _ns2(name, *(_length(side, millimetres) for side, millimetres in lengths), _weight(weight, number))


def _length(side: str, millimetres: int) -> Element:
    return _ns2(side, _text(Decimal(millimetres) / _INCH_MM, 10), Units="inches")


def _weight(weight: Weight, number: int) -> Element:
    if weight.grams is None:  # tons: nobody knows which
        return _ns2("Weight", str(weight.value), Units=weight.unit)
    pounds = _EXACT.divide(weight.grams, GRAMS["pounds"])
    return _ns2("Weight", _text(pounds, _PLACES[number % len(_PLACES)]), Units="pounds")


def _text(value: Decimal, places: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), context=_EXACT):f}"


def _ns2(name: str, *content: Element | str | None, **attributes: str) -> Element:
    return element(f"ns2:{name}", *content, attributes=attributes)
