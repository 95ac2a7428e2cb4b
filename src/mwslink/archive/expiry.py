"""What is past its years goes: bundle, then manifest; the index keeps that there was one, and when it went."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mwslink.archive.manifest import BUNDLE, MANIFEST
from mwslink.store.archives import KEPT, ArchiveRecord

if TYPE_CHECKING:
    from mwslink.archive.places import Place
    from mwslink.store.archives import Archives


def expired(index: Archives, place: Place, today: date) -> list[ArchiveRecord]:
    """The bundles at this place that may not be kept any longer."""
    kept = index.all(*KEPT)
    return [record for record in kept if record.expires_on <= today and record.place == place.title]


def expire(index: Archives, place: Place, record: ArchiveRecord) -> None:
    """Delete it. Raises RejectedError while it is locked; what a killed run left is deleted by the next one."""
    place.delete(record.id + BUNDLE)
    place.delete(record.id + MANIFEST)
    index.expire(record.id)
