"""Types: content and name must agree."""

import pytest

from app.services.knowledge_bases.parsing import UnsupportedType, detect_media_type
from tests.unit.parsing.files import Line, pdf, word_package

PDF = pdf([Line("x")])
DOCX = word_package("<w:p/>")
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
XLSX = DOCX.replace(b"word/document.xml", b"xl/worksheets.xml")
PPTX = DOCX.replace(b"word/document.xml", b"ppt/slides/ab.xml")
EPUB = b"PK\x03\x04" + bytes(22) + b"\x08\x00\x00\x00" + b"mimetypeapplication/epub+zip"
PPTX_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (PDF, "a.pdf", "application/pdf"),
        (PDF, "A.PDF", "application/pdf"),
        (b"junk\n" + PDF, "a.pdf", "application/pdf"),
        (PDF, "report", "application/pdf"),
        (DOCX, "a.docx", WORD_TYPE),
        (DOCX, "letter", WORD_TYPE),
        (b"hello", "a.txt", "text/plain"),
        (b"hello", "README", "text/plain"),
        ("grüße".encode("cp1252"), "a.txt", "text/plain"),
        ("hello".encode("utf-16"), "a.txt", "text/plain"),
        (b"# Title", "a.md", "text/markdown"),
        (b"a,b\n1,2", "a.csv", "text/csv"),
        (b"a\tb\n1\t2", "a.tsv", "text/csv"),
        (b"<!DOCTYPE html><html>", "a.html", "text/html"),
        (b"<!-- x --> <html>", "page", "text/html"),
        (b"<html>", "a.txt", "text/plain"),
        ("hello".encode("utf-16-le"), "a.txt", "text/plain"),
        ("hello".encode("utf-16-be"), "a.txt", "text/plain"),
        (XLSX, "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (XLSX, "table", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (PPTX, "a.pptx", PPTX_TYPE),
        (EPUB, "a.epub", "application/epub+zip"),
        (EPUB, "book", "application/epub+zip"),
        (b"{}", "a.json", "application/json"),
        (b"{}\n{}", "a.jsonl", "application/x-ndjson"),
        (b"From: a@b.example\n\nHi", "a.eml", "message/rfc822"),
    ],
)
def test_accepts(head: bytes, name: str, expected: str) -> None:
    assert detect_media_type(head[:65536], name) == expected


@pytest.mark.parametrize(
    ("head", "name", "says"),
    [
        (b"just text", "a.pdf", "not a PDF"),
        (PNG, "a.pdf", "not a PDF"),
        (PNG, "a.txt", "not text"),
        (PDF, "a.txt", "is a PDF"),
        (DOCX, "a.txt", "is a Word document"),
        (b"text", "a.docx", "not a Word document"),
        (OLE, "a.docx", "protected with a password"),
        (DOCX.replace(b"word/document.xml", b"xl/worksheets.xml"), "a.docx", "Excel"),
        (b"MZ\x90\x00", "a.exe", ".exe"),
        (PNG, "picture", "not recognised"),
        (DOCX, "a.xlsx", "is a Word document"),
        (XLSX, "a.pptx", "is an Excel workbook"),
        (EPUB, "a.docx", "is an EPUB book"),
        (EPUB, "a.zip", ".zip"),
        (PDF, "a.json", "is a PDF"),
        (b"just text", "a.eml", "not an e-mail"),
        (b"just text", "a.epub", "not an EPUB book"),
        (b"", "a.txt", "empty"),
        (b"text", "a.pdf.exe", ".exe"),
    ],
)
def test_refuses_with_a_reason_and_a_remedy(head: bytes, name: str, says: str) -> None:
    with pytest.raises(UnsupportedType) as caught:
        detect_media_type(head[:65536], name)

    assert says in caught.value.message
    assert caught.value.remedy
