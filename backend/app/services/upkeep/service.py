"""Starts, runs and lists reconciliations."""

import uuid
from datetime import timedelta

from sqlalchemy import select

from app.core.clock import now
from app.core.errors import AppError, Conflict
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.ports import Ports
from app.integrations.queue import JobQueue
from app.models import Job, Reconciliation
from app.schemas.audit_events import ReconciliationStarted
from app.schemas.common import Page, PageRequest
from app.schemas.upkeep import Finding, FindingKind, ReconciliationOut
from app.services.audit import service as audit
from app.services.calls import service as calls
from app.services.chat import retention
from app.services.jobs import service as jobs
from app.services.jobs.context import JobContext
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import reindex, repository
from app.services.upkeep import schedule
from app.services.upkeep.comparison import Comparison

EVERY = timedelta(days=1)
FORGET_EVERY = timedelta(hours=1)
# An upload in progress has its files before its row for no longer than this.
UPLOAD_SETTLES = timedelta(hours=1)
MAX_FINDINGS = 1000
# Upkeep takes turns with the projects, as if it were one.
UPKEEP_LANE = uuid.UUID(int=0)


def start(uow: UnitOfWork, queue: JobQueue) -> ReconciliationOut:
    """Queue a comparison.

    Raises:
        Conflict: one is running.
    """
    running = uow.session.scalar(select(Reconciliation).where(Reconciliation.status == "running"))
    if running:
        raise Conflict("A reconciliation is already running.", code="reconciliation_running")
    row = _queue(uow, queue)
    audit.record(uow, ReconciliationStarted(), row.id)
    return ReconciliationOut.model_validate(row)


def start_what_is_due(ports: Ports) -> None:
    """Queue the daily comparison and the regular re-index, each once for all processes.

    Traces and calls that are too old are forgotten here and now, once an hour.
    """
    with unit_of_work() as uow:
        if schedule.take_turn(uow.session, "reconcile", EVERY):
            _queue(uow, ports.queue)
    if ports.settings.reindex_every and _is_due("reindex", ports.settings.reindex_every):
        reindex.reindex_all(ports)
    if (days := ports.settings.trace_retention_days) and _is_due("traces", FORGET_EVERY):
        retention.forget_traces(now() - timedelta(days=days))
    if _is_due("calls", FORGET_EVERY):
        calls.forget(now() - timedelta(days=ports.settings.call_retention_days))


def _is_due(name: str, every: timedelta) -> bool:
    with unit_of_work() as uow:
        return schedule.take_turn(uow.session, name, every)


def list_page(uow: UnitOfWork, page: PageRequest) -> Page[ReconciliationOut]:
    """Reconciliations, newest first."""
    query = select(Reconciliation).order_by(Reconciliation.created_at.desc())
    rows = uow.session.scalars(query.limit(page.limit).offset(page.offset))
    return Page[ReconciliationOut](
        items=[ReconciliationOut.model_validate(row) for row in rows],
        total=repository.count(uow.session, query),
        limit=page.limit,
        offset=page.offset,
    )


def reconcile(context: JobContext) -> None:
    """Handler of `reconcile`: compare, mend, and write down what was found."""
    comparison = Comparison(context, _files_seen_before())
    comparison.run()
    with context.write() as (uow, job):
        row = uow.session.get_one(Reconciliation, job.subject_id)
        row.status, row.finished_at = "completed", now()
        row.documents_checked = comparison.documents_checked
        row.findings = [
            finding.model_dump(mode="json") for finding in comparison.findings[:MAX_FINDINGS]
        ]


def reconciliation_ended_badly(uow: UnitOfWork, job: Job, _error: AppError | None = None) -> None:
    """Tell the reconciliation that its job failed or was cancelled."""
    row = uow.session.get(Reconciliation, job.subject_id)
    if row:
        row.status, row.finished_at = "failed", now()


def _queue(uow: UnitOfWork, queue: JobQueue) -> Reconciliation:
    row = Reconciliation(status="running")
    uow.session.add(row)
    uow.session.flush()
    uow.session.refresh(row)
    jobs.enqueue(uow, queue, JobKind.RECONCILE, row.id, lane=UPKEEP_LANE)
    return row


def _files_seen_before() -> set[uuid.UUID]:
    """Documents of which an earlier reconciliation has already found files without a row."""
    with unit_of_work() as uow:
        last = uow.session.scalar(
            select(Reconciliation)
            .where(
                Reconciliation.status == "completed",
                Reconciliation.finished_at < now() - UPLOAD_SETTLES,
            )
            .order_by(Reconciliation.created_at.desc())
            .limit(1)
        )
        findings = [Finding.model_validate(found) for found in last.findings] if last else []
    return {found.document_id for found in findings if found.kind is FindingKind.UNKNOWN_FILES}
