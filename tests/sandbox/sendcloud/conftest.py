"""Sendcloud as after the start of the sandbox: no orders, limits on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sendcloud_client import Sendcloud


@pytest.fixture
def sendcloud(sandbox_url: str) -> Iterator[Sendcloud]:
    with Sendcloud(sandbox_url) as sendcloud:
        sendcloud.control("POST", "/state", {"orders": 0, "quotas": True, "faults": "", "saving_delay": 1})
        sendcloud.control("DELETE", "/requests")
        yield sendcloud
