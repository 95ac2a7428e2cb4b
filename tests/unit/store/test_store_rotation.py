"""A new store key: everything opens before, during and after; killed anywhere it goes on; the old key opens nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from contract.store.erasures import erase_personal
from contract.store.samples import ES, SELLER, at, order, order_id, stream
from mwslink.credentials import Secret
from mwslink.errors import ConfigError, RejectedError, StoreError
from mwslink.orders.pull import PullRequest, plan_streams
from mwslink.store import Store, new_store_key, open_store, sealed
from mwslink.store.queries import OrderQuery


class Keyring:
    """Where the secret reference points."""

    def __init__(self) -> None:
        self.key = new_store_key()

    def give(self) -> Secret:
        return self.key


@pytest.fixture
def ring() -> Keyring:
    return Keyring()


@pytest.fixture
def url(tmp_path: Path, ring: Keyring) -> str:
    """A store with more rows than one step takes, a token and a secret."""
    url = f"sqlite:{tmp_path}/store.db"
    with open_store(url, key=ring.give) as store:
        store.orders.save_page(stream(None, until=2000), [order(number) for number in range(1, 523)])
        store.tokens.save("scope", Secret("token"), at(1))
        store.secrets.get("fingerprints")
    return url


def assert_whole(store: Store, count: int = 522) -> None:
    found = list(store.orders.find(OrderQuery(), with_personal=True))
    assert len(found) == count
    assert all(one.order.personal for one in found)
    assert store.tokens.load("scope") == (Secret("token"), at(1))


@contextmanager
def opened(url: str, key: Callable[[], Secret]) -> Iterator[Store]:
    with open_store(url, key=key) as store:
        yield store


def rotate(store: Store, ring: Keyring) -> None:
    ring.key = store.rotation.begin()
    store.rotation.renew()
    assert store.rotation.finish()
    store.erasing.leave_no_trace()


def test_after_it_all_opens_with_the_new_key_and_nothing_with_the_old(url: str, ring: Keyring) -> None:
    old = ring.key
    with opened(url, ring.give) as store:
        secret = store.secrets.get("fingerprints")
        rotate(store, ring)
        assert ring.key != old
        assert_whole(store)
        assert store.secrets.get("fingerprints") == secret
    with opened(url, ring.give) as store:
        assert_whole(store)
        assert store.secrets.get("fingerprints") == secret
    with opened(url, lambda: old) as store:
        with pytest.raises(ConfigError, match="not the one"):
            next(store.orders.find(OrderQuery(), with_personal=True))
        assert store.tokens.load("scope") is None


def test_what_was_wrapped_with_the_old_key_is_in_no_file(url: str, ring: Keyring, tmp_path: Path) -> None:
    """Whoever finds the old key later opens nothing, not even from freed pages."""
    with opened(url, ring.give) as store:
        rows = store._database.rows("SELECT data_key FROM personal")
        rotate(store, ring)
        files = b"".join(path.read_bytes() for path in tmp_path.glob("store.db*"))

    assert not [row for (row,) in rows if row in files]


@pytest.mark.parametrize("kept", ["old", "new"])
def test_while_it_is_under_way_either_key_opens_and_saves(url: str, ring: Keyring, kept: str) -> None:
    old = ring.key
    with opened(url, ring.give) as store:
        new = store.rotation.begin()
        assert_whole(store)
    key = old if kept == "old" else new
    with opened(url, lambda: key) as store:
        assert_whole(store)
        store.orders.save_page(stream(None, until=2001), [order(5000)])
    with opened(url, lambda: new) as store:
        store.rotation.renew()
        assert store.rotation.finish()
        assert_whole(store, 523)


def test_a_run_that_began_before_it_goes_on_through_it(url: str, ring: Keyring) -> None:
    """An import that has the old key in memory saves under the new one, and reads on."""
    with opened(url, ring.give) as running, opened(url, ring.give) as store:
        reading = running.orders.find(OrderQuery(), with_personal=True)
        read = [next(reading)]
        ring.key = store.rotation.begin()
        running.orders.save_page(stream(None, until=2001), [order(5000)])
        store.rotation.renew()
        read.append(next(reading))
        assert store.rotation.finish()
        read += reading
        running.orders.save_page(stream(None, until=2002), [order(5001)])

        assert all(one.order.personal for one in read)
        assert_whole(running, 524)
        assert_whole(store, 524)


def test_begun_again_it_goes_on_with_the_same_key(url: str, ring: Keyring) -> None:
    with opened(url, ring.give) as store:
        new = store.rotation.begin()
        assert store.rotation.begin() == new
        assert store.rotation.state().rotating_since is not None
    ring.key = new
    with opened(url, ring.give) as store:
        assert store.rotation.begin() == new
        assert store.rotation.renew() == 524
        assert store.rotation.renew() == 0


def test_it_does_not_end_before_the_reference_gives_the_new_key(url: str, ring: Keyring) -> None:
    """Where a person has to put the key in its place, both keys open the store until that is done."""
    with opened(url, ring.give) as store:
        new = store.rotation.begin()
        store.rotation.renew()
        assert not store.rotation.finish()
        assert_whole(store)
        ring.key = new
        assert store.rotation.finish()
        assert_whole(store)


def test_it_does_not_end_while_something_is_under_the_old_key(url: str, ring: Keyring) -> None:
    with opened(url, ring.give) as store:
        ring.key = store.rotation.begin()
        with pytest.raises(RejectedError, match="522"):
            store.rotation.finish()


def test_the_age_of_the_key_is_known(url: str, ring: Keyring) -> None:
    with opened(url, ring.give) as store:
        before = store.rotation.state()
        rotate(store, ring)
        after = store.rotation.state()

    assert before.since
    assert after.since
    assert after.since > before.since
    assert after.rotating_since is None


def test_there_is_nothing_to_rotate_in_a_new_store(tmp_path: Path, ring: Keyring) -> None:
    with (
        opened(f"sqlite:{tmp_path}/new.db", ring.give) as store,
        pytest.raises(RejectedError, match="nothing to rotate"),
    ):
        store.rotation.begin()


def test_every_table_of_personal_data_says_its_context() -> None:
    """A rotation wraps data keys anew with it."""
    assert set(sealed.CONTEXTS) == set(sealed.SEALED_TABLES)


def test_with_a_lost_key_orders_stay_and_their_buyers_are_asked_for_again(url: str, ring: Keyring) -> None:
    """The next import begins before the oldest order that lost its data; a new key is made; erased stays erased."""
    with opened(url, ring.give) as store:
        erase_personal(store._database, 1)
        forgotten = store.rotation.declare_lost()
        assert forgotten.orders == 521
        assert store.orders.count(OrderQuery()) == 522
        assert not store.holds_sealed_data()
    ring.key = new_store_key()
    with opened(url, ring.give) as store:
        (planned,) = plan_streams(store.orders, PullRequest(SELLER, (ES,)))
        assert planned.since < min(order(number).updated_at for number in range(2, 523))
        store.orders.save_page(stream(None, until=2060), [order(1), order(2)])
        assert store.orders.get(SELLER, order_id(1), with_personal=True).order.personal is None  # type: ignore[union-attr]
        assert store.orders.get(SELLER, order_id(2), with_personal=True).order == order(2)  # type: ignore[union-attr]


def test_a_damaged_row_does_not_keep_a_rotation_from_its_end(url: str, ring: Keyring) -> None:
    """Neither key opens it; it stays as it is, and the others are sealed anew."""
    with opened(url, ring.give) as store:
        with store._database.writing() as sql:
            sql.execute("UPDATE personal SET data_key = zeroblob(61) WHERE order_id = ?", (order_id(1),))
        rotate(store, ring)
        with pytest.raises(StoreError):
            store.orders.get(SELLER, order_id(1), with_personal=True)
        assert store.orders.get(SELLER, order_id(2), with_personal=True).order == order(2)  # type: ignore[union-attr]
