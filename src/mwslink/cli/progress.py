"""Progress on a terminal: one line that renews itself, gone when the work is done."""

from __future__ import annotations

import os
import threading
from shutil import get_terminal_size
from types import TracebackType
from typing import Self

import click

from mwslink.messages import _, ngettext
from mwslink.present.figures import render_seconds


class Progress:
    """Counts orders and calls of a run, from any thread; draws only where a person watches."""

    def __init__(self, *, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._lock = threading.Lock()
        self._orders: dict[str, int] = {}
        self._listings: dict[str, tuple[int, int | None]] = {}
        self._calls = 0
        self._calls_left: float | None = None
        self._note = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._write("")

    def count_orders(self, account: str, orders: int) -> None:
        """So many orders of the account have come so far."""
        with self._lock:
            self._orders[account] = orders
            self._note = ""
        self._draw()

    def count_listings(self, account: str, listings: int, expected: int | None) -> None:
        """So many listings of the account have come so far, of so many where that is known."""
        with self._lock:
            self._listings[account] = listings, expected
            self._note = ""
        self._draw()

    def count_call(self, calls_left: float | None = None) -> None:
        """One more call; `calls_left` of them are possible at once."""
        with self._lock:
            self._calls += 1
            self._calls_left = calls_left if calls_left is not None else self._calls_left
        self._draw()

    def wait(self, operation: str, seconds: float) -> None:
        """Amazon's quota makes a call wait."""
        with self._lock:
            self._note = _("quota of {operation}: next call in {time}").format(
                operation=operation, time=render_seconds(seconds)
            )
        self._draw()

    def _draw(self) -> None:
        if not self._is_shown:
            return
        with self._lock:
            self._write(self._line()[: _columns() - 1])  # a line that wraps cannot be renewed

    def _line(self) -> str:
        calls = ngettext("{count} call", "{count} calls", self._calls).format(count=self._calls)
        parts = [self._counted(), calls] if self._orders or self._listings else [calls]
        if self._note:
            parts.append(self._note)
        elif self._calls_left is not None:
            left = int(self._calls_left)
            parts.append(
                ngettext("quota: {count} more at once", "quota: {count} more at once", left).format(count=left)
            )
        return " · ".join(parts)

    def _counted(self) -> str:
        if not self._listings:
            orders = sum(self._orders.values())
            return ngettext("{count} order", "{count} orders", orders).format(count=orders)
        listings = sum(count for count, _expected in self._listings.values())
        text = ngettext("{count} listing", "{count} listings", listings).format(count=listings)
        expected = sum(expected or 0 for _count, expected in self._listings.values())
        return _("{listings} of about {expected}").format(listings=text, expected=expected) if expected else text

    def _write(self, text: str) -> None:
        if self._is_shown:
            click.echo(f"\r\x1b[2K{text}", err=True, nl=False)


def _columns() -> int:
    """The width of the terminal that stderr is; stdout may be a pipe, or another one."""
    try:
        return os.get_terminal_size(2).columns or get_terminal_size().columns
    except OSError:
        return get_terminal_size().columns
