"""The tour: a sandbox in a process of its own, and the installed program run on it step by step."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from mwslink import clock
from mwslink.cli.tour_steps import Step, tour_steps
from mwslink.errors import MwslinkError
from mwslink.messages import _, language

_START_SECONDS = 30
_ORDERS, _LISTINGS = 120, 100
_SPEED = 10  # of the sandbox's clock: what takes Amazon a quarter of a minute is there at once


def take_tour(*, keep: bool) -> None:
    """Run every step and show what it prints. Raises MwslinkError when a step fails."""
    folder = Path(tempfile.mkdtemp(prefix="mwslink-demo-"))
    try:
        with _sandbox(folder) as url:
            for step in tour_steps(url):
                _tell(step.why)
                _run(folder, step)
        _tell(_("That was the tour. Connect a shop of your own with: mwslink connect --country ES"))
    finally:
        if keep:
            _tell(_("Its files are in {folder}").format(folder=folder))
        else:
            _remove(folder)


@contextmanager
def _sandbox(folder: Path) -> Iterator[str]:
    import subprocess

    _tell(_("A local Amazon starts, with one seller in five countries; its clock runs ten times as fast:"))
    ready = folder / "ready"
    size = ["--orders", str(_ORDERS), "--listings", str(_LISTINGS), "--clock-speed", str(_SPEED)]
    arguments = ["sandbox", "--port", "0", *size, "--ready-file", str(ready)]
    click.echo(f"$ mwslink {shlex.join(arguments)} &")
    log = (folder / "sandbox.log").open("w", encoding="utf-8")
    command = [sys.executable, "-m", "mwslink", *arguments]
    with log, subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL) as server:  # noqa: S603  (our own program)
        try:
            yield _address(server.poll, ready, folder / "sandbox.log")
        finally:
            server.terminate()


def _address(poll: object, ready: Path, log: Path) -> str:
    """Where the sandbox listens, once it does."""
    code: int | None = None
    for _attempt in range(_START_SECONDS * 20):
        if ready.exists():
            return ready.read_text(encoding="utf-8").strip()
        code = poll() if callable(poll) else None
        if code is not None:
            break
        clock.sleep(0.05)
    said = log.read_text(encoding="utf-8").strip()
    raise _ended(_("The sandbox did not start."), code or 0, hint=said)


def _run(folder: Path, step: Step) -> None:
    """Run a command as the user would, in a home of its own."""
    click.echo(f"$ mwslink {step.arguments}")
    sys.stdout.flush()
    code = _run_program(folder, shlex.split(step.arguments))
    if code not in step.codes:
        raise _ended(_("The tour ends here: that command left with {code}.").format(code=code), code)


def _run_program(folder: Path, arguments: Sequence[str]) -> int:
    import os
    import subprocess

    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("MWSLINK_", "XDG_"))},
        "HOME": str(folder),
        "MWSLINK_LANGUAGE": language(),
    }
    return subprocess.run([sys.executable, "-m", "mwslink", *arguments], env=environ, check=False).returncode  # noqa: S603  (our own program)


def _ended(text: str, code: int, hint: str = "") -> MwslinkError:
    """The failure of a step, with the step's own exit code."""
    failure = MwslinkError(text, hint=hint)
    failure.exit_code = code if code > 0 else failure.exit_code
    return failure


def _tell(text: str) -> None:
    click.echo("\n" + click.style(text, bold=True))


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
