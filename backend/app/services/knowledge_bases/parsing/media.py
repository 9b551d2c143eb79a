"""Which type a file has: its content and its name must agree."""

import codecs
import re
from pathlib import PurePath
from struct import unpack_from

from app.services.knowledge_bases.parsing.cleaning import wide_encoding
from app.services.knowledge_bases.parsing.types import (
    CSV,
    DOCX,
    EML,
    EPUB,
    HTML,
    JSON,
    JSON_LINES,
    MARKDOWN,
    PDF,
    PLAIN,
    PPTX,
    XLSX,
    UnsupportedType,
)

TYPES_BY_EXTENSION = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".log": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".csv": CSV,
    ".tsv": CSV,
    ".tab": CSV,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".json": JSON,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".eml": EML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".pptx": PPTX,
    ".epub": EPUB,
}
"""The types that are read, by the extension that a file of the type carries."""

ACCEPTED = (
    "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), EPUB, Markdown, HTML, CSV or TSV, "
    "JSON or JSON Lines, e-mail (.eml) or plain text"
)

_BINARY_TYPES = {
    PDF: ("a PDF", ".pdf"),
    DOCX: ("a Word document", ".docx"),
    XLSX: ("an Excel workbook", ".xlsx"),
    PPTX: ("a PowerPoint presentation", ".pptx"),
    EPUB: ("an EPUB book", ".epub"),
}
"""Types that are not text: what people call them, and the extension they carry."""

_OFFICE = {DOCX, XLSX, PPTX}
_FOLDERS = {"word/": DOCX, "xl/": XLSX, "ppt/": PPTX}
_EPUB_ENTRY = "META-INF/container.xml"
_EPUB_MARK = b"mimetypeapplication/epub+zip"

_PDF_MARK = b"%PDF-"
_PDF_MARK_WITHIN = 1024
_OLE_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP_ENTRY = b"PK\x03\x04"
_TEXT_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HTML_START = re.compile(rb"^\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S)
_HEADER_START = re.compile(rb"(From .*\n|[!-9;-~]+:)")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def detect_media_type(head: bytes, filename: str) -> str:
    """The media type of a file by its first bytes (64 KiB are plenty) and its name.

    Raises UnsupportedType when the type is not read, or content and extension disagree.
    """
    extension = PurePath(filename).suffix.lower()
    if not head:
        raise UnsupportedType("The file is empty.", "Upload a file that has content.")
    if not extension:
        return _by_content(head)
    if extension not in TYPES_BY_EXTENSION:
        raise UnsupportedType(
            f"Files of type “{extension}” are not read.", f"Upload it as {ACCEPTED}."
        )
    media_type = TYPES_BY_EXTENSION[extension]
    if media_type in _BINARY_TYPES:
        _expect_binary(head, extension, media_type)
    else:
        _expect_text(head, extension, media_type)
    return media_type


def _by_content(head: bytes) -> str:
    if binary := _binary_type(head):
        return binary
    if not looks_like_text(head):
        raise UnsupportedType(
            "The type of this file is not recognised.",
            f"Upload {ACCEPTED}, with the matching file extension.",
        )
    return HTML if _HTML_START.match(head) else PLAIN


def _binary_type(head: bytes) -> str | None:
    """The type that the content shows, None when it shows none of those that are not text."""
    if head.startswith(_ZIP_ENTRY):
        return _zip_type(head)
    return PDF if _PDF_MARK in head[:_PDF_MARK_WITHIN] else None


def _zip_type(head: bytes) -> str | None:
    names = _zip_names(head)
    if _EPUB_ENTRY in names or _EPUB_MARK in head[:100]:
        return EPUB
    types = (_FOLDERS[folder] for name in names for folder in _FOLDERS if name.startswith(folder))
    return next(types, None)


def _expect_binary(head: bytes, extension: str, media_type: str) -> None:
    kind, _ = _BINARY_TYPES[media_type]
    found = _binary_type(head)
    if media_type in _OFFICE and head.startswith(_OLE_MARK):
        raise UnsupportedType(
            "The file is protected with a password, or in the format of Office 97–2003.",
            f"Open it in the program that made it, remove the password and save it as {extension}.",
        )
    if found and found != media_type:
        raise _misnamed(extension, found)
    is_zip = head.startswith(_ZIP_ENTRY)  # its folders may lie beyond the first bytes
    if found != media_type and (media_type == PDF or not is_zip):
        raise UnsupportedType(
            f"The file is named {extension}, but it is not {kind}.",
            f"Save it as {extension} again, or give it the extension of what it really is.",
        )


def _expect_text(head: bytes, extension: str, media_type: str) -> None:
    found = _binary_type(head)
    if found and (found != PDF or head.startswith(_PDF_MARK)):
        raise _misnamed(extension, found)
    if not looks_like_text(head):
        raise UnsupportedType(
            f"The file is named {extension}, but its content is not text.",
            f"Upload the original document as {ACCEPTED}.",
        )
    if media_type == EML and not _HEADER_START.match(head.lstrip()):
        raise UnsupportedType(
            f"The file is named {extension}, but it is not an e-mail.",
            "Save the message again as .eml, or rename the file to .txt.",
        )


def _misnamed(extension: str, found: str) -> UnsupportedType:
    kind, fitting = _BINARY_TYPES[found]
    return UnsupportedType(
        f"The file is named {extension}, but it is {kind}.",
        f"Rename it so that it ends in {fitting}.",
    )


def looks_like_text(head: bytes) -> bool:
    """Whether the bytes can be text in some encoding: hardly any control characters."""
    if head.startswith(_TEXT_MARKS) or wide_encoding(head):
        return True
    if b"\x00" in head:
        return False
    return len(_CONTROLS.findall(head)) * 100 <= len(head)


def _zip_names(head: bytes) -> list[str]:
    """Names of the archive entries whose headers lie within the first bytes."""
    names, position = [], head.find(_ZIP_ENTRY)
    while position >= 0 and position + 30 <= len(head):
        (length,) = unpack_from("<H", head, position + 26)
        names.append(head[position + 30 : position + 30 + length].decode("utf-8", "replace"))
        position = head.find(_ZIP_ENTRY, position + 30 + length)
    return names
