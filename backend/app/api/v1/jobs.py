"""Routes of the job board."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.api.deps import PortsDep, Require, UowDep
from app.api.errors import errors
from app.core.permissions import Permission
from app.schemas.common import Page
from app.schemas.jobs import JobOut, JobQuery, JobSummary
from app.services.jobs import board

router = APIRouter(prefix="/jobs", tags=["jobs"])

READ = [Depends(Require(Permission.JOBS_READ))]
MANAGE = [Depends(Require(Permission.JOBS_MANAGE))]


@router.get("", dependencies=READ, responses=errors(401, 403, 422))
def list_jobs(wanted: Annotated[JobQuery, Query()], uow: UowDep) -> Page[JobOut]:
    """Every job, newest first. `status=failed` are those that need somebody."""
    return board.list_page(uow, wanted)


@router.get("/summary", dependencies=READ, responses=errors(401, 403))
def read_job_summary(uow: UowDep) -> JobSummary:
    """How much waits, runs and has failed, and the workers that live."""
    return board.summary(uow)


@router.post(
    "/{job_id}/retry",
    status_code=202,
    dependencies=MANAGE,
    responses=errors(401, 403, 404, 409),
)
def retry_job(job_id: uuid.UUID, uow: UowDep, ports: PortsDep) -> JobOut:
    """Have a job that failed or was cancelled done again; the answer is the new job."""
    return board.retry(uow, ports.queue, job_id)


@router.post(
    "/{job_id}/cancel",
    status_code=202,
    dependencies=MANAGE,
    responses=errors(401, 403, 404, 409),
)
def cancel_job(job_id: uuid.UUID, uow: UowDep) -> JobOut:
    """Stop a job: one that waits at once, one that runs within seconds."""
    return board.cancel(uow, job_id)
