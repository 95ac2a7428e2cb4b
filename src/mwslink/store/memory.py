"""Orders, positions and marks in memory: the store that tests of an import run on, held to the same contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from mwslink import clock
from mwslink.connections import Seller
from mwslink.orders.model import Order, PersonalData
from mwslink.orders.pull import Pulled, Source, Stream
from mwslink.store.queries import OrderQuery, StoredOrder
from mwslink.store.versions import Held, Personal, after, judge

_StreamKey = tuple[Seller, tuple[str, ...], datetime]


@dataclass
class _Entry:
    """An order, its personal data apart from it."""

    order: Order
    held: Held
    personal: PersonalData | None = None
    is_barred: bool = False  # its personal data was destroyed for good


@dataclass
class MemoryOrders:
    """As `store.orders.Orders`, gone when the process ends."""

    _entries: dict[tuple[Seller, str], _Entry] = field(default_factory=dict)
    _positions: dict[_StreamKey, Stream] = field(default_factory=dict)
    _marks: dict[tuple[Seller, str], datetime] = field(default_factory=dict)

    def positions(self, seller: Seller) -> Sequence[Stream]:
        streams = [stream for stream in self._positions.values() if stream.seller == seller]
        return sorted(streams, key=lambda stream: stream.since)

    def marks(self, seller: Seller) -> dict[str, datetime]:
        return {id_: mark for (of, id_), mark in self._marks.items() if of == seller}

    def is_stored(self, seller: Seller, order_id: str, updated_at: datetime) -> bool:
        entry = self._entries.get((seller, order_id))
        return entry is not None and entry.held.updated_at >= updated_at

    def save_page(self, stream: Stream, orders: Iterable[Order], _sources: Sequence[Source] = ()) -> Pulled:
        pulled = Pulled()
        for order in orders:
            pulled += self._save(stream.seller, order)
        self._save_position(stream)
        return pulled

    def _save(self, seller: Seller, order: Order) -> Pulled:
        entry = self._entries.get((seller, order.id))
        if entry and entry.is_barred:
            order = order.without_personal()
        before = entry.held if entry else None
        verdict = judge(before, order)
        if not verdict.changes:
            return Pulled(unchanged=1)
        entry = entry or _Entry(order.without_personal(), Held(order.updated_at, order.status))
        entry.held = after(before, order, verdict, clock.now())
        if verdict.takes_order:
            entry.order = order.without_personal()
        if verdict.personal is not Personal.KEEP:
            entry.personal = order.personal if verdict.personal is Personal.TAKE else None
            entry.is_barred = verdict.personal is Personal.DESTROY
        self._entries[seller, order.id] = entry
        return Pulled(changed=1) if before else Pulled(new=1)

    def _save_position(self, stream: Stream) -> None:
        stream = replace(stream, marketplace_ids=tuple(sorted(stream.marketplace_ids)))
        key = (stream.seller, stream.marketplace_ids, stream.since)
        if stream.position is not None:
            self._positions[key] = stream
            return
        self._positions.pop(key, None)
        for marketplace_id in stream.marketplace_ids if stream.until else ():
            mark = self._marks.get((stream.seller, marketplace_id), stream.since)
            if stream.until and stream.since <= mark:
                self._marks[stream.seller, marketplace_id] = max(mark, stream.until)

    def get(self, seller: Seller, order_id: str, *, with_personal: bool = False) -> StoredOrder | None:
        entry = self._entries.get((seller, order_id))
        return _stored_order(seller, entry, with_personal=with_personal) if entry else None

    def find(self, query: OrderQuery, *, with_personal: bool = False) -> Iterator[StoredOrder]:
        found = [key for key, entry in self._entries.items() if _matches(query, key[0], entry)]
        found.sort(key=lambda key: (self._entries[key].order.created_at, str(key[0]), key[1]), reverse=True)
        for seller, order_id in found[: query.limit]:
            yield _stored_order(seller, self._entries[seller, order_id], with_personal=with_personal)

    def count(self, query: OrderQuery) -> int:
        return sum(1 for _ in self.find(query))


def _matches(query: OrderQuery, seller: Seller, entry: _Entry) -> bool:
    order = entry.order
    return (
        query.order_id in ("", order.id)
        and query.seller in (None, seller)
        and (not query.marketplaces or (seller, order.marketplace_id) in query.marketplaces)
        and (not query.statuses or order.status in query.statuses)
        and (query.since is None or order.created_at >= query.since)
        and (query.until is None or order.created_at < query.until)
        and query.text.casefold() in order.id.casefold()
    )


def _stored_order(seller: Seller, entry: _Entry, *, with_personal: bool) -> StoredOrder:
    stored = StoredOrder(
        seller,
        entry.order,
        country=entry.held.country,
        has_personal=entry.personal is not None,
        personal_erased_at=entry.held.erased_at,
    )
    return stored.with_personal(entry.personal) if with_personal and entry.personal else stored
