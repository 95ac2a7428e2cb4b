"""`python -m benchmarks [startup] [imports] [memory] [listings] [archive] [purge] [--quick]`: measure, and print."""

from __future__ import annotations

import argparse

from benchmarks.archive import measure_archive
from benchmarks.figures import machine
from benchmarks.imports import measure_imports
from benchmarks.listings import measure_listings
from benchmarks.memory import measure_memory
from benchmarks.purge import measure_purge
from benchmarks.startup import measure_startup

MEASUREMENTS = {
    "startup": measure_startup,
    "imports": measure_imports,
    "memory": measure_memory,
    "listings": measure_listings,
    "archive": measure_archive,
    "purge": measure_purge,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure mwslink, in ratios.")
    parser.add_argument("which", nargs="*", metavar="WHICH", help=f"{', '.join(MEASUREMENTS)}; all without it")
    parser.add_argument("--quick", action="store_true", help="fewer orders and runs: does it work at all?")
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.which if name not in MEASUREMENTS]:
        parser.error(f"there is no {', '.join(unknown)}; choose from {', '.join(MEASUREMENTS)}")
    print(machine())
    for name in arguments.which or MEASUREMENTS:
        MEASUREMENTS[name](quick=arguments.quick)


if __name__ == "__main__":
    main()
