"""The page on the CSV names every column there is."""

from __future__ import annotations

from pathlib import Path

from mwslink.orders.export import columns

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "orders-csv.md"


def test_every_column_of_the_csv_is_documented() -> None:
    """Spreadsheets and scripts name them."""
    text = PAGE.read_text(encoding="utf-8")

    assert [column for column in columns(personal=True) if f"`{column}`" not in text] == []
