"""The archive and the store key: what 100,000 orders cost, and whether memory grows with their number."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import print_rows, print_title
from benchmarks.processes import Cost, measure
from benchmarks.shops import PROGRAM

SIZES = (1_000, 20_000, 100_000)
QUICK_SIZES = (1_000, 5_000)
_COMMANDS = {
    "archive --all": ("archive", "--all"),
    "archive --verify": ("archive", "--verify"),
    "restore": ("restore", "--identity", "key.txt", "--output", "orders.jsonl"),
    "rotate-key": ("rotate-key",),
}


def measure_archive(*, quick: bool) -> None:
    """Print what each command costs at each size, beside what `age` alone takes for the same bytes."""
    print_title("Archive, restore and key rotation")
    rows = [("command", "orders", "wall, s", "CPU, s", "orders per s of CPU", "peak MB", "ratio to the first")]
    first: dict[str, float] = {}
    for size in QUICK_SIZES if quick else SIZES:
        for name, cost in _costs(size).items():
            first.setdefault(name, cost.peak)
            rate = f"{size / cost.cpu:,.0f}"
            figures = (
                f"{cost.wall:.2f}",
                f"{cost.cpu:.2f}",
                rate,
                f"{cost.peak:.0f}",
                f"{cost.peak / first[name]:.2f}",
            )
            rows.append((name, f"{size:,}", *figures))
    print_rows(rows)


def _costs(size: int) -> dict[str, Cost]:
    with tempfile.TemporaryDirectory(prefix="mwslink-bench-") as folder:
        home = Path(folder)
        root = Path(__file__).parents[1]
        environ = {"HOME": folder, "PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(root)}
        _configure(home)
        subprocess.run([sys.executable, "-m", "benchmarks.kept_orders", str(size)], env=environ, check=True)
        return {name: measure([PROGRAM, "privacy", *_paths(words, home)], environ) for name, words in _COMMANDS.items()}


def _paths(words: tuple[str, ...], home: Path) -> list[str]:
    return [str(home / word) if word in ("key.txt", "orders.jsonl") else word for word in words]


def _configure(home: Path) -> None:
    made = "import pyrage; one = pyrage.x25519.Identity.generate(); print(one, one.to_public())"
    private, public = subprocess.run(
        [sys.executable, "-c", made], capture_output=True, text=True, check=True
    ).stdout.split()
    (home / "key.txt").write_text(private)
    (home / "drive").mkdir()
    config = home / ".config" / "mwslink" / "config.toml"
    config.parent.mkdir(parents=True)
    keys = f'reason = "law"\nyears = 6\nrecipients = ["{public}"]\nfolder = "{home}/drive"\n'
    config.write_text(f"version = 1\n\n[archive]\n{keys}")
