"""Canaries through the life of personal data: nowhere in clear at any time, and after the purge not even sealed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from mwslink import clock
from system.canary import TRACKING, Canary, all_commands
from system.canary_life import NOT_RUN, hatch, live
from system.shop import STANDING, Ran, Shop, serving
from system.test_secrecy import CANARY

pytestmark = pytest.mark.slow
HUNDRED_DAYS = timedelta(days=100)


class Later:
    """A clock that is ahead of the computer's by so much."""

    def __init__(self, ahead: timedelta) -> None:
        self.ahead = ahead

    def now(self) -> datetime:
        return clock.SystemClock().now() + self.ahead

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    """Every command was run; whatever each told or wrote was looked through."""
    folder = tmp_path_factory.mktemp("canary")
    with (
        serving(
            accounts=1, orders=30, listings=30, listing_delay=0, page_size=10, quotas=False, clock_speed=STANDING
        ) as amazon,
        pytest.MonkeyPatch.context() as patch,
    ):
        shop = Shop(folder / "shop", amazon)
        (shop.home / "tmp").mkdir(parents=True)
        patch.setattr(tempfile, "tempdir", str(shop.home / "tmp"))
        canary = Canary(shop, folder / "key.txt")
        live(canary, hatch(amazon))
        yield canary


def assert_every_command_was_run(lived: Canary) -> None:
    """A new one has to be put into `canary_life`, or its reason into NOT_RUN."""
    assert lived.commands | NOT_RUN.keys() == set(all_commands())
    assert not lived.commands & NOT_RUN.keys()


def assert_the_buyers_words_were_looked_for(lived: Canary) -> None:
    """Names, streets, telephones, e-mails, gift texts."""
    assert {*CANARY["address"].values(), *CANARY["buyer"].values()} <= lived.pieces | {"Canariópolis"}
    assert TRACKING in lived.pieces


def assert_openings_are_in_the_access_log(lived: Canary) -> None:
    """And no command that opened none."""
    log = lived.shop.run_here("privacy", "access-log", "--limit", "500", "--json").document["data"]["accesses"]
    asked = {"orders", "push", "confirm", "sync", "privacy archive", "privacy restore", "privacy rehearse"}

    assert {one["command"] for one in log} - {""} == asked


def assert_it_dies_on_its_day(lived: Canary) -> None:
    """The purge at the due time and not before; then an import of the same orders brings nothing back."""
    shop = lived.shop
    held = lived.held()
    assert lived.windows_left() > 50  # what is looked for later is found now
    assert _purge(shop, timedelta(0)).code == 0  # what came due since
    due_at = datetime.fromisoformat(_status(shop, timedelta(0))["next_due_at"])
    ahead = due_at - clock.now()
    assert _purge(shop, ahead - timedelta(minutes=5)).document["data"]["orders"] == 0
    assert _purge(shop, ahead + timedelta(seconds=1)).document["data"]["orders"] >= 1
    lived.assert_nothing_in_clear()

    last = _purge(shop, HUNDRED_DAYS)
    assert last.code == 0, last.told
    assert lived.windows_left() == 0
    lived.assert_nothing_in_clear()
    everything = lived.everything()
    assert not any(key in everything for key in lived.keys)
    assert _status(shop, HUNDRED_DAYS)["orders"] == 0

    shop.amazon.call("/clock", {"advance": HUNDRED_DAYS.total_seconds()})
    again = shop.run_here("import", "--since", "150d", "--json", at=Later(HUNDRED_DAYS))
    assert again.code in {0, 7}, again.told
    assert not lived.held() & held
    lived.learn()  # what was pending before is let in, as the law wants it, until it is archived
    lived.remember()
    assert _purge(shop, HUNDRED_DAYS).code == 0
    assert lived.held() == set()
    assert lived.windows_left() == 0
    lived.assert_nothing_in_clear()


def test_personal_data_lives_sealed_and_dies_on_its_day(lived: Canary) -> None:
    """One test, since a second one might run beside it and live the whole life again."""
    assert_every_command_was_run(lived)
    assert_the_buyers_words_were_looked_for(lived)
    assert_openings_are_in_the_access_log(lived)
    assert_it_dies_on_its_day(lived)


def _status(shop: Shop, ahead: timedelta) -> dict[str, Any]:
    ran = shop.run_here("privacy", "status", "--json", at=Later(ahead))
    assert ran.code in {0, 9}, ran.told
    found: dict[str, Any] = ran.document["data"]
    return found


def _purge(shop: Shop, ahead: timedelta) -> Ran:
    """What the law wants is archived before, as `sync` does."""
    archived = shop.run_here("privacy", "archive", "--all", at=Later(ahead))
    assert archived.code == 0, archived.told
    log = "--log-file", str(shop.home / "log.json"), "--log-level", "debug", "--log-format", "json"
    return shop.run_here(*log, "privacy", "purge", "--json", at=Later(ahead))
