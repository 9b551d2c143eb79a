"""What parsing gives, and how it fails."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

MIB = 1024 * 1024

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
CSV = "text/csv"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"
EPUB = "application/epub+zip"
EML = "message/rfc822"


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of the text of a document."""

    start: int
    end: int


class Page(NamedTuple):
    """A page, counted from 1, and its characters."""

    number: int
    start: int
    end: int


class Section(NamedTuple):
    """A heading and what stands below it, up to the next heading of any level.

    `path` is the heading with those above it, outermost first. Sections do not overlap.
    """

    path: tuple[str, ...]
    start: int
    end: int


class LineBox(NamedTuple):
    """Where characters `start` to `end` stand on the printed page `page`.

    The sides are shares of the page's width and height, measured from its upper left corner.
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PartProblem:
    """Something inside the file that could not be read, although the rest could.

    `place` names it for the file's owner: “page 7”, “sheet “2024””, “entry report.docx”.
    """

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A part of a file, or all of it: its text, and what the characters of the text belong to.

    Positions are relative to `text`; `offset` characters of the document stand before it, and
    the texts of all parts joined are the text of the document. Paragraphs are separated by an
    empty line. A table has one line for each row; where it goes on in another part, that part
    repeats its header. A page or section that goes on appears in both parts. `pages` and `lines`
    are empty for formats without pages.

    `metadata` is that of the whole file and comes with the last part. `share` tells how much of
    the file has been read with this part, from 0 to 1.
    """

    text: str
    pages: list[Page] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tables: list[Span] = field(default_factory=list)
    code: list[Span] = field(default_factory=list)
    lines: list[LineBox] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    problems: list[PartProblem] = field(default_factory=list)
    offset: int = 0
    share: float = 1.0

    def layout(self) -> dict[str, list[tuple[Any, ...]]]:
        """What the characters belong to, as JSON has it: lists of what each is made of."""
        return {
            "pages": [*self.pages],
            "sections": [*self.sections],
            "tables": [*self.tables],
            "code": [*self.code],
            "lines": [*self.lines],
        }


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What the process that parses one file may use.

    `wall_seconds` is for each part and `total_seconds` for all of them: a long scan comes page by
    page, each of which has to be recognised. Both count the time that the reader waits, not what
    it does meanwhile. `result_bytes` bounds all parts together.
    """

    memory_bytes: int = 1024 * MIB
    cpu_seconds: int = 60
    wall_seconds: float = 120
    total_seconds: float = 1800
    result_bytes: int = 512 * MIB


class ParseError(Exception):
    """The file cannot be turned into text.

    `code` is stable: empty_document, corrupt_file, encrypted_file, no_text_found, too_much_text,
    archive_too_large, archive_bomb, archive_unsafe, parse_timeout, parse_memory or
    unsupported_type. `message` and `remedy` are for its owner.
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        self.code = code
        self.message = message
        self.remedy = remedy
        super().__init__(message)


class ParseCancelled(Exception):
    """The caller no longer wants the result."""


class UnsupportedType(ParseError):
    """The file is of no type that is read, or its name says another type than its content."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__("unsupported_type", message, remedy)
