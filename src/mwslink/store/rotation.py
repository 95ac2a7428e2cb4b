"""A new store key: everything sealed under the old one is sealed anew, some rows at a time, while others go on.

    begin      the new key is made; the store holds each of the two sealed under the other, and seals with the new one
    (caller)   the new key is put where the secret reference points
    renew      data keys, tokens and secrets are sealed anew, some at a time
    finish     nothing is left under the old key: it is forgotten, once the reference gives the new one

Killed between or within any of these, the store is whole and open to whoever has either key; calling all of them again
goes on where it ended. Only data keys are sealed anew, not what they seal: 60 bytes a row.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Cursor
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.errors import RejectedError, StoreError
from mwslink.messages import _
from mwslink.store import sealed
from mwslink.store.erasing import note_key_lost, note_traces
from mwslink.store.keys import (
    CHECK,
    KEY_SINCE,
    LAST_KEY,
    NEXT_CHECK,
    NEXT_KEY,
    StoreKey,
    forget_sealed,
    key_entries,
    make_check,
    opens_check,
    save_entry,
    vault_of,
)
from mwslink.store.moments import moment_text, parse_moment
from mwslink.store.parcel_hints import look_again
from mwslink.store.vault import Vault, key_text

if TYPE_CHECKING:
    from mwslink.credentials import Secret
    from mwslink.store.database import Database

_AT_ONCE = 500
_BEGAN = "rotation_began_at"
_FORGET = f"DELETE FROM meta WHERE name IN ('{NEXT_CHECK}', '{NEXT_KEY}', '{LAST_KEY}', '{_BEGAN}')"  # noqa: S608

_OLDEST = """SELECT o.seller, o.marketplace_id, min(o.updated_at)
    FROM personal p JOIN orders o ON o.order_id = p.order_id AND o.seller = p.seller
    GROUP BY o.seller, o.marketplace_id"""
_BEFORE = timedelta(seconds=1)


@dataclass(frozen=True)
class KeyState:
    """How the store key is; `since` None: nothing was ever sealed, `rotating_since` None: no rotation is under way."""

    since: datetime | None
    rotating_since: datetime | None


@dataclass(frozen=True)
class Forgotten:
    """What went with a lost key."""

    orders: int
    others: int  # rows of personal data beside those of the orders themselves
    unarchived: int = 0  # of the orders: those that had to be archived, and were not


@dataclass(frozen=True)
class _Place:
    """Where texts stand that are sealed under the store key itself."""

    table: str
    name: str
    text: str
    context: Callable[[str], str]
    is_sealed: Callable[[str], bool] = bool


_PLACES = (
    _Place("tokens", "scope", "sealed", sealed.token_context),
    _Place("meta", "name", "value", sealed.secret_context, lambda name: name.startswith(sealed.SECRETS)),
)


class Rotation:
    """The keys of one store."""

    def __init__(self, database: Database, key: StoreKey) -> None:
        self._database = database
        self._key = key

    def state(self) -> KeyState:
        """How old the key is; asks for no key."""
        rows = self._database.rows(f"SELECT name, value FROM meta WHERE name IN ('{KEY_SINCE}', '{_BEGAN}')")  # noqa: S608
        found = {name: parse_moment(value.decode()) for name, value in rows}
        return KeyState(found.get(KEY_SINCE), found.get(_BEGAN))

    def begin(self) -> Secret:
        """The new key: made now, or by the rotation that is under way.

        Raises ConfigError for a key that is not the store's, RejectedError when nothing was sealed with one yet.
        """
        self._key.vault()
        with self._database.writing() as sql:
            if CHECK not in key_entries(sql):
                raise RejectedError(_("Nothing is sealed with the store key yet, so there is nothing to rotate."))
            vault = self._key.to_seal(sql, self._database.path)
            entries = key_entries(sql)
            if NEXT_KEY in entries:
                return key_text(self._new_key(entries))
            new = os.urandom(32)
            next_vault = Vault(new)
            save_entry(sql, NEXT_KEY, vault.seal(new, context=NEXT_KEY))
            save_entry(sql, LAST_KEY, next_vault.seal(self._key.key(), context=LAST_KEY))
            save_entry(sql, NEXT_CHECK, make_check(next_vault))
            save_entry(sql, _BEGAN, moment_text(clock.now()).encode())
        return key_text(new)

    def _new_key(self, entries: dict[str, bytes]) -> bytes:
        """The new key of the rotation under way, from whichever of the two there is."""
        key = self._key.key()
        vault = Vault(key)
        return key if opens_check(vault, entries[NEXT_CHECK]) else vault.open(entries[NEXT_KEY], context=NEXT_KEY)

    def require_key(self) -> None:
        """Raises WrongKeyError when the secret reference gives another key than the store's, and what keeps it from
        giving any: MissingSecretError when nothing is there, ConfigError when that cannot be told or read."""
        self._key.to_open(self._database)

    def renew(self) -> int:
        """Seal anew what is sealed under the old key; return how many data keys, tokens and secrets that were.

        What neither key opens is damaged, and left as it is.
        """
        return sum(self._renew_table(table) for table in sealed.SEALED_TABLES) + self._renew_others()

    def _renew_table(self, table: str) -> int:
        count, last = 0, 0
        select = f"SELECT rowid, seller, order_id, data_key FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608
        while True:
            with self._database.writing() as sql:
                vault = self._key.to_seal(sql, self._database.path)
                rows = sql.execute(select, (last, _AT_ONCE)).fetchall()
                keys = [(_renewed_key(vault, table, *key), row) for row, *key in rows]
                renewed = [(key, row) for key, row in keys if key is not None]
                sql.executemany(f"UPDATE {table} SET data_key = ? WHERE rowid = ?", renewed)  # noqa: S608
            count += len(renewed)
            if len(rows) < _AT_ONCE:
                return count
            last = rows[-1][0]

    def _renew_others(self) -> int:
        with self._database.writing() as sql:
            vault = self._key.to_seal(sql, self._database.path)
            return sum(_renew_rows(sql, vault, place) for place in _PLACES)

    def finish(self) -> bool:
        """Forget the old key, if the secret reference gives the new one by now; return whether it did.

        The caller sees to it that no trace of it is left (`Erasing.leave_no_trace`).
        Nothing is under the old key by then: since `begin` everybody seals with the new one, and `renew` went through.
        """
        key = self._key.ask_again()
        with self._database.writing() as sql:
            entries = key_entries(sql)
            if NEXT_KEY not in entries:
                return True
            vault = vault_of(entries, key)
            if vault is None or not opens_check(Vault(key), entries[NEXT_CHECK]):
                return False
            if left := _count_left(sql, vault):
                raise RejectedError(_("{count} rows are still sealed with the old store key.").format(count=left))
            save_entry(sql, CHECK, entries[NEXT_CHECK])
            save_entry(sql, KEY_SINCE, moment_text(clock.now()).encode())
            sql.execute(_FORGET)
            note_traces(sql)
        return True

    def declare_lost(self) -> Forgotten:
        """Forget the key and all that only it opens; orders stay, without personal data, and so does the evidence.

        The next import asks Amazon again for the orders that lost theirs, not for those that were erased before. Traces
        are left as by `finish`.
        """
        with self._database.writing() as sql:
            orders = _count(sql, "personal")
            others = sum(_count(sql, table) for table in sealed.SEALED_TABLES if table != "personal")
            _ask_again(sql)
            look_again(sql)
            note_key_lost(sql)
            for table in sealed.SEALED_TABLES:
                sql.execute(f"DELETE FROM {table}")  # noqa: S608
            forget_sealed(sql)
            sql.execute("DELETE FROM meta WHERE name IN (?, ?)", (KEY_SINCE, _BEGAN))
            note_traces(sql)
        return Forgotten(orders, others)


def _renewed_key(vault: Vault, table: str, seller: str, order_id: str, data_key: bytes) -> bytes | None:
    """A data key under the new store key; None where it is, or where neither opens it."""
    with suppress(StoreError):
        return vault.renew_data_key(data_key, context=sealed.context_of(table, seller, order_id))
    return None


def _renew_rows(sql: Cursor, vault: Vault, place: _Place) -> int:
    """The texts of one small table, at once."""
    renewed = []
    for name, text in sql.execute(f"SELECT {place.name}, {place.text} FROM {place.table}").fetchall():  # noqa: S608
        with suppress(StoreError):  # what neither key opens
            if place.is_sealed(name) and (new := vault.renew(text, context=place.context(name))):
                renewed.append((new, name))
    sql.executemany(f"UPDATE {place.table} SET {place.text} = ? WHERE {place.name} = ?", renewed)  # noqa: S608
    return len(renewed)


def _count_left(sql: Cursor, vault: Vault) -> int:
    """How many rows only the old key opens; a look at every data key, some microseconds each."""
    count = 0
    for table in sealed.SEALED_TABLES:
        for key in sql.execute(f"SELECT seller, order_id, data_key FROM {table}"):  # noqa: S608
            count += _renewed_key(vault, table, *key) is not None
    return count


def _count(sql: Cursor, table: str) -> int:
    return int(sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def _ask_again(sql: Cursor) -> None:
    """Let the marks go back to before the oldest order that loses its personal data."""
    rows = sql.execute(_OLDEST).fetchall()
    back = [(moment_text(parse_moment(oldest) - _BEFORE), seller, id_) for seller, id_, oldest in rows]
    sql.executemany(
        "UPDATE marks SET complete_until = min(complete_until, ?) WHERE seller = ? AND marketplace_id = ?", back
    )
