"""What is past its years goes: bundle, then manifest; the index keeps that there was one, and when it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from mwslink.archive.manifest import BUNDLE, MANIFEST
from mwslink.store.archives import ArchiveRecord, State

if TYPE_CHECKING:
    from mwslink.archive.places import Place
    from mwslink.store.archives import Archives


def expired(index: Archives, place: Place, today: date) -> list[ArchiveRecord]:
    """The bundles at this place that may not be kept any longer."""
    kept = index.all(State.VERIFIED, State.DAMAGED)
    return [record for record in kept if record.expires_on <= today and record.place == place.title]


def expire(
    index: Archives,
    place: Place,
    records: list[ArchiveRecord],
    on_deleted: Callable[[ArchiveRecord], None] = lambda _: None,
) -> None:
    """Delete them. Raises RejectedError for one that is still locked; a killed run is completed by the next one."""
    for record in records:
        place.delete(record.id + BUNDLE)
        place.delete(record.id + MANIFEST)
        index.expire(record.id)
        on_deleted(record)
