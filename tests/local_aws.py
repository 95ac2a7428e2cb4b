"""An AWS on this computer: moto's Secrets Manager, SQS and S3."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# What S3's tools find in their environment.
AWS = {
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "canary-aws-secret",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@contextmanager
def serving_aws() -> Iterator[str]:
    """The endpoint of an AWS; the test is skipped, saying why, where moto is not installed.

    Every client of a process shares one reader of AWS's service descriptions, which takes a third of a second else.
    """
    server = pytest.importorskip("moto.server", reason="moto is not installed: AWS is not tested")
    from botocore import session

    moto = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    try:
        host, port = moto.get_host_and_port()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(session, "create_loader", functools.cache(session.create_loader))
            yield f"http://{host}:{port}"
    finally:
        moto.stop()
