"""Real processes on one store: two at once, and killed at random moments."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from contract.store.samples import ES, SELLER, at, order, order_id, stream
from mwslink.gateways.throttle import Bucket
from mwslink.store import Store, new_store_key, open_store
from mwslink.store.queries import OrderQuery

TESTS = Path(__file__).parents[1]
KEY = new_store_key()
PAGES = 40
PER_PAGE = 25


def opened(path: Path) -> Store:
    return open_store(f"sqlite:{path}", key=lambda: KEY)


def take(bucket: Bucket | None) -> tuple[Bucket, float]:
    before = bucket or Bucket(100_000.0, 0.0, 1.0, 1.0)
    return Bucket(before.tokens - 1, 0.0, 1.0, 1.0), before.tokens


def save_pages(path: Path) -> None:
    """What the processes do: save the pages from where they were left, and take a token before each."""
    with opened(path) as store:
        positions = store.orders.positions(SELLER)
        start = int(positions[0].position or 0) if positions else 0
        for page in range(start, PAGES):
            print(int(store.quotas.change("scope", "searchOrders", take)), flush=True)
            position = str(page + 1) if page + 1 < PAGES else None
            orders = [order(page * PER_PAGE + number) for number in range(PER_PAGE)]
            store.orders.save_page(stream(position), orders)


def start(path: Path) -> subprocess.Popen[str]:
    code = (
        "import sys\nfrom pathlib import Path\n"
        f"sys.path[:0] = [{str(TESTS)!r}, {str(Path(__file__).parent)!r}]\n"
        "import test_store_processes as here\nfrom mwslink.credentials import Secret\n"
        f"here.KEY = Secret({KEY.reveal()!r})\nhere.save_pages(Path({str(path)!r}))\n"
    )
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(running: Sequence[subprocess.Popen[str]]) -> list[int]:
    """Wait for all; every token they took."""
    taken: list[int] = []
    for process in running:
        output, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, "")
        taken += [int(line) for line in output.split()]
    return taken


def kill_on_its_way(process: subprocess.Popen[str], chance: random.Random) -> None:
    """Kill it while it starts and makes the store, or some moment after it began a page."""
    pages = chance.choice([0, 0, 1, 2, 5, 10])
    for _ in range(pages):
        assert process.stdout
        process.stdout.readline()
    with suppress(subprocess.TimeoutExpired):
        process.wait(chance.uniform(0, 0.003) if pages else chance.uniform(0.05, 0.25))
    process.kill()
    process.communicate()


def assert_complete(path: Path) -> None:
    with opened(path) as store:
        held = {stored.order.id: stored.order for stored in store.orders.find(OrderQuery(), with_personal=True)}
        assert held == {order_id(number): order(number) for number in range(PAGES * PER_PAGE)}
        assert store.orders.marks(SELLER) == {ES: at(100)}
        assert store._database.rows("PRAGMA integrity_check") == [("ok",)]
        assert store._database.rows("PRAGMA foreign_key_check") == []


@pytest.mark.slow
def test_imports_at_once_neither_double_nor_lose_nor_wait_for_ever(tmp_path: Path) -> None:
    """Four processes make the store, save the same pages and share one quota."""
    path = tmp_path / "store.db"
    taken = finish([start(path) for _ in range(4)])

    assert_complete(path)
    assert sorted(taken) == list(range(100_000 - len(taken) + 1, 100_001))


@pytest.mark.slow
def test_killed_at_random_moments_the_next_run_completes_it(tmp_path: Path) -> None:
    """Also while the store is being made, and with two runs of which one goes on."""
    chance = random.Random(7)
    for attempt in range(8):
        path = tmp_path / f"{attempt}.db"
        for _ in range(4):
            kill_on_its_way(start(path), chance)
        survivor, victim = start(path), start(path)
        kill_on_its_way(victim, chance)
        finish([survivor])
        with opened(path) as store:
            positions = list(store.orders.positions(SELLER))
        if positions:  # the victim's last page came after the survivor's
            finish([start(path)])

        assert_complete(path)


@pytest.mark.slow
def test_reading_beside_writing_sees_whole_pages(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    process = start(path)
    with opened(path) as store:
        while process.poll() is None:
            assert store.orders.count(OrderQuery()) % PER_PAGE == 0
        finish([process])

    assert_complete(path)
