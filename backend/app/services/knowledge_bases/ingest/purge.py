"""Takes away what a document has left outside the database."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.errors import AppError, Transient
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.ports import Ports
from app.models import Chunk, DeletionReceipt, Document, KnowledgeBaseIndex
from app.schemas.audit_events import DocumentPurged
from app.services.audit import service as audit
from app.services.jobs import service as jobs
from app.services.jobs.context import JobContext
from app.services.jobs.service import JobKind
from app.services.knowledge_bases.indexes import state as indexes
from app.services.knowledge_bases.ingest.target import document_and_kb
from app.services.knowledge_bases.revisions import raise_revision
from app.services.knowledge_bases.storage_keys import storage_prefix


@dataclass(frozen=True, slots=True)
class Gone:
    """What was deleted outside the database."""

    vectors: int
    files: int


def purge_document(context: JobContext) -> None:
    """Handler of `purge_document`: vectors, files, then the rows of a deleted document.

    Its receipt is completed only after a second look has found nothing left.
    """
    with unit_of_work() as uow:
        found = document_and_kb(uow.session, context.claimed.subject_id)
        if found is None:
            return
        document, kb = found
        if jobs.open_job(uow.session, JobKind.INGEST_DOCUMENT, document.id):
            raise AppError("The ingest is still stopping.", code="ingest_stopping")
        every_index = indexes.all_of(uow.session, kb.id)
    gone = Gone(
        vectors=sum(_purge_vectors(context.ports, index, document) for index in every_index),
        files=_purge_files(context.ports, document),
    )
    with context.write() as (uow, _):
        _complete_receipt(uow, document, gone)
        indexes.forget_purged(uow.session, document.id)
        raise_revision(uow, kb.id)
        uow.session.execute(delete(Document).where(Document.id == document.id))
        indexes.drop_if_buried_and_empty(uow, context.ports.queue, kb.id)


def trim_document(context: JobContext) -> None:
    """Handler of `trim_document`: vectors that an ingest without a good end has left behind."""
    with unit_of_work() as uow:
        found = document_and_kb(uow.session, context.claimed.subject_id)
        if found is None or jobs.open_job(uow.session, JobKind.INGEST_DOCUMENT, found[0].id):
            return
        document, kb = found
    context.ports.vectors.delete_document(
        kb.qdrant_collection_name, document.id, keep_generation=document.generation
    )
    with unit_of_work() as uow:  # what was left over took places among the candidates
        raise_revision(uow, kb.id)


def _purge_vectors(ports: Ports, index: KnowledgeBaseIndex, document: Document) -> int:
    """Returns how many there were."""
    collection = index.collection
    ports.vectors.ensure_collection(collection, index.dimension)
    count = ports.vectors.count_document(collection, document.id)
    ports.vectors.delete_document(collection, document.id)
    if ports.vectors.count_document(collection, document.id):
        raise Transient("Vectors of a deleted document are still there.", code="purge_incomplete")
    return count


def _purge_files(ports: Ports, document: Document) -> int:
    """Returns how many there were."""
    prefix = storage_prefix(document.id)
    count = len(list(ports.files.names(prefix)))
    ports.files.delete_prefix(prefix)
    if any(True for _ in ports.files.names(prefix)):
        raise Transient("Files of a deleted document are still there.", code="purge_incomplete")
    return count


def _complete_receipt(uow: UnitOfWork, document: Document, gone: Gone) -> None:
    receipt = uow.session.get(DeletionReceipt, document.id, with_for_update=True)
    chunks = _chunks_of(uow.session, document)
    if receipt:
        receipt.completed_at = now()
        receipt.vectors_deleted, receipt.files_deleted = gone.vectors, gone.files
        receipt.chunks_deleted = chunks
    audit.record(
        uow,
        DocumentPurged(
            # What has no receipt is private, and so is what it was called.
            name=document.name if receipt else "",
            content_sha256=document.content_sha256,
            vectors=gone.vectors,
            chunks=chunks,
            files=gone.files,
        ),
        document.id,
    )


def _chunks_of(session: Session, document: Document) -> int:
    query = select(func.count()).select_from(Chunk).where(Chunk.document_id == document.id)
    return session.scalar(query) or 0
