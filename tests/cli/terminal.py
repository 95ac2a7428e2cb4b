"""A person at a terminal: the installed program on a pseudo-terminal, answered question by question."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from programs import installed_program

CTRL_C, CTRL_D, ENTER = "\x03", "\x04", "\r"
_PATIENCE = 60.0  # a busy computer may take its time; only what hangs waits for all of it


class Terminal:
    """The screen and keyboard of one run; `shown` is everything that came, escape sequences included."""

    def __init__(self, controller: int, terminal: int, process: subprocess.Popen[bytes]) -> None:
        self._controller = controller
        self._process = process
        self._terminal = terminal
        self._received = b""
        self._read_up_to = 0

    @property
    def shown(self) -> str:
        return self._received.decode("utf-8", "replace").replace("\r\n", "\n")

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed, as a shell expects it to."""
        return bool(termios.tcgetattr(self._terminal)[3] & termios.ECHO)

    def answer(self, question: str, typed: str) -> None:
        """Wait until the question stands there, not looking at what was read before; then type."""
        give_up_at = time.monotonic() + _PATIENCE
        while not (found := re.search(re.escape(question), self.shown[self._read_up_to :])):
            assert time.monotonic() < give_up_at, f"no {question!r} in:\n{self.shown}"
            assert self._receive(), f"it ended without {question!r}:\n{self.shown}"
        self._read_up_to += found.end()
        self._wait_for_rest()
        os.write(self._controller, (typed if typed in (CTRL_C, CTRL_D, ENTER) else typed + ENTER).encode())

    def finish(self) -> int:
        """Read to the end; the exit code."""
        give_up_at = time.monotonic() + _PATIENCE
        while self._receive():
            assert time.monotonic() < give_up_at, f"it does not end:\n{self.shown}"
        return self._process.wait()

    def _receive(self) -> bool:
        """Read what is there; False at the end."""
        has_ended = self._process.poll() is not None  # before looking: what it wrote last is there then
        if not select.select([self._controller], [], [], 0 if has_ended else 0.05)[0]:
            return not has_ended
        self._received += os.read(self._controller, 65536)
        return True

    def _wait_for_rest(self) -> None:
        """A prompt is read from once it is whole; what is typed before echo is off would be seen."""
        while select.select([self._controller], [], [], 0.05)[0] and self._receive():
            pass


@contextmanager
def at_a_terminal(home: Path, *arguments: str, **environ: str) -> Iterator[Terminal]:
    """The program on a terminal of its own, so that Ctrl-C reaches it as it does a person's."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [installed_program(), *arguments],
        env={"HOME": str(home), "TERM": "xterm", "NO_COLOR": "1", **environ},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        preexec_fn=_take_terminal,
    )
    try:
        yield Terminal(controller, terminal, process)
    finally:
        process.kill()
        process.wait()
        os.close(controller)
        os.close(terminal)


def _take_terminal() -> None:
    """Begin a session whose terminal is standard input: Ctrl-C becomes a signal."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
