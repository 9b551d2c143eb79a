"""Small files of each format, made here so that every byte of them is known."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl

from app.services.knowledge_bases.parsing import ParsedDocument, ParseError
from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.formats import load_parser
from tests.unit.parsing.joining import join_parts

DOCUMENT_START = (
    '<?xml version="1.0" encoding="UTF-8"?>{prologue}<w:document '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
DOCUMENT_END = "</w:body></w:document>"


@dataclass(frozen=True)
class Line:
    """A line on a page: text, size of its type and distance to the line above."""

    text: str
    size: float = 11
    gap: float = 14


PICTURE = Line("a picture")
DRAWING = "q 400 0 0 400 50 50 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\xff\x00 EI Q"


def pdf(*pages: Sequence[Line], bookmarks: Sequence[tuple[str, int]] = ()) -> bytes:
    """A PDF with one text line per `Line`, optionally with bookmarks (title, page index).

    A page whose only line is `PICTURE` shows a picture instead.
    """
    first_page, count = 4, len(pages)
    kids = " ".join(f"{first_page + 2 * i} 0 R" for i in range(count))
    first_bookmark = first_page + 2 * count
    outlines = f"/Outlines {first_bookmark} 0 R" if bookmarks else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {outlines} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, lines in enumerate(pages):
        content = DRAWING if lines == [PICTURE] else _content(lines)
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {first_page + 2 * index + 1} 0 R >>",
            f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream",
        ]
    objects += _bookmarks(bookmarks, first_bookmark, first_page)
    return pdf_file(objects)


def _content(lines: Sequence[Line]) -> str:
    height, commands = 800.0, []
    for line in lines:
        height -= line.gap
        text = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        commands.append(f"BT /F {line.size} Tf 60 {height} Td ({text}) Tj ET")
    return "\n".join(commands)


def _bookmarks(bookmarks: Sequence[tuple[str, int]], first: int, first_page: int) -> list[str]:
    if not bookmarks:
        return []
    last = first + len(bookmarks)
    objects = [f"<< /Type /Outlines /First {first + 1} 0 R /Last {last} 0 R >>"]
    for position, (title, page) in enumerate(bookmarks, start=first + 1):
        following = f"/Next {position + 1} 0 R" if position < last else ""
        target = f"[{first_page + 2 * page} 0 R /Fit]"
        objects.append(f"<< /Title ({title}) /Parent {first} 0 R {following} /Dest {target} >>")
    return objects


def pdf_file(objects: Sequence[str]) -> bytes:
    """The file of these objects, numbered from 1; the first is the catalogue."""
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + _bytes(body) + b"\nendobj\n")
    xref = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{offset:010} 00000 n \n" for offset in offsets).encode())
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"
    out.write(trailer.encode())
    return out.getvalue()


def _bytes(body: str) -> bytes:
    """Text in the encoding of the font; bytes that a test has put into a string as they are."""
    try:
        return body.encode("latin-1")
    except UnicodeEncodeError:
        return body.encode("cp1252")


def docx_bytes(document: "docx.document.Document") -> bytes:
    """The file of a python-docx document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_package(body_xml: str, *, prologue: str = "", **extra: bytes) -> bytes:
    """A bare Word file around `body_xml`; `extra` adds entries (`__` in a name stands for /)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        start = DOCUMENT_START.format(prologue=prologue)
        package.writestr("word/document.xml", start + body_xml + DOCUMENT_END)
        for name, content in extra.items():
            package.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def parts_of(media_type: str, data: bytes) -> list[ParsedDocument]:
    """The parts of a file of this type with this content."""
    parts: list[ParsedDocument] = []
    builder = DocumentBuilder(parts.append)
    load_parser(media_type)(io.BytesIO(data), builder)
    builder.finish()
    return parts


def parsed(media_type: str, data: bytes) -> ParsedDocument:
    """The whole document of a file of this type with this content."""
    return join_parts(parts_of(media_type, data))


def xlsx(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these rows in sheets of these names."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(workbook)


def saved(document: Any) -> bytes:
    """The file of a document of any library that saves to a stream."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(**entries: str | bytes) -> bytes:
    """A ZIP archive; `__` in a name stands for / and `_dot_` for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def epub(*chapters: str, **extra: str | bytes) -> bytes:
    """A book with one page for each chapter, listed in the package in reverse order."""
    numbers = range(len(chapters))
    items = "".join(f'<item id="c{n}" href="c%20{n}.xhtml"/>' for n in reversed(numbers))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>A Book</dc:title>'
        f"<dc:creator>Ada Holm</dc:creator></metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    pages = {f"OPS__c {n}_dot_xhtml": chapter for n, chapter in enumerate(chapters)}
    container = '<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>'
    return archive(
        **{
            "mimetype": "application/epub+zip",
            "META-INF__container_dot_xml": container,
            "OPS__p_dot_opf": package,
            **pages,
            **extra,
        }
    )


def outcome(media_type: str, data: bytes) -> str:
    """The code of the ParseError that the file ends with, “read” when it is read."""
    try:
        parsed(media_type, data)
    except ParseError as error:
        return error.code if error.remedy else "an error without a remedy"
    return "read"
