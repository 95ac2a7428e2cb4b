"""A command's answer: the same facts as data for `--json` and as text for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """A heading, and how its cells stand: numbers to the right.

    On a terminal that is too narrow, flexible columns wrap and optional ones are left out.
    """

    title: str
    right: bool = False
    flexible: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Cell:
    """A text with a meaning that a terminal may colour: good, warn, bad, quiet."""

    text: str
    tone: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Table:
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Cell]]


@dataclass(frozen=True)
class Answer:
    """`data` is what `--json` shows under that name; `text` is shown on stdout otherwise, piece by piece."""

    data: Mapping[str, object]
    text: Sequence[str | Table] = ()
    warnings: Sequence[str] = field(default=())
