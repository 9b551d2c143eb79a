"""The job board: what waits, runs and has failed, and the workers that do it."""

import uuid
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from app.models.jobs import JobStatus
from app.schemas.common import NamedReference, PageRequest, Problem, ResponseBody, without_nul


class JobQuery(PageRequest):
    """Which jobs. `q` is part of the name of a subject."""

    status: JobStatus | None = None
    kind: Annotated[str | None, Field(max_length=60), AfterValidator(without_nul)] = None
    project_id: uuid.UUID | None = None
    q: Annotated[str | None, Field(max_length=200), AfterValidator(without_nul)] = None


class JobOut(ResponseBody):
    """A job. `project` and `subject_name` are `null` when what they name is gone.

    `queue_position` is 1 for the next; `eta_seconds` is until its end, `null` while unknown.
    """

    id: uuid.UUID
    kind: str
    status: JobStatus
    project: NamedReference | None
    subject_id: uuid.UUID
    subject_name: str | None
    knowledge_base_id: uuid.UUID | None
    stage: str
    percent: int = Field(ge=0, le=100)
    attempt: int
    worker: str | None
    cancel_requested: bool
    error: Problem | None
    queue_position: int | None
    eta_seconds: int | None
    can_retry: bool
    can_cancel: bool
    created_at: datetime
    available_at: datetime
    started_at: datetime | None
    lease_expires_at: datetime | None
    finished_at: datetime | None


class JobCounts(ResponseBody):
    """Jobs of a kind by status."""

    kind: str
    queued: int = 0
    running: int = 0
    completed: int = 0
    failed: int = 0
    cancelled: int = 0


class RunningJob(ResponseBody):
    """What a thread of a worker is doing."""

    id: uuid.UUID
    kind: str
    subject_name: str | None
    stage: str
    percent: int
    started_at: datetime | None


class WorkerOut(ResponseBody):
    """A worker that lives, and what it runs. `concurrency` is its number of threads."""

    name: str
    concurrency: int
    started_at: datetime
    seen_at: datetime
    running: list[RunningJob]


class JobSummary(ResponseBody):
    """The board at a glance. Waits are in seconds, `null` when nothing waits."""

    kinds: list[JobCounts]
    oldest_wait_seconds: int | None
    completed_last_hour: int
    failed_last_hour: int
    workers: list[WorkerOut]
