"""What people and computers get wrong: an exit code, a message that names it, no traceback, and nothing lost."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mwslink import clock
from mwslink.clock import ScaledClock
from system.shop import SEARCH, STANDING, Amazon, Ran, Shop, assert_whole, make_shop, serving

pytestmark = pytest.mark.slow
TOKEN = "Atzr|sandbox-1"


@pytest.fixture(scope="module")
def amazon() -> Iterator[Amazon]:
    with serving(accounts=2, orders=60, page_size=5, quotas=False, clock_speed=STANDING) as amazon:
        yield amazon


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, amazon: Amazon) -> Shop:
    """Connected in two countries, with an import done."""
    shop = make_shop(tmp_path_factory.mktemp("bad") / "template", amazon, "ES", "IT")
    assert shop.run("import").code == 0
    return shop


@pytest.fixture
def shop(template: Shop, tmp_path: Path) -> Iterator[Shop]:
    yield template.copy(tmp_path / "shop", with_store=True)
    template.amazon.misbehave()


@pytest.fixture
def empty(amazon: Amazon, tmp_path: Path) -> Iterator[Shop]:
    """A computer on which nothing is connected yet."""
    (tmp_path / "empty").mkdir()
    yield Shop(tmp_path / "empty", amazon)
    amazon.misbehave()


def assert_refused(ran: Ran, code: int, *words: str) -> None:
    """It ended with this code and names the cause; nobody is shown a traceback, or a secret."""
    assert ran.code == code, ran.told
    for word in words:
        assert word in ran.err, ran.told
    assert "Traceback" not in ran.told
    assert "fault of mwslink" not in ran.told
    assert TOKEN not in ran.told


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


# The configuration


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[application]", "[application", ("config.toml", "line 3")),
        ("import_weight", "import_wieght", ("connections.amazon-es.import_wieght", "import_weight")),
        ("import_weight = false", 'import_weight = "no"', ("connections.amazon-es.import_weight",)),
        ('country = "ES"', 'country = "XX"', ("connections.amazon-es", "XX")),
        ('account = "sandbox"', 'account = "sandbux"', ("connections.amazon-es.account", "sandbux", "sandbox")),
        ('region = "eu"', 'region = "na"', ("eu", "na")),
        ("version = 1", "version = 99", ("version", "99")),
        ('token = "secrets:accounts.sandbox.token"\n', "", ("accounts.sandbox", "token")),
        ("authorized_on = ", "authorized_on = 9", ("config.toml",)),
        ('endpoint = "http://127', 'endpoint = "http://192', ("accounts.sandbox.endpoint",)),
    ],
)
def test_a_wrong_configuration_is_named_with_its_place(shop: Shop, old: str, new: str, words: tuple[str, ...]) -> None:
    edit(shop.config, old, new)

    for command in ("import", "connections", "orders"):
        assert_refused(shop.run_here(command), 3, *words)


def test_all_problems_of_a_configuration_come_at_once(shop: Shop) -> None:
    edit(shop.config, "import_weight", "import_wieght")
    edit(shop.config, 'country = "IT"', 'country = "ZZ"')
    edit(shop.config, "[sendcloud]", "[sendcluod]")

    assert_refused(shop.run("import"), 3, "amazon-es.import_wieght", "amazon-it", "ZZ", "sendcluod", "sendcloud")


def test_a_configuration_that_is_no_text_is_named(shop: Shop) -> None:
    shop.config.write_bytes(b"version = 1\nlanguage = '\xff\xfe'\n")

    assert_refused(shop.run("import"), 3, "config.toml")


def test_a_configuration_that_cannot_be_opened_is_named(shop: Shop) -> None:
    """A folder cannot be read by root either; nor can a file below a file."""
    assert_refused(shop.run("--config", str(shop.home), "import"), 3, str(shop.home))
    below = shop.config / "config.toml"
    assert_refused(shop.run("--config", str(below), "import"), 3, str(below))


def test_nothing_connected_yet_is_no_failure(empty: Shop) -> None:
    ran = empty.run("import")

    assert ran.code == 0, ran.told
    assert "Traceback" not in ran.told


def test_secrets_that_others_can_read_are_refused(shop: Shop) -> None:
    """Where they are needed: an access token that is kept needs none, so the store is left out."""
    shop.secrets.chmod(0o640)

    assert_refused(shop.run("import"), 3, "secrets.toml", "chmod 600")
    shop.secrets.chmod(0o600)
    assert shop.run("import").code == 0


@pytest.mark.parametrize("key", ["accounts.sandbox.token", "application.client_secret"])
def test_a_missing_secret_is_named(shop: Shop, key: str) -> None:
    name = key.rpartition(".")[2]
    shop.secrets.write_text(re.sub(rf"(?m)^{name} = .*\n", "", shop.secrets.read_text()))
    fresh = shop.copy(shop.home.with_name("fresh"))

    assert_refused(fresh.run("import"), 3, f"secrets:{key}")


def test_an_unknown_connection_is_refused_with_the_nearest_name(shop: Shop) -> None:
    assert_refused(shop.run("import", "amazon-ess"), 3, "amazon-ess", "amazon-es")


# Connecting


def connect(shop: Shop, *more: str, stdin: str = "", country: str = "ES") -> Ran:
    line = ("connect", "--country", country, "--sandbox", shop.amazon.url, *more)
    return shop.run(*line, stdin=stdin) if stdin else shop.run_here(*line)


@pytest.mark.parametrize(
    "pasted", [f"  {TOKEN}\n", "Atzr|sand\nbox-1", "Atzr|sand box-1", f'"{TOKEN}"', f"\ufeff{TOKEN}\u200b\r\n"]
)
def test_a_token_pasted_with_what_came_along_works(empty: Shop, pasted: str) -> None:
    ran = connect(empty, "--token-file", "-", stdin=pasted)

    assert ran.code == 0, ran.told
    assert f'token = "{TOKEN}"' in empty.secrets.read_text()


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("Atza|canary", "access token"),
        ("amzn.mws.00000000-0000-4000-8000-000000000001", "MWS authorization token"),
        ("amzn1.oa2-cs.v1.canary", "client secret"),
        ("canary", "begins with Atzr|"),
    ],
)
def test_another_token_than_the_refresh_token_is_told_apart(empty: Shop, token: str, word: str) -> None:
    ran = connect(empty, "--api", "sp-api", "--token", token)

    assert_refused(ran, 3, word)
    assert token not in ran.err
    assert not empty.config.exists()


@pytest.mark.parametrize("content", ["", " \n", None])
def test_a_token_file_without_a_token_is_named(empty: Shop, content: str | None) -> None:
    file = empty.home / "token"
    if content is not None:
        file.write_text(content)

    assert_refused(connect(empty, "--token-file", str(file)), 3, str(file))
    assert not empty.config.exists()


def test_an_unknown_country_is_refused_with_those_there_are(empty: Shop) -> None:
    assert_refused(connect(empty, country="Spian"), 3, "Spian", "ES")


def test_a_wrong_client_secret_is_the_configurations_fault(empty: Shop) -> None:
    assert_refused(connect(empty, "--client-secret", "amzn1.oa2-cs.v1.wrong"), 3, "client secret", "[application]")
    assert not empty.config.exists()


def test_a_seller_not_in_the_marketplace_is_named_with_the_countries_there_are(empty: Shop) -> None:
    ran = connect(empty, "--account-number", "2", country="IT")

    assert_refused(ran, 4, "Italy", "ES")
    assert not empty.config.exists()


def test_an_account_of_another_region_is_refused(empty: Shop, amazon: Amazon) -> None:
    amazon.call("/accounts/2/region", {"region": "na"})
    try:
        assert_refused(connect(empty, "--account-number", "2"), 4)
    finally:
        amazon.call("/accounts/2/region", {"region": "eu"})


def test_an_account_cannot_serve_a_country_of_another_region(shop: Shop) -> None:
    assert_refused(connect(shop, country="US"), 3, "sandbox", "eu", "US")


def test_a_withdrawn_authorization_is_told_and_heals(shop: Shop, amazon: Amazon) -> None:
    amazon.call("/accounts/1/revoke", {})
    try:
        ran = shop.run("import")
        assert ran.code == 4, ran.told
        assert "amazon-es, amazon-it" in ran.err
        assert "authoriz" in ran.err
        assert "Traceback" not in ran.err
    finally:
        amazon.call("/accounts/1/renew", {})
    assert shop.run("import").code == 0


def test_a_dead_endpoint_is_nothing_to_change(shop: Shop, empty: Shop) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # nobody listens, and nobody else can begin to
        nobody = f"http://127.0.0.1:{held.getsockname()[1]}"
        edit(shop.config, shop.amazon.url, nobody)
        imported = shop.run("import", "--json")
        connected = empty.run("connect", "--country", "ES", "--sandbox", nobody)

    assert imported.code == 5, imported.told
    assert imported.document["errors"]
    assert_refused(connected, 5, "127.0.0.1")
    assert not empty.config.exists()


# The store


def store_in(shop: Shop, path: Path) -> None:
    shop.config.write_text(shop.config.read_text() + f'\n[store]\nurl = "sqlite:{path}"\n')


def test_a_store_that_is_a_folder_or_below_a_file_is_named(shop: Shop) -> None:
    before = shop.config.read_text()
    for path in (shop.home, shop.config / "store.db"):
        shop.config.write_text(before)
        store_in(shop, path)
        assert_refused(shop.run("import"), 8, str(path))


def test_a_store_that_is_something_else_is_left_alone(shop: Shop) -> None:
    path = shop.home / "notes.txt"
    path.write_text("not a database, " * 100)
    store_in(shop, path)

    assert_refused(shop.run("import"), 8, str(path))
    assert path.read_text() == "not a database, " * 100


def test_a_store_of_a_newer_version_is_left_alone(shop: Shop) -> None:
    connection = sqlite3.connect(shop.database)
    connection.execute("INSERT INTO migrations VALUES (999, '2030-01-01')")
    connection.commit()
    connection.close()

    for command in ("import", "orders", "quota"):
        assert_refused(shop.run(command), 8, "999", "newer")


def test_a_full_disk_is_told_and_loses_nothing(shop: Shop, amazon: Amazon) -> None:
    """A limit on the size of files stands in for the disk: whatever the moment, the next run completes."""
    fresh = shop.copy(shop.home.with_name("fresh"))
    codes = []
    for kilobytes in (1, 40, 80, 100, 120, 150, 200):

        def limit(size: int = kilobytes * 1024) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        ran = fresh.run("import", preexec_fn=limit)
        codes.append(ran.code)
        assert ran.code in (0, 3, 8), ran.told
        assert "Traceback" not in ran.told
        assert "fault of mwslink" not in ran.told
    assert 8 in codes
    amazon.misbehave()

    assert fresh.run("import").code == 0
    assert_whole(fresh, shop.content())


# Clocks


def a_clock(ahead: timedelta) -> ScaledClock:
    return ScaledClock(1.0, clock.now() + ahead)


@pytest.mark.parametrize("hours", [1, -1, 26, -26])
def test_a_clock_that_is_wrong_does_not_lose_orders(shop: Shop, hours: int) -> None:
    """What is asked for and known comes from Amazon's own time, not from this computer's.

    But whose data is due is known from this computer's alone: a day ahead, some buyer may not be let in any more.
    """
    wrong = a_clock(timedelta(hours=hours))
    fresh = shop.copy(shop.home.with_name("fresh"))
    ran = fresh.run_here("import", at=wrong)

    assert ran.code == 0, ran.told
    assert fresh.run("import").code == 0
    found, wanted = fresh.content(), shop.content()
    assert (found.marks, found.interrupted) == (wanted.marks, 0)
    bare = [{id_: one.order.without_personal() for id_, one in content.orders.items()} for content in (found, wanted)]
    assert bare[0] == bare[1]


def test_quotas_kept_by_a_clock_that_was_ahead_do_not_block(shop: Shop, amazon: Amazon) -> None:
    """Neither an import a day ahead that used the quota up, nor its access token, keeps the right time waiting."""
    ahead = a_clock(timedelta(days=1))
    for _ in range(3):
        assert shop.run_here("import", at=ahead).code == 0
    ran = shop.run("import", "--max-wait", "1s")

    assert ran.code == 0, ran.told


# People at the terminal


def test_ctrl_c_ends_a_hanging_import_at_once(shop: Shop, amazon: Amazon) -> None:
    """With 130, keeping what was saved; the next run completes it."""
    fresh = shop.copy(shop.home.with_name("fresh"))
    amazon.forget()
    amazon.misbehave(f"{SEARCH}:2:hang")
    process = fresh.start("import")
    amazon.wait_for(SEARCH, 2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)  # without Ctrl-C it waits for 30 s and more

    assert process.returncode == 130, out + err
    assert "Traceback" not in err
    amazon.misbehave()
    assert fresh.run("import").code == 0
    assert_whole(fresh, shop.content())


def test_ctrl_c_ends_a_wait_for_the_quota_at_once(shop: Shop, amazon: Amazon) -> None:
    amazon.misbehave(f"{SEARCH}:1:429")
    amazon.forget()
    process = shop.start("import")
    amazon.wait_for(SEARCH, 1, answered=True)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=10)

    assert process.returncode == 130, err
    assert "Traceback" not in err


@pytest.mark.parametrize("form", [(), ("--format", "csv"), ("--format", "jsonl"), ("--json",)])
def test_a_reader_that_has_seen_enough_is_no_failure(shop: Shop, form: tuple[str, ...]) -> None:
    """`mwslink orders | head -1`."""
    reading, writing = os.pipe()
    os.close(reading)
    process = shop.start("orders", *form, stdout=writing)
    os.close(writing)
    _out, err = process.communicate(timeout=20)

    assert (process.returncode, err) == (0, "")


@pytest.mark.parametrize("arguments", [("import", "--max-wait", "soon"), ("imprt",), ("--timeout", "0", "import")])
def test_a_wrong_command_line_is_a_usage_error(shop: Shop, arguments: tuple[str, ...]) -> None:
    assert_refused(shop.run(*arguments), 2, next(one for one in arguments if one in ("soon", "imprt", "0")))
