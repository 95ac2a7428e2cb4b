"""The changes that commands make to the configuration file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mwslink.config import Config, parse_config
from mwslink.config.reading import parse_toml, read_config_text
from mwslink.config.shapes import VERSION
from mwslink.config_file.document import Document
from mwslink.config_file.placing import Value
from mwslink.config_file.replacing import locked, replace_file, unwritable
from mwslink.errors import BusyError, ConfigError
from mwslink.messages import _

Values = Mapping[str, Value]


@contextmanager
def edit_config(path: Path) -> Iterator[Document]:
    """Change the configuration: the lock is held from before the read until after the write.

    The result is checked like a file that is read, and only then takes the file's place; an exception leaves the file
    as it is. Raises ConfigError and BusyError.
    """
    with locked(path) as real:
        found = read_config_text(path)
        document = Document(found[0] if found else "")
        if not parse_toml(document.text, path):
            document.set_values((), {"version": VERSION})
        before = document.text
        yield document
        if document.text == before:
            return
        _check(document.text, path)
        try:
            replace_file(real, document.text.encode("utf-8"))
        except OSError as error:
            raise unwritable(path, error) from None


def require_as_seen(document: Document, seen: Config, *, account: str, connection: str = "") -> None:
    """Raises BusyError where an account, a connection or whoever signs the calls is not what it was in `seen`."""
    now = parse_config(document.text, seen.path)
    if _concerned(now, account, connection) != _concerned(seen, account, connection):
        raise BusyError(
            _("{path} was changed meanwhile; nothing was written.").format(path=seen.path), hint=_("Run it again.")
        )


def _concerned(config: Config, account: str, connection: str) -> tuple[object, ...]:
    named = config.accounts.get(account), config.connections.get(connection)
    return (*named, config.application, config.developer)


def _check(text: str, path: Path) -> None:
    try:
        parse_config(text, path)
    except ConfigError as error:
        raise ConfigError(
            _("{path} was left as it is, because this change would not be right:").format(path=path),
            problems=error.problems,
        ) from None


def set_connection(path: Path, connection_id: str, *, values: Values) -> None:
    """Set keys of a connection, made where there is none yet; None removes a key."""
    with edit_config(path) as document:
        document.set_values(("connections", connection_id), values)


def set_account(path: Path, name: str, values: Values) -> None:
    """Set keys of an account, made where there is none yet; None removes a key."""
    with edit_config(path) as document:
        document.set_values(("accounts", name), values)


def set_application(path: Path, values: Values) -> None:
    """Set keys of the SP-API application; None removes a key."""
    with edit_config(path) as document:
        document.set_values(("application",), values)


def set_developer(path: Path, values: Values) -> None:
    """Set keys of the MWS developer; None removes a key."""
    with edit_config(path) as document:
        document.set_values(("developer",), values)


def set_sendcloud(path: Path, values: Values) -> None:
    """Set keys of Sendcloud; None removes a key."""
    with edit_config(path) as document:
        document.set_values(("sendcloud",), values)


def remove_connection(path: Path, connection_id: str, *, with_account: bool = False) -> bool:
    """Remove a connection, and its account in the same edit; return whether other connections use the account.

    Raises ConfigError when there is no such connection, or when others use the account that is to go with it.
    """
    with edit_config(path) as document:
        config = parse_config(document.text, path)
        removed = config.connections_named([connection_id])[0]
        name = removed.account.name
        users = [one.id for one in config.connections.values() if one.account.name == name and one is not removed]
        if users and with_account:
            raise ConfigError(
                _("Account {name} is still used by {connections}.").format(name=name, connections=", ".join(users))
            )
        document.remove(("connections", connection_id))
        if with_account:
            document.remove(("accounts", name))
    return bool(users)
