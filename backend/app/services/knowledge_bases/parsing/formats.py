"""Which module reads which type of file. Each is loaded when its first file comes."""

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
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
)

Parser = Callable[[BinaryIO, DocumentBuilder], None]
"""Reads a file, which it can seek in, into a builder; finishing the builder is not its task.

Raises ParseError when the file as a whole is no use.
"""

_MODULES = {
    PLAIN: "plain",
    MARKDOWN: "markdown",
    CSV: "delimited",
    HTML: "html",
    PDF: "pdf",
    DOCX: "docx",
    XLSX: "xlsx",
    PPTX: "pptx",
    JSON: "json_values",
    JSON_LINES: "json_lines",
    EPUB: "epub",
    EML: "mail",
}


def load_parser(media_type: str) -> Parser:
    """The parser of files of `media_type`, which is one of TYPES_BY_EXTENSION."""
    module = import_module(f"app.services.knowledge_bases.parsing.{_MODULES[media_type]}")
    parser: Parser = module.parse
    return parser
