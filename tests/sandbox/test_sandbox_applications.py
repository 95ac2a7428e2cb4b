"""Application Management: a rotation answers nothing, the new client secret comes by the queue."""

from __future__ import annotations

import json
from collections.abc import Iterator

import fastjsonschema
import httpx2
import pytest
from amazon import CLIENT, Amazon, error

from local_aws import serving_aws
from queues import messages_in, open_sqs

PATH = "/applications/2023-11-30/clientSecret"
SCOPE = "sellingpartnerapi::client_credential:rotation"


@pytest.fixture(scope="module")
def aws() -> Iterator[str]:
    with serving_aws() as endpoint:
        yield endpoint


@pytest.fixture
def queue(aws: str, amazon: Amazon) -> Iterator[str]:
    """A queue registered for the application."""
    sqs = open_sqs(aws)
    url = sqs.create_queue(QueueName="rotations")["QueueUrl"]
    amazon.control("POST", "/application", {"queue_url": url})
    yield url
    sqs.delete_queue(QueueUrl=url)


def grantless(amazon: Amazon, scope: str = SCOPE, **given: str) -> str:
    return amazon.lwa(grant_type="client_credentials", scope=scope, **given).json()["access_token"]


def rotate(amazon: Amazon, token: str = "") -> httpx2.Response:
    return amazon.http.post(PATH, headers={"x-amz-access-token": token or grantless(amazon)})


def received(aws: str, url: str) -> dict:
    (message,) = open_sqs(aws).receive_message(QueueUrl=url, WaitTimeSeconds=10)["Messages"]
    return json.loads(message["Body"])


def test_a_rotation_sends_the_new_secret_to_the_queue(amazon, aws, queue):
    """204 and no body; both secrets work for seven days, then the new one alone, until 180 are over."""
    answer = rotate(amazon)
    told = received(aws, queue)
    new = told["payload"]["applicationOAuthClientNewSecret"]

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["x-amzn-ratelimit-limit"] == "0.0167"
    assert told["notificationType"] == "APPLICATION_OAUTH_CLIENT_NEW_SECRET"
    assert new["clientId"] == CLIENT["client_id"]
    now = {"client_secret": new["newClientSecret"]}
    assert (amazon.refresh().status_code, amazon.refresh(**now).status_code) == (200, 200)
    amazon.pass_time(days=7)
    assert (amazon.refresh().status_code, amazon.refresh(**now).status_code) == (401, 200)
    amazon.pass_time(days=173)
    assert amazon.refresh(**now).json()["error"] == "invalid_client"
    assert new["newClientSecretExpiryTime"].startswith("2027-05-19T10:30")
    assert new["oldClientSecretExpiryTime"].startswith("2026-11-27T10:30")


def test_without_a_queue_a_rotation_is_refused(amazon, models):
    """In the words of Amazon's description."""
    described = json.loads((models / "application_2023-11-30.json").read_text())
    response = described["paths"][PATH]["post"]["responses"]["400"]
    answer = rotate(amazon)

    assert answer.status_code == 400
    fastjsonschema.compile({"$ref": "#/definitions/ErrorList", "definitions": described["definitions"]})(answer.json())
    (expected,) = response["x-amzn-api-sandbox"]["static"][0]["response"]["errors"]
    assert {name: error(answer)[name] for name in ("code", "message")} == expected
    assert amazon.control("GET", "/application")["client_secret"] == CLIENT["client_secret"]


@pytest.mark.parametrize("scope", ["sellingpartnerapi::notifications", ""])
def test_only_a_token_of_the_rotations_scope_opens_it(amazon, queue, scope):
    """Neither another scope's nor a seller's."""
    answer = rotate(amazon, grantless(amazon, scope) if scope else amazon.token())

    assert answer.status_code == 403


def test_a_second_rotation_waits_a_minute(amazon, queue):
    token = grantless(amazon)

    assert [rotate(amazon, token).status_code for _ in range(2)] == [204, 429]
    amazon.pass_time(seconds=60)
    assert rotate(amazon, token).status_code == 204


def test_messages_can_be_held_back(amazon, aws, queue):
    """As Amazon's take their time."""
    amazon.control("POST", "/application", {"hold": True})
    rotate(amazon)
    assert amazon.control("GET", "/application")["held"] == 1
    assert messages_in(open_sqs(aws), queue) == 0
    amazon.control("POST", "/application/deliver")

    assert received(aws, queue)["payload"]["applicationOAuthClientNewSecret"]["newClientSecret"]


def test_a_rotation_in_the_console_needs_no_queue(amazon):
    """The console shows the new secret; the old one works on."""
    new = amazon.control("POST", "/application/rotate")["client_secret"]

    assert amazon.refresh(client_secret=new).status_code == 200
    assert amazon.refresh().status_code == 200


def test_a_secret_that_nobody_renewed_is_switched_off_on_its_day(amazon):
    amazon.control("POST", "/application", {"secret_expires_at": "2026-11-27T00:00:00Z"})
    assert amazon.refresh().status_code == 200
    amazon.pass_time(days=7)

    assert amazon.refresh().json()["error"] == "invalid_client"


def test_a_strangers_client_rotates_unchanged(amazon, aws, queue):
    """python-amazon-sp-api: grantless token and rotation."""
    module = pytest.importorskip("sp_api.api.application_management.application_management")
    from enum import Enum

    from sp_api.auth import AccessTokenClient, access_token_client

    access_token_client.grantless_cache.clear()

    class SandboxTokens(AccessTokenClient):
        scheme = "http://"
        host = amazon.url.removeprefix("http://")

    class Place(Enum):
        ES = (amazon.url, "A1RKKUPIHCS9HS", "eu-west-1")
        endpoint = property(lambda self: self.value[0])
        marketplace_id = property(lambda self: self.value[1])
        region = property(lambda self: self.value[2])

    credentials = {"lwa_app_id": CLIENT["client_id"], "lwa_client_secret": CLIENT["client_secret"]}
    client = module.ApplicationManagement(Place.ES, credentials=credentials, auth_token_client_class=SandboxTokens)
    with client:
        client.rotate_application_client_secret()
    client._auth._transport.close()

    assert received(aws, queue)["notificationType"] == "APPLICATION_OAUTH_CLIENT_NEW_SECRET"
