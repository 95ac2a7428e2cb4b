"""Whose token it is: SP-API names no seller, so listings and imported orders have to tell, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from consents import consent, new_token
from terminal import at_a_terminal

from mwslink.config import load_config
from mwslink.credentials import resolve
from system.shop import Amazon, serving

OURS, THEIRS = "Atzr|sandbox-1", "Atzr|sandbox-2"
NO_LISTINGS = {"remove": ["Product Listing"]}


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=3, accounts=2, listings=0, quotas=False) as amazon:
        yield amazon


@pytest.fixture
def config_path(program, amazon: Amazon, blank_environment: Path) -> Path:
    """Seller 1, connected in Spain."""
    assert program("connect", "--country", "ES", "--sandbox", amazon.url).code == 0
    return blank_environment / ".config" / "mwslink" / "config.toml"


def token_of(path: Path) -> str:
    config = load_config(path)
    return resolve(config.accounts["sandbox"].token, secrets_file=config.secrets_file).reveal()


def test_another_sellers_listings_are_refused(program, amazon, config_path):
    """Product types, which need the same role and no seller ID, are shown."""
    ran = program("renew", "amazon-es", "--token", THEIRS)

    assert (ran.code, ran.out, token_of(config_path)) == (4, "", OURS)
    assert "The token is not that of seller A1SANDBOX00001" in ran.err


def test_a_bare_code_of_another_seller_is_refused(program, amazon, config_path):
    """It names nobody, other than the address it stood in."""
    asked = program("renew", "amazon-es", "--consent", "--json").data["consent_address"]
    (code,) = parse_qs(urlsplit(consent(asked, 2)).query)["spapi_oauth_code"]
    ran = program("renew", "amazon-es", "--redirect", code)

    assert (ran.code, token_of(config_path)) == (4, OURS)
    assert "The token is not that of seller A1SANDBOX00001" in ran.err
    assert "consents" not in config_path.with_name("secrets.toml").read_text()


def test_a_sellers_token_with_another_sellers_id_is_not_connected(program, amazon, blank_environment):
    ran = program("connect", "--country", "ES", "--sandbox", amazon.url, "--token", THEIRS)

    assert ran.code == 4
    assert "The token is not that of seller A1SANDBOX00001" in ran.err
    assert not (blank_environment / ".config" / "mwslink" / "config.toml").exists()


def test_where_the_listings_are_shut_an_imported_order_tells(program, amazon, config_path):
    """The application may lack the role; who finds the order is the seller."""
    amazon.call("/orders", {"account": 1, "country": "ES"})
    amazon.call("/clock", {"advance": 180})  # a new one shows two minutes later
    assert program("import", "amazon-es").code == 0
    for account in (1, 2):
        amazon.call(f"/accounts/{account}/roles", NO_LISTINGS)
    theirs = program("renew", "amazon-es", "--token", THEIRS)
    new = new_token(amazon)
    ours = program("renew", "amazon-es", "--token", new)

    assert (theirs.code, ours.code, ours.err) == (4, 0, "")
    assert "does not find an order imported for this seller" in theirs.err
    assert token_of(config_path) == new


def test_where_nothing_tells_it_is_said(program, amazon, config_path):
    """Nobody can be asked, so the one who gave the token is believed, with a warning."""
    new = new_token(amazon)
    ran = program("renew", "amazon-es", "--token", new, "--json")

    assert (ran.code, token_of(config_path)) == (0, new)
    assert ran.document["warnings"] == [
        "Whether the token is that of seller A1SANDBOX00001 could not be checked: no listings or orders tell."
    ]


def test_where_nothing_tells_a_person_is_asked(amazon, config_path, blank_environment):
    """And "no" writes nothing."""
    new = new_token(amazon)
    with at_a_terminal(blank_environment, "renew", "amazon-es", "--token", new) as person:
        person.answer("Is it that seller's token?", "n")
        code = person.finish()

    assert (code, token_of(config_path)) == (0, OURS), person.shown
    assert "could not be checked" in person.shown


def test_a_token_in_use_and_one_whose_seller_is_named_need_no_further_call(program, amazon, config_path):
    """The consent's address says who consented."""
    redirect = consent(program("renew", "amazon-es", "--consent", "--json").data["consent_address"])
    amazon.forget()
    for ran in (
        program("renew", "amazon-es", "--redirect", redirect),
        program("renew", "amazon-es", "--keep-token"),
        program("connect", "--country", "IT"),
    ):
        assert (ran.code, ran.err) == (0, "")

    assert set(amazon.calls()) == {"token", "getMarketplaceParticipations"}
