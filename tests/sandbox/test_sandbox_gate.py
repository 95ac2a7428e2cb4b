"""The front door of the Selling Partner API: who is let in, who is refused, and in which words."""

from __future__ import annotations

import http.client

import httpx2
import pytest
from amazon import ORDERS, ORDERS_V0, SPAIN, Amazon, error

PARTICIPATIONS = "/sellers/v1/marketplaceParticipations"
DENIED = "Access to requested resource is denied."
MALFORMED = "The access token you provided is revoked, malformed or invalid."
EXPIRED = "The access token you provided has expired."


def refused(answer: httpx2.Response) -> tuple[int, str, str]:
    assert answer.headers["x-amzn-requestid"]
    return answer.status_code, error(answer)["code"], error(answer)["details"]


def test_a_request_without_a_token_is_not_authenticated(amazon: Amazon) -> None:
    assert refused(amazon.http.get(PARTICIPATIONS))[:2] == (403, "MissingAuthenticationToken")


@pytest.mark.parametrize("path", ["/nothing/here", "/sellers/v1", "/orders/2026-01-01"])
def test_an_unknown_path_is_not_authenticated_either(amazon: Amazon, path: str) -> None:
    assert refused(amazon.get(path))[:2] == (403, "MissingAuthenticationToken")


def test_a_wrong_method_is_an_unknown_path(amazon: Amazon) -> None:
    assert refused(amazon.post(PARTICIPATIONS, {}))[:2] == (403, "MissingAuthenticationToken")


def test_a_malformed_token_is_refused(amazon: Amazon) -> None:
    answer = amazon.get(PARTICIPATIONS, token="Atza|made-up")

    assert refused(answer) == (403, "Unauthorized", MALFORMED)
    assert error(answer)["message"] == DENIED


def test_a_token_expires_after_an_hour(amazon: Amazon) -> None:
    amazon.token()
    amazon.pass_time(seconds=3590)
    assert amazon.get(PARTICIPATIONS).status_code == 200

    amazon.pass_time(seconds=10)
    assert refused(amazon.get(PARTICIPATIONS)) == (403, "Unauthorized", EXPIRED)


def test_revoking_kills_access_tokens_at_once(amazon: Amazon) -> None:
    amazon.token()
    amazon.control("POST", "/accounts/1/revoke")

    assert refused(amazon.get(PARTICIPATIONS)) == (403, "Unauthorized", MALFORMED)


def test_expiry_leaves_access_tokens_alive_for_their_hour(amazon: Amazon) -> None:
    amazon.token()
    amazon.control("POST", "/accounts/1/expire")

    assert amazon.get(PARTICIPATIONS).status_code == 200


def test_a_seller_of_another_region_is_refused_without_details(amazon: Amazon) -> None:
    amazon.control("POST", "/accounts/1/region", {"region": "na"})

    assert refused(amazon.get(PARTICIPATIONS)) == (403, "Unauthorized", "")
    assert amazon.get(PARTICIPATIONS, account=2).status_code == 200


def test_a_seller_without_any_role_is_refused_without_details(amazon: Amazon) -> None:
    roles = amazon.control("GET", "/accounts/1")["roles"]
    amazon.control("POST", "/accounts/1/roles", {"remove": roles})

    assert refused(amazon.search()) == (403, "Unauthorized", "")

    amazon.control("POST", "/accounts/1/roles", {})
    assert amazon.search().status_code == 200


def test_a_grantless_token_does_not_open_a_sellers_data(amazon: Amazon) -> None:
    answer = amazon.lwa(grant_type="client_credentials", scope="sellingpartnerapi::notifications")

    assert refused(amazon.get(PARTICIPATIONS, token=answer.json()["access_token"])) == (403, "Unauthorized", "")


def test_a_user_agent_is_required(amazon: Amazon) -> None:
    connection = http.client.HTTPConnection(amazon.url.removeprefix("http://"))
    connection.request("GET", PARTICIPATIONS, headers={"x-amz-access-token": amazon.token()})
    answer = connection.getresponse()
    answer.read()
    connection.close()

    assert answer.status == 400


def test_a_get_with_a_body_is_refused(amazon: Amazon) -> None:
    headers = {"x-amz-access-token": amazon.token()}

    assert amazon.http.request("GET", PARTICIPATIONS, content=b"{}", headers=headers).status_code == 400


def test_the_rate_comes_with_success_400_and_404_only(amazon: Amazon) -> None:
    answers = {
        200: amazon.search(),
        400: amazon.search(maxResultsPerPage=0),
        404: amazon.get(f"{ORDERS}/111-1111111-1111111"),
        403: amazon.get(ORDERS, token="Atza|made-up"),
    }

    assert {status: answer.status_code for status, answer in answers.items()} == {one: one for one in answers}
    assert {status: answer.headers.get("x-amzn-ratelimit-limit") for status, answer in answers.items()} == {
        200: "0.0056",
        400: "0.0056",
        404: "0.5",
        403: None,
    }


def test_a_used_up_quota_answers_429_without_a_rate(amazon: Amazon) -> None:
    answers = [amazon.search() for _ in range(21)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert error(answers[-1])["code"] == "QuotaExceeded"
    assert error(answers[-1])["message"] == "You exceeded your quota for the requested resource."
    assert "x-amzn-ratelimit-limit" not in answers[-1].headers


def test_a_bucket_refills_at_its_rate_on_the_virtual_clock(amazon: Amazon) -> None:
    for _ in range(20):
        amazon.search()

    amazon.pass_time(seconds=150)
    assert amazon.search().status_code == 429

    amazon.token()
    amazon.pass_time(seconds=29)
    assert [amazon.search().status_code for _ in range(2)] == [200, 429]


def test_sellers_and_operations_have_buckets_of_their_own(amazon: Amazon) -> None:
    for _ in range(21):
        amazon.search()

    assert amazon.search(account=2).status_code == 200
    assert amazon.get(ORDERS_V0, MarketplaceIds=SPAIN, LastUpdatedAfter="2026-01-01").status_code == 200


def test_quotas_can_be_switched_off(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"quotas": False})

    assert {amazon.search().status_code for _ in range(25)} == {200}
