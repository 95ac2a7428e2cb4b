"""Whatever the order in which versions arrive, the store ends up the same."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from contract.store.samples import SELLER, order, order_id, personal, stream
from mwslink.orders.model import Address, Order, OrderStatus, PersonalData
from mwslink.orders.pull import OrderStore, Pulled
from mwslink.store import new_store_key, open_store
from mwslink.store.memory import MemoryOrders
from mwslink.store.queries import OrderQuery, StoredOrder

KEY = new_store_key()


def whole(version: str) -> PersonalData:
    return personal(f"of version {version}", country=version)


def city_only(version: str) -> PersonalData:
    return PersonalData(recipient=Address(city="Madrid", country=version))


def nothing(_version: str) -> None:
    return None


Carried = Callable[[str], PersonalData | None]
CARRIES: list[Carried] = [whole, city_only, nothing]


@contextmanager
def both() -> Iterator[list[OrderStore]]:
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:{folder}/s.db", key=lambda: KEY) as store:
        yield [MemoryOrders(), store.orders]


@st.composite
def histories(draw: st.DrawFn) -> list[list[Order]]:
    """The versions of a few orders; only the last may be cancelled, any may come with less personal data or none."""
    made = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        carries = draw(st.lists(st.sampled_from(CARRIES), min_size=1, max_size=4))
        versions = [order(number, version, personal=carried(f"{version}")) for version, carried in enumerate(carries)]
        if draw(st.booleans()):
            versions[-1] = order(number, len(versions) - 1, status=OrderStatus.CANCELLED, personal=None)
        made.append(versions)
    return made


def expected(versions: list[Order]) -> Order:
    """The newest version, with the personal data of the newest that names the recipient, else of the newest with any.

    None once cancelled.
    """
    newest = versions[-1]
    if newest.status == OrderStatus.CANCELLED:
        return newest
    carried = [version.personal for version in versions if version.personal]
    whole = [one for one in carried if one.recipient.lines]
    return replace(newest, personal=(whole or carried or [None])[-1])


@given(history=histories(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_versions_in_any_order_with_duplicates_are_the_newest(history: list[list[Order]], data: st.DataObject) -> None:
    """A page may come twice, late, or from two runs at once."""
    versions = [version for one in history for version in one]
    sent = data.draw(st.permutations(versions + data.draw(st.lists(st.sampled_from(versions), max_size=5))))
    cut = data.draw(st.integers(1, 5))
    pages = [sent[start : start + cut] for start in range(0, len(sent), cut)]
    with both() as stores:
        for store in stores:
            pulled = sum((store.save_page(stream(), page) for page in pages), Pulled())
            held = {stored.order.id: stored.order for stored in store.find(OrderQuery(), with_personal=True)}  # type: ignore[attr-defined]

            assert held == {one[-1].id: expected(one) for one in history}
            assert (pulled.new, pulled.orders) == (len(history), len(sent))


@given(
    steps=st.lists(
        st.tuples(
            st.integers(0, 4), st.sampled_from(CARRIES), st.sampled_from([OrderStatus.UNSHIPPED, OrderStatus.CANCELLED])
        ),
        max_size=12,
    )
)
@settings(max_examples=100, deadline=None)
def test_memory_and_sqlite_agree_on_any_order_of_versions(steps: list[tuple[int, Carried, OrderStatus]]) -> None:
    """Also on what a cancellation destroys, which stays away."""
    with both() as (memory, sqlite):
        for version, carried, status in steps:
            page = [order(1, version, status=status, personal=carried(f"{version}"))]
            assert memory.save_page(stream(), page) == sqlite.save_page(stream(), page)
            one, two = (store.get(SELLER, order_id(1), with_personal=True) for store in (memory, sqlite))  # type: ignore[attr-defined]
            assert comparable(one) == comparable(two)
            if one and one.order.personal:
                assert one.order.personal in [carried(one.order.personal.recipient.country) for carried in CARRIES[:2]]


def comparable(stored: StoredOrder | None) -> object:
    """All but the moment of an erasure, which the two do not share."""
    if stored is None:
        return None
    return stored.order, stored.country, stored.has_personal, stored.personal_erased_at is not None
