"""Certificates of erasure: what was erased, how many, when and why, signed, each holding the digest of the one before.

Whoever changes, drops or inserts one breaks the chain from there on. The last one could be dropped unseen, so its
digest is told with every purge: kept elsewhere, it proves that the chain still leads to it. There is no personal data
in them, and no order id: only the digest of the list of orders, by which that list is checked as long as it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from mwslink import __version__, clock
from mwslink.retention.policy import MONTHS_OF_OTHER_DATA, months_later
from mwslink.store.certificates import Draft, SignedText, Tally

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SECRET = "certificates"  # noqa: S105  (what `store.secrets` keeps the signing key under)
METHOD = (
    "AES-256-GCM data keys and ciphertexts deleted with SQLite secure_delete (overwritten with zeros), "
    "write-ahead log truncated (NIST SP 800-88: cryptographic erase)"
)


class Erased(msgspec.Struct, frozen=True):
    """Erasures of one seller, kind and reason."""

    seller: str
    what: str
    reason: str
    count: int
    first_erased_at: str
    last_erased_at: str
    newest_purchase_at: str
    list_sha256: str


class Certificate(msgspec.Struct, frozen=True):
    """What a certificate says; its text is this as JSON, in this order."""

    certificate: int
    issued_at: datetime
    program: str
    method: str
    erased: tuple[Erased, ...]
    previous_sha256: str | None
    public_key: str

    @property
    def count(self) -> int:
        return sum(one.count for one in self.erased)


@dataclass(frozen=True)
class Checked:
    """A certificate and what is wrong with it, as names of faults; none: it holds."""

    number: int
    sha256: str
    certificate: Certificate | None
    faults: tuple[str, ...] = ()
    has_lists: bool = False


def digest_of(signed: SignedText) -> str:
    """The digest by which the next certificate, or a note kept elsewhere, knows this one."""
    return hashlib.sha256(signed.document.encode() + signed.signature).hexdigest()


def writer(secret: bytes) -> Callable[[Draft], tuple[str, bytes]]:
    """Makes text and signature of the next certificate."""

    def write(draft: Draft) -> tuple[str, bytes]:
        key = _private_key(secret)
        certificate = Certificate(
            draft.number,
            clock.now(),
            f"mwslink {__version__}",
            METHOD,
            tuple(_erased(tally) for tally in draft.tallies),
            digest_of(draft.previous) if draft.previous else None,
            key.public_key().public_bytes_raw().hex(),
        )
        document = msgspec.json.encode(certificate).decode()
        return document, key.sign(document.encode())

    return write


def check_chain(
    signed: Iterable[SignedText],
    lists_of: Callable[[int], tuple[Tally, ...]],
    *,
    public_key: str | None,
    dropped_until: datetime | None = None,
) -> list[Checked]:
    """Check each certificate: its text and signature, its place in the chain, and the lists that are still kept.

    Lists with a newest purchase of `dropped_until` or before were dropped by the store itself.
    The faults: `unreadable`, `number`, `signature`, `chain`, `list` (it was changed), `list-gone` (before its time),
    and `key`: another key than `public_key` signed it, and none after it that would answer for it by its digest.
    """
    may_be_gone = _aged_until(dropped_until)
    found: list[Checked] = []
    previous: SignedText | None = None
    for one in signed:
        found.append(_check(one, previous, lists_of(one.number), may_be_gone))
        previous = one
    return found if public_key is None else _with_key(found, public_key)


def _check(one: SignedText, previous: SignedText | None, lists: tuple[Tally, ...], may_be_gone: datetime) -> Checked:
    try:
        certificate = msgspec.json.decode(one.document, type=Certificate)
    except msgspec.DecodeError:
        return Checked(one.number, digest_of(one), None, ("unreadable",))
    wrong = {
        "number": one.number != certificate.certificate or one.number != (previous.number if previous else 0) + 1,
        "signature": not _is_signed(one, certificate.public_key),
        "chain": certificate.previous_sha256 != (digest_of(previous) if previous else None),
        "list": not _lists_fit(certificate, lists),
        "list-gone": any(_moment(one) > may_be_gone for one in _without_list(certificate, lists)),
    }
    faults = tuple(name for name, is_wrong in wrong.items() if is_wrong)
    return Checked(one.number, digest_of(one), certificate, faults, has_lists=bool(lists))


def _with_key(checked: list[Checked], public_key: str) -> list[Checked]:
    """Those after the last that our key signed are somebody else's."""
    ours = [one.number for one in checked if one.certificate and one.certificate.public_key == public_key]
    last = max(ours, default=0)
    return [replace(one, faults=(*one.faults, "key")) if one.number > last else one for one in checked]


def public_key_of(secret: bytes) -> str:
    """What an auditor checks signatures with."""
    return _private_key(secret).public_key().public_bytes_raw().hex()


def _private_key(secret: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(secret)


def _is_signed(one: SignedText, public_key: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(one.signature, one.document.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _lists_fit(certificate: Certificate, lists: tuple[Tally, ...]) -> bool:
    """Whether every list that is there is as it was certified."""
    certified = {_group(one): one for one in certificate.erased}
    return all(certified.get(_group(one)) == _erased(one) for one in lists)


def _without_list(certificate: Certificate, lists: tuple[Tally, ...]) -> Iterator[Erased]:
    kept = {_group(one) for one in lists}
    return (one for one in certificate.erased if _group(one) not in kept)


def _group(one: Erased | Tally) -> tuple[str, str, str]:
    return one.seller, one.what, one.reason


def _aged_until(dropped_until: datetime | None) -> datetime:
    """A list whose newest purchase is as old as that, or older, may be gone."""
    aged = months_later(clock.now(), 1 - MONTHS_OF_OTHER_DATA)
    return max(aged, dropped_until) if dropped_until else aged


def _moment(erased: Erased) -> datetime:
    return datetime.fromisoformat(erased.newest_purchase_at)


def _erased(tally: Tally) -> Erased:
    return Erased(
        tally.seller,
        tally.what,
        tally.reason,
        tally.count,
        tally.first_erased_at,
        tally.last_erased_at,
        tally.newest_purchase_at,
        tally.digest,
    )
