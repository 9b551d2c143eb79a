"""Collects the blocks of a document in order and keeps their places in the text."""

from collections.abc import Sequence

from app.services.knowledge_bases.parsing.cleaning import clean, one_line
from app.services.knowledge_bases.parsing.types import Page, ParsedDocument, Section, Span

PARAGRAPH_BREAK = "\n\n"
LINE_BREAK = "\n"
MAX_HEADING_CHARS = 200


class DocumentBuilder:
    """Text grows block by block; pages, sections and tables are spans of what has grown."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[Page] = []
        self._sections: list[Section] = []
        self._tables: list[Span] = []
        self._open_page: int | None = None
        self._page_start: int | None = None
        self._open_section: tuple[tuple[str, ...], int] | None = None
        self._headings: list[tuple[int, str]] = []

    @property
    def tail(self) -> str:
        """The last block, empty at the start."""
        return self._parts[-1] if self._parts else ""

    def paragraph(self, text: str, *, continues: bool = False) -> Span:
        """Add a block of text; `continues` joins it to the last block by a line end only."""
        return self._add(clean(text).strip(), LINE_BREAK if continues else PARAGRAPH_BREAK)

    def heading(self, level: int, text: str) -> None:
        """Add a heading of `level` (1 is outermost) and start its section."""
        title = one_line(text)
        if not title:
            return
        self._close_section()
        self._headings = [(above, name) for above, name in self._headings if above < level]
        self._headings.append((level, title[:MAX_HEADING_CHARS]))
        span = self._add(title, PARAGRAPH_BREAK)
        self._open_section = tuple(name for _, name in self._headings), span.start

    def table(self, lines: Sequence[str]) -> None:
        """Add a table, one line for each row."""
        if lines:
            self._tables.append(self._add("\n".join(lines), PARAGRAPH_BREAK))

    def page(self, number: int) -> None:
        """Start page `number`: what is added from here on stands on it."""
        self._close_page()
        self._open_page = number
        self._page_start = None

    def build(self, metadata: dict[str, str] | None = None) -> ParsedDocument:
        """The finished document."""
        self._close_section()
        self._close_page()
        return ParsedDocument(
            text="".join(self._parts),
            pages=self._pages,
            sections=self._sections,
            tables=self._tables,
            metadata=metadata or {},
        )

    def _add(self, text: str, separator: str) -> Span:
        if not text:
            return Span(self._length, self._length)
        if self._parts:
            self._push(separator)
        start = self._length
        if self._page_start is None:
            self._page_start = start
        self._push(text)
        return Span(start, self._length)

    def _push(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _close_section(self) -> None:
        if self._open_section:
            path, start = self._open_section
            self._sections.append(Section(path, start, self._length))
            self._open_section = None

    def _close_page(self) -> None:
        if self._open_page is not None:
            start = self._length if self._page_start is None else self._page_start
            self._pages.append(Page(self._open_page, start, self._length))
            self._open_page = None
