"""The pages on which a seller authorizes a developer over MWS, in a real browser and by plain requests."""

from __future__ import annotations

import re

import pytest
from amazon import Amazon
from mws_requests import ask, code

from browser import open_browser

STATEMENTS = (
    "I have read and accepted the Amazon MWS Licence Agreement.",
    "I understand that I take complete responsibility for the acts and omissions of SendCloud regarding my Amazon "
    "selling account and hereby direct Amazon to allow SendCloud to access my Amazon selling account.",
)
PAGE = "/gp/mws/registration"
GOOD = {
    "developer_name": "SendCloud",
    "developer_id": "3244-7764-4129",
    "statement_1": "on",
    "statement_2": "on",
}


@pytest.mark.chromium
@pytest.mark.slow
@pytest.mark.parametrize(("language", "title"), [("es", "Desarrollador autorizado"), ("en", "Developer authorized")])
def test_a_seller_authorizes_the_developer_in_a_browser(amazon: Amazon, language: str, title: str) -> None:
    """As the guide goes: sign in, name and ID, tick both, copy what is shown; a reload shows it no more."""
    amazon.control("POST", "/accounts/2/mws-revoke")
    with open_browser(language=language) as chrome:
        chrome.get(amazon.url + PAGE)
        account = chrome.find_element("id", "account")
        account.clear()
        account.send_keys("2")
        chrome.find_element("id", "sign-in").click()
        chrome.find_element("id", "developer-name").send_keys("SendCloud")
        chrome.find_element("id", "developer-id").send_keys("324477644129")
        labels = [chrome.find_element("css selector", f"label[for=statement-{n}]") for n in (1, 2)]
        assert tuple(label.text for label in labels) == STATEMENTS
        for label in labels:
            label.click()
        chrome.find_element("id", "authorize").click()

        assert chrome.find_element("id", "seller-id").text == "A1SANDBOX00002"
        assert chrome.title == title
        assert chrome.find_element("id", "token").text == "amzn.mws.00000000-0000-4000-8000-000000000002"
        assert [one.text for one in chrome.find_elements("class name", "marketplace-id")] == ["A1RKKUPIHCS9HS"]

        chrome.refresh()

        assert chrome.find_element("id", "shown").text
        assert "amzn.mws" not in chrome.page_source
    assert not amazon.control("GET", "/accounts/2")["mws_revoked"]


@pytest.mark.chromium
@pytest.mark.slow
def test_a_seller_revokes_and_renews_in_a_browser(amazon: Amazon) -> None:
    """Manage your apps: the state in words, and a button for each way out of it."""
    with open_browser(language="es") as chrome:
        chrome.get(f"{amazon.url}/apps/manage?account=1")
        assert chrome.find_element("id", "state").text == "activo"
        chrome.find_element("id", "revoke").click()
        assert chrome.find_element("xpath", "//dd[@id='state'][.='revocado']")
        assert amazon.control("GET", "/accounts/1")["mws_revoked"]
        chrome.find_element("id", "renew").click()
        assert chrome.find_element("xpath", "//dd[@id='state'][.='activo']")
    assert not amazon.control("GET", "/accounts/1")["mws_revoked"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"developer_id": "000000000000"}, "No developer has this ID"),
        ({"developer_name": "Somebody"}, "name is not that of the developer"),
        ({"statement_1": None}, "Both statements"),
        ({"statement_2": None}, "Both statements"),
    ],
)
def test_what_is_wrong_with_the_form_is_said_and_nothing_happens(amazon, changed, says):
    amazon.control("POST", "/accounts/2/mws-revoke")
    form = {name: value for name, value in {**GOOD, **changed}.items() if value is not None}

    answer = amazon.http.post(PAGE, params={"account": "2", "language": "en"}, data=form)

    assert answer.status_code == 400
    assert says in answer.text
    assert amazon.control("GET", "/accounts/2")["mws_revoked"]


def test_a_page_with_a_token_is_shown_once(amazon):
    answer = amazon.http.post(PAGE, params={"account": "1"}, data=GOOD)
    where = answer.headers["location"]

    first, second = amazon.http.get(where), amazon.http.get(where)

    assert "amzn.mws.00000000-0000-4000-8000-000000000001" in first.text
    assert first.headers["cache-control"] == "no-store"
    assert second.status_code == 410
    assert "amzn.mws" not in second.text


def test_the_apps_page_renews_and_revokes(amazon):
    """Renewed, the end is a year from that day, and the token is the same."""
    query = {"account": "1", "language": "en"}
    amazon.http.post("/apps/manage", params=query, data={"do": "revoke"})
    assert "revoked" in amazon.http.get("/apps/manage", params=query).text

    amazon.http.post("/apps/manage", params=query, data={"do": "renew"})

    page = amazon.http.get("/apps/manage", params=query).text
    until = re.search(r'id="until">([\d-]+)<', page)
    assert until is not None
    assert until[1] == "2027-11-20"
    assert "active" in page


def test_another_developer_gets_in_once_the_seller_says_so(amazon):
    """The token opens the account to the developer who was authorized, and to no other."""
    theirs = {"AWSAccessKeyId": "AKIASANDBOX000000001", "secret": "other-secret-key"}
    assert code(ask(amazon, "Sellers", "ListMarketplaceParticipations", **theirs)) == (401, "AccessDenied")

    form = {**GOOD, "developer_name": "Somebody Else", "developer_id": "111122223333"}
    assert amazon.http.post(PAGE, params={"account": "1"}, data=form).status_code == 303

    assert amazon.control("GET", "/accounts/1")["mws_developer_id"] == "1111-2222-3333"
    assert code(ask(amazon, "Sellers", "ListMarketplaceParticipations", **theirs)) == (200, "")
    assert code(ask(amazon, "Sellers", "ListMarketplaceParticipations")) == (401, "AccessDenied")


@pytest.mark.parametrize("account", ["9" * 6000, "-1", "²", ""])
def test_an_odd_account_number_has_to_sign_in(amazon, account):
    answer = amazon.http.post("/apps/manage", params={"account": account, "language": "en"}, data={"do": "renew"})

    assert answer.status_code == 200
    assert 'id="sign-in"' in answer.text


def test_a_stranger_has_to_sign_in_first(amazon):
    assert 'id="sign-in"' in amazon.http.get(PAGE, params={"account": "999", "language": "en"}).text
