"""Bundles go into S3 as they are asked for, and come back from the cold class a day later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cellar import Cellar, uncovered

from contract.store.samples import full_order, order_id
from mwslink import clock
from mwslink.archive.bucket import Bucket
from mwslink.archive.checking import verify
from mwslink.archive.envelope import parse_identities
from mwslink.archive.expiry import expire, expired
from mwslink.archive.places import Expected, MissingFileError, parse_place
from mwslink.archive.restoring import find_sources, thaw
from mwslink.config import BucketSettings
from mwslink.credentials import Secret
from mwslink.errors import ConfigError, NetworkError, RejectedError, TemporaryError


def objects(s3: Any, bucket: str = "cold") -> dict[str, Any]:
    found = s3.list_objects_v2(Bucket=bucket).get("Contents", [])
    return {one["Key"]: s3.head_object(Bucket=bucket, Key=one["Key"], ChecksumMode="ENABLED") for one in found}


def of_kind(s3: Any, ending: str, bucket: str = "cold") -> tuple[str, Any]:
    (found,) = [(key, head) for key, head in objects(s3, bucket).items() if key.endswith(ending)]
    return found


def test_bundles_are_cold_and_manifests_are_not(full: Cellar, bucket: Bucket, s3: Any) -> None:
    (record,) = full.archive(bucket)

    key, head = of_kind(s3, ".age")
    assert key == f"shop/{record.id}.jsonl.age"
    assert head["StorageClass"] == "DEEP_ARCHIVE"
    assert head["ChecksumSHA256"]
    assert of_kind(s3, ".json")[1].get("StorageClass", "STANDARD") == "STANDARD"
    assert uncovered(full) == set()


def test_from_the_cold_class_it_comes_back_later(full: Cellar, bucket: Bucket, s3: Any) -> None:
    """First it is asked for, with the moment to come back; then the same again gives the orders."""
    full.archive(bucket)
    identities = parse_identities(Secret(full.identity))
    sources = find_sources(bucket, (), (order_id(1),), identities).sources
    with pytest.raises(TemporaryError, match="cold storage"):
        bucket.open(sources[0].name)
    before = clock.now()
    with pytest.raises(TemporaryError, match="brought back") as raised:
        thaw(sources, "Standard")
    assert f"{before + timedelta(hours=12):%Y-%m-%d %H}" in raised.value.hint
    thaw(sources, "Standard")  # it is ready at once in this S3

    assert len(full.restore(bucket)) == 8
    assert full.restore(bucket, full_order().id).keys() == {full_order().id}


def test_while_it_is_under_way_it_is_not_asked_for_twice(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Slow:
        exceptions: Any = None

        def head_object(self, **_what: Any) -> dict[str, str]:
            state = {"Restore": 'ongoing-request="true"'} if asked else {}
            return {"StorageClass": "GLACIER", **state}

        def restore_object(self, **_what: Any) -> None:
            asked.append("restore")

    monkeypatch.setitem(bucket.__dict__, "_s3", Slow())
    assert bucket.thaw("a", tier="Bulk")
    assert bucket.thaw("a", tier="Bulk")

    assert asked == ["restore"]


def test_encrypted_under_a_key_and_locked_where_asked_for(full: Cellar, s3: Any, moto_s3: str) -> None:
    place = Bucket(
        BucketSettings(
            "locked",
            endpoint=moto_s3,
            storage_class="GLACIER_IR",
            kms_key="alias/archive",
            object_lock="governance",
        )
    )
    (record,) = full.archive(place)

    for ending in (".age", ".json"):
        head = of_kind(s3, ending, "locked")[1]
        assert head["ServerSideEncryption"] == "aws:kms"
        assert head["ObjectLockMode"] == "GOVERNANCE"
        assert head["ObjectLockRetainUntilDate"].date() == record.expires_on
    with pytest.raises(RejectedError, match="locked"):
        expire(full.store.archives, place, record)
    assert len(full.restore(place)) == 8


def test_a_lock_that_was_not_set_is_noticed(full: Cellar, bucket: Bucket) -> None:
    """Its orders stay in the store until they are as safe as was asked for."""
    (record,) = full.archive(bucket)
    strict = Bucket(replace(bucket._settings, object_lock="compliance"))

    with pytest.raises(RejectedError, match="did not lock"):
        strict.check(Expected(f"{record.id}.jsonl.age", record.size, record.sha256), is_new=True)


@pytest.mark.parametrize("later", [{"kms_key": "alias/archive"}, {"object_lock": "governance"}])
def test_what_was_written_before_a_setting_is_whole(full: Cellar, bucket: Bucket, later: dict[str, str]) -> None:
    """It could not be put right any more where its orders are purged; the setting is for what is written from then."""
    full.archive(bucket)
    strict = Bucket(replace(bucket._settings, **later))
    (finding,) = verify(strict, full.store.archives)

    assert not finding.fault
    assert uncovered(full) == set()


@pytest.mark.parametrize("storage_class", ["STANDARD", "GLACIER", "DEEP_ARCHIVE"])
def test_an_exchanged_object_is_noticed(full: Cellar, s3: Any, moto_s3: str, storage_class: str) -> None:
    """Also where it cannot be read at once: by the digest that S3 keeps."""
    place = Bucket(BucketSettings("cold", endpoint=moto_s3, storage_class=storage_class))
    full.archive(place)
    key, head = of_kind(s3, ".age")
    s3.put_object(
        Bucket="cold",
        Key=key,
        Body=b"x" * head["ContentLength"],
        StorageClass=storage_class,
        ChecksumAlgorithm="SHA256",
    )
    (finding,) = verify(place, full.store.archives)

    assert "changed or exchanged" in finding.fault
    assert len(uncovered(full)) == 8


def test_nothing_that_is_there_is_replaced(bucket: Bucket, s3: Any, tmp_path: Path) -> None:
    s3.put_object(Bucket="cold", Key="shop/a.jsonl.age", Body=b"before")
    (tmp_path / "a").write_bytes(b"after")
    bucket.put(tmp_path / "a", Expected("a.jsonl.age", 5, "00" * 32), date(2030, 1, 1))

    assert s3.get_object(Bucket="cold", Key="shop/a.jsonl.age")["Body"].read() == b"before"


def test_past_its_years_every_version_goes(full: Cellar, bucket: Bucket, s3: Any) -> None:
    s3.put_bucket_versioning(Bucket="cold", VersioningConfiguration={"Status": "Enabled"})
    (record,) = full.archive(bucket)
    s3.delete_object(Bucket="cold", Key=f"shop/{record.id}.jsonl.age")
    assert expired(full.store.archives, bucket, date(2040, 1, 1)) == [full.store.archives.get(record.id)]
    expire(full.store.archives, bucket, record)
    left = s3.list_object_versions(Bucket="cold")

    assert not left.get("Versions")
    assert not left.get("DeleteMarkers")


def test_what_is_missing_is_named(bucket: Bucket) -> None:
    with pytest.raises(MissingFileError):
        bucket.open("nothing.jsonl.age")
    with pytest.raises(ConfigError, match="no bucket"):
        Bucket(replace(bucket._settings, bucket="other")).names()


def test_an_s3_that_does_not_answer_is_a_matter_of_time(
    full: Cellar, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bundle waits in the spool; the next run sends it off."""
    monkeypatch.setattr("botocore.retries.standard.RetryHandler.needs_retry", lambda *_a, **_k: None)
    nowhere = Bucket(replace(bucket._settings, endpoint="http://127.0.0.1:9"))
    with pytest.raises(NetworkError):
        full.archive(nowhere)
    assert len(uncovered(full)) == 8
    assert len(list(full.spool.iterdir())) == 2

    assert [record.orders for record in full.archive(bucket)] == [8]
    assert list(full.spool.iterdir()) == []
    assert uncovered(full) == set()


def test_a_place_can_be_named_without_a_configuration(full: Cellar, bucket: Bucket) -> None:
    full.archive(bucket)

    assert parse_place("s3://cold/shop").names() == bucket.names()
    with pytest.raises(ConfigError, match="no bucket"):
        parse_place("s3://")


def test_no_secret_of_aws_is_in_a_message(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    with pytest.raises(ConfigError, match="no AWS credentials") as raised:
        Bucket(bucket._settings).names()

    assert "canary" not in str(raised.value)
