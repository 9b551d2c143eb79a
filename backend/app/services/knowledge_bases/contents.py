"""What is in a document: its original, its passages, its text, and where that stands."""

import uuid
from dataclasses import dataclass
from typing import BinaryIO

from app.core.errors import Conflict, NotFound
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.storage import FileStore
from app.models import Document
from app.schemas.common import Page, PageRequest
from app.schemas.knowledge_bases import ChunkOut, DocumentTextOut, LineBoxOut
from app.services.knowledge_bases import extracted_text, repository
from app.services.knowledge_bases.parsing import ParsedDocument

MAX_LOCATED = 20_000


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """An original to send back."""

    name: str
    media_type: str
    size_bytes: int
    content: BinaryIO


def open_original(
    open_unit: OpenUnit, files: FileStore, kb_id: uuid.UUID, document_id: uuid.UUID
) -> OriginalFile:
    """The bytes that were uploaded."""
    with open_unit() as uow:
        document = kept_original(uow, kb_id, document_id)
    return OriginalFile(
        document.name, document.media_type, document.size_bytes, files.open(document.storage_path)
    )


def kept_original(uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID) -> Document:
    """The document, if what was uploaded is still there.

    Raises:
        NotFound: no such document of the actor, or its original was not kept.
    """
    document = repository.get_document(uow.session, uow.signed_in, kb_id, document_id)
    if not document.original_kept:
        raise NotFound(
            "The original of this document was not kept.",
            code="original_not_kept",
            remedy="Its text can be read; originals are kept with KEEP_ORIGINAL_FILES=true.",
        )
    return document


def list_chunks(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, page: PageRequest
) -> Page[ChunkOut]:
    """The passages of a document, in order."""
    document = repository.get_document(uow.session, uow.signed_in, kb_id, document_id)
    rows, total = repository.list_chunks(uow.session, document, page.limit, page.offset)
    items = [ChunkOut.model_validate(row) for row in rows]
    return Page[ChunkOut](items=items, total=total, limit=page.limit, offset=page.offset)


def read_text(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, start: int, end: int | None
) -> DocumentTextOut:
    """A slice of the extracted text, at most `extracted_text.MAX_SLICE` characters.

    Raises:
        Conflict: no text has been extracted yet.
    """
    document = _with_text(uow, kb_id, document_id)
    total = extracted_text.total_characters(uow.session, document)
    text = extracted_text.read_slice(uow.session, document, start, total if end is None else end)
    start = min(start, total)
    return DocumentTextOut(
        document_id=document.id,
        text=text,
        start=start,
        end=start + len(text),
        total_chars=total,
        pages=extracted_text.pages(uow.session, document),
    )


def locate(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, start: int, end: int
) -> list[LineBoxOut]:
    """Where a stretch of text stands on the pages of the original, line by line.

    Empty for files without a page layout.

    Raises:
        Conflict: no text has been extracted yet.
    """
    document = _with_text(uow, kb_id, document_id)
    return extracted_text.line_boxes(uow.session, document, start, min(end, start + MAX_LOCATED))


def read_beginning(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, characters: int
) -> tuple[list[ParsedDocument], int]:
    """The first parts of the extracted text, at least `characters` of it, and its whole length.

    Raises:
        NotFound: the document is missing or not the actor's to read.
        Conflict: no text has been extracted yet.
    """
    document = _with_text(uow, kb_id, document_id)
    return (
        extracted_text.beginning(uow.session, document, characters),
        extracted_text.total_characters(uow.session, document),
    )


def _with_text(uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID) -> Document:
    document = repository.get_document(uow.session, uow.signed_in, kb_id, document_id)
    if document.generation == 0:
        raise Conflict("The text of this document has not been extracted yet.", code="not_ingested")
    return document
