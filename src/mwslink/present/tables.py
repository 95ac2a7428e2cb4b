"""Tables and sentences on a terminal (rich), and the same as plain aligned text everywhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TextIO
from unicodedata import combining, east_asian_width

from mwslink.present.answer import Answer, Cell, Table

_STYLES = {"good": "green", "warn": "yellow", "bad": "red", "quiet": "dim"}


def print_answer(answer: Answer, stream: TextIO, *, environ: Mapping[str, str] | None = None) -> None:
    """Write the answer's text; colours and lines only on a terminal that may have them."""
    environ = os.environ if environ is None else environ
    fancy = stream.isatty() and "NO_COLOR" not in environ and environ.get("TERM") != "dumb"
    for piece in answer.text:
        if isinstance(piece, str):
            stream.write(piece + "\n")
        elif fancy:
            _draw(piece, stream)
        else:
            stream.write(render_plain(piece))


def render_plain(table: Table) -> str:
    """The table as aligned columns, two spaces apart, headings in capitals; one line a row."""
    headings = [column.title.upper() for column in table.columns]
    lines = [headings, *([one_line(str(cell)) for cell in row] for row in table.rows)]
    widths = [max(display_width(line[index]) for line in lines) for index in range(len(headings))]
    return "".join(_plain_line(line, widths, table) + "\n" for line in lines)


def display_width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _plain_line(cells: Sequence[str], widths: Sequence[int], table: Table) -> str:
    padded = []
    for cell, width, column in zip(cells, widths, table.columns, strict=True):
        space = " " * (width - display_width(cell))
        padded.append(space + cell if column.right else cell + space)
    return "  ".join(padded).rstrip()


def one_line(text: str) -> str:
    """Control characters in data must not move a terminal's cursor or split a row."""
    return "".join(char if char.isprintable() else " " for char in text)


def _draw(table: Table, stream: TextIO) -> None:
    from rich.console import Console  # imported late: 60 ms
    from rich.table import Table as RichTable
    from rich.text import Text

    def styled(cell: str | Cell) -> Text:
        return Text(one_line(str(cell)), style=_STYLES.get(cell.tone, "") if isinstance(cell, Cell) else "")

    drawn = RichTable(box=None, header_style="bold", pad_edge=False)
    for column in table.columns:
        drawn.add_column(
            Text(column.title),
            justify="right" if column.right else "left",
            no_wrap=not column.flexible,
            overflow="ellipsis" if column.flexible else "fold",
        )
    for row in table.rows:
        drawn.add_row(*(styled(cell) for cell in row))
    Console(file=stream, markup=False, emoji=False, highlight=False).print(drawn)
