"""Where bundles are kept: a folder or S3, behind the few things that are done with them there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from mwslink.config.model import BucketSettings
from mwslink.errors import ConfigError, RejectedError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.config.model import ArchiveSettings

_AT_ONCE = 1024 * 1024


@dataclass(frozen=True)
class Expected:
    """What a file at a place has to be; a size of -1 is not known."""

    name: str
    size: int
    sha256: str


class MissingFileError(RejectedError):
    """There is no file of that name."""


class Place(Protocol):
    """A folder or a bucket; every method raises ConfigError or TemporaryError when it cannot be used."""

    @property
    def title(self) -> str:
        """How messages and the index name it."""
        ...

    def put(self, path: Path, expected: Expected, keep_until: date) -> None:
        """Bring a file there, so that it is there whole or not at all; nothing that is there is replaced."""
        ...

    def check(self, expected: Expected, *, is_new: bool = False) -> None:
        """Raises RejectedError unless the file is there and whole; a new one also unless kept as is asked for now."""
        ...

    def names(self) -> list[str]:
        """The files of ours, sorted."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Read a file. Raises MissingFileError, TemporaryError for one in cold storage that was not brought back."""
        ...

    def thaw(self, name: str, *, tier: str) -> datetime | None:
        """Ask cold storage for a file; when to come back for it, None when it can be read now."""
        ...

    def delete(self, name: str) -> None:
        """Let a file be gone, every version of it; it may be gone already. Raises RejectedError while it is locked."""
        ...


def place_of(settings: ArchiveSettings) -> Place:
    """The place of a configuration."""
    if settings.s3 is not None:
        return _bucket(settings.s3)
    return _folder(Path(settings.folder))


def parse_place(text: str, s3: BucketSettings | None = None) -> Place:
    """The place `s3://BUCKET/PREFIX` or a folder; `s3`: whose endpoint and region are asked. Raises ConfigError."""
    if not text.startswith("s3://"):
        return _folder(Path(text))
    bucket, _slash, prefix = text.removeprefix("s3://").partition("/")
    if not bucket:
        raise ConfigError(_("{place} names no bucket; write s3://BUCKET/PREFIX").format(place=text))
    prefix = prefix.strip("/")
    region, endpoint = (s3.region, s3.endpoint) if s3 else ("", "")
    return _bucket(BucketSettings(bucket, f"{prefix}/" if prefix else "", region, endpoint))


def _folder(path: Path) -> Place:
    from mwslink.archive.folder import Folder
    from mwslink.paths import expanded

    return Folder(expanded(path))


def _bucket(settings: BucketSettings) -> Place:
    from mwslink.archive.bucket import Bucket

    return Bucket(settings)


def require_same(expected: Expected, size: int, sha256: str) -> None:
    """Raises RejectedError for a file of another length or other content."""
    if size < expected.size:
        raise RejectedError(
            _("{name}: it was cut off: {size} bytes are left of {whole}.").format(
                name=expected.name, size=size, whole=expected.size
            )
        )
    if sha256 != expected.sha256:
        raise RejectedError(
            _("{name}: it is not what was written: it was changed or exchanged.").format(name=expected.name)
        )


def digest_of(file: BinaryIO) -> tuple[int, str]:
    """Size and SHA-256 of a file's content."""
    size, digest = 0, hashlib.sha256()
    for piece in _pieces(file):
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_AT_ONCE):
        yield piece
