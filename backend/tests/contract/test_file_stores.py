"""Both file stores, held to the same contract: a folder, and a real S3 server on loopback."""

import hashlib
import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from moto.server import ThreadedMotoServer
from pydantic import SecretStr

from app.core.config import Settings
from app.core.errors import NotFound, Transient
from app.integrations.storage import FileStore
from app.integrations.storage.local import LocalFileStore
from app.integrations.storage.s3 import S3FileStore

MIB = 1024 * 1024
BUCKET = "documents"


@pytest.fixture(scope="module")
def s3_address() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def s3_store(address: str, bucket: str = BUCKET, secret: str = "secret-words") -> S3FileStore:
    return S3FileStore.connect(
        Settings(
            storage="s3",
            s3_endpoint_url=address,
            s3_bucket=bucket,
            s3_prefix="goat/",
            s3_access_key_id="key",
            s3_secret_access_key=SecretStr(secret),
        )
    )


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "local":
        return LocalFileStore(tmp_path / "files")
    connected = s3_store(request.getfixturevalue("s3_address"))
    connected._client.create_bucket(Bucket=BUCKET)
    connected.delete_prefix("documents")
    return connected


def put(store: FileStore, key: str, content: bytes = b"words") -> None:
    store.write(key, io.BytesIO(content))


def test_gives_back_what_was_written_and_tells_size_and_hash(store: FileStore) -> None:
    content = bytes(range(256)) * 50_000
    stored = store.write("documents/a/original", io.BytesIO(content))
    assert stored.size_bytes == len(content)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    with store.open("documents/a/original") as file:
        assert file.read(10) + file.read() == content
    with store.as_path("documents/a/original") as path:
        assert path.read_bytes() == content


def test_a_second_write_replaces_the_first(store: FileStore) -> None:
    put(store, "documents/a/original", b"first")
    put(store, "documents/a/original", b"second")
    with store.open("documents/a/original") as file:
        assert file.read() == b"second"


class Broken(io.RawIOBase):
    """Gives some bytes, then fails as a client does that goes away."""

    def __init__(self) -> None:
        self._left = 3

    def read(self, size: int = -1) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise ConnectionResetError
        return b"x" * MIB


def test_a_write_that_breaks_off_leaves_nothing(store: FileStore) -> None:
    with pytest.raises(Exception, match=r".*"):
        store.write("documents/a/original", Broken())  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        store.open("documents/a/original")


def test_what_is_missing_is_not_found(store: FileStore) -> None:
    with pytest.raises(NotFound):
        store.open("documents/none/original")
    with pytest.raises(NotFound), store.as_path("documents/none/original"):
        pass


def test_deletes_one_key_or_all_under_a_prefix(store: FileStore) -> None:
    for key in ("documents/a/original", "documents/a/extra", "documents/ab/original"):
        put(store, key)
    store.delete("documents/a/extra")
    store.delete("documents/a/extra")
    assert sorted(store.names("documents/a")) == ["original"]
    store.delete_prefix("documents/a")
    store.delete_prefix("documents/a")
    assert list(store.names("documents")) == ["ab"]


def test_lists_a_level_at_a_time(store: FileStore) -> None:
    for key in ("documents/a/original", "documents/b/original", "documents/b/text"):
        put(store, key)
    assert sorted(store.names("documents")) == ["a", "b"]
    assert sorted(store.names("documents/b")) == ["original", "text"]
    assert list(store.names("documents/none")) == []


@pytest.mark.parametrize("key", ["", "../secret", "documents/../../secret"])
def test_refuses_what_is_not_a_key(store: FileStore, key: str) -> None:
    with pytest.raises(ValueError, match="not a storage key"):
        put(store, key)


class Endless(io.RawIOBase):
    """Gives `left` bytes of nothing much without holding them."""

    def __init__(self, left: int) -> None:
        self._left = left

    def read(self, size: int = -1) -> bytes:
        block = b"\0" * min(self._left, size if size >= 0 else MIB)
        self._left -= len(block)
        return block


def test_a_large_file_passes_at_constant_memory(tmp_path: Path) -> None:
    source: BinaryIO = Endless(256 * MIB)  # type: ignore[assignment]
    # Of the whole process: threads of other tests have their share in it.
    tracemalloc.start()
    stored = LocalFileStore(tmp_path).write("documents/a/original", source)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert stored.size_bytes == 256 * MIB
    assert peak < 32 * MIB


def test_ping_tells_a_missing_bucket_without_telling_keys(s3_address: str) -> None:
    with pytest.raises((NotFound, Transient)) as caught:
        s3_store(s3_address, bucket="nowhere", secret="do-not-say-this").ping()
    assert "do-not-say-this" not in repr(caught.value) + str(caught.value.__cause__)


def test_a_store_that_does_not_answer_is_a_transient_failure() -> None:
    with pytest.raises(Transient) as caught:
        put(s3_store("http://127.0.0.1:9"), "documents/a/original")
    assert caught.value.code == "storage_unavailable"


def test_a_bucket_of_ones_own_server_is_made_once(s3_address: str) -> None:
    store = s3_store(s3_address, bucket="fresh")
    with pytest.raises(NotFound):
        store.ping()
    store.prepare()
    store.prepare()
    store.ping()


def test_a_bucket_in_a_cloud_is_not_ours_to_make(s3_address: str) -> None:
    store = S3FileStore(s3_store(s3_address)._client, "elsewhere")
    with pytest.raises(Transient, match="does not exist"):
        store.prepare()
    with pytest.raises(NotFound):
        store.ping()
