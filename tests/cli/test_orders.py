"""`mwslink orders`: lists, details and exports of a real store."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import threading
from dataclasses import replace

import pytest
from shops import ACME, DE, GONE, IT, OTHER, a_buyer, a_package, an_order, fill, open_shop

from contract.store.erasures import erase_personal
from mwslink import clock
from mwslink.orders.export import ITEM_COLUMNS, ORDER_COLUMNS, PERSONAL_COLUMNS
from mwslink.orders.model import Address, Money


def ids(ran) -> list[str]:
    """The numbers of the orders in a JSON answer, in its order."""
    return [record["order_id"] for record in ran.data["orders"]]


@pytest.fixture
def shop(config_file):
    """Six orders: four in Spain of several statuses, one in Italy, one of another seller in Germany."""
    fill(
        config_file,
        [
            an_order(1),
            an_order(2, status="SHIPPED", packages=(a_package(),)),
            an_order(3, status="PARTIALLY_SHIPPED"),
            an_order(4, status="PENDING", items=(), total=None, personal=None),
            an_order(30, marketplace_id=IT),
        ],
    )
    fill(
        config_file,
        [an_order(60, marketplace_id=DE, total=Money(a_total := an_order().total.amount, "SEK"))],
        seller=OTHER,
    )
    assert a_total
    return config_file


def test_before_the_first_import_it_says_how_to_import(program, config_file, blank_environment):
    """No store is made for a look."""
    ran = program("orders")

    assert ran.code == 0
    assert "mwslink import" in ran.out
    assert not (blank_environment / ".local").exists()


def test_the_table_has_a_row_an_order_newest_first_without_personal_data(program, shop, madrid):
    """What one looks for at a glance, in local time; nothing of the buyer."""
    lines = program("orders").out.splitlines()

    assert [line.split()[0] for line in lines[1:]] == [an_order(n).id for n in (60, 30, 4, 3, 2, 1)]
    for text in ("amazon-es", "Unshipped", "2026-11-01", "2026-11-03", "29.85 EUR", "ES"):
        assert text in lines[-1]
    assert "anar" not in "\n".join(lines)  # canary


def test_reading_orders_needs_no_key(program, shop):
    """The table is there although nobody can open personal data."""
    secrets = shop.with_name("secrets.toml")
    secrets.write_text("")
    ran = program("orders")

    assert ran.code == 0
    assert len(ran.out.splitlines()) == 7


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("amazon-it",), [30]),
        (("amazon-it", "other-de"), [60, 30]),
        (("--country", "de"), [60]),
        (("--status", "shipped"), [2]),
        (("--status", "SHIPPED", "--status", "pending"), [4, 2]),
        (("--open", "amazon-es"), [3, 1]),
        (("--limit", "2"), [60, 30]),
        (("--since", "2026-11-02"), [60, 30]),
        (("--until", "2026-11-01"), [4, 3, 2, 1]),
        (("--until", "2026-11-01T11:00+00:00"), [1]),
        (("--order", "404-0000030-0000030"), [30]),
        (("amazon-es", "--country", "ES", "--open", "--limit", "1"), [3]),
    ],
)
def test_filters_choose_orders(program, shop, arguments, expected):
    """Each filter, and several together."""
    assert ids(program("orders", *arguments, "--json")) == [an_order(n).id for n in expected]


def test_orders_of_removed_connections_are_still_listed(program, shop):
    """Nothing that is stored is hidden; a name or country narrows it to what is connected."""
    fill(shop, [an_order(90)], seller=GONE)
    record = program("orders", "--json").data["orders"][0]

    assert (record["seller_id"], record["connection"]) == (GONE.seller_id, None)
    assert an_order(90).id not in ids(program("orders", "--country", "ES", "--json"))


def test_nothing_found_is_told_apart_from_nothing_stored(program, shop):
    """An empty answer is a sentence and no failure."""
    ran = program("orders", "--status", "cancelled")

    assert ran.code == 0
    assert ran.out == "No stored order is like that.\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--since", "yesterday"), "7d"),
        (("--until", "2026-13-01"), "2026-11-01"),
        (("--since", "2026-11-05", "--until", "2026-11-01"), "--since"),
        (("--output", "orders.txt"), "--format"),
        (("--json", "--format", "csv"), "--json"),
        (("--status", "lost"), "unshipped"),
        (("--country", "FR"), "FR"),
        (("--order", " "), "--order"),  # a script's empty variable must not mean all, or any
        (("--order", "", "--format", "csv", "--personal"), "--order"),
        (("--limit", "0"), "1"),
    ],
)
def test_a_wrong_command_line_is_explained(program, shop, arguments, says):
    """Exit 2, with an example of what is right."""
    ran = program("orders", *arguments)

    assert ran.code == 2
    assert says in ran.err + ran.out


def test_an_unknown_connection_or_country_exits_3(program, shop):
    """As every command does."""
    assert program("orders", "amazon-se").code == 3
    assert program("orders", "--country", "XX").code == 3
    assert program("orders", "--country", "").code == 3


def test_one_order_in_detail(program, shop, madrid):
    """Items and packages; no personal data unless asked for."""
    ran = program("orders", "--order", an_order(2).id)

    assert ran.code == 0
    for text in (
        "amazon-es",
        "Shipped",
        "MUG-RED",
        "B0EXAMPLE1",
        "Taza roja",
        "25.90 EUR",
        "CORREOS",
        "package-1",
        "2026-11-01 12:30",
    ):
        assert text in ran.out
    assert "anar" not in ran.out


def test_one_order_in_detail_with_its_buyer(program, shop):
    """With --personal and the key: recipient, address, telephone, gift text, tracking number."""
    ran = program("orders", "--order", an_order(2).id, "--personal")

    for text in (
        "Canary Núñez",
        "Calle Canaria 1",
        "12598 Peñíscola",
        "+34 600 000 000",
        "¡feliz día!",
        "CANARY-TRACK",
    ):
        assert text in ran.out
    assert ran.err == ""


def test_an_order_that_is_not_stored_exits_6(program, shop):
    """A script can tell."""
    ran = program("orders", "--order", "999-9999999-9999999")

    assert ran.code == 6
    assert "mwslink import" in ran.err


def test_buyers_cannot_move_the_terminals_cursor(program, shop):
    """Control characters in an address are data, not commands."""
    evil = replace(a_buyer(), recipient=Address("Ev\x1b[2Jil\nrow", lines=("\x1b]0;title\x07",)))
    fill(shop, [an_order(95, personal=evil)])
    detail = program("orders", "--order", an_order(95).id, "--personal").out
    table = program("orders", "--limit", "1", "--personal").out

    assert "\x1b" not in detail + table
    assert "Ev [2Jil row" in detail


def test_json_is_one_document_with_amazons_words(program, shop):
    """Exact amounts as text, moments in UTC, statuses as Amazon writes them."""
    record = program("orders", "--order", an_order(2).id, "--json").data["orders"][0]

    assert record["status"] == "SHIPPED"
    assert record["total"] == {"amount": "29.85", "currency": "EUR"}
    assert record["created_at"] == "2026-11-01T11:30:00Z"
    assert record["items"][0]["price"] == {"amount": "25.90", "currency": "EUR"}
    assert record["packages"][0]["items"] == []
    assert record["destination_country"] == "ES"
    assert "personal" not in record


def test_json_with_personal_data(program, shop):
    """Only where asked for; null where there is none."""
    records = {one["order_id"]: one for one in program("orders", "--personal", "--json").data["orders"]}

    assert records[an_order(1).id]["personal"]["recipient"]["name"] == "Canary Núñez"
    assert records[an_order(4).id]["personal"] is None


def test_missing_key_shows_the_orders_and_says_why_personal_data_is_absent(program, shop):
    """The key is lost: the rest is still of use."""
    secrets = shop.with_name("secrets.toml")
    secrets.write_text("")
    ran = program("orders", "--personal")
    exported = program("orders", "--personal", "--format", "csv")

    assert ran.code == 0
    assert "store key is missing" in ran.err
    assert "anar" not in ran.out
    assert "store key is missing" in exported.err
    assert "recipient_name" not in exported.out


def test_a_wrong_key_is_an_error(program, shop):
    """Another key than the store's is never taken for none."""
    from mwslink.config_file import store_secret
    from mwslink.store import new_store_key

    store_secret(shop.with_name("secrets.toml"), "store.key", new_store_key())
    ran = program("orders", "--personal")

    assert ran.code == 3
    assert "key" in ran.err


def test_erased_personal_data_is_said_to_be_erased(program, shop):
    """One line on stderr, and the orders."""
    with open_shop(shop) as store:
        erase_personal(store._database, 1, seller=ACME)
    ran = program("orders", "--personal", "--status", "unshipped", "amazon-es")

    assert ran.code == 0
    assert "1 order has no personal data" in ran.err


def test_csv_has_one_row_an_item_and_the_documented_columns(program, shop):
    """For a spreadsheet: exact numbers, UTC moments."""
    ran = program("orders", "amazon-es", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    row = rows[-1]

    assert tuple(row) == ORDER_COLUMNS + ITEM_COLUMNS
    assert len(rows) == 4
    assert (row["order_id"], row["total"], row["currency"]) == (an_order(1).id, "29.85", "EUR")
    assert (row["created_at"], row["sku"], row["quantity"], row["price"]) == (
        "2026-11-01T10:30:00Z",
        "MUG-RED",
        "2",
        "25.90",
    )
    assert "anar" not in ran.out


def test_csv_with_personal_data(program, shop):
    """The columns of the recipient are there only on request."""
    ran = program("orders", "amazon-es", "--format", "csv", "--personal")
    row = list(csv.DictReader(io.StringIO(ran.out)))[-1]

    assert tuple(row) == ORDER_COLUMNS + ITEM_COLUMNS + PERSONAL_COLUMNS
    assert (row["recipient_name"], row["city"], row["postal_code"]) == ("Canary Núñez", "Peñíscola", "12598")
    assert row["phone"] == "+34 600 000 000"
    assert row["gift_message"] == "Canary, ¡feliz día!"


def test_json_lines_are_the_documents_orders(program, shop):
    """One order a line, the same as in the document."""
    lines = program("orders", "--format", "jsonl").out.splitlines()

    assert [json.loads(line) for line in lines] == program("orders", "--json").data["orders"]


def test_output_is_whole_private_and_named_by_its_form(program, shop, tmp_path):
    """The ending says the form; the mode is 0600; stdout says what was written."""
    target = tmp_path / "pedidos.jsonl"
    ran = program("orders", "--output", str(target))

    assert ran.code == 0
    assert ran.out == f"6 orders written to {target}\n"
    assert len(target.read_text().splitlines()) == 6
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"home", target.name}


def test_output_with_json_tells_where_it_went(program, shop, tmp_path):
    """For scripts."""
    target = tmp_path / "orders.csv"
    data = program("orders", "--output", str(target), "--json").data

    assert data == {"output": str(target), "format": "csv", "count": 6}


def test_a_failing_export_leaves_the_file_before_it(program, shop, tmp_path):
    """Nobody reads half an export."""
    target = tmp_path / "orders.csv"
    target.write_text("yesterday's")
    with open_shop(shop) as store:
        sealed = store._database  # the worst case: a row that cannot be opened
        with sealed.writing() as sql:
            sql.execute("UPDATE personal SET sealed = x'01' WHERE order_id = ?", (an_order(1).id,))
    ran = program("orders", "--output", str(target), "--personal")

    assert ran.code == 8
    assert target.read_text() == "yesterday's"
    assert {path.name for path in tmp_path.iterdir()} == {"home", "orders.csv"}


def test_an_unwritable_output_is_named(program, shop, tmp_path):
    """Exit 3 with the reason."""
    ran = program("orders", "--output", str(tmp_path / "no" / "orders.csv"))

    assert ran.code == 3
    assert "orders.csv" in ran.err
    assert program("orders", "--format", "csv", "--output", str(tmp_path)).code == 3


def test_output_follows_a_link_and_feeds_a_pipe(program, shop, tmp_path):
    """A link keeps pointing to the file; a named pipe is written to, not replaced."""
    target, link, fifo = tmp_path / "real.csv", tmp_path / "link.csv", tmp_path / "fifo.csv"
    target.write_text("")
    link.symlink_to(target)
    program("orders", "--output", str(link))
    os.mkfifo(fifo)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(fifo.read_text()))
    reader.start()
    program("orders", "--output", str(fifo))
    reader.join(timeout=10)

    assert link.is_symlink()
    assert read == [target.read_text()]


def test_a_long_table_is_cut_and_says_so(program, config_file):
    """A hundred rows on screen; exports and JSON have all."""
    fill(config_file, [an_order(n, personal=None) for n in range(1, 131)])
    ran = program("orders")

    assert len(ran.out.splitlines()) == 101
    assert "100 of 130" in ran.err
    assert len(program("orders", "--limit", "120").out.splitlines()) == 121
    assert len(program("orders", "--json").data["orders"]) == 130
    assert len(program("orders", "--format", "jsonl").out.splitlines()) == 130


def test_seven_days_are_counted_back_from_now(program, config_file):
    """`7d` is what people type."""
    now = clock.now()
    fill(config_file, [an_order(1, created_at=now, updated_at=now), an_order(2)], until=now)

    assert ids(program("orders", "--since", "7d", "--json")) == [an_order(1).id]


def test_spanish_amounts_and_statuses(program, shop):
    """A seller in Spain reads commas and Spanish words; exports stay the same for programs."""
    text = program("orders", "amazon-es", language="es").out
    rows = program("orders", "amazon-es", "--format", "csv", language="es").out

    assert "29,85 EUR" in text
    assert "Enviado" in text
    assert "29.85" in rows


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_order_that_is_not_stored_is_no_empty_export(form, config_file, program):
    """A script must notice."""
    fill(config_file, [an_order(1)])

    assert program("orders", "--order", "404-0000000-0000000", "--format", form).code == 6


def test_a_dash_for_the_file_is_standard_output_and_nothing_else(config_file, program):
    """No line about it follows the CSV."""
    fill(config_file, [an_order(1)])

    plain = program("orders", "--format", "csv")

    assert program("orders", "--format", "csv", "--output", "-").out == plain.out
