"""What evaluation jobs cost: reserved before they begin, noted as they go on, charged at the end.

The reservation bears the job's id, so no attempt reserves or is charged twice.
"""

import uuid

from app.db.uow import UnitOfWork
from app.models import Job
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.usage import tokens
from app.services.usage.tokens import MeteredCall, Spent

_SPENT = "spent"


def reserve(uow: UnitOfWork, job: Job, call: MeteredCall, expected: int) -> None:
    """Set aside what a job may take.

    Raises:
        TooManyRequests: `quota_exceeded`, this month's tokens do not suffice.
    """
    tokens.reserve(uow, call, expected, reservation_id=job.id)


def note(job: Job, spent: Spent) -> None:
    """Add to what a held job has used, over all its attempts."""
    so_far = _so_far(job)
    total = {
        "job": str(job.id),
        "prompt_tokens": so_far.prompt_tokens + spent.prompt_tokens,
        "completion_tokens": so_far.completion_tokens + spent.completion_tokens,
    }
    job.payload = {**job.payload, _SPENT: total}


def settle(uow: UnitOfWork, job: Job) -> None:
    """Charge what a job that has ended has used."""
    tokens.settle(uow, job.id, _so_far(job))


def stop(uow: UnitOfWork, kind: JobKind, subject_id: uuid.UUID) -> bool:
    """Stop what works on a subject. Returns whether it was still waiting and so ended at once."""
    job = jobs.open_job(uow.session, kind, subject_id)
    if job is None or not jobs.request_cancel(uow.session, job):
        return False
    settle(uow, job)
    return True


def _so_far(job: Job) -> Spent:
    """A job that does another one again has its payload, but has used nothing of that yet."""
    noted = job.payload.get(_SPENT, {})
    if noted.get("job") != str(job.id):
        return Spent()
    return Spent(noted["prompt_tokens"], noted["completion_tokens"])
