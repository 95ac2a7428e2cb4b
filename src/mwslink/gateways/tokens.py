"""Tokens that are fetched once, however many threads ask, and kept until shortly before they expire."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from mwslink import clock
from mwslink.credentials import Secret
from mwslink.gateways.failures import AnswerError
from mwslink.messages import _

_RENEW_BEFORE = timedelta(seconds=60)
_LONGEST = 86400
# One thread fetches, the others wait for what it brings, even where each has a cache of its own.
_fetching: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
_fetching_lock = threading.Lock()

Held = tuple[Secret, datetime]


class TokenStore(Protocol):
    """Where tokens last from one run to the next; a scope names what a token is good for. Raises StoreError."""

    def load(self, scope: str) -> Held | None:
        """The token and when it expires (maybe past); None when there is none."""
        ...

    def save(self, scope: str, token: Secret, expires_at: datetime) -> None:
        """Keep the token in place of an earlier one."""
        ...

    def forget(self, scope: str) -> None:
        """Keep it no longer."""
        ...


class TokenCache:
    """The token of one scope: in memory, else from the store, else fetched."""

    def __init__(self, scope: str, store: TokenStore, fetch: Callable[[], Held]) -> None:
        self._scope = scope
        self._store = store
        self._fetch = fetch
        self._held: Held | None = None

    def get(self) -> Secret:
        """A token that is good for a minute at least. Raises what fetching raises."""
        held = self._held
        if not _is_good(held):
            with _lock_of(self._scope):
                held = self._held = self._from_store_or_service()
        assert held  # noqa: S101  (for mypy: what is good, or came just now, is there)
        return held[0]

    def drop(self, token: Secret) -> None:
        """Forget this token, which turned out to be worthless; not one that was fetched since."""
        with _lock_of(self._scope):
            if self._held and self._held[0] == token:
                self._held = None
            kept = self._store.load(self._scope)
            if kept and kept[0] == token:
                self._store.forget(self._scope)

    def _from_store_or_service(self) -> Held:
        for held in (self._held, self._store.load(self._scope)):
            if held and _is_good(held):
                return held
        fetched = self._fetch()
        self._store.save(self._scope, *fetched)
        return fetched


def received_token(text: str, lifetime_seconds: float, *, asked_at: datetime, provider: str = "Amazon") -> Held:
    """A token that came over the network. Raises AnswerError when no header could hold it."""
    if not text or not all("!" <= character <= "~" for character in text):
        raise AnswerError(_("{provider} sent a token that cannot be used.").format(provider=provider))
    return Secret(text), asked_at + timedelta(seconds=min(max(lifetime_seconds, 0), _LONGEST))


def _is_good(held: Held | None) -> bool:
    return held is not None and held[1] - clock.now() > _RENEW_BEFORE


def _lock_of(scope: str) -> threading.Lock:
    with _fetching_lock:
        return _fetching[scope]
