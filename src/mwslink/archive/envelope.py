"""The age format (X25519 recipients): sealing and opening as a stream, and what a sealed file tells without a key.

A file begins with a header that says for how many recipients it is, not for whom; then come a nonce of 16 bytes and
pieces of 64 KiB, each with a tag of 16 bytes, so that its length follows from what was sealed (age-encryption.org/v1).
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from mwslink.archive.streams import Opened, Pieces, Reader, Source, Target
from mwslink.errors import ConfigError, RejectedError
from mwslink.messages import _

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient

    from mwslink.credentials import Secret

_MAGIC = b"age-encryption.org/v1\n"
_LONGEST_HEADER = 64 * 1024
_NONCE, _PIECE, _TAG = 16, 64 * 1024, 16
_PIECES_AHEAD = 16


class OtherKeyError(RejectedError):
    """It is sealed, to none of the keys that were given."""


@dataclass(frozen=True)
class Measured:
    """What was written: the sealed bytes, and how many were sealed."""

    size: int
    sha256: str
    plain_size: int


def seal(pieces: Iterator[bytes], file: BinaryIO, recipients: Sequence[str]) -> Measured:
    """Seal the pieces as they come. Raises what `pieces` raises, ConfigError for a recipient that is none."""
    import pyrage

    source, target = Source(pieces), Target(file)
    keys = _recipients(recipients)
    try:
        pyrage.encrypt_io(source, target, keys)
    except Exception:
        if source.error is not None:
            raise source.error from None  # pyrage would tell its text, with whatever is in it
        if target.error is not None:
            raise target.error from None
        raise
    return Measured(target.size, target.digest.hexdigest(), source.size)


def require_age() -> None:
    """Raises ConfigError where the package is not installed."""
    try:
        import pyrage  # noqa: F401  (only whether it is there)
    except ImportError:
        raise ConfigError(
            _("The package that seals archives (pyrage) is not installed."),
            hint=_("Install it: pip install 'mwslink[age]'"),
        ) from None


def _recipients(texts: Sequence[str]) -> list[Recipient]:
    import pyrage

    found = []
    for text in texts:
        try:
            found.append(pyrage.x25519.Recipient.from_str(text))
        except pyrage.RecipientError:
            raise ConfigError(
                _("archive.recipients: {recipient} is not a public key of age; a letter may be missing.").format(
                    recipient=text
                ),
                hint=_("Copy it again from where age-keygen showed it."),
            ) from None
    return found


def parse_identities(text: Secret) -> list[Identity]:
    """The private keys in the text of an identity file as age-keygen writes it. Raises ConfigError."""
    import pyrage

    lines = [line.strip() for line in text.reveal().splitlines()]
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise ConfigError(
            _("There is no private key of age in what was given: a line that begins with AGE-SECRET-KEY-1."),
            hint=_("One with a passphrase is opened first: age -d key.age | mwslink privacy restore --identity -"),
        )
    return found


def require_sealed_to(head: bytes, *, recipients: int) -> int:
    """The length of the header; raises RejectedError unless it is one of age, for so many X25519 keys and nobody else.

    `head` is the beginning of the file, its first 64 KiB or all of it.
    """
    if not head.startswith(_MAGIC):
        raise RejectedError(_("It is not a file of age."))
    end = head.find(b"\n--- ")
    stop = head.find(b"\n", end + 1) if end >= 0 else -1
    if stop < 0:
        raise RejectedError(_("It breaks off within its first lines."))
    kinds = [line.split(b" ") for line in head[:end].split(b"\n") if line.startswith(b"-> ")]
    known = sum(kind[1] == b"X25519" for kind in kinds)
    foreign = [kind for kind in kinds if kind[1] != b"X25519" and not kind[1].endswith(b"-grease")]
    if known != recipients or foreign:
        raise RejectedError(_("It is not sealed to the recipients it should be sealed to."))
    return stop + 1


def sealed_size(header: int, plain_size: int) -> int:
    """How long a file with such a header is when so many bytes are sealed in it."""
    return header + _NONCE + plain_size + _TAG * max(1, -(-plain_size // _PIECE))


def open_sealed(file: BinaryIO, identities: Sequence[Identity]) -> Iterator[bytes]:
    """What is sealed, piece by piece as it is opened; nothing of it is on a disk.

    Raises RejectedError for what is no file of age, sealed for other keys, tampered with or cut off; the latter two
    only where it is noticed, so nothing is whole before the end.
    """
    pieces: Opened = queue.Queue(_PIECES_AHEAD)
    gone = threading.Event()
    opener = threading.Thread(target=_open_into, args=(file, identities, pieces, gone), daemon=True)
    opener.start()
    try:
        while (piece := pieces.get()) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        gone.set()
        while opener.is_alive():  # it may wait for room
            _drain(pieces)
            opener.join(0.01)


def _drain(pieces: Opened) -> None:
    while not pieces.empty():
        pieces.get_nowait()


def _open_into(
    file: BinaryIO,
    identities: Sequence[Identity],
    pieces: Opened,
    gone: threading.Event,
) -> None:
    import pyrage

    source = Reader(file)
    try:
        pyrage.decrypt_io(source, Pieces(pieces, gone), list(identities))
    except BaseException as error:
        pieces.put(source.error or refused(error))
    else:
        pieces.put(None)


def refused(error: BaseException) -> BaseException:
    """What age says, as an error of ours; its own words never quote what is sealed."""
    import pyrage

    if isinstance(error, pyrage.DecryptError) and "No matching keys" in str(error):
        return OtherKeyError(
            _("It is sealed to another key than this one."), hint=_("Give the private key of its recipient.")
        )
    if isinstance(error, pyrage.DecryptError):
        return RejectedError(_("It is not a file of age, or breaks off within its first lines."))
    if isinstance(error, OSError):
        return RejectedError(_("It was changed or cut off: what age sealed is not whole."))
    return error
