"""Puts a secret where its reference points, for the kinds of places that can be written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mwslink.config_file.replacing import locked, replace_file, unwritable
from mwslink.config_file.secrets_file import store_secret
from mwslink.errors import ConfigError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.credentials import Reference, Secret

WRITABLE = ("secrets", "file", "keyring")


def place_secret(reference: Reference, secret: Secret, secrets_file: Path) -> None:
    """Replace the secret, all at once. Raises ConfigError for a place that cannot be written."""
    if reference.kind == "secrets":
        store_secret(secrets_file, reference.target, secret)
    elif reference.kind == "file":
        # Not Path.expanduser, which raises where there is no such user's home.
        _replace(secrets_file.parent / os.path.expanduser(reference.target), secret)  # noqa: PTH111
    else:
        _set_password(reference, secret)


def _replace(path: Path, secret: Secret) -> None:
    with locked(path) as real:
        try:
            replace_file(real, secret.reveal().encode() + b"\n")
        except OSError as error:
            raise unwritable(path, error) from None


def _set_password(reference: Reference, secret: Secret) -> None:
    import keyring
    import keyring.errors

    service, _slash, user = reference.target.rpartition("/")
    try:
        keyring.set_password(service, user, secret.reveal())
    except keyring.errors.KeyringError as error:
        raise ConfigError(
            _("{reference}: the keyring failed ({kind}).").format(reference=reference, kind=type(error).__name__)
        ) from None
