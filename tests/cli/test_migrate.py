"""`migrate`: an account moves from MWS to SP-API, keeps everything, and can go back until that is confirmed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mwslink.sandbox.server import running_sandbox
from mwslink.sandbox.settings import SandboxSettings
from plain_http import http

NEW = "accounts.sandbox-mws.sp_api_token"


@pytest.fixture(scope="module")
def sandbox_url() -> Iterator[str]:
    with running_sandbox(SandboxSettings(orders=40, quotas=False)) as sandbox:
        yield sandbox.url


@pytest.fixture
def shop(program: Any, sandbox_url: str, blank_environment: Path) -> Path:
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
