"""Secrets the program makes for itself (keys of fingerprints, of signatures), sealed under the store key in `meta`.

They are random and do not follow from the store key, so that they stay what they are when it is rotated.
"""

from __future__ import annotations

import os
from sqlite3 import Cursor
from typing import TYPE_CHECKING

from mwslink.store.keys import save_entry
from mwslink.store.sealed import SECRETS, secret_context

if TYPE_CHECKING:
    from pathlib import Path

    from mwslink.store.database import Database
    from mwslink.store.keys import StoreKey

_SELECT = "SELECT value FROM meta WHERE name = ?"
_BYTES = 32


class Secrets:
    """The secrets of one store, by a name for what they are used for."""

    def __init__(self, database: Database, key: StoreKey) -> None:
        self._database = database
        self._key = key

    def has(self, purpose: str) -> bool:
        """Whether there is one for this purpose already."""
        return self._database.row(_SELECT, (SECRETS + purpose,)) is not None

    def get(self, purpose: str) -> bytes:
        """The 32 bytes for this purpose; made when first asked for. Raises ConfigError for a key that is missing."""
        name = SECRETS + purpose
        row = self._database.row(_SELECT, (name,))
        if row is not None:
            return self._key.to_open(self._database).open(row[0], context=secret_context(name))
        self._key.vault()
        with self._database.writing() as sql:
            return secret_of(sql, self._key, self._database.path, purpose)


def secret_of(sql: Cursor, key: StoreKey, path: Path, purpose: str) -> bytes:
    """As `Secrets.get`, within a transaction; ask the key for its vault before."""
    vault, name = key.to_seal(sql, path), SECRETS + purpose
    row = sql.execute(_SELECT, (name,)).fetchone()
    if row is not None:
        return vault.open(row[0], context=secret_context(name))
    secret = os.urandom(_BYTES)
    save_entry(sql, name, vault.seal(secret, context=secret_context(name)))
    return secret
