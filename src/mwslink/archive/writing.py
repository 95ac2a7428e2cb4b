"""Orders into bundles, and bundles to their place, each step such that a killed run is completed by the next one.

    1. a bundle of one seller's orders of one year is sealed into the spool (age only, never clear text); its digest
       and orders are written into the index as SEALED, in one transaction
    2. it is sent off and read back, then its manifest
    3. the index says VERIFIED, and only now may its orders be erased; the spool is emptied

Killed before the end of 1: the spool has a file nobody knows, which goes. Killed later: 2 and 3 are done again.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mwslink.archive.envelope import require_age
from mwslink.archive.manifest import BUNDLE, MANIFEST
from mwslink.archive.places import Expected
from mwslink.archive.sealing import ArchiveJob, seal_bundle
from mwslink.archive.years import year_of
from mwslink.errors import RejectedError, StoreError
from mwslink.messages import _
from mwslink.store.archives import ArchiveRecord, State
from mwslink.store.coverage import Archivable

if TYPE_CHECKING:
    from mwslink.connections import Seller
    from mwslink.store.queries import StoredOrder


def archive_orders(
    job: ArchiveJob, wanted: Callable[[StoredOrder], bool], on_unreadable: Callable[[str], None] = lambda _: None
) -> Iterator[ArchiveRecord]:
    """Complete what an earlier run left, then archive the orders that are wanted and in no verified bundle.

    Gives each bundle once it is verified, tells the id of each order that is damaged, and raises what goes wrong. Hold
    the store's lock `archive` meanwhile.
    """
    require_age()
    yield from complete(job)
    found = job.store.coverage.unarchived(wanted, job.settings.marketplace_ids, on_unreadable)
    for (seller, year), orders in itertools.groupby(found, _seller_and_year):
        yield from _archive_year(job, seller, year, orders)


def _seller_and_year(one: Archivable) -> tuple[Seller, int]:
    return one.stored.seller, year_of(one.stored.order)


def _archive_year(job: ArchiveJob, seller: Seller, year: int, orders: Iterator[Archivable]) -> Iterator[ArchiveRecord]:
    while first := next(orders, None):
        record = seal_bundle(job, seller, year, itertools.chain((first,), orders))
        _deliver(job, record)
        yield record


def complete(job: ArchiveJob) -> Iterator[ArchiveRecord]:
    """Bring bundles to their place that an earlier run sealed; forget those of which nothing is left."""
    sealed = job.store.archives.all(State.SEALED)
    _clear_spool(job, {name for record in sealed for name in (record.id + BUNDLE, record.id + MANIFEST)})
    for record in sealed:
        try:
            _deliver(job, record)
        except RejectedError:
            if (job.spool / (record.id + BUNDLE)).exists():
                raise
            job.store.archives.drop(record.id)  # whole neither here nor there; its orders are still in the store
        else:
            yield record


def _clear_spool(job: ArchiveJob, known: set[str]) -> None:
    try:
        job.spool.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in job.spool.iterdir():
            if path.name not in known:
                path.unlink()
    except OSError as error:
        raise StoreError(
            _("{path} cannot be written: {why}.").format(path=job.spool, why=error.strerror or type(error).__name__)
        ) from error


def _deliver(job: ArchiveJob, record: ArchiveRecord) -> None:
    """Send the bundle and its manifest off and read them back; the index says so, the spool is emptied."""
    files = [(job.spool / expected.name, expected) for expected in expected_of(record)]
    for path, expected in files:
        if path.exists():
            job.place.put(path, expected, record.expires_on)
        job.place.check(expected, is_new=True)
    job.store.archives.confirm(record.id, job.place.title)
    for path, _expected in files:
        path.unlink(missing_ok=True)


def expected_of(record: ArchiveRecord) -> tuple[Expected, Expected]:
    """The bundle and the manifest as they have to be; the index does not keep the length of the latter."""
    return (
        Expected(record.id + BUNDLE, record.size, record.sha256),
        Expected(record.id + MANIFEST, -1, record.manifest_sha256),
    )
