"""Orders as other programs read them: CSV with one row an item, JSON lines with one order a line.

Moments are ISO 8601 in UTC, amounts are exact decimals with a point, keys and values are Amazon's words. Buyers' data
is in the columns and keys of `PERSONAL_COLUMNS` and `personal` only, which exist only where they are asked for.

A spreadsheet takes a CSV text that begins with = + - @ for a formula, and anybody may put one into a title or an
address: such texts get an apostrophe in front. Telephone numbers and amounts stay as they are, JSON always does.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from mwslink.connections import Seller
from mwslink.marketplaces import BY_ID
from mwslink.orders.model import Address, Money, Order, OrderItem, Package, PersonalData, Window

ORDER_COLUMNS = (
    "order_id",
    "connection",
    "seller_id",
    "marketplace_id",
    "country",
    "status",
    "fulfilled_by",
    "service_level",
    "programs",
    "created_at",
    "updated_at",
    "ship_by",
    "deliver_by",
    "total",
    "currency",
    "destination_country",
)
ITEM_COLUMNS = (
    "item_id",
    "sku",
    "asin",
    "title",
    "quantity",
    "quantity_shipped",
    "price",
    "shipping",
    "tax",
    "discount",
    "gift_wrap",
    "is_gift",
)
PERSONAL_COLUMNS = (
    "recipient_name",
    "recipient_company",
    "address_line_1",
    "address_line_2",
    "address_line_3",
    "city",
    "state",
    "postal_code",
    "phone",
    "address_kind",
    "delivery_instructions",
    "buyer_name",
    "buyer_email",
    "gift_message",
)
_FORMULA = re.compile(r"[=@\t\n]|[+-](?![\d\s()./+-]*\Z)")


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order with the connection it came by (empty when that was removed) and the country it goes to."""

    order: Order
    seller: Seller
    connection: str = ""
    destination_country: str = ""


def columns(*, personal: bool) -> tuple[str, ...]:
    """The headings of the CSV file."""
    return ORDER_COLUMNS + ITEM_COLUMNS + (PERSONAL_COLUMNS if personal else ())


def write_csv(rows: Iterable[OrderRow], stream: BinaryIO, *, personal: bool) -> int:
    """Write the orders as they come, as UTF-8; return how many there were."""
    writer = csv.writer(_Encoded(stream), lineterminator="\n")
    writer.writerow(columns(personal=personal))
    count = 0
    for row in rows:
        writer.writerows(_csv_rows(row, personal=personal))
        count += 1
    return count


def write_json_lines(rows: Iterable[OrderRow], stream: BinaryIO, *, personal: bool) -> int:
    """Write the orders as they come, one JSON object a line; return how many there were."""
    import msgspec  # imported late: the list of connections has no need of it

    encode = msgspec.json.Encoder().encode
    count = 0
    for row in rows:
        stream.write(encode(order_record(row, personal=personal)) + b"\n")
        count += 1
    return count


def order_record(row: OrderRow, *, personal: bool) -> dict[str, object]:
    """The order as the JSON outputs show it (docs/reference/json.md); moments and decimals as values."""
    order = row.order
    record: dict[str, object] = {
        "order_id": order.id,
        "connection": row.connection or None,
        "seller_id": row.seller.seller_id,
        "region": row.seller.region,
        "marketplace_id": order.marketplace_id,
        "country": _country(order),
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
        "items": [_item_record(item) for item in order.items],
        "packages": [_package_record(package) for package in order.packages],
    }
    if personal:
        record["personal"] = _personal_record(order.personal)
    return record


def _country(order: Order) -> str:
    marketplace = BY_ID.get(order.marketplace_id)
    return marketplace.country if marketplace else ""


def _window_record(window: Window) -> dict[str, object]:
    return {"earliest": window.earliest, "latest": window.latest}


def _money_record(money: Money | None) -> dict[str, object] | None:
    return {"amount": money.amount, "currency": money.currency} if money else None


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


class _Encoded:
    """What csv writes to, on top of bytes: the file is UTF-8 whatever the locale."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.encode("utf-8", "replace"))


def _csv_rows(row: OrderRow, *, personal: bool) -> Iterator[list[str]]:
    """One row an item; an order whose items Amazon has not told yet has one row without."""
    order_cells = [_text(cell) for cell in _order_cells(row)]
    for item in row.order.items or (None,):
        cells = [*order_cells, *(_text(cell) for cell in _item_cells(item))]
        if personal:
            cells += [_text(cell) for cell in _personal_cells(row.order.personal, item)]
        yield cells


def _order_cells(row: OrderRow) -> list[object]:
    order = row.order
    return [
        order.id,
        row.connection,
        row.seller.seller_id,
        order.marketplace_id,
        _country(order),
        order.status,
        order.fulfilled_by,
        order.service_level,
        " ".join(order.programs),
        order.created_at,
        order.updated_at,
        order.ship_by.latest,
        order.deliver_by.latest,
        order.total,
        order.total.currency if order.total else "",
        row.destination_country or order.country,
    ]


def _item_cells(item: OrderItem | None) -> list[object]:
    if item is None:
        return [None] * len(ITEM_COLUMNS)
    return [
        item.id,
        item.sku,
        item.asin,
        item.title,
        item.quantity,
        item.quantity_shipped,
        item.price,
        item.shipping,
        item.tax,
        item.discount,
        item.gift_wrap,
        item.is_gift,
    ]


def _personal_cells(personal: PersonalData | None, item: OrderItem | None) -> list[object]:
    if personal is None:
        return [None] * len(PERSONAL_COLUMNS)
    to = personal.recipient
    lines = [*to.lines[:2], ", ".join(to.lines[2:])]
    return [
        to.name,
        to.company,
        *lines,
        *[""] * (3 - len(lines)),
        to.city,
        to.state,
        to.postal_code,
        to.phone,
        to.kind,
        personal.delivery_instructions,
        personal.buyer.name,
        personal.buyer.email,
        personal.gift_messages.get(item.id, "") if item else "",
    ]


def _text(cell: object) -> str:
    """A value as CSV shows it; only texts can be formulas."""
    if isinstance(cell, str):
        text = cell.replace("\r\n", "\n").replace("\r", "\n")  # csv leaves a lone CR unquoted, which breaks the row
        return f"'{text}" if _FORMULA.match(text) else text
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(cell, Money):
        return f"{cell.amount:f}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)
