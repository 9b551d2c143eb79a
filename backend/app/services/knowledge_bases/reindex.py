"""Ingests again what is out of date, and nothing else."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.permissions import ProjectRole
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.ports import Ports
from app.integrations.queue import JobQueue
from app.models import Document, KnowledgeBase
from app.models.knowledge_bases import DocumentStatus
from app.schemas.audit_events import KnowledgeBaseReindexed
from app.schemas.knowledge_bases import ReindexOut
from app.services.audit import service as audit
from app.services.jobs import service as jobs
from app.services.knowledge_bases import layers, repository
from app.services.knowledge_bases.ingest import queue_ingest
from app.services.knowledge_bases.ingest.target import settings_of


def reindex(uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID) -> ReindexOut:
    """Queue the ingest of documents that were made with other settings than now.

    Raises:
        NotFound, Forbidden: the actor may not change this knowledge base.
    """
    kb = repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
    result = _queue_outdated(uow, queue, kb)
    audit.record(uow, KnowledgeBaseReindexed(queued=result.queued), kb.id)
    return result


def reindex_all(ports: Ports) -> None:
    """The same for every knowledge base, each in a unit of its own."""
    with unit_of_work() as uow:
        kb_ids = uow.session.scalars(
            select(KnowledgeBase.id).where(KnowledgeBase.deleted_at.is_(None))
        ).all()
    for kb_id in kb_ids:
        with unit_of_work() as uow:
            kb = uow.session.get(KnowledgeBase, kb_id)
            if kb and kb.deleted_at is None:
                _queue_outdated(uow, ports.queue, kb)


def _queue_outdated(uow: UnitOfWork, queue: JobQueue, kb: KnowledgeBase) -> ReindexOut:
    result = ReindexOut(queued=0, unchanged=0)
    documents = _settled_documents(uow.session, kb)
    configs = layers.of_documents(uow.session, documents)
    for document in documents:
        if document.made_with == settings_of(configs[document.id]):
            result.unchanged += 1
            continue
        queue_ingest(uow, queue, document)
        result.queued += 1
    return result


def _settled_documents(session: Session, kb: KnowledgeBase) -> list[Document]:
    """Completed documents that no job is working on, locked."""
    query = select(Document).where(
        Document.knowledge_base_id == kb.id,
        Document.deleted_at.is_(None),
        Document.status == DocumentStatus.COMPLETED,
        ~jobs.has_open_job(Document.id),
    )
    return list(session.scalars(query.with_for_update(skip_locked=True)))
