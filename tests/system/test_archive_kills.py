"""kill -9 at any point of archive and key rotation: nothing is lost, nothing goes too early, the next run completes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from contract.store.samples import order, order_id, stream
from local_aws import AWS, serving_aws
from mwslink.orders.model import Order
from system.archive_home import Home, make_home
from system.kills import count_calls, kill_at, moments
from system.shop import files_below

pytestmark = pytest.mark.slow
CANARIES = ("Lucía Prueba", "Calle de la Prueba", "x1@marketplace.amazon.es")
POINTS = 50
POINTS_IN_S3 = 12


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return make_home(tmp_path_factory.mktemp("archive-kills") / "template", 'folder = "DRIVE"')


@pytest.fixture
def in_s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Its bundles lie in a bucket, each copy's under a prefix of its own."""
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    with serving_aws() as endpoint:
        boto3.session.Session().client("s3", endpoint_url=endpoint).create_bucket(Bucket="kept")
        where = '[archive.s3]\nbucket = "kept"\nprefix = "in/DRIVE/"\nstorage_class = "STANDARD"\n'
        yield make_home(tmp_path / "template", f'{where}endpoint = "{endpoint}"')


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
        assert_completed(home, whole)

    assert died > POINTS * 0.9


def test_an_archive_in_s3_killed_anywhere_is_completed_and_nothing_goes_too_early(in_s3: Home, tmp_path: Path) -> None:
    """Counted are calls in our code and those that send: most of an archive's are of boto3's preparations."""
    whole = in_s3.opened()
    within = ("/mwslink/", "/botocore/httpsession.py")
    in_s3.copy(tmp_path / "first").archive()
    total = count_calls(in_s3.copy(tmp_path / "calm").archive, within)
    died = 0
    for point in moments(total, POINTS_IN_S3, "archive in S3"):
        home = in_s3.copy(tmp_path / str(point))
        died += kill_at(point, home.archive, within)
        assert_completed(home, whole)

    assert died > POINTS_IN_S3 * 0.9


def assert_completed(home: Home, whole: dict[str, Order]) -> None:
    """What is not in the store is in a bundle; another run brings the rest there. The home is removed."""
    assert_no_clear_text(home)
    stayed = home.purge()
    left, archived = home.opened(), home.archived()
    assert left.keys() == stayed
    assert left.keys() | archived.keys() == whole.keys(), home
    assert all(archived[id_] == whole[id_] for id_ in whole.keys() - left.keys()), home

    home.archive()
    assert home.purge() == set()
    assert home.opened() == {}
    assert home.archived() == whole, home
    assert list((home.folder / "archiving").iterdir()) == []
    shutil.rmtree(home.folder)


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
