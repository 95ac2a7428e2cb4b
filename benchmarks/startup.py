"""Start-up: `--help`, `connections` and `auth-status` beside `python -c "import click"`."""

from __future__ import annotations

import datetime
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from benchmarks.figures import cpus, print_rows, print_title, ratios, spread, walls
from benchmarks.processes import Cost, Run, measure_in_turn
from benchmarks.shops import PROGRAM, Shop, open_shop

BASE = 'python -c "import click"'
_SETTLED_SECONDS = 3  # before that mwslink keeps nothing of a configuration, which might change again
_HEAD = """version = 1
[application]
client_id = "amzn1.application-oa2-client.bench"
client_secret = "secrets:application.client_secret"
client_secret_rotated_on = {today}
"""
_ACCOUNT = """
[accounts.seller-{number}]
api = "sp-api"
region = "eu"
seller_id = "A2BENCH{number:08}"
token = "secrets:accounts.seller-{number}.token"
authorized_on = {today}

[connections.shop-{number}]
name = "Shop {number}"
account = "seller-{number}"
country = "ES"
"""


def measure_startup(*, quick: bool) -> None:
    """Print how long each takes, and how many times as long as importing Click alone."""
    rounds = 10 if quick else 40
    with open_shop(orders=0) as shop:
        _measure(
            f"Start-up, {rounds} runs of each in turn, five connections",
            {
                BASE: lambda: shop.run_python("-c", "import click"),
                "mwslink --help": lambda: shop.run(PROGRAM, "--help"),
                "mwslink connections": lambda: shop.run(PROGRAM, "connections"),
            },
            rounds,
        )
        _measure(f"auth-status, {rounds} runs of each in turn", _countdowns(shop), rounds)


def _measure(title: str, runs: Mapping[str, Run], rounds: int) -> None:
    print_title(title)
    costs = measure_in_turn(runs, rounds)
    base = costs[BASE]
    rows: list[tuple[str, ...]] = [("", "wall, ms", "CPU, ms", "wall, ratio", "CPU, ratio")]
    for name, some in costs.items():
        milliseconds = [spread((1000 * value for value in of(some)), ".0f") for of in (walls, cpus)]
        compared = [spread(ratios(of(some), of(base))) for of in (walls, cpus)]
        rows.append((name, *milliseconds, *compared))
    print_rows(rows)


def _countdowns(shop: Shop) -> dict[str, Run]:
    """`auth-status` as a look, as cron's silent run, and after an edit, over 10 and 1,000 accounts."""
    configs = {count: _config(shop.home, count) for count in (10, 1000)}
    time.sleep(_SETTLED_SECONDS)  # noqa: TID251  (the file system's clock is the real one)
    runs: dict[str, Run] = {BASE: lambda: shop.run_python("-c", "import click")}
    for count, config in configs.items():
        of = f"{count:,} accounts"
        runs[of] = partial(_look, shop, config)
        runs[f"{of}, --remind"] = partial(_look, shop, config, "--remind")
        runs[f"{of}, file just edited"] = partial(_look_after_edit, shop, config)
    return runs


def _look(shop: Shop, config: Path, *options: str) -> Cost:
    return shop.run(PROGRAM, "--config", str(config), "auth-status", *options)


def _look_after_edit(shop: Shop, config: Path) -> Cost:
    """On a copy, so that what is kept of the original stays good."""
    copy = config.with_name(f"edited-{config.name}")
    copy.write_bytes(config.read_bytes())
    copy.chmod(0o600)
    return _look(shop, copy)


def _config(folder: Path, count: int) -> Path:
    today = datetime.date.fromtimestamp(time.time())  # noqa: DTZ012  (a day, in the zone the program counts in)
    path = folder / f"accounts-{count}.toml"
    text = _HEAD.format(today=today) + "".join(_ACCOUNT.format(number=number, today=today) for number in range(count))
    path.write_text(text)
    path.chmod(0o600)
    return path
