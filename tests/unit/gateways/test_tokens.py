"""A token is fetched once, however many threads and runs need it."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from gateway_fakes import MemoryTokens

from mwslink import clock
from mwslink.credentials import Secret
from mwslink.errors import NetworkError
from mwslink.gateways.tokens import Held, TokenCache


class Fetches:
    """Counts, and hands out a new token each time."""

    def __init__(self, seconds: float = 3600) -> None:
        self.count = 0
        self.seconds = seconds
        self._lock = threading.Lock()

    def __call__(self) -> Held:
        with self._lock:
            self.count += 1
        time.sleep(0.01)  # noqa: TID251  (long enough for the others to ask as well)
        return Secret(f"token {self.count}"), clock.now() + timedelta(seconds=self.seconds)


@pytest.mark.parametrize("is_shared", [True, False], ids=["one cache", "a cache each"])
def test_sixteen_threads_fetch_once(is_shared):
    fetch, store = Fetches(), MemoryTokens()
    caches = [TokenCache("scope", store, fetch) for _thread in range(16)]
    with ThreadPoolExecutor(16) as pool:
        tokens = list(pool.map(lambda cache: (caches[0] if is_shared else cache).get().reveal(), caches))

    assert (fetch.count, set(tokens)) == (1, {"token 1"})


def test_a_later_run_goes_on_with_the_token(still_clock):
    store = MemoryTokens()
    TokenCache("scope", store, Fetches()).get()
    fetch = Fetches()

    assert TokenCache("scope", store, fetch).get().reveal() == "token 1"
    assert fetch.count == 0


def test_another_scope_has_another_token(still_clock):
    store, fetch = MemoryTokens(), Fetches()

    assert TokenCache("a", store, fetch).get() != TokenCache("b", store, fetch).get()


def test_it_is_renewed_a_minute_before_it_expires(still_clock):
    cache = TokenCache("scope", MemoryTokens(), Fetches())
    first = cache.get()
    still_clock.pass_by(3539)

    assert cache.get() == first
    still_clock.pass_by(1)
    assert cache.get() != first


def test_a_dropped_token_is_gone_from_the_store_too(still_clock):
    store = MemoryTokens()
    cache = TokenCache("scope", store, Fetches())
    cache.drop(cache.get())

    assert store.held == {}
    assert cache.get().reveal() == "token 2"


def test_dropping_an_older_token_leaves_the_one_that_came_since(still_clock):
    """Two threads are refused with the same token; only the first may cause a new one."""
    cache = TokenCache("scope", MemoryTokens(), Fetches())
    old = cache.get()
    cache.drop(old)
    new = cache.get()
    cache.drop(old)

    assert cache.get() == new


def test_a_failed_fetch_keeps_nothing(still_clock):
    def fail() -> Held:
        raise NetworkError("no answer")

    store = MemoryTokens()
    with pytest.raises(NetworkError):
        TokenCache("scope", store, fail).get()

    assert TokenCache("scope", store, Fetches()).get().reveal() == "token 1"
