"""Which module reads which type of file, or draws it. Each is loaded when it is needed first."""

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

Drawer = Callable[[BinaryIO, int, int], bytes]
"""Draws a page of a PDF: its number from 1, and the width of the picture in pixels."""

_PACKAGE = "app.services.knowledge_bases.parsing"
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
    module = import_module(f"{_PACKAGE}.{_MODULES[media_type]}")
    parser: Parser = module.parse
    return parser


def load_drawer() -> Drawer:
    """What draws pages."""
    drawer: Drawer = import_module(f"{_PACKAGE}.drawing").draw
    return drawer
