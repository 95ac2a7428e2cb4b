"""Tables and sentences on a terminal (rich), and the same as plain aligned text everywhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO
from unicodedata import combining, east_asian_width

from mwslink.present.answer import Answer, Cell, Table

if TYPE_CHECKING:
    from rich.table import Table as RichTable

_NARROWEST = 10  # columns of the terminal that a flexible column keeps
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

    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    fitting = _without_optional(table, console.width)
    if _least_width(fitting) > console.width:
        stream.write(render_stacked(table))
    else:
        console.print(_rich_table(fitting))


def _without_optional(table: Table, width: int) -> Table:
    """The table with as many of its optional columns as fit, the last ones going first."""
    while _least_width(table) > width:
        optional = [index for index, column in enumerate(table.columns) if column.optional]
        if not optional:
            break
        last = optional[-1]
        rows = [[*row[:last], *row[last + 1 :]] for row in table.rows]
        table = Table([*table.columns[:last], *table.columns[last + 1 :]], rows)
    return table


def _least_width(table: Table) -> int:
    widths = []
    for index, column in enumerate(table.columns):
        width = max(display_width(text) for text in (column.title, *(str(row[index]) for row in table.rows)))
        widths.append(min(width, _NARROWEST) if column.flexible else width)
    return sum(widths) + 2 * (len(widths) - 1)


def render_stacked(table: Table) -> str:
    """Each row as lines of its own, where the table is too wide: nothing is cut."""
    width = max(display_width(column.title) for column in table.columns)
    blocks = []
    for row in table.rows:
        cells = zip(table.columns, (one_line(str(cell)) for cell in row), strict=True)
        lines = [
            column.title + " " * (width - display_width(column.title) + 2) + text for column, text in cells if text
        ]
        blocks.append("".join(line + "\n" for line in lines))
    return "\n".join(blocks)


def _rich_table(table: Table) -> RichTable:
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
            overflow="fold",
            min_width=min(_NARROWEST, display_width(column.title)) if column.flexible else None,
        )
    for row in table.rows:
        drawn.add_row(*(styled(cell) for cell in row))
    return drawn
