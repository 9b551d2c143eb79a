"""Takes away what a document has left outside the database."""

from sqlalchemy import delete

from app.core.errors import AppError
from app.db.uow import unit_of_work
from app.models import Document
from app.services.jobs import service as jobs
from app.services.jobs.context import JobContext
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import repository
from app.services.knowledge_bases.documents import storage_prefix
from app.services.knowledge_bases.ingest.target import document_and_kb


def purge_document(context: JobContext) -> None:
    """Handler of `purge_document`: vectors, files, then the rows of a deleted document."""
    with unit_of_work() as uow:
        found = document_and_kb(uow.session, context.claimed.subject_id)
        if found is None:
            return
        document, kb = found
        if jobs.open_job(uow.session, JobKind.INGEST_DOCUMENT, document.id):
            raise AppError("The ingest is still stopping.", code="ingest_stopping")
    context.ports.vectors.ensure_collection(kb.qdrant_collection_name, kb.embedding_dimension)
    context.ports.vectors.delete_document(kb.qdrant_collection_name, document.id)
    context.ports.files.delete_prefix(storage_prefix(document.id))
    with context.write() as (uow, _):
        uow.session.execute(delete(Document).where(Document.id == document.id))
        repository.drop_if_buried_and_empty(uow.session, kb.id)


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
