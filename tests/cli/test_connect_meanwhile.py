"""`connect` beside others: people who rename accounts in the file, and runs that connect at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mwslink.cli.boundary import Outcome
from mwslink.cli.connecting import make_connection
from mwslink.cli.conversation import Conversation
from mwslink.cli.session import Session
from mwslink.cli.wishes import Wishes, sandbox_wishes
from mwslink.config import Config, load_config
from mwslink.credentials import resolve
from mwslink.errors import BusyError
from system.shop import Amazon, serving


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=0, accounts=2, quotas=False) as amazon:
        yield amazon


@pytest.fixture
def config_path(blank_environment: Path) -> Path:
    return blank_environment / ".config" / "mwslink" / "config.toml"


def token_of(config: Config, account: str) -> str:
    return resolve(config.accounts[account].token, secrets_file=config.secrets_file).reveal()


def test_an_account_that_was_renamed_by_hand_keeps_its_token(program, amazon, config_path):
    """Its token stands under the earlier name, which another seller's account takes."""
    flags = ("--country", "ES", "--sandbox", amazon.url, "--account", "shop")
    assert program("connect", *flags).code == 0
    text = config_path.read_text().replace("accounts.shop]", "accounts.acme]").replace('"shop"', '"acme"')
    config_path.write_text(text.replace("amazon-es", "acme-es"))

    assert program("connect", *flags, "--account-number", "2").code == 0

    config = load_config(config_path)
    assert (token_of(config, "acme"), token_of(config, "shop")) == ("Atzr|sandbox-1", "Atzr|sandbox-2")


def test_of_two_that_connect_at_once_the_slower_one_writes_nothing(program, amazon, config_path):
    """Both would call their account and their connection the same; one seller's would belong to the other."""
    slow = Session(None, 30, Outcome(["connect"]))
    assert not slow.config.accounts
    flags = ("--country", "ES", "--sandbox", amazon.url, "--account", "shop")
    assert program("connect", *flags).code == 0
    before = config_path.read_bytes(), config_path.with_name("secrets.toml").read_bytes()

    wishes = sandbox_wishes(Wishes(country="ES", account="shop"), amazon.url, 2)
    with pytest.raises(BusyError, match="was changed meanwhile"):
        make_connection(slow, Conversation(may_ask=False), wishes)

    assert (config_path.read_bytes(), config_path.with_name("secrets.toml").read_bytes()) == before


def test_an_account_may_have_a_name_that_no_connection_has(program, amazon, config_path):
    """Underscores are no part of a connection's id."""
    flags = ("--country", "ES", "--sandbox", amazon.url)
    assert program("connect", *flags).code == 0
    assert program("connect", *flags, "--account", "my_shop", "--account-number", "2").code == 0

    assert list(load_config(config_path).connections) == ["amazon-es", "amazon-es-my-shop"]


def test_a_name_is_cleaned_of_what_came_along_with_copying(program, amazon, config_path):
    """As `settings` does it; refused at the end, everything typed before would be lost."""
    flags = ("--country", "ES", "--sandbox", amazon.url)
    assert program("connect", *flags, "--name", "Tienda\u00a0Ñandú \n").code == 0

    assert load_config(config_path).connections["amazon-es"].name == "Tienda Ñandú"
