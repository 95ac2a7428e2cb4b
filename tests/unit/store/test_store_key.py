"""The store key is asked for late, and a wrong one is noticed before anything is written with it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from contract.store.erasures import erase_personal
from contract.store.samples import SELLER, at, order, order_id, stream
from mwslink.credentials import Secret
from mwslink.errors import ConfigError, StoreError
from mwslink.orders.pull import Pulled
from mwslink.store import Store, new_store_key, open_store

KEY = new_store_key()


def never() -> Secret:
    raise AssertionError("the store key was asked for")


def opened(folder: Path, key: Secret | None = KEY) -> Store:
    return open_store(f"sqlite:{folder}/store.db", key=(lambda: key) if key else never)


def test_it_is_not_asked_for_without_need(tmp_path: Path) -> None:
    """A run on a server may list orders without the key."""
    with opened(tmp_path) as store:
        store.orders.save_page(stream(), [order()])
    with opened(tmp_path, None) as store:
        store.orders.save_page(stream(), [order(2, personal=None)])

        assert store.orders.get(SELLER, order_id(1)) is not None
        assert store.orders.get(SELLER, order_id(2), with_personal=True) is not None
        assert store.tokens.load("scope") is None
        assert erase_personal(store._database, 1) == 1


def test_it_is_asked_for_once(tmp_path: Path) -> None:
    asked = []

    def ask() -> Secret:
        asked.append(1)
        return KEY

    with open_store(f"sqlite:{tmp_path}/store.db", key=ask) as store:
        writers = [
            threading.Thread(target=store.orders.save_page, args=(stream(), [order(number)])) for number in range(8)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        store.tokens.save("scope", Secret("t"), at(1))

    assert len(asked) == 1


def test_asking_may_use_the_store(tmp_path: Path) -> None:
    """Whoever answers looks whether a new key may be made."""

    def ask() -> Secret:
        assert not store.holds_sealed_data()
        return KEY

    with open_store(f"sqlite:{tmp_path}/store.db", key=ask) as store:
        store.orders.save_page(stream(), [order()])

        assert store.holds_sealed_data()


def test_a_key_that_cannot_be_had_leaves_the_page_unsaved(tmp_path: Path) -> None:
    def missing() -> Secret:
        raise ConfigError("secrets:store.key is missing")

    with open_store(f"sqlite:{tmp_path}/store.db", key=missing) as store:
        with pytest.raises(ConfigError, match="missing"):
            store.orders.save_page(stream(), [order()])

        assert store.orders.positions(SELLER) == []
        assert store.orders.get(SELLER, order_id(1)) is None
        assert not store.holds_sealed_data()


def test_a_wrong_key_neither_opens_nor_seals(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.orders.save_page(stream(), [order()])
        store.tokens.save("scope", Secret("token"), at(1))
    with opened(tmp_path, new_store_key()) as store:
        with pytest.raises(ConfigError, match="not the one"):
            store.orders.get(SELLER, order_id(1), with_personal=True)
        with pytest.raises(ConfigError, match="not the one"):
            store.orders.save_page(stream("page 3"), [order(2), order(3, personal=None)])
        with pytest.raises(ConfigError, match="not the one"):
            store.tokens.save("scope", Secret("other"), at(1))
        assert store.tokens.load("scope") is None
    with opened(tmp_path) as store:
        assert store.orders.positions(SELLER) == [stream()]
        assert store.orders.get(SELLER, order_id(3)) is None
        assert store.orders.get(SELLER, order_id(1), with_personal=True).order == order()  # type: ignore[union-attr]
        assert store.tokens.load("scope") == (Secret("token"), at(1))


def test_a_lost_key_may_be_replaced_while_there_is_no_personal_data(tmp_path: Path) -> None:
    """Tokens sealed with the old one are dropped; Amazon gives new ones."""
    with opened(tmp_path) as store:
        store.tokens.save("scope", Secret("token"), at(1))
        store.orders.save_page(stream(), [order()])
        erase_personal(store._database, 1)
    other = new_store_key()
    with opened(tmp_path, other) as store:
        assert not store.holds_sealed_data()
        assert store.orders.save_page(stream(), [order(2)]) == Pulled(new=1)
        assert store.tokens.load("scope") is None
    with opened(tmp_path, other) as store:
        assert store.orders.get(SELLER, order_id(2), with_personal=True).order == order(2)  # type: ignore[union-attr]


def test_two_runs_that_each_made_a_key_do_not_mix_them(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path, new_store_key()) as two:
        one.tokens.save("scope", Secret("token"), at(1))
        two.orders.save_page(stream(), [order()])

        with pytest.raises(ConfigError, match="not the one"):
            one.orders.save_page(stream(), [order(2)])


def test_personal_data_moved_to_another_order_does_not_open(tmp_path: Path) -> None:
    import sqlite3

    with opened(tmp_path) as store:
        store.orders.save_page(stream(), [order(1), order(2)])
    with sqlite3.connect(tmp_path / "store.db") as raw:
        raw.execute("DELETE FROM personal WHERE order_id = ?", (order_id(1),))
        raw.execute("UPDATE personal SET order_id = ?", (order_id(1),))
    raw.close()
    with opened(tmp_path) as store, pytest.raises(StoreError, match="cannot be opened"):
        store.orders.get(SELLER, order_id(1), with_personal=True)
