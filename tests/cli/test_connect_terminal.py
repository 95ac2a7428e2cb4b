"""`mwslink connect` at a terminal: the conversation, in both languages, with slips and changes of mind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import CTRL_C, CTRL_D, ENTER, Terminal, at_a_terminal

from mwslink.config import load_config
from mwslink.sandbox.accounts import CLIENT_ID, CLIENT_SECRET
from system.shop import Amazon, serving

TOKEN = "Atzr|sandbox-1"
SELLER = "A1SANDBOX00001"
ENGLISH = ("Country", "Amazon's API [1]", "Client ID", "Client secret", "Seller ID", "Refresh token")
SPANISH = (
    "País",
    "API de Amazon [1]",
    "ID de cliente",
    "Secreto de cliente",
    "ID de vendedor",
    "Token de actualización",
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


def answer_all(person: Terminal, questions: tuple[str, ...], *, token: str = TOKEN) -> None:
    """Give what the conversation asks for, up to the question whether Amazon agrees."""
    for question, typed in zip(questions, ("ES", ENTER, CLIENT_ID, CLIENT_SECRET, SELLER, token), strict=True):
        person.answer(question, typed)


def test_a_person_is_led_from_a_country_to_a_connection(sit_down, config):
    """Every question comes with where to find the answer; Enter takes what is offered."""
    with sit_down() as person:
        answer_all(person, ENGLISH)
        person.answer("Name of the connection [Amazon ES]", "Tienda Ñandú")
        person.answer("Shall orders get a weight? [Y/n]", "n")
        person.answer("Tell Amazon about a shipment [1]", "3")
        code = person.finish()
    connection = load_config(config).connections["amazon-es"]

    assert code == 0, person.shown
    for text in ("LWA credentials", "Authorize app", "Your Merchant Token", "Asking Amazon…", "The seller sells in"):
        assert text in person.shown
    assert "amazon-es is connected" in person.shown
    assert (connection.name, connection.import_weight, connection.update_status) == ("Tienda Ñandú", False, "never")


def test_the_same_in_spanish(sit_down, config):
    """Questions, explanations and the word for yes."""
    with sit_down("--country", "españa", LANG="es_ES.UTF-8", LC_ALL="C.UTF-8", LANGUAGE="es") as person:
        for question, typed in zip(SPANISH[1:], (ENTER, CLIENT_ID, CLIENT_SECRET, SELLER, TOKEN), strict=True):
            person.answer(question, typed)
        person.answer("[Amazon ES]", ENTER)
        person.answer("peso", ENTER)
        person.answer("[1]", ENTER)
        code = person.finish()

    assert code == 0, person.shown
    assert load_config(config).connections["amazon-es"].import_weight is True
    for english in ("Country", "Refresh", "Asking", "Shall", "connected", "Next"):
        assert english not in person.shown


def test_secrets_are_not_shown_while_they_are_typed(sit_down, config):
    """Whoever looks over the shoulder, or at the recording, sees nothing."""
    with sit_down() as person:
        answer_all(person, ENGLISH, token="Atzr|nobody's")
        person.answer("Refresh token", TOKEN)
        person.answer("Name of the connection", ENTER)
        person.answer("weight", ENTER)
        person.answer("shipment", ENTER)
        assert person.finish() == 0

    for secret in (CLIENT_SECRET, TOKEN, "nobody's"):
        assert secret not in person.shown
    assert CLIENT_ID in person.shown


def test_a_wrong_token_is_asked_for_again(sit_down, config):
    """With Amazon's reason; what was right is not asked for twice."""
    with sit_down() as person:
        answer_all(person, ENGLISH, token="Atzr|nobody's")
        person.answer("Refresh token", TOKEN)
        person.answer("Name of the connection", ENTER)
        person.answer("weight", ENTER)
        person.answer("shipment", ENTER)
        assert person.finish() == 0

    assert "refresh token is wrong" in person.shown
    assert person.shown.count("Client secret (not shown)") == 1
    assert TOKEN in config.with_name("secrets.toml").read_text()
    assert "nobody" not in config.with_name("secrets.toml").read_text()


def test_a_wrong_client_secret_is_asked_for_again(sit_down, config):
    """The application's two values; the token is kept."""
    with sit_down("--country", "ES", "--seller-id", SELLER, "--token", TOKEN) as person:
        person.answer("Client ID", CLIENT_ID)
        person.answer("Client secret", "amzn1.oa2-cs.v1.wrong")
        person.answer("Client ID", CLIENT_ID)
        person.answer("Client secret", CLIENT_SECRET)
        person.answer("Name of the connection", ENTER)
        person.answer("weight", ENTER)
        person.answer("shipment", ENTER)
        assert person.finish() == 0, person.shown

    assert "does not know this client id" in person.shown


def test_what_is_malformed_is_asked_for_at_once(sit_down, config):
    """Amazon is not asked about what cannot be right."""
    with sit_down("--client-id", CLIENT_ID, "--client-secret", CLIENT_SECRET) as person:
        person.answer("Country", "Spian")
        person.answer("Country", "ES")
        person.answer("Seller ID", "4711")
        person.answer("Seller ID", SELLER)
        person.answer("Refresh token", "Atza|an-access-token")
        person.answer("Refresh token", TOKEN)
        person.answer("Name of the connection", CTRL_C)
        person.finish()

    assert "ES (Spain)" in person.shown
    assert "A seller ID begins with A" in person.shown
    assert "That is an access token" in person.shown
    assert person.shown.count("Asking Amazon…") == 1


def test_three_refusals_end_it(sit_down, config):
    """With the refusal's exit code, and nothing written."""
    with sit_down() as person:
        answer_all(person, ENGLISH, token="Atzr|first")
        person.answer("Refresh token", "Atzr|second")
        person.answer("Refresh token", "Atzr|third")
        code = person.finish()

    assert code == 4
    assert not config.exists()
    assert "Atzr" not in secrets_text(config)


def test_a_country_without_a_shop_is_not_asked_about_again(sit_down, config):
    """No other token would help."""
    with sit_down("--country", "NL") as person:
        for question, typed in zip(ENGLISH[1:], (ENTER, CLIENT_ID, CLIENT_SECRET, SELLER, TOKEN), strict=True):
            person.answer(question, typed)
        code = person.finish()

    assert code == 4
    assert "no shop in Netherlands" in person.shown
    assert not config.exists()


def test_the_account_there_is_is_offered(sit_down, blank_environment, amazon, config):
    """Enter takes it: neither seller ID nor token is asked for."""
    connect_first(blank_environment, amazon)
    with sit_down("--country", "IT") as person:
        person.answer("Connect [1]", ENTER)
        person.answer("Name of the connection [Amazon IT]", ENTER)
        person.answer("weight", ENTER)
        person.answer("shipment", ENTER)
        assert person.finish() == 0, person.shown
    loaded = load_config(config)

    assert "account sandbox (seller A1SANDBOX00001)" in person.shown
    assert "Refresh token" not in person.shown
    assert list(loaded.accounts) == ["sandbox"]
    assert list(loaded.connections) == ["amazon-es", "amazon-it"]


def test_another_seller_can_be_chosen_instead(sit_down, blank_environment, amazon, config):
    """The second choice leads to seller ID and token of the other."""
    connect_first(blank_environment, amazon)
    with sit_down("--country", "DE") as person:
        person.answer("Connect [1]", "2")
        person.answer("Amazon's API [1]", ENTER)
        person.answer("Seller ID", "A1SANDBOX00003")
        person.answer("Refresh token", "Atzr|sandbox-3")
        person.answer("Name of the connection", ENTER)
        person.answer("weight", ENTER)
        person.answer("shipment", ENTER)
        assert person.finish() == 0, person.shown

    assert load_config(config).connections["amazon-de"].account.seller_id == "A1SANDBOX00003"


@pytest.mark.parametrize(
    ("key", "question"),
    [
        pytest.param(CTRL_C, "Country", id="Ctrl-C first"),
        pytest.param(CTRL_C, "Refresh token", id="Ctrl-C at a hidden answer"),
        pytest.param(CTRL_C, "shipment", id="Ctrl-C last"),
        pytest.param(CTRL_D, "Country", id="Ctrl-D first"),
        pytest.param(CTRL_D, "Client secret", id="Ctrl-D at a hidden answer"),
        pytest.param(CTRL_D, "Name of the connection", id="Ctrl-D after Amazon agreed"),
    ],
)
def test_whoever_stops_leaves_nothing_behind(sit_down, config, key, question):
    """At any question: exit 130, no configuration, no secret, a terminal that echoes again."""
    answers = {
        **dict(zip(ENGLISH, ("ES", ENTER, CLIENT_ID, CLIENT_SECRET, SELLER, TOKEN), strict=True)),
        "Name of the connection": ENTER,
        "weight": ENTER,
        "shipment": ENTER,
    }
    with sit_down() as person:
        for asked, typed in answers.items():
            person.answer(asked, key if asked == question else typed)
            if asked == question:
                break
        code = person.finish()
        echoes = person.echoes

    assert code == 130, person.shown
    assert "Interrupted" in person.shown
    assert "Traceback" not in person.shown
    assert echoes
    assert not config.exists()
    assert "Atzr" not in secrets_text(config)
    assert "amzn1" not in secrets_text(config)


def test_no_input_asks_nothing_even_at_a_terminal(sit_down, config):
    """For scripts run by hand: all missing flags are named at once, exit 2."""
    with sit_down("--country", "ES", "--no-input") as person:
        code = person.finish()

    assert code == 2
    assert "--client-id is needed" in person.shown
    for flag in ("--client-secret", "--seller-id", "--token"):
        assert flag in person.shown
    assert not config.exists()


def test_json_asks_nothing_even_at_a_terminal(sit_down):
    """Questions would not be a document."""
    with sit_down("--country", "ES", "--json") as person:
        code = person.finish()

    assert code == 2
    assert person.shown.startswith("{")


def connect_first(home: Path, amazon: Amazon) -> None:
    """Spain, without a conversation."""
    with at_a_terminal(home, "connect", "--country", "ES", "--sandbox", amazon.url, "--no-input") as person:
        code = person.finish()
    assert code == 0, person.shown


def secrets_text(config: Path) -> str:
    """What secrets.toml holds, if it is there; a key of the store's own may be."""
    path = config.with_name("secrets.toml")
    return path.read_text() if path.exists() else ""
