"""A local Amazon in a process of its own, and a seller's home folder connected to it in five countries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Cost, measure

COUNTRIES = ("ES", "IT", "DE", "FR", "GB")
PROGRAM = str(Path(sys.executable).with_name("mwslink"))
_START_SECONDS = 300


@dataclass(frozen=True)
class Shop:
    """A seller with all the countries of the sandbox's first account."""

    home: Path
    amazon: str  # the sandbox's address

    @property
    def environ(self) -> dict[str, str]:
        """Nothing of the caller's environment but the path; this folder, so that `-m benchmarks` is found."""
        root = Path(__file__).parents[1]
        return {"HOME": str(self.home), "PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(root)}

    def run(self, *command: str) -> Cost:
        return measure(command, self.environ)

    def run_python(self, *arguments: str) -> Cost:
        return self.run(sys.executable, *arguments)

    def forget_orders(self) -> None:
        """Begin again without a store."""
        shutil.rmtree(self.home / ".local", ignore_errors=True)


@contextmanager
def open_shop(orders: int) -> Iterator[Shop]:
    """A shop whose Amazon holds so many orders for it to ship, with quotas off and time standing still."""
    with tempfile.TemporaryDirectory(prefix="mwslink-bench-") as folder:
        home = Path(folder)
        with _sandbox(home, orders) as amazon:
            shop = Shop(home, amazon)
            for country in COUNTRIES:
                shop.run(PROGRAM, "connect", "--country", country, "--sandbox", amazon)
            yield shop


@contextmanager
def _sandbox(folder: Path, orders: int) -> Iterator[str]:
    ready = folder / "ready"
    options = f"--port 0 --accounts 1 --orders {orders} --quotas off --clock-speed 0.000001".split()
    command = [PROGRAM, "sandbox", *options, "--ready-file", str(ready)]
    process = subprocess.Popen(command, env={"HOME": folder}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        give_up_at = time.monotonic() + _START_SECONDS
        while not ready.exists() or not ready.read_text():
            if process.poll() is not None or time.monotonic() > give_up_at:
                raise SystemExit("The sandbox did not start.")
            time.sleep(0.05)  # noqa: TID251  (a measurement takes the time there is)
        yield ready.read_text().strip()
    finally:
        process.kill()
        process.wait()
