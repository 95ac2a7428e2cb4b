"""Secrets in the desktop's keyring; a server has none, and the messages say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mwslink.credentials.reference import Reference
from mwslink.credentials.secret import Secret
from mwslink.errors import ConfigError
from mwslink.messages import _


def read_keyring(reference: Reference) -> str | None:
    """The password of the entry, None when there is no such entry.

    Raises ConfigError when the keyring package is not installed, when there is no keyring (cron, servers), and when
    it stays locked.
    """
    service, _slash, user = reference.target.rpartition("/")
    with _explained(reference):
        import keyring

        return keyring.get_password(service, user)
    raise AssertionError("unreachable")


def write_keyring(reference: Reference, secret: Secret) -> None:
    """Put the secret into the entry, in place of what was there. Raises ConfigError as `read_keyring`."""
    service, _slash, user = reference.target.rpartition("/")
    with _explained(reference):
        import keyring

        keyring.set_password(service, user, secret.reveal())


@contextmanager
def _explained(reference: Reference) -> Iterator[None]:
    """Every way a keyring fails, in words."""
    try:
        import keyring.errors
    except ImportError:
        raise ConfigError(
            _("{reference}: the keyring package is not installed.").format(reference=reference),
            hint=_("Install it: pip install 'mwslink[keyring]'"),
        ) from None
    try:
        yield
    except keyring.errors.NoKeyringError:
        raise ConfigError(
            _("{reference}: there is no keyring here.").format(reference=reference),
            hint=_("Servers and cron have none; use env:, file:, command: or aws: there."),
        ) from None
    except keyring.errors.KeyringLocked:
        raise ConfigError(
            _("{reference}: the keyring is locked.").format(reference=reference),
            hint=_("Unlock it, or use env:, file:, command: or aws: where nobody can."),
        ) from None
    except (keyring.errors.KeyringError, ImportError) as error:
        raise ConfigError(
            _("{reference}: the keyring failed ({kind}).").format(reference=reference, kind=type(error).__name__)
        ) from None
