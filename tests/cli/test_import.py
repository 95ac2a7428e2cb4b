"""`mwslink import`: what it tells, where it stops, what its journal says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import at_a_terminal

from mwslink.clock import ScaledClock, use_clock
from mwslink.config import load_config
from mwslink.credentials import resolve
from mwslink.gateways.spapi import orders_page
from mwslink.gateways.spapi.orders_reading import read_order
from mwslink.sandbox.accounts import CLIENT_ID, CLIENT_SECRET, DELIVERY
from mwslink.store import Store, open_store
from mwslink.store.queries import OrderQuery
from system.shop import Amazon, serving


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=40, page_size=5, accounts=2) as amazon:
        yield amazon


@pytest.fixture
def config(blank_environment: Path, amazon: Amazon) -> Path:
    """Two connections of one seller and one of another, as `connect` writes them; weights have tests of their own."""
    folder = blank_environment / ".config" / "mwslink"
    folder.mkdir(parents=True)
    path = folder / "config.toml"
    path.write_text(
        f"""\
version = 1

[application]
client_id = "{CLIENT_ID}"
client_secret = "{CLIENT_SECRET}"

[accounts.first]
api = "sp-api"
region = "eu"
seller_id = "A1SANDBOX00001"
token = "Atzr|sandbox-1"
endpoint = "{amazon.url}"

[accounts.second]
api = "sp-api"
region = "eu"
seller_id = "A1SANDBOX00002"
token = "Atzr|sandbox-2"
endpoint = "{amazon.url}"

[connections.first-es]
name = "First ES"
account = "first"
country = "ES"
import_weight = false

[connections.first-it]
name = "First IT"
account = "first"
country = "IT"
import_weight = false

[connections.second-es]
name = "Second ES"
account = "second"
country = "ES"
import_weight = false
"""
    )
    path.chmod(0o600)
    return path


@pytest.fixture
def store(config: Path) -> Callable[[], Store]:
    """Opens the store the program uses."""

    def call() -> Store:
        loaded = load_config(config)
        key = loaded.store.key
        return open_store(loaded.store.url, key=lambda: resolve(key, secrets_file=loaded.secrets_file))

    return call


@pytest.fixture
def hurried() -> Iterator[None]:
    """A minute of waiting lasts a moment."""
    with use_clock(ScaledClock(500)):
        yield


def the_run(program):
    """The journal's latest run."""
    return program("runs", "--json").data["runs"][0]


def test_with_nothing_connected_it_says_what_to_do(program):
    """Cron on a fresh computer does no harm: a sentence, exit 0."""
    ran = program("import")

    assert ran.code == 0
    assert "mwslink connect" in ran.out


def test_every_connection_has_a_line(program, config):
    """New, changed, stored, up to when; stderr stays empty where nobody watches."""
    ran = program("import")
    lines = ran.out.splitlines()

    assert (ran.code, ran.err) == (0, "")
    assert [line.split(":")[0] for line in lines] == ["first-es", "first-it", "second-es"]
    assert all(" new, 0 changed; " in line and "complete until 20" in line for line in lines)


def test_again_nothing_is_new(program, config, amazon):
    """One call a seller says so, and the token of the first run serves the second."""
    program("import")
    amazon.forget()
    ran = program("import")

    assert ran.code == 0
    assert ran.out.count(": 0 new, 0 changed") == 3
    assert amazon.calls() == {"searchOrders": 2}


def test_only_those_named_are_imported(program, config, amazon):
    """The other connection of the same seller waits for its turn."""
    ran = program("import", "first-it", "--json")

    assert [one["connection"] for one in ran.data["connections"]] == ["first-it"]
    assert {entry["account"] for entry in amazon.requests} == {1}


def test_a_role_that_is_granted_later_brings_the_recipients(program, config, amazon, store):
    """Until then Amazon shows the city; the orders need not have changed since."""
    amazon.call("/accounts/1/roles", {"remove": [DELIVERY]})
    program("import", "first-es")
    before = streets(store)
    amazon.call("/accounts/1/roles", {"add": [DELIVERY]})
    ran = program("import", "first-es", "--since", "60d")
    after = streets(store)
    amazon.call("/accounts/1/roles", {"remove": [DELIVERY]})
    program("import", "first-es", "--since", "60d")

    assert ran.code == 0
    assert not any(before)
    assert any(after)
    assert streets(store) == after


def streets(store: Callable[[], Store]) -> list[tuple[str, ...]]:
    with store() as opened:
        found = opened.orders.find(OrderQuery(), with_personal=True)
        return [one.order.personal.recipient.lines for one in found if one.order.personal]


def test_since_fetches_again(program, config):
    """What is known already is told apart from what changed."""
    first = program("import", "--json").data["connections"]
    again = program("import", "--since", "30d", "--json").data["connections"]

    assert sum(one["unchanged"] for one in again) == sum(one["new"] for one in first) > 0
    assert [one["stored"] for one in again] == [one["stored"] for one in first]
    assert {one["new"] for one in again} == {0}


def test_a_short_since_brings_less(program, config):
    """The first run need not go 30 days back."""
    short = program("import", "first-es", "--since", "2d", "--json").data["connections"][0]["new"]
    whole = program("import", "first-es", "--since", "30d", "--json").data["connections"][0]["stored"]

    assert short < whole


@pytest.mark.parametrize("since", ["yesterday", "7x", "2026-13-01"])
def test_since_that_is_no_moment_is_refused(program, config, amazon, since):
    """Before Amazon is asked."""
    ran = program("import", "--since", since)

    assert ran.code == 2
    assert "--since" in ran.err
    assert amazon.requests == []


def test_json_has_the_stable_keys(program, config):
    """One document, with what it cost."""
    ran = program("import", "--json")

    assert ran.err == ""
    assert (ran.document["version"], ran.document["command"], ran.document["status"]) == (1, "import", "success")
    assert set(ran.data) == {"connections", "calls", "waited_seconds"}
    assert set(ran.data["connections"][0]) == {
        "connection",
        "new",
        "changed",
        "unchanged",
        "stored",
        "complete_until",
        "held",
        "released",
        "error",
    }
    assert ran.data["calls"]["token"] == 2


def test_an_unknown_name_imports_nothing(program, config, amazon):
    """Not even those that are known: the command line was wrong."""
    ran = program("import", "first-es", "frist-it")

    assert ran.code == 3
    assert "first-it" in ran.err
    assert amazon.requests == []


def test_a_used_up_quota_ends_it_where_waiting_is_not_wanted(program, config, store):
    """Exit 5; what came until then is saved, and a later run goes on there."""
    arguments = ("import", "first-es", "first-it", "--since", "30d", "--max-wait", "0")
    runs = [program(*arguments) for _ in range(12)]  # three pages each, or more, and the bucket holds twenty
    ran = runs[-1]

    assert runs[0].code == 0
    assert ran.code == 5
    assert "quota for searchOrders is used up" in ran.err
    assert "before it failed" in ran.out
    with store() as opened:
        assert opened.orders.count(OrderQuery()) > 0


def test_pages_that_came_before_the_quota_ended_stay(program, config, store, amazon):
    """The bucket is emptied within the first import: one of its pages is kept."""
    amazon.misbehave("searchOrders:2:429")
    ran = program("import", "first-es", "first-it", "--since", "30d", "--max-wait", "0", "--json")

    assert ran.code == 5
    assert ran.document["status"] == "error"
    assert 0 < sum(one["new"] for one in ran.data["connections"]) <= 5
    with store() as opened:
        assert opened.orders.count(OrderQuery()) == sum(one["stored"] for one in ran.data["connections"])


def test_one_seller_failing_does_not_stop_the_others(program, config, amazon):
    """Exit 7; the failure is named with what to do, the others' orders are there."""
    amazon.call("/accounts/1/revoke", {})
    ran = program("import")

    assert ran.code == 7
    assert "first-es: 0 new, 0 changed before it failed" in ran.out
    assert "second-es: " in ran.out
    assert "first-es, first-it" in ran.err
    run = the_run(program)
    assert (run["status"], run["exit_code"]) == ("partial", 7)
    assert [note["connection"] for note in run["notes"]] == ["first-es, first-it"]


def test_the_cause_of_a_partial_failure_is_told(program, config, amazon):
    """Whoever reads cron's mail needs no second command to know what happened and what to do."""
    amazon.call("/accounts/1/revoke", {})
    ran = program("import")

    assert "lapsed, was withdrawn" in ran.err
    assert "must authorize again" in ran.err


def test_json_lists_each_failure(program, config, amazon):
    """With the connection and its own exit code."""
    amazon.call("/accounts/1/revoke", {})
    ran = program("import", "--json")

    assert (ran.code, ran.document["status"], ran.document["exit_code"]) == (7, "partial", 7)
    assert [(one["connection"], one["exit_code"]) for one in ran.document["errors"]] == [("first-es, first-it", 4)]
    assert [one["error"] is None for one in ran.data["connections"]] == [False, False, True]


def test_an_order_that_cannot_be_read_is_named_and_comes_once_it_can(program, config, monkeypatch):
    """The others are there in the meantime."""
    spoilt: list[str] = []

    def read(wire):
        spoilt.append(wire.order_id)
        if wire.order_id == spoilt[0]:
            raise ArithmeticError
        return read_order(wire)

    with monkeypatch.context() as patch:
        patch.setattr(orders_page, "read_order", read)
        ran = program("import", "first-es", "--json")
        status = the_run(program)["status"]
        told = program("import", "first-es")
    (shown,) = ran.data["connections"]
    (error,) = ran.document["errors"]

    assert (ran.code, ran.document["status"], status, shown["complete_until"]) == (7, "partial", "partial", None)
    assert (shown["error"], error["connection"]) == (None, "first-es")
    assert spoilt[0] in error["message"]
    assert shown["stored"] > 0
    assert f"{shown['stored']} orders stored" in told.out
    assert spoilt[0] in told.err
    again = program("import", "first-es", "--json").data["connections"][0]
    assert (again["new"], again["stored"], again["error"]) == (1, shown["stored"] + 1, None)


def test_the_only_seller_failing_gives_its_own_code(program, config, amazon):
    """Nothing was partial about it."""
    amazon.call("/accounts/2/revoke", {})
    ran = program("import", "second-es")

    assert ran.code == 4
    assert "second-es: " in ran.err
    assert (the_run(program)["status"], the_run(program)["exit_code"]) == ("error", 4)


def test_all_failing_for_a_while_is_temporary(program, config, amazon, hurried):
    """Exit 5: cron stays quiet and comes again."""
    amazon.misbehave("searchOrders:100%:503")
    ran = program("import")

    assert ran.code == 5
    assert the_run(program)["exit_code"] == 5


def test_all_refused_is_not_temporary(program, config, amazon):
    """Two sellers to speak to."""
    amazon.call("/accounts/1/revoke", {})
    amazon.call("/accounts/2/revoke", {})

    assert program("import").code == 7


def test_a_missing_secret_concerns_its_account_only(program, config):
    """The other seller's orders come."""
    config.write_text(config.read_text().replace('"Atzr|sandbox-2"', '"env:NOT_THERE"'))
    ran = program("import")

    assert ran.code == 7
    assert "first-es: " in ran.out
    assert "second-es" in ran.err


def test_two_runs_do_not_import_one_seller_at_once(program, config, store, amazon):
    """The second says that another is at it, and leaves with 5."""
    seller = load_config(config).accounts["first"].seller
    with store() as opened, opened.lock(f"import-{seller}"):
        ran = program("import", "first-es")

    assert ran.code == 5
    assert "first-es: " in ran.err
    assert amazon.requests == []


def test_a_busy_seller_does_not_hold_up_the_others(program, config, store):
    """Whose lock is free is imported; since something was not, exit 5 or 7 as all failures were temporary."""
    seller = load_config(config).accounts["first"].seller
    with store() as opened, opened.lock(f"import-{seller}"):
        ran = program("import", "--json")

    assert ran.code == 5
    assert ran.data["connections"][2]["new"] > 0


def test_the_journal_has_what_it_did_and_cost(program, config):
    """Status, calls, orders, connections."""
    answered = program("import", "--json").data
    run = the_run(program)

    assert (run["command"], run["status"], run["exit_code"], run["notes"]) == ("import", "success", 0, [])
    assert run["connections"] == ["first-es", "first-it", "second-es"]
    assert run["calls"] == answered["calls"]
    assert run["new"] == sum(one["new"] for one in answered["connections"])


def test_it_speaks_spanish(program, config, amazon):
    """Lines and failures."""
    amazon.call("/accounts/2/revoke", {})
    ran = program("import", language="es")

    assert ran.code == 7
    for english in (" new", "stored", "failure", "authorize"):
        assert english not in ran.out + ran.err
    assert "autoriza" in ran.err


def test_progress_is_shown_to_a_person_and_gone_at_the_end(config, blank_environment):
    """One line that renews itself; the screen ends with the answer and nothing left of it."""
    with at_a_terminal(blank_environment, "import") as person:
        code = person.finish()
    drawn = person.shown.split("\r\x1b[2K")

    assert code == 0
    assert any("orders · " in text and "calls" in text for text in drawn)
    assert all("\n" not in text for text in drawn[:-1])
    assert drawn[-1].startswith("first-es: ")
    assert len(drawn[-1].splitlines()) == 3


def test_a_failure_at_a_terminal_leaves_no_progress_either(config, blank_environment, amazon):
    """The message begins a line of its own."""
    amazon.call("/accounts/1/revoke", {})
    with at_a_terminal(blank_environment, "import", "first-es") as person:
        code = person.finish()

    assert code == 4
    assert person.shown.split("\r\x1b[2K")[-1].startswith("first-es: 0 new")


def test_json_at_a_terminal_shows_no_progress(config, blank_environment):
    """One document and nothing else."""
    with at_a_terminal(blank_environment, "import", "--json") as person:
        person.finish()

    assert person.shown.startswith("{")
    assert "\x1b" not in person.shown
