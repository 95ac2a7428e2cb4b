"""Canaries through the life of personal data: nowhere in clear at any time, and after the purge not even sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mwslink import clock
from mwslink.orders.model import PersonalData
from mwslink.store.queries import OrderQuery
from mwslink.store.sealed import SEALED_TABLES, context_of
from mwslink.store.vault import Sealed
from system.shop import STANDING, Amazon, Shop, files_below, make_shop, serving
from system.test_secrecy import CANARY, COMMANDS, Forbidden, _pieces

pytestmark = pytest.mark.slow
HUNDRED_DAYS = timedelta(days=100)
PRIVACY = (
    ("privacy", "status"),
    ("privacy", "status", "--audit", "--json"),
    ("privacy", "purge", "--dry-run"),
    ("privacy", "purge", "--dry-run", "--json"),
    ("privacy", "purge"),
    ("privacy", "certificates", "--json"),
    ("privacy", "certificates", "--verify"),
    ("privacy", "access-log"),
    ("privacy", "access-log", "--json"),
    ("privacy", "erase", "404-0000000-0000000", "--yes"),
    ("check-weights", "--offline"),
    ("auth-status",),
    ("push", "--json", "--wait", "0s"),
    ("confirm", "--json"),
    ("orders", "--open", "--json"),
)


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


@dataclass
class Scene:
    """A shop with canaries; `pieces` are their texts, `parts` what was ever sealed, `keys` the data keys in clear."""

    shop: Shop
    pieces: frozenset[str]
    parts: set[bytes] = field(default_factory=set)
    keys: set[bytes] = field(default_factory=set)

    def remember(self) -> None:
        """Carve every wrapped data key, every sealed text and, with the store key, every data key."""
        with self.shop.opened() as store:
            vault = store._key.to_open(store._database)
            for table in SEALED_TABLES:
                query = f"SELECT order_id, seller, data_key, sealed FROM {table}"
                for order_id, seller, data_key, sealed in store._database.rows(query):
                    context = context_of(table, seller, order_id)
                    self.keys.add(vault.open(data_key, context="data key of " + context))
                    assert vault.open_apart(Sealed(data_key, sealed), context=context)
                    self.parts |= {data_key[1:], sealed[1:]}

    def everything(self) -> bytes:
        return b"".join(path.read_bytes() for path in files_below(self.shop.home))

    def assert_nothing_in_clear(self) -> None:
        forbidden = Forbidden(self.pieces, frozenset())
        for path in files_below(self.shop.home):
            assert forbidden.found_in(path.read_bytes()) == set(), path

    def windows_left(self) -> int:
        """How many pieces of 16 bytes of what was sealed are still in a file."""
        everything = self.everything()
        pieces = (part[at : at + 16] for part in self.parts for at in range(0, len(part) - 16, 16))
        return sum(piece in everything for piece in pieces)


@pytest.fixture(scope="module")
def amazon() -> Iterator[Amazon]:
    with serving(accounts=1, orders=80, page_size=20, quotas=False, clock_speed=STANDING) as amazon:
        for id_ in amazon.call("/orders", {"account": 1, "country": "ES", "count": 3})["orders"]:
            amazon.call(f"/orders/{id_}/change", CANARY)
        amazon.call("/clock", {"advance": 180})
        yield amazon


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, amazon: Amazon) -> Scene:
    """Imported, with its texts known from the store once it is opened."""
    shop = make_shop(tmp_path_factory.mktemp("canary") / "shop", amazon, "ES", "IT")
    assert shop.run("import").code == 0
    held = [personal for personal in _personal(shop) if personal]
    pieces = frozenset(piece for one in held for piece in _pieces(one) if len(piece) >= 8)
    assert {*CANARY["address"].values()} - {"Canariópolis"} <= pieces
    assert any(one.gift_messages for one in held)
    return Scene(shop, pieces)


def _personal(shop: Shop) -> list[PersonalData | None]:
    with shop.opened() as store:
        return [one.order.personal for one in store.orders.find(OrderQuery(), with_personal=True)]


def logged(shop: Shop, number: int) -> tuple[str, ...]:
    form = ("text", "json")[number % 2]
    return "--log-file", str(shop.home / f"log.{form}"), "--log-level", "debug", "--log-format", form


def test_personal_data_lives_sealed_and_dies_on_its_day(scene: Scene, amazon: Amazon, tmp_path: Path) -> None:
    """Every command, then the purge at the due time, then an import of the same orders: one life, in one go."""
    shop, forbidden = scene.shop, Forbidden(scene.pieces, frozenset())
    scene.remember()
    for number, arguments in enumerate((*COMMANDS, *PRIVACY)):
        ran = shop.run(*logged(shop, number), *arguments)
        assert ran.code in {0, 3, 5, 6, 7, 9, 10}, f"{arguments}: {ran.told}"
        assert forbidden.found_in(ran.out + ran.err) == set(), arguments
        scene.assert_nothing_in_clear()
    scene.remember()
    assert scene.windows_left() > 100  # what is looked for later is found now

    due_at = datetime.fromisoformat(shop.run("privacy", "status", "--json").document["data"]["next_due_at"])
    ahead = due_at - clock.now()
    early = shop.run_here("privacy", "purge", "--json", at=Later(ahead - timedelta(minutes=5)))
    assert early.document["data"]["orders"] == 0
    on_time = shop.run_here("privacy", "purge", "--json", at=Later(ahead + timedelta(seconds=1)))
    assert on_time.document["data"]["orders"] >= 1
    scene.assert_nothing_in_clear()

    last = shop.run_here(*logged(shop, 1), "privacy", "purge", "--json", at=Later(HUNDRED_DAYS))
    assert last.code == 0, last.told
    assert scene.windows_left() == 0
    scene.assert_nothing_in_clear()
    everything = scene.everything()
    assert not any(key in everything for key in scene.keys)
    assert shop.run_here("privacy", "status", "--json", at=Later(HUNDRED_DAYS)).document["data"]["orders"] == 0

    amazon.call("/clock", {"advance": HUNDRED_DAYS.total_seconds()})
    again = shop.run_here("import", "--since", "150d", "--json", at=Later(HUNDRED_DAYS))
    assert again.code in {0, 7}, again.told
    assert shop.run_here("privacy", "status", "--json", at=Later(HUNDRED_DAYS)).document["data"]["orders"] == 0
    assert all(personal is None for personal in _personal(shop))
    scene.assert_nothing_in_clear()


def test_what_was_opened_is_in_the_access_log(scene: Scene) -> None:
    """With the user and what for; and no command that opens nothing is."""
    log = scene.shop.run("privacy", "access-log", "--json").document["data"]["accesses"]

    assert {one["command"] for one in log} <= {"push", "confirm", ""}
