"""The SQS queue by which Amazon sends a new client secret: the only place where it can be had.

The form of the message is that of Amazon's examples; it is let go (deleted) only when its secret is kept for good, so
that a run that is killed in between finds it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import msgspec

from mwslink import clock
from mwslink.authorization.client_secret import NewSecret
from mwslink.credentials import Secret
from mwslink.credentials.aws import Words, open_client, why_not_asked, why_refused
from mwslink.errors import ConfigError, MwslinkError
from mwslink.gateways.spapi.protocol import as_utc
from mwslink.messages import _

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

T = TypeVar("T")
LONGEST_POLL = 10  # seconds; shorter than the patience of `credentials.aws`
_HIDDEN_SECONDS = 60  # from other readers, while we deal with a message
_REGION = re.compile(r"(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.amazonaws\.com(?:\.cn)?")


class _NewSecret(msgspec.Struct, rename="camel"):
    client_id: str
    new_client_secret: str
    new_client_secret_expiry_time: datetime | None = None


class _Payload(msgspec.Struct):
    applicationOAuthClientNewSecret: _NewSecret  # noqa: N815  (Amazon's name)


class _Message(msgspec.Struct, rename="camel"):
    notification_type: str
    payload: _Payload
    event_time: datetime | None = None


_message = msgspec.json.Decoder(_Message)


class SecretQueue:
    """The queue, for one application; close it, so that messages for others are free again at once.

    Every method raises ConfigError when AWS refuses, NetworkError and TemporaryError when it does not answer.
    """

    def __init__(self, url: str, client_id: str) -> None:
        self._url = url
        self._client_id = client_id
        self._others: list[str] = []

    def receive(self, wait_seconds: float) -> list[NewSecret]:
        """New secrets of the application, the newest first; waits so long, and ten seconds at most, for the first."""
        seconds = max(0, min(LONGEST_POLL, round(wait_seconds)))
        answer = self._ask(
            lambda client: client.receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=10,
                WaitTimeSeconds=seconds,
                VisibilityTimeout=_HIDDEN_SECONDS,
            )
        )
        found = [secret for message in answer.get("Messages", []) if (secret := self._read(message))]
        return sorted(found, key=lambda one: one.ends_at or one.made_at, reverse=True)

    def let_go(self, secrets: Sequence[NewSecret]) -> None:
        """Delete the messages of these secrets."""
        for one in secrets:
            self._ask(partial(self._delete, receipt=one.receipt))

    def give_back(self, secrets: Sequence[NewSecret]) -> None:
        """Leave the messages of these secrets to the next run, which need not wait for them."""
        self._others += [one.receipt for one in secrets]

    def close(self) -> None:
        """Give back what is not ours; a queue that cannot be reached does so by itself after a minute."""
        receipts, self._others = self._others, []
        with suppress(MwslinkError):
            for receipt in receipts:
                self._ask(partial(self._free, receipt=receipt))

    def _delete(self, client: SQSClient, *, receipt: str) -> None:
        client.delete_message(QueueUrl=self._url, ReceiptHandle=receipt)

    def _free(self, client: SQSClient, *, receipt: str) -> None:
        client.change_message_visibility(QueueUrl=self._url, ReceiptHandle=receipt, VisibilityTimeout=0)

    def _read(self, message: MessageTypeDef) -> NewSecret | None:
        receipt = message.get("ReceiptHandle", "")
        try:
            told = _message.decode(message.get("Body", ""))
        except msgspec.DecodeError:  # another notification
            told = None
        new = told.payload.applicationOAuthClientNewSecret if told else None
        if told is None or new is None or new.client_id != self._client_id:
            self._others.append(receipt)
            return None
        made_at, ends_at = told.event_time or clock.now(), new.new_client_secret_expiry_time
        return NewSecret(Secret(new.new_client_secret), as_utc(made_at), ends_at and as_utc(ends_at), receipt)

    def _client(self) -> SQSClient:
        host = urlsplit(self._url)
        of_amazon = _REGION.fullmatch(host.hostname or "")
        region = next((part for part in of_amazon.groups() if part), None) if of_amazon else None
        endpoint = None if of_amazon else f"{host.scheme}://{host.netloc}"  # a stand-in names its queues by itself
        client: SQSClient = open_client("sqs", region=region, endpoint=endpoint)
        return client

    def _ask(self, question: Callable[[SQSClient], T]) -> T:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return question(self._client())
        except ClientError as error:
            raise why_refused(error, self._words()) from None
        except BotoCoreError as error:
            raise why_not_asked(error, self._words()) from None
        except ValueError:  # botocore's for an endpoint that is no URL
            raise ConfigError(_("{reference}: AWS_ENDPOINT_URL is not a URL.").format(reference=self._url)) from None

    def _words(self) -> Words:
        absent = ConfigError(
            _("{reference}: AWS has no such queue.").format(reference=self._url),
            hint=_("Check rotation_queue in [application]: aws sqs list-queues"),
        )
        permission = _("Allow sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility.")
        return Words(self._url, "Amazon SQS", absent=absent, permission=permission, region=_("Set AWS_REGION."))
