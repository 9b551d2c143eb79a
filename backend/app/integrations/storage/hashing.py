"""Counts and hashes what is read, on its way into a store."""

import hashlib
from typing import BinaryIO

from app.integrations.storage.base import StoredFile


class HashingReader:
    """A file that knows, once it has been read, how much it held and its SHA-256."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._digest, self._size = hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes: fewer only at the end, which is how stores know the end."""
        block = self._read_fully(size)
        self._digest.update(block)
        self._size += len(block)
        return block

    def _read_fully(self, size: int) -> bytes:
        blocks: list[bytes] = []
        while size and (block := self._source.read(size)):
            blocks.append(block)
            size = size - len(block) if size > 0 else size
        return b"".join(blocks)

    def stored(self) -> StoredFile:
        """What has been read so far."""
        return StoredFile(self._size, self._digest.hexdigest())
