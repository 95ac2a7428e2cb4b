"""`mwslink auth-status --check` and `import`: what Amazon's answers say of authorizations and of the client secret."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from consents import new_token
from hooks import a_hook
from set_clock import SetClock

from mwslink import clock
from mwslink.config_file import set_account
from plain_http import http
from system.shop import Amazon, serving

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
def today() -> Iterator[SetClock]:
    made = SetClock(TODAY)
    with clock.use_clock(made):
        yield made


def states(ran) -> dict[str, str]:
    return {one["name"]: one["state"] for one in ran.data["clocks"]}


@pytest.fixture
def config_path(blank_environment: Path) -> Path:
    return blank_environment / ".config" / "mwslink" / "config.toml"


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=0, accounts=2, quotas=False) as amazon:
        yield amazon


@pytest.fixture
def amazon(running: Amazon, program: Callable[..., object]) -> Amazon:
    """A local Amazon in its first state, with Spain and Italy connected."""
    running.call("/state", {})
    for country in ("ES", "IT"):
        program("connect", "--country", country, "--sandbox", running.url)
    running.call("/requests", method="DELETE")
    return running


def test_check_asks_once_an_account(program, amazon):
    """Two countries, one authorization: a token and the participations."""
    ran = program("auth-status", "--check", "--json")

    assert ran.code == 0
    assert [one["operation"] for one in amazon.requests] == ["token", "getMarketplaceParticipations"]
    assert ran.data["clocks"][0]["accepted_at"]


def test_a_refusal_is_remembered_and_so_is_that_it_works_again(program, amazon):
    """Revoked: refused from then on, also without asking; authorized again: as before."""
    amazon.call("/accounts/1/revoke", {})
    refused, later = program("auth-status", "--check"), program("auth-status")
    amazon.call("/accounts/1/renew", {})
    again, after = program("auth-status", "--check"), program("auth-status")

    assert (refused.code, later.code, again.code, after.code) == (4, 4, 0, 0)
    assert "sandbox (amazon-es, amazon-it): refused, since" in later.out
    assert again.out.startswith("sandbox: Amazon accepts it again.\nsandbox (amazon-es, amazon-it): valid")
    assert "refused" not in after.out


def test_a_refusal_is_reminded_of_at_once_and_once(program, amazon):
    """Cron with --check."""
    assert program("auth-status", "--check", "--remind").out == ""
    amazon.call("/accounts/1/revoke", {})
    told, silent = (program("auth-status", "--check", "--remind") for _ in range(2))

    assert (told.code, silent.code) == (4, 4)
    assert told.out.startswith("sandbox (amazon-es, amazon-it): refused, since")
    assert (silent.out, told.err, silent.err) == ("", "", "")


def test_a_refusal_after_a_renewal_recorded_elsewhere_is_a_new_one(program, amazon, blank_environment, today):
    """Another computer recorded the renewal in the shared configuration; then the seller revokes again."""
    path = blank_environment / ".config" / "mwslink" / "config.toml"
    set_account(path, "sandbox", {"authorized_on": TODAY - timedelta(days=30)})
    amazon.call("/accounts/1/revoke", {})
    assert program("auth-status", "--check").code == 4
    set_account(path, "sandbox", {"authorized_on": TODAY + timedelta(days=3)})
    today.at += timedelta(days=4)
    assert program("auth-status").code == 0
    ran = program("auth-status", "--check")

    assert ran.code == 4
    assert "refused, since 2026-11-28" in ran.out


def test_a_day_to_come_is_said_and_hides_no_refusal(program, amazon, blank_environment, today):
    """2027 for 2026: however often Amazon is asked."""
    path = blank_environment / ".config" / "mwslink" / "config.toml"
    set_account(path, "sandbox", {"authorized_on": TODAY + timedelta(days=300)})
    amazon.call("/accounts/1/revoke", {})
    before = program("auth-status")
    refused = [program("auth-status", *flags) for flags in (["--check"], ["--check"], [])]

    assert (before.code, [ran.code for ran in refused]) == (0, [4, 4, 4])
    assert "authorized_on is 2027-09-20, which has not come yet" in before.out


def test_an_authorization_that_works_beyond_its_year_was_renewed(program, amazon, today):
    """MWS brings the same token back: nobody is told that it expired, but to record the day."""
    today.at += timedelta(days=400)
    before, checked = program("auth-status"), program("auth-status", "--check")

    assert (before.code, checked.code) == (4, 0)
    assert "Record the day of the renewal." in checked.out
    assert "mwslink renew amazon-es" in checked.out


def test_no_answer_is_no_refusal(program, amazon, blank_environment):
    """Exit 5 and the countdown as before; cron is not told, for the next run asks again."""
    path = blank_environment / ".config" / "mwslink" / "config.toml"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
    path.write_text(path.read_text().replace(amazon.url, nobody))
    with clock.use_clock(clock.ScaledClock(1000)):
        asked, by_cron = program("auth-status", "--check"), program("auth-status", "--check", "--remind")

    assert (asked.code, by_cron.code) == (5, 5)
    assert "sandbox (amazon-es, amazon-it): valid" in asked.out
    assert (by_cron.out, by_cron.err) == ("", "")


def test_no_answer_is_no_sign_of_life_and_no_failure_for_healthchecks(program, amazon, blank_environment):
    """The service waits, and says so when it waits too long; with an answer it hears at once."""
    path = blank_environment / ".config" / "mwslink" / "config.toml"
    with a_hook([]) as (url, posted):
        text = f'{path.read_text()}\n[reminders.webhook]\nurl = "{url}"\nkind = "healthchecks"\n'
        path.write_text(text.replace(amazon.url, "http://127.0.0.1:9"))
        with clock.use_clock(clock.ScaledClock(1000)):
            unanswered = program("auth-status", "--check", "--remind")
        heard = list(posted)
        path.write_text(text)
        answered = program("auth-status", "--check", "--remind")

    assert (unanswered.code, answered.code) == (5, 0)
    assert heard == []
    assert posted == [b'/canary {"text":"ok"}']


def test_a_refusal_is_not_hidden_by_an_account_that_could_not_be_asked(program, amazon, blank_environment):
    """Something failed and something is refused: 7, and both are named."""
    amazon.call("/accounts/1/revoke", {})
    assert program("connect", "--country", "ES", "--sandbox", amazon.url, "--account-number", "2").code == 0
    path = blank_environment / ".config" / "mwslink" / "config.toml"
    set_account(path, "sandbox-2", {"endpoint": "http://127.0.0.1:9"})
    with clock.use_clock(clock.ScaledClock(1000)):
        ran = program("auth-status", "--check")

    assert ran.code == 7
    assert "Expired or refused: sandbox" in ran.err
    assert "sandbox-2: " in ran.err


def test_a_wrong_client_secret_is_no_refusal_of_the_seller(program, amazon):
    """It is the application's: nothing is remembered against the account."""
    amazon.call("/application/secret", {"expired": True})
    ran = program("auth-status", "--check", "--json")
    amazon.call("/application/secret", {"expired": False})
    again = program("auth-status", "--check")

    assert ran.code == 4
    assert states(ran)["sandbox"] == "valid"
    assert states(ran)["application"] == "refused"
    assert again.code == 0
    assert again.out.startswith("application: Amazon accepts it again.")


def test_a_refused_client_secret_is_reminded_of_once_however_many_accounts_it_stops(program, amazon):
    """At once, and then weekly; not with every run of cron."""
    program("connect", "--country", "ES", "--sandbox", amazon.url, "--account-number", "2")
    amazon.call("/application/secret", {"expired": True})
    told, silent = (program("auth-status", "--check", "--remind") for _ in range(2))
    amazon.call("/application/secret", {"expired": False})

    assert (told.code, silent.code) == (4, 4)
    assert told.out.startswith("client secret: refused, since")
    assert told.out.count("refused") == 1
    assert "Then: mwslink rotate-secret" in told.out
    assert (told.err, silent.out, silent.err) == ("", "", "")


def test_a_wrong_client_secret_is_shown_and_kept_where_one_account_is_named(program, amazon):
    """It serves that account, too; cron is told of it once."""
    amazon.call("/application/secret", {"expired": True})
    asked, later = program("auth-status", "--check", "amazon-es"), program("auth-status")
    told, silent = (program("auth-status", "--check", "--remind", "amazon-es") for _ in range(2))
    amazon.call("/application/secret", {"expired": False})

    assert [ran.code for ran in (asked, later, told, silent)] == [4, 4, 4, 4]
    assert all("client secret: refused, since" in ran.out for ran in (asked, later, told))
    assert (silent.out, silent.err) == ("", "")


def test_an_import_notices_a_refusal_and_its_end(program, blank_environment):
    """Without anybody asking: `auth-status` tells it offline afterwards."""

    from mwslink.sandbox.server import running_sandbox
    from mwslink.sandbox.settings import SandboxSettings

    with running_sandbox(SandboxSettings(orders=5, quotas=False)) as sandbox:
        assert program("connect", "--country", "ES", "--sandbox", sandbox.url, "--api", "mws").code == 0
        http.post(f"{sandbox.url}/_sandbox/accounts/1/mws-revoke")
        assert program("import").code == 4
        refused = program("auth-status")
        http.post(f"{sandbox.url}/_sandbox/accounts/1/mws-renew")
        assert program("import").code == 0
        accepted = program("auth-status")

    assert (refused.code, accepted.code) == (4, 0)
    assert "refuses" in refused.out
    assert "refuses" not in accepted.out


def standing(program) -> dict[str, str]:
    """The state of each clock, offline."""
    return states(program("auth-status", "--json"))


def refuse(amazon: Amazon) -> None:
    """Withdrawn by the seller: neither token is worth anything."""
    amazon.call("/accounts/1/revoke", {})


def test_a_refusal_on_the_day_of_a_renewal_recorded_where_it_is_tomorrow_stays(
    program, amazon, config_path, today, set_zone
):
    """Recorded in Kiritimati for the 11th, refused eight hours later, when it is the 10th in Los Angeles."""
    set_account(config_path, "sandbox", {"authorized_on": date(2026, 12, 11)})
    refuse(amazon)
    set_zone("America/Los_Angeles")
    today.at = datetime(2026, 12, 10, 20, tzinfo=UTC)
    told = program("auth-status", "--check", "--remind")
    today.at += DAY
    silent = program("auth-status", "--check", "--remind")

    assert told.out.startswith("sandbox (amazon-es, amazon-it): refused")
    assert (silent.code, silent.out, silent.err) == (4, "", "")


@pytest.mark.parametrize("fault", ["revoke", "deny", "restrict"])
def test_an_import_notices_whatever_refuses_the_seller(program, today, amazon, fault):
    """Nobody needs --check for that, and cron says it once. (An access token may outlive a denial by an hour.)"""
    today.at += timedelta(hours=2)
    amazon.call(f"/accounts/1/{fault}", {})
    assert program("import").code == 4
    told, silent = (program("auth-status", "--remind") for _ in range(2))

    assert told.out.startswith("sandbox (amazon-es, amazon-it): refused")
    assert (silent.code, silent.out, silent.err) == (4, "", "")


def test_an_import_notices_a_token_that_is_revoked_while_it_works(program, amazon):
    """Login with Amazon gave an access token, and the API says that it is revoked."""
    amazon.misbehave("searchOrders:100%:revoked-token")
    code = program("import").code
    amazon.misbehave()

    assert code == 4
    assert standing(program)["sandbox"] == "refused"


def test_an_import_notices_a_refused_client_secret_and_its_end(program, today, amazon):
    """Its end an hour later, when no access token from before can be why it works."""
    today.at += timedelta(hours=2)
    amazon.call("/application/secret", {"expired": True})
    assert program("import").code == 3
    refused = standing(program)
    amazon.call("/application/secret", {"expired": False})
    assert program("import").code == 0
    at_once = standing(program)
    today.at += timedelta(hours=2)
    assert program("import").code == 0

    assert (refused["application"], refused["sandbox"]) == ("refused", "valid")
    assert (at_once["application"], standing(program)["application"]) == ("refused", "unknown")


def test_an_import_after_a_renewal_recorded_by_hand_is_a_new_refusal(program, amazon, config_path, today):
    """The day counts until Amazon is asked again, and an import asks."""
    refuse(amazon)
    assert program("import").code == 4
    assert program("auth-status", "--remind").out
    today.at += 2 * DAY
    set_account(config_path, "sandbox", {"authorized_on": today.at.date()})
    assert standing(program)["sandbox"] == "valid"
    assert program("import").code == 4
    told = program("auth-status", "--remind")

    assert (standing(program)["sandbox"], told.code) == ("refused", 4)
    assert told.out.startswith("sandbox (amazon-es, amazon-it): refused")


def test_a_role_that_is_missing_for_the_marketplaces_alone_is_no_refusal(program, amazon):
    """Orders come, so the authorization is good: cron is not told of a refusal with every run."""
    lacking = ["Product Listing", "Selling Partner Insights", "Direct-to-Consumer Delivery (Restricted)"]
    amazon.call("/accounts/1/roles", {"remove": lacking})
    runs = [(program("import").code, program("auth-status", "--check", "--remind")) for _ in range(2)]

    assert [(code, ran.code, ran.out, ran.err) for code, ran in runs] == 2 * [(0, 0, "", "")]


def test_a_refused_seller_proves_the_client_secret(program, amazon):
    """Login with Amazon looks at the client first."""
    amazon.call("/application/secret", {"expired": True})
    program("auth-status", "--check")
    amazon.call("/application/secret", {"expired": False})
    refuse(amazon)
    ran = program("auth-status", "--check", "--json")

    assert (states(ran)["application"], states(ran)["sandbox"]) == ("unknown", "refused")


def test_connecting_anew_ends_a_refusal(program, amazon):
    """With the token that the seller's new consent gave."""
    refuse(amazon)
    program("auth-status", "--check")
    token = new_token(amazon)
    ran = program(
        "connect", "--country", "ES", "--account", "sandbox", f"--sandbox={amazon.url}", "--token", token, "--no-input"
    )

    assert ran.code == 0
    assert standing(program)["sandbox"] == "valid"


def test_two_accounts_of_one_seller_have_a_clock_each(program, amazon, config_path, tmp_path):
    """One with a bad token, one with a good one."""
    text = config_path.read_text()
    other = re.sub(r"^token = .*$", 'token = "env:OTHER"', _table(text, "accounts.sandbox"), flags=re.MULTILINE)
    config_path.write_text(f"{text}\n{other.replace('[accounts.sandbox]', '[accounts.other]')}")
    ran = program("auth-status", "--check", "--json")
    program("auth-status", "--icalendar", str(tmp_path / "x.ics"))
    events = re.findall(r"^UID:.*", (tmp_path / "x.ics").read_text(), re.MULTILINE)

    assert states(ran)["sandbox"] == "valid"
    assert len(events) == len(set(events)) == 2


def _table(text: str, name: str) -> str:
    return re.search(rf"^\[{re.escape(name)}\].*?(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)[0]


def test_a_clock_that_was_years_ahead_proves_no_renewal(program, amazon, today):
    """The computer believed it was 2030 when Amazon accepted the account."""
    today.at = datetime(2030, 1, 1, tzinfo=UTC)
    program("auth-status", "--check")
    today.at = datetime(2027, 12, 5, tzinfo=UTC)

    assert standing(program)["sandbox"] == "expired"


@pytest.mark.parametrize("key", ["authorized_on", "client_secret_rotated_on"])
def test_a_day_to_come_is_said_in_cron_once_a_week(program, amazon, config_path, today, key):
    """2027 for 2026: nobody would be warned in time."""
    where = "[accounts.sandbox]" if key == "authorized_on" else "[application]"
    text = re.sub(rf"^{key} = .*\n", "", config_path.read_text(), flags=re.MULTILINE)
    config_path.write_text(text.replace(where, f"{where}\n{key} = 2027-11-20"))
    told = []
    for _ in range(15):
        told.append(program("auth-status", "--remind"))
        today.at += DAY

    assert {ran.code for ran in told} == {0}
    assert [number for number, ran in enumerate(told) if ran.out] == [0, 6, 13]  # a Tuesday, then Mondays
    assert f"{key} is 2027-11-20, which has not come yet" in told[0].out
