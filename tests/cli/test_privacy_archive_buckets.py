"""`mwslink privacy archive` in an S3 of one's own, after the place was changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import pytest
from legal_copies import Shop, open_shop
from programs import Ran

from local_aws import AWS, serving_aws

Program = Callable[..., Ran]


@pytest.fixture(scope="module")
def own_s3() -> Iterator[str]:
    with serving_aws() as endpoint:
        yield endpoint


@pytest.fixture
def shop(
    own_s3: str, config_file: Path, blank_environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shop]:
    """Its archive is in bucket `first`; only the configuration knows the endpoint."""
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    client = boto3.session.Session().client("s3", endpoint_url=own_s3)
    for bucket in ("first", "second"):
        client.create_bucket(Bucket=bucket)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")  # stands for Amazon's
    monkeypatch.setattr("botocore.retries.standard.RetryHandler.needs_retry", lambda *_a, **_k: None)
    with open_shop(config_file, blank_environment, tmp_path) as opened:
        move(opened, f'folder = "{opened.drive}"', s3_table(own_s3, "first"))
        yield opened
    import urllib.request

    urllib.request.urlopen(urllib.request.Request(f"{own_s3}/moto-api/reset", method="POST"), timeout=10).close()


def s3_table(endpoint: str, bucket: str, more: str = "") -> str:
    return f'[archive.s3]\nbucket = "{bucket}"\nendpoint = "{endpoint}"\nstorage_class = "STANDARD"\n{more}'


def move(shop: Shop, before: str, after: str) -> None:
    text = shop.config.read_text()
    assert before in text
    shop.config.write_text(text.replace(before, after))


@pytest.mark.parametrize("after", ['bucket = "second"', 'bucket = "first"\nprefix = "new"'])
def test_an_earlier_place_is_asked_where_it_was_written(after: str, shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=8 * 366)
    assert program("privacy", "archive").code == 0
    move(shop, 'bucket = "first"', after)
    verified = program("privacy", "archive", "--verify", "--json")
    gone = program("privacy", "archive", "--expire", "--json")

    assert (verified.code, [one["fault"] for one in verified.document["data"]["archives"]]) == (0, [None])
    assert (gone.code, gone.document["data"]["orders"]) == (0, 1)


def test_a_bucket_that_is_named_is_one_of_the_same_s3(shop: Shop, program: Program) -> None:
    shop.save(1, days_ago=31)
    assert program("privacy", "archive").code == 0
    ran = program("privacy", "restore", "--from", "s3://first", "--identity", str(shop.key_file))

    assert ran.code == 0, ran
    assert len([json.loads(line) for line in ran.out.splitlines()]) == 1
    assert program("privacy", "archive", "--verify", "--from", "s3://first").code == 0


def test_an_s3_that_does_not_answer_is_named(shop: Shop, own_s3: str, program: Program) -> None:
    shop.save(1, days_ago=31)
    assert program("privacy", "archive").code == 0
    move(shop, own_s3, "http://127.0.0.1:9")
    ran = program("privacy", "archive", "--verify")

    assert ran.code == 5
    assert "s3://first/: S3 does not answer" in ran.err
