"""What the documentation shows is what happens."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sessions import ROOT, START, Terminal, is_same, rewrite, session_of

from mwslink.clock import ScaledClock, use_clock
from mwslink.sandbox.server import running_sandbox
from mwslink.sandbox.settings import SandboxSettings

PAGES = sorted(
    page.relative_to(ROOT).as_posix() for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")) if session_of(page)
)
# This variable, once set, puts what is printed into the pages: for when the program's words have changed on purpose.
WRITE = "MWSLINK_TEST_WRITE_DOCS"


@pytest.fixture
def terminal(
    blank_environment: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    """A home and a sandbox, both at the hour that the pages show."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.chdir(blank_environment)
    with running_sandbox(SandboxSettings(start=START)) as sandbox, use_clock(ScaledClock(1, START)):
        yield Terminal(sandbox.url, blank_environment, lambda: tuple(capfd.readouterr()))
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_its_commands_print(name: str, terminal: Terminal) -> None:
    """Every console block runs as it stands, one after the other, and prints what is shown."""
    steps = session_of(ROOT / name)

    printed = [terminal.run(step.command) for step in steps]

    if WRITE in os.environ:
        rewrite(ROOT / name, iter(printed))
    for step, text in zip(session_of(ROOT / name), printed, strict=True):
        told = f"{name}: $ {step.command}\nshows:\n{step.shown}\nprints:\n{text}\n(meant so? run with {WRITE}=1)"
        assert is_same(step.shown, text), told


def test_the_first_pages_have_sessions() -> None:
    """README and tutorial are tried, not only read."""
    assert {"README.md", "docs/tutorial.md"} <= set(PAGES)
