"""A configuration is read as it is meant, or refused with everything that is wrong with it."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.config import (
    CarrierEntry,
    Config,
    Developer,
    MailSettings,
    Privacy,
    StoreSettings,
    WebhookSettings,
    config_path,
    layout,
    load_config,
    parse_config,
)
from mwslink.errors import ConfigError

ACCOUNT = """
version = 1
[accounts.acme]
region = "eu"
seller_id = "A2EXAMPLE12345"
token = "secrets:accounts.acme.token"
"""
CANARY = "canary-4711"


def parse(text: str) -> Config:
    return parse_config(text, Path("config.toml"))


def problems_of(text: str) -> dict[str, tuple[int | None, str]]:
    """By key: line and text of every problem."""
    with pytest.raises(ConfigError) as caught:
        parse(text)
    assert caught.value.exit_code == 3
    assert "config.toml" in caught.value.message
    return {problem.key: (problem.line, problem.text) for problem in caught.value.problems}


def problem_with(table: str, key: str, value: str) -> str:
    """What is said of one value in an otherwise right file."""
    tables = {
        "": {"version": "1"},
        "developer": {"id": '"3244-7764-4129"', "access_key_id": '"env:A"', "secret_key": '"env:B"'},
        "application": {"client_id": '"amzn1.application-oa2-client.x"', "client_secret": '"env:C"'},
        "accounts.acme": {"region": '"eu"', "seller_id": '"A2EXAMPLE12345"', "token": '"env:T"'},
        "connections.amazon-es": {"account": '"acme"', "country": '"ES"'},
        "sendcloud": {"public_key": '"abc"', "secret_key": '"env:S"'},
        "privacy": {},
        "store": {},
    }
    tables[table][key] = value
    text = ""
    for name, rows in tables.items():
        text += f"[{name}]\n" if name else ""
        text += "".join(f"{row} = {written}\n" for row, written in rows.items())
    found = problems_of(text)
    assert list(found) == [f"{table}.{key}".lstrip(".")]
    return next(iter(found.values()))[1]


class TestFindingAndOpening:
    def test_the_file_is_where_flag_variable_or_xdg_say(self, blank_environment):
        """In this order."""
        home = blank_environment

        assert config_path(Path("/a/b.toml"), {"MWSLINK_CONFIG": "/c"}) == Path("/a/b.toml")
        assert config_path(None, {"MWSLINK_CONFIG": "~/c.toml"}) == home / "c.toml"
        assert config_path(None, {"XDG_CONFIG_HOME": "/x"}) == Path("/x/mwslink/config.toml")
        assert config_path(None, {}) == home / ".config/mwslink/config.toml"

    @pytest.mark.parametrize("content", [None, "", "# nothing yet\n", "\ufeff"])
    def test_no_file_and_an_empty_one_are_an_empty_configuration(self, tmp_path, content):
        """The first command of a new user."""
        path = tmp_path / "config.toml"
        if content is not None:
            path.write_text(content)

        assert load_config(path) == Config(path)

    def test_byte_order_mark_and_windows_line_ends_are_fine(self, tmp_path):
        """Editors leave them behind."""
        path = tmp_path / "config.toml"
        path.write_bytes(b"\xef\xbb\xbf" + ACCOUNT.replace("\n", "\r\n").encode())

        assert load_config(path).accounts == parse(ACCOUNT).accounts

    @pytest.mark.parametrize("content", [b'version = 1\nlanguage = "\xe9"', "version = 1\n".encode("utf-16")])
    def test_another_encoding_is_refused_with_its_line(self, tmp_path, content):
        """Not a traceback about bytes."""
        path = tmp_path / "config.toml"
        path.write_bytes(content)

        with pytest.raises(ConfigError, match=r"line \d: not UTF-8"):
            load_config(path)

    def test_a_folder_is_refused(self, tmp_path):
        """--config with the folder instead of the file."""
        with pytest.raises(ConfigError, match="Is a directory"):
            load_config(tmp_path)

    def test_a_file_that_may_not_be_read_is_refused(self, tmp_path):
        """Saying so, and not that it is empty."""
        path = tmp_path / "config.toml"
        path.write_text(ACCOUNT)
        path.chmod(0)

        with as_somebody(), pytest.raises(ConfigError, match="Permission denied"):
            load_config(path)

    @pytest.mark.parametrize(
        ("text", "line"),
        [("version = 1\nlanguage = \n", 2), ("a = 1\na = 2\n", 2), ("x = '\n", 1), ("[a\n", 1), ("a = [1,\n\n", 1)],
    )
    def test_broken_toml_is_refused_with_its_line(self, text, line):
        """Where to look."""
        (found, what), *others = problems_of(text).values()

        assert (found, others) == (line, [])
        assert "not valid TOML" in what

    @given(st.text())
    def test_any_text_is_read_or_refused(self, text):
        """There is no text that ends in a traceback."""
        with suppress(ConfigError):
            parse(text)

    def test_brackets_without_end_are_refused(self):
        """They end Python's stack, not the program."""
        with pytest.raises(ConfigError):
            parse("a = " + "[" * 100_000)


@contextmanager
def as_somebody():
    """Root can read everything, so be nobody for a moment."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


class TestReading:
    def test_what_is_left_out_has_its_default(self):
        """Only what cannot be guessed must be said."""
        config = parse(ACCOUNT + '[connections.es]\naccount = "acme"\ncountry = "uk"\n')
        connection = config.connections["es"]

        assert (connection.name, connection.country, connection.import_weight) == ("es", "GB", True)
        assert (connection.update_status, connection.account.api) == ("announced", "sp-api")
        assert (config.language, config.developer, config.sendcloud) == ("auto", None, None)
        assert (config.privacy, config.store) == (
            Privacy(30, "shipment"),
            StoreSettings("sqlite:", "secrets:store.key"),
        )

    @pytest.mark.parametrize("written", ["3244-7764-4129", "324477644129", " 3244 7764 4129 "])
    def test_a_developer_id_is_kept_in_one_form(self, written):
        """As Seller Central shows it, whichever way it was copied."""
        text = f'version = 1\n[developer]\nid = "{written}"\naccess_key_id = "env:A"\nsecret_key = "env:B"\n'

        assert parse(text).developer == Developer("", "3244-7764-4129", "env:A", "env:B")

    def test_dates_are_dates(self):
        """TOML has them."""
        assert parse(ACCOUNT + "authorized_on = 2026-03-14\n").accounts["acme"].authorized_on == date(2026, 3, 14)

    @pytest.mark.parametrize(
        ("endpoint", "kept"),
        [
            ("http://127.0.0.1:8750/", "http://127.0.0.1:8750"),
            ("http://127.9.9.9", "http://127.9.9.9"),
            ("http://localhost:1", "http://localhost:1"),
            ("http://[::1]:8750", "http://[::1]:8750"),
            ("https://api.example", "https://api.example"),
            ("", ""),
        ],
    )
    def test_an_endpoint_is_an_origin(self, endpoint, kept):
        """Plain http stays on this computer."""
        assert parse(ACCOUNT + f'endpoint = "{endpoint}"').accounts["acme"].endpoint == kept

    def test_a_thousand_connections_are_read(self, monkeypatch):
        """Lines are looked for only when there is something to say about them: that takes longer than reading."""
        text = "version = 1\n" + "".join(
            f'[accounts.a{n}]\nregion = "eu"\nseller_id = "A2EXAMPLE{n:05}"\ntoken = "env:T"\n'
            f'[connections.c{n}]\naccount = "a{n}"\ncountry = "ES"\n'
            for n in range(1000)
        )
        found = problems_of(text + '[connections.d]\naccount = "a1"\ncountry = 1\n')
        monkeypatch.setattr(layout, "locate_keys", None)

        assert found == {"connections.d.country": (7004, "must be a text in quotes, not a number.")}
        assert len(parse(text).connections) == 1000

    def test_only_mws_may_do_without_a_token(self):
        """A seller with developer keys of its own has none; nobody else can be let in without one."""
        empty = ACCOUNT.replace(re.search(r"token = .*", ACCOUNT)[0], 'token = ""')

        assert parse(empty + 'api = "mws"\n').accounts["acme"].token == ""
        assert "is empty" in problems_of(empty)["accounts.acme.token"][1]

    def test_a_configuration_shows_no_secret(self):
        """In a traceback or a log."""
        config = parse(
            f'version = 1\n[sendcloud]\npublic_key = "abc"\nsecret_key = "{CANARY}"\n'
            f'[store]\nkey = "{CANARY}"\nurl = "postgresql://me:{CANARY}@host/db"\n'
            f'[developer]\nid = "324477644129"\naccess_key_id = "env:A"\nsecret_key = "{CANARY}"\n'
            f'[application]\nclient_id = "a"\nclient_secret = "{CANARY}"\n'
        )

        assert CANARY not in repr(config)


class TestRefusing:
    def test_all_problems_come_at_once(self):
        """With line and key, in the order of the file."""
        found = problems_of(
            """\
version = 1
language = "de"
colour = "red"

[accounts.acme]
regoin = "eu"
seller_id = "A2EXAMPLE12345"
token = "evn:TOKEN"

[connections.amazon-es]
account = "amce"
country = "Spian"
import_weight = "yes"
"""
        )

        assert {key: line for key, (line, _text) in found.items()} == {
            "language": 2,
            "colour": 3,
            "accounts.acme.region": 5,
            "accounts.acme.regoin": 6,
            "accounts.acme.token": 8,
            "connections.amazon-es.account": 11,
            "connections.amazon-es.country": 12,
            "connections.amazon-es.import_weight": 13,
        }
        assert "Did you mean region?" in found["accounts.acme.regoin"][1]
        assert "is missing" in found["accounts.acme.region"][1]
        assert "Did you mean acme?" in found["connections.amazon-es.account"][1]

    @pytest.mark.parametrize(
        ("table", "key", "value", "why"),
        [
            ("", "version", '"1"', "without quotes: 1"),
            ("", "language", '"deutsch"', "auto, en, es"),
            ("accounts.acme", "api", '"spapi"', "Did you mean sp-api?"),
            ("accounts.acme", "region", '"us"', "na, eu, fe"),
            ("accounts.acme", "seller_id", '"B2EXAMPLE12345"', "Merchant Token"),
            ("accounts.acme", "seller_id", f'"Atzr|{CANARY}"', "A2EXAMPLE12345"),
            ("accounts.acme", "token", f'"Atzr|{CANARY} x"', "spaces"),
            ("accounts.acme", "token", f'"""{CANARY}\n{CANARY}"""', "line breaks"),
            ("accounts.acme", "token", '""', "empty"),
            ("accounts.acme", "token", "1234", "must be a text in quotes, not a number"),
            ("accounts.acme", "authorized_on", '"2026-03-14"', "without quotes: 2026-03-14"),
            ("accounts.acme", "authorized_on", '"14.3.2026"', "such as 2026-03-14"),
            ("accounts.acme", "authorized_on", "2026-03-14T10:00:00Z", "without a time: 2026-03-14"),
            ("accounts.acme", "authorized_on", "9999-01-01", "from 2000 to 2100"),
            ("accounts.acme", "authorized_on", "0001-01-01", "from 2000 to 2100"),
            ("application", "client_secret_rotated_on", "9999-12-01", "from 2000 to 2100"),
            ("accounts.acme", "endpoint", '"http://api.example"', "https"),
            ("accounts.acme", "endpoint", '"https://api.example/path"', "no user, path or query"),
            ("accounts.acme", "endpoint", f'"https://me:{CANARY}@api.example"', "no user, path or query"),
            ("accounts.acme", "endpoint", '"https://api.example?x=1"', "no user, path or query"),
            ("accounts.acme", "endpoint", '"127.0.0.1:8750"', "http://127.0.0.1:8750"),
            ("accounts.acme", "endpoint", '"http://127.0.0.1:99999"', "http://127.0.0.1:8750"),
            ("accounts.acme", "endpoint", '"http://127.0.0.1.evil.example"', "https"),
            ("connections.amazon-es", "country", '"Spian"', "ES (Spain)"),
            ("connections.amazon-es", "country", '"US"', "region na"),
            ("connections.amazon-es", "import_weight", '"true"', "without quotes: true"),
            ("connections.amazon-es", "import_weight", "1", "true or false"),
            ("connections.amazon-es", "update_status", '"announce"', "Did you mean announced?"),
            ("connections.amazon-es", "name", '" "', "one line"),
            ("connections.amazon-es", "name", '"a\\nb"', "one line"),
            ("developer", "id", '"3244-7764-412"', "12 digits"),
            ("developer", "id", "324477644129", "in quotes"),
            ("sendcloud", "public_key", "true", "in quotes"),
            ("privacy", "retain_days", "31", "1 to 30"),
            ("privacy", "retain_days", "0", "1 to 30"),
            ("privacy", "retain_days", "30.0", "a whole number"),
            ("privacy", "retain_days", '"30"', "without quotes: 30"),
            ("privacy", "count_from", '"order"', "shipment, delivery"),
            ("store", "url", '"mysql://host/db"', "postgresql://"),
            ("store", "key", '"keyring:store"', "keyring:SERVICE/USER"),
        ],
    )  # fmt: skip
    def test_a_wrong_value_is_refused_with_what_is_right(self, table, key, value, why):
        """And never with what may be a secret."""
        text = problem_with(table, key, value)

        assert why in text
        assert CANARY not in text

    @pytest.mark.parametrize(("text", "line"), [('language = "en"\n', None), ("version = 0", 1)])
    def test_a_file_says_its_version(self, text, line):
        """It is how a later mwslink will know what it reads."""
        assert problems_of(text) == {"version": (line, "must stand first in the file: version = 1")}

    def test_a_newer_file_is_refused_as_such(self):
        """Its new keys are not called unknown."""
        found = problems_of("version = 2\nnew_key = true\n")

        assert list(found) == ["version"]
        assert "written by a newer mwslink" in found["version"][1]

    @pytest.mark.parametrize("text", ["accounts = 1", "connections = []", "[accounts]\nacme = 1", "[[connections]]"])
    def test_what_is_no_table_is_refused(self, text):
        """Naming the key."""
        assert "table" in str(problems_of(f"version = 1\n{text}"))

    def test_ids_are_fit_for_a_command_line(self):
        """Display names are free, ids are not."""
        text = ACCOUNT + '[connections."Amazon ES"]\naccount = "acme"\ncountry = "ES"\n'
        found = problems_of(text + '[accounts."a.b"]\nregion = "eu"\nseller_id = "A2EXAMPLE12345"\ntoken = "env:T"\n')

        assert list(found) == ['connections."Amazon ES"', 'accounts."a.b"']

    def test_one_account_is_connected_once_in_a_country(self):
        """Its orders would be imported and pushed twice."""
        connection = 'account = "acme"\ncountry = "{}"\n'
        text = ACCOUNT + "[connections.a]\n" + connection.format("GB") + "[connections.b]\n" + connection.format("uk")
        found = problems_of(text)

        assert list(found) == ["connections.b"]
        assert "connections.a" in found["connections.b"][1]

    def test_a_wrong_account_does_not_blame_its_connections(self):
        """One problem is reported once."""
        text = ACCOUNT.replace('"eu"', '"ue"') + '[connections.a]\naccount = "acme"\ncountry = "ES"\n'

        assert list(problems_of(text)) == ["accounts.acme.region"]


class TestOpenFiles:
    LITERAL = ACCOUNT.replace("secrets:accounts.acme.token", f"Atzr|{CANARY}")

    @pytest.mark.parametrize("text", [LITERAL, f'version = 1\n[store]\nurl = "postgresql://me:{CANARY}@host/db"\n'])
    @pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
    def test_a_file_with_secrets_must_be_closed(self, tmp_path, text, mode):
        """With the command that closes it."""
        path = tmp_path / "config.toml"
        path.write_text(text)
        path.chmod(mode)

        with pytest.raises(ConfigError, match=f"line [36]: .*chmod 600 {path}") as caught:
            load_config(path)
        assert CANARY not in str(caught.value)

    @pytest.mark.parametrize(("text", "mode"), [(LITERAL, 0o600), (LITERAL, 0o400), (ACCOUNT, 0o644)])
    def test_other_files_need_not(self, tmp_path, text, mode):
        """References are no secret."""
        path = tmp_path / "config.toml"
        path.write_text(text)
        path.chmod(mode)

        assert "acme" in load_config(path).accounts


class TestNaming:
    TEXT = ACCOUNT + "".join(
        f'[connections.amazon-{country}]\nname = "Tienda {country}"\naccount = "acme"\ncountry = "{country}"\n'
        for country in ("es", "it", "de")
    )

    def test_connections_come_in_the_order_asked_for(self):
        """Each once; all of them when none is named."""
        config = parse(self.TEXT)
        ids = [one.id for one in config.connections_named(["amazon-it", "amazon-es", "amazon-it"])]

        assert ids == ["amazon-it", "amazon-es"]
        assert [one.id for one in config.connections_named([])] == ["amazon-es", "amazon-it", "amazon-de"]

    @pytest.mark.parametrize(
        ("typed", "near"), [("amazon-ess", "amazon-es"), ("Tienda IT", "amazon-it"), ("zzz", "List them")]
    )
    def test_an_unknown_name_is_refused_with_the_nearest(self, typed, near):
        """Whether the id was misspelt or the display name was used."""
        with pytest.raises(ConfigError) as caught:
            parse(self.TEXT).connections_named([typed])

        assert typed in caught.value.message
        assert near in caught.value.hint

    def test_all_unknown_names_are_listed(self):
        """One run shows them all."""
        with pytest.raises(ConfigError) as caught:
            parse(self.TEXT).connections_named(["x", "amazon-es", "y", "x"])

        assert [problem.key for problem in caught.value.problems] == ["x", "y"]

    def test_without_connections_it_says_how_to_make_one(self):
        """A new user's mistake."""
        assert parse(ACCOUNT).connections_named([]) == []
        with pytest.raises(ConfigError, match="mwslink connect"):
            parse(ACCOUNT).connections_named(["x"])


def test_an_account_keeps_what_it_was_migrated_from():
    """So that the migration can be undone."""
    config = parse(ACCOUNT + '[accounts.acme.migrated_from]\napi = "mws"\ntoken = "env:OLD"\nendpoint = ""\n')

    earlier = config.accounts["acme"].earlier

    assert earlier is not None
    assert (earlier.api, earlier.token, earlier.seller_id) == ("mws", "env:OLD", "A2EXAMPLE12345")
    assert earlier.earlier is None


def test_a_wrong_key_in_the_earlier_access_is_named():
    """Like everywhere else."""
    found = problems_of(ACCOUNT + '[accounts.acme.migrated_from]\napi = "soap"\ntokn = "env:OLD"\n')

    assert set(found) == {f"accounts.acme.migrated_from.{key}" for key in ("api", "tokn", "token")}


MAIL = '[reminders.mail]\nhost = "mail.example.com"\nsender = "a@example.com"\nto = ["b@example.com"]\n'


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('user = "me"\n', "A user needs a password."),
        ('password = "env:X"\n', "A password needs a user."),
        ('user = "me"\npassword = "env:X"\ntls = "none"\n', "Without TLS everybody on the way"),
        ("port = 0\n", "A port is a number"),
        ('tls = "ssl"\n', "'ssl' is not one of"),
        ('from = "x@example.com"\n', "unknown key"),
    ],
)
def test_mail_settings_that_cannot_work_or_would_show_the_password_are_refused(lines, problem):
    """A password never travels in clear."""
    with pytest.raises(ConfigError) as caught:
        parse_config(f"version = 1\n{MAIL}{lines}", Path("config.toml"))

    assert problem in str(caught.value)


@pytest.mark.parametrize("to", ["[]", '["Bob <b@example.com>"]', '["b@example.com\\nBcc: x@example.com"]'])
def test_a_mail_goes_to_addresses_and_to_somebody(to):
    """What is no plain address could become another header."""
    with pytest.raises(ConfigError):
        parse_config(f"version = 1\n{MAIL}".replace('["b@example.com"]', to), Path("config.toml"))


def test_reminders_are_read():
    """Both ways out, with their defaults."""
    text = f'version = 1\n{MAIL}[reminders.webhook]\nurl = "env:HOOK"\n'
    reminders = parse_config(text, Path("config.toml")).reminders

    assert reminders.mail == MailSettings("mail.example.com", "a@example.com", ("b@example.com",))
    assert reminders.webhook == WebhookSettings("env:HOOK")


def test_carriers_are_read():
    """The user's names of Sendcloud's carriers, for all marketplaces or for one."""
    text = 'version = 1\n[carriers.dhl_de]\ncode = "DHL-Paket"\n[carriers.evri-GB]\ncode = "Other"\nname = "Evri"\n'
    carriers = parse_config(text, Path("config.toml")).carriers

    assert carriers == {"dhl_de": CarrierEntry("DHL-Paket"), "evri-GB": CarrierEntry("Other", "Evri")}


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('[carriers.DHL]\ncode = "DHL"\n', "Sendcloud's code such as"),
        ('[carriers.dhl-XX]\ncode = "DHL"\n', "XX"),
        ('[carriers.dhl]\nname = "DHL"\n', "is missing"),
        ('[carriers.dhl]\ncode = " "\n', "one line"),
        ('[carriers.dhl]\ncode = "DHL"\nname = "DHL"\n', "goes with the code Other"),
        ('[carriers.dhl]\ncode = "Other"\n', "goes with the code Other"),
        (f'[carriers.dhl]\ncode = "Other"\nname = "{"x" * 51}"\n', "50 characters"),
        ('[carriers.dhl]\ncode = "DHL"\nservice = "Paket"\n', "unknown key"),
    ],
)
def test_carriers_amazon_would_not_take_are_refused(lines, problem):
    """Before an order is late for them."""
    with pytest.raises(ConfigError) as caught:
        parse_config(f"version = 1\n{lines}", Path("config.toml"))

    assert problem in str(caught.value)
