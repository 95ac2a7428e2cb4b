"""Listings reports in every form that was met: columns, charsets, languages, line ends; all lines alike."""

from __future__ import annotations

from typing import Any

import pytest
from amazon import SPAIN, Amazon
from desk import ALL, BRITAIN, ENGLISH, FRANCE, GERMANY, ITALY, download, mws, report_document, table

ACTIVE, INACTIVE = "GET_MERCHANT_LISTINGS_DATA", "GET_MERCHANT_LISTINGS_INACTIVE_DATA"
OPEN = "GET_FLAT_FILE_OPEN_LISTINGS_DATA"


def read(amazon: Amazon, type_: str = ALL, place: str = SPAIN, **more: Any) -> tuple[list[dict[str, str]], bytes, str]:
    data, answer = download(report_document(amazon, type_, place, **more))
    charset = answer.headers["content-type"].partition("charset=")[2]
    return table(data, "cp932" if charset == "windows-31j" else charset), data, charset


@pytest.fixture
def amazon(amazon: Amazon) -> Amazon:
    amazon.control("POST", "/state", {"listings": 300, "quotas": False})
    amazon.refresh_token_cache()
    return amazon


def test_active_and_inactive_are_all_and_no_line_has_a_weight(amazon: Amazon) -> None:
    every, active, inactive = (read(amazon, type_, **ENGLISH)[0] for type_ in (ALL, ACTIVE, INACTIVE))

    assert len(active) + len(inactive) == len(every)
    assert {line["seller-sku"] for line in active} == {
        line["seller-sku"] for line in every if line["status"] == "Active"
    }
    assert not any("weight" in name for line in every for name in line)
    assert "status" not in active[0]


def test_fulfilment_and_quantity(amazon: Amazon) -> None:
    lines = read(amazon, **ENGLISH)[0]

    assert {line["fulfillment-channel"] for line in lines} == {"DEFAULT", "AMAZON_EU"}
    assert all((line["quantity"] == "") == (line["fulfillment-channel"] != "DEFAULT") for line in lines)


@pytest.mark.parametrize(
    ("place", "sku", "asin", "width"),
    [
        (SPAIN, "SKU del vendedor", "ASIN 1", 29),
        (ITALY, "SKU venditore", "ASIN1", 29),
        (GERMANY, "Händler-SKU", "", 13),
        (FRANCE, "sku-vendeur", "", 35),
        (BRITAIN, "seller-sku", "asin1", 48),
    ],
)
def test_column_names_are_in_the_language_of_the_marketplace(
    amazon: Amazon, place: str, sku: str, asin: str, width: int
) -> None:
    (line, *_), _, _ = read(amazon, place=place)

    assert sku in line
    assert (asin in line) == bool(asin)
    assert len(line) == width


@pytest.mark.parametrize("place", [SPAIN, ITALY, GERMANY, FRANCE, BRITAIN])
def test_a_locale_asked_for_gives_english_names(amazon: Amazon, place: str) -> None:
    (line, *_), _, _ = read(amazon, place=place, **ENGLISH)

    assert {"seller-sku", "status", "fulfillment-channel", "product-id"} <= set(line)


def test_france_has_no_asin_column_but_the_asin_as_product_id(amazon: Amazon) -> None:
    lines = read(amazon, place=FRANCE, **ENGLISH)[0]
    kinds = {line["product-id-type"]: line["product-id"] for line in lines}

    assert "asin1" not in lines[0]
    assert set(kinds) == {"1", "4"}
    assert (len(kinds["1"]), len(kinds["4"])) == (10, 13)


@pytest.mark.parametrize(
    ("place", "charset", "start", "end"),
    [
        (SPAIN, "windows-1252", b"T\xedtulo", b"\r\n"),
        (GERMANY, "iso-8859-1", b"Artikel", b"\n"),
        (FRANCE, "utf-8", b"\xef\xbb\xbfnom-produit", b"\r\n"),
    ],
)
def test_charset_and_line_ends(amazon: Amazon, place: str, charset: str, start: bytes, end: bytes) -> None:
    _, data, named = read(amazon, place=place)

    assert named == charset
    assert data.startswith(start)
    assert data.endswith(end)
    assert data.count(b"\n") == data.count(end)
    assert (b"\r" in data) == (end == b"\r\n")


def test_a_japanese_setting(amazon: Amazon) -> None:
    changes = {"countries": ["ES"], "charset": "windows-31j", "language": "ja", "line_end": "lf"}
    amazon.control("POST", "/accounts/1/reports", changes)
    (line, *_), data, charset = read(amazon)

    assert charset == "windows-31j"
    assert data.startswith("商品名".encode("cp932"))
    assert line["出品者SKU"]


@pytest.mark.parametrize(
    ("layout", "extra"), [("later", "Minimum order quantity"), ("business", "Progressive Price 3"), ("usual", "status")]
)
def test_layouts_can_be_chosen(amazon: Amazon, layout: str, extra: str) -> None:
    amazon.control("POST", "/accounts/1/reports", {"layout": layout})

    assert extra in read(amazon, **ENGLISH)[0][0]


def test_forms_that_there_are_not_are_refused(amazon: Amazon) -> None:
    answer = amazon.http.post("/_sandbox/accounts/1/reports", json={"charset": "ebcdic"})

    assert answer.status_code == 400
    assert "windows-31j" in answer.json()["error"]


def test_open_listings_have_four_columns(amazon: Amazon) -> None:
    (line, *_), _, _ = read(amazon, OPEN)

    assert list(line) == ["sku", "asin", "price", "quantity"]


def test_quotation_marks_are_data(amazon: Amazon) -> None:
    assert any('"' in line["item-description"] for line in read(amazon, **ENGLISH)[0])


def test_dates_name_their_zone(amazon: Amazon) -> None:
    zones = {line["open-date"].rpartition(" ")[2] for line in read(amazon, **ENGLISH)[0]}
    british = {line["open-date"].rpartition(" ")[2] for line in read(amazon, place=BRITAIN)[0]}

    assert (zones, british) == ({"MET", "MEST"}, {"GMT", "BST"})


def test_mws_writes_english_names_unless_the_seller_chose_a_language(amazon: Amazon) -> None:
    bodies = []
    for language in ("", "it"):
        amazon.control("POST", "/accounts/1/reports", {"countries": ["ES"], "language": language})
        mws(amazon, "Reports", "RequestReport", ReportType=f"_{ALL}_")
        amazon.pass_time(seconds=60)
        listed = mws(amazon, "Reports", "GetReportList")
        report_id = listed.text.partition("<ReportId>")[2].partition("<")[0]
        bodies.append(mws(amazon, "Reports", "GetReport", ReportId=report_id).content)

    assert bodies[0].startswith(b"item-name\t")
    assert bodies[1].startswith(b"Nome dell'articolo\t")
