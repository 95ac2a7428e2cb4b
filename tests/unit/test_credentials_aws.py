"""Secrets come from AWS Secrets Manager, and every way AWS refuses is told apart."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import boto3
import pytest

from local_aws import serving_aws
from mwslink.credentials import MissingSecretError, Secret, resolve
from mwslink.errors import ConfigError, NetworkError, TemporaryError
from queues import AWS

NOWHERE = Path("/nonexistent/secrets.toml")
CANARY = "canary-4711"


def fetch(reference: str) -> Secret:
    return resolve(reference, secrets_file=NOWHERE)


@pytest.fixture(scope="module")
def moto_url() -> Iterator[str]:
    with serving_aws() as endpoint:
        yield endpoint


@pytest.fixture
def aws(moto_url: str, monkeypatch: pytest.MonkeyPatch):
    """A Secrets Manager of its own, with keys and region as AWS's tools expect them; gives a client to fill it."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto_url)
    for name, value in (AWS | {"AWS_SECRET_ACCESS_KEY": CANARY}).items():
        monkeypatch.setenv(name, value)
    client = boto3.session.Session().client("secretsmanager")
    yield client
    for secret in client.list_secrets()["SecretList"]:
        client.delete_secret(SecretId=secret["Name"], ForceDeleteWithoutRecovery=True)


def test_a_secret_is_fetched_by_name(aws):
    """At the endpoint that AWS_ENDPOINT_URL names."""
    aws.create_secret(Name="mwslink/token", SecretString="Atzr|one")

    assert fetch("aws:mwslink/token") == Secret("Atzr|one")


def test_a_key_of_a_json_secret_is_fetched(aws):
    """The form in which the AWS console stores secrets."""
    aws.create_secret(Name="mwslink", SecretString=json.dumps({"token": "Atzr|one", "a/b c": "two"}))

    assert fetch("aws:mwslink#token") == Secret("Atzr|one")
    assert fetch("aws:mwslink#a/b c") == Secret("two")


def test_an_arn_may_be_of_another_region(aws):
    """An ARN is full of colons and names its region."""
    elsewhere = boto3.session.Session().client("secretsmanager", region_name="us-east-1")
    arn = elsewhere.create_secret(Name="far", SecretString='{"k": "away"}')["ARN"]

    assert fetch(f"aws:{arn}#k") == Secret("away")


def test_a_rotated_secret_is_fetched_anew(aws):
    """Nothing is kept between two uses."""
    aws.create_secret(Name="mwslink", SecretString="one")
    before = fetch("aws:mwslink")
    aws.put_secret_value(SecretId="mwslink", SecretString="two")

    assert (before, fetch("aws:mwslink")) == (Secret("one"), Secret("two"))


@pytest.mark.parametrize(
    ("value", "key", "why"),
    [
        ({"SecretString": json.dumps({"token": CANARY})}, "", "say which|Say which"),
        ({"SecretString": json.dumps({"token": CANARY})}, "#other", "no key 'other'"),
        ({"SecretString": json.dumps({"token": 4711})}, "#token", "not text"),
        ({"SecretString": CANARY}, "#token", "not a JSON object"),
        ({"SecretString": json.dumps([CANARY])}, "#token", "not a JSON object"),
        ({"SecretBinary": CANARY.encode()}, "", "binary"),
        ({"SecretString": f"{CANARY}\n"}, "", "line breaks"),
    ],
)
def test_a_secret_of_the_wrong_form_is_refused(aws, value, key, why):
    """Naming the form, not the value."""
    aws.create_secret(Name="mwslink", **value)

    with pytest.raises(ConfigError, match=why) as caught:
        fetch(f"aws:mwslink{key}")
    assert CANARY not in str(caught.value)


def test_a_missing_secret_is_said(aws):
    """Most often it is the wrong region."""
    with pytest.raises(MissingSecretError, match="AWS_REGION"):
        fetch("aws:nothing")


def test_a_deleted_secret_is_refused(aws):
    """Marked for deletion, it is still listed but no longer given."""
    aws.create_secret(Name="mwslink", SecretString=CANARY)
    aws.delete_secret(SecretId="mwslink")

    with pytest.raises(ConfigError, match="InvalidRequestException"):
        fetch("aws:mwslink")


def test_missing_credentials_are_said(aws, monkeypatch):
    """Before anything is sent."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    with pytest.raises(ConfigError, match="no AWS credentials"):
        fetch("aws:mwslink")


def test_a_missing_region_is_said(aws, monkeypatch):
    """An ARN would name it."""
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")

    with pytest.raises(ConfigError, match="AWS_REGION"):
        fetch("aws:mwslink")


def test_a_missing_profile_is_said(aws, monkeypatch):
    """AWS_PROFILE may name one that this machine does not have."""
    monkeypatch.setenv("AWS_PROFILE", "elsewhere")

    with pytest.raises(ConfigError, match="ProfileNotFound"):
        fetch("aws:mwslink")


def test_an_endpoint_that_is_no_url_is_said(aws, monkeypatch):
    """A slip in the environment, not a fault of ours."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "localhost:1")

    with pytest.raises(ConfigError, match="AWS_ENDPOINT_URL"):
        fetch("aws:mwslink")


def test_an_unreachable_aws_is_temporary(aws, monkeypatch):
    """Cron stays quiet and tries again."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")

    with pytest.raises(NetworkError, match="aws:mwslink") as caught:
        fetch("aws:mwslink")
    assert caught.value.exit_code == 5


@pytest.mark.parametrize(
    ("code", "status", "error", "why"),
    [
        ("AccessDeniedException", 400, ConfigError, "GetSecretValue"),
        ("UnrecognizedClientException", 400, ConfigError, "does not accept"),
        ("ExpiredTokenException", 400, ConfigError, "does not accept"),
        ("DecryptionFailure", 400, ConfigError, "DecryptionFailure"),
        ("ThrottlingException", 400, TemporaryError, "ThrottlingException"),
        ("InternalServiceError", 500, TemporaryError, "InternalServiceError"),
    ],
)
def test_the_ways_aws_refuses_are_told_apart(aws, monkeypatch, code, status, error, why):
    """A real answer over HTTP, since moto checks no permissions; AWS's sentence, which names accounts, is not shown."""

    class Refusal(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = json.dumps({"__type": code, "message": CANARY}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusal) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_address[1]}")
        with pytest.raises(error, match=why) as caught:
            fetch("aws:mwslink")
        server.shutdown()

    assert type(caught.value) is error
    assert CANARY not in str(caught.value)
