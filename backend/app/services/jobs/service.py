"""The life of a job: queued, claimed, leased, finished. Every change of state is here."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Exists, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.clock import now
from app.core.ids import new_id
from app.db.uow import UnitOfWork
from app.integrations.queue import JobQueue
from app.models import Job
from app.models.jobs import INGEST_DOCUMENT, JobStatus
from app.services.jobs import turns

OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)


class JobKind(StrEnum):
    """What a job does."""

    INGEST_DOCUMENT = INGEST_DOCUMENT
    PURGE_DOCUMENT = "purge_document"
    TRIM_DOCUMENT = "trim_document"
    RECONCILE = "reconcile"
    EMBED_INDEX = "embed_index"
    DROP_INDEX = "drop_index"
    EVALUATE = "evaluate"
    GENERATE_QUESTIONS = "generate_questions"


class LeaseLost(Exception):
    """Another attempt owns the job now; whoever sees this must write nothing more."""


class JobCancelled(Exception):
    """Somebody asked for this job to stop."""


class WorkerStopping(Exception):
    """The worker has been told to stop; another one goes on with the job."""


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that this worker owns as long as `attempt` is the row's."""

    id: uuid.UUID
    kind: JobKind
    subject_id: uuid.UUID
    attempt: int
    payload: dict[str, Any]


def enqueue(
    uow: UnitOfWork,
    queue: JobQueue,
    kind: JobKind,
    subject_id: uuid.UUID,
    *,
    lane: uuid.UUID,
    **payload: Any,
) -> Job:
    """Write a job row in this unit and ring for the workers after the commit.

    `lane` is the project: projects take turns, whatever each of them has waiting.
    """
    job = Job(
        kind=kind,
        lane=lane,
        subject_id=subject_id,
        status=JobStatus.QUEUED,
        available_at=now(),
        payload=payload,
    )
    uow.session.add(job)
    uow.session.flush()
    uow.after_commit(queue.ring)
    return job


def enqueue_unless_open(
    session: Session, kind: JobKind, subject_id: uuid.UUID, lane: uuid.UUID
) -> None:
    """Write a job row unless there is one, for whenever a worker looks for its next job."""
    session.flush()
    row = {"id": new_id(), "kind": kind, "lane": lane, "subject_id": subject_id}
    statement = insert(Job).values(**row, status=JobStatus.QUEUED, available_at=now())
    session.execute(statement.on_conflict_do_nothing())


def open_job(session: Session, kind: JobKind, subject_id: uuid.UUID) -> Job | None:
    """The queued or running job of this kind on this subject."""
    return session.scalar(
        select(Job).where(Job.kind == kind, Job.subject_id == subject_id, Job.status.in_(OPEN))
    )


def latest(session: Session, kind: JobKind, subject_id: uuid.UUID) -> Job | None:
    """The last job of this kind on this subject, ended or not."""
    query = select(Job).where(Job.kind == kind, Job.subject_id == subject_id)
    return session.scalar(query.order_by(Job.created_at.desc(), Job.id).limit(1))


def has_open_job(subject_id: InstrumentedAttribute[uuid.UUID]) -> Exists:
    """Whether any job on the subject waits or runs, as a condition of a query on subjects."""
    return exists().where(Job.subject_id == subject_id, Job.status.in_(OPEN))


def request_cancel(session: Session, job: Job) -> bool:
    """Ask a job to stop. Returns whether it was still waiting and so ended at once."""
    session.refresh(job, with_for_update=True)
    if job.status == JobStatus.QUEUED:
        finish(job, JobStatus.CANCELLED)
        return True
    job.cancel_requested = True
    return False


def claim(session: Session, worker: str, lease: timedelta) -> ClaimedJob | None:
    """Take the job whose turn it is; `None` when nothing is due."""
    job = turns.take_next(session)
    return _taken(job, worker, lease) if job else None


def claim_one(
    session: Session, job_id: uuid.UUID, worker: str, lease: timedelta
) -> ClaimedJob | None:
    """Take this very job, whosever turn it is; `None` when it is not waiting and due."""
    due = (Job.status == JobStatus.QUEUED) & (Job.available_at <= func.now())
    query = select(Job).where(Job.id == job_id, due)
    job = session.scalar(query.with_for_update(skip_locked=True))
    return _taken(job, worker, lease) if job else None


def _taken(job: Job, worker: str, lease: timedelta) -> ClaimedJob:
    job.status = JobStatus.RUNNING
    job.attempt += 1
    job.worker = worker
    job.lease_expires_at = now() + lease
    job.started_at = now()
    return ClaimedJob(job.id, JobKind(job.kind), job.subject_id, job.attempt, job.payload)


def owned(session: Session, claimed: ClaimedJob) -> Job | None:
    """The job's row, locked, if this attempt still owns it, cancelled or not."""
    job = session.get(Job, claimed.id, with_for_update=True)
    if job is None or job.status != JobStatus.RUNNING or job.attempt != claimed.attempt:
        return None
    return job


def hold(session: Session, claimed: ClaimedJob) -> Job:
    """The job's row, locked, if this attempt still owns it: the fence before every write.

    Raises:
        LeaseLost: another attempt owns it, or it has ended.
        JobCancelled: somebody asked it to stop.
    """
    job = owned(session, claimed)
    if job is None:
        raise LeaseLost()
    if job.cancel_requested:
        raise JobCancelled()
    return job


def renew(session: Session, claimed: ClaimedJob, lease: timedelta) -> bool:
    """Extend the lease. Returns whether the work should go on.

    Raises:
        LeaseLost: another attempt owns the job.
    """
    row = session.execute(
        update(Job)
        .where(
            Job.id == claimed.id,
            Job.attempt == claimed.attempt,
            Job.status == JobStatus.RUNNING,
        )
        .values(lease_expires_at=now() + lease)
        .returning(Job.cancel_requested)
    ).first()
    if row is None:
        raise LeaseLost()
    return not row.cancel_requested


def finish(
    job: Job,
    status: JobStatus,
    code: str | None = None,
    message: str | None = None,
    remedy: str | None = None,
) -> None:
    """End a job that is held."""
    job.status = status
    job.finished_at = now()
    job.lease_expires_at = None
    job.error_code, job.error_message, job.error_remedy = code, message, remedy
    if status is JobStatus.COMPLETED:
        job.stage, job.percent = "done", 100


def postpone(job: Job, delay: timedelta, code: str, message: str) -> None:
    """Give a held job back to be tried again after `delay`; without one it keeps its place."""
    job.status = JobStatus.QUEUED
    if delay:
        job.available_at = now() + delay
    job.lease_expires_at = None
    job.error_code, job.error_message, job.error_remedy = code, message, None


def expired(session: Session, limit: int = 100) -> list[Job]:
    """Running jobs whose worker stopped renewing the lease, locked."""
    return list(
        session.scalars(
            select(Job)
            .where(Job.status == JobStatus.RUNNING, Job.lease_expires_at < func.now())
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )
