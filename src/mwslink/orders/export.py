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
from datetime import UTC, datetime
from decimal import Decimal
from typing import BinaryIO

from mwslink.orders.model import Money, OrderItem, PersonalData
from mwslink.orders.records import OrderRow, country_of, order_record

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
    "weight_grams",
    "weight_origin",
    "missing_weights",
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
        country_of(order),
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
        _grams(row.weight.grams),
        row.weight.origin,
        " ".join(row.weight.missing),
    ]


def _grams(grams: Decimal | None) -> str:
    """Exact, without needless zeros."""
    if grams is None:
        return ""
    text = f"{grams:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


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
