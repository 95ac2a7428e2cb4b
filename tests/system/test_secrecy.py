"""Buyers' data is nowhere but sealed in the store, and secrets are nowhere but in secrets.toml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mwslink.clock import ScaledClock
from mwslink.orders.model import PersonalData
from mwslink.sandbox.accounts import CLIENT_SECRET, SENDCLOUD_KEYS
from mwslink.store.pages import PageWriter
from system.shop import SEARCH, STANDING, Amazon, Shop, files_below, make_shop, serving

pytestmark = pytest.mark.slow
CANARY = {
    "address": {
        "name": "Canaria Ñandú-Äußerst",
        "line1": "Calle del Canario 4711",
        "city": "Canariópolis",
        "phone": "+34 699 471 147",
        "company": "Canary & Söhne",
        "instruction": "Canary: por favor, llame dos veces",
    },
    "buyer": {"name": "Kanarienvogel Müller", "email": "c4n4ry@marketplace.amazon.es"},
}
COMMANDS = (
    ("import",),
    ("import", "--json"),
    ("import", "--since", "7d"),
    ("push", "--dry-run"),
    ("push", "--dry-run", "--json"),
    ("push", "--wait", "0s"),
    ("push", "--wait", "0s", "--json"),
    ("orders",),
    ("orders", "--json"),
    ("orders", "--format", "csv"),
    ("orders", "--format", "jsonl"),
    ("connections", "--json"),
    ("settings", "amazon-es", "--json"),
    ("quota", "--json"),
    ("runs", "--json"),
    ("doctor",),
    ("doctor", "--json"),
    ("import", "no-such-connection"),
)


@dataclass(frozen=True)
class Forbidden:
    """What must not be found, in the forms in which it could be."""

    personal: frozenset[str]
    secrets: frozenset[str]

    def found_in(self, content: str | bytes) -> set[str]:
        """The pieces that are in there; the access tokens' prefix counts as one."""
        held = content.encode() if isinstance(content, str) else content
        return {piece for piece in self.personal | self.secrets for form in _forms(piece) if form in held}


def _forms(piece: str) -> set[bytes]:
    escaped = json.dumps(piece)[1:-1]
    return {piece.encode(), piece.encode("utf-16-le"), escaped.encode(), ascii(piece)[1:-1].encode()}


def _pieces(personal: PersonalData) -> Iterable[str]:
    recipient, buyer = personal.recipient, personal.buyer
    yield from (recipient.name, recipient.company, *recipient.lines, recipient.phone)
    yield from (buyer.name, buyer.email, buyer.company, personal.delivery_instructions)
    yield from (*personal.gift_messages.values(), *personal.tracking_numbers.values())


@pytest.fixture(scope="module")
def amazon() -> Iterator[Amazon]:
    with serving(accounts=1, orders=200, page_size=20, quotas=False, clock_speed=STANDING) as amazon:
        for id_ in amazon.call("/orders", {"account": 1, "country": "ES", "count": 3})["orders"]:
            amazon.call(f"/orders/{id_}/change", CANARY)
        amazon.call("/clock", {"advance": 180})  # searches show them now
        yield amazon


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, amazon: Amazon) -> Shop:
    """A shop whose import was killed on its way, so that the write-ahead log is there, and another is complete."""
    shop = make_shop(tmp_path_factory.mktemp("secrecy") / "shop", amazon, "ES", "IT")
    amazon.misbehave(f"{SEARCH}:3:slow:30")
    process = shop.start(*_logged(shop, "json"), "import")
    amazon.wait_for(SEARCH, 3)
    process.kill()
    process.communicate()
    amazon.misbehave()
    assert shop.database.with_name("store.db-wal").stat().st_size
    return shop


@pytest.fixture(scope="module")
def forbidden(shop: Shop) -> Forbidden:
    """The buyers' data as it is once opened, and every secret there is; `shop` itself stays as the kill left it."""
    whole = shop.copy(shop.home.with_name("whole"), with_store=True)
    assert whole.run("import").code == 0
    held = [one.order.personal for one in whole.content().orders.values() if one.order.personal]
    personal = {piece for one in held for piece in _pieces(one) if len(piece) >= 8}
    assert {*CANARY["address"].values()} - {"Canariópolis"} <= personal
    assert any(one.gift_messages for one in held)
    store_key = re.search(r'(?m)^key = "(.+)"', shop.secrets.read_text())
    assert store_key
    secrets = {"Atzr|sandbox-1", CLIENT_SECRET, SENDCLOUD_KEYS[1], store_key[1], "Atza|"}
    return Forbidden(frozenset({*personal, "Canariópolis"}), frozenset(secrets))


def _logged(shop: Shop, form: str) -> tuple[str, ...]:
    return "--log-file", str(shop.home / f"log.{form}"), "--log-level", "debug", "--log-format", form


def assert_files_are_clean(shop: Shop, forbidden: Forbidden) -> None:
    for path in files_below(shop.home):
        if path != shop.secrets:
            assert forbidden.found_in(path.read_bytes()) == set(), path


def test_no_file_of_a_killed_import_holds_any_of_it(shop: Shop, forbidden: Forbidden) -> None:
    """Neither the database nor its write-ahead log, nor the log, configuration and temporary folder."""
    names = {path.name for path in files_below(shop.home)}

    assert {"store.db", "store.db-wal", "log.json", "config.toml"} <= names
    assert_files_are_clean(shop, forbidden)


def test_what_is_looked_for_would_be_found(shop: Shop, forbidden: Forbidden) -> None:
    """The search itself works: order ids are in the store's files as they are, and secrets in secrets.toml."""
    with shop.copy(shop.home.with_name("control"), with_store=True).opened() as store:
        order_id = store._database.rows("SELECT order_id FROM orders LIMIT 1")[0][0]
    held = b"".join(path.read_bytes() for path in files_below(shop.database.parent))

    assert Forbidden(frozenset({order_id}), frozenset()).found_in(held)
    assert forbidden.found_in(shop.secrets.read_bytes()) == forbidden.secrets - {"Atza|"}


def test_no_command_tells_it_unasked(shop: Shop, forbidden: Forbidden, tmp_path: Path) -> None:
    """On stdout, on stderr, in JSON, or in a log of either form at the highest level."""
    mine = shop.copy(tmp_path / "mine", with_store=True)
    for number, arguments in enumerate(COMMANDS):
        ran = mine.run(*_logged(mine, ("text", "json")[number % 2]), *arguments)
        assert (ran.code == 0) == ("no-such-connection" not in arguments), f"{arguments}: {ran.told}"
        assert forbidden.found_in(ran.out + ran.err) == set(), arguments

    assert_files_are_clean(mine, forbidden)


@pytest.mark.parametrize("fault", ["500", "truncate", "expired-token", "html500", "stale-page-token"])
def test_no_failure_tells_it(shop: Shop, forbidden: Forbidden, tmp_path: Path, fault: str) -> None:
    mine = shop.copy(tmp_path / "mine")
    mine.amazon.misbehave(*(f"{SEARCH}:{call}:{fault}" for call in range(2, 12)))
    ran = mine.run_here(*_logged(mine, "text"), "import", "--since", "20d", at=ScaledClock(100))
    mine.amazon.misbehave()

    assert ran.code != 0
    assert forbidden.found_in(ran.told) == set()
    assert_files_are_clean(mine, forbidden)


def test_no_crash_tells_it(shop: Shop, forbidden: Forbidden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours whose own text quotes everything: the message and the log say where, not what."""
    mine = shop.copy(tmp_path / "mine")
    secrets = mine.secrets.read_text()

    def crash(_writer: PageWriter, _seller: str, page: list) -> None:
        raise RuntimeError(
            secrets + " ".join(piece for order in page if order.personal for piece in _pieces(order.personal))
        )

    monkeypatch.setattr(PageWriter, "save", crash)
    ran = mine.run_here(*_logged(mine, "json"), "import")

    assert ran.code == 1
    assert "RuntimeError" in ran.err
    assert "test_secrecy.py" in (mine.home / "log.json").read_text()
    assert forbidden.found_in(ran.told) == set()
    assert_files_are_clean(mine, forbidden)


def test_personal_data_is_shown_when_asked_for(shop: Shop, tmp_path: Path) -> None:
    mine = shop.copy(tmp_path / "mine", with_store=True)
    assert mine.run("import").code == 0

    for form in ("csv", "jsonl"):
        ran = mine.run("orders", "--personal", "--format", form)
        assert ran.code == 0, ran.told
        for piece in (*CANARY["address"].values(), *CANARY["buyer"].values()):
            assert piece in ran.out, form


def test_without_the_store_key_orders_are_listed_and_buyers_are_not(
    shop: Shop, forbidden: Forbidden, tmp_path: Path
) -> None:
    """It says which key is missing; an import refuses to go on rather than seal with another key."""
    mine = shop.copy(tmp_path / "mine", with_store=True)
    assert mine.run("import").code == 0
    before = mine.run("orders", "--json")
    whole = mine.secrets.read_text()
    mine.secrets.write_text(re.sub(r'(?m)^key = ".*"\n', "", whole))
    asked, plain, imported = mine.run("orders", "--personal"), mine.run("orders", "--json"), mine.run("import")

    assert asked.code == 0
    assert "secrets:store.key" in asked.err
    assert forbidden.found_in(asked.told) == set()
    assert plain.document["data"] == before.document["data"]
    assert imported.code == 3, imported.told
    assert "secrets:store.key" in imported.err

    mine.secrets.write_text(whole)
    assert mine.run("import").code == 0
    assert CANARY["address"]["name"] in mine.run("orders", "--personal", "--format", "csv").out


def test_another_key_than_the_stores_opens_and_spoils_nothing(shop: Shop, tmp_path: Path) -> None:
    mine = shop.copy(tmp_path / "mine", with_store=True)
    assert mine.run("import").code == 0
    whole = mine.secrets.read_text()
    mine.secrets.write_text(re.sub(r'(?m)^key = ".*"', f'key = "{"A" * 43}="', whole))
    asked, imported = mine.run("orders", "--personal"), mine.run("import", "--since", "20d")
    mine.secrets.write_text(whole)

    assert asked.code == 3, asked.told
    assert "store key" in asked.err
    assert imported.code in (0, 3), imported.told
    assert CANARY["address"]["name"] in mine.run("orders", "--personal", "--format", "csv").out
