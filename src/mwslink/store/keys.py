"""The store key: asked for when it is first needed, and checked against the store before anything is sealed with it.

While a rotation is under way (`store.rotation`) the store holds the new key sealed under the old one and the old one
sealed under the new: whoever has either has both, seals with the new one and opens with both.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Cursor
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.errors import ConfigError, StoreError
from mwslink.messages import _
from mwslink.store.database import Database, Row
from mwslink.store.moments import moment_text
from mwslink.store.sealed import SECRETS, holds_sealed
from mwslink.store.vault import Vault, parse_store_key

if TYPE_CHECKING:
    from mwslink.credentials import Secret

CHECK, NEXT_CHECK, NEXT_KEY, LAST_KEY = "key_check", "next_key_check", "next_key", "last_key"
KEY_SINCE = "key_since"  # since when the store key of now is the store's
_CHECK_CONTEXT = "store key check"
_ENTRIES = (CHECK, NEXT_CHECK, NEXT_KEY, LAST_KEY)
_SELECT = f"SELECT name, value FROM meta WHERE name IN ({', '.join(repr(name) for name in _ENTRIES)})"  # noqa: S608
_SAVE = "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_Entries = dict[str, bytes]


class WrongKeyError(ConfigError):
    """The key that the secret reference gives is not the store's."""


class StoreKey:
    """The key of one store, as a vault; `ask` is called once, and again when it raised or the key was rotated.

    `on_open` is called before any personal data is opened.
    """

    def __init__(self, ask: Callable[[], Secret], on_open: Callable[[], None] = lambda: None) -> None:
        self._ask = ask
        self._on_open = on_open
        self._lock = threading.Lock()
        self._key: bytes | None = None
        self._confirmed: tuple[_Entries, Vault] | None = None

    def vault(self) -> Vault:
        """Fetch the key, which may take seconds: call it before a transaction begins. Raises ConfigError."""
        return Vault(self.key())

    def key(self) -> bytes:
        """The key that the secret reference gives; see `vault`."""
        if self._key is not None:  # within a transaction the lock must not be waited for: `ask` may read the store
            return self._key
        with self._lock:
            if self._key is None:
                self._key = parse_store_key(self._ask())
            return self._key

    def ask_again(self) -> bytes:
        """The key that the secret reference gives now: a rotation puts another in its place."""
        self._key = parse_store_key(self._ask())  # without the lock: it may be within a transaction
        return self._key

    def to_open(self, database: Database) -> Vault:
        """The vault to open what is in the store. Raises ConfigError for a key that is not the store's."""
        self.key()
        vault = self._vault_for(dict(database.rows(_SELECT)))
        if vault is None:
            raise _wrong_key(database.path)
        return vault

    def to_seal(self, sql: Cursor, path: Path) -> Vault:
        """The vault to seal what this transaction saves.

        The first key to seal something becomes the store's; while there is no personal data another may take its
        place, since tokens can be fetched again. Raises ConfigError for a key that is not the store's.
        """
        self.key()
        entries = dict(sql.execute(_SELECT).fetchall())
        vault = self._vault_for(entries)
        if vault is not None:
            return vault
        if entries and holds_sealed(lambda query: sql.execute(query).fetchone()):
            raise _wrong_key(path)
        vault = Vault(self.key())
        forget_sealed(sql)
        save_entry(sql, CHECK, make_check(vault))
        save_entry(sql, KEY_SINCE, moment_text(clock.now()).encode())
        return vault

    def _vault_for(self, entries: _Entries) -> Vault | None:
        """The vault of a store with these entries; None when it is another key's, or nobody's yet."""
        if CHECK not in entries:
            return None
        if self._confirmed is None or self._confirmed[0] != entries:
            vault = vault_of(entries, self.key()) or vault_of(entries, self.ask_again())
            if vault is None:
                return None
            vault.on_open = self._on_open
            self._confirmed = entries, vault
        return self._confirmed[1]


def vault_of(entries: _Entries, key: bytes) -> Vault | None:
    """The vault that this key makes for a store with these entries of `meta`; None when the key is not the store's."""
    vault = Vault(key)
    if NEXT_KEY not in entries:
        return vault if opens_check(vault, entries[CHECK]) else None
    if opens_check(vault, entries[NEXT_CHECK]):
        return Vault(key, vault.open(entries[LAST_KEY], context=LAST_KEY))
    if opens_check(vault, entries[CHECK]):
        return Vault(vault.open(entries[NEXT_KEY], context=NEXT_KEY), key)
    return None


def make_check(vault: Vault) -> bytes:
    """What only this vault's key opens."""
    return vault.seal(b"", context=_CHECK_CONTEXT)


def opens_check(vault: Vault, check: bytes) -> bool:
    """Whether this is the key that made it."""
    try:
        vault.open(check, context=_CHECK_CONTEXT)
    except StoreError:
        return False
    return True


def save_entry(sql: Cursor, name: str, value: bytes) -> None:
    """Keep an entry of `meta`."""
    sql.execute(_SAVE, (name, value))


def key_entries(sql: Cursor) -> dict[str, bytes]:
    """The entries of `meta` that say which key is the store's."""
    rows: list[Row] = sql.execute(_SELECT).fetchall()
    return dict(rows)


def forget_sealed(sql: Cursor) -> None:
    """Drop the key, and what was sealed under it and can be made anew, which is all but personal data."""
    sql.execute("DELETE FROM tokens")
    sql.executemany("DELETE FROM meta WHERE name = ?", [(name,) for name in _ENTRIES])
    sql.execute("DELETE FROM meta WHERE substr(name, 1, ?) = ?", (len(SECRETS), SECRETS))


def _wrong_key(path: Path) -> WrongKeyError:
    return WrongKeyError(
        _("The store key is not the one the personal data in {path} was sealed with.").format(path=path),
        hint=_("Put the right key where key of [store] points. Nothing was changed."),
    )
