"""Files in a folder."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.core.errors import NotFound, Transient
from app.integrations.storage.base import StoredFile
from app.integrations.storage.hashing import HashingReader

_BLOCK = 1024 * 1024


class LocalFileStore:
    """A `FileStore` on a local or mounted folder."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def write(self, key: str, source: BinaryIO) -> StoredFile:
        target = self._resolve(key)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            return _write_atomically(target, source)
        except OSError as error:
            raise Transient(
                "The file could not be stored.",
                code="storage_unavailable",
                remedy="Check that the disk of the upload folder has space and is writable.",
            ) from error

    def open(self, key: str) -> BinaryIO:
        try:
            return self._resolve(key).open("rb")
        except FileNotFoundError as error:
            raise NotFound("The stored file is missing.", code="file_missing") from error

    @contextmanager
    def as_path(self, key: str) -> Iterator[Path]:
        path = self._resolve(key)
        if not path.is_file():
            raise NotFound("The stored file is missing.", code="file_missing")
        yield path

    def delete(self, key: str) -> None:
        self._resolve(key).unlink(missing_ok=True)

    def names(self, prefix: str) -> Iterator[str]:
        folder = self._resolve(prefix)
        if folder.is_dir():
            yield from (entry.name for entry in folder.iterdir())

    def delete_prefix(self, prefix: str) -> None:
        shutil.rmtree(self._resolve(prefix), ignore_errors=True)

    def prepare(self) -> None:
        self.ping()

    def ping(self) -> None:
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._root):
                pass
        except OSError as error:
            raise Transient(
                "The upload folder is not writable.", code="storage_unavailable"
            ) from error

    def _resolve(self, key: str) -> Path:
        path = (self._root / key).resolve()
        if not path.is_relative_to(self._root) or path == self._root:
            raise ValueError(f"not a storage key: {key!r}")
        return path


def _write_atomically(target: Path, source: BinaryIO) -> StoredFile:
    reader = HashingReader(source)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
    try:
        with os.fdopen(descriptor, "wb") as sink:
            shutil.copyfileobj(reader, sink, _BLOCK)
            sink.flush()
            os.fsync(sink.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return reader.stored()
