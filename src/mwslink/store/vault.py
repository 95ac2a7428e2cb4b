"""Sealing: AES-256-GCM under the store key, and for each order's personal data under a data key of its own.

A sealed text is one version byte (1), a random nonce of 96 bits, and the ciphertext with its tag. What it belongs to
(seller and order, or the token's scope) is authenticated with it: moved to another row it does not open. A data key
seals one text and is wrapped, that is sealed under the store key; whoever destroys it destroys the text. Random nonces
allow 2^32 wraps under one store key (NIST SP 800-38D, section 8.3).
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink.errors import ConfigError, StoreError
from mwslink.messages import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from mwslink.credentials import Secret

_VERSION = b"\x01"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_DATA_KEY = "data key of "


class DamagedError(StoreError):
    """A sealed text that this key should open, and does not."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A text sealed under its own data key, and that key, wrapped."""

    data_key: bytes
    text: bytes


class Vault:
    """Seals with one store key, and opens with it or, while a rotation is under way, with the one before."""

    def __init__(self, key: bytes, before: bytes | None = None) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # costs a start 27 ms, so only when needed

        self._cipher = AESGCM
        self._store = AESGCM(key)
        self._before = AESGCM(before) if before else None
        self.on_open: Callable[[], None] = lambda: None  # called before a text with a data key of its own is opened

    def seal(self, text: bytes, *, context: str) -> bytes:
        """The text sealed under the store key."""
        return self._seal(self._store, text, context)

    def open(self, sealed: bytes, *, context: str) -> bytes:
        """The text again; raises DamagedError when it is damaged, of another place or sealed with another key."""
        return self._open_either(sealed, context)

    def seal_apart(self, text: bytes, *, context: str) -> Sealed:
        """The text sealed under a new data key."""
        key = os.urandom(_KEY_BYTES)
        return Sealed(
            data_key=self._seal(self._store, key, _DATA_KEY + context),
            text=self._seal(self._cipher(key), text, context),
        )

    def open_apart(self, sealed: Sealed, *, context: str) -> bytes:
        """The text again; raises StoreError as `open` does, and what `on_open` raises."""
        self.on_open()
        key = self._open_either(sealed.data_key, _DATA_KEY + context)
        return self._open(self._cipher(key), sealed.text, context)

    def renew(self, sealed: bytes, *, context: str) -> bytes | None:
        """The same text sealed under the store key of now; None when it is. Raises StoreError as `open` does."""
        try:
            self._open(self._store, sealed, context)
        except StoreError:
            return self.seal(self._open_either(sealed, context), context=context)
        return None

    def renew_data_key(self, data_key: bytes, *, context: str) -> bytes | None:
        """As `renew`, for the data key that `seal_apart` made with this context."""
        return self.renew(data_key, context=_DATA_KEY + context)

    def _open_either(self, sealed: bytes, context: str) -> bytes:
        try:
            return self._open(self._store, sealed, context)
        except StoreError:
            if self._before is None:
                raise
            return self._open(self._before, sealed, context)

    def _seal(self, cipher: AESGCM, text: bytes, context: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + cipher.encrypt(nonce, text, _VERSION + context.encode())

    def _open(self, cipher: AESGCM, sealed: bytes, context: str) -> bytes:
        from cryptography.exceptions import InvalidTag

        nonce, text = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if sealed[:1] != _VERSION or len(text) < _KEY_BYTES // 2:
            raise _unreadable()
        try:
            return cipher.decrypt(nonce, text, _VERSION + context.encode())
        except InvalidTag:
            raise _unreadable() from None


def _unreadable() -> DamagedError:
    return DamagedError(
        _("Encrypted data in the store cannot be opened: it is damaged, or was moved or sealed with another key."),
        hint=_("Put a backup of the store in its place, with the store key of that time."),
    )


def parse_store_key(secret: Secret) -> bytes:
    """The 32 bytes of a store key; raises ConfigError when it is not one."""
    try:
        key = base64.b64decode(secret.reveal().strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise ConfigError(
            _("The store key is not one: it must be 32 bytes in base64."),
            hint=_("Look at what key of [store] names; a key that is lost cannot be made again."),
        )
    return key


def new_store_key() -> Secret:
    """A new store key, as it is kept: 32 random bytes in base64."""
    return key_text(os.urandom(_KEY_BYTES))


def key_text(key: bytes) -> Secret:
    """A store key as it is kept."""
    from mwslink.credentials import Secret

    return Secret(base64.b64encode(key).decode())
