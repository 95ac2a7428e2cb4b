"""`mwslink quota`: reckoned from the store, offline."""

from __future__ import annotations

import pytest
from shops import open_shop

from mwslink import clock
from mwslink.cli.quota import levels_of
from mwslink.connections import SP_API, Account
from mwslink.gateways.throttle import Bucket


@pytest.fixture
def used(config_file):
    """acme has used up its searchOrders but for half a call; a seller that is no longer connected has used one."""
    now = clock.now().timestamp()
    with open_shop(config_file) as store:
        for seller, tokens in (("A2ACME12345678", 0.5), ("A9GONE12345678", 19.0)):
            scope = f"sellingpartnerapi-eu.amazon.com/client/{seller}"
            bucket = Bucket(tokens, now, 0.0167, 20)
            store.quotas.change(scope, "searchOrders", lambda _, bucket=bucket: (bucket, None))
        full = Bucket(3, now - 9999, 5, 15)
        store.quotas.change("sellingpartnerapi-eu.amazon.com/client/A2ACME12345678", "getX", lambda _: (full, None))
    return config_file


def test_before_any_call_all_is_full(program, config_file, blank_environment):
    """And no store is made to say so."""
    ran = program("quota")

    assert ran.code == 0
    assert "full" in ran.out
    assert not (blank_environment / ".local").exists()


def test_each_account_and_operation_has_its_level(program, used):
    """Calls now, of how many, and when it is full again."""
    levels = program("quota", "--json").data["quotas"]
    search = next(level for level in levels if (level["account"], level["operation"]) == ("acme", "searchOrders"))

    assert (search["calls_available"], search["burst"], search["rate"]) == (0, 20, 0.0167)
    assert 28 <= search["next_call_in_seconds"] <= 30.5
    assert search["full_again_at"].endswith("Z")
    assert {level["seller_id"] for level in levels} == {"A2ACME12345678", "A9GONE12345678"}


def test_a_rested_bucket_is_full(program, used):
    """Time refills it, without asking Amazon."""
    line = next(line for line in program("quota").out.splitlines() if "getX" in line)

    assert line.split()[2:4] == ["15", "15"]
    assert line.endswith("full")


def test_names_choose_accounts(program, used):
    """Of the connections named only."""
    assert {level["account"] for level in program("quota", "amazon-it", "--json").data["quotas"]} == {"acme"}
    assert program("quota", "other-de", "--json").data["quotas"] == []
    assert program("quota", "amazon-se").code == 3


def test_sendclouds_limits_stand_under_its_name(program, config_file):
    """Not under what the keys are remembered by."""
    with open_shop(config_file) as store:
        bucket = Bucket(99, clock.now().timestamp(), 1, 100)
        store.quotas.change("sendcloud/c79d365b2ab1", "write", lambda _: (bucket, None))

    assert [one["account"] for one in program("quota", "--json").data["quotas"]] == ["Sendcloud"]
    assert program("quota", "amazon-es", "--json").data["quotas"] == []
    assert "c79d365b2ab1" not in program("quota").out


def test_a_thousand_accounts_are_gone_through_once(config_file):
    """And not once for each of their five thousand quotas, which took five seconds."""

    class Counted(dict[str, Account]):
        rounds = 0

        def items(self):
            self.rounds += 1
            return super().items()

    sellers = [f"A1SELLER{number:04}" for number in range(9)]
    accounts = Counted({seller.lower(): Account(seller.lower(), SP_API, "eu", seller, "env:X") for seller in sellers})
    with open_shop(config_file) as store:
        for seller in sellers:
            scope, bucket = f"sellingpartnerapi-eu.amazon.com/client/{seller}", Bucket(3, 0, 5, 15)
            store.quotas.change(scope, "searchOrders", lambda _, bucket=bucket: (bucket, None))
        levels = list(levels_of(store, accounts, only_theirs=True))

    assert [level.account for level in levels] == sorted(accounts)
    assert accounts.rounds == 1
