"""Deletes documents with proof: hidden at once, purged by a job, with a receipt of what is gone."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from app.core.clock import now
from app.core.permissions import ProjectRole
from app.db.uow import UnitOfWork
from app.integrations.queue import JobQueue
from app.models import DeletionReceipt, Document, KnowledgeBase
from app.schemas.audit_events import DocumentDeleted
from app.schemas.common import Page, PageRequest
from app.schemas.knowledge_bases import DeletionReceiptOut
from app.services.access import scope
from app.services.audit import service as audit
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import repository
from app.services.knowledge_bases.ingest import stop_ingest
from app.services.knowledge_bases.revisions import raise_revision


def delete(uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID, document_id: uuid.UUID) -> None:
    """Hide a document at once; a worker then purges its vectors, chunks and files."""
    document = repository.get_document_to_change(uow.session, uow.signed_in, kb_id, document_id)
    kb = uow.session.get_one(KnowledgeBase, kb_id)
    bury(uow, queue, kb, document)
    audit.record(uow, DocumentDeleted(name=document.name), document.id)


def delete_all_of(uow: UnitOfWork, queue: JobQueue, kb: KnowledgeBase) -> None:
    """Delete every document of a knowledge base. The caller may delete `kb`."""
    alive = select(Document).where(
        Document.knowledge_base_id == kb.id, Document.deleted_at.is_(None)
    )
    for document in uow.session.scalars(alive.with_for_update()):
        bury(uow, queue, kb, document)


def bury(uow: UnitOfWork, queue: JobQueue, kb: KnowledgeBase, document: Document) -> None:
    """Hide a document and queue its purge. The caller may delete it.

    A receipt is for the owners of the project: of what is private there is none.
    """
    document.deleted_at = now()
    raise_revision(uow, kb.id)
    if kb.chat_session_id is None:
        uow.session.add(_receipt(uow, kb, document))
    if job := jobs.open_job(uow.session, JobKind.INGEST_DOCUMENT, document.id):
        stop_ingest(uow, job)
    jobs.enqueue(uow, queue, JobKind.PURGE_DOCUMENT, document.id, lane=kb.project_id)


def list_receipts(
    uow: UnitOfWork, page: PageRequest, project_id: uuid.UUID | None, kb_id: uuid.UUID | None
) -> Page[DeletionReceiptOut]:
    """Receipts of deletions, newest first, of projects that the actor owns.

    Owners may read every document, so a receipt tells them no name that they could not see.
    """
    actor = uow.signed_in
    query = select(DeletionReceipt).where(
        scope.in_projects(actor, DeletionReceipt.project_id, ProjectRole.OWNER)
    )
    if project_id:
        query = query.where(DeletionReceipt.project_id == project_id)
    if kb_id:
        query = query.where(DeletionReceipt.knowledge_base_id == kb_id)
    newest_first = query.order_by(DeletionReceipt.requested_at.desc(), DeletionReceipt.document_id)
    rows: Sequence[DeletionReceipt] = uow.session.scalars(
        newest_first.limit(page.limit).offset(page.offset)
    ).all()
    return Page[DeletionReceiptOut](
        items=[DeletionReceiptOut.model_validate(row) for row in rows],
        total=repository.count(uow.session, query),
        limit=page.limit,
        offset=page.offset,
    )


def _receipt(uow: UnitOfWork, kb: KnowledgeBase, document: Document) -> DeletionReceipt:
    return DeletionReceipt(
        document_id=document.id,
        project_id=kb.project_id,
        knowledge_base_id=kb.id,
        document_name=document.name,
        content_sha256=document.content_sha256,
        size_bytes=document.size_bytes,
        requested_by_id=uow.signed_in.user_id,
        requested_at=document.deleted_at,
    )
