"""The recursive strategy: sections, then paragraphs, items, sentences and words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from app.services.knowledge_bases.chunking.boundaries import Boundaries, Strength
from app.services.knowledge_bases.chunking.measure import Ruler
from app.services.knowledge_bases.chunking.types import ChunkSpan, TokenCounter
from app.services.knowledge_bases.parsing import ParsedDocument, Section, Span

SECTION_SEPARATOR = " › "

GOOD_CUTS = (Strength.PARAGRAPH, Strength.ITEM, Strength.SENTENCE)


def chunk_document(
    parsed: ParsedDocument, *, chunk_size: int, overlap: int, tokens: TokenCounter
) -> list[ChunkSpan]:
    """Passages of at most `chunk_size` tokens that cover the document, in order.

    Within a section neighbours share up to `overlap` tokens; the overlap starts at a sentence or
    a table row where one fits. Passages never cross a heading, but for bare headings, which go
    with what follows. For every passage `parsed.text[char_start:char_end] == text`.

    Raises ValueError unless `0 <= overlap <= chunk_size / 2`.
    """
    if chunk_size < 1 or not 0 <= overlap <= chunk_size // 2:
        raise ValueError("the overlap must lie between 0 and half of the chunk size")
    cutter = _Cutter(parsed, chunk_size, overlap, tokens)
    return [
        cutter.chunk(ordinal, span)
        for ordinal, span in enumerate(
            piece for part in cutter.parts() for piece in cutter.pieces(part)
        )
    ]


class _Cutter:
    """One document on the table: its text, its possible cuts and its measure."""

    def __init__(
        self, parsed: ParsedDocument, size: int, overlap: int, tokens: TokenCounter
    ) -> None:
        self._text = parsed.text
        self._size = size
        self._overlap = overlap
        self._ruler = Ruler(parsed.text, tokens)
        self._boundaries = Boundaries(parsed.text, parsed.tables)
        self._sections = parsed.sections
        self._section_starts = [section.start for section in parsed.sections]
        self._pages = [page for page in parsed.pages if page.end > page.start]
        self._page_starts = [page.start for page in self._pages]

    def parts(self) -> Iterator[Span]:
        """Stretches that no chunk crosses: sections, bare headings joined to what follows."""
        start = 0
        for end in sorted({*self._section_starts, len(self._text)} - {0}):
            if end == len(self._text) or not self._is_bare_heading(start, end):
                yield Span(start, end)
                start = end

    def pieces(self, part: Span) -> Iterator[Span]:
        """The chunks of one part, without the white space around them."""
        start = done = part.start
        while done < part.end:
            done = self._cut(start, done, part.end)
            piece = self._trimmed(start, done)
            if piece.end > piece.start:
                yield piece
            start = self._overlap_start(start, done)

    def chunk(self, ordinal: int, span: Span) -> ChunkSpan:
        """The chunk that `span` makes."""
        return ChunkSpan(
            ordinal=ordinal,
            text=self._text[span.start : span.end],
            char_start=span.start,
            char_end=span.end,
            page=self._page(span.start),
            section=self._section(span),
            token_count=self._ruler.count(span.start, span.end),
        )

    def _is_bare_heading(self, start: int, end: int) -> bool:
        return "\n" not in self._text[start:end].rstrip(" \n=-").lstrip()

    def _cut(self, start: int, done: int, end: int) -> int:
        """Where the chunk from `start` ends: after `done`, and at `end` when all fits."""
        limit = self._ruler.forward(start, self._size)
        if limit is None or limit >= end:
            return end
        limit = self._leave_enough(start, limit, end)
        for strength, low in self._preferences(start, done, limit):
            if cut := self._boundaries.last(strength, low + 1, limit):
                return cut
        return limit

    def _preferences(self, start: int, done: int, limit: int) -> Iterator[tuple[Strength, int]]:
        """Kinds of cuts from the best to the worst, each with how far the chunk must reach."""
        half = max(done, self._ruler.forward(start, self._size // 2) or done)
        some = self._ruler.forward(done, self._size // 8) or done
        yield from ((strength, half) for strength in GOOD_CUTS)
        if self._boundaries.in_table(limit):
            yield Strength.ITEM, done
        yield from ((strength, some) for strength in GOOD_CUTS)
        yield from ((Strength.LINE, half), (Strength.WORD, done))

    def _leave_enough(self, start: int, limit: int, end: int) -> int:
        """A nearer limit where the rest of the part would otherwise be a mere tail."""
        rest = self._ruler.size(start, end)
        tail = self._size // 4
        if rest - self._size >= tail:
            return limit
        return self._ruler.forward(start, rest - tail) or limit

    def _overlap_start(self, start: int, cut: int) -> int:
        """Where the chunk after `cut` starts: earlier by at most the overlap."""
        if not self._overlap:
            return cut
        earliest = max(self._ruler.back(cut, self._overlap), start + 1)
        good = [self._boundaries.first(strength, earliest, cut - 1) for strength in GOOD_CUTS]
        found = [position for position in good if position]
        if found:
            return min(found)
        if self._boundaries.in_table(cut - 1):
            return cut
        return self._boundaries.first(Strength.WORD, earliest, cut - 1) or cut

    def _trimmed(self, start: int, end: int) -> Span:
        text = self._text[start:end]
        leading, trailing = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
        return Span(min(start + leading, end), max(end - trailing, start))

    def _page(self, position: int) -> int | None:
        index = bisect_right(self._page_starts, position) - 1
        return self._pages[index].number if index >= 0 else None

    def _section(self, span: Span) -> str | None:
        """The path of the section that holds most of the span."""
        first = max(bisect_right(self._section_starts, span.start) - 1, 0)
        last = bisect_left(self._section_starts, span.end)
        touched = self._sections[first:last]
        if not touched:
            return None
        largest = max(touched, key=lambda section: _shared(section, span))
        return SECTION_SEPARATOR.join(largest.path) if _shared(largest, span) else None


def _shared(section: Section, span: Span) -> int:
    return max(0, min(section.end, span.end) - max(section.start, span.start))
