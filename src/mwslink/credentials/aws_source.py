"""Secrets in AWS Secrets Manager: `aws:SECRET_ID` or, from a secret holding a JSON object, `aws:SECRET_ID#KEY`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mwslink.credentials.aws import Words, open_client, why_not_asked, why_refused
from mwslink.credentials.reference import MissingSecretError, Reference
from mwslink.errors import ConfigError
from mwslink.messages import _

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


def fetch_aws_secret(reference: Reference) -> str:
    """The secret, or the value of KEY in it.

    Credentials, region and endpoint are found as every AWS tool finds them (AWS_PROFILE, AWS_REGION,
    AWS_ENDPOINT_URL, instance roles). Raises ConfigError naming the cause, and TemporaryError when AWS does not answer.
    """
    secret_id, hash_, key = reference.target.partition("#")
    text = _fetch(reference, secret_id)
    if hash_:
        return _value_of(reference, text, key)
    if text.lstrip().startswith("{"):
        raise ConfigError(
            _("{reference}: the secret is a JSON object.").format(reference=reference),
            hint=_("Say which of its keys: {reference}#KEY").format(reference=reference),
        )
    return text


def _fetch(reference: Reference, secret_id: str) -> str:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        client: SecretsManagerClient = open_client("secretsmanager", region=_region_of(secret_id))
        answer = client.get_secret_value(SecretId=secret_id)
    except ClientError as error:
        raise why_refused(error, _words(reference)) from None
    except BotoCoreError as error:
        raise why_not_asked(error, _words(reference)) from None
    except ValueError:  # botocore's for an endpoint that is no URL
        raise ConfigError(
            _("{reference}: AWS_ENDPOINT_URL is not a URL.").format(reference=reference),
        ) from None
    if "SecretString" not in answer:
        raise ConfigError(
            _("{reference}: the secret is binary.").format(reference=reference),
            hint=_("Store it as text (SecretString)."),
        )
    return answer["SecretString"]


def _words(reference: Reference) -> Words:
    return Words(
        str(reference),
        "AWS Secrets Manager",
        absent=MissingSecretError(
            _("{reference}: AWS has no such secret in this region.").format(reference=reference),
            hint=_("Check its name and AWS_REGION: aws secretsmanager list-secrets"),
        ),
        permission=_("Allow secretsmanager:GetSecretValue (and kms:Decrypt for a key of your own)."),
        region=_("Set AWS_REGION, or give the secret's whole ARN."),
    )


def _region_of(secret_id: str) -> str | None:
    """The region an ARN names (arn:aws:secretsmanager:eu-west-1:…); None: as configured."""
    parts = secret_id.split(":")
    return parts[3] or None if parts[0] == "arn" and len(parts) > 3 else None


def _value_of(reference: Reference, text: str, key: str) -> str:
    try:
        values = json.loads(text)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise ConfigError(
            _("{reference}: the secret is not a JSON object, so it has no keys.").format(reference=reference),
            hint=_("Leave out #{key}.").format(key=key),
        )
    value = values.get(key)
    if not isinstance(value, str):
        what = _("has no key {key}") if value is None else _("has a key {key}, but its value is not text")
        raise ConfigError(
            _("{reference}: the secret {what}.").format(reference=reference, what=what.format(key=repr(key)))
        )
    return value
