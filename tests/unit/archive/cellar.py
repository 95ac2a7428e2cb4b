"""A store with orders the law wants kept, a key pair of which the store has the public half, and places for bundles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyrage

from contract.store.samples import SELLER, full_order, order, stream
from mwslink.archive.envelope import parse_identities
from mwslink.archive.places import Place
from mwslink.archive.restoring import Source, find_sources, restored
from mwslink.archive.sealing import ArchiveJob
from mwslink.archive.writing import archive_orders
from mwslink.config import ArchiveSettings
from mwslink.credentials import Secret
from mwslink.orders.model import Order, OrderStatus
from mwslink.store import Store, new_store_key, open_store
from mwslink.store.archives import ArchiveRecord
from mwslink.store.queries import OrderQuery


@dataclass
class Cellar:
    """All of it in one folder; `identity` is the private key, as age-keygen writes it."""

    folder: Path
    store: Store
    identity: str
    settings: ArchiveSettings
    most_orders: int = 10_000

    @property
    def spool(self) -> Path:
        return self.folder / "spool"

    def job(self, place: Place) -> ArchiveJob:
        return ArchiveJob(self.store, place, self.settings, self.spool, self.most_orders)

    def archive(self, place: Place) -> list[ArchiveRecord]:
        return list(archive_orders(self.job(place), lambda _: True))

    def restore(self, place: Place, *order_ids: str) -> dict[str, Order]:
        identities = parse_identities(Secret(self.identity))
        sources = find_sources(place, (), order_ids, identities).sources
        return {row.order.id: row.order for row in restored(sources, identities, order_ids)}

    def restore_file(self, path: Path) -> dict[str, Order]:
        identities = parse_identities(Secret(self.identity))
        return {row.order.id: row.order for row in restored([Source(path.name, path=path)], identities)}


@contextmanager
def cellar(folder: Path, *, orders: int = 7) -> Iterator[Cellar]:
    """Shipped orders `1 … orders`, and one with every kind of personal data."""
    pair = pyrage.x25519.Identity.generate()
    key = new_store_key()
    settings = ArchiveSettings("Código de Comercio, art. 30", 6, (str(pair.to_public()),))
    with open_store(f"sqlite:{folder}/store.db", key=lambda: key) as store:
        store.orders.save_page(stream(None), [shipped(order(number)) for number in range(1, orders + 1)])
        store.orders.save_page(stream(None), [shipped(full_order())])
        yield Cellar(folder, store, f"# created: today\n{pair}\n", settings)


def shipped(one: Order) -> Order:
    return replace(one, status=OrderStatus.SHIPPED)


def uncovered(cellar: Cellar) -> set[str]:
    return cellar.store.coverage.uncovered(SELLER, [one.order.id for one in cellar.store.orders.find(OrderQuery())])
