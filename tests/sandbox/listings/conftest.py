"""A seller's shop without quotas, as it was at the start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from amazon import Amazon
from listings_api import Shop


@pytest.fixture
def shop(amazon: Amazon) -> Iterator[Shop]:
    """Account 1 with 120 listings."""
    yield from _opened(amazon, 120)


@pytest.fixture
def large_shop(amazon: Amazon) -> Iterator[Shop]:
    """Account 1 with 2,500 listings: more than a search lets anybody page through."""
    yield from _opened(amazon, 2500)


def _opened(amazon: Amazon, listings: int) -> Iterator[Shop]:
    amazon.control("POST", "/state", {"listings": listings, "quotas": False, "listing_delay": 15})
    amazon.refresh_token_cache()
    yield Shop(amazon)
    amazon.control("POST", "/state", {"listings": 120, "listing_delay": 15})
    amazon.refresh_token_cache()
