"""Listings reports of every country and age: the seller's own listings come out, by the names of the columns."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.errors import RejectedError
from mwslink.listings.report_lines import ReportLine, parse_listings_report

HEADING = (
    "item-name item-description listing-id seller-sku price quantity open-date image-url item-is-marketplace "
    "product-id-type zshop-shipping-fee item-note item-condition zshop-category1 zshop-browse-path "
    "zshop-storefront-feature asin1 asin2 asin3 will-ship-internationally expedited-shipping zshop-boldface product-id "
    "bid-for-featured-placement add-delete pending-quantity fulfillment-channel merchant-shipping-group status"
)
ALL = HEADING.split()
TAZA = ReportLine("TAZA-AZUL", "B000000001", "Taza azul ñ", "Active")
CELLS = {"seller-sku": TAZA.sku, "asin1": TAZA.asin, "item-name": TAZA.title, "status": TAZA.status}


def report(
    columns: list[str],
    *rows: dict[str, str],
    end: str = "\n",
    encoding: str = "utf-8",
    names: dict[str, str] | None = None,
) -> bytes:
    heading = [(names or {}).get(name, name) for name in columns]
    lines = [heading, *[[row.get(name, "") for name in columns] for row in rows]]
    return "".join("\t".join(line) + end for line in lines).encode(encoding)


def parse(content: bytes, encoding: str = "", size: int = 7) -> list[ReportLine]:
    return list(parse_listings_report((content[at : at + size] for at in range(0, len(content), size)), encoding))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_merchant_fulfilled_listings_come_out(end: str, encoding: str) -> None:
    rows = [
        CELLS | {"fulfillment-channel": "DEFAULT"},
        CELLS | {"fulfillment-channel": "AMAZON_EU", "seller-sku": "FBA"},
        CELLS | {"fulfillment-channel": "DEFAULT", "seller-sku": "OTHER"},
    ]
    content = report(ALL, *rows, end=end, encoding=encoding)

    assert parse(content) == parse(content, size=10**6) == [TAZA, TAZA._replace(sku="OTHER")]
    assert parse(content.rstrip()) == parse(content)


def test_the_encoding_of_the_answers_header_counts() -> None:
    content = report(ALL, CELLS | {"item-name": "マグカップ"}, encoding="cp932")

    assert parse(content, "windows-31j")[0].title == "マグカップ"
    assert parse(content, "Shift_JIS")[0].title == "マグカップ"


def test_a_byte_order_mark_goes_before_the_header() -> None:
    assert parse(report(ALL, CELLS, encoding="utf-8-sig"), "windows-1252") == [TAZA]


@pytest.mark.parametrize(
    "names",
    [
        {"seller-sku": "SKU del vendedor", "asin1": "ASIN 1", "item-name": "Título del producto",
         "fulfillment-channel": "Canal de gestión logística", "status": "Estado"},
        {"seller-sku": "SKU venditore", "asin1": "ASIN 1", "item-name": "Nome dell'articolo",
         "fulfillment-channel": "Canale di gestione", "status": "stato"},
        {"seller-sku": "sku-vendeur", "item-name": "nom-produit", "fulfillment-channel": "canal-traitement",
         "status": "état"},
        {"seller-sku": "Händler-SKU", "asin1": "ASIN 1", "item-name": "Artikelbezeichnung",
         "fulfillment-channel": "Versender", "status": "Status"},
        {"seller-sku": "出品者SKU", "asin1": "ASIN 1", "item-name": "商品名",
         "fulfillment-channel": "フルフィルメント・チャンネル", "status": "ステータス"},
        {"seller-sku": "seller-sku (satıcı sku)", "status": "durum"},
    ],
    ids=["es", "it", "fr", "de", "ja", "tr"],
)  # fmt: skip
def test_columns_have_names_in_the_sellers_language(names: dict[str, str]) -> None:
    rows = [CELLS | {"fulfillment-channel": "DEFAULT"}, CELLS | {"fulfillment-channel": "AMAZON_EU"}]

    assert parse(report(ALL, *rows, names=names)) == [TAZA]


def test_france_tells_the_asin_as_the_products_id() -> None:
    heading = (
        "item-name listing-id seller-sku price quantity open-date product-id-type item-note item-condition "
        "will-ship-internationally expedited-shipping product-id pending-quantity fulfillment-channel"
    )
    columns = heading.split()
    by_asin = CELLS | {"product-id-type": "1", "product-id": TAZA.asin, "fulfillment-channel": "DEFAULT"}
    by_ean = by_asin | {"product-id-type": "4", "product-id": "4006381333931", "seller-sku": "EAN"}

    assert parse(report(columns, by_asin, by_ean)) == [
        TAZA._replace(status=""),
        ReportLine("EAN", "", TAZA.title, ""),
    ]


def test_lines_that_are_short_long_or_empty_disturb_no_other() -> None:
    content = report(ALL, CELLS) + b"\n\r\n" + b"only a title\n" + report(ALL, CELLS).partition(b"\n")[2]
    content += b"\t".join([b"x"] * 40) + b"\n"

    assert parse(content)[:2] == [TAZA, TAZA]
    assert [one.sku for one in parse(content)] == [TAZA.sku, TAZA.sku, "x"]


def test_without_a_column_of_skus_it_is_refused_and_the_columns_are_named() -> None:
    with pytest.raises(RejectedError, match="foo, bar"):
        parse(b"foo\tbar\n1\t2\n")


def test_empty_lines_before_the_heading_hide_nothing() -> None:
    assert parse(b"\n\r\n" + report(ALL, CELLS)) == parse(b"\n" + report(ALL, CELLS), size=10**6) == [TAZA]


@pytest.mark.parametrize("content", [b"", b"\n", report(ALL)])
def test_an_empty_report_has_no_listings(content: bytes) -> None:
    assert parse(content) == []


cells = st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r"), max_size=8)
lines = st.lists(st.fixed_dictionaries({
    "seller-sku": cells, "asin1": cells, "item-name": cells, "status": cells,
    "fulfillment-channel": st.sampled_from(["DEFAULT", "AMAZON_EU", "AMAZON_NA", ""]),
}), max_size=8)  # fmt: skip


@given(rows=lines, columns=st.permutations(ALL).map(list), size=st.integers(1, 500))
def test_whatever_the_order_of_columns_and_the_cut_it_is_what_splitting_gives(
    rows: list[dict[str, str]], columns: list[str], size: int
) -> None:
    def expected(rows: Iterable[dict[str, str]]) -> list[ReportLine]:
        own = [row for row in rows if row["seller-sku"] and not row["fulfillment-channel"].startswith("AMAZON")]
        return [ReportLine(row["seller-sku"], row["asin1"], row["item-name"], row["status"]) for row in own]

    assert parse(report(columns, *rows), "utf-8", size) == expected(rows)
