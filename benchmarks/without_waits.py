"""mwslink, unchanged, by a clock on which every wait is over at once.

Amazon's usage plan lets a seller search for orders every three minutes: 20,000 orders would take hours, nearly all of
them asleep. Here each sleep moves the clock instead. Everything else is done as ever, the keeping of quotas included.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from mwslink import clock
from mwslink.cli import main


class SkippingClock(clock.SystemClock):
    """The computer's clock, moved on by every sleep."""

    def __init__(self) -> None:
        super().__init__()
        self._skipped = 0.0

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._skipped)

    def monotonic(self) -> float:
        return time.monotonic() + self._skipped

    def sleep(self, seconds: float) -> None:
        self._skipped += max(0.0, seconds)


if __name__ == "__main__":
    with clock.use_clock(SkippingClock()):
        main()
