"""Listings reports over MWS in Europe's and Japan's old charsets: accents and kanji arrive as the seller wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.gateways.shop import SHOPS, open_shop
from mwslink.gateways import open_gateway
from mwslink.gateways.mws.gateway import MwsGateway
from mwslink.listings.report_lines import parse_listings_report

TOKEN = "amzn.mws.00000000-0000-4000-8000-000000000001"
SPANISH = "Taza cerámica «Ñandú» – 5 €"
JAPANESE = "陶器のマグカップ①㈱髙島ソ表"  # NEC's and IBM's signs, and bytes that look like a backslash


@pytest.mark.parametrize(
    ("charset", "language", "title"),
    [
        ("windows-1252", "es", SPANISH),
        ("iso-8859-1", "es", "Taza cerámica «Ñandú»"),
        ("windows-31j", "ja", JAPANESE),
        ("utf-8", "es", f"{SPANISH} {JAPANESE}"),
    ],
)
def test_a_report_arrives_as_it_was_written(tmp_path: Path, charset: str, language: str, title: str) -> None:
    style = {"countries": ["ES"], "charset": charset, "language": language}
    with open_shop(tmp_path, "mws", TOKEN, listings=5) as shop:
        shop.control("accounts/1/reports", **style)
        shop.control("listings", account=1, sku="CANARY-1", title=title, countries=["ES"])
        gateway = open_gateway(shop.account, shop.access())
        assert isinstance(gateway, MwsGateway)
        report = gateway.listing_report(SHOPS[0])
        raw = b"".join(report.pieces)
        titles = {line.sku: line.title for line in parse_listings_report([raw], report.charset)}

    assert report.charset == charset
    assert titles["CANARY-1"] == title
    assert title.encode({"windows-31j": "cp932"}.get(charset, charset)) in raw
