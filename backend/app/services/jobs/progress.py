"""How far jobs are and how long they will take, worked out when somebody asks."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import now
from app.models import Job
from app.models.jobs import JobStatus
from app.services.jobs import turns, workers

# What has ended before says little about what comes.
_RECENTLY = timedelta(minutes=15)
_SAMPLE = 100
# A job that has only just begun says nothing about its pace.
_PACE_FROM_PERCENT = 2


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a job stands. `queue_position` is 1 for the next; `eta_seconds` is until its end."""

    queue_position: int | None = None
    eta_seconds: int | None = None
    started_at: datetime | None = None


def outlooks(session: Session, jobs: Sequence[Job]) -> dict[uuid.UUID, Outlook]:
    """The outlook of each of these jobs, which are of one kind."""
    waiting = [job.id for job in jobs if job.status == JobStatus.QUEUED]
    places = turns.places(session, waiting)
    typical = _typical_seconds(session, jobs[0].kind) if waiting else None
    threads = workers.threads(session) if waiting else 0
    return {
        job.id: _waiting(places.get(job.id), typical, threads)
        if job.status == JobStatus.QUEUED
        else of_running(job)
        for job in jobs
    }


def of_running(job: Job) -> Outlook:
    """The outlook of a job that does not wait."""
    started_at = None if job.status == JobStatus.QUEUED else job.started_at
    return Outlook(eta_seconds=_by_own_pace(job), started_at=started_at)


def _waiting(place: int | None, typical: float | None, threads: int) -> Outlook:
    """What stands before it, shared by all threads, and then the job itself."""
    if place is None or typical is None or not threads:
        return Outlook(queue_position=place)
    return Outlook(queue_position=place, eta_seconds=round(typical * ((place - 1) / threads + 1)))


def _by_own_pace(job: Job) -> int | None:
    """The rest takes as long per percent as what is done has taken."""
    if job.status != JobStatus.RUNNING or not job.started_at or job.percent < _PACE_FROM_PERCENT:
        return None
    spent = max(0.0, (now() - job.started_at).total_seconds())
    return round(spent * (100 - job.percent) / job.percent)


def _typical_seconds(session: Session, kind: str) -> float | None:
    """How long jobs of this kind have taken lately; `None` when none has ended."""
    recent = (
        select((Job.finished_at - Job.started_at).label("took"))
        .where(
            Job.kind == kind,
            Job.finished_at > now() - _RECENTLY,
            Job.status == JobStatus.COMPLETED,
        )
        .order_by(Job.finished_at.desc())
        .limit(_SAMPLE)
        .subquery()
    )
    took = session.scalar(select(func.avg(recent.c.took)))
    return None if took is None else float(max(took, timedelta()).total_seconds())
