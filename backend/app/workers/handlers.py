"""Which function runs which kind of job, and who is told when it does not go well."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.errors import AppError
from app.db.uow import UnitOfWork
from app.models import Job
from app.services.evaluations import evaluate, generate, runs
from app.services.jobs.context import Handler
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import ingest
from app.services.knowledge_bases.indexes import build
from app.services.upkeep import service as upkeep


def _tell_nobody(_uow: UnitOfWork, _job: Job, _error: AppError) -> None:
    """For jobs whose failure only the job itself records."""


def _tell_nobody_of_it(_uow: UnitOfWork, _job: Job) -> None:
    """For jobs whose cancellation or delay only the job itself records."""


@dataclass(frozen=True, slots=True)
class JobDefinition:
    """A kind of job."""

    run: Handler
    on_failure: Callable[[UnitOfWork, Job, AppError], None] = _tell_nobody
    on_cancel: Callable[[UnitOfWork, Job], None] = _tell_nobody_of_it
    on_postpone: Callable[[UnitOfWork, Job], None] = _tell_nobody_of_it


JOBS: dict[JobKind, JobDefinition] = {
    JobKind.INGEST_DOCUMENT: JobDefinition(
        ingest.ingest_document,
        ingest.document_failed,
        ingest.document_cancelled,
        ingest.document_postponed,
    ),
    JobKind.PURGE_DOCUMENT: JobDefinition(ingest.purge_document),
    JobKind.TRIM_DOCUMENT: JobDefinition(ingest.trim_document),
    JobKind.RECONCILE: JobDefinition(
        upkeep.reconcile, upkeep.reconciliation_ended_badly, upkeep.reconciliation_ended_badly
    ),
    JobKind.EMBED_INDEX: JobDefinition(
        build.embed_index, build.build_failed, build.build_cancelled
    ),
    JobKind.DROP_INDEX: JobDefinition(build.drop_index),
    JobKind.EVALUATE: JobDefinition(evaluate.evaluate, runs.run_failed, runs.run_cancelled),
    JobKind.GENERATE_QUESTIONS: JobDefinition(
        generate.generate, generate.generation_failed, generate.generation_cancelled
    ),
}
