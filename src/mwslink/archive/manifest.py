"""What stands in clear beside a bundle: what it is, whole, until when, and how its reader finds an order in it.

There is nothing of buyers in it, and no order id: an order is found by its HMAC under a key that is sealed to the
recipients too. Whoever has the private key opens that key and finds the bundle of an order, without asking for all of
them from cold storage; nobody else can tell whether an order is in it. The digest of what is sealed cannot be guessed
at either, since random keys are sealed with it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from mwslink.archive.envelope import refused
from mwslink.errors import RejectedError
from mwslink.messages import _

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

VERSION = 1
_LOOKUP_BYTES = 16  # of the HMAC; two of a hundred million orders being the same by chance: 1 in 10^22
BUNDLE, MANIFEST = ".jsonl.age", ".manifest.json"


class Manifest(msgspec.Struct, frozen=True):
    """The file `ID.manifest.json`."""

    mwslink_archive: int
    id: str
    seller: str
    year: int
    reason: str
    created_at: datetime
    expires_on: date
    recipients: tuple[str, ...]
    orders: int
    bundle: str  # the file's name
    size: int
    sha256: str
    plain_size: int
    lookup_key: bytes  # sealed with age
    lookup: tuple[bytes, ...]  # one an order, sorted


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Manifest)


def render_manifest(manifest: Manifest) -> bytes:
    """The text of the file; the same for the same facts."""
    return _encoder.encode(manifest) + b"\n"


def parse_manifest(text: bytes, name: str) -> Manifest:
    """The manifest of this name. Raises RejectedError for what is none, or another's."""
    try:
        manifest = _decoder.decode(text)
    except msgspec.DecodeError:
        raise RejectedError(_("{name}: it is not the manifest of an archive of mwslink.").format(name=name)) from None
    if manifest.mwslink_archive > VERSION:
        raise RejectedError(_("It was written by a newer mwslink."), hint=_("Install that one to open it."))
    if name != manifest.id + MANIFEST or manifest.bundle != manifest.id + BUNDLE:
        raise RejectedError(_("{name}: it is the manifest of another archive.").format(name=name))
    return manifest


def lookup_of(key: bytes, order_id: str) -> bytes:
    """How an order is found."""
    return hmac.digest(key, order_id.encode(), hashlib.sha256)[:_LOOKUP_BYTES]


def lookups(key: bytes, order_ids: Sequence[str]) -> tuple[bytes, ...]:
    """Those of all the orders, in an order that tells nothing."""
    return tuple(sorted(lookup_of(key, order_id) for order_id in order_ids))


def open_lookup(manifest: Manifest, identities: Sequence[Identity]) -> bytes:
    """The key of the lookup. Raises OtherKeyError when the keys do not open it, RejectedError when it is not whole."""
    import pyrage

    try:
        key: bytes = pyrage.decrypt(manifest.lookup_key, list(identities))
    except (pyrage.DecryptError, OSError) as error:
        raise refused(error) from None
    return key


def holds(manifest: Manifest, key: bytes, order_ids: Sequence[str]) -> bool:
    """Whether one of these orders is in the bundle; `key` is that of its lookup."""
    known = set(manifest.lookup)
    return any(lookup_of(key, order_id) in known for order_id in order_ids)
