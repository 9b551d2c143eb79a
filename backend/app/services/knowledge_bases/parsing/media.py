"""Which type a file has: its content and its name must agree."""

import codecs
import re
from collections.abc import Callable
from pathlib import PurePath
from struct import unpack_from

from app.services.knowledge_bases.parsing.types import (
    CSV,
    DOCX,
    HTML,
    MARKDOWN,
    PDF,
    PLAIN,
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
    ".html": HTML,
    ".htm": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
}
"""The types that are read, by the extension that a file of the type carries."""

ACCEPTED = "PDF, Word (.docx), Markdown, HTML, CSV or plain text"

_PDF_MARK_WITHIN = 1024
_OLE_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP_ENTRY = b"PK\x03\x04"
_TEXT_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HTML_START = re.compile(rb"^\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OTHER_ZIPS = {"xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation"}


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
    _CONTENT_CHECKS.get(media_type, _expect_text)(head, extension)
    return media_type


def _by_content(head: bytes) -> str:
    if _looks_like_pdf(head):
        return PDF
    if head.startswith(_ZIP_ENTRY) and any(n.startswith("word/") for n in _zip_names(head)):
        return DOCX
    if not looks_like_text(head):
        raise UnsupportedType(
            "The type of this file is not recognised.",
            f"Upload {ACCEPTED}, with the matching file extension.",
        )
    return HTML if _HTML_START.match(head) else PLAIN


def _expect_pdf(head: bytes, extension: str) -> None:
    if not _looks_like_pdf(head):
        raise UnsupportedType(
            f"The file is named {extension}, but it is not a PDF.",
            "Export it to PDF again, or give it the extension of what it really is.",
        )


def _expect_docx(head: bytes, extension: str) -> None:
    if head.startswith(_OLE_MARK):
        raise UnsupportedType(
            "The file is a password-protected or an old (97–2003) Word document.",
            "Open it in a word processor, remove the password and save it as .docx.",
        )
    if not head.startswith(_ZIP_ENTRY):
        raise UnsupportedType(
            f"The file is named {extension}, but it is not a Word document.",
            "Save it as .docx again, or give it the extension of what it really is.",
        )
    for name in _zip_names(head):
        for folder, kind in _OTHER_ZIPS.items():
            if name.startswith(folder):
                raise UnsupportedType(
                    f"The file is named {extension}, but it is {kind}.",
                    f"Export it as {ACCEPTED}.",
                )


def _expect_text(head: bytes, extension: str) -> None:
    if _looks_like_pdf(head) and head.startswith(b"%PDF-"):
        raise UnsupportedType(
            f"The file is named {extension}, but it is a PDF.", "Rename it so that it ends in .pdf."
        )
    if not looks_like_text(head):
        raise UnsupportedType(
            f"The file is named {extension}, but its content is not text.",
            f"Upload the original document as {ACCEPTED}.",
        )


_CONTENT_CHECKS: dict[str, Callable[[bytes, str], None]] = {PDF: _expect_pdf, DOCX: _expect_docx}


def _looks_like_pdf(head: bytes) -> bool:
    return b"%PDF-" in head[:_PDF_MARK_WITHIN]


def looks_like_text(head: bytes) -> bool:
    """Whether the bytes can be text in some encoding: hardly any control characters."""
    if head.startswith(_TEXT_MARKS):
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
