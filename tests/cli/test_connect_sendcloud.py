"""`mwslink connect-sendcloud`: keys checked before they are kept, changed safely, each refusal named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from parcels import PushShop, sendcloud_server
from programs import Ran
from shops import an_order
from terminal import at_a_terminal

from mwslink.cli.connecting_sendcloud import choose_endpoint
from mwslink.config import load_config
from system.shop import Amazon

SECOND = ("--public-key", "sandbox-public-1002", "--secret-key", "sandbox-secret-1002")

pytestmark = pytest.mark.usefixtures("hurried")


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with sendcloud_server(saving_delay=0.0) as server:
        yield server


@pytest.fixture
def server(running: Amazon) -> Amazon:
    running.call("/state", {})
    return running


@pytest.fixture
def connect(program: Callable[..., Ran], server: Amazon) -> Callable[..., Ran]:
    return lambda *arguments: program("connect-sendcloud", "--endpoint", server.url, *arguments)


def test_keys_are_checked_and_kept_out_of_the_configuration(config_file: Path, connect: Callable[..., Ran]) -> None:
    """The integration's number comes with them."""
    ran = connect("--public-key", "sandbox-public", "--secret-key", "sandbox-secret", "--json")
    sendcloud = load_config(config_file).sendcloud
    secrets = config_file.with_name("secrets.toml")

    assert (ran.code, ran.data["integration_id"], ran.data["is_new"]) == (0, 1001, True)
    assert sendcloud
    assert (sendcloud.integration_id, sendcloud.oauth) == (1001, False)
    assert sendcloud.secret_key == "secrets:sendcloud.secret_key"
    assert "sandbox-secret" not in config_file.read_text() + ran.out + ran.err
    assert 'secret_key = "sandbox-secret"' in secrets.read_text()
    assert secrets.stat().st_mode & 0o777 == 0o600


def test_an_integration_that_wants_oauth_is_noticed(
    config_file: Path, connect: Callable[..., Ran], program: Callable[..., Ran], server: Amazon
) -> None:
    """And every later call signs in that way."""
    server.call("/sendcloud/integrations/1001", {"oauth_only": True})
    ran = connect("--public-key", "sandbox-public", "--secret-key", "sandbox-secret", "--json")
    server.forget()
    program("push")

    assert ran.data["oauth"] is True
    assert load_config(config_file).sendcloud.oauth is True
    assert 401 not in server.statuses()


def test_an_integration_that_begins_to_want_oauth_is_served_all_the_same(
    config_file: Path, connect: Callable[..., Ran], program: Callable[..., Ran], server: Amazon
) -> None:
    """Somebody switches it on in Sendcloud: push goes on, doctor tells what would be better."""
    connect("--public-key", "sandbox-public", "--secret-key", "sandbox-secret")
    server.call("/sendcloud/integrations/1001", {"oauth_only": True})
    pushed, doctor = program("push", "--json"), program("doctor", "--json")
    findings = [one for one in doctor.data["findings"] if one["check"] == "sendcloud"]

    assert pushed.code == 0
    assert [one["verdict"] for one in findings] == ["good", "warning"]


def test_wrong_keys_are_named_and_nothing_is_written(
    config_file: Path, connect: Callable[..., Ran], server: Amazon
) -> None:
    """Not even over keys that work; nor is a sandbox taken for Sendcloud."""
    before = config_file.read_text()
    ran = connect("--public-key", "sandbox-public", "--secret-key", "canary-wrong")

    assert ran.code == 3
    assert "does not know this public key with this secret key" in ran.err
    assert f"{server.url}, which takes the place of Sendcloud" in ran.err
    assert "--endpoint https://panel.sendcloud.sc" in ran.err
    assert "canary" not in ran.err
    assert config_file.read_text() == before
    assert "sendcloud" not in config_file.with_name("secrets.toml").read_text()


def test_a_server_in_trouble_is_no_fault_of_the_keys(connect: Callable[..., Ran], server: Amazon) -> None:
    """Run it again later."""
    server.misbehave("*:100%:503")

    assert connect("--public-key", "sandbox-public", "--secret-key", "sandbox-secret").code == 5


def test_all_that_is_missing_is_named_at_once(connect: Callable[..., Ran]) -> None:
    """Where nobody can be asked."""
    ran = connect("--no-input")

    assert ran.code == 2
    assert "--public-key" in ran.err
    assert "--secret-key" in ran.err


def test_the_same_key_twice_is_noticed(connect: Callable[..., Ran]) -> None:
    """One of them was copied twice."""
    ran = connect("--public-key", "abc", "--secret-key", "abc")

    assert ran.code == 3
    assert "copied twice" in ran.err


def test_new_keys_of_the_same_integration_are_taken(config_file: Path, connect: Callable[..., Ran]) -> None:
    """The command again is how keys are changed; other settings stay."""
    connect("--public-key", "sandbox-public", "--secret-key", "sandbox-secret")
    config_file.write_text(config_file.read_text() + "pass_email = true\n")
    ran = connect("--public-key", "sandbox-public", "--secret-key", "sandbox-secret", "--json")

    assert (ran.code, ran.data["is_new"]) == (0, False)
    assert load_config(config_file).sendcloud.pass_email is True


def test_keys_are_not_sent_to_an_address_that_is_only_remembered(
    config_file: Path, connect: Callable[..., Ran], program: Callable[..., Ran], server: Amazon
) -> None:
    """After a sandbox nobody knows whether the next keys are for Sendcloud: it is named, and how to say which."""
    connect("--public-key", "sandbox-public", "--secret-key", "sandbox-secret")
    before = config_file.read_text()
    server.forget()
    ran = program("connect-sendcloud", "--public-key", "canary-public", "--secret-key", "canary-secret")

    assert ran.code == 3
    assert server.url in ran.err
    assert "--endpoint https://panel.sendcloud.sc" in ran.err
    assert server.calls() == {}
    assert config_file.read_text() == before


@dataclass
class Answering:
    """A person who says yes or no to everything."""

    answer: bool
    may_ask: bool = True
    told: list[str] = field(default_factory=list)

    def tell(self, text: str) -> None:
        self.told.append(text)

    def confirm(self, _question: str, *, default: bool, silent: bool) -> bool:
        assert (default, silent) == (True, False)
        return self.answer


@pytest.mark.parametrize(
    ("given", "known", "answer", "endpoint", "is_told"),
    [
        (None, "", False, "", False),
        (None, "https://panel.sendcloud.sc", False, "", False),
        ("https://panel.sendcloud.sc/", "http://127.0.0.1:1", False, "", False),
        ("", "http://127.0.0.1:1", False, "", False),
        ("http://127.0.0.1:2", "http://127.0.0.1:1", False, "http://127.0.0.1:2", False),
        (None, "http://127.0.0.1:1", True, "", True),
        (None, "http://127.0.0.1:1", False, "http://127.0.0.1:1", True),
    ],
)
def test_a_person_says_whether_the_keys_are_for_sendcloud_itself(
    given: str | None, known: str, answer: bool, endpoint: str, is_told: bool
) -> None:
    """Where another address is remembered and none is given."""
    person = Answering(answer)

    assert choose_endpoint(person, given, known=known) == endpoint  # type: ignore[arg-type]  # all it asks of a person
    assert bool(person.told) == is_told


def test_keys_of_another_integration_need_a_yes(config_file: Path, connect: Callable[..., Ran]) -> None:
    """Orders would go to another place from then on."""
    connect("--public-key", "sandbox-public", "--secret-key", "sandbox-secret")
    refused = connect(*SECOND)
    allowed = connect(*SECOND, "--other-integration", "--json")

    assert refused.code == 3
    assert "integration 1002" in refused.err
    assert (allowed.code, allowed.data["integration_id"]) == (0, 1002)
    assert load_config(config_file).sendcloud.integration_id == 1002


def test_orders_stay_where_they_were_handed_over(
    config_file: Path, program: Callable[..., Ran], server: Amazon, connect: Callable[..., Ran]
) -> None:
    """Two integrations would ship the same order twice."""
    shop = PushShop(config_file, program, server)
    shop.prepare()
    shop.fill(an_order(1))
    shop.push()
    moved = connect(*SECOND, "--other-integration", "--json")
    shop.fill(an_order(2))
    ran = shop.push()
    (es,) = [one for one in ran.data["connections"] if one["connection"] == "amazon-es"]
    orders = server.call("/sendcloud/orders")["orders"]

    assert moved.data["left_behind"] == 1
    assert "only if both integrations are of the same Sendcloud user" in moved.document["warnings"][0]
    assert [(one["order_id"], one["integration_id"]) for one in orders] == [
        (an_order(1).id, 1001),
        (an_order(2).id, 1002),
    ]
    assert [(one["order_id"], one["reason"]) for one in es["held"]] == [(an_order(1).id, "other-integration")]


@pytest.mark.parametrize("is_open", [False, True])
def test_a_cancelled_order_in_another_integration_is_a_loud_warning(
    config_file: Path, program: Callable[..., Ran], server: Amazon, connect: Callable[..., Ran], is_open: bool
) -> None:
    """Once, also if it was told as one of the other integration; Amazon may leave it open with no units."""
    shop = PushShop(config_file, program, server)
    shop.prepare()
    shop.fill(an_order(1))
    shop.push()
    connect(*SECOND, "--other-integration")
    shop.push()
    empty = tuple(replace(item, quantity=0) for item in an_order(1).items)
    changes = {"items": empty} if is_open else {"status": "CANCELLED", "personal": None}
    shop.fill(an_order(1, updated_at=an_order(9).updated_at, **changes))
    first, second = shop.push(), shop.push()
    (es,) = [one for one in second.data["connections"] if one["connection"] == "amazon-es"]

    assert (first.code, second.code) == (10, 0)
    assert "CANCELLED at Amazon, but in integration 1001" in first.document["errors"][0]["message"]
    assert es["stranded"] == [{"order_id": an_order(1).id, "reason": "cancelled", "detail": "1001", "is_new": False}]
    assert es["held"] == []

    connect("--public-key", "sandbox-public", "--secret-key", "sandbox-secret", "--other-integration")
    assert shop.push().code == 0
    assert shop.there() == {}


def test_keys_may_come_from_files_and_references(
    config_file: Path, connect: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reference stays one."""
    (tmp_path / "secret").write_text("sandbox-secret\n")
    monkeypatch.setenv("PUBLIC", "sandbox-public")
    ran = connect("--public-key", "env:PUBLIC", "--secret-key-file", str(tmp_path / "secret"))

    assert ran.code == 0
    assert load_config(config_file).sendcloud.public_key == "env:PUBLIC"


def test_a_person_is_asked_without_echo_and_may_correct(
    blank_environment: Path, config_file: Path, server: Amazon
) -> None:
    """Where the keys are is said; a slip is asked again."""
    with at_a_terminal(blank_environment, "connect-sendcloud", "--endpoint", server.url) as person:
        person.answer("Public key (not shown)", "sandbox-public")
        assert not person.echoes
        person.answer("Secret key (not shown)", "canary-slip")
        person.answer("Public key (not shown)", "sandbox-public")
        person.answer("Secret key (not shown)", "sandbox-secret")
        code = person.finish()

    assert code == 0
    assert "Settings → Integrations → Sendcloud API" in person.shown
    assert "canary-slip" not in person.shown
    assert load_config(config_file).sendcloud.integration_id == 1001


def test_a_person_decides_about_another_integration(
    blank_environment: Path, config_file: Path, server: Amazon, connect: Callable[..., Ran]
) -> None:
    """No is the default."""
    connect("--public-key", "sandbox-public", "--secret-key", "sandbox-secret")
    with at_a_terminal(blank_environment, "connect-sendcloud", *SECOND, "--endpoint", server.url) as person:
        person.answer("from now on? [y/N]", "\r")
        code = person.finish()

    assert code == 0
    assert load_config(config_file).sendcloud.integration_id == 1001


def test_it_speaks_spanish(program: Callable[..., Ran], config_file: Path, server: Amazon) -> None:
    """As a Spanish seller would say it."""
    ran = program("connect-sendcloud", "--sandbox", server.url, language="es")

    assert ran.code == 0
    assert "Sendcloud está conectado: integración 1001" in ran.out
