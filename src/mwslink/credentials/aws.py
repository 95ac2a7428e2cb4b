"""How AWS is asked, whatever the service: with limited patience, and with words for every way it does not answer.

Credentials, region and endpoint are found as every AWS tool finds them (AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL,
instance roles).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mwslink.errors import ConfigError, MwslinkError, NetworkError, TemporaryError
from mwslink.messages import _

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError, ClientError

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
_ABSENT = {
    "ResourceNotFoundException",
    "QueueDoesNotExist",
    "AWS.SimpleQueueService.NonExistentQueue",
    "InvalidAddress",
}


@dataclass(frozen=True)
class Words:
    """How failures name what was asked for: its `name`, the service, and what to do about three of them."""

    name: str
    service: str
    absent: MwslinkError
    permission: str
    region: str


def open_client(service: str, *, region: str | None = None, endpoint: str | None = None) -> Any:
    """boto3's client of the service; `region` and `endpoint` where what is asked for names them itself."""
    return _client(service, region, endpoint, _settings())


@lru_cache(maxsize=8)
def _client(service: str, region: str | None, endpoint: str | None, _settings: tuple[tuple[str, str], ...]) -> Any:
    """Made once, as making one takes 100 ms; made anew when the environment asks for something else."""
    import boto3.session
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": 3},
    )
    # A session of its own: boto3's default one must not be used from several threads.
    session: Any = boto3.session.Session()
    return session.client(service, region_name=region, endpoint_url=endpoint, config=config)


def _settings() -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith("AWS_")))


def why_refused(error: ClientError, words: Words) -> MwslinkError:
    """AWS answered, but refused. Its sentence is not shown: it may name more than it should."""
    code = error.response.get("Error", {}).get("Code", "")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _TEMPORARY or status >= 500:
        return TemporaryError(_("{reference}: AWS answers {code}.").format(reference=words.name, code=code or status))
    if code in _ABSENT:
        return words.absent
    if code in {"AccessDeniedException", "AccessDenied"}:
        what, hint = _("these AWS credentials may not read it"), words.permission
    elif code in _BAD_KEYS:
        what, hint = _("AWS does not accept the AWS credentials"), _("They are wrong or expired; sign in again.")
    else:
        what, hint = _("AWS refuses with {code}").format(code=code or status), ""
    return ConfigError(_("{reference}: {what}.").format(reference=words.name, what=what), hint=hint)


def why_not_asked(error: BotoCoreError, words: Words) -> MwslinkError:
    """The question did not reach AWS."""
    from botocore import exceptions

    if isinstance(error, exceptions.HTTPClientError | exceptions.ConnectionError):
        text = _("{reference}: {service} does not answer ({kind}).")
        told = text.format(reference=words.name, service=words.service, kind=type(error).__name__)
        return NetworkError(told, hint=_("Run again later."))
    if isinstance(error, exceptions.NoRegionError):
        what, hint = _("no AWS region is set"), words.region
    elif isinstance(error, exceptions.NoCredentialsError | exceptions.PartialCredentialsError):
        what, hint = _("there are no AWS credentials here"), _("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
    else:
        what, hint = _("AWS cannot be asked ({kind})").format(kind=type(error).__name__), ""
    return ConfigError(_("{reference}: {what}.").format(reference=words.name, what=what), hint=hint)
