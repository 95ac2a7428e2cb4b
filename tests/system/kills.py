"""kill -9 at any point of a piece of work: in a child process, at its nth call of a function."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable, Sequence

Work = Callable[[], object]


def count_calls(work: Work) -> int:
    """How many calls the work makes when nothing disturbs it; its effects stay."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call", "c_return")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def kill_at(number: int, work: Work) -> bool:
    """Do the work in a child that is killed at its nth call; whether that came before the work's end."""
    child = os.fork()
    if child == 0:
        _die_at(number, work)
    _child, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _die_at(number: int, work: Work) -> None:
    left = number

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal left
        left -= event in ("call", "c_call", "c_return")
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        sys.setprofile(note)
        work()
        code = 0
    finally:
        os._exit(code)


def moments(total: int, how_many: int, seed: str) -> Sequence[int]:
    """Points between the first call and the last, the same for a seed."""
    return sorted(random.Random(seed).sample(range(1, total), how_many))
