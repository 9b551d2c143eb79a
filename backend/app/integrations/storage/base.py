"""What the product needs from a file store."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What was written."""

    size_bytes: int
    sha256: str


class FileStore(Protocol):
    """Bytes by generated key. Keys never come from users. Failures raise `Upstream` errors."""

    def write(self, key: str, source: BinaryIO) -> StoredFile:
        """Copy `source` to `key` at constant memory; readers see all of it or nothing."""

    def open(self, key: str) -> BinaryIO:
        """Open for reading; raises `NotFound` when there is no such key."""

    def as_path(self, key: str) -> AbstractContextManager[Path]:
        """A local path with the contents, for as long as the context lasts."""

    def delete(self, key: str) -> None:
        """Delete one key; nothing there is fine."""

    def names(self, prefix: str) -> Iterator[str]:
        """The next level of every key under `prefix`, as a folder lists what is in it."""

    def delete_prefix(self, prefix: str) -> None:
        """Delete every key under `prefix`; nothing there is fine."""

    def prepare(self) -> None:
        """Make the place for the files, where that is ours to make."""

    def ping(self) -> None:
        """Raise `Upstream` when files cannot be written."""
