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
