"""CSV and JSON lines as other programs read them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.connections import Seller
from mwslink.orders.export import columns, write_csv, write_json_lines
from mwslink.orders.model import Address, Buyer, Money, Order, OrderItem, PersonalData
from mwslink.orders.records import OrderRow, order_record

AT = datetime(2026, 11, 1, 8, 0, 0, 123456, tzinfo=UTC)
SELLER = Seller("A2EXAMPLE12345", "eu")
ITEMS = (
    OrderItem("1", "A", "B0A", "Mug", 2, price=Money(Decimal("1E+2"), "EUR")),
    OrderItem("2", "B", "B0B", "Bowl", 1),
)
ORDER = Order("404-1", "A1RKKUPIHCS9HS", AT, AT, "UNSHIPPED", items=ITEMS)


def read_csv(order: Order, *, personal: bool = False) -> list[dict[str, str]]:
    """What a CSV reader finds."""
    stream = io.BytesIO()
    write_csv([OrderRow(order, SELLER, "amazon-es", "ES")], stream, personal=personal)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode())))


def test_an_order_has_a_row_an_item():
    """The order's own columns are repeated, so that every row stands alone."""
    rows = read_csv(ORDER)

    assert [(row["order_id"], row["sku"]) for row in rows] == [("404-1", "A"), ("404-1", "B")]
    assert rows[0]["created_at"] == "2026-11-01T08:00:00Z"
    assert rows[0]["price"] == "100"


def test_an_order_without_items_still_has_a_row():
    """A pending order is not lost."""
    rows = read_csv(replace(ORDER, items=()))

    assert [(row["order_id"], row["sku"], row["quantity"]) for row in rows] == [("404-1", "", "")]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ('=HYPERLINK("http://evil")', '\'=HYPERLINK("http://evil")'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2+3+cmd|x", "'-2+3+cmd|x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("+34 600 000 000", "+34 600 000 000"),
        ("-5", "-5"),
        ("1=1", "1=1"),
        ('Taza, "roja"\ncon asa', 'Taza, "roja"\ncon asa'),
    ],
)
def test_texts_are_no_formulas(title, written):
    """A title made to run something in a spreadsheet is only a text; telephone numbers and amounts stay."""
    order = replace(ORDER, items=(replace(ITEMS[0], title=title),))

    assert read_csv(order)[0]["title"] == written


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00")))
def test_no_cell_begins_like_a_formula(title):
    """Whatever anybody writes into a title."""
    cell = read_csv(replace(ORDER, items=(replace(ITEMS[0], title=title),)))[0]["title"]

    text = title.replace("\r\n", "\n").replace("\r", "\n")

    assert cell in (text, f"'{text}")
    assert not cell.startswith(("=", "@", "\t", "\n"))


def test_line_breaks_of_any_kind_stay_inside_their_cell():
    """An address typed on an old computer must not break the row."""
    order = replace(ORDER, items=(replace(ITEMS[0], title="a\rb\r\nc\nd"), ITEMS[1]))

    assert [row["title"] for row in read_csv(order)] == ["a\nb\nc\nd", "Bowl"]


def test_negative_amounts_are_numbers():
    """A discount is not a formula."""
    order = replace(ORDER, total=Money(Decimal("-5.00"), "EUR"))

    assert read_csv(order)[0]["total"] == "-5.00"


def test_addresses_of_more_than_three_lines_are_whole():
    """What does not fit its column goes into the last one."""
    personal = PersonalData(recipient=Address(lines=("a", "b", "c", "d")))
    row = read_csv(replace(ORDER, personal=personal), personal=True)[0]

    assert (row["address_line_1"], row["address_line_2"], row["address_line_3"]) == ("a", "b", "c, d")


def test_personal_data_is_left_out_unless_asked_for():
    """Also when the order in hand has some."""
    order = replace(ORDER, personal=PersonalData(Buyer("Canary"), Address("Canary", lines=("Canary",))))
    stream = io.BytesIO()
    write_csv([OrderRow(order, SELLER)], stream, personal=False)
    write_json_lines([OrderRow(order, SELLER)], stream, personal=False)

    assert b"Canary" not in stream.getvalue()
    assert "recipient_name" not in columns(personal=False)


def test_json_lines_have_exact_amounts_and_utc():
    """Amounts are text, so that no reader rounds them."""
    stream = io.BytesIO()
    count = write_json_lines([OrderRow(ORDER, SELLER), OrderRow(ORDER, SELLER)], stream, personal=False)
    first = json.loads(stream.getvalue().splitlines()[0])

    assert count == 2
    assert first["created_at"] == "2026-11-01T08:00:00.123456Z"
    assert first["items"][0]["price"]["currency"] == "EUR"
    assert Decimal(first["items"][0]["price"]["amount"]) == 100


def test_the_record_names_what_is_not_known():
    """Null, not an empty text, where there is nothing."""
    record = order_record(OrderRow(ORDER, SELLER), personal=True)

    assert record["connection"] is None
    assert record["total"] is None
    assert record["personal"] is None
