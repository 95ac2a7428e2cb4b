"""The lines of a listings report: one for each offer of a seller in one marketplace, without any weight."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.desks.columns import ACTIVE, ALL, GROUP, INACTIVE, OPEN, STATUS, columns_of, names_of
from mwslink.sandbox.desks.styles import LINE_ENDS, Style
from mwslink.sandbox.listing import BUYABLE, DISCOVERABLE, MERCHANT, Listing, Offer
from mwslink.sandbox.seed.amounts import local_cents, money

LINES_A_PIECE = 500
_CHANNELS = {"eu": "AMAZON_EU", "na": "AMAZON_NA", "fe": "AMAZON_JP"}
_UNFIT = str.maketrans({"\t": " ", "\r": " ", "\n": " "})
_ASIN, _EAN = "1", "4"


@dataclass(frozen=True)
class Sheet:
    """One report: whose listings, as of when, in which form."""

    type: str
    marketplace: Marketplace
    language: str
    style: Style
    as_of: datetime


def render(sheet: Sheet, listings: Iterable[Listing]) -> Iterator[bytes]:
    """The document in pieces, the first with the column names."""
    columns = columns_of(sheet.type, sheet.style.layout)
    end, codec = LINE_ENDS[sheet.style.line_end], sheet.style.codec
    mark = "\ufeff" if sheet.style.has_bom else ""
    yield (mark + "\t".join(names_of(columns, sheet.language)) + end).encode(codec, "replace")
    lines = ("\t".join(line) + end for line in rows(sheet, columns, listings))
    while piece := "".join(islice(lines, LINES_A_PIECE)):
        yield piece.encode(codec, "replace")


def rows(sheet: Sheet, columns: tuple[str, ...], listings: Iterable[Listing]) -> Iterator[list[str]]:
    """The cells of each line."""
    is_wanted = _WANTED[sheet.type]
    for listing in listings:
        offer = listing.offer(sheet.marketplace.id)
        if offer is not None and listing.created_at <= sheet.as_of and is_wanted(listing, offer):
            cells = _cells(sheet, listing, offer)
            yield [cells.get(column, "") for column in columns]


def is_listed(report_type: str, listing: Listing, offer: Offer) -> bool:
    """Whether a report of that type has a line for the offer."""
    return _WANTED[report_type](listing, offer)


_WANTED: dict[str, Callable[[Listing, Offer], bool]] = {
    ALL: lambda _listing, _offer: True,
    ACTIVE: lambda _listing, offer: BUYABLE in offer.status,
    INACTIVE: lambda _listing, offer: BUYABLE not in offer.status,
    OPEN: lambda _listing, offer: BUYABLE in offer.status,
}


def _cells(sheet: Sheet, listing: Listing, offer: Offer) -> dict[str, str]:
    number = zlib.crc32(listing.sku.encode())
    kind = _EAN if number % 10 == 0 else _ASIN
    is_fba = listing.fulfilled_by != MERCHANT
    price = str(money(local_cents(listing.euro_cents, sheet.marketplace.currency)))
    return {
        "item-name": listing.title(sheet.marketplace.language).translate(_UNFIT),
        "item-description": '12" / 30 cm' if number % 7 == 0 else "",  # a stray quotation mark is data
        "listing-id": f"{number:08x}".upper(),
        "seller-sku": listing.sku,
        "sku": listing.sku,
        "asin": listing.asin,
        "price": price,
        "quantity": "" if is_fba else str(offer.quantity),
        "open-date": _opened(sheet.marketplace.country, listing.created_at),
        "item-is-marketplace": "y",
        "product-id-type": kind,
        "item-condition": "11",
        "asin1": listing.asin,
        "will-ship-internationally": "1",
        "product-id": listing.asin if kind == _ASIN else _ean(number),
        "pending-quantity": "" if is_fba else "0",
        "fulfillment-channel": _CHANNELS[sheet.marketplace.region] if is_fba else "DEFAULT",
        GROUP: "" if is_fba else "Standard",
        STATUS: _status(offer),
        **({"Business Price": price} if number % 5 == 0 else {}),
    }


def _status(offer: Offer) -> str:
    if BUYABLE in offer.status:
        return "Active"
    return "Inactive" if DISCOVERABLE in offer.status else "Incomplete"


def _ean(number: int) -> str:
    digits = f"843{number % 10**9:09d}"
    odd, even = (sum(int(digit) for digit in digits[start::2]) for start in (0, 1))
    return digits + str(-(odd + 3 * even) % 10)


def _opened(country: str, moment: datetime) -> str:
    """`02/06/2020 10:12:40 BST`: local time, with the name of its zone."""
    is_summer = _summer(moment.year)[0] <= moment < _summer(moment.year)[1]
    west = country in ("GB", "IE")
    local = moment + timedelta(hours=is_summer + (not west))
    zone = ("BST" if is_summer else "GMT") if west else ("MEST" if is_summer else "MET")
    return f"{local.day:02d}/{local.month:02d}/{local.year} {local:%H:%M:%S} {zone}"


@lru_cache(maxsize=64)
def _summer(year: int) -> tuple[datetime, datetime]:
    """Europe's summer time, from the last Sunday of March to that of October, at 01:00 UTC."""
    first, last = (datetime(year, month, 31, 1, tzinfo=UTC) for month in (3, 10))
    return first - timedelta(days=(first.weekday() + 1) % 7), last - timedelta(days=(last.weekday() + 1) % 7)
