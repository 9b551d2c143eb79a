"""PDF: pdfium reads the text of each page with its geometry, pypdf what pdfium cannot open."""

import ctypes
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import BinaryIO

import pypdfium2 as pdfium
from pypdfium2 import raw

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import clean, one_line
from app.services.knowledge_bases.parsing.recognition import (
    RecognitionFailed,
    can_recognise,
    is_picture,
    recognise,
)
from app.services.knowledge_bases.parsing.types import LineBox, ParseError

HEADING_RATIO = 1.12
"""A line this much higher than the body text is a heading."""

PARAGRAPH_GAP = 1.35
"""A distance between lines this much larger than usual ends the paragraph."""

FULL_LINE = 0.75
"""A line this long, measured by the longest usual one, was broken because the page ended."""

SAMPLE_PAGES = 24
"""So many pages are looked at before the first is given."""

EDGE_LINES = 2
"""A header or footer has at most so many lines."""

RUNNING_LINES_FROM_PAGES = 4
RUNNING_LINES_SHARE = 0.6
MAX_HEADING_CHARS = 160
MAX_LEVELS = 4
LONGEST_GROUP = 200
DAMAGED_IN_A_ROW = 1_000
"""After so many pages no other is tried: a page tree may claim millions that do not exist."""

MAX_BOOKMARKS = 10_000
FINE = 100_000
"""Into so many steps the sides of a page are divided."""

_BROKEN_WORD = "\ufffe"
_LIST_ITEM = re.compile(r"([-*•–▪◦‣●o]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_DIGITS = re.compile(r"\d+")


_Box = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of the page."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line; its height and the place of its base line in points, 0 when unknown."""

    text: str
    height: float = 0.0
    base: float = 0.0
    box: _Box | None = None


_PageLines = list[_Line]


@dataclass(frozen=True, slots=True)
class _Style:
    """How a document marks what is no running text.

    `outline` has the level, from 1, of each heading that the bookmarks name, by page index and
    title; without one, headings go by the height of their type, largest first. `running` are
    the headers and footers, digits replaced.
    """

    outline: dict[tuple[int, str], int]
    heading_sizes: list[float]
    running: frozenset[str]


def _style(pages: Sequence[_PageLines], outline: dict[tuple[int, str], int]) -> _Style:
    sizes = [] if outline else _heading_sizes(pages)
    return _Style(outline, sizes, _running_lines(pages))


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """Text of every page; sections from the outline, or else from the size of the type.

    A page that cannot be read, or is a picture that cannot be recognised, is noted.
    """
    data = file.read()
    try:
        with pdfium.PdfDocument(data) as document:
            _read(document, builder)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise _encrypted() from error
        _recover(data, builder)


def _read(document: pdfium.PdfDocument, builder: DocumentBuilder) -> None:
    """Read page after page, in the style that a sample of them shows."""
    builder.metadata.update(_metadata(document))
    total = len(document)
    sample = {index: _page_lines(document, index) for index in _sample(total)}
    outline = _outline(document) if any(sample.values()) else {}
    style = _style([lines or [] for lines in sample.values()], outline)
    damaged = 0
    for index in range(total):
        lines = sample.pop(index) if index in sample else _page_lines(document, index)
        damaged = damaged + 1 if lines is None else 0
        if damaged > DAMAGED_IN_A_ROW:
            builder.problem(f"page {index + 1} and what follows", "It is damaged throughout.")
            break
        builder.page(index + 1)
        _add_page(builder, style, index, _or_picture(document, builder, index, lines))
        builder.progress((index + 1) / total)
    if not builder.has_text:
        raise _no_text()


def _sample(total: int) -> list[int]:
    """The first pages and some of the others, evenly."""
    if total <= SAMPLE_PAGES:
        return list(range(total))
    first = SAMPLE_PAGES // 3
    return [*range(first), *range(first, total, -(-(total - first) // (SAMPLE_PAGES - first)))]


def _or_picture(
    document: pdfium.PdfDocument, builder: DocumentBuilder, index: int, lines: _PageLines | None
) -> _PageLines:
    """The lines of a page, recognised if it is a picture; what fails is noted."""
    place = f"page {index + 1}"
    try:
        if lines or (lines is not None and not is_picture(document, index)):
            return lines
        if lines is None:
            builder.problem(place, "It is damaged and could not be read.")
        elif not can_recognise():
            builder.problem(place, "It is a picture, and text recognition (OCR) is not installed.")
        else:
            return [_Line(text) for text in recognise(document, index)]
    except (pdfium.PdfiumError, RecognitionFailed):
        builder.problem(place, "It is a picture whose text could not be recognised.")
    return []


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


def _no_text() -> ParseError:
    return ParseError(
        "no_text_found",
        "No text was found in this PDF: its pages are pictures or empty.",
        "If it is a scan, run it through text recognition (OCR) and upload it again, or have "
        "tesseract installed where the worker runs.",
    )


def _recover(data: bytes, builder: DocumentBuilder) -> None:
    """What pypdf, which rebuilds broken cross-references, still finds in a damaged file."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    damage = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted()
        pages = [_page_texts(page.extract_text()) for page in reader.pages]
    except damage as error:
        raise _corrupt() from error
    if not any(pages):
        raise _corrupt()
    style = _style(pages, {})
    for index, lines in enumerate(pages):
        builder.page(index + 1)
        _add_page(builder, style, index, lines)


def _page_texts(text: str) -> _PageLines:
    return [_Line(line) for line in clean(text).split("\n") if line.strip()]


def _page_lines(document: pdfium.PdfDocument, index: int) -> _PageLines | None:
    """The lines of a page, None when it cannot be read."""
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        return None
    lines, position = [], 0
    for source in text_page.get_text_range().split("\r\n"):
        text = one_line(source.replace(_BROKEN_WORD, "").replace("\x02", ""))
        if text:
            lines.append(_measured(page, text_page, source, position, text))
        position += len(source) + 2
    text_page.close()
    page.close()
    return lines


def _measured(
    page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, source: str, position: int, text: str
) -> _Line:
    """The line with its geometry, the height of its type taken from its first letter or digit."""
    offset = next((i for i, char in enumerate(source) if char.isalnum()), 0)
    index = position + offset
    if raw.FPDFText_GetUnicode(text_page, index) != ord(source[offset]):
        return _Line(text)  # text and character indices do not correspond on this page
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(text_page, index, x, y)
    raw.FPDFText_GetLooseCharBox(text_page, index, box)
    height = round(abs(box.top - box.bottom), 1)
    return _Line(text, height, y.value, _box(page, text_page, position, len(source)))


def _box(
    page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, position: int, length: int
) -> _Box | None:
    """Where a run of characters stands, as shares of the page as it is shown."""
    corners = []
    for number in range(raw.FPDFText_CountRects(text_page, position, length)):
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetRect(text_page, number, left, top, right, bottom)
        corners += [_shown(page, left, top), _shown(page, right, bottom)]
    if not corners:
        return None
    across, down = zip(*corners, strict=True)
    return min(across), min(down), max(across), max(down)


def _shown(page: pdfium.PdfPage, x: ctypes.c_double, y: ctypes.c_double) -> tuple[float, float]:
    """A place on the page, which may be rotated or cropped, as shares of what is shown."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, FINE, FINE, 0, x, y, across, down)
    return min(max(across.value / FINE, 0.0), 1.0), min(max(down.value / FINE, 0.0), 1.0)


def _outline(document: pdfium.PdfDocument) -> dict[tuple[int, str], int]:
    """Level, from 1, of each heading that the bookmarks name, by page index and title."""
    found = {}
    for bookmark in islice(document.get_toc(), MAX_BOOKMARKS):
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


def _without_running_lines(lines: _PageLines, running: frozenset[str]) -> _PageLines:
    """A page without the headers and footers that most pages carry, page numbers included."""
    first, last = 0, len(lines)
    while first < min(EDGE_LINES, last) and _DIGITS.sub("#", lines[first].text) in running:
        first += 1
    while (
        last > max(first, len(lines) - EDGE_LINES)
        and _DIGITS.sub("#", lines[last - 1].text) in running
    ):
        last -= 1
    return lines[first:last]


def _running_lines(pages: Sequence[_PageLines]) -> frozenset[str]:
    if len(pages) < RUNNING_LINES_FROM_PAGES:
        return frozenset()
    edges: Counter[str] = Counter()
    for lines in pages:
        edges.update(
            {_DIGITS.sub("#", line.text) for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:])}
        )
    needed = RUNNING_LINES_SHARE * len(pages)
    return frozenset(text for text, count in edges.items() if count >= needed)


def _heading_sizes(pages: Sequence[_PageLines]) -> list[float]:
    """Heights of type that mark headings, largest first."""
    characters: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            characters[line.height] += len(line.text)
    body = characters.most_common(1)[0][0] if characters else 0.0
    return sorted(size for size in characters if body and size > HEADING_RATIO * body)[::-1]


def _level(line: _Line, page_index: int, style: _Style) -> int:
    """Outline level of a heading, 0 for other lines."""
    if len(line.text) > MAX_HEADING_CHARS or not any(char.isalpha() for char in line.text):
        return 0
    if style.outline:
        return style.outline.get((page_index, _normal(line.text)), 0)
    sizes = style.heading_sizes
    return min(sizes.index(line.height) + 1, MAX_LEVELS) if line.height in sizes else 0


def _add_page(builder: DocumentBuilder, style: _Style, index: int, lines: _PageLines) -> None:
    """Group the lines of a page into headings and paragraphs."""
    lines = _without_running_lines(lines, style.running)
    levels = [_level(line, index, style) for line in lines]
    full = FULL_LINE * max((len(line.text) for line in lines), default=0)
    for position, (level, members) in enumerate(_groups(lines, levels)):
        text, boxes = _joined(members, index + 1, None if level else full)
        if level:
            builder.heading(level, text, boxes=boxes)
        else:
            goes_on = not position and _goes_on(builder.tail, text)
            builder.paragraph(text, continues=goes_on, boxes=boxes)


def _groups(lines: _PageLines, levels: Sequence[int]) -> list[tuple[int, list[_Line]]]:
    """Consecutive lines of one heading or one paragraph, with the level (0 for paragraphs)."""
    usual = _usual_gap(lines)
    groups: list[tuple[int, list[_Line]]] = []
    for line, level in zip(lines, levels, strict=True):
        last = groups[-1] if groups else (None, [])
        if last[0] == level and len(last[1]) < LONGEST_GROUP and _belongs(last[1][-1], line, usual):
            last[1].append(line)
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


def _joined(lines: _PageLines, page: int, full: float | None) -> tuple[str, list[LineBox]]:
    """The text of a block and the places of its lines.

    Lines that were broken only because the page ended run on; rows and items keep theirs.
    `full` is the length of a full line, None for a heading, whose lines all run on.
    """
    text = ""
    boxes = []
    above: _Line | None = None
    for line in lines:
        if above:
            runs_on = full is None or (len(above.text) >= full and not _LIST_ITEM.match(line.text))
            text += " " if runs_on else "\n"
        if line.box:
            boxes.append(LineBox(len(text), len(text) + len(line.text), page, *line.box))
        text += line.text
        above = line
    return text, boxes


def _goes_on(before: str, text: str) -> bool:
    """Whether the first paragraph of a page ends a sentence of the page before."""
    return bool(before) and not _SENTENCE_END.search(before) and text[:1].islower()
