"""`mwslink connections` and `mwslink disconnect`."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from shops import ES, MARK, an_order, fill

from mwslink.config import load_config
from mwslink.config_file import changes
from mwslink.config_file.replacing import replace_file


def test_without_connections_it_says_how_to_make_one(program, blank_environment):
    """A new user is told the next step, and nothing is created for a look."""
    ran = program("connections")

    assert ran.code == 0
    assert "mwslink connect" in ran.out
    assert not list(blank_environment.rglob("*"))


def test_every_connection_has_a_row_with_what_one_looks_for(program, config_file):
    """Name, country, API, account, seller, settings; no secret."""
    ran = program("connections")

    row = next(line for line in ran.out.splitlines() if "amazon-it" in line)
    for text in ("Tienda Ñandú IT", "amazon.it", "sp-api", "acme", "A2ACME12345678", "no", "never"):
        assert text in row
    assert len(ran.out.splitlines()) == 4
    assert "Atzr" not in ran.out


def test_a_look_never_makes_a_store(program, config_file, blank_environment):
    """Whoever lists connections before the first import finds no database afterwards."""
    program("connections")

    assert not (blank_environment / ".local").exists()


def test_the_moment_up_to_which_orders_are_imported_is_shown(program, config_file, madrid):
    """In local time for a person, in UTC in JSON; nothing for a connection never imported."""
    fill(config_file, [an_order()])
    text = program("connections").out
    records = {record["connection"]: record for record in program("connections", "--json").data["connections"]}

    assert "2026-11-23 13:00" in text
    assert records["amazon-es"]["complete_until"] == MARK.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert records["amazon-it"]["complete_until"] is None


def test_json_has_the_stable_keys(program, config_file):
    """Scripts depend on these."""
    record = program("connections", "--json").data["connections"][0]

    assert record == {
        "connection": "amazon-es",
        "name": "Amazon ES",
        "country": "ES",
        "marketplace_id": ES,
        "marketplace": "www.amazon.es",
        "api": "sp-api",
        "account": "acme",
        "region": "eu",
        "seller_id": "A2ACME12345678",
        "endpoint": None,
        "authorized_on": "2026-03-14",
        "import_weight": True,
        "update_status": "announced",
        "packaging_grams": 0,
        "push_prime": False,
        "complete_until": None,
    }


def test_a_damaged_store_does_not_hide_the_connections(program, config_file, blank_environment):
    """The list comes from the configuration; the store's trouble is a warning."""
    store = blank_environment / ".local" / "share" / "mwslink" / "store.db"
    store.parent.mkdir(parents=True)
    store.write_bytes(b"no database at all" * 500)
    ran = program("connections")

    assert ran.code == 0
    assert "amazon-es" in ran.out
    assert str(store) in ran.err


def test_listing_loads_none_of_the_slow_libraries(config_file, blank_environment):
    """What it takes to start is what it takes to read the configuration."""
    code = (
        "import sys; from mwslink.cli import main\n"
        "try: main(['connections'])\n"
        "except SystemExit: pass\n"
        "slow = ('httpx2', 'boto3', 'rich', 'tomlkit', 'cryptography', 'keyring')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"HOME": str(blank_environment)}, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "[]"


def test_disconnect_needs_consent_where_nobody_can_be_asked(program, config_file):
    """Cron never removes a connection by accident."""
    before = config_file.read_text()
    ran = program("disconnect", "amazon-es")

    assert ran.code == 2
    assert "--yes" in ran.err
    assert config_file.read_text() == before


def test_disconnect_keeps_an_account_that_others_use(program, config_file):
    """Italy still works after Spain is gone, and comments stay."""
    ran = program("disconnect", "amazon-es", "--yes")
    config = load_config(config_file)

    assert ran.code == 0
    assert list(config.connections) == ["amazon-it", "other-de"]
    assert "acme" in config.accounts
    assert config_file.read_text().startswith("# my shops")
    assert "Atzr|acme" in config.secrets_file.read_text()
    assert "acme stays" in ran.out


def test_the_last_connection_takes_its_account_and_token_along(program, config_file):
    """No credential is left behind for nothing; others' secrets stay."""
    program("disconnect", "amazon-es", "--yes")
    ran = program("disconnect", "amazon-it", "--yes", "--json")
    config = load_config(config_file)

    assert ran.data["removes_account"] is True
    assert ran.data["removes_secret"] == "accounts.acme.token"
    assert "acme" not in config.accounts
    assert "Atzr|acme" not in config.secrets_file.read_text()
    assert "canary-client-secret" in config.secrets_file.read_text()


def test_a_token_kept_elsewhere_is_named_and_left_alone(program, config_file):
    """We remove only what we keep."""
    ran = program("disconnect", "other-de", "--yes")

    assert "env:OTHER_TOKEN" in ran.out
    assert "other" not in load_config(config_file).accounts


def test_keep_account_keeps_it(program, config_file):
    """For somebody who will connect another country soon."""
    program("disconnect", "other-de", "--yes", "--keep-account")

    assert "other" in load_config(config_file).accounts


def test_dry_run_says_what_would_go_and_removes_nothing(program, config_file):
    """The plan names the connection, the account and what stays."""
    before = config_file.read_text()
    ran = program("disconnect", "other-de", "--dry-run")

    assert ran.code == 0
    assert "other-de" in ran.out
    assert "account other goes" in ran.out
    assert "stored orders stay for 30 days" in ran.out
    assert config_file.read_text() == before


def test_an_unknown_name_names_the_nearest(program, config_file):
    """A typing error is told apart from a missing connection."""
    ran = program("disconnect", "amazon-se", "--yes")

    assert ran.code == 3
    assert "amazon-es" in ran.err


def test_stored_orders_survive_a_removed_connection(program, config_file):
    """They belong to the seller, and are shown without a connection."""
    fill(config_file, [an_order()])
    program("disconnect", "amazon-es", "--yes")
    program("disconnect", "amazon-it", "--yes")
    record = program("orders", "--json").data["orders"][0]

    assert record["connection"] is None


def test_a_person_is_asked_and_no_means_no(config_file, blank_environment):
    """On a terminal the plan is shown, and an empty answer removes nothing."""
    code, shown = on_a_terminal(["disconnect", "other-de"], "\n", blank_environment)

    assert code == 0
    assert "account other goes" in shown
    assert "Nothing was removed." in shown
    assert "other-de" in load_config(config_file).connections


def test_a_person_who_agrees_gets_it_removed(config_file, blank_environment):
    """Yes removes it."""
    code, _shown = on_a_terminal(["disconnect", "other-de"], "y\n", blank_environment)

    assert code == 0
    assert "other-de" not in load_config(config_file).connections


def on_a_terminal(arguments: list[str], typed: str, home: Path) -> tuple[int, str]:
    """Run the installed program on a terminal of its own, with something typed."""
    controller, terminal = pty.openpty()
    program = subprocess.Popen(
        [str(Path(sys.executable).with_name("mwslink")), *arguments],
        env={"HOME": str(home), "TERM": "xterm", "NO_COLOR": "1"},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        close_fds=True,
    )
    os.close(terminal)
    os.write(controller, typed.encode())
    shown = b""
    while True:
        try:
            chunk = os.read(controller, 4096)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(controller)
    return program.wait(timeout=30), shown.decode()


def test_killed_at_any_moment_no_account_is_left_alone(program, config_file, monkeypatch):
    """Without a connection nobody could remove it any more, nor its token."""

    def write_and_end(path: Path, content: bytes) -> None:
        replace_file(path, content)
        raise RuntimeError("killed")

    monkeypatch.setattr(changes, "replace_file", write_and_end)
    assert program("disconnect", "other-de", "--yes").code == 1

    assert set(load_config(config_file).accounts) == {"acme"}
