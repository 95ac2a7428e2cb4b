"""Listings reports: reading their lines, beside splitting the same lines with nothing else done."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import cpus, peaks, print_rows, print_title, ratios, spread, walls
from benchmarks.processes import Cost, measure, measure_in_turn

LINES, QUICK_LINES = 1_000_000, 50_000
MOST_MEGABYTES, MOST_RATIO = 100, 2.0
_BLOCK = 65_536
OURS, OTHER = "mwslink, report_lines", "line.split, nothing else"
_HEADING = [
    "item-name",
    "item-description",
    "listing-id",
    "seller-sku",
    "price",
    "quantity",
    "open-date",
    "image-url",
    "item-is-marketplace",
    "product-id-type",
    "zshop-shipping-fee",
    "item-note",
    "item-condition",
    "zshop-category1",
    "zshop-browse-path",
    "zshop-storefront-feature",
    "asin1",
    "asin2",
    "asin3",
    "will-ship-internationally",
    "expedited-shipping",
    "zshop-boldface",
    "product-id",
    "bid-for-featured-placement",
    "add-delete",
    "pending-quantity",
    "fulfillment-channel",
    "merchant-shipping-group",
    "status",
]


def _line(number: int) -> str:
    cells = dict.fromkeys(_HEADING, "")
    cells |= {"item-name": f"Taza azul número {number} con un título largo", "listing-id": f"0{number}"}
    cells |= {"seller-sku": f"SKU-{number}", "price": "12.30", "quantity": "5", "open-date": "2020-06-02 03:09:20 PDT"}
    cells |= {"item-is-marketplace": "y", "product-id-type": "1", "item-condition": "11", "asin1": f"B0{number:08d}"}
    cells |= {"product-id": f"B0{number:08d}", "pending-quantity": "0", "status": "Active"}
    cells |= {"fulfillment-channel": "DEFAULT"}
    return "\t".join(cells.values())


def _write(path: Path, lines: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join(_HEADING) + "\n")
        file.writelines(_line(number) + "\n" for number in range(lines))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def read_report(path: Path) -> int:
    """How many listings our reader finds."""
    from mwslink.listings.report_lines import parse_listings_report

    return sum(1 for _listing in parse_listings_report(_blocks(path)))


def split_lines(path: Path) -> int:
    """How many lines plain splitting finds."""
    count = 0
    with path.open(encoding="utf-8", newline="\n") as file:
        next(file)
        for line in file:
            line.split("\t")
            count += 1
    return count


def measure_listings(*, quick: bool) -> None:
    """Print what both cost and the ratio. Raises SystemExit when they did not find the same number of listings."""
    lines, rounds = (QUICK_LINES, 3) if quick else (LINES, 5)
    print_title(f"A listings report of {lines:,} lines, {rounds} runs of each in turn")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        _write(path, lines)
        costs = measure_in_turn({OURS: lambda: _run("read", path), OTHER: lambda: _run("split", path)}, rounds)
    found = {int(cost.out) for some in costs.values() for cost in some}
    if found != {lines}:
        raise SystemExit(f"Expected {lines} listings from both, got {sorted(found)}.")
    rows = [("", "wall, s", "CPU, s", "lines per s of CPU", "peak MB")]
    for name, some in costs.items():
        rates = spread((lines / value for value in cpus(some)), ",.0f")
        rows.append((name, spread(walls(some)), spread(cpus(some)), rates, spread(peaks(some), ".0f")))
    print_rows(rows)
    wall, cpu = (spread(ratios(cost(costs[OURS]), cost(costs[OTHER]))) for cost in (walls, cpus))
    print(f"mwslink / split: wall {wall}, CPU {cpu}; at most {MOST_RATIO}, and {MOST_MEGABYTES} MB")


def _run(what: str, path: Path) -> Cost:
    return measure([sys.executable, "-m", "benchmarks.listings", what, str(path)], {"PATH": "/usr/bin:/bin"})


if __name__ == "__main__":
    print({"read": read_report, "split": split_lines}[sys.argv[1]](Path(sys.argv[2])))
