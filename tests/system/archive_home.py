"""A computer with an archive: orders of two sellers that the law wants kept, in a folder or in S3."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pyrage

from contract.store.samples import ES, SELLER, order, stream
from mwslink import clock
from mwslink.archive.envelope import parse_identities
from mwslink.archive.manifest import MANIFEST
from mwslink.archive.places import place_of
from mwslink.archive.restoring import find_sources, restored
from mwslink.cli.archiving import ArchiveWishes, archive_step
from mwslink.cli.boundary import Outcome
from mwslink.cli.purging import purge_step
from mwslink.cli.rotating import rotate
from mwslink.cli.session import Session
from mwslink.connections import Seller
from mwslink.credentials import Secret
from mwslink.orders.model import Order, OrderStatus
from mwslink.store import Store, new_store_key
from mwslink.store.queries import OrderQuery

OTHER = Seller("A3OTHER1234567", "eu")
ORDERS = 30


@dataclass(frozen=True)
class Home:
    """A configuration and a store in one folder, and an archive; the private key is kept by the test."""

    folder: Path
    identity: str

    def session(self) -> Session:
        return Session(self.folder / "config.toml", 30, Outcome(["--json"]))

    def archive(self) -> None:
        session = self.session()
        with session.open_store() as store:
            done = archive_step(session, store, ArchiveWishes()).work()
            if done.error:
                raise done.error

    def purge(self) -> set[str]:
        """The orders that had to stay for the archive."""
        session = self.session()
        with session.open_store() as store:
            data = purge_step(session, store).work().answer.data
        return set(data["awaiting_archive"])  # type: ignore[call-overload]

    def rotate(self) -> None:
        rotate(self.session(), None)

    def opened(self) -> dict[str, Order]:
        """The orders of which the store has the personal data."""
        with self.session().open_store() as store:
            found = list(store.orders.find(OrderQuery(), with_personal=True))
            assert store._database.rows("PRAGMA integrity_check") == [("ok",)]
        return {one.order.id: one.order for one in found if one.order.personal}

    def archived(self) -> dict[str, Order]:
        """The orders in bundles that have a manifest."""
        identities = parse_identities(Secret(self.identity))
        settings = self.session().config.archive
        assert settings
        place = place_of(settings)
        if not any(name.endswith(MANIFEST) for name in place.names()):
            return {}
        sources = find_sources(place, (), (), identities).sources
        return {row.order.id: row.order for row in restored(sources, identities)}

    def copy(self, folder: Path) -> Home:
        """The same again, elsewhere; the configuration's paths are those of its own folder."""
        shutil.copytree(self.folder, folder)
        config = folder / "config.toml"
        config.write_text(config.read_text().replace(str(self.folder), str(folder)))
        return Home(folder, self.identity)


def fill(store: Store) -> None:
    """Orders of two sellers, bought around the turn of a year, all due."""
    for seller in (SELLER, OTHER):
        page = []
        for number in range(1, ORDERS // 2 + 1):
            at = clock.now() - timedelta(days=400 if number % 2 else 60)
            page.append(replace(order(number), created_at=at, updated_at=at, status=OrderStatus.SHIPPED))
        if seller == OTHER:
            page = [replace(one, id=one.id.replace("404-", "405-")) for one in page]
        store.orders.save_page(stream(None, seller=seller, marketplace_ids=(ES,)), page)


def make_home(folder: Path, where: str) -> Home:
    """A home whose archive goes `where` the configuration's lines say; DRIVE in them is a place of its own."""
    (folder / "drive").mkdir(parents=True)
    pair = pyrage.x25519.Identity.generate()
    (folder / "config.toml").write_text(
        f'version = 1\n[archive]\nreason = "law"\nyears = 6\nrecipients = ["{pair.to_public()}"]\n'
        f'{where.replace("DRIVE", f"{folder}/drive")}\n[store]\nurl = "sqlite:{folder}/store.db"\n'
    )
    (folder / "secrets.toml").write_text(f'[store]\nkey = "{new_store_key().reveal()}"\n')
    for name in ("config.toml", "secrets.toml"):
        (folder / name).chmod(0o600)
    home = Home(folder, str(pair))
    with home.session().open_store() as store:
        fill(store)
    return home
