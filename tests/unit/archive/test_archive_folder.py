"""Orders go into a folder sealed, are covered only once they are read back, and come out with the private key alone."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyrage
import pytest
from cellar import Cellar, shipped, uncovered

from contract.store.samples import CITY_ONLY, ES, SELLER, full_order, order, order_id, stream
from mwslink.archive.checking import verify
from mwslink.archive.expiry import expire, expired
from mwslink.archive.folder import Folder
from mwslink.archive.manifest import BUNDLE, parse_manifest
from mwslink.errors import ConfigError, RejectedError
from mwslink.orders.model import OrderStatus
from mwslink.store.archives import ArchiveRecord, Archives, State

needs_age = pytest.mark.skipif(not shutil.which("age"), reason="the program age is not installed")


def bundles(folder: Folder) -> list[Path]:
    return sorted(folder.path.glob("*.age"))


def test_what_was_archived_comes_back_as_it_was(full: Cellar, folder: Folder) -> None:
    (record,) = full.archive(folder)
    orders = full.restore(folder)

    assert record.orders == 8
    assert orders[full_order().id] == shipped(full_order())
    assert orders == {one.id: one for one in [shipped(full_order()), *(shipped(order(n)) for n in range(1, 8))]}
    assert uncovered(full) == set()


@needs_age
def test_the_program_age_opens_a_bundle(full: Cellar, folder: Folder) -> None:
    """Nobody needs mwslink to read what the law wants kept."""
    full.archive(folder)
    identity = full.folder / "key.txt"
    identity.write_text(full.identity)
    (bundle,) = bundles(folder)
    opened = subprocess.run(["age", "-d", "-i", identity, bundle], capture_output=True, check=True).stdout
    title, *orders, end = map(json.loads, opened.splitlines())

    assert title["reason"] == full.settings.reason
    assert title["expires_on"] == "2033-01-01"
    assert {one["order"]["id"] for one in orders} >= {order_id(1), full_order().id}
    assert any(one["order"]["personal"]["recipient"]["name"] for one in orders)
    assert end["orders"] == len(orders) == 8


@needs_age
def test_keys_that_age_keygen_makes_are_taken(full: Cellar, folder: Folder, tmp_path: Path) -> None:
    subprocess.run(["age-keygen", "-o", tmp_path / "key.txt"], check=True, capture_output=True)
    public = subprocess.run(
        ["age-keygen", "-y", tmp_path / "key.txt"], check=True, capture_output=True, text=True
    ).stdout
    full.settings = replace(full.settings, recipients=(*full.settings.recipients, public.strip()))
    full.archive(folder)
    first = full.restore(folder)
    full.identity = (tmp_path / "key.txt").read_text()

    assert full.restore(folder) == first


def test_nothing_is_in_clear_on_the_way(full: Cellar, folder: Folder) -> None:
    """Neither in the folder nor in the spool; not even order ids, and the files are their owner's alone."""
    full.archive(folder)
    files = [path for path in [*folder.path.iterdir(), *full.spool.iterdir()] if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    words = ["Lucía Prueba", "Calle de la Prueba", "x1@marketplace.amazon.es", order_id(1), full_order().id]

    assert len(files) == 2
    assert [word for word in words if word.encode() in content] == []
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_the_manifest_tells_what_is_beside_it(full: Cellar, folder: Folder) -> None:
    (record,) = full.archive(folder)
    path = folder.path / f"{record.id}.manifest.json"
    manifest = parse_manifest(path.read_bytes(), path.name)

    assert (manifest.orders, manifest.size, manifest.sha256) == (8, record.size, record.sha256)
    assert manifest.expires_on == record.expires_on == date(2033, 1, 1)
    assert len(manifest.lookup) == 8


def test_an_order_is_found_without_opening_every_bundle(full: Cellar, folder: Folder) -> None:
    full.most_orders = 3
    full.archive(folder)
    for bundle in bundles(folder)[1:]:
        bundle.write_bytes(b"nobody looks here")
    found = set()
    for number in range(1, 8):
        try:
            found |= full.restore(folder, order_id(number)).keys()
        except RejectedError:
            continue

    assert len(bundles(folder)) == 3
    assert 2 <= len(found) <= 3


def test_archiving_again_writes_nothing(full: Cellar, folder: Folder) -> None:
    full.archive(folder)

    assert full.archive(folder) == []
    assert len(bundles(folder)) == 1


def test_newer_personal_data_is_archived_again(full: Cellar, folder: Folder) -> None:
    """An order is safe only with what the store holds of it now."""
    full.archive(folder)
    full.store.orders.save_page(stream(None), [shipped(order(1, version=5))])

    assert uncovered(full) == {order_id(1)}
    (record,) = full.archive(folder)
    assert record.orders == 1
    assert uncovered(full) == set()


def test_personal_data_that_was_completed_is_archived_again(full: Cellar, folder: Folder) -> None:
    """The same version, archived while the application was shown the city alone."""
    full.store.orders.save_page(stream(None), [shipped(order(9, personal=CITY_ONLY))])
    full.archive(folder)
    full.store.orders.save_page(stream(None), [shipped(order(9))])

    assert uncovered(full) == {order_id(9)}
    (record,) = full.archive(folder)
    assert full.restore_file(folder.path / f"{record.id}{BUNDLE}") == {order_id(9): shipped(order(9))}
    assert uncovered(full) == set()


def test_personal_data_completed_while_it_was_sealed_is_archived_again(
    full: Cellar, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import beside the archiving run."""
    full.archive(folder)
    full.store.orders.save_page(stream(None), [shipped(order(9, personal=CITY_ONLY))])
    add = Archives.add

    def add_late(archives: Archives, record: ArchiveRecord, orders: Sequence[tuple[str, str, bool]]) -> None:
        full.store.orders.save_page(stream(None), [shipped(order(9))])
        add(archives, record, orders)

    monkeypatch.setattr(Archives, "add", add_late)
    full.archive(folder)
    assert uncovered(full) == {order_id(9)}
    (record,) = full.archive(folder)

    assert full.restore_file(folder.path / f"{record.id}{BUNDLE}") == {order_id(9): shipped(order(9))}
    assert uncovered(full) == set()


def test_cancelled_orders_are_not_archived(full: Cellar, folder: Folder) -> None:
    cancelled = replace(order(20), status=OrderStatus.CANCELLED)
    full.store.orders.save_page(stream(None), [cancelled])

    (record,) = full.archive(folder)
    assert record.orders == 8


def test_years_and_sellers_have_bundles_of_their_own(full: Cellar, folder: Folder) -> None:
    """What expires on one day goes as a whole."""
    later = shipped(order(9000))
    full.store.orders.save_page(stream(None), [later])

    assert later.created_at.year == 2027
    assert [record.year for record in full.archive(folder)] == [2026, 2027]


def test_a_folder_that_is_not_there_is_not_made(full: Cellar, folder: Folder) -> None:
    """A drive that is not connected must not turn into a folder on this disk."""
    folder.path.rmdir()

    with pytest.raises(ConfigError, match="is not there"):
        full.archive(folder)
    assert not folder.path.exists()
    assert len(uncovered(full)) == 8
    folder.path.mkdir()
    assert [record.orders for record in full.archive(folder)] == [8]
    assert list(full.spool.iterdir()) == []


def test_a_recipient_with_a_wrong_letter_is_refused(full: Cellar, folder: Folder) -> None:
    wrong = full.settings.recipients[0][:-1] + ("q" if full.settings.recipients[0][-1] != "q" else "p")
    full.settings = replace(full.settings, recipients=(wrong,))

    with pytest.raises(ConfigError, match="not a public key of age"):
        full.archive(folder)
    assert len(uncovered(full)) == 8


def spoil_cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def spoil_change(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-40] ^= 1
    path.write_bytes(content)


def spoil_foreign(path: Path) -> None:
    path.write_bytes(pyrage.encrypt(b"something else", [pyrage.x25519.Identity.generate().to_public()]))


def spoil_empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [spoil_cut, spoil_change, spoil_foreign, spoil_empty, Path.unlink])
def test_a_spoilt_bundle_is_noticed_and_its_orders_are_not_safe(full: Cellar, folder: Folder, spoil) -> None:
    """By whoever has no key: its orders are archived again as long as they are in the store."""
    (record,) = full.archive(folder)
    spoil(bundles(folder)[0])
    (finding,) = verify(folder, full.store.archives)

    assert record.id in finding.fault
    assert len(uncovered(full)) == 8
    assert [again.orders for again in full.archive(folder)] == [8]
    assert uncovered(full) == set()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (spoil_cut, "cut off"),
        (spoil_change, "changed"),
        (spoil_foreign, "another key"),
        (spoil_empty, "not a file of age"),
    ],
)
def test_a_spoilt_bundle_is_not_restored(full: Cellar, folder: Folder, spoil, why: str) -> None:
    full.archive(folder)
    spoil(bundles(folder)[0])

    with pytest.raises(RejectedError, match=why):
        full.restore(folder)
    with pytest.raises(RejectedError, match=why):
        full.restore_file(bundles(folder)[0])


def test_a_whole_bundle_under_another_name_is_refused(full: Cellar, folder: Folder) -> None:
    full.most_orders = 4
    full.archive(folder)
    first, second = bundles(folder)
    first.write_bytes(second.read_bytes())

    with pytest.raises(RejectedError, match="exchanged"):
        full.restore(folder)
    assert sum(bool(one.fault) for one in verify(folder, full.store.archives)) == 1


def test_what_the_recipient_can_open_and_is_no_archive_is_refused(full: Cellar, folder: Folder) -> None:
    full.archive(folder)
    to_us = pyrage.x25519.Recipient.from_str(full.settings.recipients[0])
    bundles(folder)[0].write_bytes(pyrage.encrypt(b"a letter\n", [to_us]))

    with pytest.raises(RejectedError, match="no archive of mwslink"):
        full.restore(folder)


def test_a_bundle_without_its_last_lines_is_refused(full: Cellar, folder: Folder) -> None:
    """Sealed again by somebody who has the public key only: age cannot tell, the last line does."""
    full.archive(folder)
    identities = [pyrage.x25519.Identity.from_str(full.identity.splitlines()[1])]
    lines = pyrage.decrypt(bundles(folder)[0].read_bytes(), identities).splitlines(keepends=True)
    to_us = pyrage.x25519.Recipient.from_str(full.settings.recipients[0])
    for left in (lines[:-1], [*lines[:2], lines[-1]], [*lines, b"{}\n"]):
        bundles(folder)[0].write_bytes(pyrage.encrypt(b"".join(left), [to_us]))
        with pytest.raises(RejectedError, match="not those that were written"):
            full.restore(folder)


def test_a_passphrase_is_no_recipient(full: Cellar, folder: Folder) -> None:
    full.archive(folder)
    bundles(folder)[0].write_bytes(pyrage.passphrase.encrypt(b"x", "y"))
    (finding,) = verify(folder, full.store.archives)

    assert finding.fault


def test_what_another_store_put_there_is_told_and_no_fault(full: Cellar, folder: Folder) -> None:
    """Two stores may share a folder; what is spoilt is named, whosever it is."""
    full.archive(folder)
    with full.store._database.writing() as sql:
        sql.execute("DELETE FROM archives")
    full.archive(folder)
    found = sorted((one.is_ours, one.fault) for one in verify(folder, full.store.archives))
    assert found == [(False, ""), (True, "")]
    spoil_change(next(one for one in bundles(folder) if full.store.archives.get(one.name.removesuffix(BUNDLE)) is None))

    assert [bool(one.fault) for one in verify(folder, full.store.archives) if not one.is_ours] == [True]


def test_what_this_store_deleted_and_is_there_again_is_named(full: Cellar, folder: Folder) -> None:
    full.archive(folder)
    (record,) = full.store.archives.all()
    full.store.archives.expire(record.id)
    (found,) = verify(folder, full.store.archives)

    assert found.is_ours
    assert "deleted" in found.fault


def test_a_renamed_archive_is_named(full: Cellar, folder: Folder, tmp_path: Path) -> None:
    full.archive(folder)
    for path in list(folder.path.iterdir()):
        shutil.copy(path, path.with_name(path.name.replace("A2", "A3", 1)))
    found = list(verify(folder, full.store.archives))

    assert [bool(one.fault) for one in found] == [False, True]


def test_without_a_store_bundles_are_held_against_their_manifests(full: Cellar, folder: Folder) -> None:
    full.archive(folder)
    assert [one.fault for one in verify(folder, None)] == [""]
    spoil_change(bundles(folder)[0])
    assert [bool(one.fault) for one in verify(folder, None)] == [True]


def test_found_whole_again_it_counts_again(full: Cellar, folder: Folder) -> None:
    """A drive that was away for a while."""
    full.archive(folder)
    (bundle,) = bundles(folder)
    content = bundle.read_bytes()
    bundle.unlink()
    list(verify(folder, full.store.archives))
    assert len(uncovered(full)) == 8
    bundle.write_bytes(content)
    list(verify(folder, full.store.archives))
    assert uncovered(full) == set()


def test_past_its_years_a_bundle_goes_and_its_evidence_stays(full: Cellar, folder: Folder) -> None:
    (record,) = full.archive(folder)
    index = full.store.archives

    assert expired(index, folder, date(2032, 12, 31)) == []
    due = expired(index, folder, date(2033, 1, 1))
    assert [one.id for one in due] == [record.id]
    expire(index, folder, due[0])
    assert list(folder.path.iterdir()) == []
    (left,) = index.all()
    assert (left.state, left.orders, left.sha256) == (State.EXPIRED, 8, record.sha256)
    assert index.holding(order_id(1)) == []


def test_an_order_that_goes_takes_its_line_of_the_index_along(full: Cellar, folder: Folder) -> None:
    """What stays of an archive has no order ids in it."""
    full.archive(folder)
    with full.store._database.writing() as sql:
        sql.execute("DELETE FROM orders WHERE order_id = ?", (order_id(1),))

    assert full.store.archives.holding(order_id(1)) == []
    assert full.store.archives.among(SELLER, [order_id(2), order_id(50)]) == {order_id(2)}


def test_only_the_countries_that_are_named_are_archived(full: Cellar, folder: Folder) -> None:
    """The one order from Italy is neither archived nor has to be."""
    full.settings = replace(full.settings, countries=("ES",))
    (record,) = full.archive(folder)

    assert record.orders == 7
    assert uncovered(full) == {full_order().id}
    assert full.store.coverage.uncovered(SELLER, [full_order().id], [ES]) == set()
