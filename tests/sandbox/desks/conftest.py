"""The sandbox of all tests here, with sixty listings an account whatever the test before did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from amazon import Amazon


@pytest.fixture
def amazon(amazon: Amazon) -> Iterator[Amazon]:
    amazon.control("POST", "/state", {"listings": 60})
    amazon.refresh_token_cache()
    yield amazon
    amazon.control("POST", "/state", {"listings": 60})
