"""The purge: what it costs to erase the personal data of 100,000 orders, and whether memory grows with their number."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import print_rows, print_title
from benchmarks.processes import measure
from benchmarks.shops import PROGRAM

SIZES = (1_000, 20_000, 100_000)
QUICK_SIZES = (1_000, 5_000)
_CONFIG = """\
version = 1
[privacy]
retain_days = 1
[accounts.one]
region = "eu"
seller_id = "A2EXAMPLE12345"
token = "secrets:accounts.one.token"
"""
_STORE = Path(".local") / "share" / "mwslink" / "store.db"


def measure_purge(*, quick: bool) -> None:
    """Print what a purge of all orders costs at each size, beside the bare deletion of the same rows."""
    print_title("Purge")
    rows = [("orders", "wall, s", "CPU, s", "orders per s of CPU", "peak MB", "ratio to the first", "ratio to DELETE")]
    first = 0.0
    for size in QUICK_SIZES if quick else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            home = _filled(Path(folder), size)
            bare = _bare_deletion(home)
            cost = measure([PROGRAM, "privacy", "purge"], {"HOME": folder, "PATH": os.defpath})
            if f"{size} orders" not in cost.out:
                raise SystemExit(f"Expected {size} orders to be erased, got: {cost.out}")
        first = first or cost.peak
        rate, ratio = f"{size / cost.cpu:,.0f}", f"{cost.cpu / bare:.1f}"
        peak = f"{cost.peak:.0f}"
        rows.append((f"{size:,}", f"{cost.wall:.2f}", f"{cost.cpu:.2f}", rate, peak, f"{cost.peak / first:.2f}", ratio))
    print_rows(rows)


def _filled(home: Path, size: int) -> Path:
    """A home whose orders are all due."""
    config = home / ".config" / "mwslink"
    config.mkdir(parents=True)
    (config / "config.toml").write_text(_CONFIG)
    (config / "config.toml").chmod(0o600)
    environment = {"HOME": str(home), "PATH": os.defpath}
    subprocess.run([sys.executable, "-m", "benchmarks.kept_orders", str(size)], env=environment, check=True)
    return home


def _bare_deletion(home: Path) -> float:
    """CPU seconds of deleting the same rows from a copy, overwritten with zeros, and nothing else."""
    original = sqlite3.connect(home / _STORE)
    with tempfile.TemporaryDirectory() as folder:
        copy = sqlite3.connect(Path(folder) / "copy.db")
        original.backup(copy)
        original.close()
        copy.execute("PRAGMA journal_mode = WAL").fetchone()
        copy.execute("PRAGMA secure_delete = ON").fetchone()
        started = time.process_time()
        copy.execute("DELETE FROM personal WHERE order_id > ''")
        copy.commit()
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        spent = time.process_time() - started
        copy.close()
    return spent
