"""Queries on knowledge bases and documents, always in the scope of an actor."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, Uuid, and_, bindparam, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session, aliased

from app.core.errors import Conflict, NotFound
from app.core.permissions import Actor, ProjectRole
from app.db.prepared import PREPARED, among
from app.models import (
    Chunk,
    Document,
    DocumentGroup,
    Group,
    KnowledgeBase,
    KnowledgeBaseIndex,
    KnowledgeBaseRevision,
    RagConfigPreset,
)
from app.models.indexes import IndexStatus
from app.models.knowledge_bases import DocumentStatus
from app.schemas.retrieval import RetrievalOverrides
from app.services.access import scope


def get(
    session: Session, actor: Actor, kb_id: uuid.UUID, at_least: ProjectRole = ProjectRole.VIEWER
) -> KnowledgeBase:
    """A knowledge base in whose project the actor has this role.

    Raises:
        NotFound: it is missing or not the actor's to see.
        Forbidden: the role is too weak.
        Conflict: more than looking is wanted and the project is archived.
    """
    found = session.scalar(
        select(KnowledgeBase).where(KnowledgeBase.id == kb_id, scope.knowledge_bases(actor))
    )
    if found is None:
        raise _not_found()
    if at_least is not ProjectRole.VIEWER:
        scope.require_change(session, actor, found.project_id, at_least)
    return found


def get_all_of_project(
    session: Session, actor: Actor, project_id: uuid.UUID, kb_ids: Sequence[uuid.UUID]
) -> list[KnowledgeBase]:
    """These knowledge bases by name.

    Raises:
        NotFound: one is missing or not the actor's to see.
        Conflict: one is of another project.
    """
    found = _all_or_none(session, scope.knowledge_bases(actor), kb_ids)
    if any(kb.project_id != project_id for kb in found):
        raise Conflict(
            "A deployment answers from knowledge bases of its own project.",
            code="other_project",
            remedy="Choose knowledge bases of the same project.",
        )
    return found


def _all_or_none(
    session: Session, condition: ColumnElement[bool], kb_ids: Sequence[uuid.UUID]
) -> list[KnowledgeBase]:
    query = select(KnowledgeBase).where(KnowledgeBase.id.in_(kb_ids), condition)
    found = list(session.scalars(query.order_by(KnowledgeBase.name)))
    if len(found) != len(set(kb_ids)):
        raise _not_found()
    return found


def name_taken(
    session: Session, project_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> bool:
    """Whether the project has another knowledge base of this name."""
    query = select(KnowledgeBase.id).where(
        KnowledgeBase.project_id == project_id,
        KnowledgeBase.name == name,
        KnowledgeBase.deleted_at.is_(None),
        KnowledgeBase.id != except_id if except_id else true(),
    )
    return session.scalar(query) is not None


def list_page(
    session: Session,
    actor: Actor,
    project_id: uuid.UUID | None,
    query: str | None,
    limit: int,
    offset: int,
) -> tuple[list[KnowledgeBase], int]:
    """Knowledge bases by name, and how many there are."""
    base = select(KnowledgeBase).where(scope.knowledge_bases(actor))
    if project_id:
        base = base.where(KnowledgeBase.project_id == project_id)
    if query:
        base = base.where(KnowledgeBase.name.icontains(query, autoescape=True))
    rows = session.scalars(
        base.order_by(func.lower(KnowledgeBase.name), KnowledgeBase.id).limit(limit).offset(offset)
    )
    return list(rows), count(session, base)


def document_statistics(
    session: Session, actor: Actor, kb_ids: Sequence[uuid.UUID]
) -> Sequence[Row[uuid.UUID, str, int, int, int]]:
    """Per knowledge base and status: documents, chunks, bytes, of what the actor may read."""
    return session.execute(
        select(
            Document.knowledge_base_id,
            Document.status,
            func.count(),
            func.coalesce(func.sum(Document.chunk_count), 0),
            func.coalesce(func.sum(Document.size_bytes), 0),
        )
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(Document.knowledge_base_id.in_(kb_ids), scope.documents(actor))
        .group_by(Document.knowledge_base_id, Document.status)
    ).all()


def get_document(
    session: Session, actor: Actor, kb_id: uuid.UUID, document_id: uuid.UUID
) -> Document:
    """A document of this knowledge base whose content the actor may read.

    Raises:
        NotFound: it is missing or not the actor's to see.
    """
    query = _of_knowledge_base(kb_id, document_id).where(scope.documents(actor))
    found = session.scalar(query)
    if found is None:
        raise _no_document()
    return found


def get_document_to_change(
    session: Session, actor: Actor, kb_id: uuid.UUID, document_id: uuid.UUID
) -> Document:
    """The same for an editor of its project, locked.

    Raises:
        NotFound: it is missing or not the actor's to see.
        Forbidden: the role in the project is too weak.
        Conflict: the project is archived.
    """
    document = get_document(session, actor, kb_id, document_id)
    project_id = session.get_one(KnowledgeBase, kb_id).project_id
    scope.require_change(session, actor, project_id, ProjectRole.EDITOR)
    locked = session.get(Document, document.id, with_for_update=True, populate_existing=True)
    if locked is None or locked.deleted_at:
        raise _no_document()
    return locked


def project_of(session: Session, document: Document) -> uuid.UUID:
    """The project of a document: its jobs wait behind those of the same project only."""
    return session.get_one(KnowledgeBase, document.knowledge_base_id).project_id


def readable_documents(
    session: Session, actor: Actor, ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, Document]:
    """Those of these documents whose content the actor may read."""
    rows = session.scalars(
        select(Document)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(Document.id.in_(set(ids)), scope.documents(actor))
    )
    return {row.id: row for row in rows}


def listed_documents(
    session: Session, actor: Actor, ids: Sequence[uuid.UUID]
) -> Sequence[Document]:
    """Those of these documents that stand in lists of the actor."""
    return session.scalars(
        select(Document)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(Document.id.in_(ids), scope.knowledge_bases(actor), scope.documents(actor))
    ).all()


def _of_knowledge_base(kb_id: uuid.UUID, document_id: uuid.UUID) -> Select[Document]:
    return (
        select(Document)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(Document.id == document_id, Document.knowledge_base_id == kb_id)
    )


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
    actor: Actor,
    kb_id: uuid.UUID,
    status: DocumentStatus | None,
    query: str | None,
    limit: int,
    offset: int,
) -> tuple[list[Document], int]:
    """Documents that the actor may read, newest first, and how many there are."""
    base = (
        select(Document)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(Document.knowledge_base_id == kb_id, scope.documents(actor))
    )
    if status:
        base = base.where(Document.status == status)
    if query:
        base = base.where(Document.name.icontains(query, autoescape=True))
    rows = session.scalars(
        base.order_by(Document.created_at.desc(), Document.id).limit(limit).offset(offset)
    )
    return list(rows), count(session, base)


def list_chunks(
    session: Session, document: Document, limit: int, offset: int
) -> tuple[list[Chunk], int]:
    """The chunks of the document's current generation in order, and how many there are."""
    base = select(Chunk).where(
        Chunk.document_id == document.id, Chunk.generation == document.generation
    )
    rows = session.scalars(base.order_by(Chunk.ordinal).limit(limit).offset(offset))
    return list(rows), count(session, base)


PASSAGE_IDS = "passage_ids"


class SearchedIndex(NamedTuple):
    """The live index of a knowledge base, and how often its contents have changed."""

    knowledge_base_id: uuid.UUID
    id: uuid.UUID
    collection: str
    embedding_model: str
    query_prefix: str | None
    layout: int
    revision: int


class Searched(NamedTuple):
    """A knowledge base to search: its project, its layers of retrieval, its live index.

    `hidden` are the documents of it that the actor may not read.
    """

    project_id: uuid.UUID
    layers: list[RetrievalOverrides]
    hidden: frozenset[uuid.UUID]
    live: SearchedIndex


def searched(session: Session, actor: Actor, kb_id: uuid.UUID) -> Searched:
    """A knowledge base of the actor's own projects, to be searched.

    Raises:
        NotFound: it is missing or not the actor's to see.
    """
    return _searched(session, _searched_query(scope.knowledge_bases, actor, (kb_id,)), 1)[0]


def all_searched(session: Session, actor: Actor, kb_ids: Sequence[uuid.UUID]) -> list[Searched]:
    """Knowledge bases whose passages may reach the actor, to be searched, by id.

    Raises:
        NotFound: passages of one may not reach the actor.
    """
    ids = tuple(set(kb_ids))
    return _searched(
        session, _searched_query(scope.searchable_knowledge_bases, actor, ids), len(ids)
    )


@lru_cache(maxsize=256)
def _searched_query(
    visible_to: Callable[[Actor], ColumnElement[bool]], actor: Actor, kb_ids: tuple[uuid.UUID, ...]
) -> Select[*tuple[Any, ...]]:
    index, revisions, preset = KnowledgeBaseIndex, KnowledgeBaseRevision, RagConfigPreset
    is_live = index.status == IndexStatus.LIVE
    hidden = (
        select(Document.id)
        .where(Document.knowledge_base_id == KnowledgeBase.id, scope.hides(actor))
        .correlate(KnowledgeBase)
    )
    return (
        select(
            KnowledgeBase.project_id,
            preset.config["retrieval"],
            KnowledgeBase.config["retrieval"],
            func.array(hidden.scalar_subquery(), type_=ARRAY(Uuid)),
            index.knowledge_base_id,
            index.id,
            index.collection,
            index.embedding_model,
            index.query_prefix,
            index.layout,
            func.coalesce(revisions.revision, 0),
        )
        .join(index, (index.knowledge_base_id == KnowledgeBase.id) & is_live)
        .outerjoin(revisions, revisions.knowledge_base_id == KnowledgeBase.id)
        .outerjoin(preset, preset.id == KnowledgeBase.preset_id)
        .where(among(KnowledgeBase.id, kb_ids), visible_to(actor))
        .order_by(KnowledgeBase.id)
        .execution_options(**PREPARED)
    )


def _searched(session: Session, query: Select[*tuple[Any, ...]], wanted: int) -> list[Searched]:
    found = [
        Searched(
            project_id,
            [RetrievalOverrides(**layer) for layer in (of_preset, own) if layer],
            frozenset(hidden),
            SearchedIndex(*columns),
        )
        for project_id, of_preset, own, hidden, *columns in session.execute(query)
    ]
    if len(found) != wanted:
        raise _not_found()
    return found


@lru_cache(maxsize=256)
def passages(actor: Actor, kb_ids: tuple[uuid.UUID, ...]) -> Select[*tuple[Any, ...]]:
    """Those of the parameter `PASSAGE_IDS` that are current and that the actor may see."""
    return (
        select(
            Chunk.id,
            Chunk.ordinal,
            Chunk.generation,
            Chunk.text,
            Chunk.page,
            Chunk.section,
            Chunk.char_start,
            Chunk.char_end,
            Chunk.parent_start,
            Chunk.parent_end,
            Document.id,
            Document.name,
            Document.language,
            Document.knowledge_base_id,
        )
        .join(Document, Document.id == Chunk.document_id)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(
            Chunk.id == func.any(bindparam(PASSAGE_IDS, type_=ARRAY(Uuid))),
            Chunk.generation == Document.generation,
            among(Document.knowledge_base_id, kb_ids),
            scope.documents(actor),
        )
        .execution_options(**PREPARED)
    )


def neighbourhoods(chunk_ids: Sequence[uuid.UUID], distance: int) -> Select[*tuple[Any, ...]]:
    """From where to where each passage reaches with so many others before and after it.

    The caller has checked the passages.
    """
    near = aliased(Chunk)
    return (
        select(Chunk.id, func.min(near.char_start), func.max(near.char_end))
        .join(
            near,
            and_(
                near.document_id == Chunk.document_id,
                near.generation == Chunk.generation,
                near.ordinal.between(Chunk.ordinal - distance, Chunk.ordinal + distance),
            ),
        )
        .where(Chunk.id.in_(chunk_ids))
        .group_by(Chunk.id)
    )


def documents_that(
    actor: Actor, kb_ids: Sequence[uuid.UUID], conditions: Sequence[ColumnElement[bool]]
) -> Select[uuid.UUID]:
    """Ids of searchable documents of which these conditions hold, as far as the actor may read."""
    return (
        select(Document.id)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(
            Document.knowledge_base_id.in_(kb_ids),
            Document.generation > 0,
            scope.documents(actor),
            *conditions,
        )
    )


def documents_by_language(
    kb_ids: Sequence[uuid.UUID], unseen: Sequence[uuid.UUID]
) -> Select[*tuple[Any, ...]]:
    """Knowledge base, language, and how many searchable documents and chunks there are of it."""
    return (
        select(
            Document.knowledge_base_id,
            Document.language,
            func.count(),
            func.coalesce(func.sum(Document.chunk_count), 0),
        )
        .where(
            Document.knowledge_base_id.in_(kb_ids),
            Document.deleted_at.is_(None),
            Document.generation > 0,
            Document.id.not_in(unseen),
        )
        .group_by(Document.knowledge_base_id, Document.language)
    )


def restrictions(
    session: Session, document_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[Group]]:
    """The groups that these documents are restricted to, by name."""
    found: dict[uuid.UUID, list[Group]] = {}
    rows = session.execute(
        select(DocumentGroup.document_id, Group)
        .join(Group, Group.id == DocumentGroup.group_id)
        .where(DocumentGroup.document_id.in_(document_ids))
        .order_by(Group.name)
    )
    for document_id, group in rows:
        found.setdefault(document_id, []).append(group)
    return found


def count(session: Session, query: Select[Any]) -> int:
    """How many rows a query has, however they are ordered."""
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def _not_found() -> NotFound:
    return NotFound("There is no such knowledge base.", code="knowledge_base_not_found")


def _no_document() -> NotFound:
    return NotFound("There is no such document.", code="document_not_found")
