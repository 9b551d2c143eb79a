"""Documents: list, read, change, restrict, ingest again, cancel."""

import uuid
from collections.abc import Collection

from sqlalchemy import delete as delete_rows

from app.core.clock import now
from app.core.errors import Conflict, Invalid
from app.db.uow import UnitOfWork
from app.integrations.queue import JobQueue
from app.models import Document, DocumentGroup, KnowledgeBase
from app.models.knowledge_bases import DocumentStatus
from app.schemas.audit_events import (
    DocumentConfigured,
    DocumentRenamed,
    DocumentRestricted,
)
from app.schemas.common import Page, PageRequest
from app.schemas.knowledge_bases import (
    DocumentOut,
    DocumentRestriction,
    DocumentUpdate,
)
from app.services.audit import service as audit
from app.services.groups import service as groups
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import layers, repository
from app.services.knowledge_bases.ingest import queue_ingest, stop_ingest
from app.services.knowledge_bases.presenting import present
from app.services.knowledge_bases.revisions import raise_revision
from app.services.knowledge_bases.uploads import clean_name


def list_page(
    uow: UnitOfWork,
    kb_id: uuid.UUID,
    page: PageRequest,
    status: DocumentStatus | None,
    query: str | None,
) -> Page[DocumentOut]:
    """The documents of a knowledge base that the actor may read, newest first."""
    repository.get(uow.session, uow.signed_in, kb_id)
    rows, total = repository.list_documents(
        uow.session, uow.signed_in, kb_id, status, query, page.limit, page.offset
    )
    return Page[DocumentOut](
        items=present(uow, rows), total=total, limit=page.limit, offset=page.offset
    )


def read(uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID) -> DocumentOut:
    """One document."""
    document = repository.get_document(uow.session, uow.signed_in, kb_id, document_id)
    return present(uow, [document])[0]


def readable_names(uow: UnitOfWork, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What those of these documents are called that the actor may read, for other services."""
    found = repository.readable_documents(uow.session, uow.signed_in, ids)
    return {id_: document.name for id_, document in found.items()}


def change(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, request: DocumentUpdate
) -> DocumentOut:
    """Rename a document, or say how its next ingest is to cut it.

    Raises:
        Invalid: the configuration makes no sense.
        Conflict: the preset is not for this project.
    """
    document = _to_change(uow, kb_id, document_id)
    if request.name is not None:
        document.name = clean_name(request.name)
        raise_revision(uow, kb_id)
        audit.record(uow, DocumentRenamed(name=document.name), document.id)
    if request.model_fields_set & {"preset_id", "config"}:
        _configure(uow, document, request)
    uow.session.flush()
    uow.session.refresh(document)
    return present(uow, [document])[0]


def _configure(uow: UnitOfWork, document: Document, request: DocumentUpdate) -> None:
    preset_id, config = document.preset_id, layers.overrides_of(document)
    if "preset_id" in request.model_fields_set:
        preset_id = request.preset_id
    if request.config is not None:
        config = request.config
    kb = uow.session.get_one(KnowledgeBase, document.knowledge_base_id)
    layers.check_document(uow, kb, preset_id, config)
    document.preset_id, document.config = preset_id, layers.stored_of_document(config)
    fields = sorted(request.model_fields_set & {"preset_id", "config"})
    audit.record(uow, DocumentConfigured(preset_id=preset_id, fields=fields), document.id)


def restrict(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, request: DocumentRestriction
) -> DocumentOut:
    """Let only these groups read a document; none lifts the restriction.

    Owners of the project and administrators are let through by every restriction.

    Raises:
        NotFound: a group is missing.
        Invalid: the actor would lock themselves out.
    """
    document = _to_change(uow, kb_id, document_id)
    chosen = groups.get_all(uow, request.group_ids)
    uow.session.execute(delete_rows(DocumentGroup).where(DocumentGroup.document_id == document.id))
    uow.session.add_all(
        DocumentGroup(document_id=document.id, group_id=group.id) for group in chosen
    )
    uow.session.flush()
    raise_revision(uow, kb_id)
    # Who may read it is part of what it is: those who follow it live are told.
    document.updated_at = now()
    if not repository.readable_documents(uow.session, uow.signed_in, [document.id]):
        raise Invalid(
            "You would not be able to read the document any more.",
            code="own_group_missing",
            remedy="Choose at least one group that you are in, or ask an owner of the project.",
        )
    audit.record(uow, DocumentRestricted(group_ids=[group.id for group in chosen]), document.id)
    return present(uow, [document])[0]


def ingest_again(
    uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID, document_id: uuid.UUID
) -> DocumentOut:
    """Queue another ingest; what is searchable stays so until the new one is complete.

    Raises:
        Conflict: an ingest is already waiting or running.
    """
    document = _to_change(uow, kb_id, document_id)
    if jobs.open_job(uow.session, JobKind.INGEST_DOCUMENT, document.id):
        raise Conflict("This document is already being ingested.", code="ingest_in_progress")
    queue_ingest(uow, queue, document)
    uow.session.flush()
    uow.session.refresh(document)
    return present(uow, [document])[0]


def cancel(uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID) -> DocumentOut:
    """Stop a waiting or running ingest.

    Raises:
        Conflict: there is none.
    """
    document = _to_change(uow, kb_id, document_id)
    job = jobs.open_job(uow.session, JobKind.INGEST_DOCUMENT, document.id)
    if job is None:
        raise Conflict("This document is not being ingested.", code="nothing_to_cancel")
    stop_ingest(uow, job)
    uow.session.flush()
    uow.session.refresh(document)
    return present(uow, [document])[0]


def _to_change(uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID) -> Document:
    return repository.get_document_to_change(uow.session, uow.signed_in, kb_id, document_id)
