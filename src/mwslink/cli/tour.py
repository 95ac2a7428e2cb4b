"""The tour: a sandbox in a process of its own, and the installed program run on it step by step."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from mwslink import clock
from mwslink.errors import MwslinkError
from mwslink.messages import _, language

_START_SECONDS = 30


def take_tour(*, keep: bool) -> None:
    """Run every step and show what it prints. Raises MwslinkError when a step fails."""
    folder = Path(tempfile.mkdtemp(prefix="mwslink-demo-"))
    try:
        with _sandbox(folder) as url:
            for why, arguments in _steps(url):
                _tell(why)
                _run(folder, arguments)
        _tell(_("That was the tour. Connect a shop of your own with: mwslink connect --country ES"))
    finally:
        if keep:
            _tell(_("Its files are in {folder}").format(folder=folder))
        else:
            _remove(folder)


def _steps(url: str) -> Iterator[tuple[str, str]]:
    yield (
        _("Connect Spain. The sandbox's credentials are filled in; Amazon is asked whether they are right."),
        (f"connect --country ES --sandbox {url}"),
    )
    yield (
        _("Italy has the same seller, so the same account and token serve it."),
        (f"connect --country IT --sandbox {url}"),
    )
    yield _("Both, as the configuration file has them now:"), "connections"
    yield _("Bring the orders: one call for a hundred of them, with items and addresses."), "import"
    yield _("The latest of them, without anything personal:"), "orders --limit 8"
    yield _("Who they go to is encrypted in the store and shown on request only:"), "orders --limit 3 --personal"
    yield _("Import again: one call says that nothing is new."), "import"
    yield _("What Amazon's quotas still allow:"), "quota"
    yield _("What the runs did and cost:"), "runs"
    yield _("Were something wrong, this would name the cause:"), "doctor"


@contextmanager
def _sandbox(folder: Path) -> Iterator[str]:
    _tell(_("A local Amazon starts, with one seller and 250 orders:"))
    ready = folder / "ready"
    arguments = ["sandbox", "--port", "0", "--orders", "250", "--ready-file", str(ready)]
    click.echo(f"$ mwslink {shlex.join(arguments)} &")
    log = (folder / "sandbox.log").open("w", encoding="utf-8")
    command = [sys.executable, "-m", "mwslink", *arguments]
    with log, subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL) as server:  # noqa: S603  (our own program)
        try:
            yield _address(server, ready, folder / "sandbox.log")
        finally:
            server.terminate()


def _address(server: subprocess.Popen[bytes], ready: Path, log: Path) -> str:
    """Where the sandbox listens, once it does."""
    for _attempt in range(_START_SECONDS * 20):
        if ready.exists():
            return ready.read_text(encoding="utf-8").strip()
        if server.poll() is not None:
            break
        clock.sleep(0.05)
    said = log.read_text(encoding="utf-8").strip()
    raise _ended(_("The sandbox did not start."), server.poll() or 0, hint=said)


def _run(folder: Path, arguments: str) -> None:
    """Run a command as the user would, in a home of its own."""
    click.echo(f"$ mwslink {arguments}")
    sys.stdout.flush()
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("MWSLINK_", "XDG_"))},
        "HOME": str(folder),
        "MWSLINK_LANGUAGE": language(),
    }
    done = subprocess.run([sys.executable, "-m", "mwslink", *shlex.split(arguments)], env=environ, check=False)  # noqa: S603  (our own program)
    if done.returncode:
        raise _ended(
            _("The tour ends here: that command left with {code}.").format(code=done.returncode), done.returncode
        )


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
