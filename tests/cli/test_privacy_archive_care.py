"""Looking after archives: what is damaged is told, and what cannot be reached hides nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from legal_copies import Shop, open_shop
from programs import Ran

Program = Callable[..., Ran]


@pytest.fixture
def shop(config_file: Path, blank_environment: Path, tmp_path: Path) -> Iterator[Shop]:
    with open_shop(config_file, blank_environment, tmp_path) as opened:
        yield opened


def legal_copies(ran: Ran) -> tuple[str, str]:
    """The answer and the evidence of that line of the audit."""
    (one,) = [one for one in ran.document["data"]["controls"] if one["control"] == "legal-copies"]
    return one["answer"], one["evidence"]


class TestADamagedArchive:
    @pytest.fixture
    def lost(self, shop: Shop, program: Program) -> str:
        """Archived, rehearsed, then gone from the drive; its order is still in the store."""
        shop.save(1, days_ago=31)
        assert program("privacy", "archive").code == 0
        assert program("privacy", "rehearse", "--identity", str(shop.key_file)).code == 0
        (bundle,) = shop.bundles
        assert legal_copies(program("privacy", "status", "--audit", "--json"))[0] == "yes"
        bundle.rename(shop.drive.with_name(bundle.name))
        assert program("privacy", "archive", "--verify").code == 9
        return bundle.name.removesuffix(".jsonl.age")

    def test_makes_the_status_an_alarm(self, lost: str, shop: Shop, program: Program) -> None:
        self._purge(lost, shop, program)
        ran = program("privacy", "status", "--audit")

        assert ran.code == 9
        assert f"1 archive is damaged or gone: {lost}" in ran.err
        assert f"Damaged or gone            {lost}" in ran.out
        audit = program("privacy", "status", "--audit", "--json")
        assert audit.document["data"]["archive"]["lost"] == [lost]
        assert legal_copies(audit)[0] == "no"
        assert "damaged or gone: 1" in legal_copies(audit)[1]

    def test_is_forgotten_when_it_is_back(self, lost: str, shop: Shop, program: Program) -> None:
        self._purge(lost, shop, program)
        name = f"{lost}.jsonl.age"
        shop.drive.with_name(name).rename(shop.drive / name)
        assert program("privacy", "archive", "--verify").code == 0
        ran = program("privacy", "status", "--audit", "--json")

        assert (ran.code, legal_copies(ran)[0]) == (0, "yes")

    def test_is_forgotten_when_its_orders_are_in_another(self, lost: str, shop: Shop, program: Program) -> None:
        assert program("privacy", "archive", "--all").code == 0
        assert shop.store.archives.lost() == []
        with shop.store._database.writing() as sql:  # as when the order is 18 months old
            sql.execute("DELETE FROM archived_orders WHERE archive_id = ?", (lost,))
        assert program("privacy", "archive", "--verify").code == 9
        assert shop.store.archives.lost() == []
        assert program("privacy", "purge").code == 0
        ran = program("privacy", "status", "--audit", "--json")

        assert (ran.code, legal_copies(ran)[0]) == (0, "yes")

    def test_stays_one_when_the_index_has_forgotten_its_orders(self, lost: str, shop: Shop, program: Program) -> None:
        """An order leaves the store after 18 months, its archive does not."""
        with shop.store._database.writing() as sql:
            sql.execute("DELETE FROM archived_orders")

        assert shop.store.archives.lost() == [lost]

    def _purge(self, lost: str, shop: Shop, program: Program) -> None:
        """Its order was purged before it was lost."""
        shop.store.archives.confirm(lost, str(shop.drive))
        assert program("privacy", "purge").code == 0
        assert program("privacy", "archive", "--verify").code == 9


class TestAPlaceOutOfReach:
    """An archive eight years old on an earlier drive, which is away, and one of now on the drive of now."""

    @pytest.fixture
    def away(self, shop: Shop, program: Program) -> Path:
        shop.save(1, days_ago=8 * 366)
        assert program("privacy", "archive").code == 0
        drive = shop.drive.with_name("drive-2")
        drive.mkdir()
        shop.config.write_text(shop.config.read_text().replace(f'"{shop.drive}"', f'"{drive}"'))
        shop.save(2, days_ago=31)
        assert program("privacy", "archive").code == 0
        away = shop.drive.with_name("away")
        shop.drive.rename(away)
        return away

    def test_hides_no_other(self, away: Path, shop: Shop, program: Program) -> None:
        ran = program("privacy", "archive", "--verify", "--json")

        assert ran.code == 7
        assert [one["fault"] for one in ran.document["data"]["archives"]] == [None]
        assert f"The archive's folder {shop.drive} is not there." in ran.document["errors"][0]["message"]

    def test_is_told_beside_what_is_damaged(self, away: Path, shop: Shop, program: Program) -> None:
        (bundle,) = shop.drive.with_name("drive-2").glob("*.age")
        bundle.write_bytes(b"age-encryption.org/v1\n")
        ran = program("privacy", "archive", "--verify")

        assert ran.code == 9
        assert "1 archive is not as it should be" in ran.err
        assert f"The archive's folder {shop.drive} is not there." in ran.err

    def test_keeps_what_is_due_and_does_not_deny_it(self, away: Path, shop: Shop, program: Program) -> None:
        planned = program("privacy", "archive", "--expire", "--dry-run", "--json")
        ran = program("privacy", "archive", "--expire")

        assert (planned.code, planned.document["data"]["orders"]) == (0, 1)
        assert (ran.code, ran.out) == (3, "Nothing was deleted.\n")
        assert f"The archive's folder {shop.drive} is not there." in ran.err
        away.rename(shop.drive)
        assert "They are deleted" in program("privacy", "archive", "--expire").out

    def test_that_is_the_only_one_is_the_failure(self, shop: Shop, program: Program) -> None:
        shop.save(1, days_ago=31)
        assert program("privacy", "archive").code == 0
        shop.drive.rename(shop.drive.with_name("away"))
        ran = program("privacy", "archive", "--verify")

        assert (ran.code, ran.out) == (3, "")
