"""Work on several sellers at the same time, one going wrong not stopping the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from mwslink import clock

if TYPE_CHECKING:
    from mwslink.gateways.http import Network

T = TypeVar("T")


def side_by_side(work: Callable[[T], None], things: Sequence[T], *, jobs: int, network: Network) -> None:
    """Do the work on each; whatever it raises is a fault of ours, and ends all of it."""
    with ThreadPoolExecutor(min(jobs, len(things)) or 1, "seller") as workers:
        running = [workers.submit(work, one) for one in things]
        try:
            for one in running:
                one.result()
        except BaseException:  # Ctrl-C, or a fault of ours: the others shall not be waited for
            clock.interrupt()
            network.break_off()
            workers.shutdown(wait=False, cancel_futures=True)
            raise
