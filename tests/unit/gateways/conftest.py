"""Fixtures of the gateways' tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from gateway_fakes import StillClock

from mwslink import clock


@pytest.fixture
def still_clock() -> Iterator[StillClock]:
    """A clock that only sleeping moves."""
    still = StillClock()
    with clock.use_clock(still):
        yield still
