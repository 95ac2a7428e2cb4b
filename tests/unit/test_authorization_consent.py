"""The address a seller consents at, and what is made of whatever comes back from there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.authorization.consent import (
    PAGE_ERRORS,
    STATE_LIFETIME,
    Asked,
    check_seller,
    check_state,
    consent_address,
    loopback_address,
    read_redirect,
)
from mwslink.config import Application
from mwslink.credentials import Secret
from mwslink.errors import AuthorizationError, ConfigError, MwslinkError
from mwslink.marketplaces import BY_COUNTRY

REDIRECT_URI = "https://example.com/amazon"
CODE, STATE, SELLER = "ANDMxqpCmqWHJeyzdbMH", "s-tate_1", "A2EXAMPLE12345"
BACK = f"{REDIRECT_URI}?state={STATE}&selling_partner_id={SELLER}&spapi_oauth_code={CODE}"
NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
ASKED = Asked("renew acme", NOW, REDIRECT_URI)


def application(**given: object) -> Application:
    values: dict = {"id": "amzn1.sp.solution.1", "client_id": "amzn1.x", "client_secret": "env:SECRET", **given}
    return Application(**values)


def address(country: str, **given: object) -> tuple[str, dict[str, str]]:
    url = consent_address(application(**given), BY_COUNTRY[country].seller_central, "a state/+")
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}", dict(parse_qsl(parts.query))


@pytest.mark.parametrize(
    ("country", "page"),
    [
        ("ES", "https://sellercentral-europe.amazon.com/apps/authorize/consent"),
        ("NL", "https://sellercentral.amazon.nl/apps/authorize/consent"),
        ("US", "https://sellercentral.amazon.com/apps/authorize/consent"),
        ("JP", "https://sellercentral.amazon.co.jp/apps/authorize/consent"),
    ],
)
def test_each_country_has_its_own_page(country, page):
    """With nothing in the query that was not asked for."""
    assert address(country) == (page, {"application_id": "amzn1.sp.solution.1", "state": "a state/+"})


def test_a_draft_and_its_redirect_uri_stand_in_the_address():
    _page, query = address("ES", draft=True, redirect_uri=f"{REDIRECT_URI}?a=1&b=2")

    assert query["version"] == "beta"
    assert query["redirect_uri"] == f"{REDIRECT_URI}?a=1&b=2"


def test_without_the_applications_id_there_is_no_address():
    with pytest.raises(ConfigError, match="application's ID"):
        address("ES", id="")


@pytest.mark.parametrize(
    "pasted",
    [
        BACK,
        f"  <{BACK}>\n",
        BACK.replace("&", "&amp;"),
        BACK[:40] + "\n" + BACK[40:],
        f"“{BACK}”",
        BACK + "&mws_auth_token=amzn.mws.1#top",
        BACK.removeprefix("https://"),
        BACK.replace("/amazon?", "/amazon/?"),
        BACK.partition("?")[2],
    ],
)
def test_the_address_is_read_however_it_was_pasted(pasted):
    """Broken by a mail program, quoted, without the scheme, with what else Amazon adds."""
    found = read_redirect(pasted, REDIRECT_URI)

    assert (found.code, found.state, found.seller_id) == (Secret(CODE), STATE, SELLER)


def test_the_code_alone_is_enough():
    assert read_redirect(f" {CODE}\n", REDIRECT_URI).code == Secret(CODE)


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("https://sellercentral-europe.amazon.com/apps/authorize/consent?application_id=1&state=2", "leads to"),
        (BACK.replace("example.com", "evil.example"), "not on example.com"),
        (BACK.replace("example.com", "example.com.evil.example"), "not on example.com"),
        (BACK.replace("https://", "https://example.com@evil.example/"), "not on example.com"),
        (BACK.replace("https:", "http:"), "not on example.com"),
        (f"{REDIRECT_URI}?state={STATE}", "no code"),
        (f"{REDIRECT_URI}?spapi_oauth_code={CODE}", "no state"),
        (f"{BACK}&spapi_oauth_code=another1", "twice"),
        (f"{BACK}&state=another1", "twice"),
        (BACK.replace(CODE, "a%0d%0ab-header"), "damaged"),
        (BACK.replace(SELLER, "someone"), "seller ID"),
        ("Atzr|token", "refresh token"),
        ("amzn1.oa2-cs.v1.secret", "credentials"),
        (SELLER, "seller ID"),
        ("", "neither"),
        ("hello there seller", "neither"),
        ("nonsense", "neither"),
        ("x" * 5000, "neither"),
    ],
)
def test_what_is_no_redirect_is_named(pasted, says):
    """And never repeated."""
    with pytest.raises(ConfigError, match=says) as wrong:
        read_redirect(pasted, REDIRECT_URI)

    assert CODE not in str(wrong.value)


@pytest.mark.parametrize("code", PAGE_ERRORS)
def test_the_consent_pages_error_codes_are_understood(code):
    """Whoever sees one may paste it."""
    with pytest.raises(AuthorizationError, match=code) as refused:
        read_redirect(code.lower(), REDIRECT_URI)

    assert refused.value.code == code


def test_a_seller_who_says_no_is_no_mistake_of_ours():
    denied = read_redirect(f"{REDIRECT_URI}?error=access_denied&error_description=x&state={STATE}", REDIRECT_URI)

    with pytest.raises(AuthorizationError, match="did not consent"):
        check_state(denied, ASKED, subject="renew acme", now=NOW)


def test_an_unknown_error_is_shown_only_where_it_is_one_word():
    for error, shown in (("server_error", "server_error"), ("<script>", "no reason")):
        redirect = read_redirect(f"{REDIRECT_URI}?{urlencode({'error': error, 'state': STATE})}", REDIRECT_URI)
        with pytest.raises(AuthorizationError, match=shown) as refused:
            check_state(redirect, ASKED, subject="renew acme", now=NOW)
        assert "<" not in str(refused.value)


def test_a_state_nobody_here_made_is_refused():
    """Somebody may have slipped us the consent of another seller."""
    with pytest.raises(ConfigError, match="state is unknown"):
        check_state(read_redirect(BACK), None, subject="renew acme", now=NOW)


def test_a_forged_refusal_is_refused_as_a_forgery():
    """The state counts first."""
    with pytest.raises(ConfigError, match="state is unknown"):
        check_state(read_redirect("https://x.example/?error=access_denied&state=1"), None, subject="renew a", now=NOW)


def test_the_answer_to_another_question_is_refused():
    with pytest.raises(ConfigError, match="another question"):
        check_state(read_redirect(BACK), ASKED, subject="renew other", now=NOW)


@given(st.integers(-3600, 7200))
def test_a_state_lasts_an_hour(seconds):
    """To the second."""
    now = NOW + timedelta(seconds=seconds)
    if timedelta(seconds=seconds) <= STATE_LIFETIME:
        check_state(read_redirect(BACK), ASKED, subject="renew acme", now=now)
        return
    with pytest.raises(ConfigError, match="an hour ago"):
        check_state(read_redirect(BACK), ASKED, subject="renew acme", now=now)


def test_the_consent_of_another_seller_is_refused():
    with pytest.raises(AuthorizationError, match="A2EXAMPLE12345 consented"):
        check_seller(read_redirect(BACK), "A1OTHERSELLER1")
    check_seller(read_redirect(BACK), SELLER)
    check_seller(read_redirect(CODE), "A1OTHERSELLER1")  # nothing tells


@pytest.mark.parametrize(
    ("uri", "is_one"),
    [
        ("http://127.0.0.1:8751/consent", True),
        ("http://localhost:8751/", True),
        ("http://[::1]:8751/", True),
        ("https://127.0.0.1:8751/consent", False),
        ("https://example.com/", False),
        ("", False),
    ],
)
def test_only_http_on_this_computer_can_be_listened_on(uri, is_one):
    assert (loopback_address(uri) is not None) == is_one


_WORDS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(
    _WORDS | st.builds(lambda *parts: f"https://example.com/{parts[0]}?{parts[1]}={parts[2]}", _WORDS, _WORDS, _WORDS)
)
def test_junk_is_refused_or_read_but_nothing_else_happens(pasted):
    """Whatever is pasted: a result or a sentence."""
    try:
        found = read_redirect(pasted, REDIRECT_URI)
    except MwslinkError:
        return
    assert found.code or found.error


@given(
    st.from_regex(r"[A-Za-z0-9_-]{12,80}", fullmatch=True),
    st.text(min_size=1, max_size=60).filter(lambda text: text.strip() == text),
    st.permutations(["state", "selling_partner_id", "spapi_oauth_code", "other"]),
)
def test_a_redirect_survives_its_way_through_the_browser(code, state, order):
    """Any state, any order of the parameters."""
    values = {"state": state, "selling_partner_id": SELLER, "spapi_oauth_code": code, "other": "x y&z"}
    found = read_redirect(f"{REDIRECT_URI}?{urlencode({key: values[key] for key in order})}", REDIRECT_URI)

    assert (found.code, found.state, found.seller_id) == (Secret(code), state, SELLER)
