"""Documents as clients see them, with the progress of their latest ingest."""

import uuid
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from app.db.uow import UnitOfWork
from app.models import Document, Group, Job
from app.models.knowledge_bases import DocumentStatus
from app.schemas.common import NamedReference, Problem
from app.schemas.events import LiveDocument
from app.schemas.knowledge_bases import (
    DocumentOut,
    KnowledgeBaseConfig,
    Progress,
)
from app.services.jobs import progress
from app.services.jobs.progress import Outlook
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import layers, repository


def present(uow: UnitOfWork, rows: Sequence[Document]) -> list[DocumentOut]:
    """Documents with their restrictions and the progress of their latest ingest."""
    latest = _latest_ingests(uow, [row.id for row in rows])
    outlooks = progress.outlooks(uow.session, list(latest.values()))
    restrictions = repository.restrictions(uow.session, [row.id for row in rows])
    configs = layers.of_documents(uow.session, rows)
    return [
        _present_one(
            row, configs[row.id], latest.get(row.id), outlooks, restrictions.get(row.id, [])
        )
        for row in rows
    ]


def live(
    uow: UnitOfWork, ids: Sequence[uuid.UUID]
) -> Iterator[tuple[uuid.UUID, uuid.UUID, LiveDocument]]:
    """Those of these documents that the actor may list: id, knowledge base, and state."""
    found = repository.listed_documents(uow.session, uow.signed_in, ids)
    latest = _latest_ingests(uow, [document.id for document in found])
    for document in found:
        job = latest.get(document.id)
        state = LiveDocument(
            name=document.name,
            status=DocumentStatus(document.status),
            chunk_count=document.chunk_count,
            page_count=document.page_count,
            error=_problem_of(document),
            progress=_progress_of(document, job, progress.of_running(job) if job else Outlook()),
        )
        yield document.id, document.knowledge_base_id, state


def _latest_ingests(uow: UnitOfWork, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Job]:
    query = (
        select(Job)
        .where(Job.subject_id.in_(ids), Job.kind == JobKind.INGEST_DOCUMENT)
        .ext(distinct_on(Job.subject_id))
        .order_by(Job.subject_id, Job.created_at.desc())
    )
    return {job.subject_id: job for job in uow.session.scalars(query)}


def _present_one(
    document: Document,
    config: KnowledgeBaseConfig,
    job: Job | None,
    outlooks: dict[uuid.UUID, Outlook],
    groups_: Sequence[Group],
) -> DocumentOut:
    return DocumentOut.model_validate(
        {
            **{
                name: getattr(document, name)
                for name in DocumentOut.model_fields
                if name not in ("config", "error", "overrides", "progress", "restricted_to")
            },
            "config": config,
            "overrides": layers.overrides_of(document),
            "restricted_to": [NamedReference.model_validate(group) for group in groups_],
            "error": _problem_of(document),
            "progress": _progress_of(document, job, outlooks[job.id] if job else Outlook()),
        }
    )


def _problem_of(document: Document) -> Problem | None:
    if document.error_code is None:
        return None
    return Problem(
        code=document.error_code,
        message=document.error_message or "",
        remedy=document.error_remedy,
    )


def _progress_of(document: Document, job: Job | None, outlook: Outlook) -> Progress:
    done = document.status == DocumentStatus.COMPLETED
    stage, percent = (job.stage, job.percent) if job else ("queued", 0)
    return Progress.model_validate(
        {
            "stage": "done" if done else stage,
            "percent": 100 if done else percent,
            "queue_position": outlook.queue_position,
            "eta_seconds": outlook.eta_seconds,
            "started_at": outlook.started_at,
            "attempt": job.attempt if job else 0,
        }
    )
