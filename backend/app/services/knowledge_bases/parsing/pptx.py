"""PowerPoint presentations: every slide is a page and a section."""

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.exc import PythonPptxError

from app.services.knowledge_bases.parsing.archives import ArchiveLimits, open_archive
from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import one_line
from app.services.knowledge_bases.parsing.tables import add_table
from app.services.knowledge_bases.parsing.types import ParseError

_UNREADABLE = (
    PythonPptxError,
    LxmlError,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    AssertionError,
    RecursionError,
    NotImplementedError,
)
"""What python-pptx raises on damaged presentations, which it hardly checks."""


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """Titles, text, tables and notes of the slides in order."""
    with open_archive(file, ArchiveLimits()):
        pass
    try:
        presentation = Presentation(file)
        slides = list(presentation.slides)
    except _UNREADABLE as error:
        raise ParseError(
            "corrupt_file",
            "This file is damaged or not a PowerPoint presentation.",
            "Open it in PowerPoint or LibreOffice, save it again as .pptx and upload that.",
        ) from error
    for number, slide in enumerate(slides, start=1):
        builder.progress((number - 1) / len(slides))
        builder.page(number)
        try:
            _add_slide(builder, slide)
        except _UNREADABLE:
            builder.end_table()
            builder.problem(f"slide {number}", "The rest of this slide is damaged.")
    title = one_line(presentation.core_properties.title or "")
    if title:
        builder.metadata["title"] = title


def _add_slide(builder: DocumentBuilder, slide: Any) -> None:
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        builder.heading(1, title.text_frame.text)
    for shape in _shapes(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            _add_shape(builder, shape)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
        notes = slide.notes_slide.notes_text_frame.text.strip()
        builder.paragraph(f"Notes: {notes}" if notes else "")


def _shapes(shapes: Any) -> Iterator[Any]:
    """The shapes in reading order, those in groups included; lxml bounds the depth of groups."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _add_shape(builder: DocumentBuilder, shape: Any) -> None:
    if getattr(shape, "has_table", False):
        table = shape.table
        rows = ([cell.text for cell in row.cells] for row in table.rows)
        add_table(builder, rows, has_header=table.first_row)
    elif shape.has_text_frame:
        lines = [one_line(paragraph.text) for paragraph in shape.text_frame.paragraphs]
        builder.paragraph("\n".join(line for line in lines if line))
