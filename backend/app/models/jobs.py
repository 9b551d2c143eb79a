"""Background jobs. Postgres owns their state; the queue only delivers their ids."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId, WithTimestamps

# The kind of job whose progress is its document's.
INGEST_DOCUMENT = "ingest_document"


class JobStatus(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(WithId, WithTimestamps, Base):
    """A piece of background work on one subject.

    `attempt` is the fencing token: a worker may write only while the row still carries
    the attempt that it claimed.
    """

    __tablename__ = "jobs"

    kind: Mapped[str]
    # Whose turn it is goes by lanes: a project's jobs wait behind one another only.
    lane: Mapped[uuid.UUID]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    status: Mapped[str]
    attempt: Mapped[int] = mapped_column(server_default="0")
    available_at: Mapped[datetime]
    lease_expires_at: Mapped[datetime | None]
    worker: Mapped[str | None]
    cancel_requested: Mapped[bool] = mapped_column(server_default="false")
    stage: Mapped[str] = mapped_column(server_default="queued")
    percent: Mapped[int] = mapped_column(server_default="0")
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    error_remedy: Mapped[str | None]
    payload: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        # One open job of a kind for a subject: the same ingest cannot be queued twice.
        Index(
            "uq_jobs_kind_subject_id_open",
            "kind",
            "subject_id",
            unique=True,
            postgresql_where="status IN ('queued', 'running')",
        ),
        Index("ix_jobs_status_available_at", "status", "available_at"),
        # The fair claim jumps from lane to lane in this one, however long each is.
        Index(
            "ix_jobs_lane_available_at_id_queued",
            "lane",
            "available_at",
            "id",
            postgresql_where="status = 'queued'",
        ),
        Index("ix_jobs_lane_running", "lane", postgresql_where="status = 'running'"),
        Index("ix_jobs_lane_started_at", "lane", "started_at"),
        Index("ix_jobs_created_at", "created_at"),
        Index("ix_jobs_kind_finished_at", "kind", "finished_at"),
    )


class Worker(Base):
    """A worker process. It says again and again that it lives, else it is taken for dead."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(primary_key=True)
    concurrency: Mapped[int]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    dead_after: Mapped[datetime]
