"""Run a program to its end and tell what it cost: wall time, CPU time, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# Linux counts in KiB, macOS in bytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Cost:
    """What one run of a program cost; `out` is what it printed."""

    wall: float
    cpu: float
    peak: float  # megabytes
    out: str


Run = Callable[[], Cost]


def measure(command: Sequence[str], environ: Mapping[str, str]) -> Cost:
    """Run a command to its end. Raises SystemExit, with what it said, when it fails.

    The peak includes what this process held when it started the child (the kernel counts so), which is why nothing
    here imports more than the standard library.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        child = subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode:
            raise SystemExit(f"{' '.join(command)} failed ({child.returncode}): {err.read().decode()}")
        peak = usage.ru_maxrss * _RSS_UNIT / MEGABYTE
        return Cost(wall, usage.ru_utime + usage.ru_stime, peak, out.read().decode())


def measure_in_turn(runs: Mapping[str, Run], rounds: int) -> dict[str, list[Cost]]:
    """Run all of them so many times in turn (A B A B …), so that a busy moment of the machine meets all alike.

    One round more goes before and is not counted: it fills the caches.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            cost = run()
            if number:
                costs[name].append(cost)
    return costs
