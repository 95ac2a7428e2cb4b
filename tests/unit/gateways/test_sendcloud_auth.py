"""Sendcloud's keys: Basic, a token where the integration wants one, and a cause for every refusal."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs

import httpx2
import pytest
from gateway_fakes import MemoryTokens
from sendcloud_fakes import METADATA, UNAUTHENTICATED, Sendcloud, gateway_of, refusal

from mwslink.errors import AuthorizationError, ConfigError, NetworkError

BASIC = "Basic " + base64.b64encode(b"canary-public:canary-secret").decode()
NO_TOKEN = httpx2.Response(401, json={"error": "invalid_client", "error_description": "Client authentication failed"})


def test_the_keys_are_sent_as_basic_to_the_panel(still_clock):
    """One call tells whose keys these are."""
    sendcloud = Sendcloud()
    found = gateway_of(sendcloud).integration()
    (request,) = sendcloud.seen("metadata")

    assert (found.id, found.user_id, found.wants_oauth) == (4711, 7, False)
    assert request.url == "https://panel.sendcloud.sc/api/v3/user/auth/metadata"
    assert request.headers["authorization"] == BASIC
    assert request.headers["user-agent"].startswith("mwslink/")


def test_an_integration_that_wants_oauth_is_noticed_and_served(still_clock):
    """Refused keys are tried for a token, and the token does."""
    sendcloud = Sendcloud(metadata=[UNAUTHENTICATED, METADATA])
    found = gateway_of(sendcloud).integration()
    (token_request,) = sendcloud.seen("token")

    assert found.wants_oauth
    assert sendcloud.operations == ["metadata", "token", "metadata"]
    assert token_request.url == "https://account.sendcloud.com/oauth2/token"
    assert token_request.headers["authorization"] == BASIC
    assert parse_qs(token_request.content.decode()) == {"grant_type": ["client_credentials"]}
    assert sendcloud.seen("metadata")[1].headers["authorization"] == "Bearer canary-access"


def test_a_token_is_kept_from_one_run_to_the_next(still_clock):
    """With `oauth` no call is wasted, and no token fetched twice."""
    sendcloud, tokens = Sendcloud(), MemoryTokens()
    for _run in range(3):
        gateway_of(sendcloud, tokens=tokens, oauth=True).integration()

    assert sendcloud.operations == ["token", "metadata", "metadata", "metadata"]


def test_a_token_that_is_refused_is_fetched_anew_once(still_clock):
    """A token can die before its time."""
    sendcloud = Sendcloud(metadata=[UNAUTHENTICATED, METADATA])
    gateway_of(sendcloud, oauth=True).integration()

    assert sendcloud.operations == ["token", "metadata", "token", "metadata"]


def test_wrong_keys_are_named_as_such(still_clock):
    """Neither the keys nor a token for them."""
    sendcloud = Sendcloud(metadata=UNAUTHENTICATED, token=NO_TOKEN)
    with pytest.raises(ConfigError, match="does not know this public key") as caught:
        gateway_of(sendcloud).integration()

    assert "canary" not in str(caught.value)


def test_a_refusal_of_what_was_asked_for_is_none_of_the_keys(still_clock):
    """403: the keys are good, but may not do this."""
    sendcloud = Sendcloud(metadata=refusal(403, "forbidden", "You do not have permission."))
    with pytest.raises(AuthorizationError, match="permission"):
        gateway_of(sendcloud).integration()

    assert sendcloud.operations == ["metadata"]


def test_everything_goes_to_the_endpoint_where_there_is_one(still_clock):
    """A sandbox has the token too."""
    sendcloud = Sendcloud()
    gateway_of(sendcloud, oauth=True, endpoint="http://127.0.0.1:8750").integration()

    assert {request.url.host for _operation, request in sendcloud.requests} == {"127.0.0.1"}
    assert sendcloud.seen("token")[0].url.path == "/oauth2/token"


def test_an_answer_that_is_none_is_asked_again_and_then_named(still_clock):
    """Sendcloud's name stands in the message, not Amazon's."""
    sendcloud = Sendcloud(metadata=httpx2.Response(200, json={"data": {}}))
    with pytest.raises(NetworkError, match=r"Sendcloud's answer is not what its description promises") as caught:
        gateway_of(sendcloud).integration()

    assert "Amazon" not in str(caught.value)
