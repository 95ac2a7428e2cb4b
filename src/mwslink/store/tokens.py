"""Access tokens, sealed with the store key, so that one lasts through many runs."""

from __future__ import annotations

from datetime import datetime

from mwslink.credentials import Secret
from mwslink.errors import ConfigError, StoreError
from mwslink.store.database import Database
from mwslink.store.keys import StoreKey
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment
from mwslink.store.sealed import token_context

_SAVE = """INSERT INTO tokens (scope, sealed, expires_at) VALUES (?, ?, ?)
    ON CONFLICT (scope) DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at"""


class Tokens:
    """One access token per scope, with the moment it expires."""

    def __init__(self, database: Database, key: StoreKey) -> None:
        self._database = database
        self._key = key

    def load(self, scope: str) -> tuple[Secret, datetime] | None:
        """The token last saved, expired or not; None where there is none that can be opened."""
        row = self._database.row("SELECT sealed, expires_at FROM tokens WHERE scope = ?", (scope,))
        if row is None:
            return None
        self._key.vault()  # a key that cannot be had is worth a word
        try:
            token = self._key.to_open(self._database).open(row[0], context=token_context(scope))
        except (ConfigError, StoreError):  # sealed with another key: a new token costs one call
            return None
        return (Secret(token.decode()), parse_moment(row[1])) if token else None  # nothing: it was dropped

    def save(self, scope: str, token: Secret, expires_at: datetime) -> None:
        """Keep the token in place of the one before."""
        self._key.vault()
        with self._database.writing() as sql:
            vault = self._key.to_seal(sql, self._database.path)
            sealed = vault.seal(token.reveal().encode(), context=token_context(scope))
            sql.execute(_SAVE, (scope, sealed, moment_text(expires_at)))

    def last_expiry(self, beginning: str) -> datetime | None:
        """When the last token expires, or did, of those whose scope begins so; None where none is kept."""
        sql = "SELECT max(expires_at) FROM tokens WHERE substr(scope, 1, ?) = ?"
        row = self._database.row(sql, (len(beginning), beginning))
        return parse_optional_moment(row[0]) if row else None

    def forget(self, scope: str) -> None:
        """Drop the token of the scope, if there is one; that there was one stays known (`last_expiry`)."""
        self._key.vault()
        with self._database.writing() as sql:
            nothing = self._key.to_seal(sql, self._database.path).seal(b"", context=token_context(scope))
            sql.execute("UPDATE tokens SET sealed = ? WHERE scope = ?", (nothing, scope))
