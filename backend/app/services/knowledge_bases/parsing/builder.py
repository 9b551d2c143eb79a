"""Collects the blocks of a document in order and gives them away in parts."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.services.knowledge_bases.parsing.cleaning import clean, one_line
from app.services.knowledge_bases.parsing.types import (
    LineBox,
    Page,
    ParsedDocument,
    PartProblem,
    Section,
    Span,
)

PART_CHARS = 32_000
"""A second of embedding: the beginning of a long document is found soon, and an ordinary one is
written at once."""

LONGEST_PART_CHARS = 128_000

PARAGRAPH_BREAK = "\n\n"
LINE_BREAK = "\n"
LONGEST_GAP_CHARS = 1_000
"""White space between two lines beyond this is left out."""

MAX_HEADING_CHARS = 200
MAX_PROBLEMS = 200
_TAIL_CHARS = 100


@dataclass(slots=True)
class _Open:
    """A span that is not finished; `start` is None until its first character has come."""

    close: Callable[[int, int], None]
    start: int | None = None


@dataclass(slots=True)
class _Part:
    """What has grown since the last part was given."""

    offset: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[Page] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tables: list[Span] = field(default_factory=list)
    code: list[Span] = field(default_factory=list)
    lines: list[LineBox] = field(default_factory=list)
    problems: list[PartProblem] = field(default_factory=list)

    def push(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def document(self, metadata: dict[str, str], share: float) -> ParsedDocument:
        return ParsedDocument(
            text="".join(self.pieces),
            pages=self.pages,
            sections=self.sections,
            tables=self.tables,
            code=self.code,
            lines=self.lines,
            metadata=metadata,
            problems=self.problems,
            offset=self.offset,
            share=share,
        )


class DocumentBuilder:
    """Text grows block by block; pages, sections, tables and code are spans of what has grown.

    A part is given to `give` when it is long enough and the next block begins, best at a page or
    a heading. What separates the blocks belongs to the part before. `finish` gives the last part.
    """

    def __init__(self, give: Callable[[ParsedDocument], None]) -> None:
        self.metadata: dict[str, str] = {}
        self.tail = ""
        """The end of the last block, empty at the start."""
        self._give = give
        self._part = _Part()
        self._separator = ""
        self._share = 0.0
        self._problems = 0
        self._headings: list[tuple[int, str]] = []
        self._outer: list[str] = []
        self._open: dict[str, _Open] = {}
        self._header: str | None = None
        self._at_best_cut = False

    @property
    def has_text(self) -> bool:
        """Whether any text has come so far."""
        return bool(self._part.offset or self._part.length)

    def paragraph(
        self, text: str, *, continues: bool = False, boxes: Sequence[LineBox] = ()
    ) -> None:
        """Add a block of text; `continues` joins it to the last block by a line end only.

        `boxes` are places of its lines, relative to `text`, which is clean then.
        """
        self._separate(LINE_BREAK if continues else PARAGRAPH_BREAK)
        self._add(clean(text).strip(), boxes=boxes)

    def verbatim(self, line: str, *, begins_block: bool) -> None:
        """Add a line as it is, its end included; a part may begin where a block begins."""
        text = line.rstrip(LINE_BREAK) if line.strip() else ""
        self._add(text, may_cut=begins_block)
        if self.has_text:
            self._separator = (self._separator + line[len(text) :])[:LONGEST_GAP_CHARS]

    def heading(self, level: int, text: str, *, boxes: Sequence[LineBox] = ()) -> None:
        """Add a heading of `level` (1 is outermost) and start its section."""
        title = one_line(text)
        if title:
            self.section(level, title)
            self._separate(PARAGRAPH_BREAK)
            self._add(title, boxes=boxes)

    def section(self, level: int, title: str) -> None:
        """Start the section of a heading whose text comes next."""
        self._close("section")
        level += 2 * len(self._outer)
        self._headings = [(above, name) for above, name in self._headings if above < level]
        self._headings.append((level, title[:MAX_HEADING_CHARS]))
        path = tuple(name for _, name in self._headings)
        self._begin(
            "section", lambda start, end: self._part.sections.append(Section(path, start, end))
        )
        self._at_best_cut = True

    def begin_table(self, header: str | None) -> None:
        """Start a table; its header is its first row and is repeated where a part begins."""
        self.end_table()
        self._separate(PARAGRAPH_BREAK)
        self._begin("table", lambda start, end: self._part.tables.append(Span(start, end)))
        self._header = header
        if header:
            self._add(header)

    def row(self, line: str) -> None:
        """Add a row to the table that has begun."""
        if self._open["table"].start is not None:
            self._separate(LINE_BREAK)
        if self._header and self._is_due(len(line)):
            self._cut()
            self._add(self._header)
            self._separate(LINE_BREAK)
        self._add(line)

    def end_table(self) -> None:
        """End the table; what follows is text."""
        self._close("table")
        self._header = None

    def code(self, text: str) -> None:
        """Add a block of code."""
        self._separate(PARAGRAPH_BREAK)
        self.begin_code()
        self._add(clean(text).strip("\n"))
        self.end_code()

    def begin_code(self) -> None:
        """What follows is code."""
        self._close("code")
        self._begin("code", lambda start, end: self._part.code.append(Span(start, end)))

    def end_code(self) -> None:
        """What follows is text."""
        self._close("code")

    def begin_source_table(self) -> None:
        """What is added verbatim from here on is a table."""
        self._begin("table", lambda start, end: self._part.tables.append(Span(start, end)))

    @contextmanager
    def inside(self, title: str) -> Iterator[None]:
        """What another parser adds meanwhile is a file inside this one: a section of its own.

        It has no pages, and its metadata is not that of the whole.
        """
        metadata, headings = dict(self.metadata), list(self._headings)
        self.heading(2, title)
        self._outer.append(one_line(title))
        try:
            yield
        finally:
            self._outer.pop()
            for kind in ("table", "code", "section"):
                self._close(kind)
            self._header = None
            self.metadata, self._headings = metadata, headings

    def page(self, number: int) -> None:
        """Start page `number`: what is added from here on stands on it."""
        if self._outer:
            return
        self._close_page()
        self._begin("page", lambda start, end: self._part.pages.append(Page(number, start, end)))
        self._at_best_cut = True

    def problem(self, place: str, message: str) -> None:
        """Note that something could not be read; beyond 200 of them, only that there are more."""
        self._problems += 1
        place = ", ".join(filter(None, (*self._outer, place)))
        if self._problems < MAX_PROBLEMS:
            self._part.problems.append(PartProblem(place, message))
        elif self._problems == MAX_PROBLEMS:
            self._part.problems.append(PartProblem("elsewhere", "There are more such problems."))

    def progress(self, share: float) -> None:
        """Tell how much of the file has been read, from 0 to 1."""
        if not self._outer:
            self._share = min(max(share, self._share), 1.0)

    def finish(self) -> None:
        """Give the last part."""
        for kind in ("table", "code", "section"):
            self._close(kind)
        self._close_page()
        self._give(self._part.document(self.metadata, 1.0))

    def _separate(self, separator: str) -> None:
        self._separator = separator if self.has_text else ""

    def _add(self, text: str, *, may_cut: bool = True, boxes: Sequence[LineBox] = ()) -> None:
        for piece in _pieces(text):
            is_due = self._is_due(len(piece)) if may_cut else self._is_full(len(piece))
            if is_due:
                self._cut()
            self._part.push(self._separator)
            self._separator = ""
            self._append(piece, boxes if len(piece) == len(text) else ())
            may_cut = False

    def _append(self, text: str, boxes: Sequence[LineBox]) -> None:
        start = self._part.length
        for span in self._open.values():
            if span.start is None:
                span.start = start
        self._part.push(text)
        if boxes and not self._outer:
            self._part.lines.extend(
                box._replace(start=box.start + start, end=box.end + start) for box in boxes
            )
        self.tail = text[-_TAIL_CHARS:]
        self._at_best_cut = False

    def _is_due(self, coming: int) -> bool:
        """Whether a part ends where a block of `coming` characters begins."""
        enough = PART_CHARS // 2 if self._at_best_cut else PART_CHARS
        return self._part.length >= enough or self._is_full(coming)

    def _is_full(self, coming: int) -> bool:
        length = self._part.length
        return bool(length) and length + len(self._separator) + coming > LONGEST_PART_CHARS

    def _cut(self) -> None:
        """Give what there is; what is open goes on in the next part."""
        for span in self._open.values():
            if span.start is not None:
                span.close(span.start, self._part.length)
                span.start = None
        self._part.push(self._separator)
        self._separator = ""
        given = self._part.document({}, self._share)
        self._part = _Part(offset=given.offset + len(given.text))
        self._give(given)

    def _begin(self, kind: str, close: Callable[[int, int], None]) -> None:
        self._open[kind] = _Open(close)

    def _close(self, kind: str) -> None:
        span = self._open.pop(kind, None)
        if span and span.start is not None:
            span.close(span.start, self._part.length)

    def _close_page(self) -> None:
        """Unlike other spans a page counts without text as well."""
        span = self._open.pop("page", None)
        if span:
            end = self._part.length
            span.close(end if span.start is None else span.start, end)


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that fit into a part, cut after a line or a word where there is one."""
    start = 0
    while len(text) - start > PART_CHARS * 3:
        end = start + PART_CHARS
        cut = max(text.rfind("\n", start, end), text.rfind(" ", start + PART_CHARS // 2, end)) + 1
        yield text[start : cut or end]
        start = cut or end
    if start < len(text):
        yield text[start:]
