"""kill -9 at any point of a piece of work: in a child process, at its nth call of a function."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType

Work = Callable[[], object]
EVERYWHERE = ("",)


def count_calls(work: Work, within: Sequence[str] = EVERYWHERE) -> int:
    """How many calls the work makes when nothing disturbs it; its effects stay.

    `within`: parts of the names of the source files in which calls count.
    """
    count = 0

    def note(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += _counts(frame, event, within)

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def kill_at(number: int, work: Work, within: Sequence[str] = EVERYWHERE) -> bool:
    """Do the work in a child that is killed at its nth call; whether that came before the work's end."""
    child = os.fork()
    if child == 0:
        _die_at(number, work, within)
    _child, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _die_at(number: int, work: Work, within: Sequence[str]) -> None:
    left = number

    def note(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal left
        left -= _counts(frame, event, within)
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        sys.setprofile(note)
        work()
        code = 0
    finally:
        os._exit(code)


def _counts(frame: FrameType, event: str, within: Sequence[str]) -> bool:
    return event in ("call", "c_call", "c_return") and any(part in frame.f_code.co_filename for part in within)


def moments(total: int, how_many: int, seed: str) -> Sequence[int]:
    """Points between the first call and the last, the same for a seed."""
    return sorted(random.Random(seed).sample(range(1, total), how_many))
