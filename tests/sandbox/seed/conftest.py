"""One thousand orders of a seller in the five big marketplaces."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mwslink.marketplaces import BY_COUNTRY, Marketplace
from mwslink.sandbox.model import Order
from mwslink.sandbox.seed import generate_orders

NOW = datetime(2026, 11, 24, 9, 12, 34, tzinfo=UTC)


@pytest.fixture(scope="session")
def seed_now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def five_marketplaces() -> list[Marketplace]:
    return [BY_COUNTRY[country] for country in ("ES", "IT", "DE", "FR", "GB")]


@pytest.fixture(scope="session", params=[1, 2, 42])
def orders(request: pytest.FixtureRequest, five_marketplaces: list[Marketplace]) -> list[Order]:
    """The same promises hold whatever the seed."""
    return generate_orders(
        seed=request.param, seller_id="A1SANDBOX00001", marketplaces=five_marketplaces, count=1000, now=NOW
    )
