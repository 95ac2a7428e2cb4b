"""Weights from CSV files: what has one meaning is taken, the rest is told line by line and nothing is taken."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listing_fakes import ES, IT, kg, listing

from mwslink.listings.checking import CheckRow
from mwslink.listings.csv import WeightTable, read_weights, report_lines
from mwslink.listings.suggest import Source, Suggestion
from mwslink.listings.weights import Weight


def read(text: str, encoding: str = "utf-8") -> WeightTable:
    return read_weights(text.encode(encoding))


def grams(table: WeightTable) -> dict[tuple[str, str], Decimal | None]:
    assert table.problems == ()
    return {(row.sku, row.marketplace_id): row.weight.grams for row in table.rows}


def problems(text: str) -> list[tuple[int | None, str]]:
    table = read(text)
    assert table.problems
    return [(one.line, one.text) for one in table.problems]


TAZA = {("TAZA Ñ", ""): Decimal(450)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "text",
    [
        "sku,weight\nTAZA Ñ,450 g\n",
        'sku,weight\n"TAZA Ñ","0,45 kg"\n',
        "SKU;Peso\nTAZA Ñ;0,45 kg\n",
        "sku\tpeso\tunidad\nTAZA Ñ\t0,45\tkg\n",
        "sku;peso (kg)\nTAZA Ñ;0,45\n",
        "sku;weight_g\nTAZA Ñ;450\n",
        "Título;SKU del vendedor;Peso del envío\nTaza;TAZA Ñ;450 gramos\n",
        "sep=;\nsku;weight\nTAZA Ñ;450 g\n",
        "\nsku;weight\n\nTAZA Ñ;450 g\n;;\n",
        "weight;sku\n450 g;TAZA Ñ",
    ],
)
def test_what_spreadsheets_make_of_it_is_understood(text: str, end: str, encoding: str) -> None:
    assert grams(read(text.replace("\n", end), encoding)) == TAZA


def test_a_cell_may_have_several_lines() -> None:
    text = 'sku;weight;country;title\nTAZA Ñ;450 g;;"Taza ""grande"",\ncon asa; roja"\nB;1 g;;B\n'
    assert grams(read(text)) == {**TAZA, ("B", ""): 1}


def test_a_report_in_which_a_stray_quote_swallows_lines_is_refused() -> None:
    """They would be left out unsaid, with what somebody filled in."""
    rows = [CheckRow(listing(number), (), waiting=1) for number in range(9)]
    lines = [",".join(cells).replace(",,", ",450 g,", 1) for cells in report_lines(rows)]
    lines[3] = lines[3].replace("Product SKU-002", '"Product')
    lines[7] = lines[7].replace("Product SKU-006", 'Product"')

    assert [line for line, _text in problems("\n".join(lines))] == [4]


def test_a_row_may_name_a_country_a_marketplace_or_none() -> None:
    text = "sku;weight;country\nA;1 g;ES\nA;2 g;Amazon.it\nA;3 g;\nB;4 g;Spain\nB;5 g;" + IT

    assert grams(read(text)) == {("A", ES): 1, ("A", IT): 2, ("A", ""): 3, ("B", ES): 4, ("B", IT): 5}


def test_the_same_row_twice_is_one() -> None:
    assert grams(read("sku,weight\nA,450 g\nA,0.45 kg\n")) == {("A", ""): 450}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "sku / weight"),
        ("foo,bar\n1,2\n", 1, "sku / weight"),
        ("sku;gewicht\nA;3 g", 1, "weight"),
        ("sku,weight\n", 1, "no weight in the file"),
        ("sku,weight,peso\nA,1 g,2 g", 1, "two columns"),
        ("sku,weight\nA,0,45 kg\n", 2, "decimal comma"),
        ("sku,weight\nA,\n", 2, "A: the weight is missing"),
        ("sku,weight\n,3 g\n", 2, "SKU is missing"),
        ("sku,weight\nA,3\n", 2, "no unit"),
        ("sku,weight\nA,3 stone\n", 2, "not a unit"),
        ("sku,weight\nA,-3 g\n", 2, "above zero"),
        ("sku;weight\nA;1.234 kg\n", 2, "1234 and as 1.234"),
        ("sku;weight\nA;1.234,5 kg\n", 2, "1234.5 kg"),
        ("sku,weight\nA,3 g\nB,1 g\nA,4 g\n", 4, "3 g in line 2"),
        ("sku,weight,unit\nA,3 g,kg\n", 2, "the unit is kg"),
        ("sku,weight,country\nA,3 g,Atlantis\n", 2, "Atlantis"),
        ('sku,weight\n"A\nB",3 g\nC,x\n', 4, "not a weight"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, words: str) -> None:
    ((found, reason),) = problems(text)

    assert (found, words in reason) == (line, True), reason


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert [line for line, _ in problems("sku;weight\nA;x\nB;1 g\nC;\nD;0 g\n")] == [2, 4, 5]


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"sku,weight\n{text}".encode()))
def test_no_file_is_misread_in_silence(content: bytes) -> None:
    """Whatever it holds: weights above zero, or problems."""
    table = read_weights(content)

    assert all(row.sku and row.weight.grams > 0 for row in table.rows)  # type: ignore[operator]
    assert table.rows or table.problems


@pytest.mark.parametrize("content", [b"PK\3\4\x14\0\6\0sku,weight\nA,1 g\n", b"sku,weight\nA\x1b[31m,1 g\n"])
def test_what_is_no_text_is_refused_and_not_shown(content: bytes) -> None:
    """A spreadsheet's own file, and what would paint a terminal."""
    table = read_weights(content)

    assert (table.rows, len(table.problems)) == ((), 1)
    assert str(table.problems[0]).isprintable()


SKUS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=12)


@given(skus=st.lists(SKUS | st.sampled_from(["=1+1", "-5", "@x", "'=x", "''-1", "a,b", 'a"b', "a;b"]), unique=True))
def test_the_report_filled_in_comes_back_as_it_was(skus: list[str]) -> None:
    """Also SKUs that a spreadsheet would take for formulas; lines left empty are left alone."""
    rows = [CheckRow(listing(sku), (), suggestions=(Suggestion(kg("1"), Source.ELSEWHERE),)) for sku in skus]
    heading, *lines = report_lines(rows)
    for number, cells in enumerate(lines):
        assert cells[0][0] not in "=+-@"
        cells[1] = "450 g" if number % 2 else ""
    text = io.StringIO()
    csv.writer(text).writerows([heading, *lines])
    table = read(text.getvalue())
    filled = [sku for number, sku in enumerate(skus) if number % 2]

    assert [(row.sku, row.weight, row.marketplace_id) for row in table.rows] == [
        (sku, Weight(Decimal(450), "grams"), ES) for sku in filled
    ]
    assert table.skipped == len(skus) - len(filled)
    assert not table.problems or not skus
