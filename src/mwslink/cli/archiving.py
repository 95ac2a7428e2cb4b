"""Archiving, and looking after what was archived: the work behind `mwslink privacy archive`, also a step of `sync`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.archive.checking import Finding, verify
from mwslink.archive.expiry import expire, expired
from mwslink.archive.places import Place, place_of
from mwslink.archive.sealing import ArchiveJob
from mwslink.archive.writing import archive_orders
from mwslink.archive.years import day_everywhere, year_of
from mwslink.cli.archive_places import named_place, places_of
from mwslink.cli.custody import by_seller
from mwslink.cli.steps import Done, Step, do_step, show_done
from mwslink.cli.stored import existing_store
from mwslink.errors import ConfigError, MwslinkError, RetentionError, StoreError
from mwslink.messages import _, ngettext
from mwslink.present.archives import archived_answer, expired_answer, planned_answer, verified_answer
from mwslink.retention.custody import NoArchive
from mwslink.retention.enforce import Judged, Purge
from mwslink.store.archives import ArchiveRecord, Archives

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.config.model import ArchiveSettings
    from mwslink.store import Store
    from mwslink.store.queries import StoredOrder

LOCK = "archive"
URGENT = timedelta(days=3)  # an order that must go this soon is archived now,
AHEAD = timedelta(days=10)  # and with it what else of its seller must go so soon: bundles are few
_logger = logging.getLogger("mwslink.archive")


@dataclass(frozen=True)
class ArchiveWishes:
    """What the command line asks for."""

    everything: bool = False
    dry_run: bool = False


def run_archive(session: Session, wishes: ArchiveWishes) -> None:
    """Archive what must go soon, and show what was. Raises what went wrong."""
    settings = _settings(session)
    with existing_store(session) as store:
        if store is None:
            session.show(archived_answer([]))
        elif wishes.dry_run:
            wanted = _wanted(session, store, everything=wishes.everything)
            session.show(planned_answer(_planned(store, settings, wanted)))
        else:
            show_done(session, do_step(store, archive_step(session, store, wishes)))


def archive_step(session: Session, store: Store, wishes: ArchiveWishes) -> Step:
    """The archiving as a step; only where the configuration has [archive]."""
    return Step("privacy archive", (), lambda: _archive(session, store, wishes))


def _settings(session: Session) -> ArchiveSettings:
    if session.config.archive is None:
        raise ConfigError(
            _("The configuration has no [archive], so nothing is kept for the law."),
            hint=_("What to write there: docs/howto/archive.md"),
        )
    return session.config.archive


def _archive(session: Session, store: Store, wishes: ArchiveWishes) -> Done:
    settings = _settings(session)
    records: list[ArchiveRecord] = []
    failures: list[MwslinkError] = []
    damaged: list[str] = []
    with store.lock(LOCK):
        job = ArchiveJob(store, place_of(settings), settings, store.folder / "archiving")
        wanted = _wanted(session, store, everything=wishes.everything)
        try:
            for record in archive_orders(job, wanted, damaged.append):
                _logger.info("archive %s: %d orders, verified", record.id, record.orders)
                records.append(record)
        except MwslinkError as error:  # what was verified before is told
            failures.append(error)
    failures += _unreadable(damaged)
    return Done(archived_answer(records, has_failed=bool(failures)), failures, of=len(records) + len(failures))


def _unreadable(damaged: Sequence[str]) -> Iterator[MwslinkError]:
    """What to say of orders whose personal data is damaged: they stay, and keep nobody else from being archived."""
    if damaged:
        text = ngettext(
            "The personal data of {count} order is damaged, so it cannot be archived: {orders}",
            "The personal data of {count} orders is damaged, so they cannot be archived: {orders}",
            len(damaged),
        )
        yield RetentionError(
            text.format(count=len(damaged), orders=", ".join(damaged[:5])),
            hint=_("Put a backup of the store in its place, with the store key of that time."),
        )


def _planned(
    store: Store, settings: ArchiveSettings, wanted: Callable[[StoredOrder], bool]
) -> dict[tuple[str, int], int]:
    """How many orders of which seller and year would be archived."""
    found: dict[tuple[str, int], int] = {}
    for stored in store.coverage.candidates(settings.marketplace_ids):
        if wanted(stored):
            key = str(stored.seller), year_of(stored.order)
            found[key] = found.get(key, 0) + 1
    return found


def _wanted(session: Session, store: Store, *, everything: bool) -> Callable[[StoredOrder], bool]:
    """Which orders go into the archive now."""
    if everything:
        return lambda _stored: True
    purge = Purge(store, session.config.privacy, NoArchive())
    soon = due_soon(store, purge, clock.now(), _settings(session).marketplace_ids)
    return lambda stored: (str(stored.seller), stored.order.id) in soon


def due_soon(store: Store, purge: Purge, now: datetime, marketplace_ids: Sequence[str]) -> set[tuple[str, str]]:
    """The orders whose personal data must go soon, of sellers of whom some must go very soon (seller, order id)."""
    soon: set[tuple[str, str]] = set()
    urgent: set[str] = set()
    for judged in purge.judged():
        for seller, ids in by_seller(one.key for one in judged if _is_within(one, now, AHEAD)):
            soon |= {(str(seller), order_id) for order_id in ids}
        for seller, ids in by_seller(one.key for one in judged if _is_within(one, now, URGENT)):
            if str(seller) not in urgent and store.coverage.uncovered(seller, ids, marketplace_ids):
                urgent.add(str(seller))
    return {(seller, order_id) for seller, order_id in soon if seller in urgent}


def _is_within(one: Judged, now: datetime, ahead: timedelta) -> bool:
    return one.order.holds_personal and one.due.at <= now + ahead


def run_verify(session: Session, place_name: str) -> None:
    """Look at every bundle. Raises RetentionError for those that are not whole, and what keeps it from a place."""
    with existing_store(session) as store:
        if place_name or store is None:
            places = [named_place(session, place_name) if place_name else place_of(_settings(session))]
            findings, failures = _look_at(places, None)
        else:
            with store.lock(LOCK):
                places = places_of(session, store)
                findings, failures = _look_at(places, store.archives)
    answer = verified_answer(findings, has_failed=bool(failures))
    of = len(places) if failures else 1
    show_done(session, Done(answer, [*_not_whole(findings), *failures], of=of))


def _look_at(places: Sequence[Place], index: Archives | None) -> tuple[list[Finding], list[MwslinkError]]:
    """What was found, and what kept from looking; one place out of reach keeps nobody from the others."""
    findings: list[Finding] = []
    failures: list[MwslinkError] = []
    for place in places:
        try:
            for finding in verify(place, index):
                findings.append(finding)  # one by one: what was found before a failure counts
        except StoreError:
            raise
        except MwslinkError as error:
            failures.append(error)
    return findings, failures


def _not_whole(findings: Sequence[Finding]) -> Iterator[RetentionError]:
    if bad := [finding for finding in findings if finding.fault]:
        text = ngettext(
            "{count} archive is not as it should be: {first}",
            "{count} archives are not as they should be: {first}",
            len(bad),
        )
        yield RetentionError(
            text.format(count=len(bad), first=bad[0].fault),
            hint=_("Orders in it whose personal data is still here are archived again: mwslink privacy archive"),
        )


def run_expire(session: Session, *, dry_run: bool) -> None:
    """Delete the bundles past their years. Raises what keeps one from going, after the others went."""
    with existing_store(session) as store:
        if store is None:
            session.show(expired_answer([], is_dry=dry_run))
            return
        with store.lock(LOCK):
            gone, failures = _expire(session, store, dry_run=dry_run)
        answer = expired_answer(gone, is_dry=dry_run, has_failed=bool(failures))
        show_done(session, Done(answer, failures, of=len(gone) + len(failures)))


def _expire(session: Session, store: Store, *, dry_run: bool) -> tuple[list[ArchiveRecord], list[MwslinkError]]:
    gone: list[ArchiveRecord] = []
    failures: list[MwslinkError] = []
    for place in places_of(session, store):
        for record in expired(store.archives, place, day_everywhere(clock.now())):
            try:
                if not dry_run:
                    expire(store.archives, place, record)
                gone.append(record)
            except MwslinkError as error:
                failures.append(error)
    return gone, failures
