"""Archives: what is refused before anything is unpacked."""

import io
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from app.services.knowledge_bases.parsing import ParseError
from app.services.knowledge_bases.parsing.archives import ArchiveLimits, read_archive
from tests.unit.parsing.files import archive

LIMITS = ArchiveLimits(entries=10, unpacked_bytes=30_000_000)


def code(tmp_path: Path, data: bytes, limits: ArchiveLimits = LIMITS) -> str:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    try:
        list(read_archive(path, limits))
    except ParseError as error:
        return error.code
    return "read"


def test_entries_are_read_while_the_iterator_lives(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive(a_dot_txt="first", b__c_dot_txt="second"))

    found = [(e.name, e.size, e.open().read()) for e in read_archive(path, LIMITS)]

    assert found == [("a.txt", 5, b"first"), ("b/c.txt", 6, b"second")]


def link() -> bytes:
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(info, "/etc/passwd")
    return out.getvalue()


def overlapping() -> bytes:
    """Nine entries of the directory that all point to the same bytes."""
    data = archive(a=b"\0" * 3_000_000)
    end = data.rindex(b"PK\x05\x06")
    (offset,) = struct.unpack_from("<I", data, end + 16)
    directory = data[offset:end] * 9
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, 9, 9, len(directory))
    return data[:offset] + directory + bytes(tail)


def encrypted() -> bytes:
    data = bytearray(archive(a="b"))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (archive(a=b"\0" * 20_000_000), "archive_bomb"),
        (archive(a=b"\0" * 9_000_000), "read"),
        (overlapping(), "archive_bomb"),
        (archive(**{f"a{n}": "" for n in range(11)}), "archive_too_large"),
        (archive(**{"../a": "x"}), "archive_unsafe"),
        (archive(**{"/etc/a": "x"}), "archive_unsafe"),
        (archive(**{"a\\..\\..\\b": "x"}), "archive_unsafe"),
        (archive(**{"C:\\a": "x"}), "archive_unsafe"),
        (archive(**{"Note: a": "x"}), "read"),
        (link(), "archive_unsafe"),
        (encrypted(), "encrypted_file"),
        (b"", "corrupt_file"),
        (b"PK\x03\x04" + bytes(300), "corrupt_file"),
        (archive(a="b")[:-10], "corrupt_file"),
        (archive(**{f"{n}" + "a" * 5_000: "" for n in range(9)}), "archive_too_large"),
    ],
    ids=[
        "bomb",
        "small and dense",
        "overlapping",
        "too many",
        "climbs",
        "absolute",
        "climbs with backslashes",
        "drive",
        "colon",
        "link",
        "encrypted",
        "empty",
        "noise",
        "cut off",
        "long names",
    ],
)
def test_what_is_opened_and_what_is_not(tmp_path: Path, data: bytes, expected: str) -> None:
    assert code(tmp_path, data) == expected


def test_an_archive_in_an_archive_is_not_unpacked_by_itself(tmp_path: Path) -> None:
    inner = archive(a=b"\0" * 20_000_000)

    assert code(tmp_path, archive(inner_dot_zip=inner)) == "read"


def test_too_many_bytes_are_refused(tmp_path: Path) -> None:
    random = bytes(range(256)) * 4_000

    assert code(tmp_path, archive(a=random), ArchiveLimits(unpacked_bytes=10)) == (
        "archive_too_large"
    )


def test_two_entries_of_one_name_are_one(tmp_path: Path) -> None:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("a", "first")
            package.writestr("a", "second")
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue())

    assert [entry.open().read() for entry in read_archive(path, LIMITS)] == [b"second"]
