"""Broken and hostile files: each ends with text or a reason, in bounded time and memory."""

import io
import logging
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import docx
import psutil
import pytest
from pptx import Presentation

from app.services.knowledge_bases.parsing import (
    TYPES_BY_EXTENSION,
    ParseError,
    ParseLimits,
    UnsupportedType,
    detect_media_type,
    isolation,
    parse_file,
)
from app.services.knowledge_bases.parsing.types import MIB
from tests.unit.parsing.files import (
    Line,
    archive,
    docx_bytes,
    epub,
    pdf,
    pdf_file,
    saved,
    word_package,
    xlsx,
)

SECONDS = 40
MEMORY = 1024 * MIB
CODES = {
    "empty_document",
    "corrupt_file",
    "encrypted_file",
    "no_text_found",
    "too_much_text",
    "archive_too_large",
    "archive_bomb",
    "archive_unsafe",
    "parse_timeout",
    "parse_memory",
    "unsupported_type",
}


@dataclass
class Ending:
    """How the parsing of a file ended: “read” or the code of the error."""

    outcome: str = "read"
    text: str = ""
    seconds: float = 0.0
    peak_bytes: int = 0
    problems: list[str] = field(default_factory=list)


@contextmanager
def watched() -> Iterator[Ending]:
    """Measures time, and the largest child of the fork server meanwhile."""
    ending, done = Ending(), threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            ending.peak_bytes = max(ending.peak_bytes, *map(_resident, _children()), 0)

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.monotonic()
    try:
        yield ending
    finally:
        ending.seconds = time.monotonic() - began
        done.set()
        watcher.join()


def _children() -> list[psutil.Process]:
    process = isolation.server._process
    return psutil.Process(process.pid).children() if process else []


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def ending_of(path: Path, media_type: str | None = None) -> Ending:
    """Detect the type of a file, unless it is given, and parse it, as an upload would."""
    with watched() as ending:
        try:
            with path.open("rb") as file:
                kind = media_type or detect_media_type(file.read(65536), path.name)
            for part in parse_file(path, kind, ParseLimits()):
                ending.text = (ending.text + part.text)[:100_000]
                ending.problems += [problem.place for problem in part.problems]
        except ParseError as error:
            ending.outcome = error.code if error.remedy and error.message else "no remedy"
    return ending


def assert_bounded(ending: Ending) -> None:
    assert ending.outcome in {"read", *CODES}
    assert ending.seconds < SECONDS
    assert ending.peak_bytes < MEMORY


def slides() -> bytes:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "A title"
    return saved(presentation)


def letter() -> bytes:
    document = docx.Document()
    document.add_paragraph("A letter.")
    return docx_bytes(document)


CHAPTER = "<html><body><h1>Storms</h1><p>Stay in port.</p></body></html>"
MAIL = b"From: a@b.example\nSubject: Storms\n\nStay in port.\n"
GOOD: dict[str, bytes] = {
    ".txt": b"Stay in port.\n\nCall the crew.",
    ".md": b"# Storms\n\nStay in port.",
    ".csv": b"Route,Fare\nNorth,8\nSouth,9\n",
    ".html": CHAPTER.encode(),
    ".json": b'[{"a": 1, "b": 2}, {"a": 3, "b": 4}]',
    ".jsonl": b'{"a": 1}\n{"a": 2}\n',
    ".eml": MAIL,
    ".pdf": pdf([Line("Stay in port.")], [Line("Call the crew.")]),
    ".docx": letter(),
    ".xlsx": xlsx(Fares=[["Route", "Fare"], ["North", 8]]),
    ".pptx": slides(),
    ".epub": epub(CHAPTER),
}
ZIPPED = (".docx", ".xlsx", ".pptx", ".epub")
MAIN_PART = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".pptx": "ppt/presentation.xml",
    ".epub": "OPS/p.opf",
}


@pytest.mark.parametrize("extension", GOOD)
def test_the_whole_file_is_read(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"good{extension}"
    path.write_bytes(GOOD[extension])

    ending = ending_of(path)

    assert ending.outcome == "read"
    assert ending.text.strip()


@pytest.mark.parametrize("extension", GOOD)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_what_is_cut_off(tmp_path: Path, extension: str, share: float) -> None:
    data = GOOD[extension]
    path = tmp_path / f"cut{extension}"
    path.write_bytes(data[: int(len(data) * share)])

    assert_bounded(ending_of(path))


@pytest.mark.parametrize("extension", GOOD)
def test_damage_in_the_middle(tmp_path: Path, extension: str) -> None:
    data = bytearray(GOOD[extension])
    for position in range(40, len(data), 97):
        data[position] ^= 0x55
    path = tmp_path / f"damaged{extension}"
    path.write_bytes(data)

    assert_bounded(ending_of(path))


@pytest.mark.parametrize("extension", GOOD)
@pytest.mark.parametrize(
    ("content", "outcomes"),
    [
        (b"", {"unsupported_type"}),
        (b" \n\t\r\n" * 100, {"unsupported_type", "empty_document", "corrupt_file"}),
        (bytes(4096), {"unsupported_type"}),
        (bytes(range(256)) * 64, {"unsupported_type"}),
    ],
    ids=["empty", "white space", "NULs", "garbage"],
)
def test_what_is_no_document(
    tmp_path: Path, extension: str, content: bytes, outcomes: set[str]
) -> None:
    path = tmp_path / f"nothing{extension}"
    path.write_bytes(content)

    assert ending_of(path).outcome in outcomes


@pytest.mark.parametrize("extension", sorted(set(GOOD)))
def test_garbage_that_got_past_the_detection(
    tmp_path: Path, extension: str, caplog: pytest.LogCaptureFixture
) -> None:
    for number, content in enumerate((bytes(range(256)) * 64, bytes(999), *GOOD.values())):
        path = tmp_path / f"{number}"
        path.write_bytes(content)
        with caplog.at_level(logging.WARNING):
            assert_bounded(ending_of(path, TYPES_BY_EXTENSION[extension]))

    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("named", GOOD)
@pytest.mark.parametrize("content", [".pdf", *ZIPPED])
def test_a_wrong_extension_is_told_with_the_right_one(named: str, content: str) -> None:
    if named == content:
        assert detect_media_type(GOOD[content], f"a{named}")
        return
    with pytest.raises(UnsupportedType) as caught:
        detect_media_type(GOOD[content][:65536], f"a{named}")

    assert content in caught.value.remedy


@pytest.mark.parametrize("extension", ZIPPED)
def test_a_bomb_is_not_unpacked(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"bomb{extension}"
    path.write_bytes(archive(**{MAIN_PART[extension]: b" " * 150_000_000}))

    ending = ending_of(path)

    assert ending.outcome == "archive_bomb"
    assert ending.peak_bytes < 200 * MIB


def test_bombs_inside_a_document_are_left_alone(tmp_path: Path) -> None:
    bomb = archive(inner=archive(innermost=b"\0" * 9_000_000) * 20)
    path = tmp_path / "nested.docx"
    path.write_bytes(word_package("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>", word__a_zip=bomb))

    assert ending_of(path).text == "Text."


LEVELS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = f'<!DOCTYPE d [<!ENTITY e0 "ha">{LEVELS}]>'


def replaced(data: bytes, name: str) -> bytes:
    """The package with a bomb as the entry `name`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, f"{ENTITIES}<d>&e9;</d>" if entry == name else old.read(entry))
    return out.getvalue()


ENTITY_BOMBS = {
    "a.docx": word_package("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", prologue=ENTITIES),
    "a.xlsx": replaced(GOOD[".xlsx"], "xl/worksheets/sheet1.xml"),
    "b.xlsx": replaced(GOOD[".xlsx"], "xl/workbook.xml"),
    "a.pptx": replaced(GOOD[".pptx"], "ppt/slides/slide1.xml"),
    "a.epub": replaced(GOOD[".epub"], "OPS/p.opf"),
    "b.epub": epub(f"{ENTITIES}<html><body><p>&e9;</p></body></html>"),
    "a.html": f"{ENTITIES}<html><body><p>&e9;</p></body></html>".encode(),
    "b.html": f"<html><body>{ENTITIES}<svg><text>&e9;</text></svg>".encode(),
}


@pytest.mark.parametrize("name", ENTITY_BOMBS)
def test_entities_that_multiply_do_not(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(ENTITY_BOMBS[name])

    ending = ending_of(path)

    assert_bounded(ending)
    assert ending.seconds < 10
    assert ending.peak_bytes < 250 * MIB
    assert ending.text.count("ha") < 100


def nested_table(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


DEEP: dict[str, Callable[[], bytes]] = {
    "a.html": lambda: b"<div>" * 200_000 + b"deep",
    "b.html": lambda: b"<table><tr><td>" * 20_000 + b"deep",
    "c.html": lambda: b"<b><i>" * 50_000 + b"deep",
    "a.json": lambda: b"[" * 1_000_000,
    "b.json": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a.jsonl": lambda: b"[" * 100_000 + b"]" * 100_000,
    "a.docx": lambda: word_package(nested_table(5_000)),
    "a.md": lambda: b"> " * 100_000 + b"deep",
    "b.md": lambda: b"[" * 100_000 + b"](" * 50_000,
    "c.md": lambda: b"|" * 200_000 + b"\n" + b"|-" * 100_000,
    "d.md": lambda: b"#" * 200_000 + b" " * 200_000 + b"\n-" + b" " * 200_000 + b"x",
    "a.eml": lambda: b"Subject: x\nContent-Type: message/rfc822\n\n" * 5_000 + b"deep",
    "b.eml": lambda: (
        b"Subject: x\n"
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
        )
    ),
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_very_deep(
    tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / name
    path.write_bytes(DEEP[name]())

    with caplog.at_level(logging.WARNING):
        assert_bounded(ending_of(path))

    assert "Traceback" not in caplog.text


def empty_pages(count: int) -> bytes:
    kids = " ".join(f"{n} 0 R" for n in range(3, count + 3))
    pages = ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * count
    root = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
    ]
    return pdf_file([*root, *pages])


def recursive_pages() -> bytes:
    return pdf_file(
        [
            "<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>",
            "<< /Type /Pages /Kids [3 0 R 2 0 R 3 0 R] /Count 1000000 >>",
            "<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1000000 >>",
            "<< /Type /Outlines /First 5 0 R /Last 5 0 R >>",
            "<< /Title (x) /Parent 4 0 R /Next 5 0 R /First 4 0 R /Dest [3 0 R /Fit] >>",
        ]
    )


def page_of(content: bytes, media_box: str = "0 0 595 842", extra: str = "") -> bytes:
    return pdf_file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{media_box}] /Contents 4 0 R "
            "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
            ">> >>",
            f"<< /Length {len(content)} {extra} >>\nstream\n{content.decode('latin-1')}\nendstream",
        ]
    )


def many_lines() -> bytes:
    lines = (f"BT /F 1 Tf 10 {n % 800} Td (word {n}) Tj ET" for n in range(60_000))
    return page_of("\n".join(lines).encode())


PDFS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "100,000 empty pages": (lambda: empty_pages(100_000), {"no_text_found"}),
    "pages inside each other": (recursive_pages, {"no_text_found", "corrupt_file"}),
    "an enormous page": (
        lambda: page_of(b"BT /F 9 Tf 0 0 Td (Text.) Tj ET", "0 0 9999999 9999999"),
        {"read"},
    ),
    "a page without size": (lambda: page_of(b"BT /F 9 Tf (Text.) Tj ET", "0 0 0 0"), {"read"}),
    "a stream that unpacks to 200 MB": (
        lambda: page_of(zlib.compress(b"q " * 100_000_000), extra="/Filter /FlateDecode"),
        {"no_text_found", "parse_memory", "parse_timeout"},
    ),
    "60,000 lines on a page": (many_lines, {"read"}),
}


@pytest.mark.parametrize("name", PDFS)
def test_hostile_pdf(tmp_path: Path, name: str) -> None:
    make, outcomes = PDFS[name]
    path = tmp_path / "a.pdf"
    path.write_bytes(make())

    ending = ending_of(path)

    assert_bounded(ending)
    assert ending.outcome in outcomes


def test_text_with_nuls_and_mixed_encodings_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes("Grüße, Fähre\n".encode() + "Straße\n".encode("cp1252") + b"a\xff\xfeb\n" * 9)

    ending = ending_of(path)

    assert ending.text.startswith("Grüße, Fähre\nStraße\naÿþb")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_right_to_left_text_is_read(tmp_path: Path, encoding: str) -> None:
    text = "שלום עולם, זה מסמך בעברית. " * 40
    path = tmp_path / "hebrew.txt"
    path.write_bytes(text.encode(encoding))

    assert ending_of(path).text.startswith("שלום עולם, זה מסמך")


def test_a_csv_of_200_megabytes_is_read_at_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    row = ",".join(f"value {n} of the row" for n in range(20))
    with path.open("w") as file:
        file.write(",".join(f"column {chr(97 + n)}" for n in range(20)) + "\n")
        block = (row + "\n") * 2_500
        while file.tell() < 200 * MIB:
            file.write(block)

    characters = 0
    with watched() as ending:
        for part in parse_file(path, TYPES_BY_EXTENSION[".csv"], ParseLimits()):
            characters += len(part.text)
            assert part.text.startswith("column a | column b")

    assert characters > 200 * MIB
    assert ending.peak_bytes < 100 * MIB
    print(f"200 MB CSV: {ending.seconds:.1f} s, peak {ending.peak_bytes / MIB:.0f} MiB")  # noqa: T201


@pytest.mark.parametrize("extension", [".txt", ".md", ".csv", ".jsonl"])
def test_a_file_without_line_ends_is_read_at_constant_memory(
    tmp_path: Path, extension: str
) -> None:
    path = tmp_path / f"line{extension}"
    path.write_bytes(b"word " * 4_000_000)

    ending = ending_of(path)

    assert_bounded(ending)
    assert ending.peak_bytes < 250 * MIB
