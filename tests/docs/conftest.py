"""A terminal for the documentation's commands."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sessions import START, Terminal

from mwslink.clock import ScaledClock, use_clock
from mwslink.sandbox.server import running_sandbox
from mwslink.sandbox.settings import SandboxSettings


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
