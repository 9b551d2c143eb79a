"""What parsing gives, and how it fails."""

from dataclasses import dataclass, field

MIB = 1024 * 1024

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
CSV = "text/csv"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of the text of a document."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page, counted from 1, and its characters."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, up to the next heading of any level.

    `path` is the heading with those above it, outermost first. Sections do not overlap.
    """

    path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The text of a file, and what its characters belong to.

    Paragraphs are separated by an empty line. A table has one line for each row, and `tables`
    are the spans of whole tables, `code` those of blocks of code. `pages` is empty for formats
    without pages.
    """

    text: str
    pages: list[Page] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tables: list[Span] = field(default_factory=list)
    code: list[Span] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What the process that parses one file may use."""

    memory_bytes: int = 1024 * MIB
    cpu_seconds: int = 60
    wall_seconds: float = 120
    result_bytes: int = 64 * MIB


class ParseError(Exception):
    """The file cannot be turned into text.

    `code` is stable: empty_document, corrupt_file, encrypted_file, no_text_found, too_much_text,
    parse_timeout, parse_memory or unsupported_type. `message` and `remedy` are for its owner.
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
