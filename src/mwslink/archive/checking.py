"""Is every bundle still there, and whole? What is missing, cut off, changed or not ours is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink.archive.envelope import require_sealed_to
from mwslink.archive.manifest import BUNDLE, MANIFEST, Manifest, parse_manifest
from mwslink.archive.places import Expected, MissingFileError, Place
from mwslink.archive.writing import expected_of
from mwslink.errors import RejectedError, TemporaryError
from mwslink.messages import _
from mwslink.store.archives import KEPT, ArchiveRecord, State

if TYPE_CHECKING:
    from mwslink.store.archives import Archives

_HEAD_BYTES = 64 * 1024
_MOST_OF_A_MANIFEST = 16 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """One bundle; `fault` says what is wrong with it, and is empty when nothing is.

    `is_ours`: this store wrote it; without a store nobody knows, and it counts as ours.
    """

    id: str
    orders: int = 0
    size: int = 0
    fault: str = ""
    is_ours: bool = True


def verify(place: Place, index: Archives | None) -> Iterator[Finding]:
    """Look at every bundle of the index and at every file of the place; the index learns what was found.

    Without an index, on another computer, each bundle is held against the manifest beside it; so is one that this
    store did not write, since several stores may share a place.
    """
    names = place.names()
    records = index.all() if index else []
    for record in records:
        if record.state not in KEPT or record.place != place.title:
            continue
        finding = _verify_record(place, record)
        if index and finding.fault:
            index.doubt(record.id)
        elif index:
            index.confirm(record.id, place.title)
        yield finding
    there = {name.removesuffix(BUNDLE).removesuffix(MANIFEST) for name in names}
    deleted = {record.id for record in records if record.state is State.EXPIRED} & there
    others = there - {record.id for record in records}
    yield from (Finding(id_, fault=_("{id}: this store has deleted it.").format(id=id_)) for id_ in sorted(deleted))
    yield from (_verify_other(place, id_, is_ours=index is None) for id_ in sorted(others))


def _verify_record(place: Place, record: ArchiveRecord) -> Finding:
    bundle, manifest = expected_of(record)
    try:
        place.check(manifest)
        place.check(bundle)
        recipients = len(read_manifest(place, record.id).recipients)
        _require_header(place, bundle.name, recipients)
    except RejectedError as error:
        return Finding(record.id, record.orders, record.size, error.message)
    return Finding(record.id, record.orders, record.size)


def _verify_other(place: Place, id_: str, *, is_ours: bool) -> Finding:
    try:
        manifest = read_manifest(place, id_)
        if manifest.bundle != id_ + BUNDLE:
            raise RejectedError(_("{id}: its manifest is that of another bundle.").format(id=id_))
        place.check(Expected(manifest.bundle, manifest.size, manifest.sha256))
        _require_header(place, manifest.bundle, len(manifest.recipients))
    except MissingFileError:
        fault = _("{id}: its bundle or its manifest is missing.").format(id=id_)
        return Finding(id_, fault=fault, is_ours=is_ours)
    except RejectedError as error:
        return Finding(id_, fault=error.message, is_ours=is_ours)
    return Finding(id_, manifest.orders, manifest.size, is_ours=is_ours)


def read_manifest(place: Place, id_: str) -> Manifest:
    """The manifest of an archive. Raises MissingFileError, and RejectedError for what is none."""
    with place.open(id_ + MANIFEST) as file:
        return parse_manifest(file.read(_MOST_OF_A_MANIFEST), id_ + MANIFEST)


def _require_header(place: Place, name: str, recipients: int) -> None:
    """Whom a bundle is sealed for, where that can be read at once; in cold storage its digest has to do."""
    try:
        with place.open(name) as file:
            head = file.read(_HEAD_BYTES)
    except TemporaryError:
        return
    try:
        require_sealed_to(head, recipients=recipients)
    except RejectedError as error:
        raise RejectedError(f"{name}: {error.message}") from None
