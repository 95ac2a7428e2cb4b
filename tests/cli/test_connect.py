"""`mwslink connect` where nobody can be asked: flags, environment and files, against the sandbox."""

from __future__ import annotations

import io
import stat
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from consents import new_token
from set_clock import SetClock

from mwslink.clock import ScaledClock, today, use_clock
from mwslink.config import Config, load_config
from mwslink.sandbox.accounts import CLIENT_ID, CLIENT_SECRET, OTHER_CLIENT_ID, OTHER_CLIENT_SECRET
from system.shop import Amazon, serving

TOKEN = "Atzr|sandbox-1"
SELLER = "A1SANDBOX00001"
MWS_TOKEN = "amzn.mws.00000000-0000-4000-8000-000000000001"


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=0, quotas=False) as amazon:
        yield amazon


class Files:
    """What connecting writes."""

    def __init__(self, home: Path) -> None:
        self.config = home / ".config" / "mwslink" / "config.toml"
        self.secrets = self.config.with_name("secrets.toml")

    def load(self) -> Config:
        return load_config(self.config)

    def secret(self, *keys: str) -> object:
        value: object = tomllib.loads(self.secrets.read_text())
        for key in keys:
            assert isinstance(value, dict)
            value = value.get(key)
        return value

    def seen(self) -> tuple[str, object]:
        """All of a connection that could have been written; a key of the store's own does not count."""
        config = self.config.read_text() if self.config.exists() else ""
        secrets = tomllib.loads(self.secrets.read_text()) if self.secrets.exists() else {}
        secrets.pop("store", None)
        return config, secrets


@pytest.fixture
def files(blank_environment: Path) -> Files:
    return Files(blank_environment)


@pytest.fixture
def connect(program, amazon) -> Callable:
    """Runs `connect` with every flag of seller 1; a flag given as None is left out."""

    def call(country: str = "ES", *more: str, language: str = "en", **changes: str | None):
        flags = {
            "seller_id": SELLER,
            "token": TOKEN,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "endpoint": amazon.url,
            **changes,
        }
        words = [
            word
            for name, value in flags.items()
            if value is not None
            for word in ("--" + name.replace("_", "-"), value)
        ]
        return program("connect", "--country", country, *words, *more, language=language)

    return call


def test_flags_are_enough(connect, files, amazon):
    """The connection, its account and the application are written; the secrets apart from them."""
    ran = connect()
    config = files.load()
    connection = config.connections["amazon-es"]

    assert (ran.code, ran.err) == (0, "")
    assert "amazon-es is connected: www.amazon.es, seller A1SANDBOX00001." in ran.out
    assert "mwslink import amazon-es" in ran.out
    assert (connection.name, connection.country, connection.import_weight) == ("Amazon ES", "ES", True)
    assert connection.update_status == "announced"
    assert connection.account.name == "amazon-eu"
    assert connection.account.token == "secrets:accounts.amazon-eu.token"
    assert connection.account.authorized_on == today()
    assert connection.account.endpoint == amazon.url
    assert config.application is not None
    assert config.application.client_secret == "secrets:application.client_secret"
    assert files.secret("accounts", "amazon-eu", "token") == TOKEN
    assert files.secret("application", "client_secret") == CLIENT_SECRET
    assert config.sendcloud is None


def test_no_secret_is_shown_or_stands_in_the_configuration(connect, files):
    """Only secrets.toml holds them, and only its owner reads it."""
    ran = connect()

    for text in (ran.out, ran.err, files.config.read_text()):
        assert TOKEN not in text
        assert CLIENT_SECRET not in text
    assert {stat.S_IMODE(path.stat().st_mode) for path in (files.config, files.secrets)} == {0o600}


def test_settings_come_from_flags(connect, files):
    """Each has one."""
    more = ("--no-import-weight", "--update-status", "never", "--authorized-on", "2026-03-14")
    connect("IT", *more, name="Tienda Ñandú", account="acme")
    connection = files.load().connections["amazon-it"]

    assert (connection.name, connection.import_weight, connection.update_status) == ("Tienda Ñandú", False, "never")
    assert (connection.account.name, connection.account.authorized_on) == ("acme", date(2026, 3, 14))


def test_the_environment_can_say_everything(program, amazon, files, monkeypatch):
    """Each flag has its variable, for containers."""
    said = {
        "COUNTRY": "ES",
        "SELLER_ID": SELLER,
        "TOKEN": TOKEN,
        "CLIENT_ID": CLIENT_ID,
        "CLIENT_SECRET": CLIENT_SECRET,
        "ENDPOINT": amazon.url,
        "NAME": "From outside",
        "IMPORT_WEIGHT": "false",
        "UPDATE_STATUS": "processed",
    }
    for name, value in said.items():
        monkeypatch.setenv(f"MWSLINK_CONNECT_{name}", value)
    ran = program("connect")
    connection = files.load().connections["amazon-es"]

    assert ran.code == 0
    assert (connection.name, connection.import_weight, connection.update_status) == ("From outside", False, "processed")


def test_a_flag_wins_over_the_environment(connect, files, monkeypatch):
    """Whoever types means it."""
    monkeypatch.setenv("MWSLINK_CONNECT_NAME", "From outside")
    connect(name="Typed")

    assert files.load().connections["amazon-es"].name == "Typed"


def test_secrets_come_from_files(connect, files, tmp_path):
    """A byte order mark and a line break of an editor are no part of them."""
    token, secret = tmp_path / "token", tmp_path / "secret"
    token.write_bytes(b"\xef\xbb\xbf" + TOKEN.encode() + b"\r\n")
    secret.write_text(CLIENT_SECRET + "\n")
    ran = connect("ES", "--token-file", str(token), "--client-secret-file", str(secret), token=None, client_secret=None)

    assert ran.code == 0
    assert files.secret("accounts", "amazon-eu", "token") == TOKEN
    assert files.secret("application", "client_secret") == CLIENT_SECRET


def test_the_token_comes_from_standard_input(connect, files, monkeypatch):
    """`pass show amazon | mwslink connect --token-file -`."""
    monkeypatch.setattr("sys.stdin", io.StringIO(TOKEN + "\n"))
    ran = connect("ES", "--token-file", "-", token=None)

    assert ran.code == 0
    assert files.secret("accounts", "amazon-eu", "token") == TOKEN


def test_empty_standard_input_is_told(connect, files, monkeypatch):
    """The left side of the pipe failed."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    ran = connect("ES", "--token-file", "-", token=None)

    assert ran.code == 3
    assert "Standard input is empty" in ran.err
    assert files.seen() == ("", {})


def test_a_missing_file_is_named(connect, files, tmp_path):
    """With the system's reason."""
    ran = connect("ES", "--token-file", str(tmp_path / "nowhere"), token=None)

    assert ran.code == 3
    assert str(tmp_path / "nowhere") in ran.err
    assert "No such file" in ran.err


def test_a_file_that_is_no_text_is_named(connect, tmp_path):
    """A picture is no token."""
    (tmp_path / "photo").write_bytes(b"\xff\xd8\xff\xe0")
    ran = connect("ES", "--token-file", str(tmp_path / "photo"), token=None)

    assert ran.code == 3
    assert "photo" in ran.err


def test_flag_and_file_together_are_refused(connect, tmp_path):
    """Nobody could tell which was meant."""
    ran = connect("ES", "--token-file", str(tmp_path / "token"))

    assert ran.code == 2
    assert "--token-file" in ran.err


@pytest.mark.parametrize(
    ("key", "value", "flag"), [("accounts", TOKEN, "token"), ("application", CLIENT_SECRET, "client_secret")]
)
def test_a_reference_stays_a_reference(connect, files, monkeypatch, key, value, flag):
    """Whoever keeps secrets elsewhere keeps them there: nothing is copied."""
    monkeypatch.setenv("SHOP_SECRET", value)
    ran = connect(**{flag: "env:SHOP_SECRET"})
    config = files.load()

    assert ran.code == 0
    assert config.application is not None
    assert "env:SHOP_SECRET" in (config.accounts["amazon-eu"].token, config.application.client_secret)
    assert files.secret(key) is None


def test_a_reference_to_nothing_is_told_before_anything_is_written(connect, files):
    """The variable is named."""
    ran = connect(token="env:SHOP_TOKEN")

    assert ran.code == 3
    assert "SHOP_TOKEN" in ran.err
    assert files.seen() == ("", {})


@pytest.mark.parametrize("pasted", [f" {TOKEN}\n", "Atzr|sand\r\n  box-1", f"“{TOKEN}”", "Atzr|sandbox\u200b-1\ufeff"])
def test_a_pasted_token_is_cleaned(connect, files, pasted):
    """Spaces, line breaks, quotes and invisible characters come along with copying."""
    ran = connect(token=pasted)

    assert ran.code == 0
    assert files.secret("accounts", "amazon-eu", "token") == TOKEN


@pytest.mark.parametrize(("country", "id_"), [("es", "amazon-es"), ("España", "amazon-es"), ("españa", "amazon-es")])
def test_countries_in_the_users_words(connect, files, country, id_):
    """A Spanish user writes España."""
    ran = connect(country, language="es")

    assert ran.code == 0
    assert list(files.load().connections) == [id_]


@pytest.mark.parametrize("country", ["UK", "United Kingdom", "gb"])
def test_the_united_kingdom_is_gb(connect, files, country):
    """Sellers say UK."""
    connect(country)

    assert files.load().connections["amazon-gb"].country == "GB"


def test_an_unknown_country_names_the_nearest(connect, files):
    """And asks Amazon nothing."""
    ran = connect("Spian")

    assert ran.code == 3
    assert "ES (Spain)" in ran.err
    assert files.seen() == ("", {})


def test_the_sandbox_fills_everything_in(program, amazon, files):
    """One flag for the tour, with the Sendcloud of the sandbox."""
    ran = program("connect", "--country", "ES", "--sandbox", amazon.url + "/")
    config = files.load()

    assert ran.code == 0
    assert config.accounts["sandbox"].seller_id == SELLER
    assert config.accounts["sandbox"].endpoint == amazon.url
    assert config.application is not None
    assert config.application.id == "amzn1.sp.solution.sandbox"
    assert config.sendcloud is not None
    assert (config.sendcloud.endpoint, config.sendcloud.secret_key) == (amazon.url, "secrets:sendcloud.secret_key")
    assert files.secret("sendcloud", "secret_key") == "sandbox-secret"
    assert config.sendcloud.integration_id == 1001  # so that no push has to ask for it


def test_a_sendcloud_of_ones_own_stays(program, amazon, files):
    """The sandbox's is taken only where there is none."""
    files.config.parent.mkdir(parents=True)
    own = 'version = 1\n\n[sendcloud]\npublic_key = "mine"\nsecret_key = "env:MINE"\n'
    files.config.write_text(own)
    files.config.chmod(0o600)
    program("connect", "--country", "ES", "--sandbox", amazon.url)

    assert files.config.read_text().startswith(own)
    assert files.secret("sendcloud") is None


def test_the_sandbox_has_more_sellers(program, amazon, files):
    """--account-number takes another, in an account of its own."""
    program("connect", "--country", "ES", "--sandbox", amazon.url)
    ran = program("connect", "--country", "DE", "--sandbox", amazon.url, "--account-number", "3")
    config = files.load()

    assert ran.code == 0
    assert {one.account.name: one.account.seller_id for one in config.connections.values()} == {
        "sandbox": SELLER,
        "sandbox-3": "A1SANDBOX00003",
    }


def test_another_country_needs_nothing_but_its_name(connect, program, files):
    """Seller, token and application are those there are."""
    connect()
    before = files.secrets.read_text()
    ran = program("connect", "--country", "IT", "--no-input")
    config = files.load()

    assert ran.code == 0
    assert list(config.accounts) == ["amazon-eu"]
    assert list(config.connections) == ["amazon-es", "amazon-it"]
    assert files.secrets.read_text() == before


def test_two_accounts_of_the_region_have_to_be_told_apart(connect, program, files):
    """Nobody guesses whose shop is meant; both names are given."""
    connect()
    connect("DE", token="Atzr|sandbox-3", seller_id="A1SANDBOX00003")
    before = files.seen()
    ran = program("connect", "--country", "FR")

    assert ran.code == 3
    assert "--account: amazon-eu, amazon-eu-2" in ran.err
    assert files.seen() == before
    assert program("connect", "--country", "FR", "--account", "amazon-eu-2").code == 0
    assert files.load().connections["amazon-fr"].account.seller_id == "A1SANDBOX00003"


def test_another_seller_makes_another_account(connect, files):
    """The same country twice: the second connection carries its account's name."""
    connect()
    ran = connect(token="Atzr|sandbox-2", seller_id="A1SANDBOX00002")
    config = files.load()

    assert ran.code == 0
    assert {one.id: one.account.seller_id for one in config.connections.values()} == {
        "amazon-es": SELLER,
        "amazon-es-amazon-eu-2": "A1SANDBOX00002",
    }
    assert files.secret("accounts", "amazon-eu-2", "token") == "Atzr|sandbox-2"


def test_a_name_that_belongs_to_another_seller_is_refused(connect, files):
    """An account is one seller."""
    connect(account="acme")
    before = files.seen()
    ran = connect("IT", account="acme", seller_id="A1SANDBOX00002", token="Atzr|sandbox-2")

    assert ran.code == 3
    assert SELLER in ran.err
    assert files.seen() == before


def test_an_account_of_another_region_is_refused(connect, files):
    """Japan is not served by a European authorization."""
    connect(account="acme")
    ran = connect("JP", account="acme")

    assert ran.code == 3
    assert "region" in ran.err
    assert list(files.load().connections) == ["amazon-es"]


def test_connecting_again_renews_the_token_and_nothing_else(connect, files):
    """Settings and comments are the user's."""
    connect("ES", "--no-import-weight", "--authorized-on", "2026-03-14", name="My shop")
    text = files.config.read_text().replace('name = "My shop"', 'name = "My shop"  # do not touch')
    files.config.write_text("# mine\n" + text)
    files.secrets.write_text(files.secrets.read_text().replace(TOKEN, "Atzr|of-last-year"))
    ran = connect()
    connection = files.load().connections["amazon-es"]

    assert ran.code == 0
    assert "amazon-es was connected already" in ran.out
    assert files.secret("accounts", "amazon-eu", "token") == TOKEN
    assert (connection.name, connection.import_weight) == ("My shop", False)
    assert files.config.read_text().startswith("# mine\n")
    assert "# do not touch" in files.config.read_text()


@pytest.mark.parametrize("account", ["amazon-eu", None], ids=["named", "found"])
def test_a_new_token_begins_a_new_year(connect, files, amazon, account):
    """The authorization counts from the day its token came; the seller's ID finds the account as well as its name."""
    connect("ES", "--authorized-on", "2026-03-14")
    connect(account=account, token=new_token(amazon))

    assert files.load().accounts["amazon-eu"].authorized_on == today()


@pytest.mark.parametrize("country", ["ES", "DE"])
def test_the_token_that_is_in_use_begins_none(connect, files, monkeypatch, country):
    """Typed once more, or given by its place: a script that connects every day would put the end off for ever."""
    monkeypatch.setenv("THE_TOKEN", TOKEN)
    connect("ES", "--authorized-on", "2026-03-14")
    connect(country)
    connect(country, token="env:THE_TOKEN")

    assert files.load().accounts["amazon-eu"].authorized_on == date(2026, 3, 14)


@pytest.mark.parametrize("day", ["2099-12-31", "9999-01-01", "0001-01-01", "14.3.2026"])
def test_a_day_that_cannot_be_is_refused(connect, files, day):
    """None has been authorized on a day to come."""
    ran = connect("ES", "--authorized-on", day)

    assert ran.code == 2
    assert "'--authorized-on'" in ran.err
    assert not files.config.exists()


@pytest.mark.parametrize(("zone", "day"), [("America/Los_Angeles", "2026-11-26"), ("Pacific/Kiritimati", "2026-11-28")])
def test_its_year_begins_on_the_day_it_is_here(connect, files, set_zone, zone, day):
    """At 05:00 and 23:00 in UTC it is another day in Los Angeles and in Kiritimati."""
    hour = 5 if zone.startswith("America") else 23
    set_zone(zone)
    with use_clock(SetClock(datetime(2026, 11, 27, hour, tzinfo=UTC))):
        connect()

    assert files.load().accounts["amazon-eu"].authorized_on == date.fromisoformat(day)


def test_a_seller_id_in_small_letters_is_the_same_seller(connect, files):
    """No second account comes of it."""
    connect()
    connect("IT", seller_id=f" {SELLER.lower()} ")

    assert [one.seller_id for one in files.load().accounts.values()] == [SELLER]


def test_connecting_again_changes_what_flags_say(connect, files):
    """A setting that was said is set."""
    connect()
    connect("ES", "--update-status", "never", name="Renamed")
    connection = files.load().connections["amazon-es"]

    assert (connection.name, connection.update_status, connection.import_weight) == ("Renamed", "never", True)


@pytest.mark.parametrize(
    ("changes", "code", "told"),
    [
        ({"token": "Atza|an-access-token"}, 3, "That is an access token"),
        ({"token": MWS_TOKEN}, 3, "That is an MWS authorization token"),
        ({"token": "amzn1.oa2-cs.v1.sandbox"}, 3, "That is a client ID or client secret"),
        ({"token": "hello"}, 3, "begins with Atzr|"),
        ({"token": "Atzr|nobody's"}, 4, "refresh token is wrong"),
        ({"client_secret": "amzn1.oa2-cs.v1.wrong"}, 3, "does not know this client id with this client secret"),
        ({"client_secret": "short"}, 3, "amzn1.oa2-cs.v1."),
        ({"client_id": "amzn1.sp.solution.sandbox"}, 3, "That is the application ID"),
        ({"client_id": OTHER_CLIENT_ID, "client_secret": OTHER_CLIENT_SECRET}, 4, "another application"),
        ({"seller_id": "amzn1.sp.solution.sandbox"}, 3, "That is an application ID"),
        ({"seller_id": "12345"}, 3, "Your Merchant Token"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(connect, files, changes, code, told):
    """Each mistake has a sentence of its own, which never repeats a secret."""
    ran = connect(**changes)

    assert ran.code == code
    assert told in ran.err
    assert ran.out == ""
    assert files.seen() == ("", {})
    if "token" in changes or "client_secret" in changes:
        assert next(value for name, value in changes.items() if name != "client_id") not in ran.err


@pytest.mark.parametrize(
    ("control", "body", "told"),
    [
        ("region", {"region": "na"}, "of region na, not eu"),
        ("restrict", {}, "The answer does not tell them apart."),
        ("leave", {"countries": ["ES"]}, "closed"),
        ("revoke", {}, "withdrawn"),
        ("expire", {}, "lapsed"),
        ("deny", {"on": True}, "denies access"),
        ("roles", {"remove": []}, "role"),
    ],
)
def test_what_amazon_refuses_is_not_connected(connect, files, amazon, control, body, told):
    """The cause is named, and nothing written."""
    if control == "roles":
        body = {"remove": amazon.call("/accounts/1")["roles"]}
    amazon.call(f"/accounts/1/{control}", body)
    ran = connect()

    assert ran.code == 4
    assert told in ran.err
    assert files.seen() == ("", {})


def test_a_country_without_a_shop_names_those_with_one(connect, files):
    """The seller may have meant one of them."""
    ran = connect("NL")

    assert ran.code == 4
    assert "no shop in Netherlands" in ran.err
    assert "DE, ES, FR, GB, IT" in ran.err
    assert files.seen() == ("", {})


def test_suspended_listings_are_a_warning(connect, files, amazon):
    """A seller on holiday is connected all the same."""
    amazon.call("/accounts/1/suspend-listings", {"countries": ["ES"]})
    ran = connect()

    assert ran.code == 0
    assert "Warning: " in ran.err
    assert "inactive" in ran.err
    assert "amazon-es" in files.load().connections


def test_a_quota_that_is_used_up_is_waited_for_until_its_next_turn(connect, files, amazon):
    """Amazon gives a turn every 62.5 seconds; only after several refusals in a row it is for another time."""
    amazon.misbehave("getMarketplaceParticipations:1:429")
    with use_clock(ScaledClock(1000)):
        once = connect()
        amazon.misbehave("getMarketplaceParticipations:100%:429")
        ever = connect("IT")
    amazon.misbehave()

    assert (once.code, ever.code) == (0, 5)
    assert "Run it again then." in ever.err
    assert "--max-wait" not in ever.err


def test_an_amazon_that_does_not_answer_is_temporary(connect, files):
    """Nothing is said about the credentials, and nothing written."""
    with use_clock(ScaledClock(1000)):
        ran = connect(endpoint="http://127.0.0.1:9")

    assert ran.code == 5
    assert "nobody answers" in ran.err
    assert files.seen() == ("", {})


@pytest.mark.parametrize("endpoint", ["http://amazon.example", "amazon.example", "https://amazon.example/path?x=1"])
def test_no_secret_is_sent_to_an_address_that_is_none(connect, files, endpoint):
    """Plain http leaves this computer for nobody: a token would be readable on its way."""
    ran = connect(endpoint=endpoint)

    assert ran.code == 3
    assert "http" in ran.err or "endpoint" in ran.err
    assert files.seen() == ("", {})


def test_a_refusal_leaves_an_earlier_configuration_as_it_was(connect, files):
    """To the byte."""
    connect()
    before = files.config.read_bytes(), files.secrets.read_bytes()
    ran = connect("IT", token="Atzr|nobody's")

    assert ran.code == 4
    assert (files.config.read_bytes(), files.secrets.read_bytes()) == before


def test_another_application_needs_another_configuration(connect, files):
    """Its tokens would not fit."""
    connect()
    before = files.seen()
    ran = connect("IT", client_id=OTHER_CLIENT_ID, client_secret=OTHER_CLIENT_SECRET)

    assert ran.code == 3
    assert "--config" in ran.err
    assert files.seen() == before


@pytest.mark.parametrize("missing", ["seller_id", "token", "client_id", "client_secret"])
def test_without_a_terminal_the_missing_flag_is_named(connect, files, missing):
    """Exit 2: the command line is wrong."""
    ran = connect(**{missing: None})

    assert ran.code == 2
    assert f"--{missing.replace('_', '-')} is needed" in ran.err
    assert files.seen() == ("", {})


def test_without_a_terminal_the_country_is_needed(program):
    """It is the first thing asked."""
    ran = program("connect")

    assert ran.code == 2
    assert "--country is needed" in ran.err


def test_json_on_success_is_one_document(connect):
    """Stable keys for scripts, and nothing else on stdout."""
    ran = connect("ES", "--json")

    assert ran.code == 0
    assert ran.err == ""
    assert {key: ran.document[key] for key in ("version", "command", "status", "exit_code", "warnings", "errors")} == {
        "version": 1,
        "command": "connect",
        "status": "success",
        "exit_code": 0,
        "warnings": [],
        "errors": [],
    }
    assert ran.data == {
        "connection": "amazon-es",
        "name": "Amazon ES",
        "country": "ES",
        "marketplace_id": "A1RKKUPIHCS9HS",
        "api": "sp-api",
        "account": "amazon-eu",
        "seller_id": SELLER,
        "is_new": True,
    }


def test_json_carries_the_warning(connect, amazon):
    """It is no failure."""
    amazon.call("/accounts/1/suspend-listings", {"countries": ["ES"]})
    ran = connect("ES", "--json")

    assert (ran.code, ran.document["status"]) == (0, "success")
    assert len(ran.document["warnings"]) == 1


@pytest.mark.parametrize(
    ("changes", "code", "kind"),
    [
        ({"token": "Atzr|nobody's"}, 4, "AuthorizationError"),
        ({"token": "Atza|x"}, 3, "FormError"),
        ({"token": None}, 2, "MwslinkError"),
        ({"endpoint": "http://127.0.0.1:9"}, 5, "UnreachableError"),
    ],
)
def test_json_on_failure_is_one_document_too(connect, changes, code, kind):
    """Its exit code is the process's."""
    with use_clock(ScaledClock(1000)):
        ran = connect("ES", "--json", **changes)

    assert (ran.code, ran.document["exit_code"], ran.document["status"]) == (code, code, "error")
    assert (ran.document["version"], ran.document["command"], ran.data) == (1, "connect", {})
    assert [(one["type"], one["exit_code"]) for one in ran.document["errors"]] == [(kind, code)]
    assert ran.err == ""


def test_a_refusal_speaks_spanish(connect):
    """As everything does."""
    ran = connect(token="Atzr|nobody's", language="es")

    assert ran.code == 4
    assert "autorización" in ran.err
