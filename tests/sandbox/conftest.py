"""One sandbox for all tests here, started over for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from amazon import Amazon

from mwslink.sandbox.server import running_sandbox
from mwslink.sandbox.settings import SandboxSettings

START = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)  # the orders depend on it
MODELS = Path(__file__).parents[3] / "shared" / "models"


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    """Its clock stands still but for `pass_time`: a slow computer's calls would be quota that has come back."""
    with running_sandbox(SandboxSettings(orders=60, start=START, clock_speed=1e-9)) as sandbox:
        yield sandbox.url


@pytest.fixture
def amazon(sandbox_url: str) -> Iterator[Amazon]:
    """A sandbox as after its start: 60 orders by the merchant an account, quotas on, no faults."""
    with Amazon(sandbox_url) as amazon:
        first = asdict(SandboxSettings(orders=60))  # nothing that the test before chose
        amazon.control(
            "POST", "/state", {name: first[name] for name in first.keys() - {"port", "clock_speed", "start"}}
        )
        yield amazon


@pytest.fixture(scope="session")
def models() -> Path:
    """Amazon's published descriptions."""
    if not MODELS.is_dir():
        pytest.skip("answers are not checked against Amazon's models: the folder `shared` is not beside the checkout")
    return MODELS
