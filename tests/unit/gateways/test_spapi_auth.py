"""Login with Amazon: one token call for many, and a cause for every refusal."""

from __future__ import annotations

from urllib.parse import parse_qs

import httpx2
import pytest
from gateway_fakes import MemoryTokens
from spapi_fakes import ACCOUNT, TOKEN, Amazon, gateway_of, ok, refusal

from mwslink.connections import Account
from mwslink.credentials import Secret
from mwslink.errors import AuthorizationError, ConfigError, MwslinkError, NetworkError, RejectedError

NOBODY = ok({"payload": []})
EXPIRED = refusal(403, "Unauthorized", details="The access token you provided has expired.")
REVOKED = refusal(403, "Unauthorized", details="The access token you provided is revoked, malformed or invalid.")


def lwa_error(status: int, code: str, description: str = "") -> httpx2.Response:
    return httpx2.Response(status, json={"error": code, "error_description": description})


def test_a_token_is_fetched_with_the_refresh_grant_and_used(still_clock):
    amazon = Amazon(getMarketplaceParticipations=NOBODY)
    gateway_of(amazon).participations()
    token_request, request = (sent for _operation, sent in amazon.requests)

    assert token_request.url == "https://api.amazon.com/auth/o2/token"
    assert token_request.headers["content-type"] == "application/x-www-form-urlencoded;charset=UTF-8"
    assert parse_qs(token_request.content.decode()) == {
        "grant_type": ["refresh_token"],
        "refresh_token": ["Atzr|canary-refresh"],
        "client_id": ["amzn1.application-oa2-client.test"],
        "client_secret": ["amzn1.oa2-cs.v1.canary-secret"],
    }
    assert request.url.host == "sellingpartnerapi-eu.amazon.com"
    assert request.headers["x-amz-access-token"] == "Atza|canary-access"
    assert request.headers["x-amz-date"] == "20261124T120000Z"
    assert request.headers["user-agent"].startswith("mwslink/0")


def test_an_account_with_an_endpoint_gets_its_tokens_there(still_clock):
    amazon = Amazon(getMarketplaceParticipations=NOBODY)
    account = Account("acme", "sp-api", "eu", "A1", "env:X", endpoint="http://127.0.0.1:8750/")
    gateway_of(amazon, account=account).participations()

    assert {request.url.host for _operation, request in amazon.requests} == {"127.0.0.1"}
    assert amazon.seen("token")[0].url.path == "/auth/o2/token"


def test_the_token_is_kept_from_one_run_to_the_next(still_clock):
    amazon, tokens = Amazon(getMarketplaceParticipations=NOBODY), MemoryTokens()
    for _run in range(3):
        gateway_of(amazon, tokens=tokens).participations()

    assert amazon.operations.count("token") == 1


def test_a_replaced_refresh_token_does_not_go_on_with_the_old_access_token(still_clock):
    amazon, tokens = Amazon(getMarketplaceParticipations=NOBODY), MemoryTokens()
    gateway_of(amazon, tokens=tokens).participations()
    gateway_of(amazon, tokens=tokens, token=lambda: Secret("Atzr|another")).participations()

    assert amazon.operations.count("token") == 2


def test_the_scope_shows_nothing_of_the_refresh_token(still_clock):
    amazon, tokens = Amazon(getMarketplaceParticipations=NOBODY), MemoryTokens()
    gateway_of(amazon, tokens=tokens).participations()

    assert "canary" not in "".join(tokens.held)


@pytest.mark.parametrize("stale", [EXPIRED, REVOKED])
def test_a_stale_access_token_is_replaced_once(still_clock, stale):
    amazon = Amazon(
        token=[ok(TOKEN), ok({**TOKEN, "access_token": "Atza|second"})], getMarketplaceParticipations=[stale, NOBODY]
    )
    gateway_of(amazon).participations()

    assert [request.headers["x-amz-access-token"] for request in amazon.seen("getMarketplaceParticipations")] == [
        "Atza|canary-access",
        "Atza|second",
    ]


def test_a_withdrawn_authorization_is_told_after_one_fresh_token(still_clock):
    amazon = Amazon(getMarketplaceParticipations=REVOKED)
    with pytest.raises(AuthorizationError, match="revoked, malformed or invalid"):
        gateway_of(amazon).participations()

    assert amazon.operations.count("token") == 2


@pytest.mark.parametrize(
    ("answer", "kind", "message", "hint"),
    [
        (lwa_error(401, "invalid_client", "Client authentication failed"), ConfigError, "client secret", "180 days"),
        (lwa_error(400, "invalid_grant", "refresh_token"), AuthorizationError, "lapsed", "mwslink renew"),
        (lwa_error(400, "unauthorized_client"), AuthorizationError, "another application", "client id and secret"),
        (lwa_error(403, "access_denied"), AuthorizationError, "refuses", ""),
        (lwa_error(400, "unsupported_grant_type"), RejectedError, "unsupported_grant_type", ""),
        (lwa_error(400, "invalid_request", "missing"), RejectedError, "invalid_request", ""),
        (lwa_error(500, "server_error"), NetworkError, "could not answer", ""),
        (lwa_error(503, "temporarily_unavailable"), NetworkError, "could not answer", ""),
        (lwa_error(429, ""), NetworkError, "allows no more", ""),
        (ok({"token": 1}), NetworkError, "not what its description promises", ""),
        (httpx2.Response(200, content=b'{"access_token": "At'), NetworkError, "cut off", ""),
    ],
)
def test_every_refusal_names_its_cause_and_what_to_do(still_clock, answer, kind, message, hint):
    with pytest.raises(kind) as caught:
        gateway_of(Amazon(token=answer)).participations()

    assert isinstance(caught.value, MwslinkError)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_the_tokens_service_is_asked_again_after_trouble(still_clock):
    amazon = Amazon(token=[lwa_error(503, "x"), ok(TOKEN)], getMarketplaceParticipations=NOBODY)
    gateway_of(amazon).participations()

    assert amazon.operations == ["token", "token", "getMarketplaceParticipations"]


def test_a_refused_token_costs_no_quota(still_clock):
    gateway = gateway_of(Amazon(token=lwa_error(400, "invalid_grant")))
    with pytest.raises(AuthorizationError):
        gateway.participations()
    levels = {level.operation: level.bucket for level in gateway.quotas()}

    assert levels["getMarketplaceParticipations"].tokens == 15


def test_only_amazons_own_shops_are_marketplaces(still_clock):
    def entry(marketplace_id: str, country: str) -> dict[str, object]:
        marketplace = {
            "id": marketplace_id,
            "countryCode": country,
            "name": "x",
            "defaultCurrencyCode": "GBP",
            "defaultLanguageCode": "en_GB",
            "domainName": "www.amazon.co.uk",
        }
        state = {"isParticipating": True, "hasSuspendedListings": False}
        return {"marketplace": marketplace, "participation": state, "storeName": "Shop"}

    payload = [entry("A1F83G8C2ARO7P", "UK"), entry("A38D8NSA03LJTC", "DE")]
    amazon = Amazon(getMarketplaceParticipations=ok({"payload": payload}))
    (only,) = gateway_of(amazon).participations()

    assert (only.marketplace_id, only.country, only.store_name, only.currency) == (
        "A1F83G8C2ARO7P",
        "GB",
        "Shop",
        "GBP",
    )
    assert ACCOUNT.region == "eu"
