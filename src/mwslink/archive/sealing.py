"""One bundle: sealed into the spool with its manifest, then written down in the index, before it is sent anywhere."""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.archive.bundle import VERSION, Title, bundle_lines
from mwslink.archive.envelope import Measured, require_sealed_to, seal, sealed_size
from mwslink.archive.manifest import BUNDLE, MANIFEST, Manifest, lookups, render_manifest
from mwslink.archive.places import Place
from mwslink.disk import new_private_file
from mwslink.errors import RejectedError, StoreError
from mwslink.messages import _
from mwslink.store.archives import ArchiveRecord
from mwslink.store.coverage import Archivable

if TYPE_CHECKING:
    from mwslink.config.model import ArchiveSettings
    from mwslink.connections import Seller
    from mwslink.store import Store

MOST_ORDERS = 10_000  # of a bundle: some 20 MB
_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True)
class ArchiveJob:
    """What one run has to work with; `spool` is a folder of its own."""

    store: Store
    place: Place
    settings: ArchiveSettings
    spool: Path
    most_orders: int = MOST_ORDERS


@dataclass
class _Taken:
    """The orders that went into a bundle, with the version of their personal data and whether that was whole."""

    versions: list[tuple[str, str, bool]] = field(default_factory=list)

    def note(self, orders: Iterator[Archivable]) -> Iterator[Archivable]:
        for one in orders:
            self.versions.append((one.stored.order.id, one.version, one.is_whole))
            yield one

    @property
    def order_ids(self) -> list[str]:
        return [order_id for order_id, _version, _is_whole in self.versions]


def new_title(seller: Seller, year: int, settings: ArchiveSettings) -> Title:
    """A new bundle of a seller's orders of a year; it is kept to the end of a year, as laws count."""
    now = clock.now().replace(microsecond=0)
    id_ = f"{seller.seller_id}-{seller.region}-{year}-{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    expires_on = date(year + settings.years + 1, 1, 1)
    return Title(VERSION, id_, str(seller), year, settings.reason, now, expires_on, secrets.token_bytes(32))


def seal_bundle(job: ArchiveJob, seller: Seller, year: int, orders: Iterator[Archivable]) -> ArchiveRecord:
    """Seal as many of the orders as a bundle has room for, and write that down."""
    title, taken, proof = new_title(seller, year, job.settings), _Taken(), secrets.token_hex(8)
    lines = bundle_lines(title, taken.note(islice(orders, job.most_orders)), proof)
    measured = _seal_file(job, title.id + BUNDLE, lines)
    manifest = render_manifest(_manifest(job, title, measured, taken.order_ids))
    with _spooled(job.spool / (title.id + MANIFEST)) as path, new_private_file(path) as file:
        file.write(manifest)
    record = ArchiveRecord(
        title.id,
        seller,
        year,
        job.place.title,
        title.created_at,
        title.expires_on,
        len(taken.versions),
        measured.size,
        measured.sha256,
        hashlib.sha256(manifest).hexdigest(),
        proof_digest(proof),
    )
    job.store.archives.add(record, taken.versions)
    return record


def proof_digest(proof: str) -> str:
    """What the index keeps of what only a reader knows."""
    return hashlib.sha256(proof.encode()).hexdigest()


def _seal_file(job: ArchiveJob, name: str, lines: Iterator[bytes]) -> Measured:
    """Seal the lines into a file, and look whether it is what it should be before it counts."""
    recipients = job.settings.recipients
    with _spooled(job.spool / name) as path:
        with new_private_file(path) as file:
            measured = seal(lines, file, recipients)
        with path.open("rb") as written:
            header = require_sealed_to(written.read(_HEAD_BYTES), recipients=len(recipients))
        if path.stat().st_size != sealed_size(header, measured.plain_size):
            raise RejectedError(_("{name}: it is not as long as what was sealed in it.").format(name=name))
    return measured


def _manifest(job: ArchiveJob, title: Title, measured: Measured, order_ids: list[str]) -> Manifest:
    key = io.BytesIO()
    seal(iter((title.lookup_key,)), key, job.settings.recipients)
    return Manifest(
        VERSION,
        title.id,
        title.seller,
        title.year,
        title.reason,
        title.created_at,
        title.expires_on,
        job.settings.recipients,
        len(order_ids),
        title.id + BUNDLE,
        measured.size,
        measured.sha256,
        measured.plain_size,
        key.getvalue(),
        lookups(title.lookup_key, order_ids),
    )


@contextmanager
def _spooled(path: Path) -> Iterator[Path]:
    """Raise StoreError for what the disk says about a file of the spool."""
    try:
        yield path
    except OSError as error:
        raise StoreError(
            _("{path} cannot be written: {why}.").format(path=path, why=error.strerror or type(error).__name__)
        ) from error
