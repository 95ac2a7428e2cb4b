"""What Amazon's answers mean, and the forms of credentials, without a network."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.authorization.diagnosis import Verdict, explain, find_participation
from mwslink.authorization.forms import check_client_id, check_client_secret, check_refresh_token, check_seller_id
from mwslink.connections import Participation
from mwslink.errors import AuthorizationError, BusyError, ConfigError, NetworkError, RejectedError, ThrottledError
from mwslink.marketplaces import BY_COUNTRY

ES = BY_COUNTRY["ES"]


def sells_in(country: str, *, open_: bool = True, suspended: bool = False) -> Participation:
    """What Amazon says of a seller in one country."""
    shop = BY_COUNTRY[country]
    return Participation(
        marketplace_id=shop.id,
        country=country,
        name=f"Amazon.{country.lower()}",
        domain=shop.domain,
        currency=shop.currency,
        language=shop.language,
        store_name="A store",
        is_participating=open_,
        has_suspended_listings=suspended,
    )


@pytest.mark.parametrize(
    ("participations", "verdict"),
    [
        ([sells_in("ES")], Verdict.GOOD),
        ([sells_in("DE"), sells_in("ES", suspended=True)], Verdict.WARNING),
        ([sells_in("ES", open_=False)], Verdict.BAD),
        ([sells_in("ES", open_=False, suspended=True)], Verdict.BAD),
        ([sells_in("DE")], Verdict.BAD),
        ([], Verdict.BAD),
    ],
)
def test_a_sellers_marketplaces_say_whether_one_can_be_connected(participations, verdict):
    """One verdict, an error exactly where something stands in the way, and the page of the right country."""
    (finding,) = find_participation(participations, ES)

    assert finding.verdict is verdict
    assert (finding.error is not None) == (verdict is Verdict.BAD)
    assert bool(finding.action) == (verdict is not Verdict.GOOD)
    if verdict is not Verdict.GOOD:
        assert finding.page == ES.seller_central


def test_a_missing_country_names_those_there_are():
    """In alphabetical order; "none" where there are none."""
    assert "DE, IT" in find_participation([sells_in("IT"), sells_in("DE")], ES)[0].text
    assert "none" in find_participation([], ES)[0].text


@pytest.mark.parametrize("error", [NetworkError("n"), BusyError("b"), ThrottledError("t", wait_seconds=1)])
def test_a_passing_trouble_says_nothing_about_credentials(error):
    """It is unknown, and worth another try."""
    finding = explain(error, ES)

    assert (finding.verdict, finding.error) == (Verdict.UNKNOWN, error)
    assert finding.action


@pytest.mark.parametrize(
    ("error", "check"),
    [
        (ConfigError("c", hint="do this"), "application"),
        (AuthorizationError("a", code="invalid_grant", hint="do this"), "access"),
        (RejectedError("r", hint="do this"), "access"),
    ],
)
def test_a_refusal_is_told_in_its_own_words(error, check):
    """What is known is not rephrased."""
    finding = explain(error, ES)

    assert (finding.check, finding.verdict, finding.text, finding.action) == (
        check,
        Verdict.BAD,
        error.message,
        "do this",
    )


def test_a_refusal_without_a_reason_names_both_causes():
    """Region and role: Amazon answers both alike. The code stays for whoever needs it."""
    finding = explain(AuthorizationError("HTTP 403", code="Unauthorized", hint="mwslink doctor finds out why."), ES)

    assert "region eu" in finding.text
    assert "role" in finding.action
    assert isinstance(finding.error, AuthorizationError)
    assert finding.error.code == "Unauthorized"


def test_a_finding_names_its_connection():
    """In its error as well, so that the sum at the end does."""
    finding = find_participation([], ES)[0].about("amazon-es")

    assert finding.subject == "amazon-es"
    assert finding.error is not None
    assert finding.error.connection == "amazon-es"


@pytest.mark.parametrize("text", ["A2EXAMPLE12345", " a2example12345\n", "A1SANDBOX00001"])
def test_a_seller_id_is_written_as_amazon_does(text):
    """Capitals, no spaces around."""
    assert check_seller_id(text) == text.strip().upper()


@pytest.mark.parametrize("text", ["", "A2", "B2EXAMPLE12345", "A2-EXAMPLE-12345", "A2EXAMPLE12345" * 3])
def test_what_cannot_be_a_seller_id_is_refused(text):
    """With where to find it."""
    with pytest.raises(ConfigError, match="begins with A") as caught:
        check_seller_id(text)

    assert "Your Merchant Token" in caught.value.hint


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (check_refresh_token, "Atzr|IwEBIA"),
        (check_client_id, "amzn1.application-oa2-client.0123"),
        (check_client_secret, "amzn1.oa2-cs.v1.0123"),
        (check_client_secret, "0123456789abcdef" * 4),
    ],
)
def test_what_looks_right_passes_unchanged(check, text):
    """Amazon publishes no lengths, so none is asked for."""
    assert check(text) == text


@pytest.mark.parametrize(
    ("check", "text", "told"),
    [
        (check_refresh_token, "Atza|IwEBIA", "access token"),
        (check_refresh_token, "amzn.mws.01234567-89ab-cdef-0123-456789abcdef", "MWS authorization token"),
        (check_refresh_token, "amzn1.oa2-cs.v1.0123", "client ID or client secret"),
        (check_client_id, "amzn1.sp.solution.0123", "application ID"),
        (check_client_id, "amzn1.oa2-cs.v1.0123", "begins with amzn1.application-oa2-client."),
        (check_client_secret, "amzn1.application-oa2-client.0123", "begins with amzn1.oa2-cs.v1."),
        (check_seller_id, "amzn1.sp.solution.0123", "application ID"),
    ],
)
def test_a_mix_up_is_named(check, text, told):
    """Six values look alike on Amazon's pages."""
    with pytest.raises(ConfigError, match=told.replace(".", r"\.")):
        check(text)


@given(st.text(min_size=8), st.sampled_from([check_refresh_token, check_client_id, check_client_secret]))
def test_no_message_repeats_a_value(text, check):
    """It may be a secret pasted into the wrong field."""
    value = f"Atza|{text}"
    with pytest.raises(ConfigError) as caught:
        check(value)

    assert value not in str(caught.value)
