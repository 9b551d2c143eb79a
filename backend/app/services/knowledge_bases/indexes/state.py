"""The indexes of a knowledge base, what they lack, and the locks that keep them right.

An ingest writes to the live index alone: a new model that is slow or broken never holds up what
is in use. The other indexes follow. Three rules make that safe:

- Whoever publishes a document holds the row of the live index until the commit, and so does
  whoever makes another index live. Either the new one is found to lack the document, or the
  ingest finds that it wrote to the wrong index and runs again.
- Publishing locks the indexes that follow and sees to it that a build is queued; a build ends
  holding the same lock, after it has looked once more for what is missing.
- A build writes down which document it is about to embed before it writes a vector. What it finds
  deleted afterwards it takes out again itself, in a later attempt if it is cut off.

Locks are taken in this order: job, knowledge base, indexes, documents.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    true,
)
from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.errors import Transient
from app.core.ids import new_id
from app.db.uow import UnitOfWork
from app.integrations.queue import JobQueue
from app.models import Document, IndexedDocument, Job, KnowledgeBase, KnowledgeBaseIndex
from app.models.indexes import HYBRID_LAYOUT, IndexStatus
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.knowledge_bases.revisions import raise_revision
from app.services.models.embedding_models import EmbeddingFacts
from app.services.usage import tokens
from app.services.usage.tokens import Spent

_EMBEDDED_TOKENS = "embedded_tokens"
FOLLOWING = (IndexStatus.BUILDING, IndexStatus.READY)


class IndexReplaced(Transient):
    """503: another index went live while a document was written to the one before."""

    code, message = "index_replaced", "Another index became the live one meanwhile."


def new_index(
    kb: KnowledgeBase,
    facts: EmbeddingFacts,
    created_by_id: uuid.UUID,
    query_prefix: str | None = None,
    passage_prefix: str | None = None,
) -> KnowledgeBaseIndex:
    """An index that is still to be built, with a collection of its own."""
    index_id = new_id()
    return KnowledgeBaseIndex(
        id=index_id,
        knowledge_base_id=kb.id,
        created_by_id=created_by_id,
        collection=f"kb_{index_id.hex}",
        embedding_model=facts.name,
        registered_model_id=facts.registered_id,
        dimension=facts.dimension,
        query_prefix=query_prefix,
        passage_prefix=passage_prefix,
        layout=HYBRID_LAYOUT,
        status=IndexStatus.BUILDING,
    )


def renewal_of(live: KnowledgeBaseIndex) -> KnowledgeBaseIndex:
    """An index like the live one, in the layout of today, still to be built."""
    index_id = new_id()
    return KnowledgeBaseIndex(
        id=index_id,
        knowledge_base_id=live.knowledge_base_id,
        created_by_id=live.created_by_id,
        collection=f"kb_{index_id.hex}",
        embedding_model=live.embedding_model,
        registered_model_id=live.registered_model_id,
        dimension=live.dimension,
        query_prefix=live.query_prefix,
        passage_prefix=live.passage_prefix,
        layout=HYBRID_LAYOUT,
        is_renewal=True,
        status=IndexStatus.BUILDING,
    )


def add_first(
    session: Session,
    kb: KnowledgeBase,
    facts: EmbeddingFacts,
    query_prefix: str | None,
    passage_prefix: str | None,
) -> None:
    """The live index of a knowledge base that has no documents yet."""
    index = new_index(kb, facts, kb.created_by_id, query_prefix, passage_prefix)
    index.status, index.activated_at = IndexStatus.LIVE, now()
    session.add(index)
    session.flush()


def live_of(session: Session, kb_ids: Sequence[uuid.UUID]) -> list[KnowledgeBaseIndex]:
    """The live index of each of these knowledge bases."""
    return list(
        session.scalars(
            select(KnowledgeBaseIndex).where(
                KnowledgeBaseIndex.knowledge_base_id.in_(kb_ids),
                KnowledgeBaseIndex.status == IndexStatus.LIVE,
            )
        )
    )


def all_of(session: Session, kb_id: uuid.UUID) -> list[KnowledgeBaseIndex]:
    """Every index of a knowledge base, the oldest first."""
    return list(
        session.scalars(
            select(KnowledgeBaseIndex)
            .where(KnowledgeBaseIndex.knowledge_base_id == kb_id)
            .order_by(KnowledgeBaseIndex.created_at, KnowledgeBaseIndex.id)
        )
    )


def locked(session: Session, index_id: uuid.UUID) -> KnowledgeBaseIndex | None:
    """An index, locked until the commit; `None` when it is gone."""
    return session.get(
        KnowledgeBaseIndex, index_id, with_for_update={"key_share": True}, populate_existing=True
    )


def locked_all(session: Session, kb_id: uuid.UUID) -> dict[uuid.UUID, KnowledgeBaseIndex]:
    """Every index of a knowledge base by id, locked until the commit, in one order for all.

    The knowledge base is locked first: an index that was added meanwhile is then seen too.
    """
    knowledge_base = select(KnowledgeBase.id).where(KnowledgeBase.id == kb_id)
    session.execute(knowledge_base.with_for_update(key_share=True))
    rows = session.scalars(
        select(KnowledgeBaseIndex)
        .where(KnowledgeBaseIndex.knowledge_base_id == kb_id)
        .order_by(KnowledgeBaseIndex.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def publishing(uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID, index_id: uuid.UUID) -> None:
    """To be called first in the unit that publishes chunks which were written to `index_id`.

    Raises:
        IndexReplaced: it is not the live index any more; the ingest has to run again.
    """
    indexes = locked_all(uow.session, kb_id)
    written = indexes.get(index_id)
    if written is None or written.status != IndexStatus.LIVE:
        raise IndexReplaced()
    raise_revision(uow, kb_id)
    for index in indexes.values():
        if index.status in FOLLOWING:
            queue_build(uow, queue, index)


def queue_build(uow: UnitOfWork, queue: JobQueue, index: KnowledgeBaseIndex) -> None:
    """See to it that a build of this locked index is queued or running."""
    if jobs.open_job(uow.session, JobKind.EMBED_INDEX, index.id) is None:
        lane = _lane(uow.session, index)
        jobs.enqueue(uow, queue, JobKind.EMBED_INDEX, index.id, lane=lane)


def _lane(session: Session, index: KnowledgeBaseIndex) -> uuid.UUID:
    return session.get_one(KnowledgeBase, index.knowledge_base_id).project_id


def note_embedded(job: Job, count: int) -> None:
    """Add to the tokens that a build has embedded, over all its attempts."""
    job.payload = {**job.payload, _EMBEDDED_TOKENS: _embedded(job) + count}


def settle_build(uow: UnitOfWork, job: Job) -> None:
    """Charge what a build that has ended has embedded."""
    tokens.settle(uow, job.id, Spent(prompt_tokens=_embedded(job)))


def _embedded(job: Job) -> int:
    return int(job.payload.get(_EMBEDDED_TOKENS, 0))


def queue_drop(uow: UnitOfWork, queue: JobQueue, index: KnowledgeBaseIndex) -> None:
    """Delete an index: a worker removes its vectors once nothing writes to them any more."""
    job = jobs.open_job(uow.session, JobKind.EMBED_INDEX, index.id)
    if job and jobs.request_cancel(uow.session, job):
        settle_build(uow, job)
    jobs.enqueue(
        uow,
        queue,
        JobKind.DROP_INDEX,
        index.id,
        lane=_lane(uow.session, index),
        collection=index.collection,
        knowledge_base_id=str(index.knowledge_base_id),
    )
    uow.session.delete(index)


def make_live(session: Session, index: KnowledgeBaseIndex, before: KnowledgeBaseIndex) -> None:
    """Search with `index` from the commit on instead of `before`; both are locked."""
    before.status = IndexStatus.RETIRED
    session.flush()  # there is never a second live one
    index.status, index.activated_at = IndexStatus.LIVE, now()
    session.flush()
    note_all_held(session, before)
    forget_held(session, index)


def note_all_held(session: Session, index: KnowledgeBaseIndex) -> None:
    """Write down that an index, the live one until this commit, holds every document."""
    forget_held(session, index)
    held = select(
        literal(index.id), Document.id, Document.generation, Document.chunk_count, true()
    ).where(_to_be_held(index))
    columns = ["index_id", "document_id", "generation", "chunks", "complete"]
    session.execute(insert(IndexedDocument).from_select(columns, held))


def forget_held(session: Session, index: KnowledgeBaseIndex) -> None:
    """For an index that goes live: from then on it holds whatever is published."""
    session.execute(delete(IndexedDocument).where(IndexedDocument.index_id == index.id))


def forget_purged(session: Session, document_id: uuid.UUID) -> None:
    """A document's vectors are gone from every index. What a build is just writing, it removes."""
    session.execute(
        delete(IndexedDocument).where(
            IndexedDocument.document_id == document_id, IndexedDocument.complete
        )
    )


def drop_if_buried_and_empty(uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID) -> None:
    """Delete the row of a deleted knowledge base once nothing of its documents is left."""
    kb = uow.session.get(KnowledgeBase, kb_id, with_for_update=True)
    left = uow.session.scalar(
        select(Document.id).where(Document.knowledge_base_id == kb_id).limit(1)
    )
    if kb and kb.deleted_at and left is None:
        for index in all_of(uow.session, kb_id):
            queue_drop(uow, queue, index)
        uow.session.flush()
        uow.session.delete(kb)


def behind(index: KnowledgeBaseIndex) -> Select[Document]:
    """The documents whose current chunks this index does not hold all of."""
    return select(Document).where(_to_be_held(index), ~_held(index))


def has_gaps(session: Session, index: KnowledgeBaseIndex) -> bool:
    """Whether the index lacks a document, or holds something of one that is gone."""
    return bool(
        session.scalar(select(behind(index).exists()))
        or session.scalar(select(gone(index).exists()))
    )


def gone(index: KnowledgeBaseIndex) -> Select[IndexedDocument]:
    """What the index may hold of documents that have been deleted."""
    alive = exists().where(
        Document.id == IndexedDocument.document_id, Document.deleted_at.is_(None)
    )
    return select(IndexedDocument).where(IndexedDocument.index_id == index.id, ~alive)


def _to_be_held(index: KnowledgeBaseIndex) -> ColumnElement[bool]:
    return and_(
        Document.knowledge_base_id == index.knowledge_base_id,
        Document.deleted_at.is_(None),
        Document.generation > 0,
    )


def _held(index: KnowledgeBaseIndex) -> ColumnElement[bool]:
    return exists().where(
        IndexedDocument.index_id == index.id,
        IndexedDocument.document_id == Document.id,
        IndexedDocument.generation == Document.generation,
        IndexedDocument.chunks == Document.chunk_count,
        IndexedDocument.complete,
    )


def counts(
    session: Session, index: KnowledgeBaseIndex, visible: ColumnElement[bool]
) -> tuple[int, int, int, int]:
    """Documents and chunks there are, and those of them that the index holds.

    `visible` limits what is counted to documents that somebody may read.
    """
    held = true() if index.status == IndexStatus.LIVE else _held(index)
    row = session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(Document.chunk_count), 0),
            func.count().filter(held),
            func.coalesce(func.sum(Document.chunk_count).filter(held), 0),
        )
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(_to_be_held(index), visible)
    ).one()
    return row[0], int(row[1]), row[2], int(row[3])
