"""Secrets in AWS Secrets Manager: `aws:SECRET_ID` or, from a secret holding a JSON object, `aws:SECRET_ID#KEY`."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING

from mwslink.credentials.reference import MissingSecretError, Reference
from mwslink.errors import ConfigError, MwslinkError, NetworkError, TemporaryError
from mwslink.messages import _

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError, ClientError
    from mypy_boto3_secretsmanager import SecretsManagerClient

CONNECT_SECONDS = 5
READ_SECONDS = 15
_TEMPORARY = {"ThrottlingException", "InternalServiceError", "InternalFailure", "ServiceUnavailable"}
_BAD_KEYS = {
    "UnrecognizedClientException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "IncompleteSignature",
    "SignatureDoesNotMatch",
    "ExpiredTokenException",
    "ExpiredToken",
}


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
        answer = _client(_region_of(secret_id), _settings()).get_secret_value(SecretId=secret_id)
    except ClientError as error:
        raise _refused(reference, error) from None
    except BotoCoreError as error:
        raise _not_asked(reference, error) from None
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


@lru_cache(maxsize=8)
def _client(region: str | None, _settings: tuple[tuple[str, str], ...]) -> SecretsManagerClient:
    """Made once, as making one takes 100 ms; made anew when the environment asks for something else."""
    import boto3.session
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": 3},
    )
    # A session of its own: boto3's default one must not be used from several threads.
    return boto3.session.Session().client("secretsmanager", region_name=region, config=config)


def _settings() -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith("AWS_")))


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


def _refused(reference: Reference, error: ClientError) -> MwslinkError:
    """AWS answered, but not with the secret. Its sentence is not shown: it may name more than it should."""
    code = error.response.get("Error", {}).get("Code", "")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _TEMPORARY or status >= 500:
        return TemporaryError(_("{reference}: AWS answers {code}.").format(reference=reference, code=code or status))
    if code == "ResourceNotFoundException":
        return MissingSecretError(
            _("{reference}: AWS has no such secret in this region.").format(reference=reference),
            hint=_("Check its name and AWS_REGION: aws secretsmanager list-secrets"),
        )
    if code == "AccessDeniedException":
        what = _("these AWS credentials may not read it")
        hint = _("Allow secretsmanager:GetSecretValue (and kms:Decrypt for a key of your own).")
    elif code in _BAD_KEYS:
        what, hint = _("AWS does not accept the AWS credentials"), _("They are wrong or expired; sign in again.")
    else:
        what, hint = _("AWS refuses with {code}").format(code=code or status), ""
    return ConfigError(_("{reference}: {what}.").format(reference=reference, what=what), hint=hint)


def _not_asked(reference: Reference, error: BotoCoreError) -> MwslinkError:
    """The question did not reach AWS."""
    from botocore import exceptions

    if isinstance(error, exceptions.HTTPClientError | exceptions.ConnectionError):
        return NetworkError(
            _("{reference}: AWS Secrets Manager does not answer ({kind}).").format(
                reference=reference, kind=type(error).__name__
            ),
            hint=_("Run again later."),
        )
    if isinstance(error, exceptions.NoRegionError):
        what, hint = _("no AWS region is set"), _("Set AWS_REGION, or give the secret's whole ARN.")
    elif isinstance(error, exceptions.NoCredentialsError | exceptions.PartialCredentialsError):
        what, hint = _("there are no AWS credentials here"), _("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
    else:
        what, hint = _("AWS cannot be asked ({kind})").format(kind=type(error).__name__), ""
    return ConfigError(_("{reference}: {what}.").format(reference=reference, what=what), hint=hint)
