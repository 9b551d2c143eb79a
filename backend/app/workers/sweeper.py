"""Repairs what was lost: expired leases, unheard bells, abandoned answers and quotas."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from app.core.errors import AppError
from app.core.logging import get_logger
from app.db.uow import unit_of_work
from app.integrations.ports import Ports
from app.services.chat import abandoned, attachments
from app.services.events import outbox
from app.services.jobs import service as jobs
from app.services.jobs import turns, workers
from app.services.knowledge_bases.indexes import renewal
from app.services.upkeep import service as upkeep
from app.services.usage import tokens
from app.workers import endings
from app.workers.runner import worker_name

log = get_logger(__name__)


class Sweeper(threading.Thread):
    """Sweeps every few seconds until stopped. Several may run: rows are locked.

    `wake` is called when a job is due: its bell may have been lost, or nobody rang because
    it was put off until now.
    """

    def __init__(self, ports: Ports, wake: Callable[[], None], started_at: datetime) -> None:
        super().__init__(name="sweeper", daemon=True)
        self._ports = ports
        self._wake = wake
        self._started_at = started_at
        self._stop_requested = threading.Event()

    def run(self) -> None:
        self._sweep()
        while not self._stop_requested.wait(self._ports.settings.sweep_seconds):
            self._sweep()

    def _sweep(self) -> None:
        try:
            self._report()
            if sweep(self._ports):
                self._wake()
        except (SQLAlchemyError, AppError):
            log.warning("sweep_failed", exc_info=True)

    def _report(self) -> None:
        settings = self._ports.settings
        every = timedelta(seconds=settings.sweep_seconds)
        with unit_of_work() as uow:
            workers.report(
                uow.session, worker_name(), settings.worker_concurrency, self._started_at, every
            )

    def stop(self) -> None:
        """Ask the thread to end and wait for its last sweep."""
        self._stop_requested.set()
        self.join()


def sweep(ports: Ports) -> bool:
    """Repair once. Returns whether a job is due."""
    _take_back_expired(ports)
    abandoned.mark_interrupted()
    attachments.bury_orphans(ports.queue)
    tokens.release_expired()
    upkeep.start_what_is_due(ports)
    renewal.renew(ports)
    with unit_of_work() as uow:
        workers.forget_dead(uow.session)
        outbox.trim(uow.session)
        return turns.any_due(uow.session)


def _take_back_expired(ports: Ports) -> None:
    """Give the jobs of dead workers to others, or up when they have died too often."""
    with unit_of_work() as uow:
        for job in jobs.expired(uow.session):
            endings.take_back(uow, job, ports.settings.job_max_attempts)
