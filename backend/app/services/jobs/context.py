"""What a running job may use: fenced writes, progress, and whether to stop."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.core.config import Settings
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.ports import Ports
from app.models import Job
from app.models.jobs import JobStatus
from app.services.jobs.service import (
    ClaimedJob,
    JobCancelled,
    LeaseLost,
    WorkerStopping,
    hold,
)


class JobContext:
    """Handed to a job's handler by the runner."""

    def __init__(
        self, claimed: ClaimedJob, ports: Ports, worker_stops: threading.Event | None = None
    ) -> None:
        self.claimed = claimed
        self.ports = ports
        # Whether the handler has ended the job itself, in its last commit.
        self.has_ended = False
        self._worker_stops = worker_stops or threading.Event()
        self._cancelled = threading.Event()
        self._lost = threading.Event()

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        return self.ports.settings

    @contextmanager
    def write(self) -> Iterator[tuple[UnitOfWork, Job]]:
        """A unit of work that commits only while this attempt owns the job.

        Raises:
            LeaseLost: another attempt owns the job.
            JobCancelled: the job was asked to stop.
        """
        with unit_of_work() as uow:
            job = hold(uow.session, self.claimed)
            yield uow, job
            ended = job.status != JobStatus.RUNNING
        self.has_ended = ended

    def should_stop(self) -> bool:
        """Whether the work is no longer wanted; cheap enough to ask often."""
        return self._cancelled.is_set() or self._lost.is_set() or self._worker_stops.is_set()

    def check(self) -> None:
        """Raise when the work is no longer wanted.

        Raises:
            LeaseLost: another attempt owns the job.
            JobCancelled: the job was asked to stop.
            WorkerStopping: the worker was.
        """
        if self._lost.is_set():
            raise LeaseLost()
        if self._cancelled.is_set():
            raise JobCancelled()
        if self._worker_stops.is_set():
            raise WorkerStopping()

    def mark_cancelled(self) -> None:
        """Called by the lease keeper when somebody asked the job to stop."""
        self._cancelled.set()

    def mark_lost(self) -> None:
        """Called by the lease keeper when another attempt owns the job."""
        self._lost.set()


Handler = Callable[[JobContext], None]
