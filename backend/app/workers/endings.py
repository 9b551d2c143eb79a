"""How jobs end or are put off: the job's row and its subject, told in one transaction."""

import random
from datetime import timedelta

from app.core.errors import AppError, Transient
from app.db.uow import UnitOfWork
from app.models import Job
from app.models.jobs import JobStatus
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.workers.handlers import JOBS, JobDefinition

FIRST_RETRY_S = 2.0
LONGEST_RETRY_S = 300.0
_PASSING = ("internal_error", "ingest_stopping")


def cancel(uow: UnitOfWork, job: Job) -> None:
    """End a held job that somebody wanted to stop."""
    jobs.finish(job, JobStatus.CANCELLED)
    _definition(job).on_cancel(uow, job)


def fail(uow: UnitOfWork, job: Job, error: AppError) -> None:
    """End a held job for good and say why."""
    jobs.finish(job, JobStatus.FAILED, error.code, error.message, error.remedy)
    _definition(job).on_failure(uow, job, error)


def postpone(uow: UnitOfWork, job: Job, delay: timedelta, code: str, message: str) -> None:
    """Give a held job back, to be tried again after `delay`."""
    jobs.postpone(job, delay, code, message)
    _definition(job).on_postpone(uow, job)


def fail_or_retry(uow: UnitOfWork, job: Job, error: AppError, max_attempts: int) -> None:
    """What becomes of a held job whose attempt failed."""
    if job.cancel_requested:
        cancel(uow, job)
    elif _may_pass(error) and job.attempt < max_attempts:
        postpone(uow, job, _retry_delay(job.attempt), error.code, error.message)
    else:
        fail(uow, job, error)


def take_back(uow: UnitOfWork, job: Job, max_attempts: int) -> None:
    """What becomes of a job whose worker has died."""
    if job.cancel_requested:
        cancel(uow, job)
    elif job.attempt < max_attempts:
        postpone(uow, job, timedelta(), "worker_lost", "The worker stopped; trying again.")
    else:
        fail(uow, job, _GIVEN_UP)


_GIVEN_UP = AppError(
    "The worker stopped again and again while processing this.",
    code="worker_lost",
    remedy="Ask an administrator to look at the worker's log and memory.",
)


def _definition(job: Job) -> JobDefinition:
    return JOBS[JobKind(job.kind)]


def _may_pass(error: AppError) -> bool:
    return isinstance(error, Transient) or error.code in _PASSING


def _retry_delay(attempt: int) -> timedelta:
    seconds = min(FIRST_RETRY_S * 2 ** (attempt - 1), LONGEST_RETRY_S)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))
