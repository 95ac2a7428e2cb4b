"""Memory: the peak of an import, and whether it grows with the number of orders."""

from __future__ import annotations

from benchmarks.figures import print_rows, print_title
from benchmarks.imports import import_all, imported
from benchmarks.shops import open_shop

SIZES = (1_000, 20_000, 100_000)
QUICK_SIZES = (1_000, 5_000)


def measure_memory(*, quick: bool) -> None:
    """Print the peak of one import of each size, and how it compares with the smallest."""
    print_title("Peak memory of a first import")
    rows = [("orders", "peak MB", "ratio to the first", "CPU, s", "orders per s of CPU")]
    first = 0.0
    for size in QUICK_SIZES if quick else SIZES:
        with open_shop(size) as shop:
            cost = import_all(shop)
        if imported(cost) != size:
            raise SystemExit(f"Expected {size} orders, got {imported(cost)}.")
        first = first or cost.peak
        rate = f"{size / cost.cpu:,.0f}"
        rows.append((f"{size:,}", f"{cost.peak:.0f}", f"{cost.peak / first:.2f}", f"{cost.cpu:.2f}", rate))
    print_rows(rows)
