"""`mwslink privacy archive`, `restore` and `rehearse`: written here, opened where the private key is."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from legal_copies import ACME, DAY, KEY, Shop, open_shop
from programs import Ran

from contract.store.samples import order, order_id, stream
from mwslink import clock
from mwslink.archive.years import year_of
from mwslink.cli.custody import wanted_by_law
from mwslink.config import load_config
from mwslink.orders.model import OrderStatus
from mwslink.retention.intake import Intake

Program = Callable[..., Ran]


@pytest.fixture
def shop(config_file: Path, blank_environment: Path, tmp_path: Path) -> Iterator[Shop]:
    with open_shop(config_file, blank_environment, tmp_path) as opened:
        yield opened


def test_what_must_go_soon_is_archived_and_then_goes(shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=31)
    shop.save(2, days_ago=22)
    shop.save(3, days_ago=2)

    early = program("privacy", "purge")
    archived = program("privacy", "archive")
    purged = program("privacy", "purge")

    assert early.code == 9
    assert "mwslink privacy archive" in early.err
    assert archived.code == 0, archived
    assert "2 orders are archived and were read back: their personal data may go." in archived.out
    assert purged.code == 0, purged
    assert [shop.has_personal(number) for number in (1, 2, 3)] == [False, True, True]


def test_nothing_is_written_before_it_is_urgent(shop: Shop, program: Program) -> None:
    """A few bundles a month, not one a day."""
    shop.save(1, days_ago=22)

    assert program("privacy", "archive").out == "Nothing has to be archived now.\n"
    assert program("privacy", "archive", "--all", "--json").document["data"]["orders"] == 1
    assert len(shop.bundles) == 1


def test_what_comes_in_after_its_day_is_archived_before_it_goes(shop: Shop, program: Program) -> None:
    """After a long outage, or with a new store: the law wants it all the same. A cancelled order is not let in."""
    config = load_config(shop.config)
    intake = Intake(shop.store.orders, shop.store.milestones, config.privacy, wanted_by_law(config.archive))
    at = clock.now() - 40 * DAY
    late = [
        replace(order(1), created_at=at, updated_at=at, status=OrderStatus.SHIPPED),
        replace(order(2), created_at=at, updated_at=at, status=OrderStatus.CANCELLED),
    ]
    intake.save_page(stream(seller=ACME), late)
    assert [shop.has_personal(1), shop.has_personal(2)] == [True, False]
    assert program("privacy", "purge").code == 9
    assert program("privacy", "archive").code == 0
    assert program("privacy", "purge").code == 0
    intake.save_page(stream(seller=ACME), late)

    assert len(shop.bundles) == 1
    assert not shop.has_personal(1)


def test_a_cancelled_order_goes_without_an_archive(shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=31, status=OrderStatus.CANCELLED)

    assert program("privacy", "purge").code == 0
    assert not shop.has_personal(1)


def test_a_damaged_order_keeps_nobody_else_from_the_archive(shop: Shop, program: Program) -> None:
    keep_days(shop, 10)
    for number in (1, 2, 3):
        shop.save(number, days_ago=11)
    damage(shop, 2)
    ran, purged = program("privacy", "archive", "--json"), program("privacy", "purge", "--json")

    assert (ran.code, ran.document["data"]["orders"]) == (9, 2)
    assert order_id(2) in ran.document["errors"][0]["message"]
    assert purged.document["data"]["awaiting_archive"] == [order_id(2)]
    assert [shop.has_personal(number) for number in (1, 2, 3)] == [False, True, False]


def keep_days(shop: Shop, days: int) -> None:
    shop.config.write_text(f"{shop.config.read_text()}\n[privacy]\nretain_days = {days}\n")


def damage(shop: Shop, number: int) -> None:
    with shop.store._database.writing() as sql:
        sql.execute("UPDATE personal SET sealed = zeroblob(99) WHERE order_id = ?", (order_id(number),))


@pytest.mark.parametrize("flags", [(), ("--everything",)])
def test_a_damaged_order_goes_on_demand_without_an_archive(
    shop: Shop, program: Program, flags: tuple[str, ...]
) -> None:
    """One that can be opened waits as before; of this one the evidence says why there is no copy."""
    shop.save(1, days_ago=2)
    shop.save(2, days_ago=2)
    damage(shop, 1)
    ran = program("privacy", "erase", order_id(1), order_id(2), *flags, "--yes", "--json")

    assert (ran.code, ran.data["awaiting_archive"], ran.data["orders"]) == (9, [order_id(2)], 1)
    assert any(f"nobody can open them: {order_id(1)}" in one["message"] for one in ran.document["errors"])
    found = program("privacy", "certificates", "--order", order_id(1), "--json").data["erasures"]
    assert [one["reason"] for one in found] == ["damaged", "request"]
    assert shop.store.demands.asked_of(ACME) == {order_id(2)}
    assert program("privacy", "certificates", "--verify").code == 0


def test_a_damaged_order_goes_on_the_last_day_it_may_stay(shop: Shop, program: Program) -> None:
    """The days before that are for a backup, whatever shorter time the settings give."""
    keep_days(shop, 10)
    for number, days in ((1, 31), (2, 29), (3, 31)):
        shop.save(number, days_ago=days)
    damage(shop, 1)
    damage(shop, 2)
    planned = program("privacy", "purge", "--dry-run", "--json").data["due"]
    first, second = program("privacy", "purge", "--json"), program("privacy", "purge", "--json")

    assert [one["awaits_archive"] for one in planned] == [False, True, True]
    assert [shop.has_personal(number) for number in (1, 2, 3)] == [False, True, True]
    assert (first.code, first.data["orders"]) == (9, 1)
    assert second.data["orders"] == 0


def test_without_the_store_key_nothing_counts_as_damaged(shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=31)
    damage(shop, 1)
    secrets = shop.config.with_name("secrets.toml")
    text = secrets.read_text()
    secrets.write_text(text.replace(KEY, KEY.replace("MDEy", "MDEz")))
    assert program("privacy", "purge", "--json").data["awaiting_archive"] == [order_id(1)]
    secrets.write_text(text)

    assert shop.has_personal(1)


def test_a_dry_run_tells_and_writes_nothing(shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=31)
    ran = program("privacy", "archive", "--dry-run", "--json").document["data"]

    assert (ran["is_dry_run"], ran["orders"], [one["orders"] for one in ran["planned"]]) == (True, 1, [1])
    assert shop.bundles == []


def test_while_the_drive_is_away_nothing_is_purged(shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=31)
    shop.drive.rmdir()

    archived = program("privacy", "archive")
    assert archived.code == 3
    assert "Is the drive connected?" in archived.err
    assert program("privacy", "purge").code == 9
    assert shop.has_personal(1)
    shop.drive.mkdir()
    assert program("privacy", "archive").code == 0
    assert program("privacy", "purge").code == 0
    assert not shop.has_personal(1)


def test_what_waits_for_the_archive_is_not_called_nothing(shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=31)
    moved = shop.drive.rename(shop.drive.with_name("away"))
    archived, purged = program("privacy", "archive"), program("privacy", "purge")
    moved.rename(shop.drive)

    assert (archived.out, purged.out) == ("Nothing was archived.\n", "Nothing was erased.\n")


def test_a_copy_that_stays_is_told_by_the_purge_that_ends_an_erasure(shop: Shop, program: Program) -> None:
    """At the time of the erasure there was none yet."""
    shop.save(1, days_ago=2)
    assert program("privacy", "erase", order_id(1), "--yes").code == 9
    assert program("privacy", "archive").code == 0

    assert f"stay in the archive until they expire: {order_id(1)}" in program("privacy", "purge").err


def test_an_erasure_that_is_cut_off_leaves_the_index_as_it_was(shop: Shop, program: Program) -> None:
    """It could not be erased otherwise, or would be archived a second time."""
    shop.save(1, days_ago=2)
    assert program("privacy", "archive", "--all").code == 0
    with shop.store._database.writing() as sql:
        sql.execute("CREATE TRIGGER stop BEFORE DELETE ON personal BEGIN SELECT RAISE(ABORT, 'stop'); END")
    assert program("privacy", "erase", order_id(1), "--yes").code == 8
    with shop.store._database.writing() as sql:
        sql.execute("DROP TRIGGER stop")
    assert shop.store.archives.holding(order_id(1))
    assert program("privacy", "archive", "--all").out == "Nothing has to be archived now.\n"

    again = program("privacy", "erase", order_id(1), "--yes")

    assert again.code == 0, again
    assert f"stay in the archive until they expire: {order_id(1)}" in again.err
    assert shop.store.archives.holding(order_id(1)) == []
    assert len(shop.bundles) == 1


def test_a_bundle_that_was_spoilt_before_the_purge_is_noticed_by_verify(shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=31)
    program("privacy", "archive")
    shop.bundles[0].write_bytes(b"age-encryption.org/v1\n")

    ran = program("privacy", "archive", "--verify", "--json")
    assert (ran.code, ran.document["status"]) == (9, "error")
    assert "cut off" in ran.document["data"]["archives"][0]["fault"]
    assert program("privacy", "purge").code == 9
    assert shop.has_personal(1)


def test_archives_that_are_whole_are_shown_so(shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=31)
    program("privacy", "archive")
    ran, elsewhere = (
        program("privacy", "archive", "--verify"),
        program("privacy", "archive", "--verify", "--from", str(shop.drive)),
    )

    assert ran.code == elsewhere.code == 0
    assert "whole" in ran.out
    assert ran.out == elsewhere.out


def test_it_is_restored_on_another_computer_by_the_private_key(
    shop: Shop, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With neither configuration nor store."""
    shop.save(1, days_ago=31)
    shop.save(2, days_ago=30)
    program("privacy", "archive")
    monkeypatch.setenv("HOME", str(tmp_path / "elsewhere"))
    where = ("--from", str(shop.drive), "--identity", str(shop.key_file))

    lines = program("privacy", "restore", *where)
    assert lines.code == 0, lines
    found = [json.loads(line) for line in lines.out.splitlines()]
    assert [one["personal"]["recipient"]["name"] for one in found] == ["Lucía Prueba"] * 2
    table = program("privacy", "restore", *where, "--format", "csv", "--order", order_id(2))
    assert table.out.count("Lucía Prueba") == 2
    assert order_id(1) not in table.out
    file = tmp_path / "orders.jsonl"
    written = program("privacy", "restore", *where, "--output", str(file), "--json")
    assert written.document["data"]["orders"] == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == lines.out
    by_file = program("privacy", "restore", str(shop.bundles[0]), "--identity", str(shop.key_file))
    assert by_file.out == lines.out


def test_another_key_restores_nothing(shop: Shop, program: Program, tmp_path: Path) -> None:
    shop.save(1, days_ago=31)
    program("privacy", "archive")
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    file = tmp_path / "orders.jsonl"
    ran = program("privacy", "restore", "--identity", str(other), "--output", str(file))

    assert ran.code == 6
    assert "sealed to another key" in ran.err
    assert not file.exists()


def test_what_is_spoilt_leaves_no_half_file(shop: Shop, program: Program, tmp_path: Path) -> None:
    for number in range(1, 200):
        shop.save(number, days_ago=31)
    program("privacy", "archive")
    shop.bundles[0].write_bytes(shop.bundles[0].read_bytes()[:-100])
    file = tmp_path / "orders.jsonl"
    ran = program("privacy", "restore", "--identity", str(shop.key_file), "--output", str(file))

    assert ran.code == 6
    assert "changed or cut off" in ran.err
    assert [path.name for path in tmp_path.iterdir() if "orders" in path.name] == []


def test_an_order_that_is_in_no_archive_leaves_no_file(shop: Shop, program: Program, tmp_path: Path) -> None:
    shop.save(1, days_ago=31)
    program("privacy", "archive")
    file = tmp_path / "orders.jsonl"
    words = ("privacy", "restore", "--identity", str(shop.key_file), "--output", str(file), "--order", order_id(1))
    ran = program(*words, "--order", order_id(7))

    assert ran.code == 6
    assert order_id(7) in ran.err
    assert not file.exists()
    assert program(*words).code == 0
    assert file.exists()


def test_without_the_package_it_says_how_to_install_it(
    shop: Shop, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.save(1, days_ago=31)
    monkeypatch.setitem(sys.modules, "pyrage", None)
    for words in (("archive",), ("restore", "--identity", str(shop.key_file))):
        ran = program("privacy", *words)
        assert ran.code == 3
        assert "pip install 'mwslink[age]'" in ran.err


@pytest.mark.parametrize("arguments", [(), ("--identity", "nowhere.txt"), ("--identity", "{}")])
def test_without_a_key_it_says_so(shop: Shop, program: Program, arguments: tuple[str, ...]) -> None:
    ran = program("privacy", "restore", *(one.format(shop.config) for one in arguments))

    assert ran.code in (2, 3)
    assert ran.err


def test_a_rehearsal_is_kept(shop: Shop, program: Program) -> None:
    """On this computer with a key that was brought for it."""
    shop.save(1, days_ago=31)
    program("privacy", "archive")
    ran = program("privacy", "rehearse", "--identity", str(shop.key_file), "--json")

    assert ran.document["data"]["is_recorded"] is True
    rehearsal = shop.store.archives.last_rehearsal()
    assert rehearsal
    assert rehearsal.orders == 1


def test_a_rehearsal_elsewhere_is_proved_by_its_code(
    shop: Shop, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The private key need not come to the computer of the store, and a code cannot be made up."""
    shop.save(1, days_ago=31)
    program("privacy", "archive")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("HOME", str(tmp_path / "elsewhere"))
        ran = program("privacy", "rehearse", "--from", str(shop.drive), "--identity", str(shop.key_file), "--json")
    code = ran.document["data"]["code"]
    assert ran.document["data"]["is_recorded"] is False

    assert program("privacy", "rehearse", "--record", code[:-1] + "x").code == 6
    assert shop.store.archives.last_rehearsal() is None
    assert program("privacy", "rehearse", "--record", code).code == 0
    assert shop.store.archives.last_rehearsal()


def test_past_its_years_an_archive_is_deleted(shop: Shop, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    at = clock.now() - timedelta(days=8 * 366)
    old = replace(order(1), created_at=at, updated_at=at, status=OrderStatus.SHIPPED)
    shop.store.orders.save_page(stream(seller=ACME), [old])
    shop.save(2, days_ago=31)
    program("privacy", "archive")
    assert len(shop.bundles) == 2

    planned = program("privacy", "archive", "--expire", "--dry-run", "--json").document["data"]["archives"]
    assert [one["year"] for one in planned] == [year_of(old)]
    assert len(shop.bundles) == 2
    assert program("privacy", "purge").code == 0
    late = program("privacy", "status")
    assert (late.code, "1 archive is past its last day." in late.err) == (9, True)
    ran = program("privacy", "archive", "--expire")
    assert "They are deleted" in ran.out
    assert program("privacy", "status").code == 0
    assert len(shop.bundles) == 1


def test_without_archive_in_the_configuration_it_says_what_to_do(config_file: Path, program: Program) -> None:
    ran = program("privacy", "archive")

    assert ran.code == 3
    assert "[archive]" in ran.err


@pytest.mark.parametrize("arguments", [("--verify", "--expire"), ("--from", "x"), ("--verify", "--dry-run")])
def test_what_does_not_go_together_is_refused(config_file: Path, program: Program, arguments: tuple[str, ...]) -> None:
    assert program("privacy", "archive", *arguments).code == 2


def test_it_speaks_spanish(shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=31)

    assert "1 pedido archivado y comprobado" in program("privacy", "archive", language="es").out
