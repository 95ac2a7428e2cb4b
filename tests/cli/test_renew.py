"""`mwslink renew`: a renewal is written down once Amazon confirms it; a new token replaces the old one only then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from consents import new_token
from terminal import at_a_terminal

from mwslink import clock
from mwslink.authorization.clocks import one_year_after
from mwslink.cli import renewing
from mwslink.config import load_config
from mwslink.config_file import set_account
from mwslink.credentials import resolve
from mwslink.sandbox.accounts import OTHER_CLIENT_ID
from system.shop import Amazon, serving

OLD, OF_OTHER_SELLER = "Atzr|sandbox-1", "Atzr|sandbox-2"


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=0, accounts=2, quotas=False) as amazon:
        yield amazon


@pytest.fixture
def config_path(program, amazon: Amazon, blank_environment: Path) -> Path:
    """Spain and Italy connected, authorized eleven months and three weeks ago."""
    for country in ("ES", "IT"):
        assert program("connect", "--country", country, "--sandbox", amazon.url).code == 0
    path = blank_environment / ".config" / "mwslink" / "config.toml"
    set_account(path, "sandbox", {"authorized_on": day(-358)})
    return path


def day(offset: int = 0) -> date:
    return clock.now().astimezone().date() + timedelta(days=offset)


def token_of(path: Path) -> str:
    config = load_config(path)
    return resolve(config.accounts["sandbox"].token, secrets_file=config.secrets_file).reveal()


def files(path: Path) -> tuple[str, str]:
    return path.read_text(), path.with_name("secrets.toml").read_text()


def test_a_new_token_takes_the_old_ones_place(program, amazon, config_path):
    """It is tried first; the date is today's, the reminders are over."""
    assert "due this week" in program("auth-status", "--remind").out
    token = new_token(amazon)
    ran = program("renew", "amazon-es", "--token", token)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"sandbox: authorized on {day()}, ends on {one_year_after(day())}.",
        "The new token works and has taken the place of the old one.",
    ]
    assert token_of(config_path) == token != OLD
    assert load_config(config_path).accounts["sandbox"].authorized_on == day()
    assert token not in config_path.read_text()
    assert program("auth-status", "--remind").out == ""


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("Atzr|never-was", 4),
        ("Atza|access", 3),
        ("amzn.mws.00000000-0000-4000-8000-000000000001", 3),
        ("env:NOT_SET", 3),
    ],
)
def test_a_token_that_does_not_work_changes_nothing(program, amazon, config_path, token, code):
    """The old one stays, and so does its date."""
    before = files(config_path)
    ran = program("renew", "amazon-es", "--token", token)

    assert (ran.code, ran.out) == (code, "")
    assert files(config_path) == before


def test_another_sellers_token_is_refused_where_amazon_shows_it(program, amazon, config_path):
    """The Sellers API names no seller, but the marketplaces are not those of the connections."""
    amazon.call("/accounts/2/leave", {})
    before = files(config_path)
    ran = program("renew", "amazon-es", "--token", OF_OTHER_SELLER)

    assert ran.code == 4
    assert files(config_path) == before


@pytest.mark.parametrize("has_new_token", [False, True])
def test_a_closed_shop_does_not_speak_against_the_token(program, amazon, config_path, has_new_token):
    """Amazon takes it, as `auth-status --check` says; where listings show whose it is, a new one too."""
    amazon.call("/accounts/1/leave", {})
    given = ("--token", new_token(amazon)) if has_new_token else ("--keep-token",)
    ran = program("renew", "amazon-es", *given, "--json")

    assert (ran.code, ran.data["authorized_on"]) == (0, str(day()))
    assert ran.document["warnings"] == [
        "The seller's shop in Spain is closed.",
        "The seller's shop in Italy is closed.",
    ]
    assert program("auth-status", "--check").code == 0


def test_a_refused_renewal_leaves_the_refusal_standing(program, amazon, config_path):
    """The seller has not authorized again yet."""
    amazon.call("/accounts/1/revoke", {})
    assert program("auth-status", "--check").code == 4
    before = files(config_path)
    ran = program("renew", "amazon-es", "--keep-token")

    assert ran.code == 4
    assert "mwslink" in ran.err
    assert files(config_path) == before
    assert program("auth-status").code == 4


def test_a_confirmed_renewal_forgets_the_refusal(program, amazon, config_path):
    """Nobody has to ask again."""
    amazon.call("/accounts/1/revoke", {})
    assert program("auth-status", "--check").code == 4
    amazon.call("/accounts/1/renew", {})

    assert program("renew", "amazon-es", "--keep-token").code == 0
    assert program("auth-status").code == 0


def test_the_day_can_be_said_and_the_token_kept(program, amazon, config_path):
    """Recorded some days later; JSON says all of it."""
    ran = program("renew", "sandbox", "--keep-token", "--on", str(day(-3)), "--json")

    assert ran.code == 0
    assert ran.data == {
        "account": "sandbox",
        "connections": ["amazon-es", "amazon-it"],
        "authorized_on": str(day(-3)),
        "ends_on": str(one_year_after(day(-3))),
        "is_token_replaced": False,
    }
    assert token_of(config_path) == OLD


def test_a_day_to_come_is_refused(program, amazon, config_path):
    ran = program("renew", "amazon-es", "--keep-token", "--on", str(day(1)))

    assert ran.code == 2
    assert "has not come yet" in ran.err


def test_a_day_whose_year_is_over_is_refused(program, amazon, config_path):
    """It would be expired at once, although Amazon accepts it; a day or two are left for other zones."""
    before = files(config_path)
    years_ago, too_old = (program("renew", "amazon-es", "--keep-token", "--on", str(day(-n))) for n in (2500, 369))

    assert (years_ago.code, too_old.code, files(config_path)) == (2, 2, before)
    assert str(day(-369)) in too_old.err
    assert program("renew", "amazon-es", "--keep-token", "--on", str(day(-364))).code == 0


def test_where_nobody_can_be_asked_a_token_is_needed(program, amazon, config_path):
    """Authorizing again gave another one, and nobody said which."""
    ran = program("renew", "amazon-es")

    assert ran.code == 2
    assert "--keep-token" in ran.err


def test_a_token_kept_elsewhere_is_taken_as_it_is_there_now(program, amazon, config_path, monkeypatch):
    """Whoever keeps it in the environment replaces it there."""
    monkeypatch.setenv("SELLER_TOKEN", new_token(amazon))
    set_account(config_path, "sandbox", {"token": "env:SELLER_TOKEN"})
    ran = program("renew", "amazon-es")

    assert ran.code == 0
    assert load_config(config_path).accounts["sandbox"].token == "env:SELLER_TOKEN"


def test_a_token_from_a_file_goes_over_the_old_one(program, amazon, config_path, tmp_path):
    """Under the key it had in secrets.toml, whatever that was called."""
    config_path.with_name("secrets.toml").write_text(
        config_path.with_name("secrets.toml").read_text() + f'\n[mine]\ntoken = "{OLD}"\n'
    )
    set_account(config_path, "sandbox", {"token": "secrets:mine.token"})
    file = tmp_path / "token"
    file.write_text(f" {new_token(amazon)}\n")
    ran = program("renew", "amazon-es", "--token-file", str(file))

    assert ran.code == 0
    assert token_of(config_path) == file.read_text().strip()
    assert load_config(config_path).accounts["sandbox"].token == "secrets:mine.token"


def test_a_literal_token_leaves_the_configuration(program, amazon, config_path):
    """The new one goes where secrets belong."""
    set_account(config_path, "sandbox", {"token": OLD})
    token = new_token(amazon)
    assert program("renew", "amazon-es", "--token", token).code == 0

    assert token_of(config_path) == token
    assert "Atzr|" not in config_path.read_text()


def test_no_answer_records_nothing(program, amazon, config_path):
    """Exit 5: try again."""
    set_account(config_path, "sandbox", {"endpoint": "http://127.0.0.1:9"})
    before = files(config_path)
    with clock.use_clock(clock.ScaledClock(1000)):
        ran = program("renew", "amazon-es", "--keep-token")

    assert ran.code == 5
    assert files(config_path) == before


def test_mws_itself_cannot_be_renewed_any_more(program, config_path):
    """Amazon switched it off; the way out is named."""
    text = config_path.read_text().replace('api = "sp-api"', 'api = "mws"')
    config_path.write_text("".join(line for line in text.splitlines(keepends=True) if not line.startswith("endpoint")))
    ran = program("renew", "amazon-es")

    assert ran.code == 3
    assert "mwslink migrate" in ran.err


def test_the_token_of_another_application_is_refused(program, amazon, config_path):
    """LWA ties tokens to the application that asked for the consent."""
    before = files(config_path)
    config_path.write_text(config_path.read_text().replace("amzn1.application-oa2-client.sandbox", OTHER_CLIENT_ID))
    changed = files(config_path)
    ran = program("renew", "amazon-es", "--token", OLD)

    assert ran.code in {3, 4}
    assert files(config_path) == changed != before


def test_at_a_terminal_the_new_token_is_asked_for_and_not_shown(amazon, config_path, blank_environment):
    """A slip is asked for again."""
    token = new_token(amazon)
    with at_a_terminal(blank_environment, "renew", "amazon-es") as person:
        person.answer("New refresh token", "Atza|access")
        person.answer("New refresh token", token)
        code = person.finish()

    assert code == 0, person.shown
    assert "Develop Apps" in person.shown
    assert token not in person.shown
    assert token_of(config_path) == token


@pytest.mark.parametrize("has_new_token", [False, True])
def test_an_account_that_changed_meanwhile_keeps_its_new_access(
    program, amazon, config_path, monkeypatch, has_new_token
):
    """Migrated while Amazon was asked, it would have the token of one API and the address of the other."""
    confirmed, changed = renewing._confirmed, []

    def confirm_while_another_is_quicker(*arguments: Any, **more: Any) -> Any:
        findings = confirmed(*arguments, **more)
        set_account(config_path, "sandbox", {"token": "env:ELSEWHERE"})
        changed.append(files(config_path))
        return findings

    monkeypatch.setattr(renewing, "_confirmed", confirm_while_another_is_quicker)
    given = ("--token", new_token(amazon)) if has_new_token else ("--keep-token",)
    ran = program("renew", "amazon-es", *given)

    assert ran.code == 5
    assert "was changed meanwhile" in ran.err
    assert [files(config_path)] == changed


MWS_CONFIG = """version = 1
[developer]
id = "3244-7764-4129"
access_key_id = "AKIASANDBOX000000000"
secret_key = "sandbox-secret-key"

[accounts.acme]
api = "mws"
region = "eu"
seller_id = "A1SANDBOX00001"
token = "amzn.mws.00000000-0000-4000-8000-000000000001"
authorized_on = 2025-10-01
endpoint = "{endpoint}"

[connections.amazon-es]
account = "acme"
country = "ES"
"""


def test_an_mws_token_stays_the_same(program, amazon, blank_environment):
    """Refused while it is disabled, and nothing recorded; renewed, it works as it was."""
    path = blank_environment / ".config" / "mwslink" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(MWS_CONFIG.format(endpoint=amazon.url))
    path.chmod(0o600)
    amazon.call("/accounts/1/mws-expire", {})
    assert program("auth-status", "--check").code == 4
    before = path.read_text()
    refused = program("renew", "amazon-es")
    assert (refused.code, path.read_text()) == (4, before)
    assert "up to an hour" in refused.err
    amazon.call("/accounts/1/mws-renew", {})
    ran = program("renew", "amazon-es")

    assert (ran.code, ran.err) == (0, "")
    assert path.read_text() == before.replace("2025-10-01", str(day()))
    assert program("auth-status").code == 0
