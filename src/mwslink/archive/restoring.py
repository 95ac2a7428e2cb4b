"""Orders from bundles again, with the private key; on any computer, with or without a store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mwslink.archive.bundle import Contents, End, read_bundle
from mwslink.archive.checking import read_manifest
from mwslink.archive.envelope import OtherKeyError, open_sealed
from mwslink.archive.manifest import BUNDLE, MANIFEST, holds, open_lookup
from mwslink.archive.places import Place
from mwslink.errors import ConfigError, RejectedError, TemporaryError
from mwslink.messages import _, ngettext
from mwslink.orders.records import OrderRow

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

_MOST_NAMED = 5


@dataclass(frozen=True)
class Source:
    """A bundle to open: a file of the place, or a file of this computer."""

    name: str
    place: Place | None = None
    path: Path | None = None

    @property
    def id(self) -> str:
        """Whose archive it must be; empty for a file under a name of somebody's choice."""
        return self.name.removesuffix(BUNDLE) if self.place else ""


@dataclass(frozen=True)
class Found:
    """The bundles to open, and the ids of those that were not looked into and why: recipients change, stores differ."""

    sources: list[Source] = field(default_factory=list)
    closed: dict[str, RejectedError] = field(default_factory=dict)


def find_sources(place: Place, ids: Sequence[str], order_ids: Sequence[str], identities: Sequence[Identity]) -> Found:
    """The bundles with these ids (all without any), and with one of these orders in them, if any are named.

    Raises RejectedError for an id that is not there, for orders that are nowhere, and for keys that open none.
    """
    there = [name.removesuffix(MANIFEST) for name in place.names() if name.endswith(MANIFEST)]
    if unknown := [id_ for id_ in ids if id_ not in there]:
        raise RejectedError(
            _("{place} has no archive {id}.").format(place=place.title, id=", ".join(unknown)),
            hint=_("List them: mwslink privacy archive --verify --from {place}").format(place=place.title),
        )
    found = Found()
    for id_ in dict.fromkeys(ids or there):
        if (ids and not order_ids) or _is_wanted(place, id_, order_ids, identities, found):
            found.sources.append(Source(id_ + BUNDLE, place))
    if found.closed and len(found.closed) == len(set(ids or there)):
        raise next(iter(found.closed.values()))
    if not found.sources:
        raise RejectedError(
            _("{place} has no archive of that.").format(place=place.title), hint=closed_text(found.closed)
        )
    return found


def _is_wanted(place: Place, id_: str, order_ids: Sequence[str], identities: Sequence[Identity], found: Found) -> bool:
    """Whether these keys open it and one of the orders is in it, if any are named; notes what they cannot look into."""
    try:
        manifest = read_manifest(place, id_)
        key = open_lookup(manifest, identities)
    except RejectedError as error:
        if not order_ids and not isinstance(error, OtherKeyError):
            return True  # without a manifest its orders can be read all the same
        found.closed[id_] = error
        return False
    return not order_ids or holds(manifest, key, order_ids)


def closed_text(closed: Collection[str]) -> str:
    """What to say of archives that could not be looked into; empty for none."""
    if not closed:
        return ""
    text = ngettext(
        "{count} archive could not be looked into with this key: {archives}",
        "{count} archives could not be looked into with this key: {archives}",
        len(closed),
    )
    return text.format(count=len(closed), archives=", ".join(sorted(closed)[:_MOST_NAMED]))


def thaw(sources: Sequence[Source], tier: str) -> None:
    """Ask cold storage for all that is needed. Raises TemporaryError, saying when to come back, if that takes time."""
    waits: list[datetime] = []
    for source in sources:
        if source.place and (until := source.place.thaw(source.name, tier=tier)):
            waits.append(until)
    if not waits:
        return
    text = ngettext(
        "{count} archive is being brought back from cold storage.",
        "{count} archives are being brought back from cold storage.",
        len(waits),
    )
    raise TemporaryError(
        text.format(count=len(waits)),
        hint=_("Run the same command again after {moment} UTC.").format(moment=f"{max(waits):%Y-%m-%d %H:%M}"),
    )


def restored(
    sources: Sequence[Source],
    identities: Sequence[Identity],
    order_ids: Sequence[str] = (),
    on_end: Callable[[str, End], None] = lambda _id, _end: None,
) -> Iterator[OrderRow]:
    """The orders in the bundles, as they are opened; only these, if some are named.

    A bundle is whole once its end was told. Raises RejectedError naming the one that cannot be opened or is not whole.
    """
    wanted = set(order_ids)
    for source in sources:
        try:
            contents = _contents(source, identities)
            for one in contents.orders:
                if not wanted or one.order.id in wanted:
                    yield OrderRow(one.order, contents.seller, destination_country=one.country)
        except RejectedError as error:
            raise RejectedError(f"{source.name}: {error.message}", hint=error.hint) from None
        on_end(contents.title.id, contents.end)


def _contents(source: Source, identities: Sequence[Identity]) -> Contents:
    return read_bundle(_pieces(source, identities), source.id)


def _pieces(source: Source, identities: Sequence[Identity]) -> Iterator[bytes]:
    if source.place:
        with source.place.open(source.name) as file:
            yield from open_sealed(file, identities)
        return
    try:
        with Path(source.path or source.name).open("rb") as local:
            yield from open_sealed(local, identities)
    except OSError as error:
        raise ConfigError(
            _("{path} cannot be read: {why}.").format(path=source.name, why=error.strerror or type(error).__name__)
        ) from None
