"""Building an index from stored chunks, document by document, while the live one is in use.

A document is embedded in batches; each is written to the vector store under the ids of its
chunks, then noted in the database. A build that is cut off goes on after the last noted batch:
what it had written beyond is written again, to the same ids. See `state` for how documents that
come and go meanwhile end up right.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core.errors import AppError
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.vectors import Point
from app.models import Chunk, Document, IndexedDocument, Job, KnowledgeBase, KnowledgeBaseIndex
from app.models.indexes import IndexStatus
from app.models.jobs import JobStatus
from app.models.usage import UsageKind
from app.services.jobs import service as jobs
from app.services.jobs.context import JobContext
from app.services.knowledge_bases.chunking import embedded_text
from app.services.knowledge_bases.indexes import state
from app.services.knowledge_bases.lexical import detect_language, passage_keywords
from app.services.usage import tokens
from app.services.usage.tokens import MeteredCall

BATCH = 64
# Enough of a document to tell its language.
_FIRST_CHUNKS = 5


@dataclass(frozen=True, slots=True)
class Work:
    """A document to embed: the chunks of `generation` from number `done` on."""

    document_id: uuid.UUID
    language: str | None
    generation: int
    done: int


def embed_index(context: JobContext) -> None:
    """Handler of `embed_index`: embeds what the index lacks, removes what it should not have.

    Raises:
        TooManyRequests: the tokens of whoever made the index do not suffice.
        Upstream: the model or the vector store fails.
    """
    index = _begin(context)
    if index is None:
        return
    context.ports.vectors.ensure_collection(index.collection, index.dimension)
    if index.is_renewal:
        _tell_languages(context, index)
    while True:
        _remove_gone(context, index)
        if work := _next(context, index.id):
            _embed(context, index, work)
        elif _finish(context, index.id):
            return


def build_failed(uow: UnitOfWork, job: Job, error: AppError) -> None:
    """Tell the index that its build failed for good; `build` on it goes on from here."""
    state.settle_build(uow, job)
    index = state.locked(uow.session, job.subject_id)
    if index and index.status in state.FOLLOWING:
        index.status = IndexStatus.FAILED
        index.error_code, index.error_message = error.code, error.message
        index.error_remedy = error.remedy


def build_cancelled(uow: UnitOfWork, job: Job) -> None:
    """Tell the index that its build was cancelled."""
    state.settle_build(uow, job)
    index = state.locked(uow.session, job.subject_id)
    if index and index.status in state.FOLLOWING:
        index.status = IndexStatus.CANCELLED


def drop_index(context: JobContext) -> None:
    """Handler of `drop_index`: the vectors of an index whose row is gone.

    Installations from before each index had a collection of its own share some: of those only
    the points of this knowledge base are removed, until the last one goes.
    """
    collection = context.claimed.payload["collection"]
    kb_id = uuid.UUID(context.claimed.payload["knowledge_base_id"])
    with unit_of_work() as uow:
        if jobs.open_job(uow.session, jobs.JobKind.EMBED_INDEX, context.claimed.subject_id):
            raise AppError("The build is still stopping.", code="ingest_stopping")
        shared = uow.session.scalar(
            select(KnowledgeBaseIndex.id)
            .where(KnowledgeBaseIndex.collection == collection)
            .limit(1)
        )
    if shared:
        context.ports.vectors.delete_knowledge_base(collection, kb_id)
    else:
        context.ports.vectors.drop_collection(collection)


def _begin(context: JobContext) -> KnowledgeBaseIndex | None:
    """The index to build, its tokens reserved; `None` when there is nothing to build any more."""
    with context.write() as (uow, job):
        index = state.locked(uow.session, context.claimed.subject_id)
        if index is None or index.status not in state.FOLLOWING:
            state.settle_build(uow, job)
            jobs.finish(job, JobStatus.CANCELLED)
            return None
        if not index.is_renewal:
            _reserve(uow, job, index)
        job.stage = "embedding"
        return index


def _reserve(uow: UnitOfWork, job: Job, index: KnowledgeBaseIndex) -> None:
    project_id = uow.session.get_one(KnowledgeBase, index.knowledge_base_id).project_id
    call = MeteredCall(UsageKind.INGEST, index.created_by_id, project_id=project_id)
    # Another attempt of this job reserves nothing again.
    tokens.reserve(uow, call, _missing_tokens(uow.session, index), reservation_id=job.id)


def _tell_languages(context: JobContext, index: KnowledgeBaseIndex) -> None:
    """Tell the languages of documents from before they were noted."""
    unknown = state.behind(index).where(Document.language.is_(None))
    with unit_of_work() as uow:
        ids = uow.session.scalars(unknown.with_only_columns(Document.id)).all()
    for document_id in ids:
        with context.write() as (uow, _):
            document = uow.session.get(Document, document_id, with_for_update=True)
            if document:
                document.language = detect_language(_beginning(uow.session, document))


def _beginning(session: Session, document: Document) -> str:
    query = (
        select(Chunk.text)
        .where(Chunk.document_id == document.id, Chunk.generation == document.generation)
        .order_by(Chunk.ordinal)
        .limit(_FIRST_CHUNKS)
    )
    return "\n".join(session.scalars(query))


def _missing_tokens(session: Session, index: KnowledgeBaseIndex) -> int:
    documents = state.behind(index).subquery()
    query = (
        select(func.sum(Chunk.token_count))
        .join(documents, documents.c.id == Chunk.document_id)
        .where(Chunk.generation == documents.c.generation)
    )
    return session.scalar(query) or 0


def _next(context: JobContext, index_id: uuid.UUID) -> Work | None:
    """The next document that the index lacks, noted before anything of it is written.

    An index that has gone live since is written to by ingests, and by nothing else.
    """
    with context.write() as (uow, _):
        index = state.locked(uow.session, index_id)
        if index is None or index.status not in state.FOLLOWING:
            return None
        document = uow.session.scalar(
            state.behind(index).order_by(Document.id).limit(1).with_for_update(read=True)
        )
        return _noted(uow.session, index_id, document) if document else None


def _noted(session: Session, index_id: uuid.UUID, document: Document) -> Work:
    noted = session.get(IndexedDocument, (index_id, document.id))
    if noted is None:
        noted = IndexedDocument(index_id=index_id, document_id=document.id, chunks=0)
        session.add(noted)
    elif noted.generation != document.generation:
        noted.chunks = 0
    noted.generation, noted.complete = document.generation, False
    return Work(document.id, document.language, document.generation, noted.chunks)


def _embed(context: JobContext, index: KnowledgeBaseIndex, work: Work) -> None:
    done = work.done
    while batch := _chunks(work, done):
        _write(context, index, work, batch)
        done = batch[-1].ordinal + 1
        if not _note(context, index, work, done, batch):
            return
    context.ports.vectors.delete_document(
        index.collection, work.document_id, keep_generation=work.generation
    )
    _complete(context, index, work, done)


def _chunks(work: Work, start: int) -> list[Chunk]:
    with unit_of_work() as uow:
        return list(
            uow.session.scalars(
                select(Chunk)
                .where(
                    Chunk.document_id == work.document_id,
                    Chunk.generation == work.generation,
                    Chunk.ordinal >= start,
                )
                .order_by(Chunk.ordinal)
                .limit(BATCH)
            )
        )


def _write(
    context: JobContext, index: KnowledgeBaseIndex, work: Work, batch: Sequence[Chunk]
) -> None:
    embedder = context.ports.embedders.get(index.embedding_model)
    texts = [embedded_text(chunk) for chunk in batch]
    vectors = embedder.embed_documents(texts, prefix=index.passage_prefix)
    context.check()
    points = [
        Point(
            id=chunk.id,
            vector=vector,
            knowledge_base_id=index.knowledge_base_id,
            document_id=chunk.document_id,
            generation=chunk.generation,
            keywords=passage_keywords(text, work.language),
        )
        for chunk, text, vector in zip(batch, texts, vectors, strict=True)
    ]
    context.ports.vectors.upsert(index.collection, points)


def _note(
    context: JobContext, index: KnowledgeBaseIndex, work: Work, done: int, batch: Sequence[Chunk]
) -> bool:
    """Write down what has been written; returns whether the document is still as it was."""
    with context.write() as (uow, job):
        spent = sum(chunk.token_count for chunk in batch)
        state.note_embedded(job, spent)
        document = _unchanged(uow.session, work)
        if document is None:
            return False
        uow.session.get_one(IndexedDocument, (index.id, work.document_id)).chunks = done
        uow.session.flush()
        job.percent = min(_percent(uow.session, index), 99)
        return True


def _complete(context: JobContext, index: KnowledgeBaseIndex, work: Work, done: int) -> None:
    """Write down that all of a document is there, unless it has changed or grown since.

    Raises:
        AppError: it has fewer chunks than it says: looking again would never end.
    """
    with context.write() as (uow, _):
        document = _unchanged(uow.session, work)
        if document is None or document.chunk_count > done == _stored(uow.session, work):
            if document:
                raise AppError(
                    f"Chunks of “{document.name}” are missing.",
                    code="chunks_missing",
                    remedy="Ingest this document again, then build the index again.",
                )
            return
        uow.session.get_one(IndexedDocument, (index.id, work.document_id)).complete = True


def _unchanged(session: Session, work: Work) -> Document | None:
    """The document, locked, while it is neither deleted nor ingested again."""
    document = session.get(Document, work.document_id, with_for_update={"read": True})
    if document is None or document.deleted_at or document.generation != work.generation:
        return None
    return document


def _stored(session: Session, work: Work) -> int:
    query = select(func.count()).where(
        Chunk.document_id == work.document_id, Chunk.generation == work.generation
    )
    return session.scalar(query) or 0


def _percent(session: Session, index: KnowledgeBaseIndex) -> int:
    held = select(func.sum(IndexedDocument.chunks)).where(IndexedDocument.index_id == index.id)
    there = select(func.sum(Document.chunk_count)).where(
        Document.knowledge_base_id == index.knowledge_base_id, Document.deleted_at.is_(None)
    )
    done, total = session.scalar(held) or 0, session.scalar(there) or 0
    return 100 * done // total if total else 0


def _remove_gone(context: JobContext, index: KnowledgeBaseIndex) -> None:
    """Take out what was written of documents that have been deleted since."""
    with unit_of_work() as uow:
        ids = [row.document_id for row in uow.session.scalars(state.gone(index))]
    for document_id in ids:
        context.check()
        context.ports.vectors.delete_document(index.collection, document_id)
    with context.write() as (uow, _):
        uow.session.execute(
            delete(IndexedDocument).where(
                IndexedDocument.index_id == index.id, IndexedDocument.document_id.in_(ids)
            )
        )


def _finish(context: JobContext, index_id: uuid.UUID) -> bool:
    """End the build, unless a document has come or gone since the last look."""
    with context.write() as (uow, job):
        index = state.locked(uow.session, index_id)
        follows = index is not None and index.status in state.FOLLOWING
        if index and follows:
            if state.has_gaps(uow.session, index):
                return False
            index.status = IndexStatus.READY
        state.settle_build(uow, job)
        jobs.finish(job, JobStatus.COMPLETED)
        return True
