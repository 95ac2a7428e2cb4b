"""Login with Amazon answers as §"Token endpoint" of its documentation says."""

from __future__ import annotations

import httpx2
import pytest
from amazon import CLIENT, Amazon

GRANT = "The request has an invalid grant parameter : "


def refused(answer: httpx2.Response) -> tuple[int, str]:
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["error_description"]
    return answer.status_code, answer.json()["error"]


def code(amazon: Amazon, **body: str) -> str:
    return amazon.control("POST", "/accounts/1/authorize", body)["spapi_oauth_code"]


def test_a_refresh_token_gives_an_access_token_for_an_hour(amazon: Amazon) -> None:
    answer = amazon.refresh()

    assert answer.status_code == 200
    assert answer.json()["access_token"].startswith("Atza|")
    assert answer.json()["token_type"] == "bearer"
    assert answer.json()["expires_in"] == 3600
    assert answer.json()["refresh_token"] == "Atzr|sandbox-1"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["pragma"] == "no-cache"


def test_a_json_body_works_as_well_as_a_form(amazon: Amazon) -> None:
    body = {"grant_type": "refresh_token", "refresh_token": "Atzr|sandbox-1", **CLIENT}

    assert amazon.http.post("/auth/o2/token", json=body).status_code == 200


def test_client_credentials_give_no_refresh_token(amazon: Amazon) -> None:
    answer = amazon.lwa(grant_type="client_credentials", scope="sellingpartnerapi::notifications")

    assert answer.status_code == 200
    assert "refresh_token" not in answer.json()


def test_a_code_is_exchanged_once_for_a_new_refresh_token(amazon: Amazon) -> None:
    given = code(amazon)

    first = amazon.lwa(grant_type="authorization_code", code=given)
    second = amazon.lwa(grant_type="authorization_code", code=given)

    assert first.json()["refresh_token"] == "Atzr|sandbox-1-2"
    assert amazon.lwa(grant_type="refresh_token", refresh_token="Atzr|sandbox-1-2").status_code == 200
    assert refused(second) == (400, "invalid_grant")
    assert second.json()["error_description"] == f"{GRANT}code"


def test_a_code_lives_five_minutes(amazon: Amazon) -> None:
    given = code(amazon)
    amazon.pass_time(minutes=5)

    assert refused(amazon.lwa(grant_type="authorization_code", code=given)) == (400, "invalid_grant")


def test_a_code_is_bound_to_its_redirect_uri(amazon: Amazon) -> None:
    given = code(amazon, redirect_uri="https://shop.example/back")

    answer = amazon.lwa(grant_type="authorization_code", code=given, redirect_uri="https://other.example/")

    assert refused(answer) == (400, "invalid_grant")
    assert answer.json()["error_description"] == f"{GRANT}redirect_uri"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (400, "invalid_request")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
        ({"grant_type": "refresh_token"}, (400, "invalid_request")),
        ({"grant_type": "refresh_token", "refresh_token": "Atzr|wrong"}, (400, "invalid_grant")),
        ({"grant_type": "client_credentials"}, (400, "invalid_request")),
        ({"grant_type": "client_credentials", "scope": "sellingpartnerapi::migration"}, (400, "invalid_scope")),
        ({"grant_type": "authorization_code"}, (400, "invalid_request")),
        ({"grant_type": "authorization_code", "code": "nothing"}, (400, "invalid_grant")),
    ],
)
def test_wrong_parameters_are_refused(amazon: Amazon, given: dict[str, str], expected: tuple[int, str]) -> None:
    assert refused(amazon.lwa(**given)) == expected


@pytest.mark.parametrize("wrong", [{"client_id": "x"}, {"client_secret": "x"}])
def test_a_wrong_client_is_unauthenticated(amazon: Amazon, wrong: dict[str, str]) -> None:
    assert refused(amazon.refresh(**wrong)) == (401, "invalid_client")


def test_an_expired_client_secret_is_unauthenticated(amazon: Amazon) -> None:
    amazon.control("POST", "/application/secret", {"expired": True})

    assert refused(amazon.refresh()) == (401, "invalid_client")


def test_a_token_of_another_application_is_unauthorized(amazon: Amazon) -> None:
    other = {"client_id": "amzn1.application-oa2-client.other", "client_secret": "amzn1.oa2-cs.v1.other"}

    assert refused(amazon.refresh(**other)) == (400, "unauthorized_client")


def test_a_body_of_another_type_has_no_grant_type(amazon: Amazon) -> None:
    answer = amazon.http.post("/auth/o2/token", content="x", headers={"content-type": "text/plain"})

    assert refused(answer) == (400, "unsupported_grant_type")


@pytest.mark.parametrize("action", ["expire", "revoke"])
def test_a_lapsed_authorization_gives_no_token_until_it_is_renewed(amazon: Amazon, action: str) -> None:
    amazon.control("POST", f"/accounts/1/{action}")
    answer = amazon.refresh()
    amazon.control("POST", "/accounts/1/renew")

    assert refused(answer) == (400, "invalid_grant")
    assert answer.json()["error_description"] == (
        f"{GRANT}refresh_token. User may have revoked or didn't grant the permission."
    )
    assert amazon.refresh().status_code == 200
    assert amazon.refresh(2).status_code == 200


def test_an_authorization_lapses_by_itself_after_a_year(amazon: Amazon) -> None:
    amazon.pass_time(days=334)
    assert amazon.refresh().status_code == 200

    amazon.pass_time(days=1)
    assert refused(amazon.refresh()) == (400, "invalid_grant")


def test_a_denied_seller_is_refused_access(amazon: Amazon) -> None:
    amazon.control("POST", "/accounts/1/deny")

    assert refused(amazon.refresh()) == (403, "access_denied")


@pytest.mark.parametrize(
    ("kind", "expected"), [("500", (500, "server_error")), ("503", (503, "temporarily_unavailable"))]
)
def test_its_own_failures_are_worded_as_oauth_words_them(amazon: Amazon, kind: str, expected: tuple[int, str]) -> None:
    amazon.control("POST", "/faults", {"rules": [f"token:1:{kind}"]})

    assert refused(amazon.refresh()) == expected
    assert amazon.refresh().status_code == 200
