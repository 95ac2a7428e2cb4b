"""`mwslink connect --api mws` at a terminal: the guide as a conversation, in both languages, with changes of mind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import CTRL_C, CTRL_D, ENTER, Terminal, at_a_terminal

from mwslink.config import load_config
from mwslink.sandbox.accounts import ACCESS_KEY_ID, SECRET_KEY
from system.shop import Amazon, serving

TOKEN = "amzn.mws.00000000-0000-4000-8000-000000000001"
WRONG_TOKEN = "amzn.mws.ffffffff-0000-4000-8000-000000000001"
SELLER = "A1SANDBOX00001"
STATEMENTS = (
    "I have read and accepted the Amazon MWS Licence Agreement.",
    "I understand that I take complete responsibility for the acts and omissions of SendCloud regarding my Amazon "
    "selling account and hereby direct Amazon to allow SendCloud to access my Amazon selling account.",
)
ANSWERS = {
    "Country": "ES",
    "Amazon's API [1]": "2",
    "Developer name [SendCloud]": ENTER,
    "Developer ID (12 digits) [3244-7764-4129]": ENTER,
    "Access key ID": ACCESS_KEY_ID,
    "Secret key": SECRET_KEY,
    "accept both statements? [y/N]": "y",
    "Seller ID": SELLER,
    "MWS authorization token (not shown)": TOKEN,
    "Name of the connection [Amazon ES]": "Amazon ES",
    "Shall orders get a weight? [Y/n]": ENTER,
    "Tell Amazon about a shipment [1]": "2",
}
SPANISH = (
    ("Nombre del desarrollador [SendCloud]", ENTER),
    ("ID del desarrollador (12 cifras) [3244-7764-4129]", ENTER),
    ("ID de clave de acceso", ACCESS_KEY_ID),
    ("Clave secreta", SECRET_KEY),
    ("¿Acepta el vendedor las dos declaraciones? [s/N]", "s"),
    ("ID de vendedor", SELLER),
    ("Token de autorización de MWS (no se muestra)", TOKEN),
    ("[Amazon ES]", ENTER),
    ("peso", ENTER),
    ("[1]", ENTER),
)


@pytest.fixture(scope="module")
def amazon() -> Iterator[Amazon]:
    with serving(orders=0, quotas=False) as amazon:
        yield amazon


@pytest.fixture
def config(blank_environment: Path) -> Path:
    """Where the configuration will be."""
    return blank_environment / ".config" / "mwslink" / "config.toml"


@pytest.fixture
def sit_down(blank_environment: Path, amazon: Amazon) -> Callable:
    """Begins `connect` against the local Amazon, with a person in front of it."""
    return lambda *arguments, **environ: at_a_terminal(
        blank_environment, "connect", "--endpoint", amazon.url, *arguments, **environ
    )


def answer_all(person: Terminal, *, up_to: str = "", key: str = "", **changes: str) -> None:
    """Give what the conversation asks for; at the question `up_to` press the key and stop."""
    for question, typed in ANSWERS.items():
        if up_to and up_to in question:
            person.answer(question, key)
            return
        person.answer(question, changes.get(question.split()[0].lower(), typed))


def secrets_text(config: Path) -> str:
    """What secrets.toml holds, if it is there."""
    path = config.with_name("secrets.toml")
    return path.read_text() if path.exists() else ""


def test_a_person_is_led_as_the_guide_leads(sit_down, config):
    """Address, developer, statements, warning; then name, weight and status update."""
    with sit_down() as person:
        answer_all(person)
        code = person.finish()
    connection = load_config(config).connections["amazon-es"]
    on_one_line = " ".join(person.shown.split())

    assert code == 0, person.shown
    for text in (
        "https://sellercentral-europe.amazon.com/apps/manage",
        "Authorize new developer",
        "3244-7764-4129",
        "A1RKKUPIHCS9HS for Spain",
        "shown only once",
        "They must be your own",
        *STATEMENTS,
    ):
        assert text in on_one_line
    assert re.search(r"(?m)^     \[ \] I understand .{,58}\r?\n {9}\w", person.shown)  # folded between words
    assert (connection.account.api, connection.update_status) == ("mws", "processed")
    for secret in (TOKEN, SECRET_KEY):
        assert secret not in person.shown


def test_the_same_in_spanish(sit_down, config):
    """With Amazon's Spanish words; the statements stay as the page shows them."""
    with sit_down("--country", "españa", "--api", "mws", LANGUAGE="es", LC_ALL="C.UTF-8") as person:
        for question, typed in SPANISH:
            person.answer(question, typed)
        code = person.finish()

    assert code == 0, person.shown
    for text in ("Permisos de usuario", "Autorizar nuevo desarrollador", "solo se muestra una vez", STATEMENTS[0]):
        assert text in person.shown
    for english in ("Developer", "shown only", "Tick", "Asking", "connected"):
        assert english not in person.shown


def test_a_wrong_token_and_a_wrong_seller_are_asked_for_again(sit_down, config):
    """Amazon does not say which of the two it is, so both are; Enter keeps the seller."""
    with sit_down() as person:
        answer_all(person, up_to="MWS authorization", key=WRONG_TOKEN)
        person.answer(f"Seller ID [{SELLER}]", ENTER)
        person.answer("MWS authorization token", TOKEN)
        for question in ("Name of the connection", "weight", "shipment"):
            person.answer(question, ENTER)
        assert person.finish() == 0, person.shown

    assert "does not say which" in person.shown
    assert TOKEN in secrets_text(config)
    assert WRONG_TOKEN not in secrets_text(config)


def test_wrong_keys_are_asked_for_again(sit_down, config):
    """Both of the developer's; the seller's answers are kept."""
    with sit_down("--country", "ES", "--api", "mws", "--seller-id", SELLER, "--token", TOKEN) as person:
        person.answer("Developer name", ENTER)
        person.answer("Developer ID", ENTER)
        person.answer("Access key ID", ACCESS_KEY_ID)
        person.answer("Secret key", "wrong-secret-key")
        person.answer("accept both", "y")
        person.answer("Access key ID", ACCESS_KEY_ID)
        person.answer("Secret key", SECRET_KEY)
        for question in ("Name of the connection", "weight", "shipment"):
            person.answer(question, ENTER)
        assert person.finish() == 0, person.shown

    assert "does not belong to the access key id" in person.shown


def test_malformed_answers_are_asked_for_at_once(sit_down, config):
    """Before Amazon is."""
    with sit_down("--country", "ES", "--api", "mws") as person:
        person.answer("Developer name", "Mine")
        person.answer("Developer ID (12 digits):", "123")
        person.answer("Developer ID (12 digits):", "324477644129")
        person.answer("Access key ID", "AKIA")
        person.answer("Access key ID", ACCESS_KEY_ID)
        person.answer("Secret key", SECRET_KEY)
        person.answer("accept both", "y")
        person.answer("Seller ID", "4711")
        person.answer("Seller ID", SELLER)
        person.answer("MWS authorization token", "Atzr|sandbox-1")
        person.answer("MWS authorization token", CTRL_C)
        person.finish()

    assert "omissions of Mine" in " ".join(person.shown.split())
    assert "credential of SP-API" in person.shown
    assert "Asking Amazon" not in person.shown


def test_enter_is_no_acceptance_of_the_statements(sit_down, config):
    """Nothing is written, and no token asked for."""
    with sit_down("--country", "ES", "--api", "mws") as person:
        for question, typed in list(ANSWERS.items())[2:6]:
            person.answer(question, typed)
        person.answer("accept both", ENTER)
        person.finish()

    assert "Nothing was written" in person.shown
    assert "MWS authorization token (not shown)" not in person.shown
    assert not config.exists()


def test_a_second_country_takes_one_confirmation(sit_down, config, blank_environment, amazon):
    """Neither seller ID nor token is asked for."""
    options = ("--country", "ES", "--api", "mws", "--sandbox", amazon.url, "--no-input")
    with at_a_terminal(blank_environment, "connect", *options) as person:
        assert person.finish() == 0, person.shown
    with sit_down("--country", "IT") as person:
        person.answer("Connect [1]", "yes")
        person.answer("Please answer with a number from 1 to 2.", ENTER)
        for question in ("Name of the connection [Amazon IT]", "weight", "shipment"):
            person.answer(question, ENTER)
        assert person.finish() == 0, person.shown

    assert "by MWS" in person.shown
    assert list(load_config(config).connections) == ["amazon-es", "amazon-it"]


def test_without_an_endpoint_the_way_out_is_offered(blank_environment, config):
    """Enter leads to SP-API, which works."""
    with at_a_terminal(blank_environment, "connect", "--country", "ES", "--api", "mws") as person:
        person.answer("How to go on [1]", ENTER)
        person.answer("Client ID", CTRL_C)
        code = person.finish()

    assert code == 130
    assert "31 March 2024" in person.shown
    assert not config.exists()


def test_whoever_insists_may_try(blank_environment, config):
    """The attempt says what has become of MWS; no other answer is asked for. It leaves this computer for nobody."""
    environ = {"HTTPS_PROXY": "http://127.0.0.1:9"}
    with at_a_terminal(blank_environment, "connect", "--country", "ES", "--api", "mws", **environ) as person:
        person.answer("How to go on [1]", "2")
        for question, typed in list(ANSWERS.items())[2:9]:
            person.answer(question, typed)
        code = person.finish()

    assert code == 3, person.shown
    assert "MWS was switched off" in person.shown
    assert not config.exists()


@pytest.mark.parametrize(
    ("key", "question"),
    [
        pytest.param(CTRL_C, "Secret key", id="Ctrl-C at the secret key"),
        pytest.param(CTRL_D, "accept both", id="Ctrl-D at the statements"),
        pytest.param(CTRL_C, "MWS authorization", id="Ctrl-C at the token"),
        pytest.param(CTRL_C, "Tell Amazon", id="Ctrl-C last"),
    ],
)
def test_whoever_stops_leaves_nothing_behind(sit_down, config, key, question):
    """Exit 130, no configuration, no secret, a terminal that echoes again."""
    with sit_down() as person:
        answer_all(person, up_to=question, key=key)
        code = person.finish()
        echoes = person.echoes

    assert code == 130, person.shown
    assert echoes
    assert not config.exists()
    assert "amzn" not in secrets_text(config)
    assert "developer" not in secrets_text(config)
