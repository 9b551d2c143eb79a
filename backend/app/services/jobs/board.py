"""The job board: see every job, have one done again, stop one."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.core.clock import now
from app.core.errors import Conflict, NotFound
from app.db.uow import UnitOfWork
from app.integrations.queue import JobQueue
from app.models import Document, Job, KnowledgeBase, Project
from app.models.jobs import JobStatus
from app.schemas.audit_events import JobCancelled, JobRetried
from app.schemas.common import NamedReference, Page, Problem
from app.schemas.events import LiveJob
from app.schemas.jobs import JobCounts, JobOut, JobQuery, JobSummary, RunningJob, WorkerOut
from app.services.audit import service as audit
from app.services.evaluations import generate, runs
from app.services.jobs import progress, workers
from app.services.jobs import service as jobs
from app.services.jobs.progress import Outlook
from app.services.jobs.service import OPEN, JobKind
from app.services.knowledge_bases import documents

# Without it, something that was deleted would stay where it can be restored from.
_MUST_RUN = frozenset({JobKind.PURGE_DOCUMENT})
# Who has to know of a job that is cancelled before it has begun.
_TOLD_OF_CANCEL = {
    JobKind.EVALUATE: runs.run_cancelled,
    JobKind.GENERATE_QUESTIONS: generate.generation_cancelled,
}
_ENDED_BADLY = (JobStatus.FAILED, JobStatus.CANCELLED)


class _Posted(NamedTuple):
    """A job on the board, with what it is about, as far as that is still there."""

    job: Job
    document: Document | None
    project: Project | None
    superseded: bool


def list_page(uow: UnitOfWork, wanted: JobQuery) -> Page[JobOut]:
    """Jobs, newest first."""
    query = _rows().where(*_conditions(wanted))
    total = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    ordered = query.order_by(Job.created_at.desc(), Job.id)
    rows = _posted(uow.session, ordered.limit(wanted.limit).offset(wanted.offset))
    return Page[JobOut](
        items=_present(uow.session, rows), total=total, limit=wanted.limit, offset=wanted.offset
    )


def summary(uow: UnitOfWork) -> JobSummary:
    """How much waits, runs, is done and has failed, and who works on it."""
    return JobSummary(
        kinds=_counts(uow.session),
        oldest_wait_seconds=_oldest_wait(uow.session),
        completed_last_hour=_ended_lately(uow.session, JobStatus.COMPLETED),
        failed_last_hour=_ended_lately(uow.session, JobStatus.FAILED),
        workers=_workers(uow.session),
    )


def retry(uow: UnitOfWork, queue: JobQueue, job_id: uuid.UUID) -> JobOut:
    """Have a job that has ended badly done again, as a new job.

    Raises:
        NotFound: there is no such job, or its subject is gone.
        Conflict: it has not ended badly, or has been done again since.
    """
    row = _get(uow.session, job_id)
    job, document = row.job, row.document
    if not _can_retry(row):
        raise Conflict(
            "This job has nothing to do again.",
            code="job_not_retryable",
            remedy="Only the latest job of a subject that failed or was cancelled can be retried.",
        )
    if job.kind == JobKind.INGEST_DOCUMENT and document:
        documents.ingest_again(uow, queue, document.knowledge_base_id, document.id)
    else:
        jobs.enqueue(uow, queue, JobKind(job.kind), job.subject_id, lane=job.lane, **job.payload)
    audit.record(uow, JobRetried(**_subject_of(job)), job.id)
    again = jobs.open_job(uow.session, JobKind(job.kind), job.subject_id)
    assert again is not None
    return _read(uow, again.id)


def cancel(uow: UnitOfWork, job_id: uuid.UUID) -> JobOut:
    """Stop a job that waits or runs; a running one ends within seconds.

    Raises:
        NotFound: there is no such job.
        Conflict: it has ended, or it has to be done.
    """
    row = _get(uow.session, job_id)
    job, document = row.job, row.document
    if not _can_cancel(job):
        raise Conflict("This job cannot be cancelled.", code="job_not_cancellable")
    if job.kind == JobKind.INGEST_DOCUMENT and document:
        documents.cancel(uow, document.knowledge_base_id, document.id)
    elif jobs.request_cancel(uow.session, job) and job.kind in _TOLD_OF_CANCEL:
        _TOLD_OF_CANCEL[JobKind(job.kind)](uow, job)
    audit.record(uow, JobCancelled(**_subject_of(job)), job.id)
    return _read(uow, job.id)


def live(uow: UnitOfWork, ids: Sequence[uuid.UUID]) -> Iterator[tuple[uuid.UUID, LiveJob]]:
    """These jobs as they are now."""
    for job in uow.session.scalars(select(Job).where(Job.id.in_(ids))):
        state = LiveJob(
            kind=job.kind,
            status=JobStatus(job.status),
            stage=job.stage,
            percent=job.percent,
            attempt=job.attempt,
            eta_seconds=progress.of_running(job).eta_seconds,
            worker=job.worker,
            error=_problem_of(job),
        )
        yield job.id, state


def _rows() -> Select[Job, Document, Project, bool]:
    newer = aliased(Job)
    superseded = exists().where(
        newer.kind == Job.kind,
        newer.subject_id == Job.subject_id,
        newer.created_at > Job.created_at,
    )
    return (
        select(Job, Document, Project, superseded)
        .select_from(Job)
        .outerjoin(Document, (Document.id == Job.subject_id) & _is_shown())
        .outerjoin(Project, Project.id == Job.lane)
    )


def _is_shown() -> ColumnElement[bool]:
    """Documents that a job may be called by: not what is attached to conversations."""
    private = select(KnowledgeBase.id).where(KnowledgeBase.chat_session_id.is_not(None))
    return Document.deleted_at.is_(None) & Document.knowledge_base_id.not_in(private)


def _posted(session: Session, query: Select[Job, Document, Project, bool]) -> list[_Posted]:
    return [_Posted(*row) for row in session.execute(query)]


def _conditions(wanted: JobQuery) -> list[ColumnElement[bool]]:
    columns: dict[str, Any] = {"status": Job.status, "kind": Job.kind, "project_id": Job.lane}
    conditions = [
        column == value
        for name, column in columns.items()
        if (value := getattr(wanted, name)) is not None
    ]
    if wanted.q:
        conditions.append(Document.name.icontains(wanted.q, autoescape=True))
    return conditions


def _get(session: Session, job_id: uuid.UUID) -> _Posted:
    found = _posted(session, _rows().where(Job.id == job_id))
    if not found:
        raise NotFound("There is no such job.", code="job_not_found")
    return found[0]


def _read(uow: UnitOfWork, job_id: uuid.UUID) -> JobOut:
    uow.session.flush()
    return _present(uow.session, [_get(uow.session, job_id)])[0]


def _subject_of(job: Job) -> dict[str, Any]:
    return {"kind": job.kind, "subject_id": job.subject_id, "project_id": job.lane}


def _can_retry(row: _Posted) -> bool:
    job, document, _, superseded = row
    has_subject = document is not None or job.kind != JobKind.INGEST_DOCUMENT
    return job.status in _ENDED_BADLY and not superseded and has_subject


def _can_cancel(job: Job) -> bool:
    return job.status in OPEN and job.kind not in _MUST_RUN and not job.cancel_requested


def _present(session: Session, rows: Sequence[_Posted]) -> list[JobOut]:
    outlooks: dict[uuid.UUID, Outlook] = {}
    for kind in {row.job.kind for row in rows}:
        of_kind = [row.job for row in rows if row.job.kind == kind]
        outlooks |= progress.outlooks(session, of_kind)
    return [_present_one(row, outlooks[row.job.id]) for row in rows]


def _present_one(row: _Posted, outlook: Outlook) -> JobOut:
    job, document, project, _ = row
    return JobOut.model_validate(
        {
            **{name: getattr(job, name) for name in JobOut.model_fields if hasattr(job, name)},
            "project": NamedReference.model_validate(project) if project else None,
            "subject_name": document.name if document else None,
            "knowledge_base_id": document.knowledge_base_id if document else None,
            "error": _problem_of(job),
            "queue_position": outlook.queue_position,
            "eta_seconds": outlook.eta_seconds,
            "can_retry": _can_retry(row),
            "can_cancel": _can_cancel(job),
        }
    )


def _problem_of(job: Job) -> Problem | None:
    if job.error_code is None:
        return None
    return Problem(code=job.error_code, message=job.error_message or "", remedy=job.error_remedy)


def _counts(session: Session) -> list[JobCounts]:
    counts = {kind.value: JobCounts(kind=kind) for kind in JobKind}
    query = select(Job.kind, Job.status, func.count()).group_by(Job.kind, Job.status)
    for kind, status, count in session.execute(query):
        setattr(counts.setdefault(kind, JobCounts(kind=kind)), status, count)
    return list(counts.values())


def _oldest_wait(session: Session) -> int | None:
    due = (Job.status == JobStatus.QUEUED) & (Job.available_at <= func.now())
    oldest = session.scalar(select(func.min(Job.available_at)).where(due))
    return None if oldest is None else max(0, round((now() - oldest).total_seconds()))


def _ended_lately(session: Session, status: JobStatus) -> int:
    # Of each kind, as the index on the time of the end begins with the kind.
    lately = Job.kind.in_(list(JobKind)) & (Job.finished_at > now() - timedelta(hours=1))
    return session.scalar(select(func.count()).where(lately, Job.status == status)) or 0


def _workers(session: Session) -> list[WorkerOut]:
    running: dict[str | None, list[RunningJob]] = {}
    query = _rows().where(Job.status == JobStatus.RUNNING).order_by(Job.started_at)
    for job, document, _, _ in _posted(session, query):
        told = RunningJob(
            id=job.id,
            kind=job.kind,
            subject_name=document.name if document else None,
            stage=job.stage,
            percent=job.percent,
            started_at=job.started_at,
        )
        running.setdefault(job.worker, []).append(told)
    return [
        WorkerOut(
            name=worker.name,
            concurrency=worker.concurrency,
            started_at=worker.started_at,
            seen_at=worker.seen_at,
            running=running.get(worker.name, []),
        )
        for worker in workers.alive(session)
    ]
