"""Who may ask Sendcloud, and how often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from sendcloud_client import API, INTEGRATION, Sendcloud, errors, make_order

from mwslink.sandbox.sendcloud.limits import Limits
from plain_http import http

ME = "/user/auth/metadata"


def token(sendcloud: Sendcloud, **given: str) -> httpx2.Response:
    return sendcloud.http.post("/oauth2/token", data={"grant_type": "client_credentials", **given})


def ask(sendcloud: Sendcloud, headers: dict[str, str], path: str = ME) -> httpx2.Response:
    return http.get(sendcloud.url + API + path, headers=headers)


def test_keys_belong_to_an_integration(sendcloud: Sendcloud) -> None:
    """The cheapest check of keys names their integration."""
    assert sendcloud.get(ME).json() == {"data": {"user_id": 1, "integration_id": INTEGRATION}}


def test_wrong_keys_are_refused(sendcloud: Sendcloud) -> None:
    """In Sendcloud's words, and recorded under Sendcloud's name for the call."""
    sendcloud.http.auth = ("sandbox-public", "wrong")
    answer = sendcloud.get(ME)

    assert answer.status_code == 401
    assert answer.json()["errors"][0]["code"] == "authentication_failed"
    assert sendcloud.requests() == [("user_auth_metadata", 401)]


def test_no_keys_are_refused(sendcloud: Sendcloud) -> None:
    """A request without credentials is told so."""
    answer = ask(sendcloud, {})

    assert errors(answer, 401) == [("", "Authentication credentials were not provided.")]


def test_a_token_opens_what_keys_open(sendcloud: Sendcloud) -> None:
    """For an hour."""
    answer = token(sendcloud).json()
    headers = {"Authorization": f"Bearer {answer['access_token']}"}

    assert answer["token_type"] == "bearer"
    assert answer["expires_in"] == 3600
    assert ask(sendcloud, headers).status_code == 200
    sendcloud.pass_time(hours=1, seconds=1)
    assert ask(sendcloud, headers).status_code == 401


def test_a_token_opens_no_more_than_its_scopes(sendcloud: Sendcloud) -> None:
    """Scopes asked for are all there is."""
    headers = {"Authorization": f"Bearer {token(sendcloud, scope='read:order').json()['access_token']}"}

    assert ask(sendcloud, headers, "/orders").status_code == 200
    assert errors(ask(sendcloud, headers, "/integrations"), 403)


@pytest.mark.parametrize(
    ("given", "status", "error"),
    [
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "everything"}, 400, "invalid_scope"),
    ],
)
def test_wrong_requests_for_tokens_are_refused(
    sendcloud: Sendcloud, given: dict[str, str], status: int, error: str
) -> None:
    """In OAuth's form."""
    answer = token(sendcloud, **given)

    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_an_integration_can_insist_on_oauth(sendcloud: Sendcloud) -> None:
    """Basic fails then, tokens work."""
    sendcloud.control("POST", f"/sendcloud/integrations/{INTEGRATION}", {"oauth_only": True})

    assert sendcloud.get(ME).status_code == 401
    value = token(sendcloud).json()["access_token"]
    assert ask(sendcloud, {"Authorization": f"Bearer {value}"}).status_code == 200


def test_an_unknown_partner_is_refused(sendcloud: Sendcloud) -> None:
    """Even with good keys."""
    answer = sendcloud.http.get(API + ME, headers={"Sendcloud-Partner-Id": "6c1f1a3e-0000-4000-8000-000000000000"})

    assert errors(answer) == [("Sendcloud-Partner-Id", "Unknown partner")]


def test_at_most_fifteen_writes_a_second_and_a_hundred_a_minute(sendcloud: Sendcloud) -> None:
    """The next one gets 429 with neither body nor a word on how long to wait."""

    def writes(count: int) -> list[int]:
        return [sendcloud.send("DELETE", "/orders/1").status_code for _ in range(count)]

    sendcloud.control("POST", "/clock", {"speed": 0.001})
    try:
        assert writes(16) == [404] * 15 + [429]
        for _ in range(5):
            sendcloud.pass_time(seconds=1)
            assert writes(15) == [404] * 15
        sendcloud.pass_time(seconds=1)
        assert writes(11) == [404] * 10 + [429]
        sendcloud.pass_time(seconds=54)
        assert writes(1) == [404]
        answer = [sendcloud.send("DELETE", "/orders/1") for _ in range(15)][-1]
    finally:
        sendcloud.control("POST", "/clock", {"speed": 1})

    assert (answer.status_code, answer.content, "retry-after" in answer.headers) == (429, b"", False)


def test_reading_has_a_limit_of_its_own() -> None:
    """A thousand within any minute, of all keys of a user together; another user has another thousand."""
    limits, start = Limits(enforced=True), datetime(2026, 11, 20, tzinfo=UTC)
    taken = [limits.take(1, "GET", start + timedelta(milliseconds=30 * number)) for number in range(1002)]

    assert taken == [True] * 1000 + [False] * 2
    assert limits.take(2, "GET", start)
    assert limits.take(1, "POST", start)
    assert limits.take(1, "GET", start + timedelta(minutes=1))


def test_without_quotas_nothing_is_too_much(sendcloud: Sendcloud) -> None:
    """The sandbox's --quotas off is for Sendcloud too."""
    sendcloud.control("POST", "/state", {"quotas": False})

    assert {sendcloud.send("DELETE", "/orders/1").status_code for _ in range(30)} == {404}


def test_addresses_that_do_not_exist(sendcloud: Sendcloud) -> None:
    """404 in Sendcloud's form, as for a method an address does not have."""
    assert errors(sendcloud.get("/nothing"), 404)
    assert errors(sendcloud.send("PUT", "/orders", []), 404)


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500), ("503", 503), ("html500", 500)])
def test_faults_strike_sendcloud_too(sendcloud: Sendcloud, kind: str, status: int) -> None:
    """By Sendcloud's names of operations; the order is not taken."""
    sendcloud.control("POST", "/faults", {"rules": [f"create_orders:1:{kind}"]})

    assert sendcloud.post(make_order()).status_code == status
    assert sendcloud.witness() == []
    assert sendcloud.post(make_order()).status_code == 201


def test_a_reset_comes_before_anything_is_done_and_truncation_after(sendcloud: Sendcloud) -> None:
    """What a client must expect of both."""
    sendcloud.control("POST", "/faults", {"rules": ["create_orders:1:reset", "create_orders:2:truncate"]})
    outcomes = []
    for order_id in ("A", "B"):
        with pytest.raises(httpx2.TransportError):
            sendcloud.post(make_order(order_id))
        outcomes.append(len(sendcloud.witness(order_id)))

    assert outcomes == [0, 1]


def test_pages_go_wrong_on_request(sendcloud: Sendcloud) -> None:
    """An order twice on a page, a good cursor refused."""
    sendcloud.put(*(make_order(str(number)) for number in range(4)))
    sendcloud.control("POST", "/faults", {"rules": ["list_orders:1:duplicate", "list_orders:3:stale-page-token"]})
    first = sendcloud.get("/orders", page_size=2)
    second = sendcloud.http.get(first.links["next"]["url"])

    assert [one["order_id"] for one in first.json()["data"]] == ["3", "2", "2"]
    assert [one["order_id"] for one in second.json()["data"]] == ["1", "0"]
    assert sendcloud.http.get(first.links["next"]["url"]).status_code == 404


def test_a_token_expires_on_request(sendcloud: Sendcloud) -> None:
    """Before its hour is over."""
    headers = {"Authorization": f"Bearer {token(sendcloud).json()['access_token']}"}
    sendcloud.control("POST", "/faults", {"rules": ["user_auth_metadata:1:expired-token"]})

    assert [ask(sendcloud, headers).status_code for _ in range(2)] == [401, 200]
