"""Cellars, and a place of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from cellar import Cellar, cellar

from local_aws import AWS, serving_aws
from mwslink.archive.bucket import Bucket
from mwslink.archive.folder import Folder
from mwslink.config import BucketSettings


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Cellar]:
    with cellar(tmp_path) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    path = tmp_path / "drive"
    path.mkdir()
    return Folder(path)


@pytest.fixture(scope="session")
def moto_s3() -> Iterator[str]:
    with serving_aws() as endpoint:
        yield endpoint


@pytest.fixture
def s3(moto_s3: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A client of an S3 with two empty buckets, `cold` and `locked`."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto_s3)
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    client = boto3.session.Session().client("s3", endpoint_url=moto_s3)
    client.create_bucket(Bucket="cold")
    client.create_bucket(Bucket="locked", ObjectLockEnabledForBucket=True)
    yield client
    import urllib.request

    urllib.request.urlopen(urllib.request.Request(f"{moto_s3}/moto-api/reset", method="POST"), timeout=10).close()


@pytest.fixture
def bucket(s3: object, moto_s3: str) -> Bucket:
    """In the cold class, where nothing can be read at once."""
    return Bucket(BucketSettings("cold", "shop/", endpoint=moto_s3, storage_class="DEEP_ARCHIVE"))
