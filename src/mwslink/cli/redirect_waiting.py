"""Waiting for the address that the consent page leads to: the browser brings it, or a person pastes it."""

from __future__ import annotations

import os
import select
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from mwslink import clock
from mwslink.errors import TemporaryError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.authorization.listener import RedirectListener

_LOOK_AGAIN_SECONDS = 0.5


def wait_for_redirect(listener: RedirectListener, *, max_wait: float, may_paste: bool) -> str:
    """The address the browser was sent to; where somebody sits, also what is pasted meanwhile, which is not shown.

    Raises TemporaryError after `max_wait` seconds, Abort at the end of the input.
    """
    give_up_at = clock.monotonic() + max_wait
    sources = [listener.fileno(), sys.stdin.fileno()] if may_paste else [listener.fileno()]
    with _without_echo() if may_paste else _as_it_is():
        while clock.monotonic() < give_up_at:
            ready = select.select(sources, [], [], _LOOK_AGAIN_SECONDS)[0]
            if listener.fileno() in ready:
                return listener.take()
            if ready:
                return _read_line()
    raise TemporaryError(
        _("Nobody came back from the consent page within {seconds:.0f} s.").format(seconds=max_wait),
        hint=_("Nothing was changed. Begin again, or wait longer with --max-wait."),
    )


def _read_line() -> str:
    """What the terminal holds: a line, since it gives whole lines only."""
    text = os.read(sys.stdin.fileno(), 65536)
    if not text:
        raise click.Abort
    return text.decode("utf-8", "replace")


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


@contextmanager
def _without_echo() -> Iterator[None]:
    """What is pasted holds the code: the terminal does not show it, and is as before afterwards, whatever happens."""
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    quiet = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    try:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, quiet)
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
        click.echo(err=True)
