"""`mwslink connect --api mws` where nobody can be asked, and what else works on such a connection; on the sandbox."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mwslink.config import Config, load_config
from mwslink.sandbox.accounts import ACCESS_KEY_ID, CLIENT_ID, DEVELOPER_ID, SECRET_KEY
from system.shop import Amazon, serving

SELLER = "A1SANDBOX00001"
TOKEN = "amzn.mws.00000000-0000-4000-8000-000000000001"
OTHER_TOKEN = "amzn.mws.00000000-0000-4000-8000-000000000002"
# Nothing of a test may reach Amazon's own address: a proxy that is not there stands before it.
NO_PROXY_THERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=10, quotas=False) as amazon:
        yield amazon


class Files:
    """What connecting writes."""

    def __init__(self, home: Path) -> None:
        self.config = home / ".config" / "mwslink" / "config.toml"
        self.secrets = self.config.with_name("secrets.toml")

    def load(self) -> Config:
        return load_config(self.config)

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
        flags: dict[str, str | None] = {
            "api": "mws",
            "seller_id": SELLER,
            "token": TOKEN,
            "developer_id": DEVELOPER_ID,
            "access_key_id": ACCESS_KEY_ID,
            "secret_key": SECRET_KEY,
            "accept_statements": "",
            "endpoint": amazon.url,
            **changes,
        }
        words: list[str] = []
        for name, value in flags.items():
            if value is not None:
                words += ["--" + name.replace("_", "-"), *([value] if value else [])]
        return program("connect", "--country", country, *words, *more, language=language)

    return call


def test_flags_are_enough(connect, files, amazon):
    """The developer once, the account, the connection; secrets as references."""
    ran = connect("ES", "--developer-name", "SendCloud", "--update-status", "processed", "--no-import-weight")
    config = files.load()
    connection = config.connections["amazon-es"]

    assert (ran.code, ran.err) == (0, "")
    assert (connection.account.api, connection.account.endpoint) == ("mws", amazon.url)
    assert (connection.update_status, connection.import_weight) == ("processed", False)
    assert config.developer is not None
    assert (config.developer.name, config.developer.id) == ("SendCloud", "3244-7764-4129")
    assert config.developer.secret_key == "secrets:developer.secret_key"
    assert config.application is None
    assert files.seen()[1] == {
        "accounts": {"amazon-eu": {"token": TOKEN}},
        "developer": {"access_key_id": ACCESS_KEY_ID, "secret_key": SECRET_KEY},
    }
    for text in (ran.out, files.config.read_text()):
        assert not any(secret in text for secret in (TOKEN, SECRET_KEY, ACCESS_KEY_ID))


def test_a_developer_id_without_dashes_is_written_with_them(connect, files):
    """4-4-4, as Amazon prints it."""
    connect(developer_id="324477644129")

    assert files.load().developer.id == "3244-7764-4129"  # type: ignore[union-attr]


def test_the_credentials_tell_the_api(connect, files):
    """An MWS token needs no --api."""
    assert connect(api=None).code == 0
    assert files.load().accounts["amazon-eu"].api == "mws"


def test_a_second_country_needs_nothing_but_its_name(connect, program, files):
    """Neither seller, token, keys nor statements."""
    connect()
    before = files.secrets.read_text()
    ran = program("connect", "--country", "IT", "--no-input")
    config = files.load()

    assert ran.code == 0
    assert {one.account.name for one in config.connections.values()} == {"amazon-eu"}
    assert files.secrets.read_text() == before


def test_the_sandbox_fills_everything_in(program, amazon, files):
    """For any of its sellers."""
    options = ("--sandbox", amazon.url, "--api", "mws")
    assert program("connect", "--country", "ES", *options).code == 0
    ran = program("connect", "--country", "DE", *options, "--account-number", "3", "--json")

    assert (ran.code, ran.data["api"], ran.data["seller_id"]) == (0, "mws", "A1SANDBOX00003")
    assert set(files.load().accounts) == {"sandbox-mws", "sandbox-mws-3"}


def test_both_apis_of_one_seller_stand_side_by_side(program, amazon, files):
    """In accounts of their own."""
    program("connect", "--country", "ES", "--sandbox", amazon.url)
    ran = program("connect", "--country", "ES", "--sandbox", amazon.url, "--api", "mws")

    assert ran.code == 0
    assert {one.account.api for one in files.load().connections.values()} == {"sp-api", "mws"}


def test_all_missing_flags_are_named_at_once(program, amazon, files):
    """With the statements, since they have to be read before they are accepted."""
    ran = program("connect", "--country", "ES", "--api", "mws", "--endpoint", amazon.url, "--no-input")

    assert ran.code == 2
    for flag in ("developer-id", "access-key-id", "secret-key", "seller-id", "token", "accept-statements"):
        assert f"--{flag}" in ran.err
    assert "I understand that I take complete responsibility" in ran.err
    assert files.seen() == ("", {})


def test_without_the_statements_nothing_is_connected(connect, files):
    """A clear error of the command line."""
    ran = connect(accept_statements=None)

    assert ran.code == 2
    assert "--accept-statements is needed" in ran.err
    assert "Amazon MWS Licence Agreement" in ran.err
    assert files.seen() == ("", {})


@pytest.mark.parametrize(
    ("changes", "code", "told"),
    [
        ({"token": "Atzr|sandbox-1"}, 3, "credential of SP-API"),
        ({"token": TOKEN.removeprefix("amzn.mws.")}, 3, "beginning is missing"),
        ({"token": TOKEN[:-4]}, 3, "not whole"),
        ({"token": "amzn.mws.ffffffff-0000-4000-8000-000000000001"}, 4, "does not say which"),
        ({"token": OTHER_TOKEN}, 4, "does not say which"),
        ({"seller_id": "A1SANDBOX09999"}, 4, "has not authorized this developer"),
        ({"seller_id": "12345"}, 3, "Your Merchant Token"),
        ({"developer_id": "3244-7764"}, 3, "12 digits"),
        ({"access_key_id": "AKIA"}, 3, "20 capital letters"),
        ({"access_key_id": "AKIANOBODYKNOWSTHIS0"}, 3, "does not know the developer's access key id"),
        ({"access_key_id": "AKIASANDBOX000000001", "secret_key": "other-secret-key"}, 4, "another developer's"),
        ({"secret_key": "wrong-secret-key"}, 3, "does not belong to the access key id"),
        ({"secret_key": TOKEN}, 3, "not the secret key"),
    ],
)
def test_each_mistake_is_told_apart(connect, files, changes, code, told):
    """As far as Amazon does; nothing is written, and no secret repeated."""
    ran = connect(**changes)

    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert files.seen() == ("", {})
    assert not any(changes[name] in ran.err for name in ("token", "secret_key") if name in changes)


def test_a_country_without_a_shop_names_those_with_one(connect, files):
    """Amazon's internal marketplaces are none of them."""
    ran = connect("NL")

    assert ran.code == 4
    assert "DE, ES, FR, GB, IT" in ran.err
    assert files.seen() == ("", {})


@pytest.mark.parametrize("control", ["mws-expire", "mws-revoke"])
def test_expired_and_revoked_look_alike_and_are_told_so(connect, amazon, files, control):
    """A guess would send the seller the wrong way."""
    amazon.call(f"/accounts/1/{control}", {})
    ran = connect()

    assert ran.code == 4
    assert "Expired: renew it there" in ran.err
    assert "Missing or disabled: authorize the developer again" in ran.err
    assert files.seen() == ("", {})


def test_another_developer_needs_another_configuration(connect, files):
    """Its sellers' tokens would not fit."""
    connect()
    before = files.seen()
    ran = connect("IT", developer_id="1111-2222-3333")

    assert ran.code == 3
    assert "--config" in ran.err
    assert files.seen() == before


def test_an_unusual_seller_id_is_left_to_amazon(connect):
    """No length is published, so Amazon has the last word."""
    ran = connect(seller_id="A1SANDBOX1")

    assert ran.code == 4
    assert "has not authorized" in ran.err


def test_without_an_endpoint_the_end_of_mws_is_told(connect, files):
    """And what to do instead; nothing is sent."""
    ran = connect(endpoint=None)

    assert ran.code == 2
    for text in ("31 March 2024", "--api sp-api", "--mws-anyway", "mws-eu.amazonservices.com"):
        assert text in ran.err
    assert files.seen() == ("", {})


def test_whoever_insists_hears_it_from_the_attempt(connect, files, monkeypatch):
    """It is no passing trouble, so the exit code is not that of one."""
    monkeypatch.setenv("HTTPS_PROXY", NO_PROXY_THERE)
    ran = connect("ES", "--mws-anyway", endpoint=None)

    assert ran.code == 3
    assert "MWS was switched off" in ran.err
    assert files.seen() == ("", {})


def test_a_country_that_never_had_mws_is_refused(connect):
    """South Africa came later."""
    ran = connect("ZA")

    assert ran.code == 3
    assert "never served South Africa" in ran.err


def test_in_spanish(connect):
    """As everything."""
    ran = connect(endpoint=None, language="es")

    assert ran.code == 2
    assert "31 de marzo de 2024" in ran.err


def test_json_on_failure_is_one_document(connect):
    """With the code of the refusal."""
    ran = connect("ES", "--json", token=OTHER_TOKEN)

    assert (ran.code, ran.document["exit_code"], ran.document["status"]) == (4, 4, "error")
    assert ran.err == ""


def test_the_other_commands_work_on_it(connect, program, files):
    """doctor, settings, connections, disconnect."""
    connect()
    doctor = program("doctor")
    changed = program("settings", "amazon-es", "--update-status", "never", "--name", "Mía")
    listed = program("connections", "--json")
    gone = program("disconnect", "amazon-es", "--yes")

    assert doctor.code == 0
    assert "the developer is without a name, 3244-7764-4129" in doctor.out
    assert changed.code == 0
    assert [(one["api"], one["name"], one["update_status"]) for one in listed.data["connections"]] == [
        ("mws", "Mía", "never")
    ]
    assert gone.code == 0
    assert "accounts" not in files.seen()[1]  # type: ignore[operator]


def test_import_brings_the_orders(connect, program):
    """Without a word about the API."""
    connect()
    ran = program("import", "--json")

    assert ran.code == 0
    assert ran.data["connections"][0]["new"] > 0
    assert {"ListOrders", "ListOrderItems"} <= set(ran.data["calls"])
    assert "searchOrders" not in ran.data["calls"]


@pytest.mark.parametrize("command", ["doctor", "import"])
def test_a_connection_to_amazons_own_mws_says_that_it_is_no_more(connect, program, files, monkeypatch, command):
    """In place of an unreachable server, which would look like a passing trouble."""
    connect()
    text = files.config.read_text()
    files.config.write_text("".join(line for line in text.splitlines(keepends=True) if "endpoint" not in line))
    monkeypatch.setenv("HTTPS_PROXY", NO_PROXY_THERE)
    ran = program(command)

    assert ran.code == 3
    assert "MWS was switched off" in ran.out + ran.err
    assert "mwslink migrate" in ran.out + ran.err


def test_doctor_names_what_is_wrong_with_the_credentials(connect, program, files):
    """A token that cannot be one is told without asking; an account without a developer, with what to do."""
    connect()
    good = files.secrets.read_text()
    files.secrets.write_text(good.replace(TOKEN, TOKEN[:-4]))
    bad_token = program("doctor")
    files.secrets.write_text(good.replace(SECRET_KEY, "wrong-secret-key"))
    bad_key = program("doctor")
    files.secrets.write_text(good)
    files.config.write_text(files.config.read_text().replace("[developer]", "[developer_gone]"))
    head, _, tail = files.config.read_text().partition("[developer_gone]")
    files.config.write_text(head + tail[tail.index("[accounts") :])
    no_developer = program("doctor")

    assert (bad_token.code, bad_key.code, no_developer.code) == (3, 3, 3)
    assert "not whole" in bad_token.out
    assert "does not belong to the access key id" in bad_key.out
    assert "no [developer]" in no_developer.out


def test_doctor_adds_when_the_authorization_ends(connect, program, amazon):
    """Amazon does not tell expired from revoked; the day on record may."""
    connect("ES", "--authorized-on", "2025-03-14")
    amazon.call("/accounts/1/mws-expire", {})
    ran = program("doctor")

    assert ran.code == 4
    assert "its year ended on 2026-03-14" in ran.out
    assert "/apps/manage" in ran.out


def test_sp_api_credentials_still_mean_sp_api(connect):
    """An MWS token beside a client ID is a mistake, and told as one."""
    ran = connect(api=None, client_id=CLIENT_ID, client_secret="amzn1.oa2-cs.v1.x", accept_statements=None)

    assert ran.code == 3
    assert "That is an MWS authorization token" in ran.err
