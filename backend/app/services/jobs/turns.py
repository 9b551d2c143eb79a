"""Whose turn it is: lanes take turns, and in a lane the job that is due longest comes first.

A lane is a project. The lane with the fewest running jobs is served next, among equals the
one that has not been served for the longest time.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from app.models import Job
from app.models.jobs import JobStatus

# Two claims at once would both see the same lane as the least served.
_CLAIM_LOCK = 7_310_443
# A loose index scan: one step in the index a lane, however many jobs wait in it.
_LANES = """
    head AS (
        (SELECT lane, available_at FROM jobs WHERE status = 'queued'
         ORDER BY lane, available_at LIMIT 1)
        UNION ALL
        SELECT following.lane, following.available_at FROM head, LATERAL (
            SELECT lane, available_at FROM jobs WHERE status = 'queued' AND lane > head.lane
            ORDER BY lane, available_at LIMIT 1
        ) AS following
    ), lanes AS (
        SELECT
            lane,
            available_at,
            (SELECT count(*) FROM jobs WHERE jobs.lane = head.lane AND status = 'running') AS busy,
            (SELECT max(started_at) FROM jobs WHERE jobs.lane = head.lane) AS served_at
        FROM head
    )
"""
_LANES_IN_TURN = text(f"""
    WITH RECURSIVE {_LANES}
    SELECT lane FROM lanes WHERE available_at <= now() ORDER BY busy, served_at NULLS FIRST, lane
""").columns(lane=Job.lane.type)
# The n-th waiting job of a lane is served when the lane has n more jobs running than now. Of
# lanes with as many, those with more now have been waiting since, the others were just served.
# Counted is what stands ahead, and no further: an upload asks for the place of its one job.
_PLACES = text(f"""
    WITH RECURSIVE {_LANES}, asked AS (
        SELECT lane, min(available_at) AS first, max(available_at) AS last
        FROM jobs WHERE id = ANY(:ids) AND status = 'queued' GROUP BY lane
    ), ahead AS MATERIALIZED (
        SELECT asked.*, (
            SELECT count(*) FROM jobs WHERE jobs.lane = asked.lane AND status = 'queued'
            AND available_at < asked.first
        ) AS jobs
        FROM asked
    ), turns AS (
        SELECT
            jobs.id,
            lane,
            ahead.jobs + row_number() OVER (PARTITION BY lane ORDER BY available_at, id) AS turn
        FROM ahead JOIN jobs USING (lane)
        WHERE status = 'queued' AND available_at BETWEEN ahead.first AND ahead.last
    ), ranked AS (
        SELECT
            lane,
            busy,
            row_number() OVER (ORDER BY busy DESC, served_at NULLS FIRST, lane) AS rank,
            (
                SELECT count(*) FROM (
                    SELECT FROM jobs WHERE jobs.lane = lanes.lane AND status = 'queued'
                    LIMIT (SELECT max(turn) FROM turns) + (SELECT max(busy) FROM lanes)
                ) AS counted
            ) AS length
        FROM lanes
    )
    SELECT turns.id, turn + (
        SELECT coalesce(sum(greatest(0, least(
            other.length, turn + own.busy - other.busy - (other.rank > own.rank)::int
        ))), 0)
        FROM ranked AS other WHERE other.lane <> own.lane
    ) AS place
    FROM turns JOIN ranked AS own USING (lane) WHERE turns.id = ANY(:ids)
""")


def take_next(session: Session) -> Job | None:
    """The job whose turn it is, locked; `None` when nothing is due.

    Claims stand in line for the few milliseconds until the commit, so the turns are exact.
    What a claim costs grows with the number of lanes that wait, not with the number of jobs.
    """
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CLAIM_LOCK})
    for lane in session.scalars(_LANES_IN_TURN):
        if job := session.scalar(_first_of(lane)):
            return job
    return None


def _first_of(lane: uuid.UUID) -> Select[Job]:
    """The first due job of a lane that nobody else is just changing."""
    return (
        select(Job)
        .where(Job.lane == lane, Job.status == JobStatus.QUEUED, Job.available_at <= func.now())
        .order_by(Job.available_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def any_due(session: Session) -> bool:
    """Whether a job waits whose time has come."""
    due = select(Job.id).where(Job.status == JobStatus.QUEUED, Job.available_at <= func.now())
    return session.scalar(due.limit(1)) is not None


def places(session: Session, job_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Places in the order of turns (1 is next) of those of `job_ids` that are waiting."""
    if not job_ids:
        return {}
    rows = session.execute(_PLACES, {"ids": list(job_ids)})
    return {row.id: int(row.place) for row in rows}
