"""Repairs what was lost: expired leases, undelivered jobs, abandoned answers and quotas."""

import threading
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from app.core.clock import now
from app.core.errors import AppError
from app.core.logging import get_logger
from app.db.uow import unit_of_work
from app.integrations.ports import Ports
from app.models.jobs import JobStatus
from app.services.chat import abandoned
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.upkeep import service as upkeep
from app.services.usage import tokens
from app.workers.handlers import JOBS

log = get_logger(__name__)

# A delivery that nobody picked up for this long is sent again; a spare one does no harm.
REDELIVER_AFTER = timedelta(seconds=60)


class Sweeper(threading.Thread):
    """Sweeps every few seconds until stopped. Several may run: rows are locked."""

    def __init__(self, ports: Ports) -> None:
        super().__init__(name="sweeper", daemon=True)
        self._ports = ports
        self._stop_requested = threading.Event()

    def run(self) -> None:
        while not self._stop_requested.wait(self._ports.settings.sweep_seconds):
            try:
                sweep(self._ports)
            except (SQLAlchemyError, AppError):
                log.warning("sweep_failed", exc_info=True)

    def stop(self) -> None:
        """Ask the thread to end."""
        self._stop_requested.set()


def sweep(ports: Ports) -> None:
    """Repair once."""
    _take_back_expired(ports)
    _deliver(ports)
    abandoned.mark_interrupted()
    tokens.release_expired()
    upkeep.start_what_is_due(ports)


def _take_back_expired(ports: Ports) -> None:
    """Give the jobs of dead workers to others, or up when they have died too often."""
    with unit_of_work() as uow:
        for job in jobs.expired(uow.session):
            definition = JOBS[JobKind(job.kind)]
            if job.cancel_requested:
                jobs.finish(job, JobStatus.CANCELLED)
                definition.on_cancel(uow, job)
            elif job.attempt < ports.settings.job_max_attempts:
                jobs.postpone(job, timedelta(), "worker_lost", "The worker stopped; trying again.")
            else:
                error = AppError(
                    "The worker stopped again and again while processing this.",
                    code="worker_lost",
                    remedy="Ask an administrator to look at the worker's log and memory.",
                )
                jobs.finish(job, JobStatus.FAILED, error.code, error.message)
                definition.on_failure(uow, job, error)


def _deliver(ports: Ports) -> None:
    with unit_of_work() as uow:
        due = jobs.unpushed(uow.session, REDELIVER_AFTER)
        for job in due:
            job.pushed_at = now()
        deliveries = [(job.id, job.attempt + 1) for job in due]
    for job_id, attempt in deliveries:
        ports.queue.push(job_id, attempt)
