"""Secrets the user typed: kept in secrets.toml beside the configuration, under dotted keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mwslink.config.reading import parse_toml
from mwslink.config_file.document import Document
from mwslink.config_file.replacing import locked, replace_file, unwritable
from mwslink.credentials import MissingSecretError, Secret, fault_of_secret
from mwslink.credentials.sources import load_secrets, read_private_file
from mwslink.errors import ConfigError
from mwslink.messages import _


def store_secret(secrets_file: Path, key: str, secret: Secret) -> None:
    """Keep a secret under a key such as `accounts.acme.token`, in place of what was there.

    Raises ConfigError when the file cannot be read or written, and when others can read it.
    """
    store_secrets(secrets_file, {key: secret})


def store_secrets(secrets_file: Path, secrets: Mapping[str, Secret]) -> None:
    """Keep several secrets at once: all of them are there, or none. Raises as `store_secret`."""
    for secret in secrets.values():
        if fault := fault_of_secret(secret.reveal()):
            raise ConfigError(_("This cannot be a secret: {fault}.").format(fault=fault))
    with _edit(secrets_file) as document:
        for key, secret in secrets.items():
            for *table, name in _places(document.values, key) or [tuple(_parts(key))]:
                document.set_values(tuple(table), {name: secret.reveal()})


def keep_secret(secrets_file: Path, key: str, make: Callable[[], Secret]) -> Secret:
    """The secret under this key; made and stored where there is none, once, however many runs ask at the same time."""
    *table, name = _parts(key)
    with _edit(secrets_file) as document:
        known = load_secrets(secrets_file).get(key)
        if known is not None:
            return known
        secret = make()
        document.set_values(tuple(table), {name: secret.reveal()})
    return secret


def forget_secret(secrets_file: Path, key: str) -> None:
    """Remove a secret, and its table with the last one in it; does nothing when there is none."""
    with _edit(secrets_file) as document:
        for *table, name in _places(document.values, key):
            document.set_values(tuple(table), {name: None})
            if table and not _table_of(document, tuple(table)):
                document.remove(tuple(table))


def _places(table: Mapping[str, object], key: str) -> list[tuple[str, ...]]:
    """Where a secret stands: a person may have written a key with dots in quotes, `"accounts.acme.token"`."""
    found: list[tuple[str, ...]] = [(key,)] if isinstance(table.get(key), str) else []
    for name, value in table.items():
        if isinstance(value, Mapping) and key.startswith(f"{name}."):
            found += [(name, *place) for place in _places(value, key.removeprefix(f"{name}."))]
    return found


def _table_of(document: Document, table: tuple[str, ...]) -> object:
    found = document.values
    for part in table:
        found = found.get(part, {})
    return found


def _parts(key: str) -> list[str]:
    parts = key.split(".")
    if not all(part.strip() for part in parts):
        raise ConfigError(_("{key!r} is no key for a secret; write one such as accounts.acme.token.").format(key=key))
    return parts


@contextmanager
def _edit(path: Path) -> Iterator[Document]:
    with locked(path) as real:
        try:
            before = read_private_file(path, str(path), max_bytes=None)
        except MissingSecretError:
            before = ""
        parse_toml(before, path)
        document = Document(before)
        yield document
        if document.text == before:
            return
        try:
            replace_file(real, document.text.encode("utf-8"))
        except OSError as error:
            raise unwritable(path, error) from None
