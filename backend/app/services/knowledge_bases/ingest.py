"""Ingest: parse, chunk, embed, index, publish. Each step may run twice with the same result.

Chunks are written under the document's next generation. Searches see the current one
only, so nothing of a half-done ingest is ever found, and the switch is one commit.
"""

import io
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import AppError
from app.core.ids import chunk_id
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.vectors import Point
from app.models import Chunk, Document, Job, KnowledgeBase, KnowledgeBaseIndex
from app.models.jobs import JobStatus
from app.models.knowledge_bases import DocumentStatus
from app.models.usage import UsageKind
from app.services.jobs import service as jobs
from app.services.jobs.context import JobContext
from app.services.jobs.service import JobCancelled
from app.services.knowledge_bases.chunking import ChunkSpan, chunk_document
from app.services.knowledge_bases.chunking.embedded_text import embedded_text
from app.services.knowledge_bases.documents import storage_prefix, text_key
from app.services.knowledge_bases.indexes import state as indexes
from app.services.knowledge_bases.parsing import (
    ParseCancelled,
    ParsedDocument,
    ParseError,
    ParseLimits,
    parse_file,
)
from app.services.knowledge_bases.states import transition
from app.services.usage import tokens
from app.services.usage.tokens import MeteredCall, Spent

BATCH = 32
PARSED_PERCENT, CHUNKED_PERCENT, EMBEDDED_PERCENT = 10, 15, 95


@dataclass(frozen=True, slots=True)
class Target:
    """What to ingest and where to."""

    document_id: uuid.UUID
    knowledge_base_id: uuid.UUID
    project_id: uuid.UUID
    charged_to_id: uuid.UUID
    storage_path: str
    media_type: str
    generation: int
    index: KnowledgeBaseIndex
    chunk_size: int
    chunk_overlap: int


class DocumentProblem(AppError):
    """The document itself is the reason that the ingest failed."""

    status, code = 422, "document_problem"


def ingest_document(context: JobContext) -> None:
    """Handler of `ingest_document`.

    Raises:
        DocumentProblem: the file cannot be read, with a reason and a remedy.
        TooManyRequests: the tokens of whoever uploaded it do not suffice.
    """
    target = _begin(context)
    if target is None:
        return
    parsed = _parse(context, target)
    _store_text(context, target, parsed)
    context.progress("chunking", PARSED_PERCENT)
    spans = _chunk(context, target, parsed)
    _reserve_tokens(context, target, spans)
    _embed_and_index(context, target, spans)
    _publish(context, target, parsed, spans)
    context.ports.vectors.delete_document(
        target.index.collection, target.document_id, keep_generation=target.generation
    )


def document_failed(uow: UnitOfWork, job: Job, error: AppError) -> None:
    """Tell the document that its ingest failed for good."""
    document = uow.session.get(Document, job.subject_id, with_for_update=True)
    _charge_unfinished(uow, job, document)
    if document and document.deleted_at is None:
        transition(
            uow,
            document,
            DocumentStatus.FAILED,
            code=error.code,
            message=error.message,
            remedy=error.remedy,
        )


def document_cancelled(uow: UnitOfWork, job: Job) -> None:
    """Tell the document that its ingest was cancelled."""
    document = uow.session.get(Document, job.subject_id, with_for_update=True)
    _charge_unfinished(uow, job, document)
    if document and document.deleted_at is None:
        transition(uow, document, DocumentStatus.CANCELLED)


def purge_document(context: JobContext) -> None:
    """Handler of `purge_document`: vectors, files, then the rows of a deleted document."""
    with unit_of_work() as uow:
        found = _document_and_kb(uow.session, context.claimed.subject_id)
        if found is None:
            return
        document, kb = found
        if jobs.open_job(uow.session, jobs.JobKind.INGEST_DOCUMENT, document.id):
            raise AppError("The ingest is still stopping.", code="ingest_stopping")
        every_index = indexes.all_of(uow.session, kb.id)
    for index in every_index:
        context.ports.vectors.ensure_collection(index.collection, index.dimension)
        context.ports.vectors.delete_document(index.collection, document.id)
    context.ports.files.delete_prefix(storage_prefix(document.id))
    with context.write() as (uow, _):
        indexes.forget_purged(uow.session, document.id)
        uow.session.execute(delete(Document).where(Document.id == document.id))
        indexes.drop_if_buried_and_empty(uow, context.ports.queue, kb.id)


def _document_and_kb(
    session: Session, document_id: uuid.UUID
) -> tuple[Document, KnowledgeBase] | None:
    row = session.execute(
        select(Document, KnowledgeBase)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(Document.id == document_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def _begin(context: JobContext) -> Target | None:
    """Mark the document as processing; `None` when it has been deleted meanwhile."""
    with context.write() as (uow, job):
        found = _document_and_kb(uow.session, context.claimed.subject_id)
        if found is None or found[0].deleted_at:
            jobs.finish(job, JobStatus.CANCELLED)
            _charge_unfinished(uow, job, found[0] if found else None)
            return None
        document, kb = found
        transition(uow, document, DocumentStatus.PROCESSING)
        job.stage, job.percent = "parsing", 0
        (live,) = indexes.live_of(uow.session, [kb.id])
        if context.claimed.attempt == 1 or job.payload.get("index_id") != str(live.id):
            _drop_leftovers(uow.session, document)
        job.payload = {**job.payload, "index_id": str(live.id)}
        target = _target(document, kb, live)
    context.ports.vectors.ensure_collection(live.collection, live.dimension)
    return target


def _drop_leftovers(session: Session, document: Document) -> None:
    """Forget chunks of an earlier job that was given up, or that are in another index."""
    session.execute(
        delete(Chunk).where(
            Chunk.document_id == document.id, Chunk.generation != document.generation
        )
    )


def _target(document: Document, kb: KnowledgeBase, live: KnowledgeBaseIndex) -> Target:
    return Target(
        document_id=document.id,
        knowledge_base_id=kb.id,
        project_id=kb.project_id,
        charged_to_id=document.created_by_id,
        storage_path=document.storage_path,
        media_type=document.media_type,
        generation=document.generation + 1,
        index=live,
        chunk_size=kb.config["chunk_size"],
        chunk_overlap=kb.config["chunk_overlap"],
    )


def _parse(context: JobContext, target: Target) -> ParsedDocument:
    try:
        with context.ports.files.as_path(target.storage_path) as path:
            return parse_file(
                path, target.media_type, ParseLimits(), should_stop=context.should_stop
            )
    except ParseError as error:
        raise DocumentProblem(error.message, code=error.code, remedy=error.remedy) from error
    except ParseCancelled as error:
        context.check()
        raise JobCancelled() from error


def _store_text(context: JobContext, target: Target, parsed: ParsedDocument) -> None:
    content: dict[str, Any] = {
        "text": parsed.text,
        "pages": [asdict(page) for page in parsed.pages],
    }
    key = text_key(target.document_id, target.generation)
    context.ports.files.write(key, io.BytesIO(json.dumps(content).encode()))


def _chunk(context: JobContext, target: Target, parsed: ParsedDocument) -> list[ChunkSpan]:
    spans = chunk_document(
        parsed,
        chunk_size=target.chunk_size,
        overlap=target.chunk_overlap,
        tokens=context.ports.embedders.get(target.index.embedding_model),
    )
    if not spans:
        raise DocumentProblem(
            "No text was found in this file.",
            code="no_text_found",
            remedy="If it is a scan, run it through text recognition (OCR) and upload it again.",
        )
    return spans


def _reserve_tokens(context: JobContext, target: Target, spans: Sequence[ChunkSpan]) -> None:
    """Set aside what embedding will take, under the job's id: another attempt does not again."""
    with context.write() as (uow, job):
        call = MeteredCall(
            kind=UsageKind.INGEST,
            user_id=target.charged_to_id,
            project_id=target.project_id,
        )
        tokens.reserve(uow, call, _tokens_of(spans), reservation_id=job.id)


def _tokens_of(spans: Sequence[ChunkSpan]) -> int:
    return sum(span.token_count for span in spans)


def _charge_unfinished(uow: UnitOfWork, job: Job, document: Document | None) -> None:
    """Charge what an ingest that comes to no good end has embedded."""
    embedded = _embedded_tokens(uow.session, document) if document else 0
    tokens.settle(uow, job.id, Spent(prompt_tokens=embedded))


def _embedded_tokens(session: Session, document: Document) -> int:
    query = select(func.sum(Chunk.token_count)).where(
        Chunk.document_id == document.id, Chunk.generation == document.generation + 1
    )
    return session.scalar(query) or 0


def _embed_and_index(context: JobContext, target: Target, spans: Sequence[ChunkSpan]) -> None:
    with unit_of_work() as uow:
        done = _indexed(uow.session, target)
    embedder = context.ports.embedders.get(target.index.embedding_model)
    for batch in _batches(spans[done:]):
        context.progress("embedding", _embedding_percent(batch[0].ordinal, len(spans)))
        vectors = embedder.embed_documents(
            [embedded_text(span) for span in batch], prefix=target.index.passage_prefix
        )
        context.check()
        points = [
            Point(
                id=chunk_id(target.document_id, target.generation, span.ordinal),
                vector=vector,
                knowledge_base_id=target.knowledge_base_id,
                document_id=target.document_id,
                generation=target.generation,
            )
            for span, vector in zip(batch, vectors, strict=True)
        ]
        context.ports.vectors.upsert(target.index.collection, points)
        with context.write() as (uow, _):
            _write_chunks(uow.session, target, batch)


def _indexed(session: Session, target: Target) -> int:
    """How many leading chunks an earlier attempt of this job has already indexed."""
    count = session.scalar(
        select(func.count()).where(
            Chunk.document_id == target.document_id, Chunk.generation == target.generation
        )
    )
    return count or 0


def _batches(spans: Sequence[ChunkSpan]) -> Iterator[Sequence[ChunkSpan]]:
    for start in range(0, len(spans), BATCH):
        yield spans[start : start + BATCH]


def _embedding_percent(done: int, total: int) -> int:
    return CHUNKED_PERCENT + (EMBEDDED_PERCENT - CHUNKED_PERCENT) * done // total


def _write_chunks(session: Session, target: Target, batch: Sequence[ChunkSpan]) -> None:
    session.execute(
        insert(Chunk).on_conflict_do_nothing(),
        [
            {
                "id": chunk_id(target.document_id, target.generation, span.ordinal),
                "document_id": target.document_id,
                "generation": target.generation,
                **asdict(span),
            }
            for span in batch
        ],
    )


def _publish(
    context: JobContext, target: Target, parsed: ParsedDocument, spans: Sequence[ChunkSpan]
) -> None:
    """Make the new generation the current one and end the job, in one commit."""
    with context.write() as (uow, job):
        indexes.publishing(uow, context.ports.queue, target.knowledge_base_id, target.index.id)
        document = uow.session.get_one(Document, target.document_id, with_for_update=True)
        if document.deleted_at:
            jobs.finish(job, JobStatus.CANCELLED)
            _charge_unfinished(uow, job, document)
            return
        tokens.settle(uow, job.id, Spent(prompt_tokens=_tokens_of(spans)))
        document.generation = target.generation
        document.chunk_count = len(spans)
        document.page_count = len(parsed.pages) or None
        document.document_metadata = {
            **parsed.metadata,
            "page_starts": [page.start for page in parsed.pages],
        }
        _drop_leftovers(uow.session, document)
        transition(uow, document, DocumentStatus.COMPLETED)
        jobs.finish(job, JobStatus.COMPLETED)
