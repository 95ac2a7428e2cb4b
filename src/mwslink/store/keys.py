"""The store key: asked for when it is first needed, and checked against the store before anything is sealed with it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Cursor
from typing import TYPE_CHECKING

from mwslink.errors import ConfigError, StoreError
from mwslink.messages import _
from mwslink.store.database import Database
from mwslink.store.sealed import holds_sealed
from mwslink.store.vault import Vault, parse_store_key

if TYPE_CHECKING:
    from mwslink.credentials import Secret

_CHECK = "store key check"
_SELECT_CHECK = "SELECT value FROM meta WHERE name = 'key_check'"


class StoreKey:
    """The key of one store, as a vault; `ask` is called once, and again only if it raised."""

    def __init__(self, ask: Callable[[], Secret]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._vault: Vault | None = None
        self._confirmed = b""

    def vault(self) -> Vault:
        """Fetch the key, which may take seconds: call it before a transaction begins. Raises ConfigError."""
        if self._vault is not None:  # within a transaction the lock must not be waited for: `ask` may read the store
            return self._vault
        with self._lock:
            if self._vault is None:
                self._vault = Vault(parse_store_key(self._ask()))
            return self._vault

    def to_open(self, database: Database) -> Vault:
        """The vault to open what is in the store. Raises ConfigError for a key that is not the store's."""
        vault = self.vault()
        row = database.row(_SELECT_CHECK)
        if row is None or not self._fits(row[0]):
            raise _wrong_key(database.path)
        return vault

    def to_seal(self, sql: Cursor, path: Path) -> Vault:
        """The vault to seal what this transaction saves.

        The first key to seal something becomes the store's; while there is no personal data another may take its
        place, since tokens can be fetched again. Raises ConfigError for a key that is not the store's.
        """
        vault = self.vault()
        row = sql.execute(_SELECT_CHECK).fetchone()
        if row is not None and self._fits(row[0]):
            return vault
        if row is not None and holds_sealed(lambda query: sql.execute(query).fetchone()):
            raise _wrong_key(path)
        sql.execute("DELETE FROM tokens")
        sql.execute(
            "INSERT INTO meta (name, value) VALUES ('key_check', ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (vault.seal(b"", context=_CHECK),),
        )
        return vault

    def _fits(self, check: bytes) -> bool:
        if check == self._confirmed:
            return True
        try:
            self.vault().open(check, context=_CHECK)
        except StoreError:
            return False
        self._confirmed = check
        return True


def _wrong_key(path: Path) -> ConfigError:
    return ConfigError(
        _("The store key is not the one the personal data in {path} was sealed with.").format(path=path),
        hint=_("Put the right key where key of [store] points. Nothing was changed."),
    )
