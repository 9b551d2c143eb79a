"""The beginning and the ends of an ingest. Each step may run twice with the same result."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.errors import AppError
from app.db.uow import UnitOfWork
from app.integrations.queue import JobQueue
from app.integrations.storage import FileStore
from app.models import Chunk, Document, DocumentPart, Job
from app.models.jobs import JobStatus
from app.models.knowledge_bases import DocumentStatus
from app.services.jobs import service as jobs
from app.services.jobs.context import JobContext
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import repository
from app.services.knowledge_bases.indexes import state as indexes
from app.services.knowledge_bases.ingest import pipeline
from app.services.knowledge_bases.ingest.pipeline import Embedded, Summary
from app.services.knowledge_bases.ingest.reading import DocumentProblem
from app.services.knowledge_bases.ingest.target import (
    Target,
    document_and_kb,
    fix,
    generation_of,
)
from app.services.knowledge_bases.revisions import raise_revision
from app.services.knowledge_bases.states import transition
from app.services.usage import tokens
from app.services.usage.tokens import NOTHING, Spent


def ingest_document(context: JobContext) -> None:
    """Handler of `ingest_document`.

    Raises:
        DocumentProblem: the file cannot be read, with a reason and a remedy.
        TooManyRequests: the tokens of whoever uploaded it do not suffice.
    """
    target = _begin(context)
    if target is None:
        return
    _publish(context, target, *pipeline.run(context, target))


def document_failed(uow: UnitOfWork, job: Job, error: AppError) -> None:
    """Tell the document that its ingest failed for good."""
    document = uow.session.get(Document, job.subject_id, with_for_update=True)
    _give_up(uow, job, document)
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
    _give_up(uow, job, document)
    if document and document.deleted_at is None:
        transition(uow, document, DocumentStatus.CANCELLED)


def document_postponed(uow: UnitOfWork, job: Job) -> None:
    """Tell the document that its ingest is no longer worked on, but will be again."""
    document = uow.session.get(Document, job.subject_id, with_for_update=True)
    if document and not document.deleted_at and document.status == DocumentStatus.PROCESSING:
        transition(uow, document, DocumentStatus.PENDING)


def queue_ingest(uow: UnitOfWork, queue: JobQueue, document: Document) -> None:
    """Have a document that nothing is working on ingested again."""
    transition(uow, document, DocumentStatus.PENDING)
    lane = repository.project_of(uow.session, document)
    jobs.enqueue(uow, queue, JobKind.INGEST_DOCUMENT, document.id, lane=lane)


def stop_ingest(uow: UnitOfWork, job: Job) -> None:
    """Ask an ingest to stop. One that was waiting has ended with this; its document is told."""
    if jobs.request_cancel(uow.session, job):
        document_cancelled(uow, job)


def _begin(context: JobContext) -> Target | None:
    """Mark the document as processing; `None` when it has been deleted meanwhile."""
    with context.write() as (uow, job):
        found = document_and_kb(uow.session, context.claimed.subject_id)
        if found is None or found[0].deleted_at:
            jobs.finish(job, JobStatus.CANCELLED)
            _give_up(uow, job, found[0] if found else None)
            return None
        document, kb = found
        (live,) = indexes.live_of(uow.session, [kb.id])
        searched = document.generation
        target = fix(uow.session, job, document, kb, live)
        transition(uow, document, DocumentStatus.PROCESSING)
        job.stage = "parsing"
        if document.generation != searched:
            raise_revision(uow, kb.id)
    context.ports.vectors.ensure_collection(live.collection, live.dimension)
    return target


def _publish(context: JobContext, target: Target, summary: Summary, last: Embedded | None) -> None:
    """Make the new generation the one that is searched and end the job, in one commit."""
    if not summary.chunk_count:
        raise DocumentProblem(
            "No text was found in this file.",
            code="no_text_found",
            remedy="If it is a scan, run it through text recognition (OCR) and upload it again.",
        )
    if last:
        context.ports.vectors.upsert(target.index.collection, last.points)
    with context.write() as (uow, job):
        indexes.publishing(uow, context.ports.queue, target.knowledge_base_id, target.index.id)
        document = uow.session.get_one(Document, target.document_id, with_for_update=True)
        if document.deleted_at:
            jobs.finish(job, JobStatus.CANCELLED)
            _give_up(uow, job, document)
            return
        if last:
            pipeline.write_rows(uow.session, target, last.piece)
        tokens.settle(uow, job.id, Spent(prompt_tokens=summary.token_count))
        _describe(document, target, summary)
        if not context.settings.keep_original_files:
            _forget_original(uow, context.ports.files, document)
        _drop_other_generations(uow.session, document)
        transition(uow, document, DocumentStatus.COMPLETED)
        jobs.finish(job, JobStatus.COMPLETED)


def _forget_original(uow: UnitOfWork, files: FileStore, document: Document) -> None:
    document.original_kept = False
    uow.after_commit(lambda: files.delete(document.storage_path))


def _describe(document: Document, target: Target, summary: Summary) -> None:
    document.generation = target.generation
    document.chunk_count = summary.chunk_count
    document.page_count = summary.last_page
    document.language = summary.language
    document.made_with = target.settings
    document.document_metadata = summary.metadata
    document.problems = [
        {"place": problem.place, "message": problem.message} for problem in summary.problems
    ]


def _give_up(uow: UnitOfWork, job: Job, document: Document | None) -> None:
    """Charge what was embedded, and take away what an ingest without a good end has written."""
    generation = generation_of(job)
    if document is None or generation is None:
        tokens.settle(uow, job.id, NOTHING)
        return
    embedded = pipeline.embedded_tokens(uow.session, generation, document)
    tokens.settle(uow, job.id, Spent(prompt_tokens=embedded))
    if document.generation == generation:
        document.generation, document.chunk_count = 0, 0
        raise_revision(uow, document.knowledge_base_id)
    _drop_other_generations(uow.session, document)


def _drop_other_generations(session: Session, document: Document) -> None:
    """Forget what is not searched: its rows here, its vectors in a job."""
    if document.last_generation == document.generation == 1:
        return
    for table in (Chunk, DocumentPart):
        session.execute(
            delete(table).where(
                table.document_id == document.id, table.generation != document.generation
            )
        )
    lane = repository.project_of(session, document)
    jobs.enqueue_unless_open(session, JobKind.TRIM_DOCUMENT, document.id, lane)
