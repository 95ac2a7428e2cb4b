"""Figures in words: medians with the smallest and the greatest, and ratios of the runs that stood side by side."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from statistics import median

from benchmarks.processes import Cost


def ratios(some: Sequence[float], others: Sequence[float]) -> list[float]:
    """The ratio of each round."""
    return [one / other for one, other in zip(some, others, strict=True)]


def spread(values: Iterable[float], form: str = ".2f") -> str:
    """`median (least-greatest)`."""
    some = list(values)
    return f"{median(some):{form}} ({min(some):{form}}-{max(some):{form}})"


def walls(costs: Iterable[Cost]) -> list[float]:
    return [cost.wall for cost in costs]


def cpus(costs: Iterable[Cost]) -> list[float]:
    return [cost.cpu for cost in costs]


def peaks(costs: Iterable[Cost]) -> list[float]:
    return [cost.peak for cost in costs]


def print_title(title: str) -> None:
    print(f"\n{title}\n{'-' * len(title)}", flush=True)


def print_rows(rows: Sequence[Sequence[str]]) -> None:
    """A table; the first row is its head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), flush=True)


def machine() -> str:
    """What the figures were measured on, without naming it."""
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"
    )
