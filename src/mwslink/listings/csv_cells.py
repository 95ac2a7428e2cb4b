"""The cells of a CSV file as spreadsheets and people write it, line by line."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

_DELIMITERS = ";\t,"
# In no text, but in pictures and archives, and in what makes a terminal dance.
NO_TEXT = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A spreadsheet takes such a text for a formula; the apostrophe in front of it is taken off again.
FORMULA = re.compile(r"'*[=+\-@\t]")


def decoded(content: bytes) -> str:
    """The text: UTF-8, UTF-16 (also without its mark), or else windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if b"\0" in content[:2]:  # UTF-16 without its mark: every other byte of ASCII is zero
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def delimiter_of(text: str) -> tuple[str, int]:
    """The delimiter, and how many lines come before the heading (Excel's `sep=;`)."""
    first = text.partition("\n")[0].strip()
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1], 1
    return max(_DELIMITERS, key=first.count), 0


class QuotesError(Exception):
    """Where cells begin and end cannot be told from this line on."""

    def __init__(self, line: int) -> None:
        self.line = line


def cells_of(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Lines with their numbers, empty ones left out; a cell over several lines counts where it begins.

    Raises QuotesError.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, width = 1, 0
    while (cells := _next(reader, number)) is not None:
        width = max(width, len(cells))
        if any(_holds_a_line(cell, delimiter, width) for cell in cells):
            raise QuotesError(number)
        if any(cell.strip() for cell in cells):
            yield number, [_unquoted(cell.strip()) for cell in cells]
        number = reader.line_num + 1


def _next(reader: Iterator[list[str]], number: int) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error:  # the end of the file comes within quotes, or text after them
        raise QuotesError(number) from None


def _holds_a_line(cell: str, delimiter: str, width: int) -> bool:
    """Whether two stray quotation marks made one cell of what were cells of several lines."""
    return len(cell.splitlines()) > 1 and cell.count(delimiter) >= max(width - 1, 1)


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell
