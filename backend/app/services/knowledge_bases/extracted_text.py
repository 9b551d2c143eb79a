"""The extracted text of documents: stored part by part, read by character positions.

Positions are those of the whole document. What a part's characters belong to (pages, sections,
tables, code, boxes of lines) is stored beside it, relative to the part.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import takewhile
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Uuid, and_, column, func, select, values
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import Document, DocumentPart
from app.schemas.knowledge_bases import LineBoxOut, PageSpan
from app.services.knowledge_bases.parsing import (
    LineBox,
    Page,
    ParsedDocument,
    Section,
    Span,
)

MAX_SLICE = 20_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of the text of one generation of a document."""

    document_id: uuid.UUID
    generation: int
    start: int
    end: int


def write_part(
    session: Session, document_id: uuid.UUID, generation: int, number: int, part: ParsedDocument
) -> None:
    """Store a part of one generation; one that is there already stays."""
    statement = insert(DocumentPart).values(
        document_id=document_id,
        generation=generation,
        number=number,
        char_start=part.offset,
        char_end=part.offset + len(part.text),
        text=part.text,
        layout=part.layout(),
    )
    session.execute(statement.on_conflict_do_nothing())


def parts_written(session: Session, document_id: uuid.UUID, generation: int) -> int:
    """How many parts of a generation are stored; they are stored in order."""
    query = select(func.count()).where(
        DocumentPart.document_id == document_id, DocumentPart.generation == generation
    )
    return session.scalar(query) or 0


def stored_parts(session: Session, document: Document) -> Iterator[ParsedDocument]:
    """The parts of the generation that is searched, as the parser gave them, in order."""
    total = total_characters(session, document)
    query = select(DocumentPart).where(*_searched(document)).order_by(DocumentPart.number)
    for row in session.scalars(query.execution_options(yield_per=8)):
        yield _part(row, row.char_end / total if total else 1.0)


def beginning(session: Session, document: Document, characters: int) -> list[ParsedDocument]:
    """The first parts, with at least `characters` of the text or all of it."""
    parts = stored_parts(session, document)
    return list(takewhile(lambda part: part.offset < characters, parts))


def total_characters(session: Session, document: Document) -> int:
    """Length of the text of the generation that is searched."""
    return session.scalar(select(func.max(DocumentPart.char_end)).where(*_searched(document))) or 0


def read_slice(session: Session, document: Document, start: int, end: int) -> str:
    """Characters `start` to `end` of the text, at most `MAX_SLICE` of them."""
    end = min(end, start + MAX_SLICE)
    rows = _parts_between(session, document, start, end, DocumentPart.text)
    if not rows:
        return ""
    first = rows[0].char_start
    return "".join(row.text for row in rows)[start - first : end - first]


def read_stretches(session: Session, stretches: Sequence[Stretch]) -> list[str]:
    """The text of each stretch, in one query that brings nothing else along.

    The caller has checked the documents.
    """
    if not stretches:
        return []
    wanted = values(
        column("number", Integer),
        column("document_id", Uuid),
        column("generation", Integer),
        column("start", Integer),
        column("end", Integer),
        name="wanted",
    ).data([(number, *astuple(stretch)) for number, stretch in enumerate(stretches)])
    first = func.greatest(wanted.c.start - DocumentPart.char_start, 0)
    last = func.least(wanted.c.end, DocumentPart.char_end) - DocumentPart.char_start
    query = (
        select(wanted.c.number, func.substr(DocumentPart.text, first + 1, last - first))
        .join(
            DocumentPart,
            and_(
                DocumentPart.document_id == wanted.c.document_id,
                DocumentPart.generation == wanted.c.generation,
                DocumentPart.char_end > wanted.c.start,
                DocumentPart.char_start < wanted.c.end,
            ),
        )
        .order_by(wanted.c.number, DocumentPart.number)
    )
    texts = [""] * len(stretches)
    for number, text in session.execute(query):
        texts[number] += text
    return texts


def pages(session: Session, document: Document) -> list[PageSpan]:
    """Where the pages lie in the text. One that reaches over two parts is one page."""
    query = (
        select(DocumentPart.char_start, DocumentPart.layout["pages"].label("pages"))
        .where(*_searched(document))
        .order_by(DocumentPart.number)
    )
    found: dict[int, PageSpan] = {}
    for row in session.execute(query):
        for number, start, end in row.pages:
            page = PageSpan(number=number, start=start + row.char_start, end=end + row.char_start)
            known = found.setdefault(number, page)
            known.end = page.end
    return list(found.values())


def page_at(session: Session, document: Document, position: int) -> int | None:
    """The number of the page on which a character stands; `None` without pages."""
    pages_of_part = DocumentPart.layout["pages"].label("pages")
    for row in _parts_between(session, document, position, position + 1, pages_of_part):
        before = [page for page in row.pages if page[1] + row.char_start <= position]
        if before:
            return int(before[-1][0])
    return None


def line_boxes(session: Session, document: Document, start: int, end: int) -> list[LineBoxOut]:
    """Where the lines of a stretch of text stand on their pages."""
    lines_of_part = DocumentPart.layout["lines"].label("lines")
    return [
        LineBoxOut.model_validate(box._asdict())
        for row in _parts_between(session, document, start, end, lines_of_part)
        for box in _lines(row.lines)
        if box.start + row.char_start < end and box.end + row.char_start > start
    ]


def _searched(document: Document) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        DocumentPart.document_id == document.id,
        DocumentPart.generation == document.generation,
    )


def _parts_between(
    session: Session,
    document: Document,
    start: int,
    end: int,
    content: ColumnElement[Any] | InstrumentedAttribute[Any],
) -> Sequence[Row[Any]]:
    """Where the parts of a stretch begin, with the one column that is asked for: rows are large."""
    query = select(DocumentPart.char_start, content).where(
        *_searched(document), DocumentPart.char_end > start, DocumentPart.char_start < end
    )
    return session.execute(query.order_by(DocumentPart.number)).all()


def _lines(stored: Sequence[Sequence[Any]]) -> list[LineBox]:
    return [LineBox(*values) for values in stored]


def _part(row: DocumentPart, share: float) -> ParsedDocument:
    layout = row.layout
    return ParsedDocument(
        text=row.text,
        pages=[Page(*values) for values in layout["pages"]],
        sections=[Section(tuple(path), start, end) for path, start, end in layout["sections"]],
        tables=[Span(*values) for values in layout["tables"]],
        code=[Span(*values) for values in layout["code"]],
        lines=_lines(layout["lines"]),
        offset=row.char_start,
        share=share,
    )
