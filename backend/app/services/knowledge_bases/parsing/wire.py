"""How a parsed document travels from the child process: a line of JSON, then the text."""

import json
from collections.abc import Iterator
from typing import Any

from app.services.knowledge_bases.parsing.types import (
    Page,
    ParsedDocument,
    ParseError,
    Section,
    Span,
)

SLICE_CHARS = 1024 * 1024

MEMORY_EXHAUSTED = 3
"""Exit status of a child that ran out of memory and could not say more."""


def encode_document(document: ParsedDocument) -> Iterator[bytes]:
    """The message in pieces, so that the whole is never held twice."""
    header = {
        "pages": [(page.number, page.start, page.end) for page in document.pages],
        "sections": [(list(part.path), part.start, part.end) for part in document.sections],
        "tables": [(table.start, table.end) for table in document.tables],
        "metadata": document.metadata,
        "characters": len(document.text),
    }
    yield _line(header)
    for start in range(0, len(document.text), SLICE_CHARS):
        yield document.text[start : start + SLICE_CHARS].encode()


def encode_error(error: ParseError) -> bytes:
    """The message that parsing failed."""
    fields = {"code": error.code, "message": error.message, "remedy": error.remedy}
    return _line({"error": fields})


def decode_message(message: bytes) -> ParsedDocument:
    """The document of a message.

    Raises ParseError when the message tells one, ValueError when it is not whole.
    """
    header_end = message.index(b"\n")
    header = json.loads(message[:header_end])
    if "error" in header:
        raise ParseError(**header["error"])
    text = str(memoryview(message)[header_end + 1 :], "utf-8")
    if len(text) != header["characters"]:
        raise ValueError("the message is cut short")
    return ParsedDocument(
        text=text,
        pages=[Page(*values) for values in header["pages"]],
        sections=[Section(tuple(path), start, end) for path, start, end in header["sections"]],
        tables=[Span(*values) for values in header["tables"]],
        metadata=header["metadata"],
    )


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
