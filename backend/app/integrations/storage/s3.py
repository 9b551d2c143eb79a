"""Files in a bucket of S3, MinIO or another store that speaks S3."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self, cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from app.core.config import Settings
from app.core.errors import NotFound, Transient
from app.integrations.storage.base import StoredFile
from app.integrations.storage.hashing import HashingReader

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import ObjectIdentifierTypeDef

CONNECT_TIMEOUT_S, READ_TIMEOUT_S, ATTEMPTS = 5, 60, 3
_MISSING = {"404", "NoSuchKey", "NotFound"}
# What the store answers to one call of a listing, and takes in one deletion.
_PAGE = 1000


class S3FileStore:
    """A `FileStore` on a bucket. Keys lie under an optional prefix."""

    def __init__(
        self, client: "S3Client", bucket: str, prefix: str = "", is_own_server: bool = False
    ) -> None:
        self._client = client
        self._bucket = bucket
        self._is_own_server = is_own_server
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""

    @classmethod
    def connect(cls, settings: Settings) -> Self:
        """The bucket that the settings name. Without keys, those of the machine are used."""
        secret = settings.s3_secret_access_key
        client = boto3.client(
            "s3",
            endpoint_url=settings.s3_endpoint_url or None,
            region_name=settings.s3_region,
            aws_access_key_id=settings.s3_access_key_id or None,
            aws_secret_access_key=secret.get_secret_value() if secret else None,
            config=Config(
                connect_timeout=CONNECT_TIMEOUT_S,
                read_timeout=READ_TIMEOUT_S,
                retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
                # MinIO on a bare address has no host name for each bucket.
                s3={"addressing_style": "path" if settings.s3_endpoint_url else "auto"},
            ),
        )
        return cls(client, settings.s3_bucket, settings.s3_prefix, bool(settings.s3_endpoint_url))

    def write(self, key: str, source: BinaryIO) -> StoredFile:
        reader = HashingReader(source)
        with _failing_as("The file could not be stored."):
            self._client.upload_fileobj(cast(BinaryIO, reader), self._bucket, self._full(key))
        return reader.stored()

    def open(self, key: str) -> BinaryIO:
        with _failing_as("The stored file could not be read."):
            found = self._client.get_object(Bucket=self._bucket, Key=self._full(key))
        return cast(BinaryIO, found["Body"])

    @contextmanager
    def as_path(self, key: str) -> Iterator[Path]:
        with tempfile.NamedTemporaryFile(prefix="llmb-") as copy:
            with _failing_as("The stored file could not be read."):
                self._client.download_fileobj(self._bucket, self._full(key), copy)
            copy.flush()
            yield Path(copy.name)

    def delete(self, key: str) -> None:
        with _failing_as("The stored file could not be deleted."):
            self._client.delete_object(Bucket=self._bucket, Key=self._full(key))

    def delete_prefix(self, prefix: str) -> None:
        with _failing_as("The stored files could not be deleted."):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket,
                Prefix=f"{self._full(prefix)}/",
                PaginationConfig={"PageSize": _PAGE},
            )
            for page in pages:
                keys: list[ObjectIdentifierTypeDef] = [
                    {"Key": item["Key"]} for item in page.get("Contents", [])
                ]
                if keys:
                    self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": keys})

    def names(self, prefix: str) -> Iterator[str]:
        start = f"{self._full(prefix)}/"
        with _failing_as("The stored files could not be listed."):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket,
                Prefix=start,
                Delimiter="/",
                PaginationConfig={"PageSize": _PAGE},
            )
            for page in pages:
                for folder in page.get("CommonPrefixes", []):
                    yield folder["Prefix"].removeprefix(start).rstrip("/")
                for item in page.get("Contents", []):
                    yield item["Key"].removeprefix(start)

    def prepare(self) -> None:
        """Make the bucket on a server of one's own. In a cloud, that is for its owner to do."""
        try:
            self.ping()
        except NotFound:
            if not self._is_own_server:
                raise _unavailable("The bucket does not exist.") from None
            with _failing_as("The bucket could not be made."):
                self._client.create_bucket(Bucket=self._bucket)

    def ping(self) -> None:
        with _failing_as("The bucket does not answer."):
            self._client.head_bucket(Bucket=self._bucket)

    def _full(self, key: str) -> str:
        if not key or ".." in key.split("/"):
            raise ValueError(f"not a storage key: {key!r}")
        return self._prefix + key


@contextmanager
def _failing_as(message: str) -> Iterator[None]:
    """Errors of the store as ours; its own words may name accounts and keys."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _MISSING:
            raise NotFound("The stored file is missing.", code="file_missing") from None
        raise _unavailable(message) from None
    except BotoCoreError:
        raise _unavailable(message) from None


def _unavailable(message: str) -> Transient:
    return Transient(
        message,
        code="storage_unavailable",
        remedy="Check the S3 settings, and that the store runs and the bucket exists.",
    )
