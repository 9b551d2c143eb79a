"""Runs one job: claim, keep the lease, call the handler, write down how it ended."""

import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from app.core.config import get_settings
from app.core.errors import AppError, Transient
from app.core.logging import get_logger
from app.db.uow import unit_of_work
from app.integrations.ports import Ports, connect_ports
from app.models.jobs import JobStatus
from app.services.jobs import service as jobs
from app.services.jobs.context import JobContext
from app.services.jobs.service import ClaimedJob, JobCancelled, LeaseLost, WorkerStopping
from app.services.models.embedding_models import registered_lookup
from app.services.models.rerank_models import registered_rerankers
from app.workers import endings
from app.workers.handlers import JOBS

log = get_logger(__name__)


@lru_cache
def get_ports() -> Ports:
    """The ports of this worker; its models stay in memory between jobs."""
    settings = get_settings()
    return connect_ports(settings, registered_lookup(settings), registered_rerankers(settings))


def run_next(ports: Ports, worker_stops: threading.Event | None = None) -> bool:
    """Run the job whose turn it is to an end. Returns whether there was one.

    When `worker_stops` is set meanwhile, the job is given back for another worker.
    """
    lease = timedelta(seconds=ports.settings.job_lease_seconds)
    with unit_of_work() as uow:
        claimed = jobs.claim(uow.session, worker_name(), lease)
    if claimed is None:
        return False
    _run_claimed(JobContext(claimed, ports, worker_stops), lease)
    return True


def run_one(ports: Ports, job_id: uuid.UUID) -> bool:
    """Run this very job to an end, unless it has been taken. Returns whether it was there."""
    lease = timedelta(seconds=ports.settings.job_lease_seconds)
    with unit_of_work() as uow:
        claimed = jobs.claim_one(uow.session, job_id, worker_name(), lease)
    if claimed is None:
        return False
    _run_claimed(JobContext(claimed, ports), lease)
    return True


def answer_bell() -> None:
    """What RQ runs. The thread that it stands for has been woken by then: see `DoorKeeper`."""


def worker_name() -> str:
    """Where this worker runs, for people who look for it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _run_claimed(context: JobContext, lease: timedelta) -> None:
    job_log = log.bind(job=str(context.claimed.id), kind=context.claimed.kind)
    try:
        with _lease_kept(context, lease):
            JOBS[context.claimed.kind].run(context)
            if not context.has_ended:
                _complete(context)
        job_log.info("job_completed", attempt=context.claimed.attempt)
    except LeaseLost:
        job_log.info("job_ended_elsewhere", attempt=context.claimed.attempt)
    except JobCancelled:
        _cancel(context.claimed)
        job_log.info("job_cancelled")
    except WorkerStopping:
        _give_back(context.claimed)
        job_log.info("job_given_back", attempt=context.claimed.attempt)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises ends up in the job row
        job_log.warning("job_failed", attempt=context.claimed.attempt, exc_info=True)
        _fail(context, _as_app_error(error))


@contextmanager
def _lease_kept(context: JobContext, lease: timedelta) -> Iterator[None]:
    """Renew the lease from a thread of its own while the handler works."""
    stop = threading.Event()
    keeper = threading.Thread(
        target=_keep_lease, args=(context, lease, stop), name="lease", daemon=True
    )
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _keep_lease(context: JobContext, lease: timedelta, stop: threading.Event) -> None:
    # Asks often enough for a cancel to be felt within a second or two.
    interval = min(1.0, lease.total_seconds() / 4)
    while not stop.wait(interval):
        try:
            with unit_of_work() as uow:
                wanted = jobs.renew(uow.session, context.claimed, lease)
        except LeaseLost:
            return context.mark_lost()
        except SQLAlchemyError:
            # The database is away for a moment. If it stays away, the lease runs out.
            log.warning("lease_not_renewed", job=str(context.claimed.id))
            continue
        if not wanted:
            context.mark_cancelled()
    return None


def _complete(context: JobContext) -> None:
    """End the job, unless somebody else has."""
    with unit_of_work() as uow:
        try:
            job = jobs.hold(uow.session, context.claimed)
        except (LeaseLost, JobCancelled):
            return
        jobs.finish(job, JobStatus.COMPLETED)


def _cancel(claimed: ClaimedJob) -> None:
    with unit_of_work() as uow:
        if job := jobs.owned(uow.session, claimed):
            endings.cancel(uow, job)


def _give_back(claimed: ClaimedJob) -> None:
    with unit_of_work() as uow:
        if job := jobs.owned(uow.session, claimed):
            message = "The worker was stopped; another one goes on."
            endings.postpone(uow, job, timedelta(), "worker_stopped", message)


def _fail(context: JobContext, error: AppError) -> None:
    """Try again later when that may help, else fail for good and tell why."""
    with unit_of_work() as uow:
        if job := jobs.owned(uow.session, context.claimed):
            endings.fail_or_retry(uow, job, error, context.settings.job_max_attempts)


def _as_app_error(error: Exception) -> AppError:
    if isinstance(error, AppError):
        return error
    if isinstance(error, OperationalError):
        return Transient("The database did not answer.", code="database_unavailable")
    return AppError(
        "Something went wrong on our side while processing this.",
        remedy="Try again; if it happens again, the worker's log says more.",
    )
