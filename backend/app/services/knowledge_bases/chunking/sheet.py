"""One text on the table: its possible cuts, its measure, and what its characters belong to."""

from bisect import bisect_left, bisect_right

from app.integrations.embeddings import Embedder
from app.services.knowledge_bases.chunking.boundaries import Boundaries
from app.services.knowledge_bases.chunking.measure import Ruler
from app.services.knowledge_bases.chunking.tables import Headers
from app.services.knowledge_bases.parsing import ParsedDocument, Section, Span

SECTION_SEPARATOR = " › "
CUT_OFF = "…"
CONTEXT_SHARE = 4
"""Heading path and table header each take at most this part (a quarter) of what a model reads."""


class Sheet:
    """A part of a document, tokenized once."""

    def __init__(self, part: ParsedDocument, model: Embedder, passage_prefix: str) -> None:
        self.text = part.text
        self.ruler = Ruler(part.text, model)
        self.boundaries = Boundaries(part.text, part.tables, part.code)
        self.sections = sorted(part.sections, key=lambda section: section.start)
        self._section_starts = [section.start for section in self.sections]
        self._pages = [page for page in part.pages if page.end > page.start]
        self._page_starts = [page.start for page in self._pages]
        self._headers = Headers(part.text, part.tables)
        self._model = model
        self._readable = model.max_tokens - model.count_tokens(passage_prefix)
        self._context = max(1, model.max_tokens // CONTEXT_SHARE - 1)
        self._sizes: dict[str, int] = {}

    @property
    def whole(self) -> Span:
        """All of it."""
        return Span(0, len(self.text))

    def room(self, start: int, end: int) -> int:
        """Tokens of text in `[start, end)` that the model reads below headings and header."""
        paths = {section.path for section in self.touched(Span(start, end))}
        longest = max((self._line_size(SECTION_SEPARATOR.join(path)) for path in paths), default=0)
        header = self._headers.above(start) or ""
        return max(1, self._readable - longest - self._line_size(header))

    def is_longer(self, start: int, end: int, size: int) -> bool:
        """Whether `[start, end)`, read on its own, has more than `size` tokens.

        The same as on the ruler, unless a word is cut: its pieces are other tokens.
        """
        if self._parts_word(start) or self._parts_word(end):
            return self._model.count_tokens(self.text[start:end]) > size
        return self.ruler.size(start, end) > size

    def touched(self, span: Span) -> list[Section]:
        """The sections that reach into `span`."""
        first = max(bisect_right(self._section_starts, span.start) - 1, 0)
        last = bisect_left(self._section_starts, span.end)
        return [section for section in self.sections[first:last] if shared(section, span)]

    def starts_of_sections(self) -> set[int]:
        """Where sections start."""
        return set(self._section_starts)

    def label(self, path: tuple[str, ...]) -> str:
        """A heading path as one line: the innermost headings that there is room for."""
        names = [name for name in path if name]
        while len(names) > 1 and self._size(SECTION_SEPARATOR.join(names)) > self._context:
            names = names[1:]
        return self._shortened(SECTION_SEPARATOR.join(names))

    def header(self, start: int) -> str | None:
        """The header of the table that a chunk from `start` is in the middle of."""
        header = self._headers.above(start)
        return self._shortened(header) if header else None

    def page(self, position: int) -> int | None:
        """The page that `position` stands on."""
        index = bisect_right(self._page_starts, position) - 1
        return self._pages[index].number if index >= 0 else None

    def trimmed(self, start: int, end: int) -> Span:
        """The span without the white space around it; a line of code keeps its indentation."""
        text = self.text[start:end]
        indented = self.boundaries.code.around(start)
        leading = 0 if indented else len(text) - len(text.lstrip())
        trailing = len(text) - len(text.rstrip())
        return Span(min(start + leading, end), max(end - trailing, start))

    def _shortened(self, line: str) -> str:
        if self._size(line) <= self._context:
            return line
        spans = self._model.token_spans(line)
        return line[: int(spans[self._context - 1][0])].rstrip() + CUT_OFF

    def _line_size(self, line: str) -> int:
        """Tokens of a line above a chunk, shortened where it must be, its end included."""
        return min(self._size(line), self._context) + 1 if line else 0

    def _size(self, line: str) -> int:
        if line not in self._sizes:
            self._sizes[line] = self._model.count_tokens(line)
        return self._sizes[line]

    def _parts_word(self, position: int) -> bool:
        around = self.text[max(position - 1, 0) : position + 1]
        return len(around) == 2 and not any(map(str.isspace, around))


def shared(section: Section, span: Span) -> int:
    """How many characters of `span` stand in `section`."""
    return max(0, min(section.end, span.end) - max(section.start, span.start))
