"""Stretches that no passage crosses, by the headings of a document."""

from collections.abc import Iterator, Sequence

from app.services.knowledge_bases.chunking.sheet import Sheet, shared
from app.services.knowledge_bases.parsing import Span


def by_section(sheet: Sheet) -> Iterator[Span]:
    """One stretch a section; bare headings go with what follows."""
    start, length = 0, len(sheet.text)
    for end in sorted({*sheet.starts_of_sections(), length} - {0}):
        if end == length or not _is_bare_heading(sheet.text[start:end]):
            yield Span(start, end)
            start = end


def by_sections_that_fit(sheet: Sheet, size: int) -> Iterator[Span]:
    """Neighbouring sections together while they fit into one passage.

    A section joins those before it unless its heading is of a higher rank than theirs: the
    beginning of a chapter does not go with the end of another.
    """
    together: Span | None = None
    for stretch in by_section(sheet):
        if together and _may_join(sheet, together, stretch, size):
            together = Span(together.start, stretch.end)
            continue
        if together:
            yield together
        together = stretch
    if together:
        yield together


def main_section(sheet: Sheet, span: Span) -> tuple[str, ...]:
    """The heading path of most of a passage."""
    largest = max(sheet.touched(span), key=lambda section: shared(section, span), default=None)
    return largest.path if largest else ()


def common_section(sheet: Sheet, span: Span) -> tuple[str, ...]:
    """The heading path that all of a passage stands under."""
    paths = {section.path for section in sheet.touched(span)}
    leaves = [path for path in paths if not any(_is_above(path, other) for other in paths)]
    return _common_start(leaves)


def _may_join(sheet: Sheet, before: Span, after: Span, size: int) -> bool:
    joined = Span(before.start, after.end)
    size = min(size, sheet.room(joined.start, joined.end))
    fits = not sheet.is_longer(joined.start, joined.end, size)
    return fits and _rank(sheet, after) >= _rank(sheet, before)


def _rank(sheet: Sheet, stretch: Span) -> int:
    """Depth of the first heading; text before any has the highest rank."""
    return len(sections[0].path) if (sections := sheet.touched(stretch)) else 0


def _common_start(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    common = []
    for names in zip(*paths, strict=False):
        if len(set(names)) > 1:
            break
        common.append(names[0])
    return tuple(common)


def _is_above(path: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(path) < len(other) and other[: len(path)] == path


def _is_bare_heading(text: str) -> bool:
    return "\n" not in text.rstrip(" \n=-").lstrip()
