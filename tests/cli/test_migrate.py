"""`migrate`: an account moves from MWS to SP-API, keeps everything, and can go back until that is confirmed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mwslink import clock
from mwslink.cli import migrating, migration_steps
from mwslink.cli.access import Shared
from mwslink.cli.boundary import Outcome
from mwslink.cli.comparison import list_orders
from mwslink.cli.migration_steps import go_back, let_go
from mwslink.cli.progress import Progress
from mwslink.cli.session import Session
from mwslink.config import load_config
from mwslink.connections import Account, Seller
from mwslink.credentials import Secret
from mwslink.errors import BusyError, RejectedError
from mwslink.gateways import Wait
from mwslink.gateways.mws.gateway import MwsGateway
from mwslink.listings.pull import Scan
from mwslink.orders.pull import OrderPage, PositionLostError, Stream
from mwslink.sandbox.server import running_sandbox
from mwslink.sandbox.settings import SandboxSettings
from mwslink.store import open_store
from mwslink.store.listings import Listings
from plain_http import http

NEW = "accounts.sandbox-mws.sp_api_token"
SELLER = Seller("A1SANDBOX00001", "eu")
SPAIN = "A1RKKUPIHCS9HS"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def sandbox_url() -> Iterator[str]:
    with running_sandbox(SandboxSettings(orders=40, quotas=False)) as sandbox:
        yield sandbox.url


@pytest.fixture
def shop(hurried: None, program: Any, sandbox_url: str, blank_environment: Path) -> Path:
    """Spain and Italy connected by MWS and imported, with settings of their own; gives the configuration file."""

    http.post(f"{sandbox_url}/_sandbox/state", json={"orders": 40, "quotas": False})
    for country in ("ES", "IT"):
        assert program("connect", "--country", country, "--sandbox", sandbox_url, "--api", "mws").code == 0
    assert program("settings", "amazon-it", "--name", "Tienda Italia", "--update-status", "never").code == 0
    assert program("import").code == 0
    return blank_environment / ".config" / "mwslink" / "config.toml"


def account_of(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text())["accounts"]["sandbox-mws"]


def test_an_account_moves_with_its_connections_and_orders(program, shop, sandbox_url):
    """Names, settings, stored orders and position stay; the next import brings nothing twice."""
    before = program("orders", "--json").data["orders"]

    ran = program("migrate", "amazon-es", "--sandbox", sandbox_url, "--days", "30", "--json")

    assert ran.code == 0, ran.err
    assert ran.data["is_migrated"]
    assert ran.data["compared"] > 0
    assert ran.data["differing"] == {}
    assert account_of(shop)["api"] == "sp-api"
    assert account_of(shop)["token"] == f"secrets:{NEW}"
    connections = {one["connection"]: one for one in program("connections", "--json").data["connections"]}
    assert {one["api"] for one in connections.values()} == {"sp-api"}
    assert (connections["amazon-it"]["name"], connections["amazon-it"]["update_status"]) == ("Tienda Italia", "never")
    imported = program("import", "--json").data
    assert imported["calls"]["searchOrders"] == 1
    assert [one["new"] for one in imported["connections"]] == [0, 0]
    assert {one["order_id"] for one in program("orders", "--json").data["orders"]} == {o["order_id"] for o in before}


def test_it_can_be_undone_until_it_is_confirmed(program, shop, sandbox_url):
    """Undone, the file is as it was and the new token is forgotten."""
    before, secrets = shop.read_text(), shop.with_name("secrets.toml")
    assert program("migrate", "amazon-es", "--sandbox", sandbox_url).code == 0
    assert "Atzr|" in secrets.read_text()

    assert program("migrate", "amazon-it", "--undo").code == 0

    assert tomllib.loads(shop.read_text())["accounts"] == tomllib.loads(before)["accounts"]
    assert "Atzr|" not in secrets.read_text()
    assert program("import").code == 0
    assert program("migrate", "amazon-es", "--undo").code == 3


def test_confirmed_the_mws_access_is_forgotten(program, shop, sandbox_url):
    """Its token is gone from secrets.toml, and there is nothing to go back to."""
    assert program("migrate", "amazon-es", "--sandbox", sandbox_url).code == 0

    assert program("migrate", "amazon-es", "--confirm").code == 0

    assert "migrated_from" not in account_of(shop)
    assert "amzn.mws." not in shop.with_name("secrets.toml").read_text()
    assert program("migrate", "amazon-es", "--undo").code == 3
    assert program("import").code == 0


def test_a_dry_run_changes_nothing(program, shop, sandbox_url):
    before = shop.read_bytes(), shop.with_name("secrets.toml").read_bytes()

    ran = program("migrate", "amazon-es", "--sandbox", sandbox_url, "--dry-run")

    assert ran.code == 0
    assert "Nothing was changed" in ran.out
    assert (shop.read_bytes(), shop.with_name("secrets.toml").read_bytes()) == before


def test_a_token_that_amazon_refuses_changes_nothing(program, shop, sandbox_url):
    before = shop.read_bytes()

    ran = program("migrate", "amazon-es", "--sandbox", sandbox_url, "--token", "Atzr|wrong")

    assert ran.code == 4
    assert shop.read_bytes() == before


def test_a_token_of_a_seller_without_that_shop_changes_nothing(program, shop, sandbox_url):
    """Seller 2 sells in Spain alone; Italy would be lost."""
    before = shop.read_bytes()

    ran = program("migrate", "amazon-es", "--sandbox", sandbox_url, "--token", "Atzr|sandbox-2")

    assert ran.code == 4
    assert "amazon-it" in ran.err
    assert shop.read_bytes() == before


def test_where_mws_no_longer_answers_nothing_is_compared_and_that_is_said(program, shop, sandbox_url):
    """The authorization lapsed, or Amazon switched MWS off."""

    http.post(f"{sandbox_url}/_sandbox/accounts/1/mws-revoke")

    ran = program("migrate", "amazon-es", "--sandbox", sandbox_url)

    assert ran.code == 0
    assert "no longer answers" in ran.out
    assert account_of(shop)["api"] == "sp-api"


def test_it_is_refused_where_there_is_nothing_to_migrate(program, sandbox_url, blank_environment):
    program("connect", "--country", "ES", "--sandbox", sandbox_url)

    ran = program("migrate", "amazon-es", "--sandbox", sandbox_url)

    assert ran.code == 3
    assert "SP-API already" in ran.err


def test_an_account_under_migration_is_not_thrown_away(program, shop, sandbox_url):
    """Its MWS token would be lost with it."""
    program("migrate", "amazon-es", "--sandbox", sandbox_url)
    assert program("disconnect", "amazon-it", "--yes").code == 0

    assert program("disconnect", "amazon-es", "--yes").code == 3


@pytest.mark.parametrize("flag", ["--confirm", "--undo"])
def test_an_end_cannot_be_rehearsed(program, shop, sandbox_url, flag):
    """Who asks for a dry run does not want to lose a token."""
    assert program("migrate", "amazon-es", "--sandbox", sandbox_url).code == 0
    before = shop.read_bytes()

    assert program("migrate", "amazon-es", flag, "--dry-run").code == 2

    assert shop.read_bytes() == before


def test_no_secret_goes_to_an_address_nobody_looked_at(program, shop, sandbox_url):
    """Plain http to another computer would show the token and the client secret to everybody on the way."""
    secret = ("--client-id", "amzn1.application-oa2-client.sandbox", "--client-secret", "amzn1.oa2-cs.v1.sandbox")
    flags = ("--token", "Atzr|sandbox-1", *secret, "--endpoint", "http://192.0.2.1:8750")
    ran = program("migrate", "amazon-es", *flags)

    assert ran.code == 3
    assert "Plain http" in ran.err


def test_a_new_token_leaves_the_earlier_one_in_its_place(program, shop, sandbox_url):
    """Connecting another country with a token said again must not cost the way back."""
    assert program("migrate", "amazon-es", "--sandbox", sandbox_url).code == 0
    flags = ("--country", "DE", "--sandbox", sandbox_url, "--account", "sandbox-mws")
    assert program("connect", *flags).code == 0

    assert program("migrate", "amazon-es", "--undo").code == 0

    assert program("import").code == 0


def test_a_client_secret_kept_elsewhere_is_written_down(program, shop, sandbox_url, monkeypatch):
    """What was tried with Amazon is what the next import uses."""
    table = '[application]\nclient_id = "amzn1.application-oa2-client.sandbox"\nclient_secret = "env:OLD"\n'
    shop.write_text(f"{shop.read_text()}\n{table}")
    monkeypatch.setenv("NEW", "amzn1.oa2-cs.v1.sandbox")

    assert program("migrate", "amazon-es", "--sandbox", sandbox_url, "--client-secret", "env:NEW").code == 0

    assert tomllib.loads(shop.read_text())["application"]["client_secret"] == "env:NEW"


def test_orders_that_mws_no_longer_shows_keep_nobody_there(program, shop, sandbox_url):
    """Amazon took the orders from MWS months before the rest."""
    http.post(f"{sandbox_url}/_sandbox/faults", json={"rules": ["ListOrders:1:expired-token"]})

    ran = program("migrate", "amazon-es", "--sandbox", sandbox_url)

    assert ran.code == 0, ran.err
    assert "no longer answers" in ran.out
    assert account_of(shop)["api"] == "sp-api"


@pytest.mark.parametrize("error", [RejectedError("the items of one order"), PositionLostError("forgotten twice")])
def test_what_fails_after_the_list_came_is_no_reason_to_compare_nothing(program, shop, sandbox_url, monkeypatch, error):
    """MWS answers: what it shows besides would move unseen."""
    before = shop.read_bytes(), shop.with_name("secrets.toml").read_bytes()
    pages = MwsGateway.order_pages

    def break_off(gateway: MwsGateway, stream: Stream, **stored: Any) -> Iterator[OrderPage]:
        yield next(iter(pages(gateway, stream, **stored)))
        raise error

    monkeypatch.setattr(MwsGateway, "order_pages", break_off)

    ran = program("migrate", "amazon-es", "--sandbox", sandbox_url)

    assert ran.code == 6
    assert error.message in ran.err
    assert (shop.read_bytes(), shop.with_name("secrets.toml").read_bytes()) == before


def test_items_that_are_refused_are_no_list_that_is(program, shop, sandbox_url):
    """The list of orders came before them."""
    before = shop.read_bytes()
    http.post(f"{sandbox_url}/_sandbox/faults", json={"rules": ["ListOrderItems:1:expired-token"]})

    ran = program("migrate", "amazon-es", "--sandbox", sandbox_url)

    assert ran.code == 4
    assert shop.read_bytes() == before


@pytest.mark.parametrize("is_undone", [False, True], ids=["migrated", "undone"])
def test_killed_in_between_the_listings_are_read_anew_all_the_same(
    program, shop, sandbox_url, monkeypatch, *, is_undone
):
    """The two APIs tell different weights: what one told must not pass for what the other does."""
    if is_undone:
        assert program("migrate", "amazon-es", "--sandbox", sandbox_url).code == 0
    config = load_config(shop)
    key = tomllib.loads(config.secrets_file.read_text())["store"]["key"]
    with open_store(config.store.url, key=lambda: Secret(key)) as store:
        now = clock.now()
        store.listings.save_page(Scan(SELLER, (SPAIN,), None, None, now, now), [])
        assert store.listings.marks(SELLER)

        where = migration_steps if is_undone else migrating
        step = "go_back" if is_undone else "switch"
        kill_after(monkeypatch, where, step)
        words = ("--undo",) if is_undone else ("--sandbox", sandbox_url)
        assert program("migrate", "amazon-es", *words).code == 1

        assert not store.listings.marks(SELLER)


def kill_after(monkeypatch, module, step: str) -> None:
    """The program ends when it has taken this step."""
    take = getattr(module, step)

    def take_and_end(*arguments: Any) -> None:
        take(*arguments)
        raise RuntimeError(step)

    monkeypatch.setattr(module, step, take_and_end)


def test_of_two_that_migrate_at_once_the_slower_one_writes_nothing(program, shop, sandbox_url, monkeypatch):
    """It would keep as the way back a token that the quicker one has forgotten."""
    check = migrating.check_owner

    def check_while_another_is_quicker(*arguments: Any) -> Any:
        text = shop.read_text().replace("authorized_on", "# renewed by hand\nauthorized_on")
        shop.write_text(text.replace("secrets:accounts.sandbox-mws.token", "env:ELSEWHERE"))
        return check(*arguments)

    monkeypatch.setattr(migrating, "check_owner", check_while_another_is_quicker)

    ran = program("migrate", "amazon-es", "--sandbox", sandbox_url)

    assert ran.code == 5
    assert account_of(shop)["token"] == "env:ELSEWHERE"
    assert account_of(shop)["api"] == "mws"


def test_of_an_undo_and_a_confirm_at_once_the_later_one_changes_nothing(program, shop, sandbox_url, monkeypatch):
    """Each forgets the token that the other keeps."""
    assert program("migrate", "amazon-es", "--sandbox", sandbox_url).code == 0
    start_over, confirmed = Listings.start_over, []

    def confirm_meanwhile(listings: Listings, seller: Seller) -> None:
        start_over(listings, seller)
        confirmed.append(program("migrate", "amazon-es", "--confirm").code)

    monkeypatch.setattr(Listings, "start_over", confirm_meanwhile)

    assert program("migrate", "amazon-es", "--undo").code == 0

    assert confirmed == [5]
    assert "amzn.mws." in shop.with_name("secrets.toml").read_text()
    assert program("import").code == 0


@pytest.mark.parametrize(("end", "other"), [(go_back, "--confirm"), (let_go, "--undo")])
def test_an_end_that_read_the_file_too_early_forgets_nothing(program, shop, sandbox_url, end, other):
    """Another run has ended the migration the other way since."""
    assert program("migrate", "amazon-es", "--sandbox", sandbox_url).code == 0
    slow = Session(None, 30, Outcome(["migrate"]))
    account = slow.config.accounts["sandbox-mws"]
    assert program("migrate", "amazon-es", other).code == 0
    before = shop.read_bytes(), shop.with_name("secrets.toml").read_bytes()

    with pytest.raises(BusyError, match="was changed meanwhile"):
        end(slow, account)

    assert (shop.read_bytes(), shop.with_name("secrets.toml").read_bytes()) == before


def test_a_wait_for_a_quota_is_shown(program, shop, sandbox_url, monkeypatch):
    """The items of a thousand orders take MWS half an hour, in which a person wants to see that something happens."""
    shown: list[str] = []
    open_account = migrating.open_account

    def wait_and_open(account: Account, keys: Any, shared: Shared) -> Any:
        shared.on_wait(Wait("ListOrderItems", 2.0))
        return open_account(account, keys, shared)

    monkeypatch.setattr(Progress, "wait", lambda _self, operation, _seconds: shown.append(operation))
    monkeypatch.setattr(migrating, "open_account", wait_and_open)

    assert program("migrate", "amazon-es", "--sandbox", sandbox_url, "--dry-run").code == 0

    assert "ListOrderItems" in shown


class Forgetful:
    """A gateway that has forgotten, once, where the list of orders was."""

    def __init__(self) -> None:
        self.asked = 0

    def order_pages(self, _stream: Stream, **_stored: object) -> Iterator[OrderPage]:
        self.asked += 1
        yield OrderPage([], NOW, "page 2")
        if self.asked == 1:
            raise PositionLostError("the token died")
        yield OrderPage([], NOW, None)


def test_a_list_whose_page_token_died_is_read_again():
    """The items of a page's orders take minutes, in which Amazon may forget where the list was."""
    gateway = Forgetful()

    assert list_orders(gateway, Stream(SELLER, (SPAIN,), NOW)).until == NOW  # type: ignore[arg-type]

    assert gateway.asked == 2
