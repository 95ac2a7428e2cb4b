"""kill -9 at any point of archive and key rotation: nothing is lost, nothing goes too early, the next run completes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest

from contract.store.samples import ES, SELLER, order, order_id, stream
from mwslink import clock
from mwslink.archive.envelope import parse_identities
from mwslink.archive.folder import Folder
from mwslink.archive.manifest import MANIFEST
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
from system.kills import count_calls, kill_at, moments
from system.shop import files_below

pytestmark = pytest.mark.slow
OTHER = Seller("A3OTHER1234567", "eu")
ORDERS = 30
CANARIES = ("Lucía Prueba", "Calle de la Prueba", "x1@marketplace.amazon.es")
POINTS = 50


@dataclass(frozen=True)
class Home:
    """A configuration, a store and a drive in one folder; the private key is kept by the test."""

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
        drive = Folder(self.folder / "drive")
        if not any(name.endswith(MANIFEST) for name in drive.names()):
            return {}
        return {row.order.id: row.order for row in restored(find_sources(drive, (), (), identities), identities)}

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


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("archive-kills") / "template"
    (folder / "drive").mkdir(parents=True)
    pair = pyrage.x25519.Identity.generate()
    (folder / "config.toml").write_text(
        f'version = 1\n[archive]\nreason = "law"\nyears = 6\nrecipients = ["{pair.to_public()}"]\n'
        f'folder = "{folder}/drive"\n[store]\nurl = "sqlite:{folder}/store.db"\n'
    )
    (folder / "secrets.toml").write_text(f'[store]\nkey = "{new_store_key().reveal()}"\n')
    for name in ("config.toml", "secrets.toml"):
        (folder / name).chmod(0o600)
    home = Home(folder, str(pair))
    with home.session().open_store() as store:
        fill(store)
    return home


@pytest.fixture(scope="module")
def whole(template: Home) -> dict[str, Order]:
    return template.opened()


def assert_no_clear_text(home: Home) -> None:
    for path in files_below(home.folder):
        content = path.read_bytes()
        assert not [word for word in CANARIES if word.encode() in content], path


def test_an_archive_killed_anywhere_is_completed_and_nothing_goes_too_early(
    template: Home, whole: dict[str, Order], tmp_path: Path
) -> None:
    """After each kill a purge comes first: an order is in the store, or in a bundle that opens; then all goes on."""
    template.copy(tmp_path / "first").archive()  # what is imported late is imported now
    total = count_calls(template.copy(tmp_path / "calm").archive)
    died = 0
    for point in moments(total, POINTS, "archive"):
        home = template.copy(tmp_path / str(point))
        died += kill_at(point, home.archive)
        assert_no_clear_text(home)
        stayed = home.purge()
        left, archived = home.opened(), home.archived()
        assert left.keys() == stayed
        assert left.keys() | archived.keys() == whole.keys(), point
        assert all(archived[id_] == whole[id_] for id_ in whole.keys() - left.keys()), point

        home.archive()
        assert home.purge() == set()
        assert home.opened() == {}
        assert home.archived() == whole, point
        assert list((home.folder / "archiving").iterdir()) == []
        shutil.rmtree(home.folder)

    assert died > POINTS * 0.9


def test_a_rotation_killed_anywhere_is_completed_and_the_store_stays_open(
    template: Home, whole: dict[str, Order], tmp_path: Path
) -> None:
    """After each kill everything opens and can be saved; the next run goes on, and the first key opens nothing."""
    template.copy(tmp_path / "first").rotate()  # what is imported late is imported now
    total = count_calls(template.copy(tmp_path / "calm").rotate)
    first = (template.folder / "secrets.toml").read_text()
    died = 0
    for point in moments(total, POINTS, "rotation"):
        home = template.copy(tmp_path / str(point))
        died += kill_at(point, home.rotate)
        assert home.opened() == whole, point
        with home.session().open_store() as store:
            store.orders.save_page(stream(None), [order(900)])

        home.rotate()
        assert home.opened() == {**whole, order_id(900): order(900)}, point
        with home.session().open_store() as store:
            assert store.rotation.state().rotating_since is None
        now = (home.folder / "secrets.toml").read_text()
        assert now != first
        (home.folder / "secrets.toml").write_text(first)
        with pytest.raises(Exception, match="not the one"):
            home.opened()
        shutil.rmtree(home.folder)

    assert died > POINTS * 0.9
