"""PDF: pdfium reads the text of each page with its geometry, pypdf what pdfium cannot open."""

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

import pypdfium2 as pdfium
from pypdfium2 import raw

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import clean, one_line
from app.services.knowledge_bases.parsing.types import ParseError

HEADING_RATIO = 1.12
"""A line this much higher than the body text is a heading."""

PARAGRAPH_GAP = 1.35
"""A distance between lines this much larger than usual ends the paragraph."""

FULL_LINE = 0.75
"""A line this long, measured by the longest usual one, was broken because the page ended."""

RUNNING_LINES_FROM_PAGES = 4
RUNNING_LINES_SHARE = 0.6
MAX_HEADING_CHARS = 160
MAX_LEVELS = 4

_BROKEN_WORD = "\ufffe"
_LIST_ITEM = re.compile(r"([-*•–▪◦‣●o]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line; its height and the place of its base line in points, 0 when unknown."""

    text: str
    height: float = 0.0
    base: float = 0.0


_PageLines = list[_Line]


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """Text of every page; sections from the outline, or else from the size of the type."""
    data = file.read()
    try:
        _parse_with_pdfium(data, builder)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise _encrypted() from error
        _recover(data, builder)


def _parse_with_pdfium(data: bytes, builder: DocumentBuilder) -> None:
    with pdfium.PdfDocument(data) as document:
        pages = [_page_lines(document, index) for index in range(len(document))]
        builder.metadata.update(_metadata(document))
        _assemble(builder, pages, _outline(document))


def _encrypted() -> ParseError:
    return ParseError(
        "encrypted_file",
        "This PDF is protected with a password.",
        "Save a copy without the password and upload that.",
    )


def _corrupt() -> ParseError:
    return ParseError(
        "corrupt_file",
        "This PDF is damaged and cannot be read.",
        "Open it in a PDF viewer, print or export it to a new PDF and upload that.",
    )


def _recover(data: bytes, builder: DocumentBuilder) -> None:
    """What pypdf, which rebuilds broken cross-references, still finds in a damaged file."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted()
        pages = [_page_texts(page.extract_text()) for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _corrupt() from error
    if not pages:
        raise _corrupt()
    _assemble(builder, pages, {})


def _page_texts(text: str) -> _PageLines:
    return [_Line(line) for line in clean(text).split("\n") if line.strip()]


def _assemble(
    builder: DocumentBuilder, pages: Sequence[_PageLines], outline: dict[tuple[int, str], int]
) -> None:
    if not any(line.text.strip() for page in pages for line in page):
        raise ParseError(
            "no_text_found",
            "No text was found in this PDF: its pages are images.",
            "If it is a scan, run it through text recognition (OCR) and upload it again.",
        )
    sizes = _heading_sizes(pages) if not outline else []
    for index, lines in enumerate(_without_running_lines(pages)):
        builder.page(index + 1)
        levels = [_level(line, index, outline, sizes) for line in lines]
        _add_page(builder, lines, levels)


def _page_lines(document: pdfium.PdfDocument, index: int) -> _PageLines:
    """The lines of a page; none for a page that cannot be read."""
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        return []
    lines, position = [], 0
    for source in text_page.get_text_range().split("\r\n"):
        text = one_line(source.replace(_BROKEN_WORD, "").replace("\x02", ""))
        if text:
            lines.append(_measured(text_page, source, position, text))
        position += len(source) + 2
    text_page.close()
    page.close()
    return lines


def _measured(text_page: pdfium.PdfTextPage, source: str, position: int, text: str) -> _Line:
    """The line with its geometry, taken from its first letter or digit."""
    offset = next((i for i, char in enumerate(source) if char.isalnum()), 0)
    index = position + offset
    if raw.FPDFText_GetUnicode(text_page, index) != ord(source[offset]):
        return _Line(text)  # text and character indices do not correspond on this page
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(text_page, index, x, y)
    raw.FPDFText_GetLooseCharBox(text_page, index, box)
    return _Line(text, height=round(abs(box.top - box.bottom), 1), base=y.value)


def _outline(document: pdfium.PdfDocument) -> dict[tuple[int, str], int]:
    """Level, from 1, of each heading that the bookmarks name, by page index and title."""
    found = {}
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        index = target.get_index() if target else None
        if index is not None:
            found[index, _normal(bookmark.get_title())] = bookmark.level + 1
    return found


def _metadata(document: pdfium.PdfDocument) -> dict[str, str]:
    values = {name.lower(): one_line(document.get_metadata_value(name)) for name in _METADATA}
    return {name: value for name, value in values.items() if value}


_METADATA = ("Title", "Author", "Subject")


def _normal(text: str) -> str:
    return one_line(text).casefold()


def _without_running_lines(pages: Sequence[_PageLines]) -> Iterator[_PageLines]:
    """Pages without the headers and footers that stand on most of them, page numbers included."""
    running = _running_lines(pages)
    for lines in pages:
        first, last = 0, len(lines)
        while first < last and _DIGITS.sub("#", lines[first].text) in running:
            first += 1
        while last > first and _DIGITS.sub("#", lines[last - 1].text) in running:
            last -= 1
        yield lines[first:last]


def _running_lines(pages: Sequence[_PageLines]) -> set[str]:
    if len(pages) < RUNNING_LINES_FROM_PAGES:
        return set()
    edges: Counter[str] = Counter()
    for lines in pages:
        edges.update({_DIGITS.sub("#", line.text) for line in (*lines[:2], *lines[-2:])})
    needed = RUNNING_LINES_SHARE * len(pages)
    return {text for text, count in edges.items() if count >= needed}


def _heading_sizes(pages: Sequence[_PageLines]) -> list[float]:
    """Heights of type that mark headings, largest first."""
    characters: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            characters[line.height] += len(line.text)
    body = characters.most_common(1)[0][0] if characters else 0.0
    return sorted(size for size in characters if body and size > HEADING_RATIO * body)[::-1]


def _level(
    line: _Line, page_index: int, outline: dict[tuple[int, str], int], sizes: Sequence[float]
) -> int:
    """Outline level of a heading, 0 for other lines."""
    if len(line.text) > MAX_HEADING_CHARS or not any(char.isalpha() for char in line.text):
        return 0
    if outline:
        return outline.get((page_index, _normal(line.text)), 0)
    return min(sizes.index(line.height) + 1, MAX_LEVELS) if line.height in sizes else 0


def _add_page(builder: DocumentBuilder, lines: _PageLines, levels: Sequence[int]) -> None:
    """Group the lines of a page into headings and paragraphs."""
    full = FULL_LINE * max((len(line.text) for line in lines), default=0)
    for position, group in enumerate(_groups(lines, levels)):
        level, members = group
        if level:
            builder.heading(level, " ".join(line.text for line in members))
        else:
            text = _joined(members, full)
            builder.paragraph(text, continues=not position and _goes_on(builder.tail, text))


def _groups(lines: _PageLines, levels: Sequence[int]) -> list[tuple[int, list[_Line]]]:
    """Consecutive lines of one heading or one paragraph, with the level (0 for paragraphs)."""
    usual = _usual_gap(lines)
    groups: list[tuple[int, list[_Line]]] = []
    for line, level in zip(lines, levels, strict=True):
        if groups and groups[-1][0] == level and _belongs(groups[-1][1][-1], line, usual):
            groups[-1][1].append(line)
        else:
            groups.append((level, [line]))
    return groups


def _usual_gap(lines: _PageLines) -> float:
    """The commonest distance between the base lines of neighbours, in heights of type."""
    gaps = Counter(round(_gap(above, below), 1) for above, below in pairwise(lines))
    del gaps[0.0]
    return gaps.most_common(1)[0][0] if gaps else 0.0


def _gap(above: _Line, below: _Line) -> float:
    """Distance between two base lines in heights of type; 0 when unknown or upwards."""
    if not above.height or above.base <= below.base:
        return 0.0
    return (above.base - below.base) / above.height


def _belongs(above: _Line, below: _Line, usual_gap: float) -> bool:
    gap = _gap(above, below)
    return not (usual_gap and gap > PARAGRAPH_GAP * usual_gap) and (
        not below.height or not above.height or abs(above.height - below.height) < 1
    )


def _joined(lines: Sequence[_Line], full: float) -> str:
    """Lines that were broken only because the page ended run on; rows and items keep theirs."""
    text = lines[0].text
    for above, below in pairwise(lines):
        runs_on = len(above.text) >= full and not _LIST_ITEM.match(below.text)
        text += (" " if runs_on else "\n") + below.text
    return text


def _goes_on(before: str, text: str) -> bool:
    """Whether the first paragraph of a page ends a sentence of the page before."""
    return bool(before) and not _SENTENCE_END.search(before) and text[:1].islower()
