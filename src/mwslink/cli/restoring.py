"""Reading orders from archives, and rehearsing that it works."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mwslink.archive.envelope import parse_identities, require_age
from mwslink.archive.places import Place, place_of
from mwslink.archive.restoring import Source, closed_text, find_sources, restored, thaw
from mwslink.archive.sealing import proof_digest
from mwslink.cli.archive_places import named_place
from mwslink.cli.exporting import export_orders
from mwslink.cli.stored import existing_store
from mwslink.credentials import Secret
from mwslink.errors import ConfigError, RejectedError
from mwslink.messages import _
from mwslink.present.answer import Answer
from mwslink.present.archives import rehearsed_answer, restored_answer

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

    from mwslink.archive.bundle import End
    from mwslink.cli.session import Session
    from mwslink.orders.records import OrderRow
    from mwslink.store import Store


@dataclass(frozen=True)
class RestoreWishes:
    """What the command line asks for."""

    archives: tuple[str, ...]
    identity: str
    place: str | None
    tier: str
    orders: tuple[str, ...] = ()
    form: str = "jsonl"
    output: Path | None = None


@dataclass
class _Opening:
    """Bundles being opened, and the ends of those that were whole."""

    session: Session
    wishes: RestoreWishes
    ends: dict[str, End] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)

    @property
    def warnings(self) -> Sequence[str]:
        """That of archives which were sought out and could not be looked into."""
        return [closed_text(self.closed)] if self.closed else []

    def rows(self, *, only_newest: bool = False) -> Iterator[OrderRow]:
        """The orders, as they are read; what cold storage has is asked for before anything is."""
        identities = _identities(self.wishes.identity)
        sources = self._sources(identities)
        if only_newest:
            sources = [max(sources, key=lambda source: source.name.split("-")[-2:])]
        thaw(sources, self.wishes.tier)
        return self._all_of(restored(sources, identities, self.wishes.orders, self._note))

    def _all_of(self, rows: Iterator[OrderRow]) -> Iterator[OrderRow]:
        """The rows; raises RejectedError at their end when an order that is named was in none of the archives."""
        missing = set(self.wishes.orders)
        for row in rows:
            missing.discard(row.order.id)
            yield row
        if missing:
            raise RejectedError(
                _("None of the archives that were read has the order {order}.").format(
                    order=", ".join(sorted(missing))
                ),
                hint=closed_text(self.closed),
            )

    def _sources(self, identities: Sequence[Identity]) -> list[Source]:
        """Files of this computer, and archives of the place; all of the latter where none is named."""
        files = [name for name in self.wishes.archives if Path(name).is_file()]
        ids = [name for name in self.wishes.archives if name not in files]
        found = [Source(name, path=Path(name)) for name in files]
        if ids or not files:
            there = find_sources(self._place(), ids, self.wishes.orders, identities)
            found += there.sources
            self.closed += there.closed
        return found

    def _place(self) -> Place:
        if self.wishes.place:
            return named_place(self.session, self.wishes.place)
        settings = self.session.config.archive
        if settings is None:
            raise ConfigError(
                _("The configuration has no [archive]."),
                hint=_("Say where archives are: --from FOLDER, or s3://BUCKET/PREFIX"),
            )
        return place_of(settings)

    def _note(self, archive_id: str, end: End) -> None:
        self.ends[archive_id] = end


def run_restore(session: Session, wishes: RestoreWishes) -> None:
    """Write the orders. Raises TemporaryError while cold storage takes its time, RejectedError for what is spoilt."""
    require_age()
    opening = _Opening(session, wishes)
    with existing_store(session) as store:
        count = export_orders(_logged(opening.rows(), store), form=wishes.form, output=wishes.output, personal=True)
    to_file = wishes.output is not None and str(wishes.output) != "-"
    if to_file:
        session.show(restored_answer(count, list(opening.ends), str(wishes.output), opening.warnings))
    else:
        session.show(Answer({}, (), opening.warnings))


def run_rehearsal(session: Session, wishes: RestoreWishes) -> None:
    """Open the newest archive, or the one named, to its end; its orders are read and go nowhere."""
    require_age()
    opening = _Opening(session, wishes)
    with existing_store(session) as store:
        count = sum(1 for _row in _logged(opening.rows(only_newest=True), store))
        ((archive_id, end),) = opening.ends.items()
        is_recorded = store is not None and _note(store, archive_id, end.proof, count)
    code = f"{archive_id}:{end.proof}"
    session.show(rehearsed_answer(archive_id, count, code, is_recorded=is_recorded, warnings=opening.warnings))


def _logged(rows: Iterable[OrderRow], store: Store | None) -> Iterator[OrderRow]:
    """The rows, each noted in the access log where this computer has one."""
    for row in rows:
        if store:
            store.accesses.note()
        yield row


def record_rehearsal(session: Session, code: str) -> None:
    """Keep what a rehearsal elsewhere printed. Raises RejectedError for a code that only a reader could know."""
    archive_id, _colon, proof = code.strip().rpartition(":")
    with existing_store(session) as store:
        record = store.archives.get(archive_id) if store else None
        if store is None or record is None or not _note(store, archive_id, proof, record.orders):
            raise RejectedError(
                _("That is not the code of an archive of this store."),
                hint=_("It is what mwslink privacy rehearse --identity FILE prints on the other computer."),
            )
    session.show(rehearsed_answer(archive_id, record.orders, "", is_recorded=True))


def _note(store: Store, archive_id: str, proof: str, orders: int) -> bool:
    """Keep a rehearsal of one of the store's own archives; whether it is one."""
    record = store.archives.get(archive_id)
    if record is None or record.proof_sha256 != proof_digest(proof):
        return False
    store.archives.note_rehearsal(archive_id, orders)
    return True


def _identities(name: str) -> list[Identity]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
        raise ConfigError(_("{path} cannot be read: {why}.").format(path=name, why=why)) from None
    return parse_identities(Secret(text))
