"""Writes the table of docs/reference/carriers.md from the built-in one; a test checks that it is current."""

from __future__ import annotations

from pathlib import Path

from mwslink.shipping.carriers import NAMES

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "carriers.md"
HEADING = "| Sendcloud's code | Amazon's carrier |\n| --- | --- |\n"


def render_table() -> str:
    """The rows, in the order of Amazon's names."""
    rows = (f"| {', '.join(f'`{code}`' for code in codes.split())} | {name} |\n" for name, codes in NAMES.items())
    return HEADING + "".join(rows)


def with_table(page: str) -> str:
    """The page with its table written anew."""
    before, heading, after = page.partition(HEADING)
    rest = after.split("\n\n", 1)
    return before + (render_table() if heading else "") + ("\n" + rest[1] if len(rest) > 1 else "")


if __name__ == "__main__":
    TARGET.write_text(with_table(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
