"""Queues for tests, with the variables AWS's tools look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import local_aws

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

AWS = {**local_aws.AWS, "AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1"}


def open_sqs(endpoint: str) -> SQSClient:
    """A client of its own, to fill and look into queues."""
    import boto3.session

    session = boto3.session.Session(
        aws_access_key_id=AWS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=AWS["AWS_SECRET_ACCESS_KEY"],
        region_name=AWS["AWS_REGION"],
    )
    return session.client("sqs", endpoint_url=endpoint)


def messages_in(sqs: SQSClient, url: str) -> int:
    """How many messages the queue holds, seen by somebody or not."""
    names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return sum(int(found[name]) for name in names)
