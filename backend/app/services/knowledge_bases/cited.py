"""Citations held against the documents that they point to."""

import uuid
from collections.abc import Sequence

from app.db.uow import UnitOfWork
from app.models import Document
from app.schemas.chat import Citation
from app.schemas.retrieval import SearchHit
from app.services.knowledge_bases import extracted_text, repository


def place_on_pages(uow: UnitOfWork, citations: Sequence[Citation]) -> list[Citation]:
    """Citations with the page on which their span starts: a passage may reach over two."""
    readable = _readable(uow, citations)
    return [
        citation.model_copy(
            update={
                "page": extracted_text.page_at(
                    uow.session, readable[citation.document_id], citation.char_start
                )
            }
        )
        if citation.document_id in readable
        else citation
        for citation in citations
    ]


def close_unreadable(uow: UnitOfWork, citations: Sequence[Citation]) -> list[Citation]:
    """Citations without the text of documents that the actor may not read any more."""
    readable = _readable(uow, citations)
    return [
        citation if citation.document_id in readable else _closed(citation)
        for citation in citations
    ]


def readable_hits(uow: UnitOfWork, hits: Sequence[SearchHit]) -> list[SearchHit]:
    """Those hits of an earlier search whose documents the actor may read now."""
    ids = {hit.document_id for hit in hits}
    readable = repository.readable_documents(uow.session, uow.signed_in, ids) if ids else {}
    return [hit for hit in hits if hit.document_id in readable]


def all_readable(uow: UnitOfWork, document_ids: Sequence[uuid.UUID]) -> bool:
    """Whether the actor may read every one of these documents now."""
    wanted = set(document_ids)
    if not wanted:
        return True
    return set(repository.readable_documents(uow.session, uow.signed_in, wanted)) == wanted


def _readable(uow: UnitOfWork, citations: Sequence[Citation]) -> dict[uuid.UUID, Document]:
    ids = {citation.document_id for citation in citations}
    return repository.readable_documents(uow.session, uow.signed_in, ids) if ids else {}


def _closed(citation: Citation) -> Citation:
    return citation.model_copy(
        update={"available": False, "quote": "", "text": "", "section": None, "document_name": ""}
    )
