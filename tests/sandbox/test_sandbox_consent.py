"""The page on which a seller lets an application in: by plain requests, and in a real browser."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from amazon import CLIENT, Amazon

from browser import open_browser

PAGE = "/apps/authorize/consent"
APPLICATION = "amzn1.sp.solution.sandbox"
REGISTERED = "https://mwslink.example/consent"
ASKED = {"application_id": APPLICATION, "state": "s-1", "account": "2", "language": "en"}
AGREED = {"do": "confirm", "agree": "on"}


def consent(amazon: Amazon, **changed: str):
    return amazon.http.post(PAGE, params=ASKED | changed, data=AGREED)


def found_in(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def exchange(amazon: Amazon, code: str, **given: str):
    return amazon.lwa(grant_type="authorization_code", code=code, **given)


def test_a_seller_who_agrees_is_sent_back_with_a_code(amazon):
    """With the state as it came, the seller ID, and for a hybrid application the MWS token."""
    answer = consent(amazon)
    where = answer.headers["location"]

    assert answer.status_code == 303
    assert where.startswith(f"{REGISTERED}?")
    assert answer.headers["referrer-policy"] == "no-referrer"
    found = found_in(where)
    assert found.pop("spapi_oauth_code")
    assert found == {
        "state": "s-1",
        "selling_partner_id": "A1SANDBOX00002",
        "mws_auth_token": "amzn.mws.00000000-0000-4000-8000-000000000002",
    }


def test_an_application_that_never_used_mws_gets_no_mws_token(amazon):
    amazon.control("POST", "/application", {"hybrid": False})

    assert "mws_auth_token" not in found_in(consent(amazon).headers["location"])


def test_the_code_gives_a_new_refresh_token_once(amazon):
    """A second exchange is refused, and so is one after five minutes."""
    code = found_in(consent(amazon).headers["location"])["spapi_oauth_code"]
    first, second = (exchange(amazon, code, redirect_uri=REGISTERED) for _ in range(2))
    late = found_in(consent(amazon).headers["location"])["spapi_oauth_code"]
    amazon.pass_time(minutes=5)

    assert first.json()["refresh_token"] == "Atzr|sandbox-2-2"
    assert second.json()["error_description"] == "The request has an invalid grant parameter : code"
    assert exchange(amazon, late).json()["error"] == "invalid_grant"


def test_a_consent_starts_the_year_again(amazon):
    amazon.control("POST", "/accounts/2/expire", {})
    assert amazon.refresh(2).status_code == 400
    consent(amazon)

    assert amazon.refresh(2).status_code == 200


def test_a_code_belongs_to_the_application_that_was_consented_to(amazon):
    """The other one can neither exchange it nor use what comes of it."""
    code = found_in(consent(amazon).headers["location"])["spapi_oauth_code"]
    other = {"client_id": "amzn1.application-oa2-client.other", "client_secret": "amzn1.oa2-cs.v1.other"}
    refused = exchange(amazon, code, **other)
    token = exchange(amazon, code).json()["refresh_token"]
    used = amazon.lwa(grant_type="refresh_token", refresh_token=token, **other)

    assert refused.json()["error"] == "invalid_grant"
    assert used.json()["error"] == "unauthorized_client"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"application_id": "amzn1.sp.solution.nobody"}, "SPSA0404"),
        ({"application_id": ""}, "MD9010"),
        ({"state": ""}, "MD9010"),
        ({"redirect_uri": "https://elsewhere.example/"}, "MD5101"),
        ({"redirect_uri": f"{REGISTERED}#fragment"}, "MD5110"),
    ],
)
def test_what_is_wrong_with_the_address_is_said_in_amazons_codes(amazon, changed, code):
    shown, posted = amazon.http.get(PAGE, params=ASKED | changed), consent(amazon, **changed)

    assert (shown.status_code, posted.status_code) == (400, 400)
    assert f'id="code">{code}<' in shown.text
    assert f'id="code">{code}<' in posted.text


def test_a_draft_needs_version_beta(amazon):
    amazon.control("POST", "/application", {"draft": True})

    assert "MD1000" in amazon.http.get(PAGE, params=ASKED).text
    assert consent(amazon, version="beta").status_code == 303


def test_a_draft_is_for_25_sellers(amazon):
    """One of them may consent again."""
    amazon.control("POST", "/state", {"accounts": 26})
    amazon.control("POST", "/application", {"draft": True})
    for number in range(1, 26):
        assert consent(amazon, version="beta", account=f"{number}").status_code == 303

    assert "CONSENT_LIMIT_REACHED" in consent(amazon, version="beta", account="26").text
    assert consent(amazon, version="beta", account="7").status_code == 303


def test_only_the_primary_user_can_consent(amazon):
    answer = amazon.http.post(PAGE, params=ASKED, data={**AGREED, "secondary": "on"})

    assert "SPDC8143" in answer.text


def test_without_the_tick_nothing_happens(amazon):
    answer = amazon.http.post(PAGE, params=ASKED, data={"do": "confirm"})

    assert answer.status_code == 400
    assert amazon.control("GET", "/application")["consents"] == []


def test_a_seller_who_cancels_is_sent_back_without_a_code(amazon):
    answer = amazon.http.post(PAGE, params=ASKED, data={"do": "cancel"})

    assert found_in(answer.headers["location"]) == {"state": "s-1", "error": "access_denied"}


def test_the_redirect_uri_that_was_asked_for_is_the_one_that_is_used(amazon):
    """And the exchange has to name the same."""
    uris = [REGISTERED, "https://mwslink.example/other?page=1"]
    amazon.control("POST", "/application", {"redirect_uris": uris})
    where = consent(amazon, redirect_uri=uris[1]).headers["location"]
    code = found_in(where)["spapi_oauth_code"]

    assert where.startswith(uris[1] + "&state=s-1")
    assert exchange(amazon, code, redirect_uri=REGISTERED).json()["error"] == "invalid_grant"
    assert exchange(amazon, code, redirect_uri=uris[1]).status_code == 200


def test_a_stranger_signs_in_first_and_loses_nothing_by_it(amazon):
    page = amazon.http.get(PAGE, params=ASKED | {"account": "", "version": "beta", "redirect_uri": REGISTERED}).text

    assert 'id="sign-in"' in page
    for name, value in (("state", "s-1"), ("version", "beta"), ("redirect_uri", REGISTERED)):
        assert f'name="{name}" value="{value}"' in page


@pytest.mark.chromium
@pytest.mark.slow
@pytest.mark.parametrize(("language", "title"), [("es", "Autorizar Sandbox Application"), ("en", "Authorize Sandbox")])
def test_a_seller_consents_in_a_browser(amazon: Amazon, language: str, title: str) -> None:
    """Sign in, tick, confirm; the address bar then holds what the application waits for."""
    back = f"{amazon.url}/_sandbox/"  # a page that is there, so that the browser shows its address
    amazon.control("POST", "/application", {"redirect_uris": [back]})
    with open_browser(language=language) as chrome:
        chrome.get(f"{amazon.url}{PAGE}?application_id={APPLICATION}&state=s-2")
        account = chrome.find_element("id", "account")
        account.clear()
        account.send_keys("3")
        chrome.find_element("id", "sign-in").click()
        assert chrome.find_element("id", "seller").text == "Sandbox Store 3 (A1SANDBOX00003)"
        assert chrome.title.startswith(title)
        chrome.find_element("id", "confirm").click()
        assert chrome.find_element("css selector", "[role=alert]").text
        chrome.find_element("css selector", "label[for=agree]").click()
        chrome.find_element("id", "confirm").click()
        chrome.find_element("xpath", "//*[contains(., 'control')]")
        found = found_in(chrome.current_url)

    assert (found["state"], found["selling_partner_id"]) == ("s-2", "A1SANDBOX00003")
    assert exchange(amazon, found["spapi_oauth_code"], **CLIENT).json()["refresh_token"] == "Atzr|sandbox-3-2"
