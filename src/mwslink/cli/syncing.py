"""One sync: the steps one after the other, each going wrong by itself, and what came of them all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.cli.archiving import ArchiveWishes, archive_step
from mwslink.cli.confirming import ConfirmWishes, confirm_step
from mwslink.cli.failures import combined
from mwslink.cli.importing import ImportWishes, import_step
from mwslink.cli.purging import purge_step
from mwslink.cli.pushing import PushWishes, push_step
from mwslink.cli.steps import Step, do_step
from mwslink.present.syncs import sync_answer

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.connections import Connection
    from mwslink.store import Store


@dataclass(frozen=True)
class SyncWishes:
    """What the command line asks for; times in seconds."""

    names: tuple[str, ...]
    max_wait: float
    jobs: int
    spread: float


def run_sync(session: Session, wishes: SyncWishes) -> None:
    """Do every step and show what came of it. Raises what went wrong, after everything else was done."""
    connections = session.config.connections_named(wishes.names)
    if wishes.spread:
        clock.sleep(random.uniform(0, wishes.spread))
    with session.open_store() as store, store.lock("sync"):
        steps = {step.command: do_step(store, step) for step in _steps(session, store, wishes, connections)}
    session.show(sync_answer({name: done.answer for name, done in steps.items()}, session.config.sendcloud is not None))
    failures = [failure for done in steps.values() for failure in done.failures]
    if error := combined(failures, of=sum(done.of for done in steps.values()), are_told=False):
        raise error


def _steps(session: Session, store: Store, wishes: SyncWishes, connections: list[Connection]) -> Iterator[Step]:
    yield import_step(session, store, ImportWishes(wishes.names, None, wishes.max_wait, wishes.jobs), connections)
    if session.config.sendcloud:
        yield push_step(session, store, PushWishes(wishes.names, max_wait=wishes.max_wait), connections)
        yield confirm_step(session, store, ConfirmWishes(wishes.names, max_wait=wishes.max_wait), connections)
    if session.config.archive:  # what the law wants kept is sealed away before it is due
        yield archive_step(session, store, ArchiveWishes())
    yield purge_step(session, store)
