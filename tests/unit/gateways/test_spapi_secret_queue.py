"""The queue of new client secrets: every way AWS refuses or is silent, and what a message may look like."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from local_aws import serving_aws
from mwslink.credentials import Secret
from mwslink.errors import ConfigError, NetworkError
from mwslink.gateways.spapi.secret_queue import SecretQueue
from queues import AWS, messages_in, open_sqs

CLIENT = "amzn1.application-oa2-client.1"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with serving_aws() as url:
        yield url


@pytest.fixture
def url(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    sqs = open_sqs(endpoint)
    made = sqs.create_queue(QueueName="new-secrets")["QueueUrl"]
    yield made
    sqs.delete_queue(QueueUrl=made)


def send(endpoint: str, url: str, *, kind: str = "APPLICATION_OAUTH_CLIENT_NEW_SECRET", **more: object) -> None:
    new = {"clientId": CLIENT, "newClientSecret": "amzn1.oa2-cs.v1.new", **more}
    message = {
        "notificationType": kind,
        "eventTime": "2026-11-27T10:00:00.123Z",
        "payload": {"applicationOAuthClientNewSecret": new},
    }
    open_sqs(endpoint).send_message(QueueUrl=url, MessageBody=json.dumps(message))


def test_the_day_is_counted_back_from_the_end(endpoint, url):
    """180 days before Amazon switches it off; fractions of seconds do not matter."""
    send(endpoint, url, newClientSecretExpiryTime="2027-05-26T10:00:00.123Z", oldClientSecretExpiryTime="x")
    (found,) = SecretQueue(url, CLIENT).receive(2)

    assert found.secret == Secret("amzn1.oa2-cs.v1.new")
    assert found.made_on == date(2026, 11, 27)
    assert "amzn1" not in repr(found)


def test_a_message_without_an_end_is_counted_from_its_own_time(endpoint, url):
    send(endpoint, url)
    (found,) = SecretQueue(url, CLIENT).receive(2)

    assert found.made_at == datetime(2026, 11, 27, 10, 0, 0, 123000, UTC)


def test_the_newest_comes_first(endpoint, url):
    for month in (3, 5, 4):
        send(endpoint, url, newClientSecret=f"s{month}", newClientSecretExpiryTime=f"2027-0{month}-01T00:00:00Z")
    found = SecretQueue(url, CLIENT).receive(2)

    assert [one.secret for one in found] == [Secret("s5"), Secret("s4"), Secret("s3")]


def test_what_is_let_go_is_gone_and_what_is_given_back_is_there_at_once(endpoint, url):
    for name in ("one", "two"):
        send(endpoint, url, newClientSecret=name)
    queue = SecretQueue(url, CLIENT)
    first, second = queue.receive(2)
    queue.let_go([first])
    queue.give_back([second])
    queue.close()

    (left,) = SecretQueue(url, CLIENT).receive(2)
    assert left.secret == second.secret
    assert messages_in(open_sqs(endpoint), url) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"clientId": "amzn1.other"},
        {"kind": "ORDER_CHANGE", "clientId": "amzn1.other"},
        {"newClientSecret": 5},
        {"newClientSecretExpiryTime": "soon"},
    ],
)
def test_what_is_not_understood_is_left_alone(endpoint, url, other):
    send(endpoint, url, **other)

    assert SecretQueue(url, CLIENT).receive(1) == []
    assert messages_in(open_sqs(endpoint), url) == 1


def test_a_queue_that_is_not_there(url):
    with pytest.raises(ConfigError, match="no such queue"):
        SecretQueue(f"{url}-wrong", CLIENT).receive(1)


def test_no_aws_credentials(url, monkeypatch):
    for name in AWS:
        if "KEY" in name:
            monkeypatch.delenv(name)

    with pytest.raises(ConfigError, match="no AWS credentials"):
        SecretQueue(url, CLIENT).receive(1)


def test_nobody_answers(monkeypatch):
    """A closed port: to be tried again later."""
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]

    with pytest.raises(NetworkError, match="Amazon SQS does not answer"):
        SecretQueue(f"http://127.0.0.1:{port}/1/queue", CLIENT).receive(1)
