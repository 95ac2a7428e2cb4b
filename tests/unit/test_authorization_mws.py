"""The forms of MWS's credentials, and what its refusals mean, without a network."""

from __future__ import annotations

import pytest

from mwslink.authorization.diagnosis import Verdict, explain, find_participation
from mwslink.authorization.forms import (
    check_access_key_id,
    check_developer_id,
    check_mws_token,
    check_secret_key,
    unusual_secret_key,
    unusual_seller_id,
)
from mwslink.authorization.retirement import is_switched_off, switched_off
from mwslink.connections import Account, Participation
from mwslink.errors import AuthorizationError, ConfigError, RejectedError
from mwslink.marketplaces import BY_COUNTRY

ES = BY_COUNTRY["ES"]
UUID = "0123abcd-4567-89ef-0123-456789abcdef"


class KeyRefusedError(ConfigError):
    """As the gateway raises it: with Amazon's code."""

    def __init__(self, code: str) -> None:
        super().__init__("the key is wrong", hint="check it")
        self.code = code


@pytest.mark.parametrize("text", ["3244-7764-4129", "324477644129", " 3244-7764-4129 "])
def test_a_developer_id_is_printed_in_groups_of_four(text):
    """However it was typed."""
    assert check_developer_id(text) == "3244-7764-4129"


@pytest.mark.parametrize("text", ["3244-7764-412", "3244-7764-41299", "3244-7764-412x", "", "٣٢٤٤-7764-4129"])
def test_what_has_not_twelve_digits_is_no_developer_id(text):
    """Nor do other scripts' digits count."""
    with pytest.raises(ConfigError, match="12 digits"):
        check_developer_id(text)


def test_a_token_is_the_prefix_and_a_uuid_of_any_version():
    """Amazon's are not of version 4."""
    assert check_mws_token(f"amzn.mws.{UUID}") == f"amzn.mws.{UUID}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (UUID, "beginning is missing"),
        (f"amzn.mws.{UUID[:-1]}", "not whole"),
        (f"amzn.mws.{UUID}0", "not whole"),
        (f"amzn.mws.{UUID.upper()}", "not whole"),
        ("Atzr|IwEBIA", "credential of SP-API"),
        ("amzn1.oa2-cs.v1.0123", "credential of SP-API"),
        ("A2EXAMPLE12345", "begins with amzn.mws."),
    ],
)
def test_what_is_no_token_is_told_apart_and_not_repeated(text, told):
    """A person sees what was pasted in its place."""
    with pytest.raises(ConfigError, match=told) as caught:
        check_mws_token(text)
    assert text not in str(caught.value)


@pytest.mark.parametrize("text", ["AKIAIOSFODNN7EXAMPLE", "0PB842EXAMPLE7N4ZTR2"])
def test_an_access_key_id_need_not_begin_with_akia(text):
    """Amazon's own example does not."""
    assert check_access_key_id(text) == text


@pytest.mark.parametrize("text", ["AKIA", "akiaiosfodnn7example", "AKIAIOSFODNN7EXAMPLE1"])
def test_what_has_not_twenty_capitals_is_no_access_key_id(text):
    """Refused at once."""
    with pytest.raises(ConfigError, match="20 capital letters"):
        check_access_key_id(text)


def test_a_secret_key_is_refused_only_when_it_is_something_else():
    """What merely looks unusual is said to."""
    real = "a" * 30 + "/+" + "B" * 8
    assert (check_secret_key(real), unusual_secret_key(real)) == (real, "")
    assert check_secret_key("sandbox-secret-key")
    assert "40" in unusual_secret_key("sandbox-secret-key")
    for other in (f"amzn.mws.{UUID}", "Atzr|x", "AKIAIOSFODNN7EXAMPLE"):
        with pytest.raises(ConfigError):
            check_secret_key(other)


@pytest.mark.parametrize(
    ("text", "is_usual"),
    [("A" + "1" * 11, False), ("A" + "1" * 12, True), ("A" + "1" * 13, True), ("A" + "1" * 14, False)],
)
def test_a_seller_id_usually_has_13_or_14_characters(text, is_usual):
    """Others are a warning."""
    assert (unusual_seller_id(text) == "") is is_usual


@pytest.mark.parametrize(
    ("details", "check", "in_action"),
    [
        ("AuthToken is not valid for SellerId and AWSAccountId", "access", "does not say which"),
        ("Missing required MWSAuthToken for Seller.", "access", "gateway"),
        ("Access denied", "access", "does not say which"),
        ("Access to Orders.ListOrders is denied", "permission", "gateway"),
        ("The seller does not have an eligible Amazon account to call Amazon MWS.", "account", "gateway"),
        ("Seller [A] does not have access to the given marketplace [B]", "marketplace", "gateway"),
        ("Something new", "access", "gateway"),
    ],
)
def test_a_denial_names_the_answer_in_question(details, check, in_action):
    """And the seller's page; what the gateway says stays unless more is known."""
    error = AuthorizationError("refused", code="AccessDenied", details=details, hint="gateway")
    finding = explain(error, ES)

    assert (finding.check, finding.verdict, finding.text) == (check, Verdict.BAD, "refused")
    assert in_action in finding.action
    assert finding.page.startswith("https://sellercentral-europe.amazon.com")


@pytest.mark.parametrize("code", ["InvalidAccessKeyId", "InvalidClientTokenId", "SignatureDoesNotMatch"])
def test_refused_keys_are_the_developers_fault(code):
    """Not the seller's: exit 3."""
    finding = explain(KeyRefusedError(code), ES)

    assert (finding.check, finding.action) == ("developer", "check it")
    assert isinstance(finding.error, ConfigError)


def test_a_refused_clock_and_a_refused_seller_id():
    """The one is the computer's, the other the user's."""
    clock = explain(RejectedError("late", code="RequestExpired"), ES)
    seller = explain(RejectedError("HTTP 400", code="InvalidParameterValue", details="Invalid seller id"), ES)

    assert clock.check == "clock"
    assert seller.check == "access"
    assert "no seller ID" in seller.text


def test_mws_is_switched_off_only_at_amazons_own_address():
    """A stand-in works on."""
    account = Account("a", "mws", "eu", "A2EXAMPLE12345", token="env:T")

    assert is_switched_off(account)
    assert not is_switched_off(
        Account("a", "mws", "eu", "A2EXAMPLE12345", token="env:T", endpoint="http://127.0.0.1:1")
    )
    assert not is_switched_off(Account("a", "sp-api", "eu", "A2EXAMPLE12345", token="env:T"))
    assert explain(switched_off(), ES).check == "api"


def test_internal_marketplaces_are_no_shops():
    """Amazon lists one in Spain that nobody can buy at."""
    phantom = Participation(
        "AFQLKURYRPEL8", "ES", "Non-Amazon", "", "EUR", "es_ES", "", is_participating=True, has_suspended_listings=False
    )
    (finding,) = find_participation([phantom], ES)

    assert finding.verdict is Verdict.BAD
    assert "none" in finding.text
