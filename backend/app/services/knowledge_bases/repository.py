"""Queries on knowledge bases and documents, always in the scope of an actor."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, true
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.permissions import Actor, Permission
from app.models import Chunk, Document, KnowledgeBase
from app.models.knowledge_bases import DocumentStatus


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The knowledge bases that the actor may see."""
    alive = KnowledgeBase.deleted_at.is_(None)
    if actor.may(Permission.OBJECTS_OF_OTHERS):
        return alive
    return alive & (KnowledgeBase.owner_id == actor.user_id)


def get(session: Session, actor: Actor, kb_id: uuid.UUID) -> KnowledgeBase:
    """A knowledge base; raises `NotFound` when it is missing or not the actor's to see."""
    found = session.scalar(
        select(KnowledgeBase).where(KnowledgeBase.id == kb_id, visible_to(actor))
    )
    if found is None:
        raise _not_found()
    return found


def get_all(session: Session, actor: Actor, kb_ids: Sequence[uuid.UUID]) -> list[KnowledgeBase]:
    """These knowledge bases by name; raises `NotFound` when one is out of the actor's sight."""
    query = select(KnowledgeBase).where(KnowledgeBase.id.in_(kb_ids), visible_to(actor))
    found = list(session.scalars(query.order_by(KnowledgeBase.name)))
    if len(found) != len(set(kb_ids)):
        raise _not_found()
    return found


def name_taken(
    session: Session, owner_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> bool:
    """Whether the owner has another knowledge base of this name."""
    query = select(KnowledgeBase.id).where(
        KnowledgeBase.owner_id == owner_id,
        KnowledgeBase.name == name,
        KnowledgeBase.deleted_at.is_(None),
        KnowledgeBase.id != except_id if except_id else true(),
    )
    return session.scalar(query) is not None


def list_page(
    session: Session, actor: Actor, query: str | None, limit: int, offset: int
) -> tuple[list[KnowledgeBase], int]:
    """Knowledge bases by name, and how many there are."""
    base = select(KnowledgeBase).where(visible_to(actor))
    if query:
        base = base.where(KnowledgeBase.name.icontains(query, autoescape=True))
    rows = session.scalars(
        base.order_by(func.lower(KnowledgeBase.name), KnowledgeBase.id).limit(limit).offset(offset)
    )
    return list(rows), _count(session, base)


def document_statistics(
    session: Session, kb_ids: Sequence[uuid.UUID]
) -> Sequence[Row[uuid.UUID, str, int, int, int]]:
    """Per knowledge base and status: documents, chunks, bytes."""
    return session.execute(
        select(
            Document.knowledge_base_id,
            Document.status,
            func.count(),
            func.coalesce(func.sum(Document.chunk_count), 0),
            func.coalesce(func.sum(Document.size_bytes), 0),
        )
        .where(Document.knowledge_base_id.in_(kb_ids), Document.deleted_at.is_(None))
        .group_by(Document.knowledge_base_id, Document.status)
    ).all()


def get_document(
    session: Session,
    actor: Actor,
    kb_id: uuid.UUID,
    document_id: uuid.UUID,
    *,
    for_update: bool = False,
) -> Document:
    """A document of this knowledge base; raises `NotFound` like `get`."""
    query = (
        select(Document)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(
            Document.id == document_id,
            Document.knowledge_base_id == kb_id,
            Document.deleted_at.is_(None),
            visible_to(actor),
        )
    )
    found = session.scalar(query.with_for_update(of=Document) if for_update else query)
    if found is None:
        raise NotFound("There is no such document.", code="document_not_found")
    return found


def find_by_content(session: Session, kb_id: uuid.UUID, sha256: str) -> Document | None:
    """The document of this knowledge base with these bytes."""
    return session.scalar(
        select(Document).where(
            Document.knowledge_base_id == kb_id,
            Document.content_sha256 == sha256,
            Document.deleted_at.is_(None),
        )
    )


def list_documents(
    session: Session,
    kb_id: uuid.UUID,
    status: DocumentStatus | None,
    query: str | None,
    limit: int,
    offset: int,
) -> tuple[list[Document], int]:
    """Documents, newest first, and how many there are. The caller has checked `kb_id`."""
    base = select(Document).where(
        Document.knowledge_base_id == kb_id, Document.deleted_at.is_(None)
    )
    if status:
        base = base.where(Document.status == status)
    if query:
        base = base.where(Document.name.icontains(query, autoescape=True))
    rows = session.scalars(
        base.order_by(Document.created_at.desc(), Document.id).limit(limit).offset(offset)
    )
    return list(rows), _count(session, base)


def list_chunks(
    session: Session, document: Document, limit: int, offset: int
) -> tuple[list[Chunk], int]:
    """The chunks of the document's current generation in order, and how many there are."""
    base = select(Chunk).where(
        Chunk.document_id == document.id, Chunk.generation == document.generation
    )
    rows = session.scalars(base.order_by(Chunk.ordinal).limit(limit).offset(offset))
    return list(rows), _count(session, base)


def searchable_chunks(
    session: Session, actor: Actor, kb_ids: Sequence[uuid.UUID], chunk_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, tuple[Chunk, Document]]:
    """Those of `chunk_ids` that are of a current generation and that the actor may see."""
    rows = session.execute(
        select(Chunk, Document)
        .join(Document, Document.id == Chunk.document_id)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(
            Chunk.id.in_(chunk_ids),
            Chunk.generation == Document.generation,
            Document.deleted_at.is_(None),
            Document.knowledge_base_id.in_(kb_ids),
            visible_to(actor),
        )
    )
    return {chunk.id: (chunk, document) for chunk, document in rows}


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def _not_found() -> NotFound:
    return NotFound("There is no such knowledge base.", code="knowledge_base_not_found")
