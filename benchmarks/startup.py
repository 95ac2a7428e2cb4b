"""Start-up: `mwslink --help` and `mwslink connections` beside `python -c "import click"`."""

from __future__ import annotations

from benchmarks.figures import cpus, print_rows, print_title, ratios, spread, walls
from benchmarks.processes import measure_in_turn
from benchmarks.shops import PROGRAM, open_shop

BASE = 'python -c "import click"'


def measure_startup(*, quick: bool) -> None:
    """Print how long each takes, and how many times as long as importing Click alone."""
    rounds = 10 if quick else 40
    print_title(f"Start-up, {rounds} runs of each in turn, five connections")
    with open_shop(orders=0) as shop:
        costs = measure_in_turn(
            {
                BASE: lambda: shop.run_python("-c", "import click"),
                "mwslink --help": lambda: shop.run(PROGRAM, "--help"),
                "mwslink connections": lambda: shop.run(PROGRAM, "connections"),
            },
            rounds,
        )
    base = costs[BASE]
    rows: list[tuple[str, ...]] = [("", "wall, ms", "CPU, ms", "wall, ratio", "CPU, ratio")]
    for name, some in costs.items():
        milliseconds = [spread((1000 * value for value in of(some)), ".0f") for of in (walls, cpus)]
        compared = [spread(ratios(of(some), of(base))) for of in (walls, cpus)]
        rows.append((name, *milliseconds, *compared))
    print_rows(rows)
