"""Application Management API 2023-11-30: a new client secret, which arrives by a queue and nowhere else."""

from __future__ import annotations

import threading
from datetime import timedelta
from urllib.parse import urlsplit

import msgspec

from mwslink.sandbox.accounts import SECRET_GRACE, SECRET_LIFETIME, Application, Queue
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.exchange import Call, Reply, Service
from mwslink.sandbox.gate import Grant, bad_input, grantless, render_fault
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.state import State

SCOPE = "sellingpartnerapi::client_credential:rotation"
NOT_ENROLLED = (
    "Application is not enrolled for rotation notification. "
    "Please update application notification preference in Developer console."
)
_REGION = "eu-west-1"


def rotate_application_client_secret(state: State, client_id: str) -> Reply:
    """POST /applications/2023-11-30/clientSecret."""
    application = state.applications[client_id]
    if not application.queue.url:
        raise bad_input(NOT_ENROLLED)
    rotate(state, application)
    return Reply(204)


def rotate(state: State, application: Application) -> None:
    """Make a new secret, as the operation and the console do; tell the queue where there is one."""
    application.replace_secret(state.new_client_secret(), state.clock.now())
    if application.queue.url:
        application.queue.held.append(_render_message(state, application))
        if not application.queue.holds:
            deliver(application.queue)


def deliver(queue: Queue) -> None:
    """Send what is held, in a thread: the server goes on."""
    messages, queue.held = queue.held, []
    threading.Thread(target=_send, args=(queue, messages), name="sandbox-sqs", daemon=True).start()


def _send(queue: Queue, messages: list[str]) -> None:
    import boto3.session
    from botocore.exceptions import BotoCoreError, ClientError

    origin = urlsplit(queue.url)
    # Of the sandbox's own: whatever AWS credentials this computer has are nobody's business here.
    session = boto3.session.Session(
        aws_access_key_id="sandbox",
        aws_secret_access_key="sandbox",  # noqa: S106  (no secret)
        region_name=_REGION,
    )
    try:
        client = session.client("sqs", endpoint_url=queue.endpoint or f"{origin.scheme}://{origin.netloc}")
        for message in messages:
            client.send_message(QueueUrl=queue.url, MessageBody=message)
            queue.sent += 1
    except (BotoCoreError, ClientError, ValueError) as error:
        queue.failure = type(error).__name__


def _render_message(state: State, application: Application) -> str:
    now = state.clock.now()
    message = {
        "notificationVersion": "1.0",
        "notificationType": "APPLICATION_OAUTH_CLIENT_NEW_SECRET",
        "payloadVersion": "1.0",
        "eventTime": as_text(now),
        "payload": {
            "applicationOAuthClientNewSecret": {
                "clientId": application.client_id,
                "newClientSecret": application.client_secret,
                "newClientSecretExpiryTime": as_text(now + SECRET_LIFETIME),
                "oldClientSecretExpiryTime": as_text(now + SECRET_GRACE),
            }
        },
        "notificationMetadata": {
            "applicationId": application.id,
            "subscriptionId": f"subscription-{state.next_serial()}",
            "publishTime": as_text(now + timedelta(seconds=1)),
            "notificationId": f"notification-{state.next_serial()}",
        },
    }
    return msgspec.json.encode(message).decode()


def _identify(_state: State, _call: Call) -> int | None:
    return None  # it is about no seller


SERVICE = Service(
    name="applications-2023-11-30",
    operations=(
        grantless(
            "rotateApplicationClientSecret",
            "POST",
            "/applications/2023-11-30/clientSecret",
            grant=Grant(Quota(rate=0.0167, burst=1), SCOPE),
            handler=rotate_application_client_secret,
        ),
    ),
    identify=_identify,
    render_fault=render_fault,
)
