"""The life of a job: queued, claimed, leased, finished. Every change of state is here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.clock import now
from app.db.uow import UnitOfWork
from app.integrations.queue import JobQueue
from app.models import Job
from app.models.jobs import JobStatus

OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)


class JobKind(StrEnum):
    """What a job does."""

    INGEST_DOCUMENT = "ingest_document"
    PURGE_DOCUMENT = "purge_document"
    EMBED_INDEX = "embed_index"
    DROP_INDEX = "drop_index"


class LeaseLost(Exception):
    """Another attempt owns the job now; whoever sees this must write nothing more."""


class JobCancelled(Exception):
    """Somebody asked for this job to stop."""


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that this worker owns as long as `attempt` is the row's."""

    id: uuid.UUID
    kind: JobKind
    subject_id: uuid.UUID
    attempt: int
    payload: dict[str, Any]


def enqueue(
    uow: UnitOfWork, queue: JobQueue, kind: JobKind, subject_id: uuid.UUID, **payload: Any
) -> Job:
    """Write a job row in this unit and offer it to the workers after the commit."""
    job = Job(
        kind=kind,
        subject_id=subject_id,
        status=JobStatus.QUEUED,
        available_at=now(),
        pushed_at=now(),
        payload=payload,
    )
    uow.session.add(job)
    uow.session.flush()
    uow.after_commit(lambda: queue.push(job.id, 1))
    return job


def open_job(session: Session, kind: JobKind, subject_id: uuid.UUID) -> Job | None:
    """The queued or running job of this kind on this subject."""
    return session.scalar(
        select(Job).where(Job.kind == kind, Job.subject_id == subject_id, Job.status.in_(OPEN))
    )


def request_cancel(session: Session, job: Job) -> bool:
    """Ask a job to stop. Returns whether it was still waiting and so ended at once."""
    waiting = session.execute(
        update(Job)
        .where(Job.id == job.id, Job.status == JobStatus.QUEUED)
        .values(status=JobStatus.CANCELLED, finished_at=now())
        .returning(Job.id)
    ).first()
    if waiting is None:
        job.cancel_requested = True
    return waiting is not None


def claim(session: Session, job_id: uuid.UUID, worker: str, lease: timedelta) -> ClaimedJob | None:
    """Take a queued job; `None` when it is gone, taken, finished or not due."""
    job = session.scalar(
        select(Job)
        .where(Job.id == job_id, Job.status == JobStatus.QUEUED, Job.available_at <= func.now())
        .with_for_update(skip_locked=True)
    )
    if job is None:
        return None
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
    job: Job, status: JobStatus, code: str | None = None, message: str | None = None
) -> None:
    """End a job that is held."""
    job.status = status
    job.finished_at = now()
    job.lease_expires_at = None
    job.error_code, job.error_message = code, message
    if status is JobStatus.COMPLETED:
        job.stage, job.percent = "done", 100


def postpone(job: Job, delay: timedelta, code: str, message: str) -> None:
    """Give a held job back to be tried again after `delay`."""
    job.status = JobStatus.QUEUED
    job.available_at = now() + delay
    job.pushed_at = None
    job.lease_expires_at = None
    job.error_code, job.error_message = code, message


def queue_positions(session: Session, job_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Places in line (1 is next) of those of `job_ids` that are waiting."""
    if not job_ids:
        return {}
    line = (
        select(Job.id, func.row_number().over(order_by=(Job.created_at, Job.id)).label("place"))
        .where(Job.status == JobStatus.QUEUED)
        .subquery()
    )
    rows = session.execute(select(line.c.id, line.c.place).where(line.c.id.in_(job_ids)))
    return {row.id: row.place for row in rows}


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


def unpushed(session: Session, stale_after: timedelta, limit: int = 100) -> list[Job]:
    """Queued jobs that are due and whose delivery never happened or seems lost, locked."""
    return list(
        session.scalars(
            select(Job)
            .where(
                Job.status == JobStatus.QUEUED,
                Job.available_at <= func.now(),
                (Job.pushed_at.is_(None)) | (Job.pushed_at < now() - stale_after),
            )
            .order_by(Job.created_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )
