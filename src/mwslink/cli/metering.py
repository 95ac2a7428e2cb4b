"""What a run costs: calls and waits, counted for the network and the gateways, from whatever thread they come."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mwslink.cli.progress import Progress
    from mwslink.gateways import Wait
    from mwslink.gateways.http import Call


class Meter:
    """Hears of every call and of every wait for a quota, and shows both on the progress line."""

    def __init__(self, progress: Progress, logger: logging.Logger) -> None:
        self._progress = progress
        self._logger = logger
        self._lock = threading.Lock()
        self._calls: Counter[str] = Counter()
        self._waited = 0.0

    def on_call(self, call: Call) -> None:
        """One more call."""
        with self._lock:
            self._calls[call.operation] += 1
        self._progress.count_call(call.calls_left)

    def on_wait(self, wait: Wait) -> None:
        """A call waits until its quota allows it."""
        with self._lock:
            self._waited += wait.seconds
        self._logger.info("%s waits %.1f s for its quota", wait.operation, wait.seconds)
        self._progress.wait(wait.operation, wait.seconds)

    @property
    def calls(self) -> dict[str, int]:
        """How many calls of each operation."""
        return dict(sorted(self._calls.items()))

    @property
    def data(self) -> dict[str, Any]:
        """Both, as they stand in JSON and in the run journal."""
        return {"calls": self.calls, "waited_seconds": round(self._waited, 1)}
