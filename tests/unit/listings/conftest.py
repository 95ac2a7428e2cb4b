"""A still clock, an Amazon of listings and a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from listing_fakes import Amazon, StillClock

from mwslink.clock import use_clock
from mwslink.store import Store, new_store_key, open_store

KEY = new_store_key()


@pytest.fixture
def still() -> Iterator[StillClock]:
    clock = StillClock()
    with use_clock(clock):
        yield clock


@pytest.fixture
def amazon(still: StillClock) -> Amazon:
    return Amazon(still)


@pytest.fixture
def make_store(tmp_path: Path, still: StillClock) -> Iterator[Callable[[], Store]]:
    """New stores, as many as are wanted."""
    made: list[Store] = []

    def make() -> Store:
        made.append(open_store(f"sqlite:{tmp_path}/{len(made)}.db", key=lambda: KEY))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(make_store: Callable[[], Store]) -> Store:
    return make_store()
