"""kill -9 at any point of a purge or an erasure: nothing is half, and the next purge ends it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contract.store.samples import order_id
from mwslink.retention.certificates import SECRET, check_chain, public_key_of
from mwslink.store.queries import OrderQuery
from system.privacy_home import ACME, PrivacyHome, make_home

pytestmark = pytest.mark.slow
DUE, YOUNG = 60, 20
POINTS = 10
PURGE = ("privacy", "purge")
ERASE = ("privacy", "erase", "--account", "acme", "--everything", "--yes")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> PrivacyHome:
    return make_home(tmp_path_factory.mktemp("kills") / "home", due=DUE, young=YOUNG)


@pytest.fixture(scope="module")
def steps(template: PrivacyHome, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], int]:
    """How many steps of SQLite's each command takes when nothing goes wrong."""
    counted = {}
    for number, command in enumerate((PURGE, ERASE)):
        ran = template.copy(tmp_path_factory.mktemp("calm") / str(number)).run(*command, killed_at=0)
        assert ran.code == 0, ran.told
        told = re.search(r"steps (\d+)", ran.err)
        assert told
        counted[command] = int(told[1])
    return counted


def assert_sound(home: PrivacyHome, *, whole: bool) -> int:
    """Each order has its personal data, or evidence that it is gone; returns how many have it."""
    with home.opened() as store:
        assert store._database.rows("PRAGMA integrity_check") == [("ok",)]
        held = {one.order.id for one in store.orders.find(OrderQuery(), with_personal=True) if one.order.personal}
        stored = store.orders.count(OrderQuery())
        gone = {one for one in map(order_id, range(1, DUE + YOUNG + 1)) if store.erasing.of_order(one)}
        assert held.isdisjoint(gone)
        assert len(held) + len(gone) == DUE + YOUNG
        assert stored == (len(held) if whole else DUE + YOUNG)
    return len(held)


def assert_certified(home: PrivacyHome, count: int) -> None:
    """The certificates hold, and together count every erasure once."""
    with home.opened() as store:
        key = public_key_of(store.secrets.get(SECRET))
        checked = check_chain(store.certificates.all(), store.certificates.tallies, public_key=key)
        assert [one.faults for one in checked] == [()] * len(checked)
        erased = [tally for one in checked if one.certificate for tally in one.certificate.erased]
        assert sum(one.count for one in erased if one.what != "seller") == count


@pytest.mark.parametrize("point", range(POINTS))
def test_a_killed_purge_is_ended_by_the_next(
    template: PrivacyHome, steps: dict[tuple[str, ...], int], tmp_path: Path, point: int
) -> None:
    """And not one byte of a data key or a sealed text is left in the files."""
    home = template.copy(tmp_path / "shop")
    parts, kept = home.sealed_parts(*range(1, DUE + 1)), home.sealed_parts(*range(DUE + 1, DUE + YOUNG + 1))
    assert len(home.found(parts)) == len(parts) == 2 * DUE

    killed = home.run(*PURGE, killed_at=1 + steps[PURGE] * point // POINTS)
    assert killed.code == -9, killed.told
    assert_sound(home, whole=False)
    ran = home.run(*PURGE)

    assert ran.code == 0, ran.told
    assert assert_sound(home, whole=False) == YOUNG
    assert_certified(home, DUE)
    assert home.found(parts) == []
    assert len(home.found(kept)) == len(kept)


@pytest.mark.parametrize("point", range(POINTS))
def test_a_killed_erasure_is_ended_by_the_next_purge(
    template: PrivacyHome, steps: dict[tuple[str, ...], int], tmp_path: Path, point: int
) -> None:
    """Once it was written down; before that nothing was erased, and it is asked for again."""
    home = template.copy(tmp_path / "shop")
    parts = home.sealed_parts(*range(1, DUE + YOUNG + 1))

    killed = home.run(*ERASE, killed_at=1 + steps[ERASE] * point // POINTS)
    assert killed.code == -9, killed.told
    assert_sound(home, whole=True)
    with home.opened() as store:
        is_noted = bool(store._database.rows("SELECT 1 FROM erasure_requests")) or not store.demands.count(ACME)
    ran = home.run(*(PURGE if is_noted else ERASE))

    assert ran.code == 0, ran.told
    assert assert_sound(home, whole=True) == 0
    assert_certified(home, DUE + YOUNG)
    assert home.found(parts) == []


def test_two_purges_at_once_do_not_disturb_each_other(template: PrivacyHome, tmp_path: Path) -> None:
    """The second has nothing to do for now, and says so with the code that cron passes over."""
    home = template.copy(tmp_path / "shop")
    with home.opened() as store, store.lock("purge"):
        ran = home.run(*PURGE)

    assert ran.code == 5, ran.told
    assert home.run(*PURGE).code == 0
