"""Consent for public applications, from the address to the token: by pasting, in two runs, through the listener."""

from __future__ import annotations

import re
import signal
import socket
import stat
import subprocess
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from consents import CANCELLED, REGISTERED, address_in, consent, exchanged, free_port
from programs import installed_program
from set_clock import SetClock
from terminal import CTRL_C, at_a_terminal

from browser import open_browser
from mwslink import clock
from mwslink.config import load_config
from mwslink.config_file import set_account, set_application
from mwslink.credentials import resolve
from system.shop import Amazon, serving

OLD = "Atzr|sandbox-1"
APPLICATION = "amzn1.sp.solution.sandbox"


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=0, accounts=3, quotas=False) as amazon:
        yield amazon


@pytest.fixture
def config_path(program, amazon: Amazon, blank_environment: Path) -> Path:
    """Spain and Italy connected, authorized long ago; the application leads back to a page elsewhere."""
    for country in ("ES", "IT"):
        assert program("connect", "--country", country, "--sandbox", amazon.url).code == 0
    path = blank_environment / ".config" / "mwslink" / "config.toml"
    set_account(path, "sandbox", {"authorized_on": today() - timedelta(days=360)})
    return path


@pytest.fixture
def listening(amazon: Amazon, config_path: Path) -> str:
    """The application leads back to this computer."""
    uri = f"http://127.0.0.1:{free_port()}/consent"
    amazon.call("/application", {"redirect_uris": [uri]})
    set_application(config_path, {"redirect_uri": uri})
    return uri


def today():
    return clock.now().astimezone().date()


def token_of(path: Path, account: str = "sandbox") -> str:
    config = load_config(path)
    return resolve(config.accounts[account].token, secrets_file=config.secrets_file).reveal()


def files(path: Path) -> tuple[str, str]:
    return path.read_text(), path.with_name("secrets.toml").read_text()


def asked(program) -> str:
    """The address that a first run prints."""
    ran = program("renew", "amazon-es", "--consent", "--no-input", "--json")
    assert ran.code == 10, ran
    return str(ran.data["consent_address"])


def test_where_nobody_can_be_asked_one_run_asks_and_another_takes_the_answer(program, amazon, config_path):
    """As a script does it; in between the seller consents, and the old token counts."""
    before = files(config_path)
    first = program("renew", "amazon-es", "--consent")
    address = address_in(first.out)
    assert (first.code, files(config_path)) == (10, before)
    ran = program("renew", "amazon-es", "--redirect", consent(address))

    assert (ran.code, ran.err) == (0, "")
    assert token_of(config_path) == "Atzr|sandbox-1-2"
    assert load_config(config_path).accounts["sandbox"].authorized_on == today()
    assert "--redirect" in first.err
    assert ran.out.splitlines()[1] == "The new token works and has taken the place of the old one."


def test_the_address_is_that_of_the_country_and_of_the_application(program, amazon, config_path):
    """With a state, the redirect URI, and for a draft the mark of one."""
    set_application(config_path, {"redirect_uri": REGISTERED, "draft": True})
    address = urlsplit(asked(program))
    query = {name: values[0] for name, values in parse_qs(address.query).items()}

    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{amazon.url}/apps/authorize/consent"
    assert len(query.pop("state")) >= 43
    assert query == {"application_id": APPLICATION, "version": "beta", "redirect_uri": REGISTERED}


def test_without_a_sandbox_it_is_the_countrys_seller_central(program, config_path):
    set_account(config_path, "sandbox", {"endpoint": None})

    assert asked(program).startswith("https://sellercentral-europe.amazon.com/apps/authorize/consent?")


def test_the_redirect_may_come_by_standard_input(program, amazon, config_path, tmp_path):
    """Out of the list of processes."""
    file = tmp_path / "redirect"
    file.write_text(consent(asked(program)) + "\n")

    assert program("renew", "amazon-es", "--redirect-file", str(file)).code == 0


def test_an_answer_counts_once(program, amazon, config_path):
    """Whoever finds the address later has nothing of it."""
    redirect = consent(asked(program))
    assert program("renew", "amazon-es", "--redirect", redirect).code == 0
    before = files(config_path)
    ran = program("renew", "amazon-es", "--redirect", redirect)

    assert ran.code == 3
    assert "state is unknown" in ran.err
    assert files(config_path) == before


def test_a_redirect_nobody_asked_for_is_refused_before_amazon_hears_of_it(program, amazon, config_path):
    """The consent of another, slipped in."""
    redirect = consent(f"{amazon.url}/apps/authorize/consent?application_id={APPLICATION}&state=theirs", 2)
    amazon.forget()
    ran = program("renew", "amazon-es", "--redirect", redirect)

    assert ran.code == 3
    assert not amazon.calls()


def test_the_consent_of_another_seller_is_refused(program, amazon, config_path):
    """Its code is not even exchanged."""
    before = files(config_path)
    redirect = consent(asked(program), 2)
    amazon.forget()
    ran = program("renew", "amazon-es", "--redirect", redirect)

    assert ran.code == 4
    assert "A1SANDBOX00002" in ran.err
    assert files(config_path) == before
    assert not amazon.calls()


def test_after_five_minutes_amazon_does_not_take_the_code(program, amazon, config_path):
    before = files(config_path)
    redirect = consent(asked(program))
    amazon.call("/clock", {"advance": 301})
    with clock.use_clock(clock.ScaledClock(1, clock.now() + timedelta(seconds=301))):
        ran = program("renew", "amazon-es", "--redirect", redirect)

    assert ran.code == 4
    assert "older than five minutes" in ran.err
    assert files(config_path) == before


def test_a_code_that_cannot_be_too_old_is_not_called_so(program, amazon, config_path):
    """It was used by somebody else within the five minutes."""
    redirect = consent(asked(program))
    (code,) = parse_qs(urlsplit(redirect).query)["spapi_oauth_code"]
    exchanged(amazon, code)
    ran = program("renew", "amazon-es", "--redirect", redirect)

    assert ran.code == 4
    assert "used already" in ran.err
    assert "five minutes" not in ran.err


def test_an_hour_later_the_answer_is_too_late(program, amazon, config_path):
    redirect = consent(asked(program))
    with clock.use_clock(clock.ScaledClock(1, clock.now() + timedelta(hours=1, seconds=5))):
        ran = program("renew", "amazon-es", "--redirect", redirect)

    assert (ran.code, "an hour ago" in ran.err) == (3, True)


def test_a_seller_who_cancels_is_told_of(program, amazon, config_path):
    before = files(config_path)
    ran = program("renew", "amazon-es", "--redirect", consent(asked(program), answer=CANCELLED))

    assert (ran.code, ran.out) == (4, "")
    assert "did not consent" in ran.err
    assert files(config_path) == before


def test_no_answer_from_amazon_leaves_the_state_for_another_try(program, amazon, config_path):
    """The code is still good: nothing reached Amazon."""
    redirect = consent(asked(program))
    set_account(config_path, "sandbox", {"endpoint": "http://127.0.0.1:9"})
    assert program("renew", "amazon-es", "--redirect", redirect).code == 5
    set_account(config_path, "sandbox", {"endpoint": amazon.url})

    assert program("renew", "amazon-es", "--redirect", redirect).code == 0


def test_an_answer_that_breaks_off_may_have_used_the_code(program, amazon, config_path):
    """The exchange is not repeated; tried again, the code turns out to be used."""
    before = files(config_path)
    redirect = consent(asked(program))
    amazon.forget()
    amazon.misbehave("token:1:truncate")
    first, second = (program("renew", "amazon-es", "--redirect", redirect) for _ in range(2))

    assert (first.code, second.code) == (5, 4)
    assert "used up" in first.err
    assert "used already" in second.err
    assert amazon.calls()["token"] == 2
    assert files(config_path) == before


def test_a_closed_shop_costs_no_second_consent(program, amazon, config_path):
    """Amazon takes the token, and gives it for one consent only; that the countries are closed is a warning."""
    redirect = consent(asked(program))
    amazon.call("/accounts/1/leave", {})
    ran = program("renew", "amazon-es", "--redirect", redirect)

    assert (ran.code, token_of(config_path)) == (0, "Atzr|sandbox-1-2")
    assert "shop in Spain is closed" in ran.err
    assert "consents" not in files(config_path)[1]


@pytest.mark.parametrize("says_it_again", [True, False])
def test_no_answer_to_the_check_costs_no_second_consent(program, amazon, config_path, says_it_again):
    """The token is kept, and the old one counts; the same command goes on, and so does one without the address."""
    before = config_path.read_text(), token_of(config_path)
    redirect = ["--redirect", consent(asked(program))]
    amazon.misbehave("getMarketplaceParticipations:100%:reset")
    with clock.use_clock(clock.ScaledClock(1000)):
        first = program("renew", "amazon-es", *redirect)
    assert (first.code, config_path.read_text(), token_of(config_path)) == (5, *before)
    assert "is kept, unverified: run the same command again" in first.err
    amazon.misbehave()
    assert "The token of a consent is kept and not in use yet: renew-sandbox." in program("doctor").out
    amazon.forget()
    given_on = re.search(r'given_on = "(.*)"', files(config_path)[1])[1]
    with clock.use_clock(SetClock(clock.now() + timedelta(days=20))):
        ran = program("renew", "amazon-es", *(redirect if says_it_again else []))

    assert (ran.code, ran.err) == (0, "")
    assert f"authorized_on = {given_on}" in config_path.read_text()
    assert amazon.calls() == {"token": 1, "getMarketplaceParticipations": 1}
    assert token_of(config_path) == "Atzr|sandbox-1-2"
    assert "consents" not in files(config_path)[1]


def test_a_new_sellers_consent_is_kept_too(program, amazon, blank_environment):
    """Nothing is connected yet, but for the token; another seller's connection does not get it."""
    arguments = [
        *("connect", "--country", "ES", "--consent", "--endpoint", amazon.url, "--application-id", APPLICATION),
        *("--client-id", "amzn1.application-oa2-client.sandbox", "--client-secret", "amzn1.oa2-cs.v1.sandbox"),
    ]
    redirect = consent(address_in(program(*arguments).out), 2)
    amazon.misbehave("getMarketplaceParticipations:100%:503")
    with clock.use_clock(clock.ScaledClock(1000)):
        first = program(*arguments, "--redirect", redirect)
    amazon.misbehave()
    secrets = blank_environment / ".config" / "mwslink" / "secrets.toml"
    assert first.code == 5
    assert "Atzr|sandbox-2-2" in secrets.read_text()
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert program(*arguments, "--seller-id", "A1SANDBOX00003").code == 10  # asks anew
    given_on = re.search(r'given_on = "(.*)"', secrets.read_text())[1]
    with clock.use_clock(SetClock(clock.now() + timedelta(days=20))):
        ran = program(*arguments, "--json")

    assert (ran.code, ran.data["seller_id"]) == (0, "A1SANDBOX00002")
    assert f"authorized_on = {given_on}" in secrets.with_name("config.toml").read_text()
    assert "consents" not in secrets.read_text()


def test_the_code_alone_renews_too(program, amazon, config_path):
    """Without state and seller ID, which only the address has."""
    (code,) = parse_qs(urlsplit(consent(asked(program))).query)["spapi_oauth_code"]

    assert program("renew", "amazon-es", "--redirect", code).code == 0
    assert token_of(config_path) == "Atzr|sandbox-1-2"


@pytest.mark.parametrize("other", [["--token", OLD], ["--keep-token"]])
def test_only_one_way_to_a_token_can_be_said(program, config_path, other):
    assert program("renew", "amazon-es", "--consent", *other).code == 2


def test_a_new_seller_is_connected_by_consent(program, amazon, blank_environment):
    """From nothing: the seller ID comes with the redirect, the application is remembered."""
    arguments = [
        *("connect", "--country", "ES", "--consent", "--endpoint", amazon.url, "--application-id", APPLICATION),
        *("--client-id", "amzn1.application-oa2-client.sandbox", "--client-secret", "amzn1.oa2-cs.v1.sandbox"),
        *("--redirect-uri", REGISTERED, "--draft"),
    ]
    amazon.call("/application", {"draft": True})
    first = program(*arguments)
    assert first.code == 10
    ran = program(*arguments, "--redirect", consent(address_in(first.out), 2))
    path = blank_environment / ".config" / "mwslink" / "config.toml"
    config = load_config(path)

    assert (ran.code, ran.err) == (0, "")
    assert config.accounts["amazon-eu"].seller_id == "A1SANDBOX00002"
    assert config.accounts["amazon-eu"].authorized_on == today()
    assert token_of(path, "amazon-eu") == "Atzr|sandbox-2-2"
    assert config.application
    assert (config.application.id, config.application.redirect_uri) == (APPLICATION, REGISTERED)
    assert config.application.draft


def test_connecting_by_consent_names_all_it_needs(program):
    """Before anybody is sent anywhere."""
    ran = program("connect", "--country", "ES", "--consent")

    assert ran.code == 2
    for flag in ("--client-id", "--client-secret", "--application-id"):
        assert flag in ran.err
    assert "--token" not in ran.err


def test_at_a_terminal_the_address_is_pasted_and_not_shown(amazon, config_path, blank_environment):
    """The consent page's own address is told apart, and asked for again."""
    with at_a_terminal(blank_environment, "renew", "amazon-es", "--consent") as person:
        person.answer("paste it here within five minutes.", "")
        address = address_in(person.shown)
        person.answer("(not shown)", address)
        redirect = consent(address)
        person.answer("(not shown)", redirect)
        code = person.finish()

    assert code == 0, person.shown
    assert "address of the consent page" in person.shown
    assert redirect not in person.shown
    assert token_of(config_path) == "Atzr|sandbox-1-2"


def test_ctrl_c_at_the_prompt_changes_nothing_and_ends_the_question(program, amazon, config_path, blank_environment):
    """Nobody can answer it any more."""
    before = files(config_path)
    with at_a_terminal(blank_environment, "renew", "amazon-es", "--consent") as person:
        person.answer("(not shown)", CTRL_C)
        code = person.finish()
        echoes = person.echoes
    ran = program("renew", "amazon-es", "--redirect", consent(address_in(person.shown)))

    assert (code, echoes, files(config_path)) == (130, True, before)
    assert ran.code == 3


class Waiting:
    """A run that waits for the browser, without a terminal."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [installed_program(), "renew", "amazon-es", "--consent", *arguments],
            env={"HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr
        lines = []
        while not lines or "Waiting" not in lines[-1]:
            lines.append(self.process.stderr.readline())
            assert lines[-1], lines
        self.told = "".join(lines)

    def finish(self) -> tuple[int, str, str]:
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


def get(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def is_free(uri: str) -> bool:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind(("127.0.0.1", urlsplit(uri).port or 0))
    return True


def test_the_browser_brings_the_answer_where_nobody_can_be_asked(amazon, config_path, blank_environment, listening):
    """Strangers who knock change nothing: another path, another host, another state."""
    run = Waiting(blank_environment)
    address = address_in(run.told)
    redirect = consent(address)
    assert get(f"{listening}x?state=1") == 404
    assert get(redirect, Host="evil.example") == 404
    assert get(f"{listening}?state=forged&spapi_oauth_code=ANDMxqpCmqWH") == 400
    assert get(f"{listening}?error=access_denied&state=forged") == 400
    assert run.process.poll() is None
    assert get(redirect) == 200
    code, out, err = run.finish()

    assert (code, err) == (0, "")
    assert "The new token works" in out
    assert token_of(config_path) == "Atzr|sandbox-1-2"
    assert is_free(listening)


def test_a_damaged_answer_is_said_once_and_the_next_one_counts(amazon, config_path, blank_environment, listening):
    """It has the right state, so it is ours; that it is damaged is said, and the wait goes on."""
    run = Waiting(blank_environment)
    redirect = consent(address_in(run.told))
    assert get(re.sub("spapi_oauth_code=[^&]+", "spapi_oauth_code=%21", redirect)) == 200
    assert get(redirect) == 200
    code, _out, err = run.finish()

    assert (code, err.count("damaged")) == (0, 1), err[:300]


def test_connections_that_say_nothing_do_not_hold_up_the_browser(amazon, config_path, blank_environment, listening):
    """Browsers open some on suspicion."""
    run = Waiting(blank_environment)
    with socket.create_connection(("127.0.0.1", urlsplit(listening).port or 0)):
        assert get(consent(address_in(run.told))) == 200
        code, _out, err = run.finish()

    assert (code, err) == (0, "")


def test_nobody_comes(amazon, config_path, blank_environment, listening):
    """Exit 5, the port is free, nothing has changed."""
    before = files(config_path)
    run = Waiting(blank_environment, "--max-wait", "1")
    code, out, err = run.finish()

    assert (code, out) == (5, "")
    assert "Nobody came back" in err
    assert files(config_path) == before
    assert is_free(listening)


def test_an_interrupted_wait_leaves_nothing_behind(amazon, config_path, blank_environment, listening):
    before = files(config_path)
    run = Waiting(blank_environment)
    run.process.send_signal(signal.SIGINT)
    code, _out, _err = run.finish()

    assert code == 130
    assert files(config_path) == before
    assert is_free(listening)


def test_a_port_that_is_taken_is_said_so(program, amazon, config_path, listening):
    """Another run waits there, or another program."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", urlsplit(listening).port or 0))
        other.listen()
        ran = program("renew", "amazon-es", "--consent")

    assert ran.code == 5
    assert "Nothing can listen" in ran.err


def test_at_a_terminal_the_listener_and_a_paste_both_work(amazon, config_path, blank_environment, listening):
    """The browser may run on another computer, whose 127.0.0.1 is not ours."""
    with at_a_terminal(blank_environment, "renew", "amazon-es") as person:
        person.answer("paste here", "not an address at all")
        person.answer("neither the address", "")
        redirect = consent(address_in(person.shown))
        person.answer("neither the address", redirect)
        code = person.finish()
        echoes = person.echoes

    assert (code, echoes) == (0, True), person.shown
    assert redirect not in person.shown


def test_ctrl_c_while_the_listener_waits_gives_the_terminal_back(amazon, config_path, blank_environment, listening):
    with at_a_terminal(blank_environment, "renew", "amazon-es") as person:
        person.answer("paste here", CTRL_C)
        code = person.finish()
        echoes = person.echoes

    assert (code, echoes) == (130, True)
    assert is_free(listening)


def test_the_persons_browser_is_opened_with_the_address(amazon, config_path, blank_environment, listening, tmp_path):
    """Where there is one with a window; --no-browser leaves it closed."""
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}\n')
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    for options in (["--no-browser"], []):
        assert not seen.exists()
        with at_a_terminal(blank_environment, "renew", "amazon-es", *options, BROWSER=str(browser)) as person:
            person.answer("paste here", "nonsense")
            person.answer("neither", CTRL_C)
            person.finish()

    assert seen.read_text() == address_in(person.shown)


def test_no_code_and_no_token_reaches_the_log(program, amazon, config_path, tmp_path):
    """At its highest level."""
    log = tmp_path / "log"
    redirect = consent(asked(program))
    ran = program("--log-file", str(log), "--log-level", "debug", "renew", "amazon-es", "--redirect", redirect)
    (code,) = parse_qs(urlsplit(redirect).query)["spapi_oauth_code"]
    text = log.read_text() + ran.out + ran.err

    assert ran.code == 0
    assert "token" in text
    for secret in (code, "Atzr|", "Atza|", "amzn1.oa2-cs"):
        assert secret not in text


@pytest.mark.chromium
@pytest.mark.slow
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_real_browser_goes_the_whole_way(amazon, config_path, blank_environment, listening, language):
    """Sign in, tick, confirm in Chromium; it comes back to the listener, and the renewal is done."""
    run = Waiting(blank_environment, "--max-wait", "120")
    with open_browser(language=language) as chrome:
        chrome.get(address_in(run.told))
        chrome.find_element("id", "sign-in").click()
        chrome.find_element("css selector", "label[for=agree]").click()
        chrome.find_element("id", "confirm").click()
        told = chrome.find_element("id", "told").text
        code, _out, err = run.finish()

    assert (code, err) == (0, "")
    assert "mwslink" in told
    assert token_of(config_path) == "Atzr|sandbox-1-2"


@pytest.mark.chromium
@pytest.mark.slow
def test_a_real_browsers_address_is_pasted_at_a_terminal(amazon, blank_environment):
    """A first connection of a public application: the page is elsewhere, its address is what counts."""
    back = f"{amazon.url}/_sandbox/"
    amazon.call("/application", {"redirect_uris": [back]})
    arguments = [
        *("connect", "--country", "IT", "--consent", "--endpoint", amazon.url, "--application-id", APPLICATION),
        *("--client-id", "amzn1.application-oa2-client.sandbox", "--client-secret", "amzn1.oa2-cs.v1.sandbox"),
        *("--name", "Amazon IT", "--no-import-weight", "--update-status", "never"),
    ]
    with at_a_terminal(blank_environment, *arguments) as person, open_browser() as chrome:
        person.answer("within five minutes.", "")
        chrome.get(address_in(person.shown))
        chrome.find_element("id", "sign-in").click()
        chrome.find_element("css selector", "label[for=agree]").click()
        chrome.find_element("id", "confirm").click()
        chrome.find_element("xpath", "//*[contains(., 'control')]")
        person.answer("(not shown)", chrome.current_url)
        code = person.finish()

    assert code == 0, person.shown
    assert token_of(blank_environment / ".config" / "mwslink" / "config.toml", "amazon-eu") == "Atzr|sandbox-1-2"
