"""Stops the ingest of a document."""

from app.db.uow import UnitOfWork
from app.models import Job
from app.services.jobs import service as jobs
from app.services.usage import tokens


def stop_ingest(uow: UnitOfWork, job: Job) -> bool:
    """Ask an ingest to stop; one that was waiting has ended at once and gives its tokens back.

    Returns whether it has ended.
    """
    ended = jobs.request_cancel(uow.session, job)
    if ended:
        tokens.release(uow, job.id)
    return ended
