"""ZIP archives, checked before anything is unpacked."""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from struct import unpack_from
from typing import IO, BinaryIO

from app.services.knowledge_bases.parsing.types import MIB, ParseError

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # an encrypted entry, or a method of compression that is not implemented
)
"""What zipfile raises while it opens an archive or unpacks an entry that is damaged."""

_DIRECTORY_END = b"PK\x05\x06"
_DIRECTORY_END_WITHIN = 65_557
_DIRECTORY_BYTES_PER_ENTRY = 1_024
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold. The ratio of compression matters above `ratio_from_bytes`."""

    entries: int = 2_000
    unpacked_bytes: int = 200 * MIB
    ratio: int = 100
    ratio_from_bytes: int = 10 * MIB


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A file in an archive. `name` is what the archive says: text, never a path to write to."""

    name: str
    size: int
    _archive: zipfile.ZipFile
    _info: zipfile.ZipInfo

    def open(self) -> IO[bytes]:
        """Its content, unpacked while it is read, never more than `size` bytes."""
        return self._archive.open(self._info)


class Archive:
    """An archive that has been checked."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {
            info.filename: ArchiveEntry(info.filename, info.file_size, archive, info)
            for info in archive.infolist()
            if not info.is_dir()
        }

    def __iter__(self) -> Iterator[ArchiveEntry]:
        return iter(self._entries.values())

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes | None:
        """The content of an entry, None when there is none of this name.

        Raises ParseError (corrupt_file) when it cannot be unpacked.
        """
        if name not in self._entries:
            return None
        try:
            with self._entries[name].open() as entry:
                return entry.read()
        except UNREADABLE as error:
            raise _corrupt() from error


def read_archive(path: Path, limits: ArchiveLimits) -> Iterator[ArchiveEntry]:
    """The files of the archive at `path`, to be opened while the iterator lives.

    Raises:
        ParseError: archive_too_large for too many entries or bytes; archive_bomb for what unpacks
            out of all proportion or to the same bytes twice; archive_unsafe for links and names
            that climb; encrypted_file; corrupt_file for what is no archive.
    """
    with open_archive(path, limits) as archive:
        yield from archive


@contextmanager
def open_archive(source: Path | BinaryIO, limits: ArchiveLimits) -> Iterator[Archive]:
    """The archive in `source`, checked; raises as `read_archive` does."""
    with source.open("rb") if isinstance(source, Path) else _borrowed(source) as file:
        size = _check_directory(file, limits)
        try:
            archive = zipfile.ZipFile(file)
        except UNREADABLE as error:
            raise _corrupt() from error
        with archive:
            _check_entries(archive.infolist(), size, limits)
            yield Archive(archive)


@contextmanager
def _borrowed(file: BinaryIO) -> Iterator[BinaryIO]:
    yield file


def _check_directory(file: BinaryIO, limits: ArchiveLimits) -> int:
    """Refuse a table of contents that is too long to be read at all; gives the file's size."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _DIRECTORY_END_WITHIN))
    tail = file.read()
    end = tail.rfind(_DIRECTORY_END)
    if end < 0 or end + 22 > len(tail):
        raise _corrupt()
    (directory_bytes,) = unpack_from("<I", tail, end + 12)
    if directory_bytes > limits.entries * _DIRECTORY_BYTES_PER_ENTRY:
        raise _too_large()
    return size


def _check_entries(entries: list[zipfile.ZipInfo], size: int, limits: ArchiveLimits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > max(limits.ratio_from_bytes, limits.ratio * size) or _overlap(entries):
        raise ParseError(
            "archive_bomb",
            "This file unpacks to far more than it can honestly hold, so it was not opened.",
            "Save it again in the program that made it and upload that.",
        )
    if unpacked > limits.unpacked_bytes or len(entries) > limits.entries:
        raise _too_large()
    if any(_is_unsafe(entry) for entry in entries):
        raise ParseError(
            "archive_unsafe",
            "This file holds links, or names that lead out of it, so it was not opened.",
            "Pack it again from plain files and folders and upload that.",
        )
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ParseError(
            "encrypted_file",
            "This file is protected with a password.",
            "Save a copy without the password and upload that.",
        )


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share compressed bytes, so that a few make many."""
    spans = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    return any(start + length > following for (start, length), (following, _) in pairwise(spans))


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    parts = entry.orig_filename.replace("\\", "/").split("/")
    return is_link or ".." in parts or not parts[0] or _DRIVE.match(parts[0]) is not None


def _too_large() -> ParseError:
    return ParseError(
        "archive_too_large",
        "This file unpacks to more entries or bytes than one file may hold.",
        "Split it, or remove large embedded objects, and upload it again.",
    )


def _corrupt() -> ParseError:
    return ParseError(
        "corrupt_file",
        "This file is damaged, or not of the type that its name says.",
        "Open it in the program that made it, save it again and upload that.",
    )
