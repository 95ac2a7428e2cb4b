"""What `privacy status --audit` says of keys and endpoints: none that the configuration names is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from programs import Ran

Program = Callable[..., Ran]
SEALED = """version = 1

[application]
client_id = "amzn1.application-oa2-client.test"
client_secret = "keyring:mwslink/secret"
previous_client_secret = "keyring:mwslink/previous"

[developer]
id = "123456789012"
access_key_id = "keyring:mwslink/access"
secret_key = "keyring:mwslink/developer"

[accounts.acme]
api = "sp-api"
region = "eu"
seller_id = "A2ACME12345678"
token = "keyring:mwslink/token"
migrated_from = { api = "mws", token = "keyring:mwslink/before", endpoint = "https://127.0.0.1:1" }

[sendcloud]
public_key = "keyring:mwslink/public"
secret_key = "keyring:mwslink/sendcloud"
webhook_key = "keyring:mwslink/webhook"

[archive]
reason = "Código de Comercio"
years = 6
recipients = ["age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"]

[archive.s3]
bucket = "archive"
endpoint = "https://127.0.0.1:1"

[reminders.mail]
host = "127.0.0.1"
tls = "starttls"
sender = "shop@example.com"
to = ["shop@example.com"]
"""
OWN_KEYS = """
[accounts.own]
api = "mws"
region = "eu"
seller_id = "A2ACME87654321"
token = ""
"""


def answers(program: Program, config_file: Path, text: str) -> dict[str, str]:
    config_file.write_text(text)
    ran = program("privacy", "status", "--audit", "--json")
    return {one["control"]: one["answer"] for one in ran.document["data"]["controls"]}


def test_it_says_yes_where_all_is_well(config_file: Path, program: Program) -> None:
    """An account of MWS may need no token, which is none in clear."""
    found = answers(program, config_file, SEALED + OWN_KEYS)

    assert (found["credentials"], found["transit"]) == ("yes", "yes")


@pytest.mark.parametrize(
    "name", ["secret", "previous", "access", "developer", "token", "before", "public", "sendcloud", "webhook"]
)
def test_one_key_in_clear_is_enough_for_a_no(name: str, config_file: Path, program: Program) -> None:
    found = answers(program, config_file, SEALED.replace(f'"keyring:mwslink/{name}"', f'"file:{name}"'))

    assert found["credentials"] == "no"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('bucket = "archive"\nendpoint = "https', 'bucket = "archive"\nendpoint = "http'),
        ('"keyring:mwslink/before", endpoint = "https', '"keyring:mwslink/before", endpoint = "http'),
        ('tls = "starttls"', 'tls = "none"'),
    ],
)
def test_one_way_without_tls_is_enough_for_a_no(before: str, after: str, config_file: Path, program: Program) -> None:
    assert before in SEALED
    assert answers(program, config_file, SEALED.replace(before, after))["transit"] == "no"
