"""POST_FLAT_FILE_FULFILLMENT_DATA: packages confirmed by a tab-separated file, by the rules of confirmShipment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from mwslink.sandbox.accounts import Account
from mwslink.sandbox.desks.envelope import FeedError, MessageError
from mwslink.sandbox.desks.feeds import Feed, Work
from mwslink.sandbox.desks.moments import parse_feed_moment
from mwslink.sandbox.desks.order_feeds import WORKING, collect, confirm, find_order, tracking_notes
from mwslink.sandbox.desks.processing_reports import FEED, FORM, Note, Summary, text_report
from mwslink.sandbox.model import Order, Package
from mwslink.sandbox.shipping import PackageDetail, next_reference

if TYPE_CHECKING:
    from mwslink.sandbox.state import State

_REQUIRED = ("order-id", "ship-date")
_OPTIONAL = ("order-item-id", "quantity", "carrier-code", "carrier-name", "tracking-number", "ship-method")
_NEWER = re.compile(
    r"(ship[_-]from|transparency)[_-].+", re.IGNORECASE
)  # columns of later templates, without effect here
_ABOUT = (("order-id", "AmazonOrderID"), ("order-item-id", "AmazonOrderItemCode"))
_ERASED = "NULL"  # in tracking-number


def process(state: State, feed: Feed, moment: datetime) -> Work:
    """Ship what the file says, row by row."""
    charset = _charset(feed.submission.content_type)
    try:
        rows = _rows(feed.submission.body, charset)
    except FeedError as error:
        summary = Summary(0, [Note("0", str(error), FEED)], is_rejected=True)
    else:
        notes = collect(rows, lambda row: _fulfil(state, feed.account, row, moment), lambda row: row[""])
        summary = Summary(len(rows), notes)
    return Work(WORKING, lambda _: text_report(summary, _ABOUT, charset=charset))


def _charset(content_type: str) -> str:
    named = re.search(r"charset=\"?([\w-]+)", content_type, re.IGNORECASE)
    charset = named[1] if named else "iso-8859-1"
    try:
        "".encode(charset)
    except LookupError:
        return "iso-8859-1"
    return charset


def _rows(body: bytes, charset: str) -> list[Mapping[str, str]]:
    """The rows by column name; the empty name holds the row's number. Raises FeedError."""
    try:
        lines = body.decode(charset).removeprefix("\ufeff").splitlines()
    except UnicodeDecodeError as error:
        raise FeedError(f"The file is not in {charset}.") from error
    names = [name.strip().lower() for name in lines[0].split("\t")] if lines else []
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        raise FeedError(f"The column {missing[0]} is missing.")
    strange = [name for name in names if name and name not in (*_REQUIRED, *_OPTIONAL) and not _NEWER.fullmatch(name)]
    if strange:
        raise FeedError(f"The column {strange[0]} is not one of this feed's.")
    return [_row(number, names, line) for number, line in enumerate(lines[1:], start=1) if line.strip()]


def _row(number: int, names: list[str], line: str) -> Mapping[str, str]:
    cells = dict(zip(names, (cell.strip() for cell in line.split("\t")), strict=False))
    return {**dict.fromkeys((*_REQUIRED, *_OPTIONAL), ""), **cells, "": str(number)}


def _fulfil(state: State, account: Account, row: Mapping[str, str], moment: datetime) -> list[Note]:
    order = find_order(state, account, row["order-id"])
    if row["carrier-name"] and row["carrier-code"] not in ("", "Other"):
        raise MessageError(FORM, "carrier-name goes with the carrier-code Other only.", AmazonOrderID=order.id)
    package = _package(row, order)
    confirm(state, account, order, package, moment=moment)
    return tracking_notes(row[""], order.id, package)


def _package(row: Mapping[str, str], order: Order) -> PackageDetail:
    tracking = "" if row["tracking-number"] == _ERASED else row["tracking-number"]
    begun = _begun(order, tracking)
    items = _items(row, order)
    return PackageDetail(
        reference=begun.reference if begun else next_reference(order),
        carrier=row["carrier-code"] or "Other",
        carrier_name=row["carrier-name"] or row["carrier-code"],
        service=row["ship-method"],
        tracking_number=tracking,
        shipped_at=parse_feed_moment(row["ship-date"], order=order),
        items=[*begun.items, *items] if begun and items else items,
    )


def _begun(order: Order, tracking: str) -> Package | None:
    """The package that an earlier row put other items of the order into."""
    return next((one for one in order.packages if tracking and one.tracking_number == tracking), None)


def _items(row: Mapping[str, str], order: Order) -> list[tuple[str, int]]:
    item_id, quantity = row["order-item-id"], row["quantity"]
    if not item_id:
        return []
    left = {item.id: item.quantity - item.quantity_shipped for item in order.items}
    if not re.fullmatch(r"\d{0,6}", quantity):
        about = {"AmazonOrderID": order.id, "AmazonOrderItemCode": item_id}
        raise MessageError(FORM, "quantity must be a whole number.", **about)
    return [(item_id, int(quantity or left.get(item_id, 0)))]
