"""Fetches the secret a reference points at; messages name the reference, never what was found there."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mwslink.credentials.reference import LITERAL, MissingSecretError, Reference, parse_reference
from mwslink.credentials.secret import Secret, fault_of_secret
from mwslink.errors import ConfigError
from mwslink.messages import _

# No key or token comes near this; a reference to a log or a device would otherwise fill the memory.
MAX_BYTES = 64 * 1024


@dataclass(frozen=True)
class Place:
    """What references are relative to."""

    secrets_file: Path
    environ: Mapping[str, str]

    @property
    def folder(self) -> Path:
        return self.secrets_file.parent


def resolve(reference: str, *, secrets_file: Path, environ: Mapping[str, str] | None = None) -> Secret:
    """The secret that `reference` stands for.

    Raises ConfigError saying which reference, what is wrong with it and what to do (MissingSecretError when nothing is
    there), and TemporaryError when AWS does not answer.
    """
    parsed = parse_reference(reference)
    place = Place(secrets_file, os.environ if environ is None else environ)
    text = _READERS[parsed.kind](parsed, place)
    if fault := fault_of_secret(text):
        raise ConfigError(
            _("{reference}: what is there cannot be a secret: {fault}.").format(reference=parsed, fault=fault),
            hint=_("Copy it again, on one line and without anything around it."),
        )
    return Secret(text)


def _from_text(reference: Reference, _place: Place) -> str:
    return reference.target


def _from_environment(reference: Reference, place: Place) -> str:
    value = place.environ.get(reference.target)
    if value is None:
        raise MissingSecretError(
            _("{reference}: this environment variable is not set.").format(reference=reference),
            hint=_("Set it in the environment of mwslink; cron knows nothing of your shell's variables."),
        )
    return value


def _from_file(reference: Reference, place: Place) -> str:
    # Not Path.expanduser, which raises where there is no such user's home.
    path = place.folder / os.path.expanduser(reference.target)  # noqa: PTH111
    text = read_private_file(path, str(reference))
    return text.removesuffix("\n").removesuffix("\r")


def _from_secrets_file(reference: Reference, place: Place) -> str:
    secrets = load_secrets(place.secrets_file)
    if reference.target not in secrets:
        raise MissingSecretError(
            _("{reference}: there is no such key in {path}.").format(reference=reference, path=place.secrets_file),
            hint=_("Connect again, or add the key to that file."),
        )
    return secrets[reference.target].reveal()


def _from_keyring(reference: Reference, _place: Place) -> str:
    from mwslink.credentials.keyring_source import read_keyring

    found = read_keyring(reference)
    if found is None:
        service, _slash, user = reference.target.rpartition("/")
        raise MissingSecretError(
            _("{reference}: the keyring has no such entry.").format(reference=reference),
            hint=_("Store it: keyring set {service} {user}").format(service=service, user=user),
        )
    return found


def _from_command(reference: Reference, place: Place) -> str:
    from mwslink.credentials.command_source import run_command

    return run_command(reference, folder=place.folder, environ=place.environ)


def _from_aws(reference: Reference, _place: Place) -> str:
    from mwslink.credentials.aws_source import fetch_aws_secret

    return fetch_aws_secret(reference)


_READERS: dict[str, Callable[[Reference, Place], str]] = {
    LITERAL: _from_text,
    "env": _from_environment,
    "file": _from_file,
    "secrets": _from_secrets_file,
    "keyring": _from_keyring,
    "command": _from_command,
    "aws": _from_aws,
}


def load_secrets(path: Path) -> dict[str, Secret]:
    """All of secrets.toml by dotted key; empty when there is no such file. Raises ConfigError."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _unreadable(str(path), error) from None
    # A thousand accounts ask for a thousand tokens: the file is parsed again only when it has been replaced.
    return _load_secrets(path, (state.st_ino, state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_mode))


@lru_cache(maxsize=4)
def _load_secrets(path: Path, _state: tuple[int, ...]) -> dict[str, Secret]:
    text = read_private_file(path, str(path), max_bytes=None)
    try:
        return dict(_flatten(tomllib.loads(text), ""))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_("{path} is not valid TOML: {why}").format(path=path, why=error)) from None


def _flatten(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, Secret]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            yield f"{prefix}{name}", Secret(value)


def read_private_file(path: Path, shown: str, *, max_bytes: int | None = MAX_BYTES) -> str:
    """The text of a file that only its owner can read; `shown` is what messages call it.

    Raises ConfigError when it is missing, unreadable, open to others, no regular file, too large or not UTF-8.
    """
    try:
        # Not blocking: a named pipe would otherwise wait for a writer for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise MissingSecretError(
            _("{reference}: there is no file {path}.").format(reference=shown, path=path)
        ) from None
    except (OSError, ValueError) as error:
        raise _unreadable(shown, error) from None
    try:
        _check_private(os.fstat(descriptor), path, shown)
        with open(descriptor, "rb", closefd=False) as file:
            content = file.read(-1 if max_bytes is None else max_bytes + 1)
    except OSError as error:
        raise _unreadable(shown, error) from None
    finally:
        os.close(descriptor)
    if max_bytes is not None and len(content) > max_bytes:
        raise ConfigError(_("{reference}: the file is too large to be a secret.").format(reference=shown))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(_("{reference}: the file is not UTF-8 text.").format(reference=shown)) from None


def _check_private(state: os.stat_result, path: Path, shown: str) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise ConfigError(_("{reference}: {path} is not a regular file.").format(reference=shown, path=path))
    if state.st_mode & 0o077:
        raise ConfigError(
            _("{reference}: others than its owner can read the file.").format(reference=shown),
            hint=_("Close it: chmod 600 {path}").format(path=path),
        )


def _unreadable(shown: str, error: OSError | ValueError) -> ConfigError:
    why = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return ConfigError(_("{reference}: the file cannot be read: {why}.").format(reference=shown, why=why))
