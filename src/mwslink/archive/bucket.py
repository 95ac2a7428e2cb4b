"""Bundles in S3: in the storage class, under the key and with the lock that are asked for.

S3 is given the SHA-256 of what it shall store and refuses anything else; it keeps that digest with the object. A class
that can be read at once is read back whole; from GLACIER and DEEP_ARCHIVE, where reading takes hours, the digest S3
keeps is compared. Credentials are found as every AWS tool finds them; the configuration holds none.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from mwslink import clock
from mwslink.archive.manifest import BUNDLE, MANIFEST
from mwslink.archive.places import Expected, MissingFileError, digest_of, require_same
from mwslink.errors import ConfigError, MwslinkError, NetworkError, RejectedError, TemporaryError
from mwslink.messages import _

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError, ClientError
    from mypy_boto3_s3 import S3Client

    from mwslink.config.model import BucketSettings

_COLD = ("GLACIER", "DEEP_ARCHIVE")
# Hours until an object can be read, at most (S3 user guide, "Archive retrieval options").
_HOURS = {
    ("GLACIER", "Standard"): 5,
    ("GLACIER", "Bulk"): 12,
    ("GLACIER", "Expedited"): 1,
    ("DEEP_ARCHIVE", "Standard"): 12,
    ("DEEP_ARCHIVE", "Bulk"): 48,
}
_DAYS_READABLE = 7
_TEMPORARY = {"SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "OperationAborted", "503", "500"}
_MISSING = {"NoSuchKey", "404", "NotFound"}


class Bucket:
    """A bucket, or the part of it under a prefix (implements `places.Place`)."""

    def __init__(self, settings: BucketSettings) -> None:
        self._settings = settings

    @property
    def title(self) -> str:
        return f"s3://{self._settings.bucket}/{self._settings.prefix}"

    @cached_property
    def _s3(self) -> S3Client:
        import boto3.session
        from botocore.config import Config

        style = {"addressing_style": "path"} if self._settings.endpoint else {}
        config = Config(
            connect_timeout=10,
            read_timeout=60,
            retries={"mode": "standard", "total_max_attempts": 4},
            s3=cast(Any, style),
        )
        return boto3.session.Session().client(
            "s3",
            region_name=self._settings.region or None,
            endpoint_url=self._settings.endpoint or None,
            config=config,
        )

    def _at(self, name: str) -> dict[str, str]:
        return {"Bucket": self._settings.bucket, "Key": self._settings.prefix + name}

    def put(self, path: Path, expected: Expected, keep_until: date) -> None:
        with self._translated(expected.name) as s3, path.open("rb") as body:
            try:
                s3.put_object(
                    **cast(Any, self._at(expected.name)),
                    Body=body,
                    ContentLength=path.stat().st_size,
                    ChecksumAlgorithm="SHA256",
                    ChecksumSHA256=_checksum(expected),
                    IfNoneMatch="*",
                    **self._manner(expected.name, keep_until),
                )
            except s3.exceptions.ClientError as error:
                if _code(error) not in ("PreconditionFailed", "412"):  # ours, from a run that was killed
                    raise

    def _manner(self, name: str, keep_until: date) -> dict[str, Any]:
        """How the object is to be kept. A manifest can always be read at once."""
        manner: dict[str, Any] = {"StorageClass": self._class_of(name)}
        if self._settings.kms_key:
            manner |= {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": self._settings.kms_key}
        if self._settings.object_lock != "none":
            until = datetime.combine(keep_until, time(), UTC)
            manner |= {"ObjectLockMode": self._settings.object_lock.upper(), "ObjectLockRetainUntilDate": until}
        return manner

    def _class_of(self, name: str) -> str:
        return "STANDARD" if name.endswith(MANIFEST) else self._settings.storage_class

    def check(self, expected: Expected, *, is_new: bool = False) -> None:
        with self._translated(expected.name) as s3:
            head = s3.head_object(**cast(Any, self._at(expected.name)), ChecksumMode="ENABLED")
        if is_new:  # what was written before kms_key or object_lock were set is not damaged by that
            self._require_manner(expected.name, cast(Mapping[str, Any], head))
        if head.get("StorageClass") in _COLD:
            if not head.get("ChecksumSHA256"):
                raise RejectedError(_("{name}: S3 keeps no SHA-256 of it to compare.").format(name=expected.name))
            require_same(expected, head["ContentLength"], base64.b64decode(head["ChecksumSHA256"]).hex())
            return
        with self.open(expected.name) as file:
            require_same(expected, *digest_of(file))

    def _require_manner(self, name: str, head: Mapping[str, Any]) -> None:
        if self._settings.kms_key and head.get("ServerSideEncryption") != "aws:kms":
            raise RejectedError(_("{name}: S3 did not encrypt it under the key of yours.").format(name=name))
        lock = self._settings.object_lock
        if lock != "none" and head.get("ObjectLockMode") != lock.upper():
            raise RejectedError(
                _("{name}: S3 did not lock it.").format(name=name),
                hint=_("Object Lock has to be enabled when a bucket is made."),
            )

    def names(self) -> list[str]:
        prefix, found = self._settings.prefix, []
        with self._translated("") as s3:
            for page in s3.get_paginator("list_objects_v2").paginate(Bucket=self._settings.bucket, Prefix=prefix):
                found += [entry["Key"].removeprefix(prefix) for entry in page.get("Contents", ())]
        return sorted(name for name in found if name.endswith((BUNDLE, MANIFEST)) and "/" not in name)

    def open(self, name: str) -> BinaryIO:
        with self._translated(name) as s3:
            return cast(BinaryIO, _Body(self, name, s3.get_object(**cast(Any, self._at(name)))["Body"]))

    def thaw(self, name: str, *, tier: str) -> datetime | None:
        with self._translated(name) as s3:
            head = s3.head_object(**cast(Any, self._at(name)))
            storage_class = str(head.get("StorageClass", "STANDARD"))
            state = head.get("Restore", "")
            if storage_class not in _COLD or 'ongoing-request="false"' in state:
                return None
            if not state:
                days: Any = {"Days": _DAYS_READABLE, "GlacierJobParameters": {"Tier": tier}}
                s3.restore_object(**cast(Any, self._at(name)), RestoreRequest=days)
        return clock.now() + timedelta(hours=_HOURS.get((storage_class, tier), 48))

    def delete(self, name: str) -> None:
        """Every version of it: deleting a versioned object without naming one only hides it."""
        key = self._at(name)["Key"]
        with self._translated(name) as s3:
            pages = s3.get_paginator("list_object_versions").paginate(Bucket=self._settings.bucket, Prefix=key)
            for page in pages:
                for one in [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]:
                    if one["Key"] == key:
                        s3.delete_object(Bucket=self._settings.bucket, Key=key, VersionId=one["VersionId"])

    @contextmanager
    def _translated(self, name: str) -> Iterator[S3Client]:
        """Raise our errors for what AWS and the way there raise."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield self._s3
        except ClientError as error:
            raise self._refused(error, name) from None
        except BotoCoreError as error:
            raise self._not_asked(error) from None

    def _refused(self, error: ClientError, name: str) -> MwslinkError:
        code = _code(error)
        if code in _TEMPORARY:
            return TemporaryError(
                _("{place}: S3 answers {code}.").format(place=self.title, code=code),
                hint=_("Run the command again later."),
            )
        if code in _MISSING:
            return MissingFileError(_("{name}: it is not there any more.").format(name=name))
        if code == "InvalidObjectState":
            return TemporaryError(
                _("{name} is in cold storage.").format(name=name), hint=_("mwslink privacy restore asks for it.")
            )
        if code == "NoSuchBucket":
            return ConfigError(_("There is no bucket {bucket}.").format(bucket=self._settings.bucket))
        if code == "AccessDenied" and name:
            return RejectedError(
                _("{name}: S3 refuses: AccessDenied.").format(name=name),
                hint=_("Either these AWS credentials may not do this, or the object is still locked."),
            )
        return ConfigError(
            _("{place}: S3 refuses: {code}.").format(place=self.title, code=code),
            hint=_("Check the AWS credentials, the region, and archive.s3 in the configuration."),
        )

    def _not_asked(self, error: BotoCoreError) -> MwslinkError:
        from botocore import exceptions

        kind = type(error).__name__
        if isinstance(error, exceptions.HTTPClientError | exceptions.ConnectionError):
            return NetworkError(
                _("{place}: S3 does not answer ({kind}).").format(place=self.title, kind=kind),
                hint=_("Run the command again later."),
            )
        if isinstance(error, exceptions.NoCredentialsError | exceptions.PartialCredentialsError):
            return ConfigError(
                _("There are no AWS credentials here."), hint=_("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
            )
        return ConfigError(_("{place}: S3 cannot be asked ({kind}).").format(place=self.title, kind=kind))


class _Body:
    """An object's content as a file; what fails on the way is told as the rest is."""

    def __init__(self, bucket: Bucket, name: str, body: Any) -> None:
        self._bucket = bucket
        self._name = name
        self._body = body

    def read(self, size: int = -1) -> bytes:
        with self._bucket._translated(self._name):
            piece: bytes = self._body.read(None if size < 0 else size)
            return piece

    def close(self) -> None:
        self._body.close()

    def __enter__(self) -> _Body:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _checksum(expected: Expected) -> str:
    return base64.b64encode(bytes.fromhex(expected.sha256)).decode()
