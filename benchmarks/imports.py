"""Importing: fetch, parse, encrypt and store, beside python-amazon-sp-api that only fetches the same orders."""

from __future__ import annotations

import json

from benchmarks.figures import cpus, print_rows, print_title, ratios, spread, walls
from benchmarks.processes import Cost, measure_in_turn
from benchmarks.shops import Shop, open_shop

OURS, OTHER = "mwslink import", "python-amazon-sp-api, fetch only"


def import_all(shop: Shop) -> Cost:
    """A first import of everything, from nothing."""
    shop.forget_orders()
    return shop.run_python("-m", "benchmarks.without_waits", "import", "--json")


def imported(cost: Cost) -> int:
    """How many orders an import says it brought."""
    return sum(connection["new"] for connection in json.loads(cost.out)["data"]["connections"])


def measure_imports(*, quick: bool) -> None:
    """Print what both cost and the ratio. Raises SystemExit when they did not fetch the same number of orders."""
    orders, rounds = (2_000, 3) if quick else (20_000, 5)
    print_title(f"Import of {orders:,} orders, {rounds} runs of each in turn")
    with open_shop(orders) as shop:
        costs = measure_in_turn(
            {
                OURS: lambda: import_all(shop),
                OTHER: lambda: shop.run_python("-m", "benchmarks.other_client", shop.amazon),
            },
            rounds,
        )
    found = {imported(cost) for cost in costs[OURS]} | {int(cost.out) for cost in costs[OTHER]}
    if found != {orders}:
        raise SystemExit(f"Expected {orders} orders from everybody, got {sorted(found)}.")
    rows = [("", "wall, s", "CPU, s", "orders per s of CPU", "peak MB")]
    for name, some in costs.items():
        rates = spread((orders / value for value in cpus(some)), ",.0f")
        rows.append((name, spread(walls(some)), spread(cpus(some)), rates, spread((one.peak for one in some), ".0f")))
    print_rows(rows)
    print(f"mwslink / other: wall {spread(ratios(walls(costs[OURS]), walls(costs[OTHER])))}, ", end="")
    print(f"CPU {spread(ratios(cpus(costs[OURS]), cpus(costs[OTHER])))}")
